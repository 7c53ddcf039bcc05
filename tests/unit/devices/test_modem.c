/* The telephone: AT words of V.250 and TS 27.007, cut and glued anywhere; then whole calls, as a modem
 * answers them. */
#include "bench.h"
#include "devices/phone/at_codec.h"

static const struct vector {
    const char *bytes;
    struct at_word word;
} vectors[] = {
    {"\r\nOK\r\n", {AT_OK, 0}},
    {"\r\nERROR\r\n", {AT_ERROR, -1}},
    {"\r\n+CME ERROR: 10\r\n", {AT_ERROR, 10}}, /* SIM not inserted */
    {"\r\n+CME ERROR: SIM not inserted\r\n", {AT_ERROR, -1}},
    {"\r\nRING\r\n", {AT_RING, 0}},
    {"\r\nNO CARRIER\r\n", {AT_NO_CARRIER, 0}},
    {"\r\nBUSY\r\n", {AT_BUSY, 0}},
    {"\r\nNO ANSWER\r\n", {AT_NO_ANSWER, 0}},
    {"\r\nNO DIALTONE\r\n", {AT_NO_DIALTONE, 0}},
    {"\r\n+CPIN: READY\r\n", {AT_PIN, 1}},
    {"\r\n+CPIN: SIM PIN\r\n", {AT_PIN, 0}},
    {"\r\n+CREG: 0,1\r\n", {AT_NETWORK, 1}},
    {"\r\n+CREG: 5\r\n", {AT_NETWORK, 5}},
    {"\r\n+CREG: 2,0,\"1A2B\",\"01C3D4E5\",7\r\n", {AT_NETWORK, 0}},
    {"\r\n+CREG: \r\n", {AT_OTHER, 0}},
    {"\r\n+CLCC: 1,0,2,0,0,\"02087654321\",129\r\n", {AT_CALL, AT_CALL_DIALLING}},
    {"\r\n+CLCC: 1,0,3,0,0\r\n", {AT_CALL, AT_CALL_ALERTING}},
    {"\r\n+CLCC: 1,0,0,0,0\r\n", {AT_CALL, AT_CALL_ACTIVE}},
    {"\r\n+CLCC: 1,1,4,0,0,\"02087654321\",129\r\n", {AT_OTHER, 0}}, /* somebody calls us */
    {"\r\n+CLCC: 1,0,0,1,0\r\n", {AT_OTHER, 0}},                     /* data */
    {"\r\n+CLCC: 1,0\r\n", {AT_OTHER, 0}},
    {"ATE0\r", {AT_OTHER, 0}},
};

static unsigned feed(struct at_lines *lines, const char *bytes, size_t n, struct at_word *words,
                     unsigned count)
{
    const uint8_t *at = (const uint8_t *)bytes;
    while (at_feed(lines, &at, &n, &words[count]))
        count++;
    return count;
}

static void assert_word(struct at_word word, struct at_word wanted)
{
    assert_int_equal(word.kind, wanted.kind);
    assert_int_equal(word.number, wanted.number);
}

static void words_are_known_however_cut(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(vectors); i++) {
        size_t len = strlen(vectors[i].bytes);
        for (size_t cut = 0; cut <= len; cut++) {
            struct at_lines lines = {0};
            struct at_word words[4];
            unsigned n = feed(&lines, vectors[i].bytes, cut, words, 0);
            n = feed(&lines, vectors[i].bytes + cut, len - cut, words, n);
            assert_int_equal(n, 1);
            assert_word(words[0], vectors[i].word);
        }
    }
}

static void words_are_known_however_glued(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(vectors); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(vectors); j++) {
            g_autofree char *both = g_strconcat(vectors[i].bytes, vectors[j].bytes, NULL);
            struct at_lines lines = {0};
            struct at_word words[4];
            assert_int_equal(feed(&lines, both, strlen(both), words, 0), 2);
            assert_word(words[0], vectors[i].word);
            assert_word(words[1], vectors[j].word);
        }
}

static void noise_is_a_word_like_any_other(void **unused)
{
    (void)unused;
    struct at_lines lines = {0};
    struct at_word words[4];
    g_autofree char *noise = g_strnfill(5000, 'x');
    assert_int_equal(feed(&lines, noise, 5000, words, 0), 0);
    assert_int_equal(feed(&lines, "\r\nOK\r\n", 6, words, 0), 2);
    assert_int_equal(words[0].kind, AT_OTHER);
    assert_int_equal(words[1].kind, AT_OK);
    assert_int_equal(feed(&lines, "\0OK\r\n", 5, words, 0), 1);
    assert_int_equal(words[0].kind, AT_OTHER);
}

/* --- calls --- */

