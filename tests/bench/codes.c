/* How many QR codes are read and how long a frame takes, over the corpus of tests/codes: plain zbar,
 * zxing-cpp, what either of them reads, and ours. Ours must read more than both together and nothing wrong;
 * times are of the processor, printed beside what is aimed at. By default two dozen pictures a family, the
 * same every time; with LC_LONG a hundred. LC_ZBAR_EXAMPLES names the folder `examples` of zbar's sources,
 * where there is one: its codes are read as well, and from its other symbologies nothing may come. */
#include <gio/gio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/secret.h"
#include "corpus.h"
#include "devices/scanner/decode.h"
#include "devices/scanner/picture.h"
#include "peers.h"
#include "tests/long_run.h"

enum { WIDTH = 1280, HEIGHT = 720, PER_FAMILY = 24, PER_FAMILY_LONG = 100, EMPTY_EACH = 8 };
enum { FRAMES_A_SECOND = 15, LIVE_AIM = 20 /* per cent of a core */, EASY_AIM_US = 5000 };
enum judge { ZBAR, ZXING, EITHER, OURS, JUDGES };

struct answer {
    bool found;
    char text[DECODE_TEXT_MAX]; /* the first */
    gint64 us;
};
struct bench {
    struct zbar_image_scanner_s *zbar;
    struct decoder *decoder;
    struct decoded *found;
    unsigned right[JUDGES], wrong[JUDGES], of;
    unsigned by_pass[DECODE_PASSES];
    GArray *us[JUDGES];
};

static gint64 processor_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (gint64)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void ask_zbar(struct bench *b, const struct grey *grey, struct answer *answer)
{
    answer->found = peer_zbar(b->zbar, grey, answer->text);
}

static void ask_zxing(struct bench *b, const struct grey *grey, struct answer *answer)
{
    (void)b;
    answer->found = peer_zxing(grey, answer->text);
}

static void ask_ours(struct bench *b, const struct grey *grey, struct answer *answer)
{
    decode(b->decoder, grey, DECODE_FULL, b->found);
    answer->found = b->found->count > 0;
    g_strlcpy(answer->text, b->found->text[0], sizeof answer->text);
}

static void note(struct bench *b, enum judge judge, const struct answer *answer, const char *text,
                 unsigned right[JUDGES])
{
    bool good = answer->found && text && !strcmp(answer->text, text);
    right[judge] += good;
    b->wrong[judge] += answer->found && !good;
    if (judge == OURS && answer->found && !good)
        printf("WRONG: \"%s\" for \"%s\"\n", answer->text, text ? text : "");
    g_array_append_val(b->us[judge], answer->us);
}

static void ask_all(struct bench *b, const struct grey *grey, const char *text, unsigned right[JUDGES])
{
    static void (*const ask[JUDGES])(struct bench *, const struct grey *, struct answer *) = {
        [ZBAR] = ask_zbar, [ZXING] = ask_zxing, [OURS] = ask_ours};
    struct answer either = {0};
    unsigned before = right[ZBAR] + right[ZXING];
    for (int judge = 0; judge < JUDGES; judge++) {
        struct answer answer = {0};
        if (!ask[judge])
            continue;
        gint64 from = processor_us();
        ask[judge](b, grey, &answer);
        answer.us = processor_us() - from;
        note(b, (enum judge)judge, &answer, text, right);
        if (judge != OURS)
            either.us += answer.us;
        else if (answer.found)
            b->by_pass[b->found->pass]++;
    }
    right[EITHER] += right[ZBAR] + right[ZXING] > before;
    g_array_append_val(b->us[EITHER], either.us);
}

static void print_row(const char *name, unsigned n, const unsigned right[JUDGES])
{
    printf("%-22s %5u", name, n);
    for (int judge = 0; judge < JUDGES; judge++)
        printf("  | %9u", right[judge]);
    puts("");
    fflush(stdout);
}

