#include "corpus.h"

#include <glib.h>
#include <qrencode.h>
#include <string.h>

#include "base/text.h"
#include "scene.h"

enum { SEED = 20260930 };

static const char *const names[CORPUS_FAMILIES] = {
    "plain",
    "turned",
    "tilted 35-65 deg",
    "curved paper",
    "1.5-2.2 px modules",
    "blur 0.4-0.6",
    "blur 0.6-0.85",
    "moved 1-2.2",
    "noise 30-75",
    "white on black",
    "contrast 4-15",
    "low light",
    "shaded",
    "glare",
    "no quiet zone",
    "stained",
    "Chinese, UTF-8",
    "Chinese, ECI 26",
    "ECI 29 and 32",
    "GB 18030, no ECI",
    "dense, 2-3 px",
    "hand-held",
    "hard",
    "as zbar's examples",
};

const char *corpus_family_name(enum corpus_family family)
{
    return names[family];
}

static double between(GRand *random, double low, double high)
{
    return g_rand_double_range(random, low, high);
}

/* What a resident may hold up; the people in it do not exist. */
static void choose_text(struct corpus_picture *picture, GRand *random)
{
    unsigned n = g_rand_int(random) % 1000000, more = g_rand_int(random) % 1000000;
    switch ((int)picture->family) {
    case FAMILY_UTF8:
    case FAMILY_ECI_UTF8:
    case FAMILY_ECI_GB:
    case FAMILY_GB18030:
        g_snprintf(picture->text, sizeof picture->text, "居民身份证 样例%06u 邻窗镇和平里%u号 高龄津贴", n,
                   more % 90 + 1);
        break;
    case FAMILY_DENSE:
        g_snprintf(
            picture->text, sizeof picture->text,
            "LC1:%06u%06u:eyJuYW1lIjoiZXhhbXBsZSIsIm51bWJlciI6IjAwMDAwMCIsImlzc3VlciI6ImV4YW1wbGUif%06u"
            "Q.MEUCIQDexampleexampleexampleexampleexampleexampleAiBexampleexample%06u",
            n, more, more, n);
        break;
    case FAMILY_ZBAR:
        g_strlcpy(picture->text, "https://github.com/mchehab/zbar", sizeof picture->text);
        break;
    default:
        switch (n % 3) {
        case 0: /* a payment code */
            g_snprintf(picture->text, sizeof picture->text, "28%06u%06u%04u", n, more, n % 10000);
            break;
        case 1: /* a receipt */
            g_snprintf(picture->text, sizeof picture->text, "https://example.cn/r/%06u%06u", n, more);
            break;
        default: /* an identity code */
            g_snprintf(picture->text, sizeof picture->text, "LC1:%06u:%06u:0123456789abcdef0123456789abcdef",
                       n, more);
        }
    }
}

static QRcode *encode(const struct corpus_picture *picture, GRand *random)
{
    static const QRecLevel levels[] = {QR_ECLEVEL_L, QR_ECLEVEL_M, QR_ECLEVEL_Q};
    const char *text = picture->text;
    uint8_t gb[sizeof picture->text];
    int eci = picture->family == FAMILY_ECI_UTF8 ? 26 : 0;
    if (picture->family == FAMILY_ECI_GB)
        eci = g_rand_boolean(random) ? 29 : 32;
    bool is_gb = picture->family == FAMILY_ECI_GB || picture->family == FAMILY_GB18030;
    size_t n = is_gb ? text_to_gb18030(gb, sizeof gb, text) : strlen(text);
    QRinput *input = QRinput_new2(0, levels[g_rand_int_range(random, 0, G_N_ELEMENTS(levels))]);
    if (eci)
        QRinput_appendECIheader(input, (unsigned)eci);
    QRinput_append(input, QR_MODE_8, (int)n, is_gb ? gb : (const uint8_t *)text);
    QRcode *code = QRcode_encodeInput(input);
    QRinput_free(input);
    g_assert(code);
    return code;
}

static void place_well(struct shot *s, GRand *random)
{
    *s = (struct shot){.module = between(random, 3.5, 6.5),
                       .dark = between(random, 15, 50),
                       .light = between(random, 190, 245),
                       .noise = 2,
                       .blur = 0.6};
    s->turn = between(random, -0.15, 0.15);
}

/* What one family spoils; of the others nothing. First how the lens, the hand and the light do it. */
static void spoil_light(struct shot *s, enum corpus_family family, GRand *random)
{
    switch ((int)family) {
    case FAMILY_BLURRED:
        s->blur = s->module * between(random, 0.4, 0.6);
        break;
    case FAMILY_VERY_BLURRED:
        s->blur = s->module * between(random, 0.6, 0.85);
        s->noise = 1;
        break;
    case FAMILY_MOVED:
        s->motion = s->module * between(random, 1, 2.2);
        s->motion_turn = between(random, 0, G_PI);
        break;
    case FAMILY_NOISY:
        s->noise = between(random, 30, 75);
        break;
    case FAMILY_PALE:
        s->light = between(random, 100, 200);
        s->dark = s->light - between(random, 10, 38);
        break;
    case FAMILY_DARK:
        s->light = between(random, 22, 60);
        s->dark = s->light * 0.2;
        s->noise = between(random, 3, 7);
        break;
    case FAMILY_SHADED:
        s->slope = between(random, 0.6, 0.92);
        s->slope_turn = between(random, 0, 2 * G_PI);
        break;
    case FAMILY_GLARE:
        s->glare = between(random, 3, 9);
        break;
    default:
        break;
    }
}

