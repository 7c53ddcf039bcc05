#include "devices/phone/at_codec.h"

#include <stdlib.h>
#include <string.h>

enum { FIELDS_MAX = 4, NUMBER_MOST = 9999, CLCC_FROM_HERE = 0, CLCC_VOICE = 0 };

/* The first whole numbers of a list such as "0,1" or "1,0,3,0,0,\"112\",129"; how many there are. */
static unsigned numbers(const char *text, int out[FIELDS_MAX])
{
    unsigned count = 0;
    while (count < FIELDS_MAX) {
        char *end = NULL;
        long value = strtol(text, &end, 10);
        if (end == text || value < 0 || value > NUMBER_MOST)
            break;
        out[count++] = (int)value;
        end += strspn(end, " ");
        if (*end != ',')
            break;
        text = end + 1;
    }
    return count;
}

/* The answer to a question has <n>,<stat>; the news has <stat> alone, or <stat>,"area","cell". */
static struct at_word network_of(const char *text)
{
    int fields[FIELDS_MAX];
    unsigned count = numbers(text, fields);
    if (count == 0)
        return (struct at_word){AT_OTHER, 0};
    return (struct at_word){AT_NETWORK, fields[count > 1 ? 1 : 0]};
}

/* <id>,<dir>,<stat>,<mode>: who calls us is nobody's business here. */
static struct at_word call_of(const char *text)
{
    int fields[FIELDS_MAX];
    if (numbers(text, fields) < FIELDS_MAX || fields[1] != CLCC_FROM_HERE || fields[3] != CLCC_VOICE)
        return (struct at_word){AT_OTHER, 0};
    return (struct at_word){AT_CALL, fields[2]};
}

static struct at_word error_of(const char *text)
{
    int fields[FIELDS_MAX];
    return (struct at_word){AT_ERROR, numbers(text, fields) > 0 ? fields[0] : -1};
}

static struct at_word pin_of(const char *text)
{
    return (struct at_word){AT_PIN, strncmp(text, "READY", strlen("READY")) == 0};
}

static struct at_word word_of(const char *line)
{
    static const struct {
        const char *text;
        enum at_kind kind;
    } plain[] = {{"OK", AT_OK},
                 {"ERROR", AT_ERROR},
                 {"RING", AT_RING},
                 {"NO CARRIER", AT_NO_CARRIER},
                 {"BUSY", AT_BUSY},
                 {"NO ANSWER", AT_NO_ANSWER},
                 {"NO DIALTONE", AT_NO_DIALTONE},
                 {"NO DIAL TONE", AT_NO_DIALTONE}};
    static const struct {
        const char *head;
        struct at_word (*of)(const char *text);
    } answers[] = {
        {"+CME ERROR:", error_of}, {"+CREG:", network_of}, {"+CLCC:", call_of}, {"+CPIN:", pin_of}};
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        if (strcmp(line, plain[i].text) == 0)
            return (struct at_word){plain[i].kind, plain[i].kind == AT_ERROR ? -1 : 0};
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        size_t len = strlen(answers[i].head);
        if (strncmp(line, answers[i].head, len) == 0)
            return answers[i].of(line + len + strspn(line + len, " "));
    }
    return (struct at_word){AT_OTHER, 0};
}

bool at_feed(struct at_lines *lines, const uint8_t **bytes, size_t *n, struct at_word *word)
{
    while (*n > 0) {
        uint8_t byte = *(*bytes)++;
        (*n)--;
        if (byte != '\r' && byte != '\n') {
            lines->too_long |= lines->len >= AT_LINE_MAX || byte == 0;
            if (!lines->too_long)
                lines->line[lines->len++] = (char)byte;
            continue;
        }
        bool whole = lines->len > 0 || lines->too_long;
        lines->line[lines->len] = '\0';
        *word = lines->too_long ? (struct at_word){AT_OTHER, 0} : word_of(lines->line);
        memset(lines, 0, sizeof *lines); /* a line may hold a caller's number */
        if (whole)
            return true;
    }
    return false;
}
