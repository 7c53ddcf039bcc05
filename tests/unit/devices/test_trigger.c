/* Scanner modules in command mode: told to read and to stop, by the published bytes; what they answer is no
 * code. */
#include "bench.h"
#include "devices/scanner/trigger.h"

enum { VISIT = 4 };

/* Honeywell's and Metrologic's menus, Grow's GM65 (and Newland's register interface), DYScan's DE2120,
 * Newland's text interface: order to start and to stop, and an answer of each. */
static const struct {
    const char *word, *start, *stop, *answer;
} published[] = {
    {"honeywell", "16540d", "16550d", "06"},
    {"honeywell", "16540d", "16550d", "15"},
    {"gm65", "7e000801000201abcd", "", "02000001003331"},
    {"gm65", "7e000801000201abcd", "", "02000001000401"},
    {"gm65", "7e000801000201abcd", "", "02000001006a61"},
    {"de2120", "5e5f5e5343414e2e", "5e5f5e534c4545502e", "06"},
    {"newland", "1b31", "1b30", "06"},
};

static struct bench *up(const char *word)
{
    g_autofree char *uri = g_strdup_printf("serial:/dev/ttyACM0?trigger=%s", word);
    struct bench *b = bench_up(&lines_driver, uri);
    b->driver->opened(b->state, &b->io);
    bench_command(b, COMMAND_VISIT, VISIT);
    assert_int_equal(b->sent_len, 0); /* nobody waits for a code yet: its light is off */
    bench_clear(b);
    return b;
}

static size_t bytes_of(const char *hex, uint8_t bytes[32])
{
    size_t n = strlen(hex) / 2;
    for (size_t i = 0; i < n; i++)
        bytes[i] = (uint8_t)(g_ascii_xdigit_value(hex[2 * i]) << 4 | g_ascii_xdigit_value(hex[2 * i + 1]));
    return n;
}

static void assert_sent(struct bench *b, const char *hex)
{
    uint8_t bytes[32];
    assert_int_equal(b->sent_len, bytes_of(hex, bytes));
    assert_memory_equal(b->sent, bytes, b->sent_len);
    b->sent_len = 0;
}

static const char *code(const struct bench *b, unsigned count)
{
    const struct device_letter *letter = NULL;
    assert_int_equal(bench_count(b, LETTER_CODE, &letter), count);
    return letter ? letter->code : NULL;
}

static void it_reads_while_a_code_is_wanted(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(published); i++) {
        struct bench *b = up(published[i].word);
        bench_command(b, COMMAND_READ, VISIT);
        assert_sent(b, published[i].start);
        bench_command(b, COMMAND_READ, VISIT);
        assert_sent(b, "");
        bench_ring(b); /* it gave up, or nobody showed one */
        assert_sent(b, published[i].start);
        bench_feed(b, "one\r", 4);
        assert_string_equal(code(b, 1), "one");
        assert_sent(b, ""); /* the same code is still held there */
        bench_ring(b);
        assert_sent(b, published[i].start);
        bench_command(b, COMMAND_REST, VISIT);
        assert_sent(b, published[i].stop);
        assert_int_equal(b->alarm_ms, -1);
        bench_command(b, COMMAND_READ, VISIT);
        assert_sent(b, published[i].start);
        bench_command(b, COMMAND_VISIT, VISIT + 1); /* that visit is over */
        assert_sent(b, published[i].stop);
        assert_int_equal(b->alarm_ms, -1);
        bench_down(b);
    }
}

static void plugged_in_again_it_reads_on(void **unused)
{
    (void)unused;
    struct bench *b = up("honeywell");
    bench_command(b, COMMAND_READ, VISIT);
    b->sent_len = 0;
    b->driver->closed(b->state, &b->io);
    assert_int_equal(b->alarm_ms, -1);
    bench_command(b, COMMAND_REST, VISIT); /* nothing is sent to what is not there */
    bench_command(b, COMMAND_READ, VISIT);
    assert_sent(b, "");
    b->driver->opened(b->state, &b->io);
    assert_sent(b, "16540d");
    bench_down(b);
}

/* Split at every byte, and glued: before a code, behind it, between two, and when nothing ends the code. */
static void an_answer_is_no_code(void **unused)
{
    (void)unused;
    static const char *const texts[] = {"%sone\r%stwo\r\n%s", "one\r%s%stwo\r%s", "%s%s%sone\rtwo\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(published); i++)
        for (size_t t = 0; t < G_N_ELEMENTS(texts); t++) {
            g_autoptr(GByteArray) all = g_byte_array_new();
            g_auto(GStrv) parts = g_strsplit(texts[t], "%s", -1);
            uint8_t answer[32];
            size_t n = bytes_of(published[i].answer, answer);
            for (char **part = parts; *part; part++) {
                g_byte_array_append(all, (const guint8 *)*part, (guint)strlen(*part));
                if (part[1])
                    g_byte_array_append(all, answer, (guint)n);
            }
            for (guint cut = 0; cut <= all->len; cut++) {
                struct bench *b = up(published[i].word);
                bench_command(b, COMMAND_READ, VISIT);
                bench_feed(b, all->data, cut);
                bench_feed(b, all->data + cut, all->len - cut);
                assert_string_equal(code(b, 2), "two");
                bench_ring(b); /* no rest of an answer becomes a code by silence */
                assert_string_equal(code(b, 2), "two");
                bench_down(b);
            }
        }
}

static void an_answer_behind_a_code_without_end(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(published); i++) {
        uint8_t answer[32];
        size_t n = bytes_of(published[i].answer, answer);
        struct bench *b = up(published[i].word);
        bench_command(b, COMMAND_READ, VISIT);
        b->sent_len = 0;
        bench_feed(b, "6901234567892", 13);
        bench_feed(b, answer, n);
        bench_ring(b);
        assert_string_equal(code(b, 1), "6901234567892");
        assert_sent(b, "");
        bench_down(b);
    }
}

/* Half an answer, and then nothing more of it: the next code is whole. */
static void an_answer_that_was_cut_off(void **unused)
{
    (void)unused;
    static const uint8_t head[] = {0x02, 0x00, 0x00, 0x10, 0x00};
    for (size_t n = 1; n <= sizeof head; n++) {
        struct bench *b = up("gm65");
        bench_command(b, COMMAND_READ, VISIT);
        bench_feed(b, head, n);
        bench_ring(b);
        bench_feed(b, "whole\r", 6);
        assert_string_equal(code(b, 1), "whole");
        bench_down(b);
    }
}

static void another_word_is_refused(void **unused)
{
    (void)unused;
    g_autoptr(GError) error = NULL;
    struct uri *uri = uri_parse("serial:/dev/ttyACM0?trigger=button", NULL);
    assert_false(device_check(DEVICE_SCANNER, uri, &error));
    assert_non_null(strstr(error->message, "trigger=none, honeywell, gm65, de2120 or newland"));
    uri_free(uri);
    struct bench *b = up("none"); /* one that reads by itself is told nothing */
    bench_command(b, COMMAND_READ, VISIT);
    assert_sent(b, "");
    assert_int_equal(b->alarm_ms, -1);
    bench_down(b);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_reads_while_a_code_is_wanted),
        cmocka_unit_test(plugged_in_again_it_reads_on),
        cmocka_unit_test(an_answer_is_no_code),
        cmocka_unit_test(an_answer_behind_a_code_without_end),
        cmocka_unit_test(an_answer_that_was_cut_off),
        cmocka_unit_test(another_word_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
