#include "platform/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/day.h"
#include "base/terminal.h"
#include "base/text.h"
#include "platform/states.h"
#include "wire/receipt.h"

GQuark worker_error_quark(void)
{
    return g_quark_from_static_string("platform-worker");
}

/* 206170001475-pension: a part of a bundle by the bundle's number and the part's code. */
struct number {
    char receipt[RECEIPT_TEXT];
    const char *part; /* NULL: the whole */
};

static struct number number_of(const char *text)
{
    struct number n = {.part = strchr(text, '-')};
    if (n.part)
        n.part++;
    g_strlcpy(n.receipt, text, MIN(sizeof n.receipt, strcspn(text, "-") + 1));
    return n;
}

static void print_part(const struct storage_part *part, void *data)
{
    struct clock_date d = clock_civil(part->at_ms);
    terminal_print("%s-%s  %04d-%02d-%02d %02d:%02d  %-10s  %s, %s\n", (const char *)data, part->code, d.year,
                   d.month, d.day, d.hour, d.minute, part->state, part->name, part->department);
}

struct listing {
    struct storage *storage;
    GError *error;
};

static void print_row(const struct storage_row *row, void *data)
{
    struct listing *list = data;
    struct clock_date d = clock_civil(row->received_ms);
    terminal_print("%s  %04d-%02d-%02d %02d:%02d  %-10s  %-11s  %s  %s%s%s\n", row->receipt, d.year, d.month,
                   d.day, d.hour, d.minute, row->state, row->kind, row->kiosk, row->service,
                   *row->about ? " about " : "", row->about);
    if (!list->error)
        storage_parts(list->storage, row->receipt, print_part, (void *)row->receipt, &list->error);
}

gboolean worker_list(struct storage *storage, GError **error)
{
    struct listing list = {.storage = storage};
    gboolean well = storage_rows(storage, print_row, &list, error);
    if (well && list.error)
        g_propagate_error(error, list.error);
    return well && !list.error;
}

static void print_record(const struct storage_row *row, const char *record, size_t len, void *data)
{
    (void)row, (void)data;
    terminal_print("%.*s\n", (int)len, record);
}

struct wanted {
    const char *code;
    bool found;
};

static void print_part_record(const struct storage_part *part, void *data)
{
    struct wanted *wanted = data;
    if (strcmp(part->code, wanted->code) != 0)
        return;
    wanted->found = true;
    terminal_print("%.*s\n", (int)part->record_len, part->record);
}

static gboolean show_part(struct storage *storage, const struct number *number, GError **error)
{
    struct wanted wanted = {.code = number->part};
    if (!storage_parts(storage, number->receipt, print_part_record, &wanted, error))
        return FALSE;
    if (!wanted.found)
        g_set_error(error, storage_error_quark(), STORAGE_ERROR_ABSENT,
                    "no bundle %s has a part '%s': 'list' shows them", number->receipt, number->part);
    return wanted.found;
}

gboolean worker_show(struct storage *storage, const char *receipt, GError **error)
{
    struct number number = number_of(receipt);
    if (number.part)
        return show_part(storage, &number, error);
    return storage_record(storage, receipt, print_record, NULL, error);
}

/* One file: written beside its name, on the disk, then renamed; so a reader never sees half a record. */
static gboolean write_record(const char *dir, const char *receipt, const char *record, size_t len,
                             GError **error)
{
    g_autofree char *name = g_strconcat(receipt, ".json", NULL), *path = g_build_filename(dir, name, NULL);
    g_autofree char *part = g_strconcat(path, ".part", NULL);
    int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    gboolean well = fd >= 0 && write(fd, record, len) == (ssize_t)len && write(fd, "\n", 1) == 1 &&
                    fsync(fd) == 0 && rename(part, path) == 0;
    if (!well)
        g_set_error(error, worker_error_quark(), WORKER_ERROR_FILE,
                    "cannot write %s (%s): name another folder", path, g_strerror(errno));
    if (fd >= 0)
        close(fd);
    if (!well)
        unlink(part);
    return well;
}

struct export
{
    const char *dir, *receipt; /* receipt: of whose parts */
    GError *error;
};

static void export_record(const struct storage_row *row, const char *record, size_t len, void *data)
{
    struct export *out = data;
    write_record(out->dir, row->receipt, record, len, &out->error);
}

/* RECEIPT-CODE.json: what that department is given, and nothing of the others. */
static void export_part(const struct storage_part *part, void *data)
{
    struct export *out = data;
    g_autofree char *name = g_strdup_printf("%s-%s", out->receipt, part->code);
    if (!out->error)
        write_record(out->dir, name, part->record, part->record_len, &out->error);
}

static void collect_receipt(const struct storage_row *row, void *data)
{
    g_ptr_array_add(data, g_strdup(row->receipt));
}

gboolean worker_export(struct storage *storage, const char *dir, GError **error)
{
    g_autoptr(GPtrArray) receipts = g_ptr_array_new_with_free_func(g_free);
    struct export out = {.dir = dir};
    if (g_mkdir_with_parents(dir, 0700) != 0) {
        g_set_error(error, worker_error_quark(), WORKER_ERROR_FILE,
                    "cannot make %s (%s): name another folder", dir, g_strerror(errno));
        return FALSE;
    }
    if (!storage_rows(storage, collect_receipt, receipts, error))
        return FALSE;
    for (guint i = 0; i < receipts->len && !out.error; i++) {
        out.receipt = receipts->pdata[i];
        if (!storage_record(storage, out.receipt, export_record, &out, error) ||
            !storage_parts(storage, out.receipt, export_part, &out, error))
            return FALSE;
    }
    if (out.error)
        g_propagate_error(error, out.error);
    else
        terminal_print("%u application%s in %s: personal data, for the worker who handles them\n",
                       receipts->len, receipts->len == 1 ? "" : "s", dir);
    return !out.error;
}

