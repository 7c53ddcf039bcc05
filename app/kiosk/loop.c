#include "kiosk.h"

#include <sodium.h>
#include <string.h>

#include "base/secret.h"
#include "ui/screens/screens.h"
#include "wire/uuid7.h"

enum { SECOND_MS = 1000, MINUTE_MS = 60000, SHIFT_MS = 10 * MINUTE_MS };

const struct page *kiosk_page(const struct kiosk *k)
{
    return k->pages[k->shown];
}

int64_t kiosk_now(const struct kiosk *k)
{
    return k->clock.monotonic_ms(&k->clock);
}

static void hold_paper(struct kiosk *k, struct raster *paper, uint32_t request)
{
    k->context.receipt = NULL;
    raster_free(k->paper);
    k->paper = paper;
    k->paper_request = request;
}

static void take_paper(struct kiosk *k, struct desk_letter *letter)
{
    if (letter->kind != DESK_PAPER)
        return;
    tally_printing(&k->tally, letter->paper->height);
    if (letter->visit != k->session->visit)
        return;
    hold_paper(k, letter->paper, letter->request);
    letter->paper = NULL;
}

/* The ui's own memory of a person: what was being typed, kept strings, the last frame's texts. */
static void forget(void *data)
{
    struct kiosk *k = data;

    input_clear(k->input);
    pinyin_forget(k->pinyin);
    workshop_forget(k->workshop);
    secret_wipe(k->translation, sizeof *k->translation);
    speech_forget(k->speech);
    ui_forget(k->ui); /* before its pages go */
    k->warming = true;
    sign_forget(&k->sign);
    viewfinder_forget(&k->viewfinder);
    album_forget(&k->album);
    hold_paper(k, NULL, 0);
    for (unsigned i = 0; i < G_N_ELEMENTS(k->pages); i++)
        page_begin(k->pages[i], "", NULL);
}

static void want_case_id(void *data, const struct effect *effect)
{
    struct kiosk *k = data;

    (void)effect;
    k->case_id_wanted = true;
}

static void carry_out(struct kiosk *k, const struct effects *effects)
{
    const struct effect_doors doors = {k->devices, k->desk, &k->album, &k->context, forget, want_case_id, k};

    effects_carry_out(effects, k->session, &doors);
}

void kiosk_begin(struct kiosk *k)
{
    struct effects effects = {.count = 0};

    session_init(k->session, k->catalog);
    /* Read well when the configuration was checked. */
    calendar_add(&k->calendar, config_text(k->config, "calendar", "holidays"), false);
    calendar_add(&k->calendar, config_text(k->config, "calendar", "workdays"), true);
    k->session->calendar = &k->calendar;
    session_greet(k->session, &effects);
    carry_out(k, &effects);
    kiosk_show(k);
}

/* Somebody is here who does not only practise. */
static bool is_visited(const struct session *s)
{
    return s->step != STEP_STANDBY && s->step != STEP_OUT_OF_SERVICE && !s->practice;
}

static void step(struct kiosk *k, struct session_event *event)
{
    const struct speech_mark before = speech_mark(k->session);
    const uint64_t visit = is_visited(k->session) ? k->session->visit : 0;
    struct effects effects = {.count = 0};

    event->now_ms = kiosk_now(k);
    event->wall_ms = k->clock.wall_ms(&k->clock);
    session_step(k->session, event, &effects);
    if (visit > 0 && k->session->visit != visit)
        tally_visit(&k->tally);
    speech_tone(k->speech, &before, k->session, event);
    carry_out(k, &effects);
}

void kiosk_event(struct kiosk *k, struct session_event *event)
{
    step(k, event);
    while (k->case_id_wanted) {
        struct session_event drawn = {.kind = EVENT_CASE_ID, .visit = k->session->visit};
        uint8_t random[10];

        k->case_id_wanted = false;
        randombytes_buf(random, sizeof random);
        uuid7_make(drawn.id, k->clock.wall_ms(&k->clock), random);
        step(k, &drawn);
    }
}

static void ask_workshop(struct kiosk *k)
{
    const struct handwriting_ink *ink = input_hand_question(k->input);

    if (ink != NULL)
        workshop_ask(k->workshop, k->session->visit, k->input->hand.asked, ink);
}

static void take_candidates(struct kiosk *k, const struct workshop_letter *letter)
{
    if (!letter->works)
        input_hand_lost(k->input);
    else if (letter->visit == k->session->visit &&
             input_hand_answer(k->input, letter->request, &letter->found))
        kiosk_answer_typed(k);
}