static void says(struct bench *b, const char *bytes)
{
    bench_feed(b, bytes, strlen(bytes));
}

static void asked(struct bench *b, const char *text)
{
    assert_int_equal(b->sent_len, strlen(text));
    assert_memory_equal(b->sent, text, strlen(text));
    b->sent_len = 0;
}

static void assert_call(struct bench *b, enum device_call call)
{
    const struct device_letter *last = NULL;
    assert_int_equal(bench_count(b, LETTER_CALL, &last), 1);
    assert_int_equal(last->number, (int)call);
    assert_int_equal(last->visit, 7);
    g_ptr_array_set_size(b->letters, 0);
}

static void assert_status(struct bench *b, enum device_status status, enum device_attention why)
{
    const struct device_letter *last = NULL;
    assert_int_not_equal(bench_count(b, LETTER_STATUS, &last), 0);
    assert_int_equal(last->status, status);
    assert_int_equal(last->attention, why);
    g_ptr_array_set_size(b->letters, 0);
}

static struct bench *phone_up(void)
{
    struct bench *b = bench_up(&modem_driver, "modem:/dev/ttyUSB2?number=02000000000");
    b->driver->opened(b->state, &b->io);
    asked(b, "ATE0\r");
    says(b, "ATE0\r\r\nOK\r\n"); /* the last echo */
    asked(b, "AT+CMEE=1\r");
    says(b, "\r\nOK\r\n");
    asked(b, "ATH\r"); /* what a kiosk that died left behind */
    says(b, "\r\nOK\r\n");
    asked(b, "AT+CHUP\r");
    says(b, "\r\nERROR\r\n"); /* there was no call */
    asked(b, "AT+CPIN?\r");
    return b;
}

static void no_calls(struct bench *b)
{
    asked(b, "AT+CLCC\r");
    says(b, "\r\nOK\r\n");
}

static struct bench *ready_phone(void)
{
    struct bench *b = phone_up();
    says(b, "\r\n+CPIN: READY\r\n\r\nOK\r\n");
    asked(b, "AT+CREG?\r");
    says(b, "\r\n+CREG: 0,1\r\n\r\nOK\r\n");
    assert_status(b, STATUS_READY, ATTENTION_NONE);
    no_calls(b);
    return b;
}

static void dial(struct bench *b)
{
    bench_command(b, COMMAND_DIAL, 7);
    assert_call(b, PHONE_DIALLING);
    asked(b, "ATD02000000000;\r");
    says(b, "\r\nOK\r\n");
}

static void look(struct bench *b, const char *answer)
{
    assert_int_equal(b->alarm_ms, 1000);
    bench_ring(b);
    asked(b, "AT+CLCC\r");
    says(b, answer);
}

static void a_call_that_is_answered(void **unused)
{
    (void)unused;
    struct bench *b = ready_phone();
    dial(b);
    look(b, "\r\n+CLCC: 1,0,2,0,0\r\n\r\nOK\r\n");
    assert_int_equal(b->letters->len, 0); /* nothing new */
    look(b, "\r\n+CLCC: 1,0,3,0,0\r\n\r\nOK\r\n");
    assert_call(b, PHONE_RINGING);
    look(b, "\r\n+CLCC: 1,0,0,0,0\r\n\r\nOK\r\n");
    assert_call(b, PHONE_TALKING);
    bench_command(b, COMMAND_DIAL, 7); /* already */
    assert_int_equal(b->sent_len, 0);
    says(b, "\r\nNO CARRIER\r\n"); /* the other one hung up */
    assert_call(b, PHONE_ENDED);
    bench_down(b);
}

static void calls_that_are_not(void **unused)
{
    (void)unused;
    static const char *const ends[] = {"\r\nBUSY\r\n", "\r\nNO ANSWER\r\n", "\r\nNO CARRIER\r\n"};
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        struct bench *b = ready_phone();
        dial(b);
        look(b, "\r\n+CLCC: 1,0,3,0,0\r\n\r\nOK\r\n");
        assert_call(b, PHONE_RINGING);
        says(b, ends[i]);
        assert_call(b, PHONE_FAILED);
        bench_command(b, COMMAND_DIAL, 7); /* and once more */
        assert_call(b, PHONE_DIALLING);
        asked(b, "ATD02000000000;\r");
        says(b, "\r\n+CME ERROR: 30\r\n"); /* no network service */
        assert_call(b, PHONE_NOT_DIALLED);
        bench_down(b);
    }
}

