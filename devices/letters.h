/* The letters every driver writes, in one call each.
 * The letter goes to the io, which takes it; nothing is kept.
 * The device room only. */
#pragma once

#include "devices/device.h"

void letter_status(struct device_io *io, enum device_slot slot, enum device_status status,
                   enum device_attention why);
/* LETTER_JOB_DONE or LETTER_JOB_FAILED of that visit's request. */
void letter_job(struct device_io *io, enum device_letter_kind kind, uint64_t visit, uint32_t request,
                enum device_attention why);
