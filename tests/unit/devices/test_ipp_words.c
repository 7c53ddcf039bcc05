/* The words of IPP as what a person can do, and the places that pages may go to. */
#include "bench.h"
#include "devices/document/ipp_client.h"
#include "devices/document/ipp_words.h"

static void a_reason_is_what_somebody_can_do(void **unused)
{
    (void)unused;
    static const struct {
        const char *word;
        enum device_attention attention;
    } rows[] = {
        {"none", ATTENTION_NONE},
        {"", ATTENTION_NONE},
        {"-error", ATTENTION_FAULT},
        {"media-empty", ATTENTION_PAPER_OUT},
        {"media-empty-error", ATTENTION_PAPER_OUT},
        {"media-empty-warning", ATTENTION_PAPER_OUT},
        {"media-needed-report", ATTENTION_PAPER_OUT},
        {"media-jam-error", ATTENTION_PAPER_JAM},
        {"media-low-report", ATTENTION_PAPER_LOW},
        {"door-open-error", ATTENTION_COVER_OPEN},
        {"cover-open", ATTENTION_COVER_OPEN},
        {"toner-low-warning", ATTENTION_INK_LOW},
        {"marker-supply-low-report", ATTENTION_INK_LOW},
        {"toner-empty-error", ATTENTION_INK_OUT},
        {"output-area-full-warning", ATTENTION_PAPER_LEFT},
        {"offline-report", ATTENTION_OFFLINE},
        {"paused", ATTENTION_OFFLINE},
        {"other", ATTENTION_FAULT},
        {"other-warning", ATTENTION_FAULT},
        {"fuser-over-temp-error", ATTENTION_FAULT},
        {"cups-insecure-filter-warning", ATTENTION_NONE}, /* nobody at the kiosk can do a thing */
        {"media-emptyish-warning", ATTENTION_NONE},
        {"media-empt-warning", ATTENTION_NONE},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (ipp_reason(rows[i].word) != rows[i].attention)
            fail_msg("%s is %s", rows[i].word, device_attention_name(ipp_reason(rows[i].word)));
}

static void the_graver_one_is_told(void **unused)
{
    (void)unused;
    assert_int_equal(ipp_worse(ATTENTION_INK_LOW, ATTENTION_PAPER_OUT), ATTENTION_PAPER_OUT);
    assert_int_equal(ipp_worse(ATTENTION_PAPER_OUT, ATTENTION_INK_LOW), ATTENTION_PAPER_OUT);
    assert_int_equal(ipp_worse(ATTENTION_NONE, ATTENTION_INK_LOW), ATTENTION_INK_LOW);
    assert_int_equal(ipp_worse(ATTENTION_COVER_OPEN, ATTENTION_PAPER_JAM), ATTENTION_PAPER_JAM);
    assert_false(ipp_stops(ATTENTION_NONE));
    assert_false(ipp_stops(ATTENTION_INK_LOW));
    assert_false(ipp_stops(ATTENTION_PAPER_LOW));
    assert_true(ipp_stops(ATTENTION_PAPER_OUT));
    assert_true(ipp_stops(ATTENTION_INK_OUT));
    assert_true(ipp_stops(ATTENTION_FAULT));
}

/* RFC 8011 5.3.7: 3 pending, 4 held, 5 processing, 6 stopped, 7 canceled, 8 aborted, 9 completed. */
static void a_job_is_open_stuck_printed_or_gone(void **unused)
{
    (void)unused;
    static const enum ipp_job well[] = {IPP_JOB_OPEN, IPP_JOB_STUCK, IPP_JOB_OPEN,   IPP_JOB_STUCK,
                                        IPP_JOB_GONE, IPP_JOB_GONE,  IPP_JOB_PRINTED};
    for (int state = 3; state <= 9; state++) {
        assert_int_equal(ipp_job_of(state, ATTENTION_INK_LOW), well[state - 3]);
        enum ipp_job out = well[state - 3] == IPP_JOB_OPEN ? IPP_JOB_STUCK : well[state - 3];
        assert_int_equal(ipp_job_of(state, ATTENTION_PAPER_OUT), out);
    }
    assert_int_equal(ipp_job_of(0, ATTENTION_NONE), IPP_JOB_GONE);
    assert_int_equal(ipp_job_of(-1, ATTENTION_NONE), IPP_JOB_GONE);
}

static gboolean checks(const char *text)
{
    struct uri *uri = uri_parse(text, NULL);
    g_autoptr(GError) error = NULL;
    gboolean well = device_check(DEVICE_DOCUMENT, uri, &error);
    assert_true(well || error);
    uri_free(uri);
    return well;
}

static void places(void **unused)
{
    (void)unused;
    assert_true(checks("none"));
    assert_true(checks("cups:office-2"));
    assert_true(checks("cups:ipp://192.0.2.7/ipp/print"));
    assert_true(checks("cups:ipp://[2001:db8::7]:8631/ipp/print?media=iso_a4_210x297mm"));
    assert_true(checks("cups:ipps://192.0.2.7/ipp/print"));
    assert_true(checks("cups:office?media=na_letter_8.5x11in"));
    assert_true(checks("cups:office?media=custom_slip_100x200mm"));
    assert_false(checks("cups:office?media=A4"));
    assert_false(checks("cups:office?media=iso_a4"));
    assert_false(checks("cups:office?media="));
    assert_false(checks("cups:ippss://192.0.2.7/ipp/print"));
    assert_false(checks("cups:"));
    assert_false(checks("cups:my printer"));
    assert_false(checks("cups:../admin"));
    assert_false(checks("cups:http://192.0.2.7/"));
    assert_false(checks("cups:ipp://somebody@192.0.2.7/ipp/print"));
    assert_false(checks("cups:ipp:///ipp/print"));
    assert_false(checks("cups:office?paper=a4"));
    assert_false(checks("lpd:office"));
    struct ipp_place place;
    assert_true(ipp_place_parse(&place, "ipp://192.0.2.7:8631/ipp/print", NULL));
    assert_string_equal(place.host, "192.0.2.7");
    assert_int_equal(place.port, 8631);
    assert_string_equal(place.resource, "/ipp/print");
    assert_false(place.sealed);
    assert_true(ipp_place_parse(&place, "ipps://192.0.2.7/ipp/print", NULL) && place.sealed);
    assert_int_equal(place.port, 631);
    assert_true(ipp_place_parse(&place, "office", NULL) && place.queue);
    assert_string_equal(place.uri, "ipp://localhost/printers/office");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reason_is_what_somebody_can_do),
        cmocka_unit_test(the_graver_one_is_told),
        cmocka_unit_test(a_job_is_open_stuck_printed_or_gone),
        cmocka_unit_test(places),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
