#include "devices/wire/files.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

static int kernel_open(const char *path, int flags)
{
    return open(path, flags);
}

static int kernel_ioctl(int fd, unsigned long request, void *data)
{
    return ioctl(fd, request, data);
}

static void *kernel_map(size_t n, int protection, int fd, off_t at)
{
    return mmap(NULL, n, protection, MAP_SHARED, fd, at);
}

const struct device_files device_files_kernel = {kernel_open,  close,      read,  write,
                                                 kernel_ioctl, kernel_map, munmap};
