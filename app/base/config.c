#include "base/config.h"

#include <stdio.h>
#include <string.h>

#include "base/calendar.h"
#include "base/clock.h"
#include "base/log.h"

enum {
    FORMAT = 1,           /* of the table below; a release that adds keys counts it up */
    FILE_LARGEST = 65536, /* bytes */
    MM_SMALLEST = 50,     /* a screen's side */
    MM_LARGEST = 5000,
    REACH_LOWEST_MM = 300, /* of anything a hand must reach */
    REACH_HIGHEST_MM = 2500,
};

enum kind { TEXT, PATH, HTTPS, NUMBER, SWITCH, DEVICE, DIGITS, DAYS, DATES, HOURS, MODE, PROXY };

static const struct row {
    const char *section, *key;
    enum kind kind;
    gboolean needed; /* no default makes sense */
    const char *otherwise;
    int low, high; /* NUMBER: range; DIGITS: how many */
} table[] = {
    {"kiosk", "format", NUMBER, FALSE, "1", 1, 1000000},
    {"kiosk", "mode", MODE, FALSE, "demo"},
    {"kiosk", "number", DIGITS, TRUE, "", 5, 5},
    {"kiosk", "place", TEXT, FALSE, ""},
    {"kiosk", "place_en", TEXT, FALSE, ""},
    {"kiosk", "place_tw", TEXT, FALSE, ""},
    {"kiosk", "region", DIGITS, FALSE, "", 12, 12},
    {"kiosk", "station", TEXT, FALSE, ""},
    {"kiosk", "notice", TEXT, FALSE, ""},
    {"kiosk", "notice_en", TEXT, FALSE, ""},
    {"kiosk", "notice_tw", TEXT, FALSE, ""},
    {"kiosk", "state", PATH, FALSE, "/var/lib/linchuang"},
    {"kiosk", "numbers", PATH, FALSE, ""},                                 /* STATE-numbers */
    {"screen", "width_mm", NUMBER, FALSE, "268", MM_SMALLEST, MM_LARGEST}, /* 21.5 inch, standing */
    {"screen", "height_mm", NUMBER, FALSE, "476", MM_SMALLEST, MM_LARGEST},
    {"screen", "bottom_mm", NUMBER, FALSE, "800", 0, REACH_HIGHEST_MM},
    {"screen", "reach_top_mm", NUMBER, FALSE, "1100", REACH_LOWEST_MM, REACH_HIGHEST_MM},
    {"screen", "fullscreen", SWITCH, FALSE, "false"},
    {"screen", "night", HOURS, FALSE, ""},
    {"screen", "night_percent", NUMBER, FALSE, "40", 10, 100},
    {"screen", "backlight", PATH, FALSE, ""},
    {"screen", "touch", PATH, FALSE, ""}, /* unknown */
    {"devices", "idcard", DEVICE, FALSE, "none"},
    {"devices", "scanner", DEVICE, FALSE, "none"},
    {"devices", "printer", DEVICE, FALSE, "none"},
    {"devices", "card", DEVICE, FALSE, "none"},
    {"devices", "document", DEVICE, FALSE, "none"},
    {"devices", "keypad", DEVICE, FALSE, "none"},
    {"devices", "alarm", DEVICE, FALSE, "none"},
    {"devices", "phone", DEVICE, FALSE, "none"},
    {"devices", "roll_m", NUMBER, FALSE, "0", 0, 1000},
    {"devices", "camera", DEVICE, FALSE, "none"},
    {"devices", "lamp", DEVICE, FALSE, "none"},
    {"devices", "door", DEVICE, FALSE, "none"},
    {"devices", "temperature", DEVICE, FALSE, "none"},
    {"devices", "power", DEVICE, FALSE, "none"},
    {"platform", "url", HTTPS, TRUE, ""},
    {"platform", "ca_file", PATH, FALSE, ""}, /* that of the identity, else the system's own authorities */
    {"platform", "proxy", PROXY, FALSE, ""},
    {"platform", "splay_s", NUMBER, FALSE, "300", 0, 3600},
    {"platform", "identity", PATH, FALSE, ""}, /* STATE/identity */
    {"platform", "progress_url", HTTPS, TRUE, ""},
    {"platform", "look_s", NUMBER, FALSE, "60", 1, 3600}, /* for the line and for notices */
    {"platform", "line", PATH, FALSE, ""},                /* STATE/line */
    {"assets", "catalog", PATH, FALSE, "/usr/share/linchuang/catalog"},
    {"assets", "locale", PATH, FALSE, "/usr/share/linchuang/locale"},
    {"assets", "voice", PATH, FALSE, "/usr/share/linchuang/voice"},
    {"assets", "sign", PATH, FALSE, "/usr/share/linchuang/sign"},
    {"assets", "pinyin", PATH, FALSE, "/usr/share/linchuang/pinyin"},
    {"assets", "strokes", PATH, FALSE, "/usr/share/linchuang/handwriting/strokes.bin"},
    {"assets", "stroke_model", PATH, FALSE, "/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model"},
    {"assets", "regions", PATH, FALSE, "/usr/share/linchuang/regions.bin"},
    {"voice", "loudspeaker", TEXT, FALSE, ""},
    {"voice", "headphones", TEXT, FALSE, ""},
    {"power", "grace_s", NUMBER, FALSE, "120", 0, 3600},
    {"power", "off_command", TEXT, FALSE, ""},
    {"calendar", "holidays", DATES, FALSE, ""},
    {"calendar", "workdays", DATES, FALSE, ""},
    {"help", "phone", TEXT, FALSE, ""},
    {"help", "window_hours", TEXT, FALSE, ""},
    {"help", "window_hours_en", TEXT, FALSE, ""},
    {"help", "window_hours_tw", TEXT, FALSE, ""},
    {"help", "window_days", DAYS, FALSE, "1234567"},
    {"help", "staff_minutes", NUMBER, FALSE, "3", 1, 60},
    {"help", "back", TEXT, FALSE, ""},
    {"help", "back_en", TEXT, FALSE, ""},
    {"help", "back_tw", TEXT, FALSE, ""},
    {"help", "elsewhere", TEXT, FALSE, ""},
    {"help", "elsewhere_en", TEXT, FALSE, ""},
    {"help", "elsewhere_tw", TEXT, FALSE, ""},
    {"help", "elsewhere_way", TEXT, FALSE, ""},
    {"help", "elsewhere_way_en", TEXT, FALSE, ""},
    {"help", "elsewhere_way_tw", TEXT, FALSE, ""},
    {"help", "address", TEXT, FALSE, ""},
    {"help", "address_en", TEXT, FALSE, ""},
    {"help", "address_tw", TEXT, FALSE, ""},
};
enum { ROWS = G_N_ELEMENTS(table) };

