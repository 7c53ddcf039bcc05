#include "ui/voice.h"

#include <errno.h>
#include <poll.h>
#include <SDL.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mail.h"
#include "base/secret.h"
#include "ui/voice_prompt.h"
#include "ui/voice_synth.h"

enum {
    ORDERS = 64,
    FULL_US = 10000,
    TONE_END_MS = 100,
    PAUSE_MS = 150,
    SPEED = 400,
    SPEED_SLOW = 320,
    WHOLE = 100,
    LINE_BITS = 8, /* a part of the sound: the script's number, and its line */
    LINES = 0xFF,
    SCRIPTS = 0xFFFFFF
};
_Static_assert((int)SCRIPT_LINES <= (int)LINES, "a line of a script fits its bits");

/* A letter to the voice's thread, in secret memory. */
enum order_kind { ORDER_MANNER, ORDER_SAY, ORDER_TONE, ORDER_SIREN, ORDER_TRY, ORDER_FORGET, ORDER_END };
struct order {
    enum order_kind kind;
    unsigned number; /* SAY: of the script */
    unsigned ticket; /* SAY: void once the loudspeaker has given a newer one */
    enum sound_tone tone;
    bool siren;
    struct voice_manner manner;
    struct script script;
};

struct voice {
    struct sound *sound;
    struct mail *orders;
    int bell; /* eventfd: an order waits */
    GThread *thread;
    unsigned scripts;           /* said so far */
    struct voice_manner manner; /* as the ui room last told */
    char *folder, *loudspeaker, *headphones;
    int silent, sounded; /* atomic: no sound to be had; there was some: as the thread last found */
    void (*moved)(void *data);
    void *data;
    struct thread_side { /* only the thread's */
        struct voice_manner manner;
        struct voice_synth *synth;
        struct voice_prompts *prompts;
        bool mute, told, siren, ended; /* no sound to be had; it stands in the log */
        unsigned ticket;
    } own;
};

static void ring(void *data)
{
    const struct voice *voice = data;
    const uint64_t one = 1;
    while (write(voice->bell, &one, sizeof one) < 0 && errno == EINTR)
        ;
}

static void free_order(void *order)
{
    secret_free(order);
}

/* What is missing is said once, and then the machine is silent. */
static void miss(struct voice *voice, GError *error)
{
    if (!voice->own.told)
        log_warning("voice",
                    "no sound (%s): everything goes on silently; see to it that a sound card is there and "
                    "its user may play",
                    error->message);
    voice->own.told = voice->own.mute = true;
    g_error_free(error);
    g_atomic_int_set(&voice->silent, true);
    if (voice->moved)
        voice->moved(voice->data);
}

static void find_sound(struct voice *voice)
{
    bool news = g_atomic_int_get(&voice->silent) || !g_atomic_int_get(&voice->sounded);
    g_atomic_int_set(&voice->silent, false);
    g_atomic_int_set(&voice->sounded, true);
    if (news && voice->moved)
        voice->moved(voice->data);
}

static bool open_sound(struct voice *voice)
{
    GError *error = NULL;
    if (voice->own.mute || sound_is_open(voice->sound))
        return !voice->own.mute;
    bool ears = voice->own.manner.headphones && !voice->own.siren; /* an alarm is for everybody else */
    if (!sound_open(voice->sound, ears ? voice->headphones : voice->loudspeaker, &error))
        miss(voice, error);
    else
        find_sound(voice);
    return !voice->own.mute;
}

static void be_off(struct voice *voice)
{
    voice_synth_free(voice->own.synth);
    voice->own.synth = NULL;
    sound_close(voice->sound);
}

static void take_manner(struct voice *voice, const struct voice_manner *manner)
{
    bool other_device = manner->headphones != voice->own.manner.headphones,
         turned_on = manner->on && !voice->own.manner.on;
    GError *error = NULL;
    voice->own.manner = *manner;
    if (turned_on || other_device)
        voice->own.mute = false; /* a card may have come since */
    if (!manner->on || other_device)
        be_off(voice);
    if (!manner->on || !open_sound(voice) || voice->own.synth)
        return;
    voice->own.synth = voice_synth_new(&error);
    if (!voice->own.synth)
        miss(voice, error);
}