/* Then what lies on the sheet, and how it lies there. */
static void spoil(struct shot *s, enum corpus_family family, unsigned number, GRand *random)
{
    switch ((int)family) {
    case FAMILY_TURNED:
        s->turn = between(random, 0, 2 * G_PI);
        break;
    case FAMILY_TILTED:
        s->tilt = between(random, 35, 65) * G_PI / 180;
        s->tilt_turn = between(random, 0, 2 * G_PI);
        s->module = between(random, 5, 8);
        break;
    case FAMILY_CURVED:
        s->bow = between(random, 0.5, 1.2);
        break;
    case FAMILY_SMALL:
        s->module = between(random, 1.5, 2.2);
        s->blur = 0.4;
        break;
    case FAMILY_DENSE:
        s->module = between(random, 2, 3);
        break;
    case FAMILY_BARE:
        s->quiet = between(random, 0, 1);
        s->bare = true;
        break;
    case FAMILY_STAINED:
        s->stains = 2 + number % 4;
        break;
    case FAMILY_ZBAR:
        s->inverted = number % 2;
        s->module = 3 + number % 3;
        s->turn = 0;
        s->noise = s->blur = 0;
        s->dark = 0;
        s->light = 255;
        break;
    case FAMILY_INVERTED:
        s->inverted = true;
        break;
    default:
        spoil_light(s, family, random);
    }
}

static void hold_by_hand(struct shot *s, GRand *random, bool hard)
{
    double bad = hard ? 1.0 : 0.45;
    s->module = between(random, hard ? 2.2 : 3, 6);
    s->turn = between(random, -0.6, 0.6);
    s->tilt = between(random, 0, 50 * bad) * G_PI / 180;
    s->tilt_turn = between(random, 0, 2 * G_PI);
    s->bow = g_rand_boolean(random) ? between(random, 0, bad) : 0;
    s->blur = s->module * between(random, 0.15, 0.15 + 0.4 * bad);
    s->motion = s->module * between(random, 0, 1.2 * bad);
    s->motion_turn = between(random, 0, G_PI);
    s->noise = between(random, 2, 4 + 12 * bad);
    s->slope = between(random, 0, 0.7 * bad);
    s->slope_turn = between(random, 0, 2 * G_PI);
    s->light = between(random, 230 - 130 * bad, 240);
    s->dark = s->light * between(random, 0.1, 0.2 + 0.4 * bad);
    s->glare = g_rand_int(random) % 3 == 0 ? between(random, 2, 3 + 4 * bad) : 0;
    s->inverted = g_rand_int(random) % 6 == 0;
}

void corpus_draw(struct corpus_picture *picture, enum corpus_family family, unsigned number, unsigned width,
                 unsigned height)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(SEED + (guint32)family * 1000 + number);
    struct shot shot;
    *picture = (struct corpus_picture){.family = family, .width = width, .height = height};
    choose_text(picture, random);
    QRcode *code = encode(picture, random);
    place_well(&shot, random);
    shot.quiet = 4;
    if (family == FAMILY_HAND || family == FAMILY_HARD)
        hold_by_hand(&shot, random, family == FAMILY_HARD);
    else
        spoil(&shot, family, number, random);
    picture->grey = scene_draw(&shot, code->data, (unsigned)code->width, width, height, random);
    QRcode_free(code);
}

void corpus_draw_empty(struct corpus_picture *picture, unsigned kind, unsigned number, unsigned width,
                       unsigned height)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(SEED + 500000 + kind * 1000 + number);
    *picture = (struct corpus_picture){.family = FAMILY_PLAIN, .width = width, .height = height};
    enum { SIDE = 33 };
    uint8_t modules[SIDE * SIDE];
    struct shot shot;
    place_well(&shot, random);
    shot.quiet = 4;
    shot.noise = kind == 1 ? 90 : 4;
    for (unsigned i = 0; i < SIDE * SIDE; i++) {
        unsigned x = i % SIDE, y = i / SIDE, corner_x = MIN(x, SIDE - 1 - x), corner_y = MIN(y, SIDE - 1 - y);
        unsigned ring = MAX(ABS((int)corner_x - 3), ABS((int)corner_y - 3));
        bool corner = corner_x < 8 && corner_y < 8 && (x < 8 || y < 8);
        bool finder = corner && corner_x < 7 && corner_y < 7 && ring != 2;
        bool any = g_rand_boolean(random);
        modules[i] = kind == 3 ? (x + y) % 2 : kind == 4 ? finder : corner ? finder : any && kind == 5;
    }
    picture->grey = scene_draw(&shot, modules, kind < 3 ? 0 : SIDE, width, height, random);
}

void corpus_picture_clear(struct corpus_picture *picture)
{
    g_free(picture->grey);
    *picture = (struct corpus_picture){0};
}
