/* What a function printed: a stream turned into a file for its time.
 * The caller frees the text with g_free. The test's thread alone. */
#pragma once

#include <glib.h>
#include <stdio.h>
#include <unistd.h>

struct capture {
    FILE *stream, *file;
    int before;
};

static inline struct capture capture_start(FILE *stream)
{
    struct capture c = {stream, tmpfile(), 0};
    fflush(stream);
    c.before = dup(fileno(stream));
    dup2(fileno(c.file), fileno(stream));
    return c;
}

static inline char *capture_end(struct capture c)
{
    fflush(c.stream);
    dup2(c.before, fileno(c.stream));
    close(c.before);
    long len = lseek(fileno(c.file), 0, SEEK_END);
    char *text = g_malloc0((gsize)len + 1);
    if (pread(fileno(c.file), text, (size_t)len, 0) != len)
        text[0] = 0;
    fclose(c.file);
    return text;
}
