/* Searches all memory of a process, or files, for needles that stand on standard input, so that no argument
 * holds a copy. usage: search_memory PID, or search_memory FILE...
 *
 * A needle is a line "STEP HEX": its bytes lie together (STEP 0), or each four of them begin STEP bytes after
 * the four before, with anything between. It prints "NUMBER NAME" for each needle (the first is 0) that a
 * region or file holds, then "bytes N" searched. Reads every region of /proc/PID/mem, locked and undumpable
 * ones too, which needs root for a program that allows no core image. One pass for all needles: by their
 * first four bytes. */
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    WORD = 4,         /* bytes that a needle is found by, and those that stay together in one with steps */
    CHUNK = 4 << 20,  /* read at once */
    LONGEST = 1 << 16 /* bytes from a needle's first to its last */
};

struct needle {
    uint8_t *bytes;
    size_t length, step, span; /* step is WORD where they lie together */
    uint32_t first;
    gboolean found; /* in this region */
};

static GArray *needles;
static uint8_t may_begin[1 << 13]; /* a bit for each hash of a needle's first four bytes */
static uint8_t chunk[LONGEST + CHUNK];

static uint32_t word_at(const uint8_t *bytes)
{
    uint32_t word;

    memcpy(&word, bytes, sizeof word);
    return word;
}

static uint16_t hash(uint32_t word)
{
    return (uint16_t)(word * 2654435761u >> 16);
}

static gboolean read_needle(const char *line)
{
    char *end;
    struct needle needle = {.step = g_ascii_strtoull(line, &end, 10)};
    const char *hex = g_strchug(g_strchomp(end));

    needle.length = strlen(hex) / 2;
    needle.bytes = g_malloc(needle.length + 1);
    for (size_t i = 0; i < needle.length; i++)
        needle.bytes[i] =
            (uint8_t)(g_ascii_xdigit_value(hex[2 * i]) << 4 | g_ascii_xdigit_value(hex[2 * i + 1]));
    needle.step = MAX(needle.step, WORD);
    if (needle.length < WORD || (needle.step > WORD && needle.length % WORD))
        return FALSE;
    needle.span = (needle.length - 1) / WORD * needle.step + (needle.length - 1) % WORD + 1;
    needle.first = word_at(needle.bytes);
    may_begin[hash(needle.first) >> 3] |= (uint8_t)(1u << (hash(needle.first) & 7));
    g_array_append_val(needles, needle);
    return needle.span <= LONGEST;
}

static gboolean read_needles(void)
{
    char *line = NULL;
    size_t room = 0;
    gboolean good = TRUE;

    needles = g_array_new(FALSE, FALSE, sizeof(struct needle));
    while (good && getline(&line, &room, stdin) > 0)
        good = read_needle(line);
    return good && needles->len > 0;
}

static gboolean stands(const struct needle *needle, const uint8_t *at)
{
    for (size_t i = 0; i < needle->length; i += WORD)
        if (memcmp(at + i / WORD * needle->step, needle->bytes + i, MIN(WORD, needle->length - i)) != 0)
            return FALSE;
    return TRUE;
}

static void look_at(const uint8_t *at, size_t left)
{
    uint32_t word = word_at(at);

    for (unsigned i = 0; i < needles->len; i++) {
        struct needle *needle = &g_array_index(needles, struct needle, i);
        if (needle->first == word && !needle->found && needle->span <= left)
            needle->found = stands(needle, at);
    }
}

/* All that begins in the first bytes, and lies within them and those kept after them. */
static void look_through(const uint8_t *bytes, size_t starts, size_t all)
{
    for (size_t i = 0; i < starts && i + WORD <= all; i++) {
        uint16_t key = hash(word_at(bytes + i));
        if (may_begin[key >> 3] >> (key & 7) & 1)
            look_at(bytes + i, all - i);
    }
}

/* What can be read of [begin, end), chunk after chunk; the end of each is looked through with the next. Fewer
 * than wanted where the rest cannot be read, with errno. */
static uint64_t search_range(int file, uint64_t begin, uint64_t end)
{
    uint64_t at = begin;
    size_t kept = 0;
    ssize_t got;

    errno = 0;
    while (at < end && (got = pread(file, chunk + kept, MIN(CHUNK, end - at), (off_t)at)) > 0) {
        size_t all = kept + (size_t)got;
        at += (uint64_t)got;
        kept = at < end ? MIN(all, LONGEST - 1) : 0;
        look_through(chunk, all - kept, all);
        memmove(chunk, chunk + all - kept, kept);
    }
    look_through(chunk, kept, kept);
    return at - begin;
}

static void tell(const char *name)
{
    for (unsigned i = 0; i < needles->len; i++) {
        struct needle *needle = &g_array_index(needles, struct needle, i);
        if (needle->found)
            printf("%u %s\n", i, name);
        needle->found = FALSE;
    }
}

/* Was a region unmapped since the list was begun? A letter in secret memory lives for a moment only. */
static gboolean is_gone(const char *maps, const char *region)
{
    g_autofree char *now = NULL;

    return !g_file_get_contents(maps, &now, NULL, NULL) || !strstr(now, region);
}

/* Regions of devices hold nothing of ours, and no more do [vvar] and its like: pages of the kernel. */
static int search_region(int memory, const char *maps, const char *line, uint64_t *total)
{
    uint64_t begin, end, got;
    char rights[8];
    int name_at = 0;

    sscanf(line, "%" SCNx64 "-%" SCNx64 " %7s %*s %*s %*s %n", &begin, &end, rights, &name_at);
    const char *name = name_at > 0 && line[name_at] ? line + name_at : "anonymous";
    if (rights[0] != 'r' || g_str_has_prefix(name, "[v"))
        return 0;
    got = search_range(memory, begin, end);
    *total += got;
    tell(name);
    if (got > 0 || g_str_has_prefix(name, "/dev/") || g_str_has_prefix(name, "/memfd") || is_gone(maps, line))
        return 0;
    fprintf(stderr, "search_memory: %s cannot be read: %s\n", line, strerror(errno));
    return 1;
}

static int search_process(const char *pid)
{
    g_autofree char *maps = g_strdup_printf("/proc/%s/maps", pid),
                    *mem = g_strdup_printf("/proc/%s/mem", pid);
    g_autofree char *text = NULL;
    uint64_t total = 0;
    int wrong = 0, memory = open(mem, O_RDONLY | O_CLOEXEC);

    if (memory < 0 || !g_file_get_contents(maps, &text, NULL, NULL)) {
        fprintf(stderr, "search_memory: %s cannot be read: run it as root\n", mem);
        return 1;
    }
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line && **line; line++)
        wrong |= search_region(memory, maps, *line, &total);
    close(memory);
    printf("bytes %" PRIu64 "\n", total);
    return wrong;
}

static int search_files(char **names)
{
    uint64_t total = 0;

    for (; *names; names++) {
        int file = open(*names, O_RDONLY | O_CLOEXEC);
        if (file >= 0)
            total += search_range(file, 0, INT64_MAX);
        if (file < 0 || errno) {
            fprintf(stderr, "search_memory: %s: %s\n", *names, strerror(errno));
            return 1;
        }
        close(file);
        tell(*names);
    }
    printf("bytes %" PRIu64 "\n", total);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 2 || !read_needles()) {
        fputs("usage: search_memory PID|FILE... with needles on standard input\n", stderr);
        return 2;
    }
    return argv[1][strspn(argv[1], "0123456789")] ? search_files(argv + 1) : search_process(argv[1]);
}
