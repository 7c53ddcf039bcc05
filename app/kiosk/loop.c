#include "kiosk.h"

#include <string.h>
#include <sys/random.h>

#include "base/secret.h"
#include "ui/screens/screens.h"
#include "wire/uuid7.h"

enum { SECOND_MS = 1000, MINUTE_MS = 60000, SHIFT_MS = 10 * MINUTE_MS, WHOLE = 100 };

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
    if (letter->kind != DESK_PAPER || letter->visit != k->session->visit)
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
    sign_forget(&k->sign);
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
    const struct effect_doors doors = {k->devices, k->desk, &k->context, forget, want_case_id, k};

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

static void step(struct kiosk *k, struct session_event *event)
{
    const struct speech_mark before = speech_mark(k->session);
    struct effects effects = {.count = 0};

    event->now_ms = kiosk_now(k);
    event->wall_ms = k->clock.wall_ms(&k->clock);
    session_step(k->session, event, &effects);
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
        g_assert(getrandom(random, sizeof random, 0) == sizeof random);
        uuid7_make(drawn.id, k->clock.wall_ms(&k->clock), random);
        step(k, &drawn);
    }
}

/* What stands in the input becomes the answer of its question. */
static void answer_typed(struct kiosk *k)
{
    struct session_event event = {.kind = EVENT_ANSWER, .visit = k->session->visit};

    event.text = k->input->field;
    event.value = k->input->text;
    kiosk_event(k, &event);
}

static void awake(struct kiosk *k, bool by_key)
{
    struct session_event event = {.kind = by_key ? EVENT_KEYPAD : EVENT_TOUCH, .visit = k->session->visit};

    kiosk_event(k, &event);
}

static void pressed(struct kiosk *k, const char *id, bool by_key)
{
    struct session_event event = {.visit = 0};

    awake(k, by_key);
    if (strcmp(id, "receipt") == 0 && !by_key) /* a key hears it where it stands */
        speech_repeat(k->speech);
    /* Letters that wait to be Chinese become so, and are seen before the page goes. */
    if (strcmp(id, "key.done") == 0 && input_key(k->input, id)) {
        answer_typed(k);
        if (!input_is_sought(k->input))
            return;
    }
    if (strcmp(id, "key.unknown") == 0 && input_key(k->input, id))
        answer_typed(k); /* and on to the next question */
    if (action_event(id, k->session, &event)) {
        event.visit = k->session->visit;
        kiosk_event(k, &event);
        screens_input(k->input, k->session, event.kind == EVENT_NEXT);
        return;
    }
    if (g_str_has_prefix(id, "field."))
        screens_input_field(k->input, k->session, id);
    else if (input_key(k->input, id))
        answer_typed(k);
}

void kiosk_typed(struct kiosk *k, const char *utf8)
{
    awake(k, false);
    if (input_text(k->input, utf8))
        answer_typed(k);
}

/* Width in thousandths of the height: without it nobody could draw the strokes in their true shape again. */
static unsigned pad_ratio(const struct placed *pad)
{
    enum { THOUSANDTHS = 1000 };

    if (pad == NULL)
        return THOUSANDTHS;
    struct box box = pad->art.w > 0 ? pad->art : pad->box;
    return (unsigned)(box.w * THOUSANDTHS / MAX(box.h, 1));
}

/* After each stroke the workshop is asked; what is written stays here and there, and is no event. */
static void written(struct kiosk *k, const struct ui_input *input)
{
    unsigned ratio = pad_ratio(layout_find(ui_widgets(k->ui), input->id));

    awake(k, false);
    for (unsigned i = 0; i < input->count; i++)
        input_hand_pen(k->input, &input->points[i], ratio);
    if (input->ends)
        input_hand_lift(k->input);
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
        answer_typed(k);
}

static void drawn(struct kiosk *k, const struct ui_input *input)
{
    struct stroke_point points[UI_STROKE_POINTS];
    struct session_event event = {.kind = EVENT_INK, .visit = k->session->visit};

    for (unsigned i = 0; i < input->count; i++)
        points[i] = (struct stroke_point){input->points[i].x, input->points[i].y, input->points[i].begins};
    event.ink = points;
    event.ink_count = input->count;
    event.number = pad_ratio(layout_find(ui_widgets(k->ui), input->id));
    kiosk_event(k, &event);
    secret_wipe(points, sizeof points);
}

static void tell_health(struct kiosk *k)
{
    struct session_event event = {.kind = EVENT_HEALTH, .visit = k->session->visit, .health = &k->health};

    kiosk_event(k, &event);
}

/* News of the cabinet that comes by the keypad. */
static void plugged(struct kiosk *k, bool in)
{
    k->health.headphones = in;
    tell_health(k);
}

/* Keys that no focus wanted: the way back, help, how it speaks, and what a keyboard types into the open
 * question.
 */
