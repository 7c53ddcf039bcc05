#include "base/secret.h"

#include <glib.h>
#include <sodium.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/text.h"

enum {
    ALIGNMENT = 16,       /* sodium_malloc ends a region at its last byte, so an odd size is an odd address */
    FIRST_CAPACITY = 512, /* bytes of a growing buffer; a page is locked anyway */
    KEEP_CAPACITY = 16 * 1024, /* what an emptied buffer may keep locked */
    STACK_DEPTH = 128 << 10    /* bytes: several times what a TLS request of curl reaches */
};

static void no_core_image(void)
{
    const struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_CORE, &none) || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0))
        g_error("cannot forbid core images: start the program without a debugger or sandbox that hinders it");
}

static void lock_as_much_as_allowed(void)
{
    struct rlimit limit;
    if (!getrlimit(RLIMIT_MEMLOCK, &limit)) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_MEMLOCK, &limit);
    }
}

void secret_start(void)
{
    if (sodium_init() < 0)
        g_error("libsodium does not start: the system offers no random numbers");
    no_core_image();
    lock_as_much_as_allowed();
}

void *secret_new(size_t size)
{
    g_assert(size <= SIZE_MAX - ALIGNMENT);
    size_t whole = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    void *memory = sodium_malloc(whole ? whole : ALIGNMENT);
    /* sodium_malloc locks too but does not say when it could not; locking twice costs nothing. */
    if (!memory || mlock(memory, whole ? whole : ALIGNMENT))
        g_error(
            "no lockable memory left for personal data: raise LimitMEMLOCK= (ulimit -l) to 16 MB or more");
    return memset(memory, 0, whole ? whole : ALIGNMENT);
}

void secret_free(void *memory)
{
    sodium_free(memory);
}

void secret_wipe(void *memory, size_t size)
{
    if (size)
        sodium_memzero(memory, size);
}

void secret_wipe_stack(void)
{
    sodium_stackzero(STACK_DEPTH);
}

bool secret_equal(const void *a, const void *b, size_t n)
{
    return sodium_memcmp(a, b, n) == 0;
}

static void make_room(struct secret_bytes *b, size_t n)
{
    g_assert(n < SIZE_MAX / 4 - b->len);
    size_t needed = b->len + n + 1; /* and the NUL */
    if (needed <= b->cap)
        return;
    size_t cap = MAX(b->cap, FIRST_CAPACITY);
    while (cap < needed)
        cap *= 2;
    uint8_t *grown = secret_new(cap);
    if (b->len)
        memcpy(grown, b->data, b->len);
    secret_free(b->data);
    b->data = grown;
    b->cap = cap;
}

void secret_bytes_append(struct secret_bytes *b, const void *data, size_t n)
{
    make_room(b, n);
    if (n)
        memcpy(b->data + b->len, data, n);
    b->len += n;
    b->data[b->len] = 0;
}

void secret_bytes_text(struct secret_bytes *b, const char *utf8)
{
    secret_bytes_append(b, utf8, strlen(utf8));
}

/* RFC 8259 section 7: quotation mark, reverse solidus and U+0000..U+001F must be escaped, nothing else need
 * be. */
static void append_json_character(struct secret_bytes *b, uint32_t c)
{
    static const char hex[] = "0123456789abcdef";
    char out[8] = {'\\', (char)c, 0};
    size_t n = 2;
    if (c < 0x20) {
        out[1] = 'u';
        out[2] = out[3] = '0';
        out[4] = hex[c >> 4];
        out[5] = hex[c & 15];
        n = 6;
    } else if (c != '"' && c != '\\') {
        n = text_put(out, sizeof out, c);
    }
    secret_bytes_append(b, out, n);
    sodium_memzero(out, sizeof out);
}

void secret_bytes_json(struct secret_bytes *b, const char *utf8)
{
    secret_bytes_text(b, "\"");
    for (uint32_t c; (c = text_next(&utf8));)
        append_json_character(b, c);
    secret_bytes_text(b, "\"");
}

void secret_bytes_base64(struct secret_bytes *b, const void *data, size_t n)
{
    enum { PIECE = 3 * 1024 }; /* of threes: only the last one is padded */
    char text[PIECE / 3 * 4 + 1];
    for (size_t at = 0; at < n; at += PIECE) {
        sodium_bin2base64(text, sizeof text, (const uint8_t *)data + at, MIN(PIECE, n - at),
                          sodium_base64_VARIANT_ORIGINAL);
        secret_bytes_text(b, text);
    }
    sodium_memzero(text, sizeof text);
}

void secret_bytes_pad(struct secret_bytes *b, size_t block)
{
    size_t padded = 0;

    make_room(b, block);
    int fits = sodium_pad(&padded, b->data, b->len, block, b->cap - 1);
    g_assert(fits == 0);
    b->len = padded;
    b->data[b->len] = 0;
}

void secret_bytes_empty(struct secret_bytes *b)
{
    if (b->cap > KEEP_CAPACITY) {
        secret_bytes_clear(b);
        return;
    }
    secret_wipe(b->data, b->cap);
    b->len = 0;
}

void secret_bytes_clear(struct secret_bytes *b)
{
    secret_free(b->data);
    *b = (struct secret_bytes){0};
}

bool secret_copy_text(char *to, size_t cap, const char *utf8)
{
    if (!cap)
        return false;
    size_t n = strnlen(utf8, cap);
    bool fits = n < cap;
    if (!fits) {
        n = cap - 1;
        while (n && ((uint8_t)utf8[n] & 0xC0) == 0x80) /* never in the middle of a character */
            n--;
    }
    memmove(to, utf8, n);
    to[n] = 0;
    return fits;
}
