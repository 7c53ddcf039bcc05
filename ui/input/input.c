#include "ui/input/input.h"

#include <string.h>

#include "base/secret.h"
#include "base/text.h"

void input_clear(struct input *input)
{
    struct pinyin *pinyin = input->pinyin;
    bool absent = input->hand.absent;
    uint32_t asked = input->hand.asked;
    const struct regions *regions = input->regions;
    if (input_composes(input))
        pinyin_clear(pinyin);
    secret_wipe(input, sizeof *input);
    input->pinyin = pinyin;
    input->hand.absent = absent;
    input->hand.asked = asked;
    input->regions = regions;
}

static bool is_digits(enum input_kind kind)
{
    return kind == INPUT_PHONE || kind == INPUT_ID_NUMBER || kind == INPUT_BANK_CARD ||
           kind == INPUT_AMOUNT || kind == INPUT_CODE;
}

static unsigned digits_of(enum input_kind kind)
{
    switch (kind) {
    case INPUT_PHONE:
        return INPUT_PHONE_DIGITS;
    case INPUT_ID_NUMBER:
        return INPUT_ID_DIGITS;
    case INPUT_BANK_CARD:
        return INPUT_BANK_DIGITS;
    case INPUT_AMOUNT:
        return INPUT_AMOUNT_DIGITS;
    case INPUT_CODE:
        return INPUT_CODE_DIGITS;
    case INPUT_NONE:
    case INPUT_TEXT:
    case INPUT_DATE:
    case INPUT_REGION:
        break;
    }
    return 0;
}

/* Yuan with at most two decimals: 0.5, 12345.50; no zero in front. */
static bool amount_takes(const char *text, uint32_t c)
{
    enum { DECIMALS = 2, YUAN_DIGITS = 8 };
    const char *point = strchr(text, '.');
    if (c == '.')
        return *text && !point;
    if (c < '0' || c > '9' || strcmp(text, "0") == 0)
        return false;
    return point ? strlen(point + 1) < DECIMALS : strlen(text) < YUAN_DIGITS;
}

/* What is being typed is to be seen; what was only come back to, not. */
static void changed(struct input *input)
{
    input->fresh = false;
    if (input->kept)
        input->covered = input->kept = false;
}

/* X stands only for the check character of an ID number, so only in its last place. */
static bool belongs(const struct input *input, uint32_t c)
{
    size_t n = text_length(input->text);
    if (input->kind == INPUT_NONE || input->kind == INPUT_DATE || input->kind == INPUT_REGION ||
        (input->max && n >= input->max))
        return false;
    if (input->kind == INPUT_TEXT)
        return c >= ' ' && c != 0x7f && c != 0xfffd;
    if (input->kind == INPUT_AMOUNT)
        return amount_takes(input->text, c);
    if (c == 'X')
        return input->kind == INPUT_ID_NUMBER && n == INPUT_ID_DIGITS - 1;
    return c >= '0' && c <= '9';
}

static bool put(struct input *input, uint32_t c)
{
    if (!belongs(input, c))
        return false;
    size_t used = strlen(input->text);
    size_t n = text_put(input->text + used, sizeof input->text - used, c);
    input->text[used + n] = '\0';
    if (n > 0)
        changed(input);
    return n > 0;
}

void input_start(struct input *input, const char *field, enum input_kind kind, unsigned max, const char *text)
{
    input_clear(input);
    secret_copy_text(input->field, sizeof input->field, field);
    input->kind = kind;
    input->max = is_digits(kind) ? digits_of(kind) : max;
    secret_copy_text(input->text, sizeof input->text, text);
    input->fresh = true;
    if (kind == INPUT_DATE)
        input_date_start(input);
}

bool input_covers(const struct input *input)
{
    return is_digits(input->kind) && (input->kind != INPUT_AMOUNT || input->personal);
}

void input_resume(struct input *input, bool personal)
{
    input->personal = personal;
    input->covered = input->kept = personal && is_digits(input->kind) && input->text[0];
}

bool input_text(struct input *input, const char *utf8)
{
    bool any = false;
    while (*utf8) {
        uint32_t c = text_next(&utf8);
        any |= put(input, is_digits(input->kind) && c == 'x' ? 'X' : c);
    }
    return any;
}

static bool plane_key(struct input *input, const char *key)
{
    static const struct {
        const char *key;
        enum input_plane plane;
    } planes[] = {{"pinyin", PLANE_PINYIN},
                  {"lower", PLANE_LOWER},
                  {"upper", PLANE_UPPER},
                  {"signs", PLANE_SIGNS},
                  {"hand", PLANE_HAND}};
    for (unsigned i = 0; i < G_N_ELEMENTS(planes); i++)
        if (strcmp(key, planes[i].key) == 0) {
            input->plane = planes[i].plane;
            return true;
        }
    return false;
}

bool input_key(struct input *input, const char *id)
{
    if (input->kind == INPUT_NONE)
        return false;
    if (strcmp(id, "cover") == 0) {
        input->covered = !input->covered;
        return true;
    }
    if (input->kind == INPUT_DATE)
        return input_date(input, id);
    if (input->kind == INPUT_REGION)
        return input_region(input, id);
    if (g_str_has_prefix(id, "cand."))
        return input_choose(input, (unsigned)g_ascii_strtoull(id + strlen("cand."), NULL, 10));
    if (!g_str_has_prefix(id, "key."))
        return false;
    const char *key = id + strlen("key.");
    bool hand = input->plane == PLANE_HAND && input_hand_key(input, key);
    if (hand || (input->kind == INPUT_TEXT && input_compose(input, key)))
        return true;
    if (strcmp(key, "delete") == 0) {
        text_drop_last(input->text);
        changed(input);
        return true;
    }
    if (strcmp(key, "clear") == 0 || strcmp(key, "unknown") == 0) {
        secret_wipe(input->text, sizeof input->text);
        changed(input);
        return true;
    }
    if (strcmp(key, "space") == 0)
        return put(input, ' ');
    if (plane_key(input, key))
        return true;
    const char *rest = key;
    uint32_t c = text_next(&rest);
    return c && !*rest && put(input, c);
}

void input_keys(struct page *page, const struct input *input, enum language language)
{
    if (input->kind == INPUT_NONE)
        return;
    page_place(page, PLACE_KEYS);
    if (input->kind == INPUT_TEXT && input->plane == PLANE_PINYIN)
        input_pinyin(page, input, language);
    else if (input->kind == INPUT_TEXT && input->plane == PLANE_HAND)
        input_pad(page, input, language);
    else if (input->kind == INPUT_DATE)
        input_dates(page, input, language);
    else if (input->kind == INPUT_REGION)
        input_region_keys(page, input, language);
    else if (input->kind == INPUT_TEXT)
        input_letters(page, input, language);
    else
        input_digits(page, input, language);
}