void kiosk_tell_health(struct kiosk *k)
{
    struct session_event event = {.kind = EVENT_HEALTH, .visit = k->session->visit, .health = &k->health};

    kiosk_event(k, &event);
}

static void take_notices(struct kiosk *k, struct desk_letter *letter)
{
    struct session_event event = {.kind = EVENT_NOTICES, .visit = k->session->visit};
    struct notices *before = k->notices;

    if (letter->kind != DESK_NOTICES || letter->notices == NULL)
        return;
    event.notices = k->notices = letter->notices;
    letter->notices = NULL;
    kiosk_event(k, &event);
    notices_free(before); /* pages copied what they show */
}

/* What the cabinet can show has changed: its buttons come, or go. */
static void tell_signs(struct kiosk *k, unsigned signs)
{
    if (k->health.signs == signs)
        return;
    k->health.signs = signs;
    kiosk_tell_health(k);
}

static void take_work(struct kiosk *k, struct workshop_letter *letter)
{
    switch (letter->kind) {
    case WORKSHOP_READ:
        take_candidates(k, letter);
        break;
    case WORKSHOP_SIGNS:
        tell_signs(k, letter->signs);
        break;
    case WORKSHOP_FRAME:
        if (!sign_take(&k->sign, &letter->frame))
            tell_signs(k, k->health.signs & ~(1u << letter->frame.sign));
        break;
    }
}

/* Its picture, before the session hears of it. */
static void take_photo(struct kiosk *k, struct device_letter *letter)
{
    const struct session *s = k->session;

    if (letter->kind == LETTER_PHOTO && letter->visit == s->visit && s->step == STEP_CAMERA &&
        letter->request == s->kase.photo.request)
        album_hold(&k->album, &letter->bytes);
}

/* What is sure to be wanted, made while nobody is here. */
static void get_ready(struct kiosk *k)
{
    if (k->warming && night_alone(k->session))
        k->warming = warm_step(k->warm, k->ui, k->session, &k->context);
}

static void leave(struct kiosk *k, const struct desk_letter *letter)
{
    k->quit = true;
    k->status |= (int)letter->request;
}

static void take_letters(struct kiosk *k)
{
    struct device_letter *from_device;
    struct desk_letter *from_desk;
    struct workshop_letter *from_workshop;
    struct session_event event;

    while ((from_device = mail_take(k->from_devices)) != NULL) {
        cabinet_letter(k, from_device);
        bool news = translate_device_news(from_device, &k->health);
        take_photo(k, from_device);
        if (translate_device(from_device, k->translation, &event)) {
            proof_event(&k->proof_keys, k->translation, &event);
            kiosk_event(k, &event);
        }
        if (news) /* after it: a card laid at standby opens the house before it is said to lie there */
            kiosk_tell_health(k);
        if (translate_key(from_device))
            ui_inject_key(k->ui, translate_key(from_device));
        device_letter_free(from_device);
        secret_wipe(k->translation, sizeof *k->translation);
    }
    while ((from_desk = mail_take(k->from_desk)) != NULL) {
        if (translate_desk_news(from_desk, &k->health))
            kiosk_tell_health(k);
        if (from_desk->kind == DESK_LEAVE)
            leave(k, from_desk);
        take_paper(k, from_desk);
        cabinet_errand(k, from_desk);
        take_notices(k, from_desk);
        if (from_desk->kind == DESK_KEYS) {
            k->proof_keys = from_desk->keys;
            k->proof_keys.platform = config_text(k->config, "platform", "url");
        }
        if (translate_desk(from_desk, k->translation, &event))
            kiosk_event(k, &event);
        desk_letter_free(from_desk);
        secret_wipe(k->translation, sizeof *k->translation);
    }
    while ((from_workshop = mail_take(k->from_workshop)) != NULL) {
        take_work(k, from_workshop);
        workshop_letter_free(from_workshop);
    }
}

/* Before any clock may run out: while the voice reads a page, and when it has ended, its clock begins anew.
 */
static void take_speech(struct kiosk *k)
{
    struct session_event event = {.kind = EVENT_HEARING, .visit = k->session->visit};
    bool before = k->speaks;

    k->speaks = speech_speaks(k->speech);
    if (k->speaks || before)
        kiosk_event(k, &event);
}

