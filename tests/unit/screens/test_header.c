/* The header on the screens: what it says stands on two lines within it, beside whatever switches there are.
 */
#include "lay.h"

enum { LINES = 2, MOST = 8 };

static bool said_in_header(const struct layout *l, const struct placed *p)
{
    return p->widget && p->widget->place == PLACE_HEADER && p->widget->look != LOOK_PILL &&
           p->widget->look != LOOK_MARK && p->runs > 0 && p->box.y < l->header.y + l->header.h;
}

static unsigned lines_of(const struct layout *l, const char *what)
{
    int at[MOST];
    unsigned count = 0;
    for (unsigned i = 0; i < l->placed_count; i++) {
        const struct placed *p = &l->placed[i];
        for (unsigned k = 0; said_in_header(l, p) && k < p->runs; k++) {
            const struct run *run = &l->runs[p->first_run + k];
            unsigned same = 0;
            while (same < count && at[same] != run->baseline)
                same++;
            if (run->icon)
                continue;
            if (run->baseline - run->px * 88 / 100 < l->header.y ||
                run->baseline + run->px * 12 / 100 > l->header.y + l->header.h)
                fail_msg("%s: %s leaves the header", what, p->widget->label);
            if (same == count && count < MOST)
                at[count++] = run->baseline;
        }
    }
    return count;
}

static void offline_is_said_on_two_lines(void **state)
{
    static const int panels[][2] = {{1080, 1920}, {1920, 1080}, {1280, 1024}, {768, 1366}};
    static const char *const previews[] = {"home_offline", "help_offline", "rating", "done_offline"};
    struct room *room = *state;
    struct layout *l = layout_new();
    for (unsigned i = 0; i < G_N_ELEMENTS(panels); i++)
        for (unsigned k = 0; k < G_N_ELEMENTS(previews); k++)
            for (int large = 0; large < 2; large++) {
                room_show_as(room, previews[k], large, false);
                room->s->health.online = false;
                screens_build(room->page, room->s, &room->context);
                lay_page(l, room, theme_make(panels[i][0], panels[i][1], 0, 0, large, false), 0, 0);
                if (lines_of(l, previews[k]) > LINES)
                    fail_msg("%s, %dx%d, large %d: more than two lines", previews[k], panels[i][0],
                             panels[i][1], large);
            }
    layout_free(l);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {cmocka_unit_test(offline_is_said_on_two_lines)};
    return cmocka_run_group_tests(tests, room_enter, room_leave);
}
