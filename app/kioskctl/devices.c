/* kioskctl devices: how each device stands and what it did today, and a trial of one. */
#include <errno.h>
#include <poll.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/day.h"
#include "base/log.h"
#include "devices/room.h"
#include "devices/settings.h"
#include "devices/trial.h"
#include "kioskctl.h"
#include "store/bell.h"
#include "store/devices.h"
#include "store/errands.h"
#include "store/running.h"

enum {
    MM_PER_M = 1000,
    ANSWER_MS = 30000, /* a long slip on a slow line */
    LOOK_MS = 3000,    /* what a device says of itself when it is opened */
    LETTERS = 64,
    TURN_MS = 200,
    ON_MS = 2000
};

static bool find_slot(const char *name, enum device_slot *slot)
{
    for (*slot = 0; *slot < DEVICE_SLOTS; (*slot)++)
        if (!strcmp(name, device_slot_name(*slot)))
            return true;
    return false;
}

static bool is_part(const char *name)
{
    for (unsigned part = 0; part < DEVICE_PARTS; part++)
        if (!strcmp(name, device_part_name(part)))
            return true;
    return false;
}

static int end_with(GError *error)
{
    int status = error ? log_fatal(program, error) : 0;
    g_clear_error(&error);
    return status;
}

static void print_since(int64_t ms)
{
    struct clock_date d = clock_civil(ms);
    printf("  since %04d-%02d-%02d %02d:%02d", d.year, d.month, d.day, d.hour, d.minute);
}

static void print_paper(const struct config *config, const struct device_row *row)
{
    int roll_m = config_int(config, "devices", "roll_m");

    if (strcmp(row->slot, device_slot_name(DEVICE_PRINTER)) != 0 || row->paper_mm == 0)
        return;
    printf("  %.1f m of paper since the roll was changed", (double)row->paper_mm / MM_PER_M);
    if (roll_m > 0)
        printf(", about %.1f m left", MAX(0.0, roll_m - (double)row->paper_mm / MM_PER_M));
}

/* Parts in front, as the display, have no place of their own to be found at. */
static const char *scheme_of(const struct config *config, const char *name)
{
    enum device_slot slot;

    if (!find_slot(name, &slot))
        return "built-in";
    const struct uri *uri = config_uri(config, "devices", name);
    return uri ? uri->scheme : "none";
}

static void print_row(const struct config *config, const struct device_row *row)
{
    printf("%-11s  %-9s  %-11s  %-8s  today %u done, %u failed, %u lost", row->slot, row->status,
           row->attention[0] ? row->attention : "-", scheme_of(config, row->slot), row->done, row->failed,
           row->lost);
    print_paper(config, row);
    print_since(row->since_ms);
    if (row->identity[0])
        printf("  %s", row->identity);
    putchar('\n');
}

static GArray *rows_of_today(struct store *store, const struct config *config, GError **error)
{
    char day[DAY_TEXT];

    day_write(day, day_of(kiosk_now_ms(config)));
    return device_rows_get(store, day, error);
}

/* Devices that are switched off say nothing. */
static bool is_shown(const struct device_row *row)
{
    return strcmp(row->status, device_status_name(STATUS_OFF)) != 0;
}

int devices_list(struct store *store, const struct config *config, char **words)
{
    GError *error = NULL;
    GArray *rows = rows_of_today(store, config, &error);
    (void)words;

    if (!rows)
        return end_with(error);
    for (guint i = 0; i < rows->len; i++) {
        const struct device_row *row = &g_array_index(rows, struct device_row, i);
        if (is_shown(row))
            print_row(config, row);
    }
    g_array_unref(rows);
    if (!running_now(config_text(config, "kiosk", "state")))
        puts("The kiosk does not run: this is how they stood when it did.");
    return 0;
}

/* Member by member: the gaps between them hold anything. */
static bool same(const struct device_row *a, const struct device_row *b)
{
    return !strcmp(a->slot, b->slot) && !strcmp(a->status, b->status) &&
           !strcmp(a->attention, b->attention) && !strcmp(a->identity, b->identity) &&
           a->since_ms == b->since_ms && a->paper_mm == b->paper_mm && a->done == b->done &&
           a->failed == b->failed && a->lost == b->lost;
}

static void print_changes(const struct config *config, const GArray *before, const GArray *now)
{
    for (guint i = 0; i < now->len; i++) {
        const struct device_row *row = &g_array_index(now, struct device_row, i);
        const struct device_row *old =
            before && i < before->len ? &g_array_index(before, struct device_row, i) : NULL;
        if (is_shown(row) && (!old || !same(old, row)))
            print_row(config, row);
    }
    fflush(stdout);
}

int devices_watch(struct store *store, const struct config *config, char **words)
{
    GError *error = NULL;
    struct bell *bell = bell_new(config_text(config, "kiosk", "state"), &error);
    GArray *before = NULL, *now;
    (void)words;

    while (bell && (now = rows_of_today(store, config, &error))) {
        struct pollfd rings = {.fd = bell_fd(bell), .events = POLLIN};
        print_changes(config, before, now);
        if (before)
            g_array_unref(before);
        before = now;
        if (poll(&rings, 1, -1) < 0 && errno != EINTR)
            break;
        bell_answer(bell);
    }
    bell_free(bell);
    return end_with(error);
}

