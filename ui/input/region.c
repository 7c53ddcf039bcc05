/* A region is chosen from the province down: `at` is where one stands, its divisions are offered, and what is
 * chosen on the level asked for becomes the text (DESIGN.md 4.8). */
#include "ui/input/region.h"

#include <string.h>

#include "base/secret.h"
#include "ui/input/input.h"

#define _(zh) words(language, zh)

static const char PICK[] = "region.pick.", UP[] = "region.up.";

const char *regions_here(const struct regions *regions)
{
    struct region found;
    char town[REGION_CODE];
    if (!regions || region_level(regions->here) != REGION_COMMUNITY)
        return NULL;
    if (region_find(&regions->set, regions->here, &found))
        return found.name;
    region_parent(town, regions->here);
    bool known = region_find(&regions->set, town, &found) && regions->here_name && *regions->here_name;
    return known ? regions->here_name : NULL;
}

static const char *own_name(const struct regions *regions, const char *code)
{
    return strcmp(regions->here, code) == 0 ? regions->here_name : NULL;
}

void regions_words(const struct regions *regions, const char *code, char *to, size_t cap)
{
    if (!regions || !region_path(&regions->set, code, own_name(regions, code), to, cap))
        secret_copy_text(to, cap, code);
}

/* The part of this machine's place that lies on a level; "" when it is not known. */
static void here_on(const struct input *input, enum region_level level, char to[REGION_CODE])
{
    bool known = regions_here(input->regions) != NULL;
    g_strlcpy(to, known ? input->regions->here : "", REGION_CODE);
    while (*to && region_level(to) > level)
        region_parent(to, to);
}

void input_region_start(struct input *input, enum region_level level)
{
    char place[REGION_CODE];
    input->region.level = level;
    here_on(input, level, place);
    if (region_level(input->text) == level)
        secret_copy_text(place, sizeof place, input->text);
    region_parent(input->region.at, place); /* most people live where the machine stands */
}

static void move(struct region *list, unsigned from, unsigned to)
{
    struct region moved = list[from];
    memmove(list + to + 1, list + to, (from - to) * sizeof *list);
    list[to] = moved;
}

/* This machine's own place comes first, also where the tables do not know it. */
static unsigned with_here(const struct input *input, struct region *list, unsigned n)
{
    const char *name = regions_here(input->regions);
    char town[REGION_CODE];
    unsigned i = 0;
    if (!name)
        return n;
    region_parent(town, input->regions->here);
    if (strcmp(town, input->region.at) != 0)
        return n;
    while (i < n && strcmp(list[i].code, input->regions->here) != 0)
        i++;
    if (i == n) {
        n = MIN(n + 1, (unsigned)REGION_CHILDREN);
        i = n - 1;
        list[i].name = name;
        g_strlcpy(list[i].code, input->regions->here, REGION_CODE);
    }
    move(list, i, 0);
    return n;
}

unsigned input_region_list(const struct input *input, struct region list[REGION_CHILDREN], uint32_t *next)
{
    unsigned n = 0, all;
    *next = 0;
    if (!input->regions)
        return 0;
    all = with_here(input, list,
                    region_children(&input->regions->set, input->region.at, list, REGION_CHILDREN));
    for (unsigned i = 0; i < all; i++)
        if (region_matches(&input->regions->set, list[i].name, input->region.letters, next))
            list[n++] = list[i];
    return n;
}

unsigned input_region_crumbs(const struct input *input, struct region list[REGION_LEVELS])
{
    struct region found;
    unsigned n = 0;
    char at[REGION_CODE];
    int deepest = *input->region.at ? (int)region_level(input->region.at) : -1;
    for (int level = REGION_PROVINCE; level <= deepest && level < REGION_COMMUNITY; level++) {
        g_strlcpy(at, input->region.at, sizeof at);
        while (region_level(at) > (enum region_level)level)
            region_parent(at, at);
        if (!region_find(&input->regions->set, at, &found) || region_is_heading(found.name) ||
            (n && strcmp(list[n - 1].name, found.name) == 0))
            continue;
        list[n++] = found;
    }
    return n;
}

static void stand(struct input *input, const char *code)
{
    g_strlcpy(input->region.at, code, sizeof input->region.at);
    memset(input->region.letters, 0, sizeof input->region.letters);
    secret_wipe(input->text, sizeof input->text);
}

