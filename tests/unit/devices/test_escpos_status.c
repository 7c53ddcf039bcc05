/* What a receipt printer says of itself, in pieces of any size and one after the other: always the same. */
#include "bench.h"
#include "devices/printer/escpos_codec.h"

struct answer {
    uint8_t bytes[6];
    size_t n;
    enum escpos_news news;
    enum device_attention why; /* of ESCPOS_STATUS */
};
/* Epson ESC/POS: GS a, DLE EOT, GS r, GS I; Pyramid and Custom: DLE EOT 20. */
static const struct answer answers[] = {
    {{0x10, 0x00, 0x00, 0x00}, 4, ESCPOS_STATUS, ATTENTION_NONE},
    {{0x18, 0x00, 0x0F, 0x00}, 4, ESCPOS_STATUS, ATTENTION_PAPER_OUT},
    {{0x38, 0x00, 0x00, 0x00}, 4, ESCPOS_STATUS, ATTENTION_COVER_OPEN},
    {{0x18, 0x08, 0x00, 0x00}, 4, ESCPOS_STATUS, ATTENTION_CUTTER},
    {{0x10, 0x00, 0x03, 0x00}, 4, ESCPOS_STATUS, ATTENTION_PAPER_LOW},
    {{0x10, 0x40, 0x00, 0x00}, 4, ESCPOS_STATUS, ATTENTION_FAULT},
    {{0x18, 0x00, 0x00, 0x00}, 4, ESCPOS_STATUS, ATTENTION_OFFLINE},
    {{0x12, 0x12, 0x12, 0x12}, 4, ESCPOS_STATUS, ATTENTION_NONE},
    {{0x1A, 0x32, 0x12, 0x7E}, 4, ESCPOS_STATUS, ATTENTION_PAPER_OUT},
    {{0x1A, 0x16, 0x12, 0x12}, 4, ESCPOS_STATUS, ATTENTION_COVER_OPEN},
    {{0x1A, 0x52, 0x1A, 0x12}, 4, ESCPOS_STATUS, ATTENTION_CUTTER},
    {{0x12, 0x12, 0x12, 0x1E}, 4, ESCPOS_STATUS, ATTENTION_PAPER_LOW},
    {{0x10, 0x0F, 0x20, 0x00, 0x00, 0x00}, 6, ESCPOS_OUTLET, ATTENTION_NONE},
    {{0x10, 0x0F, 0x24, 0x2B, 0x4B, 0x40}, 6, ESCPOS_OUTLET, ATTENTION_NONE},
    {{0x00}, 1, ESCPOS_MARK, ATTENTION_NONE},
    {{0x0F}, 1, ESCPOS_MARK, ATTENTION_NONE},
    {{0x5F, 'K', 'P', '-', '8', 0}, 6, ESCPOS_NOTHING, ATTENTION_NONE},
};

/* All that came of some bytes: the news in order, and the condition behind each. */
struct story {
    unsigned count;
    enum escpos_news news[8];
    enum device_attention why[8];
};

static void ask(struct escpos_listener *l, const struct answer *a)
{
    if ((a->bytes[0] & 0x93) == 0x12)
        escpos_asked(l);
    if (a->news == ESCPOS_OUTLET)
        escpos_asked_outlet(l);
}

static void hear(struct escpos_listener *l, const uint8_t *bytes, size_t n, struct story *story)
{
    for (size_t i = 0; i < n; i++) {
        enum escpos_news news = escpos_hear(l, bytes[i]);
        if (news == ESCPOS_NOTHING)
            continue;
        story->news[story->count] = news;
        story->why[story->count++] = escpos_attention(&l->condition);
    }
}

static void each_is_understood(void **unused)
{
    (void)unused;
    for (unsigned i = 0; i < G_N_ELEMENTS(answers); i++) {
        const struct answer *a = &answers[i];
        struct escpos_listener l = {0};
        struct story story = {0};
        ask(&l, a);
        hear(&l, a->bytes, a->n, &story);
        assert_int_equal(story.count, a->news != ESCPOS_NOTHING);
        if (a->news != ESCPOS_NOTHING)
            assert_int_equal(story.news[0], a->news);
        if (a->news == ESCPOS_STATUS)
            assert_int_equal(story.why[0], a->why);
        assert_int_equal(l.lies, a->news == ESCPOS_OUTLET);
    }
}