static int say(const char *slot, const char *word)
{
    bool well = !strcmp(word, "done") || !strcmp(word, "ready");

    if (well)
        printf("%s: %s\n", slot, word);
    else if (!strcmp(word, device_status_name(STATUS_OFF)))
        fprintf(stderr, "%s: %s: off: no such device is set: write its place under [devices] of kiosk.conf\n",
                program, slot);
    else if (!strcmp(word, "in-use"))
        fprintf(stderr, "%s: %s: somebody stands before the kiosk: try again between two visits\n", program,
                slot);
    else
        fprintf(stderr, "%s: %s: %s: look at the device, then try again\n", program, slot, word);
    return well ? 0 : 1;
}

/* By a row: the kiosk answers. */
static int ask_kiosk(struct store *store, const struct config *config, const char *slot)
{
    struct clock clock = clock_real();
    int64_t now = kiosk_now_ms(config), until = clock.monotonic_ms(&clock) + ANSWER_MS;
    struct errand errand = {.who = "kioskctl", .asked_ms = now, .expires_ms = now + ANSWER_MS};
    GError *error = NULL;
    struct bell *bell = bell_new(config_text(config, "kiosk", "state"), &error);
    g_autofree char *result = NULL;

    snprintf(errand.what, sizeof errand.what, "test %s", slot);
    randombytes_buf(errand.id, sizeof errand.id);
    bool asked = bell && errand_ask(store, &errand, &error);
    while (asked && !error && !(result = errand_result(store, errand.id, &error)) &&
           clock.monotonic_ms(&clock) < until) {
        struct pollfd rings = {.fd = bell_fd(bell), .events = POLLIN};
        poll(&rings, 1, TURN_MS);
        bell_answer(bell);
    }
    bell_free(bell);
    if (error)
        return end_with(error);
    return say(slot, result ? result : "the kiosk does not answer");
}

static int ask_running(const struct config *config, const char *slot)
{
    GError *error = NULL;
    struct store *store = store_open(config_text(config, "kiosk", "state"), &error);
    int status = store ? ask_kiosk(store, config, slot) : end_with(error);
    store_close(store);
    return status;
}

struct trial { /* of a device that this program opens itself */
    struct mail *mail;
    struct device_room *room;
    enum device_slot slot;
    enum device_status status;
    enum device_attention attention;
    bool ended;
};

static void hear(struct trial *t)
{
    struct device_letter *letter;

    while ((letter = mail_take(t->mail))) {
        if (letter->slot == t->slot && letter->kind == LETTER_STATUS)
            t->status = letter->status, t->attention = letter->attention;
        t->ended |=
            letter->slot == t->slot && (letter->kind == LETTER_JOB_DONE || letter->kind == LETTER_JOB_FAILED);
        if (letter->kind == LETTER_JOB_FAILED)
            t->attention = letter->attention;
        device_letter_free(letter);
    }
}

static void hear_for(struct trial *t, int ms, bool until_ended)
{
    for (int waited = 0; waited < ms && !(until_ended && t->ended); waited += TURN_MS) {
        g_usleep(TURN_MS * 1000);
        hear(t);
    }
}

static void try_it(struct trial *t)
{
    struct device_command *command = device_trial(t->slot, 0, true);

    if (!command || t->status != STATUS_READY) {
        device_command_free(command);
        return;
    }
    bool prints = command->kind == COMMAND_PRINT;
    device_room_send(t->room, command);
    for (int part = 1; part < device_trial_parts(t->slot); part++)
        device_room_send(t->room, device_trial(t->slot, part, true));
    hear_for(t, prints ? ANSWER_MS : ON_MS, prints);
    if (!prints) {
        for (int part = 0; part < device_trial_parts(t->slot); part++)
            device_room_send(t->room, device_trial(t->slot, part, false));
        hear_for(t, TURN_MS * 2, false);
    }
}

static int test_directly(const struct config *config, enum device_slot slot)
{
    GError *error = NULL;
    struct trial t = {.mail = mail_new(LETTERS, device_letter_free, NULL, NULL), .slot = slot};
    struct device_room_options options = {.letters = t.mail};

    options.uris[slot] = config_uri(config, "devices", device_slot_name(slot));
    t.room = device_room_start(&options, &error);
    if (t.room) {
        hear_for(&t, LOOK_MS, false);
        try_it(&t);
    }
    device_room_stop(t.room);
    mail_free(t.mail);
    if (error)
        return end_with(error);
    return say(device_slot_name(slot),
               t.attention ? device_attention_name(t.attention) : device_status_name(t.status));
}

static int say_part(const char *name)
{
    fprintf(stderr, "%s: %s: only a running kiosk sees it: start the kiosk, then try again\n", program, name);
    return 1;
}

int devices_test(const struct config *config, const char *name)
{
    enum device_slot slot;
    GError *error = NULL;
    const char *state = config_text(config, "kiosk", "state");

    if (!find_slot(name, &slot) && !is_part(name)) {
        fprintf(stderr, "%s: no device is called %s: write a key of [devices], or touch, display, sound\n",
                program, name);
        return 2;
    }
    owner_become(state);
    struct running *mine = running_claim(state, &error);
    if (!mine && g_error_matches(error, store_error_quark(), STORE_ERROR_BUSY)) {
        g_clear_error(&error);
        return ask_running(config, name);
    }
    if (!mine)
        return end_with(error);
    owner_root();
    int status = is_part(name)                           ? say_part(name)
                 : device_settings_check(config, &error) ? test_directly(config, slot)
                                                         : end_with(error);
    running_free(mine);
    return status;
}
