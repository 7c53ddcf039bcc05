/* A program that leaves a person's data lying where programs do: the memory test must find every one of them.
 * usage: planted secret|freed|stack|shaped — prints "ready" and waits. */
#include <hb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/secret.h"

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

static void plant_freed(const char *argument)
{
    enum { BLOCK = 4096, OFFSET = 1024 }; /* beyond what the allocator itself writes into a free block */
    char *block = malloc(BLOCK), *keeper;

    decode(block + OFFSET, argument);
    keeper = malloc(BLOCK); /* so that the heap does not shrink */
    free(block);
    wait_ready();
    free(keeper);
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

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    secret_start();
    if (strcmp(argv[1], "secret") == 0) {
        decode(secret_new(64), argv[2]);
        wait_ready();
    } else if (strcmp(argv[1], "freed") == 0) {
        plant_freed(argv[2]);
    } else if (strcmp(argv[1], "stack") == 0) {
        char text[32];

        decode(text, argv[2]);
        wait_ready();
        return text[0];
    } else if (strcmp(argv[1], "shaped") == 0) {
        plant_shaped(argv[2]);
    }
    return 0;
}