/* Two answers in one piece are the two, whichever they are. */
static void every_pair_glued_is_the_pair(void **unused)
{
    (void)unused;
    for (unsigned i = 0; i < G_N_ELEMENTS(answers); i++)
        for (unsigned j = 0; j < G_N_ELEMENTS(answers); j++) {
            const struct answer *pair[] = {&answers[i], &answers[j]};
            struct escpos_listener l = {0};
            struct story story = {0}, wanted = {0};
            uint8_t bytes[12];
            for (unsigned k = 0; k < 2; k++) {
                memcpy(bytes + (k ? pair[0]->n : 0), pair[k]->bytes, pair[k]->n);
                if (pair[k]->news == ESCPOS_NOTHING)
                    continue;
                wanted.news[wanted.count++] = pair[k]->news;
            }
            ask(&l, pair[0]);
            hear(&l, bytes, pair[0]->n, &story);
            ask(&l, pair[1]);
            hear(&l, bytes + pair[0]->n, pair[1]->n, &story);
            assert_int_equal(story.count, wanted.count);
            assert_memory_equal(story.news, wanted.news, sizeof wanted.news);
            if (pair[1]->news == ESCPOS_STATUS)
                assert_int_equal(story.why[story.count - 1], pair[1]->why);
        }
}

static struct bench *printer_up(void)
{
    struct bench *b = bench_up(&escpos_driver, "escpos:/dev/null");
    b->driver->opened(b->state, &b->io);
    return b;
}

/* The driver's letters are the same wherever the wire breaks the bytes. */
static void split_anywhere_the_same_is_told(void **unused)
{
    (void)unused;
    static const uint8_t stream[] = {0x12, 0x12, 0x12, 0x12,             /* well */
                                     0x18, 0x00, 0x0F, 0x00,             /* paper out */
                                     0x10, 0x00, 0x03, 0x00,             /* low */
                                     0x11, 0x38, 0x13, 0x00, 0x00, 0x00, /* cover, between XON and XOFF */
                                     0x5F, 'K',  'P',  0x00, 0x10, 0x00, 0x00, 0x00};
    for (size_t cut = 0; cut <= sizeof stream; cut++) {
        struct bench *whole = printer_up(), *split = printer_up();
        bench_feed(whole, stream, sizeof stream);
        if (cut > 0)
            bench_feed(split, stream, cut);
        if (cut < sizeof stream)
            bench_feed(split, stream + cut, sizeof stream - cut);
        assert_int_equal(whole->letters->len, 5);
        assert_int_equal(split->letters->len, whole->letters->len);
        for (guint i = 0; i < whole->letters->len; i++) {
            const struct device_letter *a = whole->letters->pdata[i], *b = split->letters->pdata[i];
            assert_int_equal(a->status, b->status);
            assert_int_equal(a->attention, b->attention);
        }
        bench_down(whole);
        bench_down(split);
    }
}

/* Nobody asked for it: four bytes that begin so are an automatic status. */
static void an_outlet_not_asked_for_is_none(void **unused)
{
    (void)unused;
    struct escpos_listener l = {0};
    struct story story = {0};
    hear(&l, (const uint8_t[]){0x10, 0x0F, 0x20, 0x00, 0x10, 0x00, 0x00, 0x00}, 8, &story);
    assert_int_equal(story.count, 2);
    assert_int_equal(story.news[0], ESCPOS_STATUS);
    assert_false(l.lies);
    assert_int_equal(escpos_attention(&l.condition), ATTENTION_NONE);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_understood),
        cmocka_unit_test(every_pair_glued_is_the_pair),
        cmocka_unit_test(split_anywhere_the_same_is_told),
        cmocka_unit_test(an_outlet_not_asked_for_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
