/* The library of social-security cards against a real pcscd with a virtual reader: cards of every kind,
 * pulled at every command, mute, of the person before; the reader unplugged, pcscd killed. Skipped, with the
 * reason, where pcscd cannot be run. Nothing is timed: each wait is for a letter. */
#include <stdlib.h>

#include "base/mail.h"
#include "tests/long_run.h"
#include "virtual_reader.h"

struct desk {
    struct device_out out; /* first */
    struct virtual_reader reader;
    struct mail *letters;
    struct uri *uri;
    void *card;
    enum device_status status; /* as last told */
};

/* As often as ./test --long promises, or as often as shows it. */
static int times(void)
{
    const char *asked = getenv("LC_PLUGS");
    return asked && *asked ? atoi(asked) : long_run() ? 100 : 8;
}

static void take_in(struct device_out *out, struct device_letter *letter)
{
    mail_push(((struct desk *)out)->letters, letter);
}

/* The next letter that is no repeated status; the caller frees it. */
static struct device_letter *next(struct desk *d)
{
    gint64 until = g_get_monotonic_time() + (gint64)PATIENCE_S * G_USEC_PER_SEC;
    while (g_get_monotonic_time() < until) {
        struct device_letter *letter = mail_take(d->letters);
        if (letter && (letter->kind != LETTER_STATUS || letter->status != d->status)) {
            if (letter->kind == LETTER_STATUS)
                d->status = letter->status;
            return letter;
        }
        device_letter_free(letter);
        if (!letter)
            g_usleep(2000);
    }
    fail_msg("no letter came");
    return NULL;
}

/* The next one is of that kind. What it says in one number. */
static int expect(struct desk *d, enum device_letter_kind kind)
{
    struct device_letter *letter = next(d);
    assert_int_equal(letter->kind, kind);
    int says = letter->kind == LETTER_STATUS         ? (int)letter->status
               : letter->kind == LETTER_CARD_TROUBLE ? (int)letter->trouble
               : letter->kind == LETTER_CARD         ? (int)letter->visit
                                                     : letter->flag;
    if (letter->kind == LETTER_CARD) {
        assert_string_equal(letter->card.name, "赵春梅");
        assert_string_equal(letter->card.number, "11010519491231002X");
        assert_int_equal(letter->card.type, ID_CARD_SOCIAL);
    }
    assert_int_equal(letter->slot, DEVICE_CARD);
    device_letter_free(letter);
    return says;
}

static void command(struct desk *d, enum device_command_kind kind, uint64_t visit)
{
    card_library.command(d->card, device_command_new(kind, DEVICE_CARD, visit));
}

/* Before anything new can happen in the reader: pcscd looks at it every 400 ms, when it
 * gets the processor. */
static void let_it_see(void)
{
    g_usleep(2 * G_USEC_PER_SEC);
}

static void library_up(struct desk *d, const char *uri)
{
    d->out = (struct device_out){take_in, NULL, NULL};
    d->status = STATUS_OFF;
    d->letters = mail_new(64, device_letter_free, NULL, NULL);
    d->uri = uri_parse(uri, NULL);
    assert_true(device_check(DEVICE_CARD, d->uri, NULL));
    d->card = card_library.start(d->uri, &d->out);
}

static void library_down(struct desk *d)
{
    card_library.stop(d->card);
    mail_free(d->letters);
    uri_free(d->uri);
}

/* A visit has begun and the empty reader was seen. */
static struct desk *desk_up(void **state)
{
    struct desk *d = *state;
    const char *why = virtual_reader_why_not();
    if (why) {
        print_message("skipped: %s\n", why);
        skip();
    }
    virtual_reader_up(&d->reader);
    library_up(d, "pcsc:Virtual");
    while (expect(d, LETTER_STATUS) != STATUS_READY)
        ;
    command(d, COMMAND_VISIT, 1);
    command(d, COMMAND_READ, 1);
    g_usleep(2 * G_USEC_PER_SEC); /* a reader that was just found is not believed at once */
    return d;
}

static int desk_make(void **state)
{
    *state = g_new0(struct desk, 1);
    return 0;
}

