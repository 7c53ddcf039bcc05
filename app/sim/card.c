#include "sim/card.h"

#include <jansson.h>
#include <string.h>

/* One field of a layout: where it stands in the 256 bytes and how many it has. */
typedef struct {
    const char *key;
    guint16 offset;
    guint16 bytes;
} CardField;

typedef struct {
    const char *type;
    char mark; /* the letter at offset 248; a space on a resident card */
    const CardField *fields;
} CardLayout;

/* GA/T 490: the resident identity card. */
static const CardField RESIDENT[] = {
    {"name", 0, 30},     {"sex", 30, 2},      {"ethnic", 32, 4}, {"birth", 36, 16}, {"address", 52, 70},
    {"number", 122, 36}, {"issuer", 158, 30}, {"from", 188, 16}, {"to", 204, 16},   {NULL, 0, 0},
};
/* Residence permit of people from Hong Kong, Macao and Taiwan. */
static const CardField HKMT[] = {
    {"name", 0, 30},     {"sex", 30, 2},      {"birth", 36, 16}, {"address", 52, 70},
    {"number", 122, 36}, {"issuer", 158, 30}, {"from", 188, 16}, {"to", 204, 16},
    {"permit", 220, 18}, {"issues", 238, 4},  {NULL, 0, 0},
};
/* Foreign permanent resident, the card of 2017. */
static const CardField FOREIGN_2017[] = {
    {"english", 0, 120}, {"sex", 120, 2},       {"number", 122, 30}, {"nationality", 152, 6},
    {"name", 158, 30},   {"from", 188, 16},     {"to", 204, 16},     {"birth", 220, 16},
    {"version", 236, 4}, {"authority", 240, 8}, {NULL, 0, 0},
};
/* Foreign permanent resident, the card of 2023; its English name goes on behind "to" when it is long. */
static const CardField FOREIGN_2023[] = {
    {"name", 0, 30},       {"sex", 30, 2},          {"renewals", 32, 4},  {"birth", 36, 16},
    {"english", 52, 70},   {"number", 122, 36},     {"from", 188, 16},    {"to", 204, 16},
    {"english2", 220, 22}, {"nationality", 242, 6}, {"relation", 250, 6}, {NULL, 0, 0},
};
static const CardLayout LAYOUTS[] = {
    {"resident", ' ', RESIDENT},
    {"hkmt", 'J', HKMT},
    {"foreign2017", 'I', FOREIGN_2017},
    {"foreign2023", 'Y', FOREIGN_2023},
};

/* Keys every card may have beside those of its layout. */
static const char *const COMMON[] = {"type", "newest_address", "fingerprints", "chip", NULL};

#define TYPE_MARK_AT 248
#define ENGLISH_FIRST_PART 35 /* letters of a 2023 English name in front of the number */

GQuark sim_card_error_quark(void)
{
    return g_quark_from_static_string("sim-card-error");
}

static gboolean refuse(GError **error, const char *key, const char *why)
{
    g_set_error(error, sim_card_error_quark(), 0, "\"%s\" %s", key, why);
    return FALSE;
}

static void put_letter(guint8 *at, gunichar2 letter)
{
    at[0] = letter & 0xFF;
    at[1] = letter >> 8;
}

static void put_spaces(guint8 *at, gsize bytes)
{
    for (gsize i = 0; i + 1 < bytes; i += 2)
        put_letter(at + i, ' ');
}

/* UTF-8 into a field of UTF-16LE; what is left over stays as the spaces it was. */
static gboolean put_text(guint8 *field, gsize bytes, const char *key, const char *text, GError **error)
{
    glong letters = 0;
    g_autofree gunichar2 *utf16 = g_utf8_to_utf16(text, -1, NULL, &letters, NULL);
    if (!utf16)
        return refuse(error, key, "is not UTF-8: save the file as UTF-8");
    if ((gsize)letters * 2 > bytes)
        return refuse(error, key, "is longer than the card has room for: shorten it");
    for (glong i = 0; i < letters; i++)
        put_letter(field + 2 * i, utf16[i]);
    return TRUE;
}

static const CardLayout *layout_of(const char *type)
{
    for (gsize i = 0; type && i < G_N_ELEMENTS(LAYOUTS); i++) {
        if (strcmp(LAYOUTS[i].type, type) == 0)
            return &LAYOUTS[i];
    }
    return NULL;
}

static gboolean layout_has(const CardLayout *layout, const char *key)
{
    for (const CardField *field = layout->fields; field->key; field++) {
        if (strcmp(field->key, key) == 0 && strcmp(key, "english2") != 0)
            return TRUE;
    }
    return g_strv_contains(COMMON, key);
}

/* A date may be written with hyphens; the card has none. */
static char *without_hyphens(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "-", -1);
    return g_strjoinv("", parts);
}

/* The part of a 2023 English name that stands in front of the number, or the rest of it. */
static char *english_part(const char *text, gboolean tail)
{
    if (!g_utf8_validate(text, -1, NULL))
        return g_strdup(text);
    glong letters = g_utf8_strlen(text, -1);
    glong first = MIN(letters, ENGLISH_FIRST_PART);
    return tail ? g_utf8_substring(text, first, letters) : g_utf8_substring(text, 0, first);
}