static void key(struct kiosk *k, const char *text)
{
    static const struct {
        const char *key, *id;
    } meant[] = {{"Escape", "back"},          {"Help", "help"},
                 {"BackSpace", "key.delete"}, {"Return", "key.done"},
                 {"Blank", "blank"},          {"Slower", "voice.slower"},
                 {"Faster", "voice.faster"},  {"VolumeDown", "voice.softer"},
                 {"VolumeUp", "voice.louder"}};

    for (unsigned i = 0; i < G_N_ELEMENTS(meant); i++)
        if (strcmp(text, meant[i].key) == 0) {
            pressed(k, meant[i].id, true);
            return;
        }
    if (strcmp(text, "Home") == 0) {
        speech_repeat(k->speech);
        awake(k, true);
    } else if (strcmp(text, "PlugIn") == 0 || strcmp(text, "PlugOut") == 0) {
        plugged(k, strcmp(text, "PlugIn") == 0);
    } else if (g_utf8_strlen(text, -1) == 1) {
        awake(k, true);
        if (input_typed(k->input, text))
            answer_typed(k);
    }
}

void kiosk_take_input(struct kiosk *k, const struct ui_input *input)
{
    speech_hush(k->speech, input);
    switch (input->kind) {
    case UI_PRESSED:
        pressed(k, input->id, input->by_key);
        break;
    case UI_STROKE:
        if (strcmp(input->id, "pad") == 0)
            written(k, input);
        else
            drawn(k, input);
        break;
    case UI_KEY:
        key(k, input->text);
        break;
    case UI_QUIT:
        k->quit = true;
        break;
    case UI_TOUCHED:
    case UI_HELD: /* staff's way in comes with the maintenance mode */
        awake(k, input->by_key);
        break;
    case UI_NOTHING:
    case UI_RING:
        break;
    }
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
    tell_health(k);
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

static void take_letters(struct kiosk *k)
{
    struct device_letter *from_device;
    struct desk_letter *from_desk;
    struct workshop_letter *from_workshop;
    struct session_event event;

    while ((from_device = mail_take(k->from_devices)) != NULL) {
        if (translate_device_news(from_device, &k->health))
            tell_health(k);
        if (translate_device(from_device, k->translation, &event))
            kiosk_event(k, &event);
        device_letter_free(from_device);
        secret_wipe(k->translation, sizeof *k->translation);
    }
    while ((from_desk = mail_take(k->from_desk)) != NULL) {
        if (translate_desk_news(from_desk, &k->health))
            tell_health(k);
        take_paper(k, from_desk);
        take_notices(k, from_desk);
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
    if (k->wait.open) { /* real time: a test waits for real */
        int64_t left = k->wait.until_ms - g_get_monotonic_time() / 1000;
        next = MIN(next, MAX(0, left));
    }
    return (int)next;
}

/* Nobody before it, and late: the standby picture needs less light. A touch or a card ends standby, and with
 * it the dark. */
static unsigned brightness(const struct kiosk *k)
{
    const struct session *s = k->session;
    bool alone = (s->step == STEP_STANDBY || s->step == STEP_OUT_OF_SERVICE) && s->overlay == OVERLAY_NONE;

    return alone && clock_within(&k->night.hours, s->wall_ms) ? k->night.percent : WHOLE;
}

/* By the panel's lamp, at the desk; else the returned percent is painted. */
static unsigned dim(struct kiosk *k)
{
    unsigned percent = brightness(k);

    if (k->night.lamp && percent != k->night.shown) {
        struct job *job = job_new(JOB_LAMP, k->session->visit, 0);

        job->number = percent;
        desk_send(k->desk, job);
    }
    k->night.shown = percent;
    return k->night.lamp || percent == WHOLE ? 0 : percent;
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
                                .dim = dim(k),
                                .shift = places};
}

void kiosk_show(struct kiosk *k)
{
    struct ui_settings settings;

    const struct session *s = k->session;
    struct page *page = k->pages[k->shown ^ 1];

    ask_workshop(k);
    k->session->now_ms = kiosk_now(k);
    k->session->wall_ms = k->clock.wall_ms(&k->clock);
    screens_input(k->input, s, false);
    k->context.ink = &k->inks[k->shown ^ 1];
    k->context.view = ui_view(k->ui);
    k->context.reading = speech_reading(k->speech);
    k->context.clip = sign_picture(&k->sign, k->session->now_ms);
    k->context.receipt = k->paper_request == s->print_request ? k->paper : NULL; /* not of another case */
    screens_build(page, s, &k->context);
    settings = settings_of(k);
    ui_settings(k->ui, &settings);
    ui_show(k->ui, page);
    sign_shown(&k->sign, s, ui_widgets(k->ui), k->workshop);
    speech_shown(k->speech, s, k->ui, kiosk_page(k));
    k->shown ^= 1; /* the one shown before may be written now */
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
    kiosk_show(k);
    requests_check_wait(k);
    requests_take(k);
}
