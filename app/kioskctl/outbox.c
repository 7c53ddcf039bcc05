/* What staff do with the outbox: look, try again, note something, carry it away and bring the answer back. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/secret.h"
#include "base/terminal.h"
#include "kioskctl.h"
#include "store/ledger.h"
#include "store/salvage.h"
#include "sync/carry.h"
#include "sync/enrolment.h"
#include "wire/carry.h"

enum {
    DIGITS_MAX = 8, /* one after the other in a note: more is the number of somebody */
    SPREAD_MAX = 11 /* with blanks and dashes between them: a day has eight, a telephone eleven */
};
struct task {
    struct outbox *outbox;
    struct carry carry;
    const struct config *config;
    char **words; /* behind 'outbox' */
    guint count;
};

static const char *state_name(enum outbox_state state)
{
    switch (state) {
    case OUTBOX_PENDING:
        return "pending";
    case OUTBOX_SENDING:
        return "sending";
    case OUTBOX_ACCEPTED:
        return "accepted";
    case OUTBOX_ATTENTION:
        return "needs-attention";
    case OUTBOX_UNKNOWN:
        break;
    }
    return "unknown";
}

static const char *priority_name(enum outbox_priority priority)
{
    static const char *const names[] = {[OUTBOX_EMERGENCY] = "emergency",
                                        [OUTBOX_REPORT] = "report",
                                        [OUTBOX_APPLICATION] = "application",
                                        [OUTBOX_RATING] = "rating",
                                        [OUTBOX_TELEMETRY] = "telemetry"};
    return priority < OUTBOX_PRIORITIES ? names[priority] : "unknown";
}

static void print_time(const char *before, int64_t ms)
{
    struct clock_date d = clock_civil(ms);
    printf("%s%04d-%02d-%02d %02d:%02d", before, d.year, d.month, d.day, d.hour, d.minute);
}

static void print_line(void *data, const struct ledger_row *row)
{
    const char *reason = row->reason, *note = row->note; /* of the platform, or of a damaged file */

    (void)data;
    terminal_print("%6" G_GINT64_FORMAT "  %-15s %-11s %-12s %-12s %5u KiB", row->seq, state_name(row->state),
                   row->kind, row->receipt[0] ? row->receipt : "-", row->service[0] ? row->service : "-",
                   row->size_kib);
    print_time("  ", row->created_ms);
    terminal_print("%s%s%s%s\n", *reason ? "  " : "", reason, *note ? "  # " : "", note);
}

static void print_row(void *data, const struct ledger_row *row)
{
    (void)data;
    printf("row       %" G_GINT64_FORMAT "\nstate     %s\n", row->seq, state_name(row->state));
    terminal_print("kind      %s (goes as %s)\n", row->kind, priority_name(row->priority));
    terminal_print("number    %s\n", row->receipt[0] ? row->receipt : "-");
    terminal_print("service   %s\n", row->service[0] ? row->service : "-");
    printf("size      %u KiB\ntries     %u\n", row->size_kib, row->tries);
    print_time("added     ", row->created_ms);
    if (row->next_ms)
        print_time("\nnot before ", row->next_ms);
    if (row->settled_ms)
        print_time("\naccepted  ", row->settled_ms);
    putchar('\n');
    if (*row->reason)
        terminal_print("reason    %s\n", row->reason);
    if (*row->note)
        terminal_print("note      %s\n", row->note);
}

static void list(struct task *task, GError **error)
{
    g_auto(GStrv) aside = salvage_set_aside(task->carry.store);

    if (!ledger_list(task->outbox, task->count == 2, print_line, NULL, error))
        return;
    for (char **path = aside; *path; path++)
        printf("damaged and set aside: %s\n", *path);
}

static gboolean is_row(const char *word, int64_t *seq)
{
    guint64 value = 0;
    gboolean well = g_ascii_string_to_unsigned(word, 10, 1, G_MAXINT64, &value, NULL);

    *seq = (int64_t)value;
    return well;
}

static void retry(struct task *task, GError **error)
{
    int64_t seq = 0;

    is_row(task->words[1], &seq);
    int count = ledger_retry(task->outbox, seq, error);
    if (count >= 0)
        printf("%d %s back in the queue\n", count, count == 1 ? "row is" : "rows are");
}

/* Everybody who may look at the queue reads it, and it is not sealed. */
static gboolean may_be_noted(const char *text, GError **error)
{
    unsigned digits = 0, spread = 0;
    gboolean well = g_utf8_validate(text, -1, NULL) && g_utf8_strlen(text, -1) <= OUTBOX_NOTE;

    for (const char *c = text; well && *c; c++) {
        gboolean digit = g_ascii_isdigit(*c);
        digits = digit ? digits + 1 : 0;
        spread = digit ? spread + 1 : strchr(" -._/", *c) ? spread : 0;
        well = !g_ascii_iscntrl(*c) && digits < DIGITS_MAX && spread < SPREAD_MAX;
    }
    if (!well)
        g_set_error(error, store_error_quark(), STORE_ERROR_FAILED,
                    "the note was not kept: one line of at most %d characters, without numbers of people",
                    OUTBOX_NOTE);
    return well;
}