static void measure_family(struct bench *b, enum corpus_family family, unsigned n)
{
    unsigned right[JUDGES] = {0};
    for (unsigned i = 0; i < n; i++) {
        struct corpus_picture picture;
        corpus_draw(&picture, family, i, WIDTH, HEIGHT);
        ask_all(b, &(struct grey){picture.grey, WIDTH, HEIGHT, WIDTH}, picture.text, right);
        corpus_picture_clear(&picture);
    }
    print_row(corpus_family_name(family), n, right);
    b->of += n;
    for (int judge = 0; judge < JUDGES; judge++)
        b->right[judge] += right[judge];
}

static int by_size(const void *a, const void *b)
{
    gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;
    return (x > y) - (x < y);
}

static double quantile_ms(GArray *us, unsigned percent)
{
    g_array_sort(us, by_size);
    return us->len ? (double)g_array_index(us, gint64, (us->len - 1) * percent / 100) / 1000 : 0;
}

static void print_sums(struct bench *b)
{
    print_row("all", b->of, b->right);
    printf("%-22s %5s", "per cent", "");
    for (int judge = 0; judge < JUDGES; judge++)
        printf("  | %9.1f", 100.0 * b->right[judge] / b->of);
    printf("\n%-22s %5s", "wrong texts", "");
    for (int judge = 0; judge < JUDGES; judge++)
        judge == EITHER ? printf("  | %9s", "") : printf("  | %9u", b->wrong[judge]);
    printf("\n%-22s %5s", "ms, median and p90", "");
    for (int judge = 0; judge < JUDGES; judge++)
        printf("  | %4.1f %4.0f", quantile_ms(b->us[judge], 50), quantile_ms(b->us[judge], 90));
    printf("\nours, by pass:");
    for (int pass = 0; pass < DECODE_PASSES; pass++)
        printf(" %s %u", decode_pass_name((enum decode_pass)pass), b->by_pass[pass]);
    puts("");
}

static gint64 look(struct bench *b, const struct corpus_picture *picture, enum decode_effort effort)
{
    gint64 from = processor_us();
    decode(b->decoder, &(struct grey){picture->grey, picture->width, picture->height, picture->width}, effort,
           b->found);
    return processor_us() - from;
}

static void measure_easy(struct bench *b, unsigned n)
{
    g_autoptr(GArray) us = g_array_new(FALSE, FALSE, sizeof(gint64));
    for (unsigned i = 0; i < n; i++) {
        struct corpus_picture picture;
        corpus_draw(&picture, FAMILY_PLAIN, i, WIDTH, HEIGHT);
        gint64 each = look(b, &picture, DECODE_EASY);
        g_array_append_val(us, each);
        corpus_picture_clear(&picture);
    }
    double ms = quantile_ms(us, 50);
    printf("easy frame: median %.2f ms, p90 %.2f ms (aim: under %d) %s\n", ms, quantile_ms(us, 90),
           EASY_AIM_US / 1000, ms * 1000 < EASY_AIM_US ? "reached" : "MISSED");
}

static void print_live(const char *what, gint64 us, unsigned frames)
{
    double share = 100.0 * (double)us / frames * FRAMES_A_SECOND / 1e6;
    printf("live preview, %s: %.2f ms a frame, %.1f %% of a core at %d frames a second (aim: under %d) %s\n",
           what, (double)us / frames / 1000, share, FRAMES_A_SECOND, LIVE_AIM,
           share < LIVE_AIM ? "reached" : "MISSED");
}