static int desk_down(void **state)
{
    struct desk *d = *state;
    if (d->card)
        library_down(d);
    if (d->reader.conf)
        virtual_reader_down(&d->reader);
    g_free(d);
    return 0;
}

static void every_kind_of_card_identifies(void **state)
{
    static const unsigned kinds[] = {CARD_T0, CARD_T1, CARD_T0 | CARD_RECORDS | CARD_BY_ID};
    struct desk *d = desk_up(state);
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        d->reader.card = (struct social_card){.quirks = kinds[i]};
        card_in(&d->reader);
        assert_int_equal(expect(d, LETTER_CARD), 1);
        card_out(&d->reader);
        expect(d, LETTER_CARD_LEFT);
    }
}

static void troubles_are_told_apart(void **state)
{
    static const struct {
        unsigned quirks;
        enum card_trouble trouble;
    } kinds[] = {{CARD_FOREIGN, CARD_OTHER_KIND}, {CARD_PIN, CARD_GUARDED}, {CARD_BROKEN, CARD_UNREAD}};
    struct desk *d = desk_up(state);
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        d->reader.card = (struct social_card){.quirks = kinds[i].quirks};
        card_in(&d->reader);
        assert_int_equal(expect(d, LETTER_CARD_TROUBLE), kinds[i].trouble);
        assert_int_equal(d->reader.card.pins, 0);
        card_out(&d->reader);
        let_it_see();
    }
}

/* The pulled card is told as such, and the next one is read; also when that is the same. */
static void a_card_may_be_pulled_at_every_command(void **state)
{
    struct desk *d = desk_up(state);
    d->reader.card.quirks = CARD_T0;
    for (int at = 1; at <= 12; at++) {
        g_atomic_int_set(&d->reader.pull_at, at);
        card_in(&d->reader);
        assert_int_equal(expect(d, LETTER_CARD_TROUBLE), CARD_HASTY);
        g_atomic_int_set(&d->reader.pull_at, 0);
        let_it_see();
        card_in(&d->reader);
        assert_int_equal(expect(d, LETTER_CARD), 1);
        card_out(&d->reader);
        expect(d, LETTER_CARD_LEFT);
    }
}

static void a_mute_card_is_one_that_cannot_be_read(void **state)
{
    struct desk *d = desk_up(state);
    g_atomic_int_set(&d->reader.mute_at, 4);
    card_in(&d->reader);
    assert_int_equal(expect(d, LETTER_CARD_TROUBLE), CARD_UNREAD);
    card_out(&d->reader);
    let_it_see();
    g_atomic_int_set(&d->reader.mute_at, 0);
    g_atomic_int_set(&d->reader.dead, 1);
    card_in(&d->reader);
    assert_int_equal(expect(d, LETTER_CARD_TROUBLE), CARD_UNREAD);
    card_out(&d->reader);
}

static void the_card_of_the_person_before_identifies_nobody(void **state)
{
    struct desk *d = desk_up(state);
    card_in(&d->reader);
    assert_int_equal(expect(d, LETTER_CARD), 1);
    int apdus = g_atomic_int_get(&d->reader.apdus);
    command(d, COMMAND_VISIT, 2);
    assert_int_equal(expect(d, LETTER_CARD_FORGOTTEN), true);
    command(d, COMMAND_READ, 2);
    let_it_see();
    assert_int_equal(g_atomic_int_get(&d->reader.apdus), apdus);
    card_out(&d->reader);
    expect(d, LETTER_CARD_LEFT);
    assert_int_equal(expect(d, LETTER_CARD_FORGOTTEN), false);
    card_in(&d->reader);
    assert_int_equal(expect(d, LETTER_CARD), 2);

    pcscd_stop(&d->reader, SIGKILL); /* back with the card in it: nobody saw whose it is */
    assert_int_equal(expect(d, LETTER_STATUS), STATUS_ABSENT);
    g_atomic_int_set(&d->reader.apdus, 0);
    pcscd_start(&d->reader);
    assert_int_equal(expect(d, LETTER_STATUS), STATUS_READY);
    assert_int_equal(expect(d, LETTER_CARD_FORGOTTEN), true);
    assert_int_equal(g_atomic_int_get(&d->reader.apdus), 0);
}

