#include "devices/letters.h"

void letter_status(struct device_io *io, enum device_slot slot, enum device_status status,
                   enum device_attention why)
{
    struct device_letter *letter = device_letter_new(LETTER_STATUS, slot);
    letter->status = status;
    letter->attention = why;
    io->emit(io, letter);
}

void letter_job(struct device_io *io, enum device_letter_kind kind, uint64_t visit, uint32_t request,
                enum device_attention why)
{
    struct device_letter *letter = device_letter_new(kind, DEVICE_PRINTER);
    letter->visit = visit;
    letter->request = request;
    letter->attention = why;
    io->emit(io, letter);
}