struct value {
    char *text;
    unsigned line; /* 0: not in the file */
    int number;
    struct uri *uri;
};
struct config {
    char *name;
    struct value values[ROWS];
    GPtrArray *strangers; /* sentences about keys that are not in the table, NULL at the end */
};

GQuark config_error_quark(void)
{
    return g_quark_from_static_string("config-error");
}

static int find(const char *section, const char *key)
{
    for (int i = 0; i < ROWS; i++)
        if (!strcmp(table[i].section, section) && !strcmp(table[i].key, key))
            return i;
    return -1;
}

/* --- one value --- */

static gboolean bad_value(GError **error, const struct config *c, int i, const char *what_to_do)
{
    g_set_error(error, config_error_quark(), CONFIG_ERROR_VALUE, "%s:%u: %s=%s in [%s] cannot be: %s",
                c->name, c->values[i].line, table[i].key, c->values[i].text, table[i].section, what_to_do);
    return FALSE;
}

static gboolean check_number(struct config *c, int i, GError **error)
{
    const struct row *row = &table[i];
    gint64 number;
    if (g_ascii_string_to_signed(c->values[i].text, 10, row->low, row->high, &number, NULL)) {
        c->values[i].number = (int)number;
        return TRUE;
    }
    g_autofree char *advice = g_strdup_printf("write a whole number from %d to %d", row->low, row->high);
    return bad_value(error, c, i, advice);
}

static gboolean check_digits(struct config *c, int i, GError **error)
{
    const char *text = c->values[i].text;
    if ((int)strlen(text) == table[i].low && strspn(text, "0123456789") == strlen(text))
        return TRUE;
    g_autofree char *advice = g_strdup_printf("write exactly %d digits", table[i].low);
    return bad_value(error, c, i, advice);
}

static gboolean check_days(struct config *c, int i, GError **error)
{
    const char *text = c->values[i].text;
    return (*text && strspn(text, "1234567") == strlen(text)) ||
           bad_value(error, c, i, "write the days as digits, from 1 for Monday to 7 for Sunday, as 12345");
}

static gboolean check_dates(struct config *c, int i, GError **error)
{
    struct calendar calendar = {0};
    return calendar_add(&calendar, c->values[i].text, false) ||
           bad_value(error, c, i, "write days and spans of days, as 2026-10-01/2026-10-07, 2027-01-01");
}

