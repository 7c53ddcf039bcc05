#include "devices/drivers.h"

#include <string.h>

const struct device_driver *const device_drivers[] = {
    &sam_driver, &lines_driver, &picture_driver, &escpos_driver, NULL,
};

const struct device_driver *device_driver_find(enum device_slot slot, const char *scheme)
{
    for (const struct device_driver *const *row = device_drivers; *row; row++)
        if ((*row)->slot == slot && !strcmp((*row)->scheme, scheme))
            return *row;
    return NULL;
}
