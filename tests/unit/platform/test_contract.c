/* docs/platform-api.yaml and the table of routes list the same methods and paths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

#include "platform/routes.h"

/* "METHOD path" of every operation in the document: paths stand at two spaces, methods at four. */
static GHashTable *documented(void)
{
    GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(SOURCE_DIR "/docs/platform-api.yaml", &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autofree char *path = NULL;
    for (char **line = lines; *line && strcmp(*line, "components:") != 0; line++) {
        size_t len = strlen(*line);
        if (len < 4 || (*line)[len - 1] != ':')
            continue;
        if (g_str_has_prefix(*line, "  /")) {
            g_free(path);
            path = g_strndup(*line + 2, len - 3);
        } else if (path && g_str_has_prefix(*line, "    ") && g_ascii_islower((*line)[4])) {
            g_autofree char *method = g_ascii_strup(*line + 4, (gssize)len - 5);
            g_hash_table_add(set, g_strdup_printf("%s %s", method, path));
        }
    }
    return set;
}

static void every_route_is_documented_and_the_other_way_round(void **state)
{
    (void)state;
    g_autoptr(GHashTable) set = documented();
    guint count = 0;
    for (const struct route *route; (route = route_at(count)); count++) {
        g_autofree char *operation = g_strdup_printf("%s %s", route->method, route->path);
        if (!g_hash_table_contains(set, operation))
            fail_msg("docs/platform-api.yaml lacks %s", operation);
    }
    assert_int_equal(g_hash_table_size(set), count);
}

static void routes_of_kiosks_are_for_kiosks_alone(void **state)
{
    (void)state;
    for (size_t i = 0; route_at(i); i++) {
        const struct route *route = route_at(i);
        bool asks = g_str_has_prefix(route->path, "/v1/") && strcmp(route->path, "/v1/health") != 0 &&
                    strcmp(route->path, "/v1/enrol") != 0 && strcmp(route->path, "/v1/ca") != 0;
        assert_int_equal(route->kiosk, asks);
    }
}

static void who_is_no_kiosk_sends_little(void **state)
{
    (void)state;
    for (size_t i = 0; route_at(i); i++) {
        const struct route *route = route_at(i);
        assert_in_range(route->body_max, 1, route->kiosk ? ROUTE_BODY_MAX : ROUTE_SMALL_MAX);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_route_is_documented_and_the_other_way_round),
        cmocka_unit_test(routes_of_kiosks_are_for_kiosks_alone),
        cmocka_unit_test(who_is_no_kiosk_sends_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
