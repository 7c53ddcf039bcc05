#include "sync/enrol.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "kioskctl.h"

enum { EXIT_USE = 2, LINE_MAX_BYTES = 1024 };

static int wrong_use(const char *what)
{
    fprintf(stderr, "%s: %s: see %s --help\n", program, what, program);
    return EXIT_USE;
}

/* "-" is a line of standard input, where a scanner types, and no list of processes shows it. */
static char *word_of(const char *given)
{
    char line[LINE_MAX_BYTES] = "";

    if (!given || strcmp(given, "-") != 0)
        return g_strdup(given);
    if (!fgets(line, sizeof line, stdin))
        line[0] = '\0';
    char *word = g_strdup(g_strstrip(line));
    secret_wipe(line, sizeof line);
    return word;
}

static bool read_fingerprint(const char *hex, uint8_t out[ENROL_FINGERPRINT_BYTES])
{
    size_t len = 0;

    return sodium_hex2bin(out, ENROL_FINGERPRINT_BYTES, hex, strlen(hex), ": ", &len, NULL) == 0 &&
           len == ENROL_FINGERPRINT_BYTES;
}

static int contact(const struct config *config, const struct enrol_code *code, bool pinned)
{
    g_autofree char *dir = enrolment_folder(config);
    const struct enrol_contact first = {.url = code->url,
                                        .proxy = config_text(config, "platform", "proxy"),
                                        .authority = config_text(config, "platform", "ca_file"),
                                        .fingerprint = pinned ? code->authority : NULL,
                                        .kiosk = config_text(config, "kiosk", "number"),
                                        .token = code->token};
    GError *error = NULL;

    if (enrol_first(dir, &first, &error))
        printf("kiosk %s is enrolled; its identity is in %s\n", first.kiosk, dir);
    int status = error ? log_fatal(program, error) : 0;
    g_clear_error(&error);
    return status;
}

int enrol_run(const struct config *config, const char *token, const char *code, const char *fingerprint)
{
    struct enrol_code read = {{0}};
    g_autofree char *token_word = word_of(token), *code_word = word_of(code);
    bool pinned = code || fingerprint;

    if (!token_word == !code_word)
        return wrong_use("'enrol' needs --token TOKEN or --code TEXT, one of them");
    if (code_word && !enrol_code_parse(code_word, &read))
        return wrong_use("this code is not whole: copy all of 'lcenrol:1:...'");
    if (token_word && !enrol_token_parse(token_word, read.token))
        return wrong_use("this token has a slip: seven groups of four signs, as the operator gave it");
    if (fingerprint && !read_fingerprint(fingerprint, read.authority))
        return wrong_use("--fingerprint is 64 hexadecimal digits, as the code ends");
    if (token_word)
        g_strlcpy(read.url, config_text(config, "platform", "url"), sizeof read.url);
    else if (strcmp(read.url, config_text(config, "platform", "url")) != 0)
        fprintf(stderr,
                "%s: the code names %s, [platform] url another address: the agent goes by the latter\n",
                program, read.url);
    return contact(config, &read, pinned && !config_text(config, "platform", "ca_file")[0]);
}
