#include "ui/input/region_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { NOTICE = 448, SUFFIX = 2 /* bytes of a community's last three digits */ };

struct header {
    char magic[8];
    uint32_t nodes[REGION_COMMUNITY], letters, names, communities;
    char notice[NOTICE];
    uint32_t reserved[7];
};
_Static_assert(sizeof(struct header) == 512, "the tables begin at a round place");

static const char MAGIC[8] = "LCREGIO1";
static const unsigned lengths[REGION_LEVELS] = {2, 4, 6, 9, 12};

static size_t size_of(const struct header *h)
{
    size_t size = sizeof *h + (size_t)h->letters * sizeof(struct region_letters) + h->names + h->communities;
    for (int i = 0; i < REGION_COMMUNITY; i++)
        size += (size_t)h->nodes[i] * sizeof(struct region_node);
    return size;
}

/* Both texts end in a NUL, so whatever begins inside them ends inside them. */
static bool is_set(const struct header *h, size_t size)
{
    const char *end = (const char *)h + size;
    return size >= sizeof *h && memcmp(h->magic, MAGIC, sizeof MAGIC) == 0 && size == size_of(h) &&
           h->names && h->communities && !end[-1] && !end[-1 - (ptrdiff_t)h->communities];
}

bool region_set_read(struct region_set *set, const void *data, size_t size)
{
    const struct header *h = data;
    const char *at = (const char *)data + sizeof *h;
    *set = (struct region_set){0};
    if (!is_set(h, size))
        return false;
    for (int i = 0; i < REGION_COMMUNITY; i++) {
        set->node[i] = (const void *)at;
        set->nodes[i] = h->nodes[i];
        at += h->nodes[i] * sizeof(struct region_node);
    }
    set->letter = (const void *)at;
    set->letters = h->letters;
    set->name = at + h->letters * sizeof(struct region_letters);
    set->names = h->names;
    set->community = set->name + h->names;
    set->communities = h->communities;
    return true;
}

bool region_set_open(struct region_set *set, const char *path, GError **error)
{
    *set = (struct region_set){0};
    GMappedFile *file = g_mapped_file_new(path, FALSE, error);
    if (!file)
        return false;
    if (!region_set_read(set, g_mapped_file_get_contents(file), g_mapped_file_get_length(file))) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                    "%s is no set of divisions of this version: build it again", path);
        g_mapped_file_unref(file);
        return false;
    }
    set->file = file;
    return true;
}

void region_set_close(struct region_set *set)
{
    if (set->file)
        g_mapped_file_unref(set->file);
    *set = (struct region_set){0};
}

enum region_level region_level(const char *code)
{
    size_t n = strlen(code);
    for (int i = 0; i < REGION_LEVELS; i++)
        if (lengths[i] == n && strspn(code, "0123456789") == n)
            return (enum region_level)i;
    return REGION_LEVELS;
}

void region_parent(char to[REGION_CODE], const char *code)
{
    enum region_level level = region_level(code);
    size_t n = level == REGION_LEVELS || level == REGION_PROVINCE ? 0 : lengths[level - 1];
    memmove(to, code, n);
    to[n] = '\0';
}

static uint32_t number(const char *code)
{
    enum { TEN = 10 };
    return (uint32_t)strtoul(code, NULL, TEN);
}

static const char *name_at(const char *text)
{
    return text_valid(text, strlen(text)) ? text : NULL;
}

