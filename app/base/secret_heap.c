#include <glib.h>
#include <string.h>

#include "base/secret.h"

/* A parsed document or a TLS connection is hundreds of small pieces: a locked page for each would cost more
 * than the whole kiosk. So they live in the ordinary heap, which is never dumped, behind their size, by which
 * they are wiped. */
struct piece {
    _Alignas(max_align_t) size_t size;
};

void *secret_heap_alloc(size_t size)
{
    if (size > SIZE_MAX - sizeof(struct piece))
        return NULL;
    struct piece *piece = malloc(sizeof *piece + size);
    if (!piece)
        return NULL;
    piece->size = size;
    return piece + 1;
}

void *secret_heap_calloc(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return NULL;
    void *memory = secret_heap_alloc(count * size);
    return memory ? memset(memory, 0, count * size) : NULL;
}

/* Never in place, for realloc(3) would leave the old copy where it lay. */
void *secret_heap_realloc(void *memory, size_t size)
{
    void *grown = secret_heap_alloc(size);
    if (memory && grown) {
        memcpy(grown, memory, MIN(((struct piece *)memory - 1)->size, size));
        secret_heap_free(memory);
    }
    return grown;
}

char *secret_heap_strdup(const char *text)
{
    size_t n = strlen(text) + 1;
    char *copy = secret_heap_alloc(n);
    return copy ? memcpy(copy, text, n) : NULL;
}

void secret_heap_free(void *memory)
{
    if (!memory)
        return;
    struct piece *piece = (struct piece *)memory - 1;
    secret_wipe(piece, sizeof *piece + piece->size);
    free(piece);
}