static void annotate(struct task *task, GError **error)
{
    int64_t seq;

    is_row(task->words[1], &seq);
    if (may_be_noted(task->words[2], error) && ledger_annotate(task->outbox, seq, task->words[2], error))
        printf("row %" G_GINT64_FORMAT " has the note\n", seq);
}

static void export(struct task *task, GError **error)
{
    struct carry_report report = {0};
    g_autofree char *folder = enrolment_folder(task->config);
    char *identity = enrolment_identity(folder, error);

    task->carry.identity = identity;
    if (*error || !carry_export(&task->carry, task->words[1], &report, error))
        g_prefix_error(error, "nothing was exported: ");
    else if (report.files == 0)
        puts("nothing waits");
    else
        printf("%u items in %u %s, see %s: they wait here until the platform's answer is imported\n",
               report.items, report.files,
               identity ? "signed files" : "files, not signed, for this kiosk has no certificate",
               report.name);
    task->carry.identity = NULL;
    secret_free(identity);
    g_free(report.name);
}

static gboolean import_one(struct task *task, const char *path, const uint8_t *key, GError **error)
{
    g_autofree char *text = NULL;
    size_t len = 0;
    struct carry_report report;

    if (!g_file_get_contents(path, &text, &len, error)) {
        g_prefix_error(error, "no answer of the platform was taken: name its file, as NAME.ack.json: ");
        return FALSE;
    }
    if (!carry_import(&task->carry, text, len, key, &report, error)) {
        g_prefix_error(error, "%s was not taken: ", path);
        return FALSE;
    }
    if (report.again)
        printf("%s: known before, nothing was changed: %u settled, %u not (see outbox list)\n", path,
               report.known, report.left);
    else
        printf("%s: %u accepted, %u refused (see outbox list), %u still wait, %u known before\n", path,
               report.accepted, report.refused, report.left, report.known);
    return TRUE;
}

static void import(struct task *task, GError **error)
{
    g_autofree char *folder = enrolment_folder(task->config);
    struct enrolment enrolment;
    gboolean well = enrolment_load(folder, &enrolment, error);

    for (guint i = 1; well && i < task->count; i++)
        well = import_one(task, task->words[i], enrolment.keys.sign_public, error);
}

static void show(struct task *task, GError **error)
{
    int64_t seq;

    is_row(task->words[1], &seq);
    ledger_show(task->outbox, seq, print_row, NULL, error);
}

struct verb {
    const char *name;
    guint least, most; /* words, the verb among them */
    gboolean row, all; /* the second is a row; or the word 'all' */
    gboolean medium;   /* what follows lies on a medium */
    void (*act)(struct task *task, GError **error);
};
static const struct verb verbs[] = {
    {"list", 1, 2, FALSE, TRUE, FALSE, list},     {"show", 2, 2, TRUE, FALSE, FALSE, show},
    {"retry", 2, 2, TRUE, TRUE, FALSE, retry},    {"annotate", 3, 3, TRUE, FALSE, FALSE, annotate},
    {"export", 2, 2, FALSE, FALSE, TRUE, export}, {"import", 2, G_MAXUINT, FALSE, FALSE, TRUE, import},
};

static bool fits(const struct verb *verb, char **words, guint count)
{
    int64_t seq;

    if (strcmp(words[0], verb->name) != 0 || count < verb->least || count > verb->most)
        return false;
    if (count < 2 || !(verb->row || verb->all))
        return true;
    return (verb->all && strcmp(words[1], "all") == 0) || (verb->row && is_row(words[1], &seq));
}

static const struct verb *verb_of(char **words)
{
    guint count = g_strv_length(words);

    for (size_t i = 0; count > 0 && i < G_N_ELEMENTS(verbs); i++)
        if (fits(&verbs[i], words, count))
            return &verbs[i];
    return NULL;
}

bool outbox_says(char **words)
{
    return verb_of(words + 1) != NULL;
}

int outbox_run(struct store *store, const struct config *config, char **words)
{
    g_autoptr(GError) error = NULL;
    struct task task = {.config = config, .words = words + 1, .count = g_strv_length(words + 1)};

    task.outbox = outbox_new(store, &error);
    task.carry =
        (struct carry){store, task.outbox, config_text(config, "kiosk", "number"), kiosk_now_ms(config)};
    const struct verb *verb = verb_of(task.words);
    if (verb->medium)
        owner_root();
    if (task.outbox)
        verb->act(&task, &error);
    outbox_free(task.outbox);
    return error ? log_fatal(program, error) : 0;
}