/* Before it rings: refused by the network, or taken at the other end faster than one looks. */
static void calls_that_never_rang(void **unused)
{
    (void)unused;
    static const struct {
        const char *end;
        enum device_call call;
    } rows[] = {{"\r\nNO CARRIER\r\n", PHONE_NOT_DIALLED},
                {"\r\nNO DIALTONE\r\n", PHONE_NOT_DIALLED},
                {"\r\nBUSY\r\n", PHONE_FAILED}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct bench *b = ready_phone();
        dial(b);
        says(b, rows[i].end);
        assert_call(b, rows[i].call);
        bench_down(b);
    }
    struct bench *b = ready_phone();
    bench_command(b, COMMAND_DIAL, 7);
    assert_call(b, PHONE_DIALLING);
    asked(b, "ATD02000000000;\r");
    assert_in_range(b->alarm_ms, 1, 15000); /* who waits for help does not wait for a mute modem */
    bench_ring(b);
    assert_call(b, PHONE_NOT_DIALLED);
    asked(b, "ATH\r");
    bench_down(b);
}

/* A call that nobody here began is ended, and holds up no emergency. */
static void a_strange_call_is_ended(void **unused)
{
    (void)unused;
    struct bench *b = ready_phone();
    bench_ring(b);
    asked(b, "AT+CPIN?\r");
    says(b, "\r\n+CPIN: READY\r\n\r\nOK\r\n");
    asked(b, "AT+CREG?\r");
    says(b, "\r\n+CREG: 0,1\r\n\r\nOK\r\n");
    asked(b, "AT+CLCC\r");
    bench_clear(b);
    bench_command(b, COMMAND_DIAL, 7);
    assert_call(b, PHONE_DIALLING);
    says(b, "\r\n+CLCC: 1,0,0,0,0\r\n\r\nOK\r\n");
    assert_int_equal(b->letters->len, 0); /* it is not ours that talks */
    asked(b, "ATH\r");
    says(b, "\r\nOK\r\n");
    assert_int_equal(b->letters->len, 0);
    asked(b, "ATD02000000000;\r");
    bench_down(b);
}

/* The kiosk ends, or opens the wire anew, while somebody is called. */
static void a_call_does_not_outlive_the_wire(void **unused)
{
    (void)unused;
    struct bench *b = ready_phone();
    b->driver->closed(b->state, &b->io);
    assert_int_equal(b->sent_len, 0); /* nothing to end */
    bench_down(b);
    b = ready_phone();
    dial(b);
    look(b, "\r\n+CLCC: 1,0,0,0,0\r\n\r\nOK\r\n");
    assert_call(b, PHONE_TALKING);
    b->driver->closed(b->state, &b->io);
    asked(b, "ATH\rAT+CHUP\r");
    assert_call(b, PHONE_ENDED);
    bench_down(b);
}

static void a_call_that_leaves_the_list_is_over(void **unused)
{
    (void)unused;
    struct bench *b = ready_phone();
    dial(b);
    look(b, "\r\nOK\r\n"); /* not there yet */
    look(b, "\r\nOK\r\n");
    assert_int_equal(b->letters->len, 0);
    look(b, "\r\nOK\r\n");
    assert_call(b, PHONE_NOT_DIALLED);
    dial(b);
    look(b, "\r\n+CLCC: 1,0,0,0,0\r\n\r\nOK\r\n");
    assert_call(b, PHONE_TALKING);
    look(b, "\r\nOK\r\n");
    assert_call(b, PHONE_ENDED);
    bench_down(b);
}

static void hanging_up(void **unused)
{
    (void)unused;
    struct bench *b = ready_phone();
    dial(b);
    bench_command(b, COMMAND_HANG_UP, 7);
    asked(b, "ATH\r");
    says(b, "\r\nOK\r\n");
    assert_call(b, PHONE_NOT_DIALLED);
    bench_command(b, COMMAND_HANG_UP, 7); /* nothing to end */
    assert_int_equal(b->sent_len, 0);
    dial(b);
    look(b, "\r\n+CLCC: 1,0,0,0,0\r\n\r\nOK\r\n");
    assert_call(b, PHONE_TALKING);
    bench_command(b, COMMAND_HANG_UP, 7);
    asked(b, "ATH\r");
    says(b, "\r\nERROR\r\n"); /* of data calls only */
    asked(b, "AT+CHUP\r");
    says(b, "\r\nOK\r\n");
    assert_call(b, PHONE_ENDED);
    bench_command(b, COMMAND_DIAL, 7);
    assert_call(b, PHONE_DIALLING);
    asked(b, "ATD02000000000;\r");
    bench_command(b, COMMAND_HANG_UP, 7); /* while it still dials: a character ends that */
    asked(b, "ATH\r");
    says(b, "\r\nNO CARRIER\r\n\r\nOK\r\n");
    assert_call(b, PHONE_NOT_DIALLED);
    bench_down(b);
}