static char *field_text(const CardLayout *layout, json_t *json, const char *key)
{
    gboolean tail = strcmp(key, "english2") == 0;
    const char *text = json_string_value(json_object_get(json, tail ? "english" : key));
    if (!text)
        return NULL;
    if (strcmp(key, "sex") == 0 && strcmp(text, "男") == 0)
        return g_strdup("1");
    if (strcmp(key, "sex") == 0 && strcmp(text, "女") == 0)
        return g_strdup("2");
    if (layout->mark == 'Y' && g_str_has_prefix(key, "english"))
        return english_part(text, tail);
    if (strcmp(key, "birth") == 0 || strcmp(key, "from") == 0 || strcmp(key, "to") == 0)
        return without_hyphens(text);
    return g_strdup(text);
}

static gboolean fill_text(SimCard *card, const CardLayout *layout, json_t *json, GError **error)
{
    put_spaces(card->text, sizeof card->text);
    put_letter(card->text + TYPE_MARK_AT, layout->mark);
    for (const CardField *field = layout->fields; field->key; field++) {
        g_autofree char *text = field_text(layout, json, field->key);
        if (text && !put_text(card->text + field->offset, field->bytes, field->key, text, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean check_keys(const CardLayout *layout, json_t *json, GError **error)
{
    const char *key;
    json_t *value;
    json_object_foreach(json, key, value)
    {
        if (!layout_has(layout, key))
            return refuse(error, key, "is no key of this type of card: remove or correct it");
        gboolean number = strcmp(key, "fingerprints") == 0;
        if (number ? !json_is_integer(value) : !json_is_string(value))
            return refuse(error, key, number ? "is not a number" : "is not a text: put it in quotes");
    }
    return TRUE;
}

static gboolean fill_chip(SimCard *card, json_t *json, GError **error)
{
    const char *hex = json_string_value(json_object_get(json, "chip"));
    for (guint i = 0; i < SIM_CARD_CHIP; i++)
        card->chip[i] = 0x10 + i;
    if (!hex)
        return TRUE;
    if (strlen(hex) != 2 * SIM_CARD_CHIP || strspn(hex, "0123456789abcdefABCDEF") != 2 * SIM_CARD_CHIP)
        return refuse(error, "chip", "is not 28 bytes in hexadecimal: write 56 digits");
    for (guint i = 0; i < SIM_CARD_CHIP; i++)
        card->chip[i] = g_ascii_xdigit_value(hex[2 * i]) << 4 | g_ascii_xdigit_value(hex[2 * i + 1]);
    return TRUE;
}

static gboolean fill_extras(SimCard *card, json_t *json, GError **error)
{
    json_int_t fingers = json_integer_value(json_object_get(json, "fingerprints"));
    if (fingers < 0 || fingers > 2)
        return refuse(error, "fingerprints", "is not 0, 1 or 2");
    card->finger_count = (guint)fingers;
    const char *address = json_string_value(json_object_get(json, "newest_address"));
    card->has_address = address != NULL;
    put_spaces(card->address, sizeof card->address);
    if (address && !put_text(card->address, sizeof card->address, "newest_address", address, error))
        return FALSE;
    return fill_chip(card, json, error);
}

/* The photo format is a closed one: every card shows the same block with a true head and made-up bytes
 * behind. */
static void fill_pictures(SimCard *card)
{
    static const guint8 HEAD[] = {0x57, 0x4C, 0x66, 0x00, 0x7E, 0x00, 0x32, 0x00, 0x00, 0xFF};
    memcpy(card->photo, HEAD, sizeof HEAD);
    for (guint i = 0; i + sizeof HEAD < SIM_CARD_PHOTO; i++)
        card->photo[i + sizeof HEAD] = (37 * i + 11) & 0xFF;
    for (guint i = 0; i < SIM_CARD_FINGER; i++) {
        card->fingers[i] = (13 * i + 5) & 0xFF;
        card->fingers[i + SIM_CARD_FINGER] = (29 * i + 7) & 0xFF;
    }
}

static SimCard *card_from(json_t *json, GError **error)
{
    const CardLayout *layout = layout_of(json_string_value(json_object_get(json, "type")));
    if (!layout) {
        refuse(error, "type", "is missing or unknown: use resident, hkmt, foreign2017 or foreign2023");
        return NULL;
    }
    g_autoptr(SimCard) card = g_new0(SimCard, 1);
    fill_pictures(card);
    if (!check_keys(layout, json, error) || !fill_text(card, layout, json, error) ||
        !fill_extras(card, json, error))
        return NULL;
    return g_steal_pointer(&card);
}

SimCard *sim_card_parse(const char *text, gsize length, GError **error)
{
    json_error_t fault;
    json_t *json = json_loadb(text, length, JSON_REJECT_DUPLICATES, &fault);
    if (!json) {
        g_set_error(error, sim_card_error_quark(), 0, "line %d: %s", fault.line, fault.text);
        return NULL;
    }
    SimCard *card = card_from(json, error);
    json_decref(json);
    return card;
}

SimCard *sim_card_load(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    gsize length;
    if (!*path) {
        g_set_error(error, sim_card_error_quark(), 0,
                    "no card was named: write the file that says what is on it");
        return NULL;
    }
    if (!g_file_get_contents(path, &text, &length, NULL)) {
        g_set_error(error, sim_card_error_quark(), 0,
                    "card %s could not be read: name a file as docs/simulated-devices.md describes it", path);
        return NULL;
    }
    SimCard *card = sim_card_parse(text, length, error);
    if (!card)
        g_prefix_error(error, "card %s: ", path);
    return card;
}

void sim_card_free(SimCard *card)
{
    g_free(card);
}
