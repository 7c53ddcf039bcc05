/* The table itself: no row that can never be taken, names of the contract, and docs/session.md says what the
 * table says. LC_WRITE_DOCS=1 writes the tables into that page anew. */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

#include "session/visit.h"

#define PAGE SOURCE_DIR "/docs/session.md"
#define MARK "<!-- from app/session/moves.c and covers.c; test_moves keeps this up to date -->\n"

static void put_steps(GString *to, uint32_t at)
{
    const uint32_t all = (1u << STEP_COUNT) - 1;
    bool but = __builtin_popcount(at) > 8;
    uint32_t said = but ? all & ~at : at;
    const char *comma = "";

    if (but)
        g_string_append(to, at == all ? "everywhere" : "everywhere but ");
    for (unsigned step = 0; step < STEP_COUNT; step++) {
        if ((said & 1u << step) == 0)
            continue;
        g_string_append_printf(to, "%s`%s`", comma, step_name(step));
        comma = ", ";
    }
}

static void put_overlays(GString *to, uint32_t over)
{
    const char *comma = "";

    for (unsigned o = 0; o < OVERLAY_COUNT; o++) {
        if ((over & 1u << o) == 0)
            continue;
        g_string_append_printf(to, "%s%s", comma, o == OVERLAY_NONE ? "none" : overlay_name(o));
        comma = ", ";
    }
}

static char *readable(const char *name)
{
    char *text = g_strdup(name);

    return g_strdelimit(text, "_", ' ');
}

static void put_rest(GString *to, enum event_kind on, const char *const said[5], const char *target)
{
    g_autofree char *when = readable(said[2]);
    g_autofree char *deed = readable(said[3]);

    g_string_append_printf(to, " | %s | %s | %s | %s |\n", event_name(on), when, deed, target);
}

static const char *move_target(int to)
{
    static const char *const names[] = {"stays", "the next step", "where one came from",
                                        "**out**: wiped, standby"};
    static char step[32];

    if (to >= TO_STAY)
        return names[to - TO_STAY];
    g_snprintf(step, sizeof step, "`%s`", step_name((enum step)to));
    return step;
}

static const char *cover_target(int to)
{
    if (to == COVER_STAY)
        return "stays";
    if (to == COVER_PASS)
        return "closes, and the page takes the event";
    if (to == COVER_OUT)
        return "**out**, or home when home was asked for";
    return to == OVERLAY_NONE ? "closes" : overlay_name((enum overlay)to);
}

static char *tables(void)
{
    GString *to = g_string_new("## Moves\n\n| at | event | when | deed | then |\n|---|---|---|---|---|\n");

    for (unsigned i = 0; moves_row(i) != NULL; i++) {
        const struct move *m = moves_row(i);

        g_string_append(to, "| ");
        put_steps(to, m->at);
        put_rest(to, m->on, m->said, move_target(m->to));
    }
    g_string_append(to, "\n## Overlays\n\n| over | event | when | deed | then |\n|---|---|---|---|---|\n");
    for (unsigned i = 0; covers_row(i) != NULL; i++) {
        const struct cover *c = covers_row(i);

        g_string_append(to, "| ");
        put_overlays(to, c->over);
        put_rest(to, c->on, c->said, cover_target(c->to));
    }
    return g_string_free(to, FALSE);
}

static void test_page(void **state)
{
    g_autofree char *wanted = tables();
    g_autofree char *page = NULL;
    char *mark;

    (void)state;
    assert_true(g_file_get_contents(PAGE, &page, NULL, NULL));
    mark = strstr(page, MARK);
    assert_non_null(mark);
    mark += strlen(MARK);
    if (getenv("LC_WRITE_DOCS") != NULL) {
        g_autofree char *anew = g_strdup_printf("%.*s%s", (int)(mark - page), page, wanted);

        assert_true(g_file_set_contents(PAGE, anew, -1, NULL));
        return;
    }
    fputs(wanted, stdout);
    if (strcmp(mark, wanted) != 0)
        fail_msg("docs/session.md differs from app/session/moves.c: run this test with LC_WRITE_DOCS=1");
}

/* A row behind one that always holds would be a lie. */
static void test_no_dead_row(void **state)
{
    (void)state;
    for (unsigned i = 0; moves_row(i) != NULL; i++) {
        uint32_t left = moves_row(i)->at;

        assert_true(left != 0 && left < 1u << STEP_COUNT);
        assert_in_range(moves_row(i)->to, 0, TO_OUT);
        for (unsigned k = 0; k < i; k++) {
            if (moves_row(k)->on == moves_row(i)->on && moves_row(k)->when == NULL)
                left &= ~moves_row(k)->at;
        }
        if (left == 0)
            fail_msg("row %u (%s) is never taken", i, event_name(moves_row(i)->on));
    }
}

static void test_names(void **state)
{
    (void)state;
    for (unsigned a = 0; a < STEP_COUNT; a++) {
        for (unsigned b = 0; b < a; b++)
            assert_string_not_equal(step_name(a), step_name(b));
    }
    assert_string_equal(step_name(STEP_OUT_OF_SERVICE), "out_of_service");
    assert_null(overlay_name(OVERLAY_NONE));
    assert_string_equal(overlay_name(OVERLAY_LEAVE), "leave");
    assert_string_equal(event_name(EVENT_ALARM), "ALARM");
    assert_string_equal(event_name(EVENT_CARD), "CARD");
    assert_string_equal(event_name(EVENT_INK_CLEAR), "INK_CLEAR");
}

/* What the footer shows as pressable is what the table takes. */
static void test_allows(void **state)
{
    struct visit *v = g_new0(struct visit, 1);

    (void)state;
    visit_open(v);
    assert_true(session_allows(&v->s, EVENT_START));
    assert_true(session_allows(&v->s, EVENT_HELP));
    assert_false(session_allows(&v->s, EVENT_BACK));
    assert_false(session_allows(&v->s, EVENT_PEEK));
    to_review(v);
    assert_true(session_allows(&v->s, EVENT_EDIT));
    assert_true(session_allows(&v->s, EVENT_PEEK));
    press(v, EVENT_HELP);
    assert_false(session_allows(&v->s, EVENT_SUBMIT));
    assert_true(session_allows(&v->s, EVENT_LARGE));
    assert_true(session_allows(&v->s, EVENT_BACK));
    press(v, EVENT_CLOSE);
    press(v, EVENT_SUBMIT);
    assert_false(session_allows(&v->s, EVENT_HOME));
    assert_false(session_allows(&v->s, EVENT_BACK));
    assert_true(session_allows(&v->s, EVENT_SOS));
    visit_close(v);
    g_free(v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_page),
        cmocka_unit_test(test_no_dead_row),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_allows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
