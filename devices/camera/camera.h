/* What lies behind the two cameras: camera=v4l2:NODE of pages, scanner=camera:NODE of codes held up. Rows of
 * drivers.c; the device room. */
#pragma once

#include "devices/device.h"

extern const struct device_library page_camera_library, code_camera_library;
