#include "sim/social_card.h"
#include "sim/device.h"

#include <jansson.h>
#include <string.h>

#define ITEMS 9
#define ITEM_BYTES 34

typedef struct {
    guint16 file;
    guint8 bytes[ITEM_BYTES]; /* tag, length, value */
    guint8 count;
} Item;

struct SimSocialCard {
    Item items[ITEMS];
    guint count;
    gboolean opened; /* the environment is selected */
    guint16 file;
    guint8 rest[8]; /* for GET RESPONSE */
    guint rest_count;
};

static Item *add(SimSocialCard *card, guint16 file, guint8 tag, guint8 length)
{
    Item *item = &card->items[card->count++];
    item->file = file;
    item->bytes[0] = tag;
    item->bytes[1] = length;
    item->count = length + 2;
    return item;
}

static void put(SimSocialCard *card, guint16 file, guint8 tag, guint8 length, const char *value, gsize bytes)
{
    memcpy(add(card, file, tag, length)->bytes + 2, value, MIN(bytes, length));
}

/* Two digits a byte; hyphens are left out. */
static void put_digits(SimSocialCard *card, guint16 file, guint8 tag, guint8 length, const char *digits)
{
    Item *item = add(card, file, tag, length);
    memset(item->bytes + 2, 0xFF, length);
    for (guint i = 0; *digits && i < 2u * length; digits++) {
        if (!g_ascii_isdigit(*digits))
            continue;
        guint8 *at = &item->bytes[2 + i / 2], digit = (guint8)(*digits - '0');
        *at = i % 2 ? (*at & 0xF0) | digit : (guint8)(digit << 4 | 0x0F);
        i++;
    }
}

static const char *text_of(json_t *json, const char *key)
{
    const char *text = json_string_value(json_object_get(json, key));
    return text ? text : "";
}

static gboolean fill(SimSocialCard *card, json_t *json, GError **error)
{
    const char *number = text_of(json, "number"), *sex = text_of(json, "sex");
    gsize bytes = 0;
    g_autofree char *name = g_convert(text_of(json, "name"), -1, "GB18030", "UTF-8", NULL, &bytes, NULL);
    if (!name || !bytes || bytes > 30 || strlen(number) != 18)
        return sim_refuse(error, "a social-security card has a name of at most 30 bytes and a number of 18",
                          "correct the file");
    put(card, 0xEF05, 0x02, 1, "3", 1);
    put(card, 0xEF05, 0x03, 4, "3.00", 4);
    put(card, 0xEF06, 0x08, 18, number, 18);
    put(card, 0xEF06, 0x09, 30, name, bytes);
    put(card, 0xEF06, 0x0A, 1, strcmp(sex, "男") == 0 || strcmp(sex, "1") == 0 ? "1" : "2", 1);
    put_digits(card, 0xEF06, 0x0B, 1, text_of(json, "ethnic"));
    put_digits(card, 0xEF06, 0x0D, 4, text_of(json, "birth"));
    return TRUE;
}

SimSocialCard *sim_social_card_load(const char *path, GError **error)
{
    json_error_t fault;
    json_t *json = json_load_file(path, JSON_REJECT_DUPLICATES, &fault);
    SimSocialCard *card = g_new0(SimSocialCard, 1);
    gboolean well = json ? fill(card, json, error) : sim_refuse(error, fault.text, "correct the file");
    json_decref(json);
    if (well)
        return card;
    g_free(card);
    return NULL;
}

void sim_social_card_free(SimSocialCard *card)
{
    g_free(card);
}

void sim_social_card_reset(SimSocialCard *card)
{
    card->opened = FALSE;
    card->file = 0;
    card->rest_count = 0;
}

static gsize words(guint8 *out, gsize count, guint status)
{
    out[count] = (guint8)(status >> 8);
    out[count + 1] = (guint8)status;
    return count + 2;
}

/* The name of the environment: sx1.sh. and four characters of GB 2312. */
static gboolean is_environment(const guint8 *command, gsize count)
{
    static const guint8 NAME[] = {'s',  'x',  '1',  '.',  's',  'h',  '.', 0xC9,
                                  0xE7, 0xBB, 0xE1, 0xB1, 0xA3, 0xD5, 0xCF};
    return count == 20 && command[4] == 15 && memcmp(command + 5, NAME, 15) == 0;
}

static gsize select_file(SimSocialCard *card, const guint8 *command, gsize count, gboolean pin, guint8 *out)
{
    guint file = count == 7 && command[4] == 2 ? (guint)command[5] << 8 | command[6] : 0;
    if (!card->opened || (file != 0xEF05 && file != 0xEF06))
        return words(out, 0, 0x6A82);
    if (file == 0xEF06 && pin)
        return words(out, 0, 0x6982);
    card->file = (guint16)file;
    memcpy(card->rest, "\x6F\x00", 2);
    card->rest_count = 2;
    return words(out, 0, 0x6102);
}

static gsize read_item(const SimSocialCard *card, const guint8 *command, guint8 *out)
{
    guint number = 0;
    for (guint i = 0; i < card->count; i++) {
        const Item *item = &card->items[i];
        number += item->file == card->file;
        if (item->file != card->file || (command[3] == 4 ? number : item->bytes[0]) != command[2])
            continue;
        if (command[4] != item->count)
            return words(out, 0, 0x6C00u | item->count);
        memcpy(out, item->bytes, item->count);
        return words(out, item->count, 0x9000);
    }
    return words(out, 0, 0x6A83);
}

gsize sim_social_card_answer(SimSocialCard *card, const guint8 *command, gsize count, gboolean other,
                             gboolean pin, guint8 out[258])
{
    if (count < 5 || command[0] != 0)
        return words(out, 0, 0x6E00);
    switch (command[1]) {
    case 0xA4:
        if (command[2] != 4)
            return select_file(card, command, count, pin, out);
        card->opened = !other && is_environment(command, count);
        return words(out, 0, card->opened ? 0x9000 : 0x6A82);
    case 0xB2:
        return read_item(card, command, out);
    case 0xC0:
        if (command[4] != card->rest_count)
            return words(out, 0, 0x6C00u | card->rest_count);
        memcpy(out, card->rest, card->rest_count);
        return words(out, card->rest_count, 0x9000);
    default:
        return words(out, 0, 0x6D00);
    }
}