/* Into the loudspeaker, waiting while it is full; false when something newer is to be said. */
static bool give(void *data, const int16_t *samples, size_t count)
{
    struct voice *voice = data;
    while (count) {
        int taken = sound_write(voice->sound, voice->own.ticket, samples, count);
        if (taken < 0)
            return false;
        samples += taken;
        count -= (size_t)taken;
        if (taken == 0)
            g_usleep(FULL_US);
    }
    return true;
}

static bool pause_between(struct voice *voice)
{
    static const int16_t silence[PAUSE_MS * SOUND_HZ / 1000];
    return give(voice, silence, G_N_ELEMENTS(silence));
}

static bool say_line(struct voice *voice, const struct script *script, unsigned i)
{
    const struct voice_manner *m = &voice->own.manner;
    unsigned speed = (m->slow ? SPEED_SLOW : SPEED) * m->percent / WHOLE;
    struct voice_prompt prompt;
    const char *sentence = script_line(script, i);
    if (!script->lines[i].personal &&
        voice_prompt_load(&prompt, voice->own.prompts, script->language, sentence, speed * WHOLE / SPEED)) {
        bool more = give(voice, prompt.samples, prompt.count);
        voice_prompt_clear(&prompt);
        return more && pause_between(voice);
    }
    voice_synth_say(voice->own.synth, sentence, script->language, speed, give, voice);
    return pause_between(voice);
}

static void say(struct voice *voice, const struct order *order)
{
    if (voice->own.mute || !voice->own.synth)
        return;
    voice->own.ticket = order->ticket;
    for (unsigned i = 0; i < order->script.count; i++) {
        sound_mark(voice->sound, order->ticket, order->number << LINE_BITS | (i + 1));
        if (!say_line(voice, &order->script, i))
            return;
    }
    sound_mark(voice->sound, order->ticket, 0);
}

/* By the loudspeaker, wherever speech goes; a card may have come since it was last tried. */
static void take_siren(struct voice *voice, bool on)
{
    voice->own.siren = on;
    voice->own.mute = false;
    sound_close(voice->sound);
    if (on || voice->own.manner.on)
        open_sound(voice);
}

static void obey(struct voice *voice, const struct order *order)
{
    switch (order->kind) {
    case ORDER_MANNER:
        take_manner(voice, &order->manner);
        break;
    case ORDER_SAY:
        say(voice, order);
        break;
    case ORDER_TONE:
        if (open_sound(voice))
            sound_tone(voice->sound, order->tone);
        break;
    case ORDER_SIREN:
        take_siren(voice, order->siren);
        break;
    case ORDER_TRY:
        open_sound(voice);
        break;
    case ORDER_FORGET:
        if (voice->own.synth)
            voice_synth_wash(voice->own.synth);
        break;
    case ORDER_END:
        voice->own.ended = true;
        break;
    }
}

/* Sleeps until the bell; a device that was opened for a tone alone is closed behind it. */
static void await(struct voice *voice)
{
    struct pollfd fd = {.fd = voice->bell, .events = POLLIN};
    uint64_t rings;
    bool tone_only = sound_is_open(voice->sound) && !voice->own.manner.on;
    int ready = poll(&fd, 1, tone_only ? TONE_END_MS : -1);
    if (ready > 0 && read(voice->bell, &rings, sizeof rings) < 0 && errno != EAGAIN)
        return;
    if (ready == 0 && tone_only && !sound_busy(voice->sound))
        sound_close(voice->sound);
}

static gpointer thread_main(gpointer data)
{
    struct voice *voice = data;
    voice->own.prompts = voice_prompts_open(voice->folder);
    while (!voice->own.ended) {
        struct order *order = mail_take(voice->orders);
        if (!order) {
            await(voice);
            continue;
        }
        obey(voice, order);
        secret_free(order);
    }
    be_off(voice);
    voice_prompts_free(voice->own.prompts);
    SDL_TLSCleanup(); /* SDL's error texts of this thread, which SDL did not make */
    return NULL;
}