static const struct region_node *find_node(const struct region_set *set, const char *code)
{
    enum region_level level = region_level(code);
    if (level >= REGION_COMMUNITY)
        return NULL;
    uint32_t wanted = number(code), low = 0, high = set->nodes[level];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (set->node[level][middle].code < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low < set->nodes[level] && set->node[level][low].code == wanted ? &set->node[level][low] : NULL;
}

static bool take(const struct region_set *set, enum region_level level, const struct region_node *node,
                 struct region *to)
{
    to->name = node->name < set->names ? name_at(set->name + node->name) : NULL;
    g_snprintf(to->code, sizeof to->code, "%0*u", (int)lengths[level], node->code);
    return to->name != NULL && region_level(to->code) == level;
}

/* Communities stand one behind the other: the last three digits, high byte first, and the name. */
static unsigned communities(const struct region_set *set, const char *town, const struct region_node *node,
                            struct region *list, unsigned cap)
{
    unsigned n = 0;
    size_t at = node->first;
    for (uint32_t i = 0; i < node->count && n < cap && at < set->communities; i++) {
        if (set->communities - at <= SUFFIX)
            break;
        const char *entry = set->community + at;
        unsigned last = (unsigned)(uint8_t)entry[0] << 8 | (uint8_t)entry[1];
        at += SUFFIX + strlen(entry + SUFFIX) + 1;
        list[n].name = name_at(entry + SUFFIX);
        g_snprintf(list[n].code, sizeof list[n].code, "%s%03u", town, last);
        n += list[n].name && last < 1000;
    }
    return n;
}

unsigned region_children(const struct region_set *set, const char *code, struct region *list, unsigned cap)
{
    const struct region_node *node = *code ? find_node(set, code) : NULL;
    enum region_level below = *code ? region_level(code) + 1 : REGION_PROVINCE;
    unsigned n = 0;
    if (*code && !node)
        return 0;
    if (below == REGION_COMMUNITY)
        return communities(set, code, node, list, cap);
    uint32_t first = node ? node->first : 0, count = node ? node->count : set->nodes[REGION_PROVINCE];
    if (first > set->nodes[below] || count > set->nodes[below] - first)
        return 0;
    for (uint32_t i = 0; i < count && n < cap; i++)
        n += take(set, below, &set->node[below][first + i], &list[n]) &&
             strncmp(list[n].code, code, strlen(code)) == 0;
    return n;
}

static bool find_community(const struct region_set *set, const char *code, struct region *found)
{
    struct region list[REGION_CHILDREN];
    char town[REGION_CODE];
    region_parent(town, code);
    unsigned n = region_children(set, town, list, REGION_CHILDREN);
    for (unsigned i = 0; i < n; i++)
        if (strcmp(list[i].code, code) == 0) {
            *found = list[i];
            return true;
        }
    return false;
}

bool region_find(const struct region_set *set, const char *code, struct region *found)
{
    enum region_level level = region_level(code);
    if (level == REGION_COMMUNITY)
        return find_community(set, code, found);
    const struct region_node *node = find_node(set, code);
    return node && take(set, level, node, found);
}

bool region_is_heading(const char *name)
{
    static const char *const headings[] = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"};
    for (unsigned i = 0; i < G_N_ELEMENTS(headings); i++)
        if (strcmp(name, headings[i]) == 0)
            return true;
    return false;
}

bool region_path(const struct region_set *set, const char *code, const char *last, char *to, size_t cap)
{
    enum region_level level = region_level(code);
    const char *above = "";
    *to = '\0';
    if (level == REGION_LEVELS)
        return false;
    for (int i = 0; i <= (int)level; i++) {
        struct region region;
        char part[REGION_CODE] = "";
        memcpy(part, code, lengths[i]);
        if (!region_find(set, part, &region))
            region.name = i == (int)level && last && *last ? last : NULL;
        if (!region.name) {
            *to = '\0';
            return false;
        }
        if (region_is_heading(region.name) || strcmp(region.name, above) == 0)
            continue;
        above = region.name;
        if (g_strlcat(to, region.name, cap) >= cap) {
            *to = '\0';
            return false;
        }
    }
    return *to != '\0';
}

static uint32_t letters_of(const struct region_set *set, uint32_t c)
{
    uint32_t low = 0, high = set->letters;
    if (c < 0x80) /* 1 连生活区 */
        return g_ascii_isalpha((char)c) ? 1u << (g_ascii_tolower((char)c) - 'a') : 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (set->letter[middle].character < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low < set->letters && set->letter[low].character == c ? set->letter[low].letters : 0;
}

bool region_matches(const struct region_set *set, const char *name, const char *letters, uint32_t *next)
{
    while (*name) {
        uint32_t mask = letters_of(set, text_next(&name));
        if (!mask)
            continue;
        if (!*letters) {
            *next |= mask;
            return true;
        }
        if (*letters < 'a' || *letters > 'z' || !(mask >> (*letters - 'a') & 1))
            return false;
        letters++;
    }
    return !*letters;
}