/* A second of each scene, the code never read: the costliest that a preview can meet. */
static bool measure_live(struct bench *b)
{
    gint64 nothing = 0, hard = 0;
    unsigned texts = 0;
    for (unsigned i = 0; i < CORPUS_EMPTY_KINDS * EMPTY_EACH; i++) {
        struct corpus_picture picture;
        corpus_draw_empty(&picture, i % CORPUS_EMPTY_KINDS, i, WIDTH, HEIGHT);
        for (unsigned frame = 0; frame < FRAMES_A_SECOND; frame++)
            nothing += look(b, &picture, DECODE_LIVE);
        look(b, &picture, DECODE_FULL);
        texts += b->found->count;
        corpus_picture_clear(&picture);
    }
    for (unsigned i = 0; i < EMPTY_EACH; i++) {
        struct corpus_picture picture;
        corpus_draw(&picture, FAMILY_HARD, i, WIDTH, HEIGHT);
        for (unsigned frame = 0; frame < FRAMES_A_SECOND; frame++)
            hard += look(b, &picture, DECODE_LIVE);
        corpus_picture_clear(&picture);
    }
    print_live("no code", nothing, CORPUS_EMPTY_KINDS * EMPTY_EACH * FRAMES_A_SECOND);
    print_live("a hard one", hard, EMPTY_EACH * FRAMES_A_SECOND);
    printf("texts in %d pictures without code: %u\n", CORPUS_EMPTY_KINDS * EMPTY_EACH, texts);
    return texts == 0;
}

/* zbar's examples are PNG; convert is ImageMagick's. */
static bool read_example(const char *path, GBytes **pgm)
{
    GSubprocess *convert =
        g_subprocess_new(G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, "convert", path, "-background", "white",
                         "-alpha", "remove", "-depth", "8", "pgm:-", NULL);
    bool good = convert && g_subprocess_communicate(convert, NULL, NULL, pgm, NULL, NULL) &&
                g_subprocess_get_successful(convert);
    g_clear_object(&convert);
    return good;
}

static const char *example_text(const char *name)
{
    return !strcmp(name, "qr-code.png") || !strcmp(name, "qr-code-inverted.png")
               ? "https://github.com/mchehab/zbar"
               : NULL;
}

/* A row like a family's; "n" counts those that hold a text, and whatever comes of the rest is a wrong one. */
static bool measure_examples(struct bench *b, const char *folder)
{
    unsigned right[JUDGES] = {0}, pictures = 0, wanted = 0, wrong = b->wrong[OURS];
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_autoptr(GBytes) pgm = NULL;
        struct grey grey;
        gsize size;
        if (!g_str_has_suffix(name, ".png") || !read_example(path, &pgm))
            continue;
        const uint8_t *bytes = g_bytes_get_data(pgm, &size);
        int head = picture_head(bytes, size, &grey.width, &grey.height);
        if (head <= 0 || size - (gsize)head < (gsize)grey.width * grey.height)
            continue;
        grey.at = bytes + head;
        grey.stride = grey.width;
        ask_all(b, &grey, example_text(name), right);
        pictures++;
        wanted += example_text(name) != NULL;
    }
    print_row("zbar's own examples", wanted, right);
    b->of += wanted;
    for (int judge = 0; judge < JUDGES; judge++)
        b->right[judge] += right[judge];
    return pictures > 0 && right[OURS] == wanted && b->wrong[OURS] == wrong;
}

int main(void)
{
    const char *examples = getenv("LC_ZBAR_EXAMPLES");
    unsigned n = long_run() ? PER_FAMILY_LONG : PER_FAMILY;
    secret_start();
    struct bench *b = g_new0(struct bench, 1);
    b->zbar = peer_zbar_new();
    b->decoder = decoder_new();
    b->found = secret_new(sizeof *b->found);
    for (int judge = 0; judge < JUDGES; judge++)
        b->us[judge] = g_array_new(FALSE, FALSE, sizeof(gint64));
    printf("pictures of %d x %d\n%-22s %5s  | %9s  | %9s  | %9s  | %9s\n", WIDTH, HEIGHT, "", "n", "zbar",
           "zxing-cpp", "either", "ours");
    for (int family = 0; family < CORPUS_FAMILIES; family++)
        measure_family(b, (enum corpus_family)family, n);
    bool good = !examples || !*examples || measure_examples(b, examples);
    print_sums(b);
    measure_easy(b, n);
    good &= measure_live(b);
    good &= b->right[OURS] > b->right[EITHER] && b->wrong[OURS] == 0;
    secret_free(b->found);
    decoder_free(b->decoder);
    peer_zbar_free(b->zbar);
    puts(good ? "ours reads more than both, and nothing wrong" : "MISSED");
    return good ? 0 : 1;
}