struct voice *voice_new(const struct voice_options *options)
{
    struct voice *voice = g_new0(struct voice, 1);
    voice->folder = g_strdup(options->prompts);
    voice->loudspeaker = g_strdup(options->loudspeaker);
    voice->headphones = g_strdup(options->headphones);
    voice->sound = sound_new();
    sound_tell(voice->sound, options->moved, options->data);
    voice->moved = options->moved;
    voice->data = options->data;
    voice->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    voice->orders = mail_new(ORDERS, free_order, ring, voice);
    voice->manner = voice->own.manner = (struct voice_manner){.percent = WHOLE, .decibel = VOICE_FIRST_DB};
    voice->thread = g_thread_new("voice", thread_main, voice);
    return voice;
}

static struct order *order_new(enum order_kind kind)
{
    struct order *order = secret_new(sizeof *order);
    order->kind = kind;
    return order;
}

void voice_free(struct voice *voice)
{
    if (!voice)
        return;
    sound_hush(voice->sound);
    mail_push(voice->orders, order_new(ORDER_END));
    g_thread_join(voice->thread);
    mail_free(voice->orders);
    sound_free(voice->sound);
    close(voice->bell);
    g_free(voice->folder);
    g_free(voice->loudspeaker);
    g_free(voice->headphones);
    g_free(voice);
}

static bool same(const struct voice_manner *a, const struct voice_manner *b)
{
    return a->on == b->on && a->headphones == b->headphones && a->slow == b->slow && a->percent == b->percent;
}

void voice_set(struct voice *voice, const struct voice_manner *manner)
{
    if (manner->decibel != voice->manner.decibel || manner->on != voice->manner.on)
        sound_gain(voice->sound, manner->decibel); /* what is being said grows louder at once */
    bool told = same(manner, &voice->manner), other_ears = manner->headphones != voice->manner.headphones;
    voice->manner = *manner;
    if (told)
        return;
    if (!manner->on || other_ears)
        sound_hush(voice->sound);
    struct order *order = order_new(ORDER_MANNER);
    order->manner = *manner;
    mail_push(voice->orders, order);
}

unsigned voice_say(struct voice *voice, const struct script *script, bool instead)
{
    struct order *order = order_new(ORDER_SAY);
    order->ticket = instead ? sound_hush(voice->sound) : sound_ticket(voice->sound);
    script_copy(&order->script, script);
    order->number = ++voice->scripts & SCRIPTS;
    unsigned number = order->number;
    mail_push(voice->orders, order);
    return number;
}

unsigned voice_line(struct voice *voice, unsigned script)
{
    unsigned heard = sound_heard(voice->sound);
    return script && heard >> LINE_BITS == script ? heard & LINES : 0;
}

bool voice_speaks(struct voice *voice)
{
    return voice->manner.on && sound_busy(voice->sound);
}

void voice_hush(struct voice *voice)
{
    sound_hush(voice->sound);
}

void voice_tone(struct voice *voice, enum sound_tone tone)
{
    if (sound_tone(voice->sound, tone))
        return;
    struct order *order = order_new(ORDER_TONE);
    order->tone = tone;
    mail_push(voice->orders, order);
}

void voice_siren(struct voice *voice, bool on)
{
    struct order *order = order_new(ORDER_SIREN);
    order->siren = on;
    sound_siren(voice->sound, on);
    mail_push(voice->orders, order);
}

void voice_try(struct voice *voice)
{
    mail_push(voice->orders, order_new(ORDER_TRY));
}

bool voice_silent(const struct voice *voice)
{
    return g_atomic_int_get(&voice->silent);
}

bool voice_sounded(const struct voice *voice)
{
    return g_atomic_int_get(&voice->sounded);
}

void voice_forget(struct voice *voice)
{
    sound_hush(voice->sound);
    mail_push(voice->orders, order_new(ORDER_FORGET));
}

struct sound_times voice_times(struct voice *voice)
{
    return sound_times(voice->sound);
}
