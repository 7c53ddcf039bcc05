#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { RECORD_LONGEST = 1024 /* bytes; under PIPE_BUF, so records of two rooms never mix */ };

/* One write a record, on the stack: no buffer outlives it, and no lock is held. */
static void record(const char *level, const char *area, const char *format, va_list arguments)
    G_GNUC_PRINTF(3, 0);
static void record(const char *level, const char *area, const char *format, va_list arguments)
{
    char line[RECORD_LONGEST];
    int head = snprintf(line, sizeof line, "%s %s: ", level, area);
    size_t n = MIN((size_t)MAX(head, 0), sizeof line - 2);
    int body = vsnprintf(line + n, sizeof line - 1 - n, format, arguments);
    n = MIN(n + (size_t)MAX(body, 0), sizeof line - 2);
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)line[i] < ' ') /* a record is one line, whatever a device or server sent */
            line[i] = ' ';
    line[n++] = '\n';
    for (size_t done = 0; done < n;) {
        ssize_t wrote = write(STDERR_FILENO, line + done, n - done);
        if (wrote <= 0)
            return; /* nobody is listening, and there is nobody to tell */
        done += (size_t)wrote;
    }
}

void log_info(const char *area, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    record("info", area, format, arguments);
    va_end(arguments);
}

void log_warning(const char *area, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    record("warning", area, format, arguments);
    va_end(arguments);
}

int log_fatal(const char *program, const GError *error)
{
    fprintf(stderr, "%s: %s\n", program,
            error ? error->message : "stopped without a reason: please report this as a bug");
    return 1;
}