static void a_wish_waits_for_the_answer_before(void **unused)
{
    (void)unused;
    struct bench *b = phone_up();
    bench_command(b, COMMAND_DIAL, 7);
    assert_call(b, PHONE_DIALLING);
    assert_int_equal(b->sent_len, 0);
    says(b, "\r\n+CPIN: READY\r\n\r\nOK\r\n");
    asked(b, "AT+CREG?\r");
    says(b, "\r\n+CREG: 0,5\r\n\r\nOK\r\n");
    asked(b, "ATD02000000000;\r");
    bench_down(b);
    b = phone_up();
    bench_command(b, COMMAND_DIAL, 7);
    assert_call(b, PHONE_DIALLING);
    bench_command(b, COMMAND_HANG_UP, 7); /* thought better of it */
    assert_call(b, PHONE_NOT_DIALLED);
    says(b, "\r\n+CPIN: READY\r\n\r\nOK\r\n");
    asked(b, "AT+CREG?\r");
    says(b, "\r\n+CREG: 0,5\r\n\r\nOK\r\n");
    no_calls(b);
    assert_int_equal(b->sent_len, 0);
    bench_down(b);
}

static void no_card_no_cell_no_modem(void **unused)
{
    (void)unused;
    struct bench *b = phone_up();
    says(b, "\r\n+CME ERROR: 10\r\n"); /* no subscriber card */
    asked(b, "AT+CREG?\r");
    says(b, "\r\n+CREG: 0,1\r\n\r\nOK\r\n");
    assert_status(b, STATUS_ATTENTION, ATTENTION_NO_NETWORK);
    no_calls(b);
    assert_int_equal(b->alarm_ms, 60000);
    bench_ring(b); /* looked at again */
    asked(b, "AT+CPIN?\r");
    says(b, "\r\n+CPIN: READY\r\n\r\nOK\r\n");
    asked(b, "AT+CREG?\r");
    says(b, "\r\n+CREG: 0,2\r\n\r\nOK\r\n"); /* searching */
    assert_status(b, STATUS_ATTENTION, ATTENTION_NO_NETWORK);
    no_calls(b);
    bench_ring(b);
    asked(b, "AT+CPIN?\r");
    bench_ring(b); /* no answer: once more, then it is gone */
    asked(b, "AT+CPIN?\r");
    bench_ring(b);
    assert_status(b, STATUS_ATTENTION, ATTENTION_OFFLINE);
    assert_int_equal(b->reopens, 1);
    bench_down(b);
}

static void a_modem_that_goes_ends_the_call(void **unused)
{
    (void)unused;
    struct bench *b = ready_phone();
    dial(b);
    b->driver->closed(b->state, &b->io);
    b->sent_len = 0;
    assert_call(b, PHONE_NOT_DIALLED);
    bench_command(b, COMMAND_DIAL, 7); /* nobody there to dial */
    assert_call(b, PHONE_NOT_DIALLED);
    assert_int_equal(b->sent_len, 0);
    bench_down(b);
}

static void only_numbers_are_dialled(void **unused)
{
    (void)unused;
    static const char *const wrong[] = {
        "modem:/dev/ttyUSB2", "modem:/dev/ttyUSB2?number=", "modem:/dev/ttyUSB2?number=110;ATD119",
        "modem:/dev/ttyUSB2?number=1+1", "modem:/dev/ttyUSB2?number=123456789012345678901"};
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        struct uri *uri = uri_parse(wrong[i], NULL);
        assert_non_null(uri);
        assert_false(device_check(DEVICE_PHONE, uri, NULL));
        uri_free(uri);
    }
    struct uri *uri = uri_parse("modem:/dev/ttyUSB2?number=+8602000000000&baud=9600", NULL);
    assert_true(device_check(DEVICE_PHONE, uri, NULL));
    uri_free(uri);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_known_however_cut),
        cmocka_unit_test(words_are_known_however_glued),
        cmocka_unit_test(noise_is_a_word_like_any_other),
        cmocka_unit_test(a_call_that_is_answered),
        cmocka_unit_test(calls_that_are_not),
        cmocka_unit_test(calls_that_never_rang),
        cmocka_unit_test(a_strange_call_is_ended),
        cmocka_unit_test(a_call_does_not_outlive_the_wire),
        cmocka_unit_test(a_call_that_leaves_the_list_is_over),
        cmocka_unit_test(hanging_up),
        cmocka_unit_test(a_wish_waits_for_the_answer_before),
        cmocka_unit_test(no_card_no_cell_no_modem),
        cmocka_unit_test(a_modem_that_goes_ends_the_call),
        cmocka_unit_test(only_numbers_are_dialled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