/* Laid down before anybody was announced; it is read when somebody is. */
static void a_card_put_in_early_waits_for_the_first_visit(void **state)
{
    struct desk *d = desk_up(state);
    library_down(d);
    library_up(d, "pcsc:");
    assert_int_equal(expect(d, LETTER_STATUS), STATUS_READY);
    g_usleep(2 * G_USEC_PER_SEC);
    card_in(&d->reader);
    let_it_see();
    assert_int_equal(g_atomic_int_get(&d->reader.apdus), 0);
    command(d, COMMAND_READ, 7);
    assert_int_equal(expect(d, LETTER_CARD), 7);
}

static void a_reader_unplugged_is_absent_and_comes_back(void **state)
{
    struct desk *d = desk_up(state);
    for (int i = 0; i < 3; i++) {
        pcscd_stop(&d->reader, SIGTERM);
        assert_int_equal(expect(d, LETTER_STATUS), STATUS_ABSENT);
        virtual_reader_plug(&d->reader, false);
        pcscd_start(&d->reader);
        command(d, COMMAND_REST, 1); /* tried again at once */
        let_it_see();
        pcscd_stop(&d->reader, SIGTERM);
        virtual_reader_plug(&d->reader, true);
        pcscd_start(&d->reader);
        assert_int_equal(expect(d, LETTER_STATUS), STATUS_READY);
    }
    g_usleep(2 * G_USEC_PER_SEC);
    card_in(&d->reader);
    assert_int_equal(expect(d, LETTER_CARD), 1);
}

static void a_reader_of_another_name_is_not_taken(void **state)
{
    struct desk *d = desk_up(state);
    library_down(d);
    library_up(d, "pcsc:ACS");
    assert_int_equal(expect(d, LETTER_STATUS), STATUS_ABSENT);
}

static unsigned descriptors(void)
{
    unsigned n = 0;
    GDir *dir = g_dir_open("/proc/self/fd", 0, NULL);
    while (g_dir_read_name(dir))
        n++;
    g_dir_close(dir);
    return n;
}

static void many_cards_leave_no_descriptor(void **state)
{
    struct desk *d = desk_up(state);
    unsigned before = 0;
    for (int i = 0; i < times(); i++) {
        card_in(&d->reader);
        assert_int_equal(expect(d, LETTER_CARD), 1);
        card_out(&d->reader);
        expect(d, LETTER_CARD_LEFT);
        before = i ? before : descriptors();
    }
    assert_int_equal(descriptors(), before);
}

static void pcscd_killed_again_and_again_comes_back(void **state)
{
    struct desk *d = desk_up(state);
    unsigned before = descriptors();
    for (int i = 0; i < times(); i++) {
        pcscd_stop(&d->reader, i % 2 ? SIGTERM : SIGKILL);
        assert_int_equal(expect(d, LETTER_STATUS), STATUS_ABSENT);
        pcscd_start(&d->reader);
        command(d, COMMAND_REST, 1); /* tried again at once */
        assert_int_equal(expect(d, LETTER_STATUS), STATUS_READY);
    }
    assert_int_equal(descriptors(), before);
    g_usleep(2 * G_USEC_PER_SEC);
    card_in(&d->reader);
    assert_int_equal(expect(d, LETTER_CARD), 1);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, desk_make, desk_down)
int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        TEST(every_kind_of_card_identifies),
        TEST(troubles_are_told_apart),
        TEST(a_card_may_be_pulled_at_every_command),
        TEST(a_mute_card_is_one_that_cannot_be_read),
        TEST(the_card_of_the_person_before_identifies_nobody),
        TEST(a_card_put_in_early_waits_for_the_first_visit),
        TEST(a_reader_unplugged_is_absent_and_comes_back),
        TEST(a_reader_of_another_name_is_not_taken),
        TEST(many_cards_leave_no_descriptor),
        TEST(pcscd_killed_again_and_again_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