/* Where there is only one way on, it is taken. */
static void choose(struct input *input, const char *code)
{
    struct region list[REGION_CHILDREN];
    uint32_t next;
    char chosen[REGION_CODE];
    g_strlcpy(chosen, code, sizeof chosen);
    while (region_level(chosen) < input->region.level) {
        stand(input, chosen);
        if (input_region_list(input, list, &next) != 1)
            return;
        g_strlcpy(chosen, list[0].code, sizeof chosen);
        if (region_level(chosen) == input->region.level)
            return; /* the last step is the resident's own */
    }
    region_parent(input->region.at, chosen);
    memset(input->region.letters, 0, sizeof input->region.letters);
    input->region.finding = false;
    secret_copy_text(input->text, sizeof input->text, chosen);
}

static bool pick(struct input *input, const char *code)
{
    struct region list[REGION_CHILDREN];
    uint32_t next;
    unsigned n = input_region_list(input, list, &next);
    for (unsigned i = 0; i < n; i++)
        if (strcmp(list[i].code, code) == 0) {
            choose(input, code);
            return true;
        }
    return false;
}

static bool go_up(struct input *input, const char *code)
{
    char parent[REGION_CODE];
    size_t n = strlen(code);
    if (region_level(code) > REGION_TOWN || strncmp(input->region.at, code, n) != 0)
        return false;
    region_parent(parent, code);
    stand(input, parent);
    return true;
}

/* A letter that no name goes on with is not taken: what is offered is never empty. */
static bool letter(struct input *input, const char *key)
{
    struct region list[REGION_CHILDREN];
    uint32_t next;
    size_t n = strlen(input->region.letters);
    input_region_list(input, list, &next);
    if (key[0] < 'a' || key[0] > 'z' || key[1] || n == REGION_LETTERS || !(next >> (key[0] - 'a') & 1))
        return false;
    input->region.letters[n] = key[0];
    return true;
}

static bool key(struct input *input, const char *name)
{
    size_t n = strlen(input->region.letters);
    if (strcmp(name, "delete") == 0 && n)
        input->region.letters[n - 1] = '\0';
    else if (strcmp(name, "clear") == 0)
        memset(input->region.letters, 0, sizeof input->region.letters);
    else
        return letter(input, name);
    return true;
}

bool input_region(struct input *input, const char *id)
{
    char here[REGION_CODE];
    if (!input->regions)
        return false;
    if (strcmp(id, "region.here") == 0) {
        here_on(input, input->region.level, here);
        if (*here)
            choose(input, here);
        return *here != '\0';
    }
    if (strcmp(id, "region.find") == 0) {
        input->region.finding = !input->region.finding;
        memset(input->region.letters, 0, sizeof input->region.letters);
        return true;
    }
    if (g_str_has_prefix(id, PICK))
        return pick(input, id + strlen(PICK));
    if (g_str_has_prefix(id, UP))
        return go_up(input, id + strlen(UP));
    return input->region.finding && g_str_has_prefix(id, "key.") && key(input, id + strlen("key."));
}

static void letter_keys(struct page *page, const char *row, uint32_t next)
{
    for (; *row; row++) {
        char id[] = "key.?", label[] = "?";
        id[sizeof id - 2] = label[0] = *row;
        struct widget *w = page_button(page, LOOK_KEY, id, label, "");
        w->role = ROLE_KEY;
        w->enabled = next >> (*row - 'a') & 1;
    }
}

static void last_keys(struct page *page, const struct input *input, enum language language)
{
    page_button(page, LOOK_KEY_FUNCTION, "key.delete", _("删一个"), "backspace")->enabled =
        input->region.letters[0];
    page_button(page, LOOK_KEY_GO, "region.find", _("不找了"), "")->grow = true;
}

void input_region_keys(struct page *page, const struct input *input, enum language language)
{
    enum { SEVEN = 7 }; /* columns: letters and two keys more in four rows */
    static const char *const rows[] = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
    struct region list[REGION_CHILDREN];
    uint32_t next;
    input_region_list(input, list, &next);
    page_place(page, PLACE_KEYS);
    struct widget *w = page_add(page, ROLE_STATUS, LOOK_COMPOSITION, "", input->region.letters);
    w->hint = _("每个字按头一个字母：北京，b j");
    if (input->large) {
        page_open(page, GROUP_COLUMNS, SEVEN);
        letter_keys(page, "abcdefghijklmnopqrstuvwxyz", next);
        page_button(page, LOOK_KEY_FUNCTION, "key.delete", _("删一个"), "backspace")->enabled =
            input->region.letters[0];
        page_button(page, LOOK_KEY_GO, "region.find", _("不找了"), "close");
        page_close(page);
        return;
    }
    for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) {
        page_open(page, GROUP_ROW, 0);
        letter_keys(page, rows[i], next);
        page_close(page);
    }
    page_open(page, GROUP_ROW, 0);
    last_keys(page, input, language);
    page_close(page);
}
