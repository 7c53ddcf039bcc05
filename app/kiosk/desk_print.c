#include "desk_parts.h"
#include "devices/room.h"
#include "raster.h"

void desk_print(struct desk *desk, struct job *job)
{
    struct device_command *command = secret_new(sizeof *command);

    command->kind = COMMAND_PRINT;
    command->slot = DEVICE_PRINTER;
    command->visit = job->visit;
    command->request = job->request;
    command->raster = receipt_raster(desk->text, job->receipt);
    device_room_send(desk->devices, command); /* now the room's */
}
