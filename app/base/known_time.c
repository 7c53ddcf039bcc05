#include "base/known_time.h"

#include <fcntl.h>
#include <glib.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { BOOT_TEXT = 40 };

/* The file. A reader that meets a writer sees one value or the other: each is one aligned word. */
struct page {
    char magic[8];
    char boot[BOOT_TEXT]; /* of which `delta_ms` is */
    int64_t delta_ms;     /* platform's time minus time since boot; 0: the machine's clock is right */
    int64_t newest_ms;
    int64_t said_ms; /* platform's time minus time since boot, always; 0: never in this boot */
};
struct known_time {
    struct page *page;
    char boot[BOOT_TEXT]; /* this one */
};

static const char magic[8] = "lctime1";

static void read_boot(char out[BOOT_TEXT])
{
    g_autofree char *text = NULL;

    if (g_file_get_contents("/proc/sys/kernel/random/boot_id", &text, NULL, NULL))
        g_strlcpy(out, g_strstrip(text), BOOT_TEXT);
}

static struct page *map_file(const char *state_dir)
{
    g_autofree char *file = g_build_filename(state_dir, "clock", NULL);
    void *at = MAP_FAILED;

    g_mkdir_with_parents(state_dir, 0700);
    int fd = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    /* Not by ftruncate(2): a page without a place on a full disk is SIGBUS for whoever writes it. */
    if (fd >= 0 && posix_fallocate(fd, 0, sizeof(struct page)) == 0)
        at = mmap(NULL, sizeof(struct page), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (fd >= 0)
        close(fd);
    return at == MAP_FAILED ? NULL : at;
}

struct known_time *known_time_open(const char *state_dir)
{
    struct known_time *known = g_new0(struct known_time, 1);

    read_boot(known->boot);
    known->page = map_file(state_dir);
    if (!known->page)
        known->page =
            mmap(NULL, sizeof(struct page), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    g_assert(known->page != MAP_FAILED);
    if (memcmp(known->page->magic, magic, sizeof magic) != 0)
        *known->page = (struct page){.magic = "lctime1"};
    return known;
}

void known_time_close(struct known_time *known)
{
    if (!known)
        return;
    munmap(known->page, sizeof *known->page);
    g_free(known);
}

void known_time_learn(struct known_time *known, int64_t platform_ms, int64_t wall_ms, int64_t boot_ms)
{
    struct page *page = known->page;
    int64_t off_ms = platform_ms - wall_ms;
    bool wrong = off_ms > KNOWN_TIME_SLACK_MS || off_ms < -KNOWN_TIME_SLACK_MS;

    if (platform_ms < KNOWN_TIME_FLOOR_MS)
        return;
    if (strncmp(page->boot, known->boot, sizeof page->boot) != 0) {
        __atomic_store_n(&page->delta_ms, 0, __ATOMIC_SEQ_CST); /* no boot may meet another's */
        __atomic_store_n(&page->said_ms, 0, __ATOMIC_SEQ_CST);
        g_strlcpy(page->boot, known->boot, sizeof page->boot);
    }
    __atomic_store_n(&page->delta_ms, wrong ? platform_ms - boot_ms : 0, __ATOMIC_SEQ_CST);
    __atomic_store_n(&page->said_ms, platform_ms - boot_ms, __ATOMIC_SEQ_CST);
    __atomic_store_n(&page->newest_ms, platform_ms, __ATOMIC_SEQ_CST);
}

const char *known_time_boot(const struct known_time *known)
{
    return known->boot;
}

static bool is_this_boot(const struct known_time *known)
{
    return *known->boot && strncmp(known->page->boot, known->boot, sizeof known->boot) == 0;
}

/* A clock that agreed may be set ahead later: nothing corrects it until the platform is heard again. */
bool known_time_sure(const struct known_time *known, int64_t wall_ms, int64_t boot_ms)
{
    int64_t said_ms = __atomic_load_n(&known->page->said_ms, __ATOMIC_SEQ_CST);
    int64_t off_ms = known_time_wall(known, wall_ms, boot_ms) - (boot_ms + said_ms);

    return said_ms != 0 && is_this_boot(known) && off_ms <= KNOWN_TIME_SLACK_MS &&
           off_ms >= -KNOWN_TIME_SLACK_MS;
}

int64_t known_time_newest(const struct known_time *known)
{
    return MAX(__atomic_load_n(&known->page->newest_ms, __ATOMIC_SEQ_CST), KNOWN_TIME_FLOOR_MS);
}

int64_t known_time_wall(const struct known_time *known, int64_t wall_ms, int64_t boot_ms)
{
    int64_t delta_ms = __atomic_load_n(&known->page->delta_ms, __ATOMIC_SEQ_CST);
    int64_t said_ms = __atomic_load_n(&known->page->said_ms, __ATOMIC_SEQ_CST);
    int64_t newest_ms = known_time_newest(known);

    if (delta_ms != 0 && is_this_boot(known))
        return boot_ms + delta_ms;
    if (wall_ms >= KNOWN_TIME_FLOOR_MS && wall_ms >= newest_ms - KNOWN_TIME_SLACK_MS)
        return wall_ms;
    /* Set back, or without a battery: it is at least so late. */
    return boot_ms + (said_ms != 0 && is_this_boot(known) ? said_ms : newest_ms);
}
