#include <gcrypt.h>
#include <glib.h>
#include <openssl/crypto.h>

#include "base/secret.h"
#include "wire/suite.h"

enum {
    LOCKED_BYTES = 64 * 1024, /* of each library: some ciphers and some keys at a time */
    LOCKED_PIECE = 16         /* the smallest that OpenSSL hands out */
};

static void *heap_alloc(size_t size, const char *file, int line)
{
    (void)file, (void)line;
    return secret_heap_alloc(size);
}

static void *heap_realloc(void *memory, size_t size, const char *file, int line)
{
    (void)file, (void)line;
    if (size)
        return secret_heap_realloc(memory, size);
    secret_heap_free(memory); /* as CRYPTO_realloc(3) does */
    return NULL;
}

static void heap_free(void *memory, const char *file, int line)
{
    (void)file, (void)line;
    secret_heap_free(memory);
}

/* SM2 of OpenSSL 3.0 lets go of the shared point unwiped, and with it and the box anyone has the key. */
static void start_openssl(void)
{
    if (!CRYPTO_set_mem_functions(heap_alloc, heap_realloc, heap_free))
        g_error("OpenSSL was in use before suite_start: call it first");
    if (CRYPTO_secure_malloc_init(LOCKED_BYTES, LOCKED_PIECE) != 1)
        g_error("no lockable memory left for keys: raise LimitMEMLOCK= (ulimit -l) to 16 MB or more");
}

static void start_gcrypt(void)
{
    if (!gcry_check_version(GCRYPT_VERSION))
        g_error("libgcrypt is older than the one this was built with: install libgcrypt20 again");
    gcry_error_t failed = gcry_control(GCRYCTL_INIT_SECMEM, LOCKED_BYTES, 0);
    failed = failed ? failed : gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
    if (failed)
        g_error("libgcrypt does not start (%s): raise LimitMEMLOCK= (ulimit -l) to 16 MB or more",
                gcry_strerror(failed));
}

void suite_start(void)
{
    start_openssl();
    start_gcrypt();
}