static void take_alarm(struct kiosk *k)
{
    struct session_event event = {.kind = EVENT_ALARM, .visit = k->session->visit};

    if (k->session->alarm_ms != 0 && kiosk_now(k) >= k->session->alarm_ms)
        kiosk_event(k, &event);
}

static int64_t real_ms(void)
{
    return g_get_monotonic_time() / G_TIME_SPAN_MILLISECOND;
}

/* Is something on the page counted in seconds? */
static bool counts_seconds(const struct page *page)
{
    for (unsigned i = 0; i < page->count; i++)
        if (page->widgets[i].look == LOOK_RING)
            return true;
    return false;
}

/* Milliseconds until something changes by itself: an alarm, a second of a countdown, the clock's next minute.
 */
static int until_next(const struct kiosk *k)
{
    int64_t now = kiosk_now(k);
    int64_t next = MINUTE_MS - k->clock.wall_ms(&k->clock) % MINUTE_MS;

    if (k->session->alarm_ms != 0)
        next = MIN(next, MAX(0, k->session->alarm_ms - now));
    if (counts_seconds(kiosk_page(k)) || k->session->peek_until_ms > now)
        next = MIN(next, SECOND_MS);
    if (sign_due(&k->sign) != 0)
        next = MIN(next, MAX(0, sign_due(&k->sign) - now));
    if (k->warming && night_alone(k->session))
        next = MIN(next, WARM_PAUSE_MS);
    int64_t left = MIN(k->wait.open ? k->wait.until_ms : INT64_MAX, watchdog_due(&k->watchdog));
    left = MIN(left, cabinet_due(k));
    if (left != INT64_MAX) { /* real time: a test and a manager wait for real */
        left -= real_ms();
        next = MIN(next, MAX(0, left));
    }
    return (int)next;
}

static struct ui_settings settings_of(struct kiosk *k)
{
    const struct session *s = k->session;
    unsigned places = (unsigned)(s->wall_ms > 0 ? s->wall_ms / SHIFT_MS % LAYOUT_SHIFTS : 0);

    return (struct ui_settings){.large = s->large,
                                .contrast = s->contrast,
                                .seated = s->seated,
                                .language = s->language,
                                .steady = s->steady,
                                .blank = s->blank,
                                .dim = night_dim(k),
                                .shift = places};
}

void kiosk_show(struct kiosk *k)
{
    struct ui_settings settings;

    const struct session *s = k->session;
    struct page *page = k->pages[k->shown ^ 1];

    ask_workshop(k);
    night_tell(k);
    k->session->now_ms = kiosk_now(k);
    k->session->wall_ms = k->clock.wall_ms(&k->clock);
    screens_input(k->input, s, false);
    k->context.ink = &k->inks[k->shown ^ 1];
    k->context.view = ui_view(k->ui);
    k->context.reading = speech_reading(k->speech);
    viewfinder_take(&k->viewfinder, k->live, s);
    album_tidy(&k->album, s);
    k->context.sight = viewfinder_sight(&k->viewfinder, s);
    k->context.clip = sign_picture(&k->sign, k->session->now_ms);
    k->context.receipt = k->paper_request == s->print_request ? k->paper : NULL; /* not of another case */
    screens_build(page, s, &k->context);
    settings = settings_of(k);
    ui_settings(k->ui, &settings);
    ui_show(k->ui, page);
    sign_shown(&k->sign, s, ui_widgets(k->ui), k->workshop);
    speech_shown(k->speech, s, k->ui, kiosk_page(k));
    k->shown ^= 1; /* the one shown before may be written now */
    if (viewfinder_shown(&k->viewfinder, ui_widgets(k->ui)))
        kiosk_show(k); /* once more, its picture as large as its place is now */
}

void kiosk_take_waiting(struct kiosk *k, int timeout)
{
    struct ui_input input;

    for (;;) {
        ui_wait(k->ui, timeout, &input);
        if (input.kind == UI_NOTHING)
            break;
        kiosk_take_input(k, &input);
        if (input.kind == UI_PRESSED)
            kiosk_show(k); /* what comes next may be meant for the page that this press brought */
        timeout = 0;
    }
    secret_wipe(&input, sizeof input);
}

void kiosk_turn(struct kiosk *k)
{
    kiosk_take_waiting(k, until_next(k));
    take_letters(k);
    take_speech(k);
    take_alarm(k);
    cabinet_turn(k);
    kiosk_show(k);
    get_ready(k);
    watchdog_turn(&k->watchdog, real_ms());
    requests_check_wait(k);
    requests_take(k);
}
