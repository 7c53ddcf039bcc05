/* What came by finger, key or socket: a press becomes an event, what is typed an answer. The ui room. */
#include "kiosk.h"

#include <string.h>

#include "ui/screens/screens.h"

/* What stands in the input becomes the answer of its question. */
void kiosk_answer_typed(struct kiosk *k)
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
        kiosk_answer_typed(k);
        if (!input_is_sought(k->input))
            return;
    }
    if (strcmp(id, "key.unknown") == 0 && input_key(k->input, id))
        kiosk_answer_typed(k); /* and on to the next question */
    if (action_event(id, k->session, &event)) {
        event.visit = k->session->visit;
        kiosk_event(k, &event);
        screens_input(k->input, k->session, event.kind == EVENT_NEXT);
        return;
    }
    if (g_str_has_prefix(id, "field."))
        screens_input_field(k->input, k->session, id);
    else if (input_key(k->input, id))
        kiosk_answer_typed(k);
}

void kiosk_typed(struct kiosk *k, const char *utf8)
{
    awake(k, false);
    if (input_text(k->input, utf8))
        kiosk_answer_typed(k);
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

/* News of the cabinet that comes by the keypad. */
static void plugged(struct kiosk *k, bool in)
{
    k->health.headphones = in;
    kiosk_tell_health(k);
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
            kiosk_answer_typed(k);
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
