#include "desk_parts.h"
#include "devices/room.h"
#include "raster.h"

void desk_print(struct desk *desk, struct job *job)
{
    struct device_command *command = secret_new(sizeof *command);
    struct desk_letter *letter = desk_letter_new(DESK_PAPER, job->visit, job->request);

    command->kind = COMMAND_PRINT;
    command->slot = DEVICE_PRINTER;
    command->visit = job->visit;
    command->request = job->request;
    command->raster = receipt_raster(desk->text, job->receipt);
    letter->paper = raster_copy(command->raster);
    desk_post(desk, letter);
    device_room_send(desk->devices, command); /* now the room's */
}
