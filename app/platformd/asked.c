#include "asked.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/secret.h"
#include "platform/worker.h"

enum { LINE_MAX_BYTES = 1024 };

/* Byte by byte: the next line is somebody else's, and stdio would keep a copy. Its length; -1: there is none,
 * or it is too long. */
static ssize_t read_line(char line[LINE_MAX_BYTES])
{
    for (size_t len = 0; len < LINE_MAX_BYTES; len++) {
        ssize_t got = read(STDIN_FILENO, line + len, 1);
        if (got == 1 && line[len] != '\n')
            continue;
        line[len] = '\0';
        return got == 1 || len > 0 ? (ssize_t)len : -1;
    }
    return -1;
}

static ssize_t read_asked(const char *what, gboolean hidden, char line[LINE_MAX_BYTES])
{
    struct termios shown;
    if (tcgetattr(STDIN_FILENO, &shown) != 0)
        return read_line(line);
    struct termios silent = shown;
    silent.c_lflag &= ~(tcflag_t)ECHO;
    if (hidden)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    fprintf(stderr, "%s: ", what);
    ssize_t len = read_line(line);
    if (hidden) {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
        fputc('\n', stderr); /* that of the line was not shown */
    }
    return len;
}

char *asked_line(const char *what, gboolean hidden, GError **error)
{
    char *line = secret_new(LINE_MAX_BYTES);
    if (read_asked(what, hidden, line) >= 0 && *g_strstrip(line))
        return line;
    secret_free(line);
    g_set_error(error, worker_error_quark(), WORKER_ERROR_STATE,
                "no %s came on standard input: type it when asked, or pass it there as a line of its own",
                what);
    return NULL;
}