static void count_part(const struct storage_part *part, void *data)
{
    (void)part;
    ++*(size_t *)data;
}

/* A bundle has no state of its own: each department says how far its part is. */
static gboolean set_state(struct storage *storage, const char *receipt, const struct storage_step *step,
                          GError **error)
{
    struct number number = number_of(receipt);
    size_t parts = 0;
    if (number.part)
        return storage_set_part_state(storage, number.receipt, number.part, step, error);
    if (!storage_parts(storage, receipt, count_part, &parts, error))
        return FALSE;
    if (parts == 0)
        return storage_set_state(storage, receipt, step, error);
    g_set_error(error, worker_error_quark(), WORKER_ERROR_STATE,
                "%s is a bundle of %zu parts: write %s-CODE, as 'list' shows them", receipt, parts, receipt);
    return FALSE;
}

static gboolean is_line(const char *text, size_t most)
{
    return !*text || (text_is_line(text) && text_length(text) <= most);
}

/* It stands on the resident's screen: what is missing in the one line of its box, other words beside the
 * state. */
static gboolean check_want(const struct storage_step *step, GError **error)
{
    const char *what = step->what ? step->what : "", *due = step->due ? step->due : "";
    gboolean wants = strcmp(step->state, "supplement") == 0;
    size_t most = wants ? WORKER_WHAT : WORKER_WORDS;
    struct day day;
    if (*due && !wants)
        g_set_error(error, worker_error_quark(), WORKER_ERROR_STATE,
                    "only 'supplement' waits until a day: leave it out of '%s'", step->state);
    else if (!is_line(what, most))
        g_set_error(error, worker_error_quark(), WORKER_ERROR_STATE,
                    "what the resident reads of '%s' is one line of %zu characters at most", step->state,
                    most);
    else if (*due && (!day_parse(&day, due) || day.day == 0))
        g_set_error(error, worker_error_quark(), WORKER_ERROR_STATE,
                    "'%s' is no day of the calendar: write it as 2026-04-02", due);
    else if (*due && day_compare(day, day_of(step->at_ms)) < 0)
        g_set_error(error, worker_error_quark(), WORKER_ERROR_STATE,
                    "'%s' is over: write a day that the resident can still come by", due);
    else
        return TRUE;
    return FALSE;
}

gboolean worker_set_state(struct storage *storage, const char *receipt, const struct storage_step *step,
                          GError **error)
{
    const char *state = step->state;
    if (state_find(state))
        return check_want(step, error) && set_state(storage, receipt, step, error);
    g_autoptr(GString) known = g_string_new(NULL);
    for (size_t i = 0; state_at(i); i++)
        g_string_append_printf(known, "%s%s", i ? ", " : "", state_at(i)->code);
    g_set_error(error, worker_error_quark(), WORKER_ERROR_STATE, "there is no state '%s': take one of %s",
                state, known->str);
    return FALSE;
}

struct newest {
    char state[16], part[32]; /* part: of which; "" for the application itself */
    bool request;             /* for an answer by message */
};

static void keep_step(const struct storage_step *step, void *data)
{
    struct newest *newest = data;
    g_strlcpy(newest->state, step->state, sizeof newest->state);
    newest->request = step->about && *step->about;
}

static void keep_part(const struct storage_part *part, void *data)
{
    struct newest *newest = data;
    if (strcmp(part->code, newest->part) == 0)
        g_strlcpy(newest->state, part->state, sizeof newest->state);
}

/* The state stays; the words are its newest step's. */
gboolean worker_message(struct storage *storage, const char *receipt, const char *words, int64_t now_ms,
                        GError **error)
{
    struct number number = number_of(receipt);
    struct newest newest = {.state = ""};
    g_strlcpy(newest.part, number.part ? number.part : "", sizeof newest.part);
    if (number.part ? !storage_parts(storage, number.receipt, keep_part, &newest, error)
                    : !storage_steps(storage, receipt, keep_step, &newest, error))
        return FALSE;
    if (strcmp(newest.state, "supplement") == 0) {
        g_set_error(error, worker_error_quark(), WORKER_ERROR_STATE,
                    "%s waits for a paper: say that with 'supplement', or set another state first", receipt);
        return FALSE;
    }
    const struct storage_step step = {
        .state = *newest.state ? newest.state : "received", .at_ms = now_ms, .what = words};
    return worker_set_state(storage, receipt, &step, error);
}

gboolean worker_reply(struct storage *storage, const char *receipt, const char *words, int64_t now_ms,
                      GError **error)
{
    struct newest newest = {.state = ""};
    const struct storage_step step = {.state = "done", .at_ms = now_ms, .what = words};
    if (!storage_steps(storage, receipt, keep_step, &newest, error))
        return FALSE;
    if (newest.request)
        return worker_set_state(storage, receipt, &step, error);
    g_set_error(error, worker_error_quark(), WORKER_ERROR_STATE,
                "%s is no request for an answer by message: 'requests' lists those; write to an application "
                "with 'message', decide it with 'approve' or 'refuse'",
                receipt);
    return FALSE;
}

static void print_booking(const struct storage_booking *booking, void *data)
{
    struct clock_date d = clock_civil(booking->at_ms);
    (void)data;
    terminal_print("%s  %04d-%02d-%02d %02d:%02d  %-10s  %-11s  %s\n", booking->number, d.year, d.month,
                   d.day, d.hour, d.minute, booking->place, *booking->phone ? booking->phone : "-",
                   booking->service);
}

gboolean worker_bookings(struct storage *storage, int64_t now_ms, GError **error)
{
    return storage_bookings(storage, now_ms, print_booking, NULL, error);
}