static gboolean check_switch(struct config *c, int i, GError **error)
{
    c->values[i].number = !strcmp(c->values[i].text, "true");
    return c->values[i].number || !strcmp(c->values[i].text, "false") ||
           bad_value(error, c, i, "write true or false");
}

static gboolean check_device(struct config *c, int i, GError **error)
{
    g_autoptr(GError) cause = NULL;
    c->values[i].uri = uri_parse(c->values[i].text, &cause);
    return c->values[i].uri || bad_value(error, c, i, cause->message);
}

static gboolean check_value(struct config *c, int i, GError **error)
{
    const char *text = c->values[i].text;
    switch (table[i].kind) {
    case NUMBER:
        return check_number(c, i, error);
    case DIGITS:
        return check_digits(c, i, error);
    case DAYS:
        return check_days(c, i, error);
    case DATES:
        return check_dates(c, i, error);
    case SWITCH:
        return check_switch(c, i, error);
    case DEVICE:
        return check_device(c, i, error);
    case MODE:
        return !strcmp(text, "demo") || !strcmp(text, "production") ||
               bad_value(error, c, i, "write demo or production");
    case HTTPS:
        return g_str_has_prefix(text, "https://") ||
               bad_value(error, c, i, "write an address that starts with https://");
    case PROXY:
        return !*text || g_str_has_prefix(text, "http://") ||
               bad_value(error, c, i, "write http:// with the proxy's host and port, or nothing");
    case PATH:
        return (!*text && !*table[i].otherwise) || g_path_is_absolute(text) ||
               bad_value(error, c, i, "write a whole path that starts with /");
    case HOURS:
        return !*text || clock_hours_parse(text, &(struct clock_hours){0}) ||
               bad_value(error, c, i, "write hours as 22:00-06:00");
    case TEXT:
        return TRUE;
    }
    g_assert_not_reached();
}

/* --- one file: GKeyFile would read it too, but keeps no line numbers --- */

static void add_sections(GString *to)
{
    const char *last = "";
    g_string_append(to, "no key; the sections are");
    for (int i = 0; i < ROWS; i++) {
        if (strcmp(table[i].section, last) != 0)
            g_string_append_printf(to, "%s %s", *last ? "," : "", table[i].section);
        last = table[i].section;
    }
}

static char *keys_of(const char *section)
{
    GString *keys = g_string_new(NULL);
    for (int i = 0; i < ROWS; i++)
        if (!strcmp(table[i].section, section))
            g_string_append_printf(keys, "%s%s", keys->len ? ", " : "", table[i].key);
    if (!keys->len)
        add_sections(keys);
    return g_string_free(keys, FALSE);
}

static void add_stranger(struct config *c, const char *section, const char *key, unsigned line)
{
    g_autofree char *known = keys_of(section);
    g_ptr_array_insert(
        c->strangers, (int)c->strangers->len - 1,
        g_strdup_printf("%s:%u: key %s in [%s] is not known: correct or remove it ([%s] knows %s)", c->name,
                        line, key, section, section, known));
}

static gboolean take_pair(struct config *c, const char *section, char *text, unsigned line, GError **error)
{
    char *equals = strchr(text, '=');
    if (!equals || !*section) {
        g_set_error(
            error, config_error_quark(), CONFIG_ERROR_FILE,
            "%s:%u: \"%s\" is no setting: write key=value under a [section], or start the line with #",
            c->name, line, text);
        return FALSE;
    }
    *equals = 0;
    const char *key = g_strchomp(text);
    int i = find(section, key);
    if (i < 0) {
        add_stranger(c, section, key, line);
        return TRUE;
    }
    struct value *value = &c->values[i];
    if (value->line) {
        g_set_error(error, config_error_quark(), CONFIG_ERROR_KEY,
                    "%s:%u: key %s in [%s] was already set in line %u: keep one of the two", c->name, line,
                    key, section, value->line);
        return FALSE;
    }
    value->line = line;
    g_free(value->text);
    value->text = g_strdup(g_strchug(equals + 1));
    return TRUE;
}

static gboolean take_lines(struct config *c, const char *text, GError **error)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    const char *section = "";
    for (unsigned n = 0; lines[n]; n++) {
        char *line = g_strstrip(lines[n]);
        size_t len = strlen(line);
        if (!len || *line == '#')
            continue;
        if (*line == '[' && line[len - 1] == ']') {
            line[len - 1] = 0;
            section = line + 1;
        } else if (!take_pair(c, section, line, n + 1, error)) {
            return FALSE;
        }
    }
    return TRUE;
}

