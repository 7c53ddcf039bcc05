#include "base/terminal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "base/text.h"

static void put(uint32_t c)
{
    char bytes[8];
    size_t len = text_put(bytes, sizeof bytes, text_is_drawn(c) ? c : 0xFFFD);
    fwrite(bytes, 1, len, stdout);
}

void terminal_print(const char *format, ...)
{
    va_list words, again;
    va_start(words, format);
    va_copy(again, words);
    int len = vsnprintf(NULL, 0, format, words);
    char *line = len < 0 ? NULL : secret_heap_alloc((size_t)len + 1);
    if (line) {
        bool ends = g_str_has_suffix(format, "\n");
        vsnprintf(line, (size_t)len + 1, format, again);
        if (ends)
            line[len - 1] = '\0';
        for (const char *at = line; *at;)
            put(text_next(&at));
        if (ends)
            putchar('\n');
    }
    secret_heap_free(line);
    va_end(again);
    va_end(words);
}
