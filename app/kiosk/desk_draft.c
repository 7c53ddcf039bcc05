/* The desk's drafts: a form is sealed, found again by its card, opened to five tries (wire/draft.h,
 * store/drafts.h). */
#include "desk_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/durable.h"
#include "base/log.h"
#include "wire/draft.h"

#define SECRET_FILE "draft.secret"
enum { DAY_MS = 24 * 3600 * 1000 };
G_STATIC_ASSERT((int)DRAFTS_TAG == (int)DRAFT_TAG_BYTES && (int)DRAFTS_SALT == (int)DRAFT_SALT_BYTES &&
                (int)DRAFTS_KEY == (int)DRAFT_KEY_BOX_BYTES);

static gboolean unreadable(const char *path, GError **error)
{
    g_set_error(error, store_error_quark(), STORE_ERROR_FAILED,
                "cannot read %s (%s): let the kiosk's user read its state folder", path, g_strerror(errno));
    return FALSE;
}

/* Drawn at the first start. A damaged one is drawn anew: what lies sealed by it is lost, and was for a day.
 */
gboolean desk_draft_start(struct desk *desk, GError **error)
{
    const char *state = config_text(desk->config, "kiosk", "state");
    const struct clock *clock = &desk->clock;
    g_autofree char *path = g_build_filename(state, SECRET_FILE, NULL);
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    desk->draft_secret = secret_new(DRAFT_SECRET_BYTES + 1);
    ssize_t n = fd >= 0 ? read(fd, desk->draft_secret, DRAFT_SECRET_BYTES + 1) : 0;
    if (fd >= 0)
        close(fd);
    else if (errno != ENOENT)
        return unreadable(path, error);
    if (n != DRAFT_SECRET_BYTES) {
        randombytes_buf(desk->draft_secret, DRAFT_SECRET_BYTES);
        if (!durable_write(state, SECRET_FILE, desk->draft_secret, DRAFT_SECRET_BYTES, 0600, error))
            return FALSE;
    }
    desk->drafts = drafts_new(desk->store, error);
    return desk->drafts != NULL && drafts_expire(desk->drafts, clock->wall_ms(clock), error);
}

static void tell(struct desk *desk, const struct job *job, enum desk_draft what, unsigned left,
                 int64_t until_ms)
{
    struct desk_letter *letter = desk_letter_new(DESK_DRAFT, job->visit, job->request);

    letter->draft = what;
    letter->number = left;
    letter->saved_ms = until_ms;
    desk_post(desk, letter);
}

static void keep(struct desk *desk, const struct job *job, const struct draft_keys *keys, const uint8_t *tag)
{
    g_autoptr(GError) error = NULL;
    struct draft_lock lock = {0};
    struct draft_row row = {.until_ms = job->wall_ms + DAY_MS};
    gboolean well = draft_close(&lock, keys, &job->body, &error);

    memcpy(row.salt, lock.salt, sizeof row.salt);
    memcpy(row.key, lock.key_box, sizeof row.key);
    row.box = lock.box;
    well = well && drafts_put(desk->drafts, tag, &row, &error);
    draft_lock_clear(&lock);
    if (!well)
        log_warning("desk", "draft not kept: %s", error->message);
    tell(desk, job, well ? DESK_DRAFT_KEPT : DESK_DRAFT_NOT_KEPT, DRAFTS_TRIES, row.until_ms);
}

static void look(struct desk *desk, const struct job *job, const uint8_t *tag)
{
    int64_t until_ms = 0;
    unsigned left = drafts_left(desk->drafts, tag, job->wall_ms, &until_ms);

    if (left > 0)
        tell(desk, job, DESK_DRAFT_THERE, left, until_ms);
}

/* The digits were not these. The last try takes the key with it. */
static void refuse(struct desk *desk, const struct job *job, const uint8_t *tag, const struct draft_row *row)
{
    if (row->left == 0)
        drafts_drop(desk->drafts, tag, NULL); /* when the disk refuses: the used-up tries keep it shut */
    tell(desk, job, row->left > 0 ? DESK_DRAFT_WRONG : DESK_DRAFT_GONE, row->left, row->until_ms);
}

static void open_it(struct desk *desk, const struct job *job, const struct draft_keys *keys,
                    const uint8_t *tag)
{
    struct draft_row row;

    if (!drafts_try(desk->drafts, tag, job->wall_ms, &row, NULL)) {
        tell(desk, job, DESK_DRAFT_GONE, 0, 0);
        return;
    }
    struct draft_lock lock = {.box = row.box};
    memcpy(lock.salt, row.salt, sizeof lock.salt);
    memcpy(lock.key_box, row.key, sizeof lock.key_box);
    struct desk_letter *letter = desk_letter_new(DESK_DRAFT, job->visit, job->request);
    if (draft_open(&lock, keys, &letter->answer, NULL)) {
        drafts_right(desk->drafts, tag, NULL);
        letter->draft = DESK_DRAFT_OPENED;
        letter->saved_ms = row.until_ms;
        desk_post(desk, letter);
    } else {
        desk_letter_free(letter);
        refuse(desk, job, tag, &row);
    }
    draft_lock_clear(&lock);
}

void desk_draft(struct desk *desk, struct job *job)
{
    const struct draft_keys keys = {job->digits, job->card.data, job->card.len, desk->draft_secret};
    uint8_t tag[DRAFT_TAG_BYTES];

    drafts_expire(desk->drafts, job->wall_ms, NULL);
    draft_tag(&keys, tag);
    if (job->kind == JOB_DRAFT_KEEP)
        keep(desk, job, &keys, tag);
    else if (job->kind == JOB_DRAFT_OPEN)
        open_it(desk, job, &keys, tag);
    else if (job->kind == JOB_DRAFT_DROP)
        drafts_drop(desk->drafts, tag, NULL);
    else
        look(desk, job, tag);
}

void desk_draft_stop(struct desk *desk)
{
    drafts_free(desk->drafts);
    secret_free(desk->draft_secret);
}