/* --- the whole --- */

static gboolean check_needed(const struct config *c, int i, GError **error)
{
    if (!table[i].needed || c->values[i].line)
        return TRUE;
    g_set_error(error, config_error_quark(), CONFIG_ERROR_KEY,
                "%s: key %s in [%s] is missing: add it, as kiosk.conf.example shows", c->name, table[i].key,
                table[i].section);
    return FALSE;
}

/* A release that was rolled back finds the file of the newer one, and must start all the same. */
static gboolean judge_strangers(const struct config *c, gboolean strict, GError **error)
{
    const char *const *sentences = config_warnings(c);
    if (!*sentences)
        return TRUE;
    if (strict || config_int(c, "kiosk", "format") <= FORMAT) {
        g_set_error_literal(error, config_error_quark(), CONFIG_ERROR_KEY, *sentences);
        return FALSE;
    }
    for (; *sentences; sentences++)
        log_warning("config", "%s", *sentences);
    return TRUE;
}

static gboolean fill(struct config *c, const char *text, gboolean strict, GError **error)
{
    if (!take_lines(c, text, error))
        return FALSE;
    for (int i = 0; i < ROWS; i++) {
        if (!check_needed(c, i, error))
            return FALSE;
        if (!c->values[i].text)
            c->values[i].text = g_strdup(table[i].otherwise);
        if ((c->values[i].line || *table[i].otherwise) && !check_value(c, i, error))
            return FALSE;
    }
    struct value *line = &c->values[find("platform", "line")];
    if (!*line->text) {
        g_free(line->text);
        line->text = g_build_filename(config_text(c, "kiosk", "state"), "line", NULL);
    }
    return judge_strangers(c, strict, error);
}

struct config *config_parse(const char *text, const char *name, gboolean strict, GError **error)
{
    struct config *c = g_new0(struct config, 1);
    c->name = g_strdup(name);
    c->strangers = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(c->strangers, NULL);
    if (fill(c, text, strict, error))
        return c;
    config_free(c);
    return NULL;
}

struct config *config_load(const char *file, gboolean strict, GError **error)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) cause = NULL;
    gsize len = 0;
    if (!g_file_get_contents(file, &text, &len, &cause))
        g_set_error(error, config_error_quark(), CONFIG_ERROR_FILE,
                    "%s: name the configuration with --config FILE, and see that this user may read it",
                    cause->message);
    else if (len > FILE_LARGEST || !g_utf8_validate(text, (gssize)len, NULL))
        g_set_error(error, config_error_quark(), CONFIG_ERROR_FILE,
                    "%s is no configuration: it must be UTF-8 text of at most %d bytes", file, FILE_LARGEST);
    else
        return config_parse(text, file, strict, error);
    return NULL;
}

static const struct value *value_of(const struct config *c, const char *section, const char *key)
{
    int i = find(section, key);
    g_assert(i >= 0);
    return &c->values[i];
}

gboolean config_refuse(const struct config *c, const char *section, const char *key, const char *what_to_do,
                       GError **error)
{
    g_assert(find(section, key) >= 0);
    return bad_value(error, c, find(section, key), what_to_do);
}

const char *config_text(const struct config *c, const char *section, const char *key)
{
    return value_of(c, section, key)->text;
}

int config_int(const struct config *c, const char *section, const char *key)
{
    g_assert(table[find(section, key)].kind == NUMBER);
    return value_of(c, section, key)->number;
}

gboolean config_is(const struct config *c, const char *section, const char *key)
{
    g_assert(table[find(section, key)].kind == SWITCH);
    return value_of(c, section, key)->number;
}

const struct uri *config_uri(const struct config *c, const char *section, const char *key)
{
    g_assert(table[find(section, key)].kind == DEVICE);
    return value_of(c, section, key)->uri;
}

const char *const *config_warnings(const struct config *c)
{
    return (const char *const *)c->strangers->pdata;
}

void config_print(const struct config *c)
{
    for (int i = 0; i < ROWS; i++) {
        if (c->values[i].line)
            printf("%s.%s = %s    (%s:%u)\n", table[i].section, table[i].key, c->values[i].text, c->name,
                   c->values[i].line);
        else
            printf("%s.%s = %s    (default)\n", table[i].section, table[i].key, c->values[i].text);
    }
}

void config_free(struct config *c)
{
    if (!c)
        return;
    for (int i = 0; i < ROWS; i++) {
        g_free(c->values[i].text);
        uri_free(c->values[i].uri);
    }
    g_ptr_array_unref(c->strangers);
    g_free(c->name);
    g_free(c);
}
