#include "desk_parts.h"
#include "devices/room.h"
#include "raster.h"

void desk_print(struct desk *desk, struct job *job)
{
    struct device_command *command = device_command_new(COMMAND_PRINT, DEVICE_PRINTER, job->visit);
    struct desk_letter *letter = desk_letter_new(DESK_PAPER, job->visit, job->request);

    command->request = job->request;
    command->raster = receipt_raster(desk->text, job->receipt, desk->dots);
    letter->paper = raster_copy(command->raster);
    desk_post(desk, letter);
    device_room_send(desk->devices, command); /* now the room's */
}

void desk_print_sheet(struct desk *desk, uint64_t visit, uint32_t request, struct secret_bytes *pdf)
{
    struct device_command *command = device_command_new(COMMAND_PRINT, DEVICE_DOCUMENT, visit);

    command->request = request;
    command->bytes = *pdf;
    *pdf = (struct secret_bytes){0};
    device_room_send(desk->devices, command);
}
