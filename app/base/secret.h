/* Memory for what identifies a person: locked, not dumped, guarded, wiped when freed (libsodium).
 * Whoever allocates frees with secret_free (NULL is fine), or moves the pointer on by a letter.
 * Any room. secret_start once at the top of every program, before anything else. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void secret_start(void);        /* sodium_init, no core image (PR_SET_DUMPABLE 0, RLIMIT_CORE 0) */
void *secret_new(size_t size);  /* zeroed; aborts when memory cannot be locked */
void secret_free(void *memory); /* wipes; NULL is fine */
void secret_wipe(void *memory, size_t size);
/* What calls that have returned left on the stack beneath the caller, 128 KiB deep: libraries keep copies and
 * the loader saves registers there. Call it in the outermost function of a thread. */
void secret_wipe_stack(void);
bool secret_equal(const void *a, const void *b, size_t n); /* constant time */

/* Growing bytes in secret memory; `data` is always NUL-terminated behind `len`. Zeroed struct is valid and
 * empty. */
struct secret_bytes {
    uint8_t *data;
    size_t len;
    size_t cap;
};
void secret_bytes_append(struct secret_bytes *b, const void *data, size_t n);
void secret_bytes_text(struct secret_bytes *b, const char *utf8);
void secret_bytes_json(struct secret_bytes *b, const char *utf8); /* as a quoted JSON string */
/* RFC 4648 section 4, with its padding; wiped on the way. */
void secret_bytes_base64(struct secret_bytes *b, const void *data, size_t n);
void secret_bytes_pad(struct secret_bytes *b,
                      size_t block);             /* ISO/IEC 7816-4, as sodium_unpad takes it off */
void secret_bytes_clear(struct secret_bytes *b); /* wipes and frees */
void secret_bytes_empty(struct secret_bytes *b); /* wipes; keeps memory of usual size for the next content */

/* Copies at most cap-1 bytes and ends at a whole UTF-8 character; false when it did not fit. */
bool secret_copy_text(char *to, size_t cap, const char *utf8);

/* An ordinary heap that wipes what is let go, for libraries that may be given allocators: jansson, curl,
 * OpenSSL. As malloc(3) and its kin; NULL when memory is out. Whoever allocates frees with secret_heap_free.
 */
void *secret_heap_alloc(size_t size);
void *secret_heap_calloc(size_t count, size_t size);
void *secret_heap_realloc(void *memory, size_t size);
char *secret_heap_strdup(const char *text);
void secret_heap_free(void *memory);

/* A program that calls this has the allocation functions of C++ replaced by wiping ones, for all of its
 * libraries; aborts when they did not take hold. For whoever hands personal data to a C++ library. */
void secret_cpp(void);
