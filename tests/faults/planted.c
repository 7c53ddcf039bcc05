/* A program that leaves a person's data lying where programs do: the memory test must find every one of them,
 * and none where the house has wiped.
 * usage: planted PLACE TEXT — prints "ready" and waits. */
#include <curl/curl.h>
#include <hb.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/secret.h"
#include "sync/client.h"

enum {
    BLOCK = 4096,
    OFFSET = 1024, /* beyond what the allocator itself writes into a free block */
    DEEP = 32768   /* bytes of stack: beneath what the calls after it reach */
};

static void decode(char out[32], const char *argument)
{
    /* The text to plant arrives with each byte plus one, so that the arguments themselves hold no copy. */
    size_t n = strlen(argument);

    for (size_t i = 0; i < n && i < 31; i++)
        out[i] = (char)(argument[i] - 1);
    out[n < 31 ? n : 31] = '\0';
}

static void wait_ready(void)
{
    puts("ready");
    fflush(stdout);
    pause();
}

static void plant_secret(const char *argument)
{
    decode(secret_new(64), argument);
    wait_ready();
}

static void plant_freed(const char *argument)
{
    char *block = malloc(BLOCK), *keeper;

    decode(block + OFFSET, argument);
    keeper = malloc(BLOCK); /* so that the heap does not shrink */
    free(block);
    wait_ready();
    free(keeper);
}

static void plant_stack(const char *argument)
{
    char text[32];

    decode(text, argument);
    wait_ready();
    secret_wipe(text, sizeof text);
}

__attribute__((noinline)) static void leave_on_stack(const char *argument)
{
    char deep[DEEP];

    decode(deep, argument); /* at the far end */
    __asm__ volatile("" : : "r"(deep) : "memory");
}

static void plant_returned(const char *argument)
{
    leave_on_stack(argument);
    wait_ready();
}

static void plant_stack_wiped(const char *argument)
{
    leave_on_stack(argument);
    secret_wipe_stack();
    wait_ready();
}

/* As SDL_ttf hands a string to HarfBuzz: one record of twenty bytes a character, the character in front. */
static void plant_shaped(const char *argument)
{
    hb_buffer_t *buffer = hb_buffer_create();
    char text[32];

    decode(text, argument);
    hb_buffer_add_utf8(buffer, text, -1, 0, -1);
    secret_wipe(text, sizeof text);
    wait_ready();
    hb_buffer_destroy(buffer);
}

/* A body that curl has copied, in a handle that is gone. */
static void plant_curl(const char *argument)
{
    char *body = secret_new(BLOCK), *keeper;
    CURL *curl = curl_easy_init();

    decode(body + OFFSET, argument);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)BLOCK);
    curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, body);
    secret_free(body);
    keeper = malloc(BLOCK);
    curl_easy_cleanup(curl);
    wait_ready();
    free(keeper);
}

static void plant_openssl(const char *argument)
{
    char *block = OPENSSL_malloc(BLOCK), *keeper;

    decode(block + OFFSET, argument);
    block = OPENSSL_realloc(block, 2 * BLOCK);
    keeper = malloc(BLOCK);
    OPENSSL_free(block);
    wait_ready();
    free(keeper);
}

static void plant_curl_wiped(const char *argument)
{
    client_start();
    plant_curl(argument);
}

static void plant_openssl_wiped(const char *argument)
{
    client_start();
    plant_openssl(argument);
}

static const struct place {
    const char *name;
    void (*plant)(const char *argument);
} places[] = {
    {"secret", plant_secret},
    {"freed", plant_freed},
    {"stack", plant_stack},
    {"returned", plant_returned},
    {"stack-wiped", plant_stack_wiped},
    {"shaped", plant_shaped},
    {"curl", plant_curl},
    {"curl-wiped", plant_curl_wiped},
    {"openssl", plant_openssl},
    {"openssl-wiped", plant_openssl_wiped},
};

int main(int argc, char **argv)
{
    secret_start();
    for (size_t i = 0; argc == 3 && i < sizeof places / sizeof *places; i++) {
        if (strcmp(places[i].name, argv[1]) == 0) {
            places[i].plant(argv[2]);
            return 0;
        }
    }
    return 2;
}
