#include "ui/sound.h"

#include <dlfcn.h>
#include <math.h>
#include <SDL.h>
#include <string.h>

#include "base/secret.h"

enum { WAITING_S = 2, WAITING = WAITING_S * SOUND_HZ, MS = 1000, RAMP_MS = 5, NOTES = 3, GAIN_ONE = 32768 };

struct note {
    unsigned hz, ms; /* 0 Hz: silence */
};
static const struct note melodies[][NOTES] = {
    [SOUND_CARD] = {{880, 120}},
    [SOUND_ERROR] = {{330, 240}},
    [SOUND_CALL] = {{880, 120}, {0, 100}, {880, 120}},
    [SOUND_SIREN] = {{960, 400}, {770, 400}},
};

struct sound {
    SDL_mutex *lock; /* of all below: SDL's own thread reads */
    SDL_AudioDeviceID device;
    int16_t *waiting; /* secret: a ring of samples */
    size_t first, count;
    unsigned ticket;
    int gain;
    const struct note *notes; /* what is being played of a melody, NULL: nothing */
    unsigned note, at;        /* the note, and how many of its samples are out */
    bool speaking, siren;
    struct sound_times times;
    struct mark { /* where a part begins, in samples since the last hush */
        uint64_t at;
        unsigned number;
    } marks[SOUND_MARKS];
    unsigned mark_count, heard;
    uint64_t written, played;
    void (*moved)(void *data);
    void *moved_data;
};

struct sound *sound_new(void)
{
    struct sound *sound = g_new0(struct sound, 1);
    sound->lock = SDL_CreateMutex();
    g_assert(sound->lock);
    sound->waiting = secret_new(WAITING * sizeof *sound->waiting);
    sound->gain = GAIN_ONE;
    return sound;
}

void sound_free(struct sound *sound)
{
    if (!sound)
        return;
    sound_close(sound);
    secret_free(sound->waiting);
    SDL_DestroyMutex(sound->lock);
    g_free(sound);
}

static int16_t clip(int value)
{
    return (int16_t)CLAMP(value, INT16_MIN, INT16_MAX);
}

/* Next sample of the melody; soft at both ends, so that it does not click. */
static int note_sample(struct sound *sound)
{
    const double pi = 3.14159265358979323846, loudness = sound->siren ? 32000 : 8000;
    if (!sound->notes && sound->siren)
        sound->notes = melodies[SOUND_SIREN];
    if (!sound->notes)
        return 0;
    const struct note *note = &sound->notes[sound->note];
    unsigned length = note->ms * SOUND_HZ / MS, ramp = RAMP_MS * SOUND_HZ / MS;
    unsigned edge = MIN(sound->at, length - sound->at);
    double swell = edge < ramp ? (double)edge / ramp : 1;
    double value = sin(2 * pi * note->hz * sound->at / SOUND_HZ) * loudness * swell;
    if (++sound->at >= length) {
        sound->at = 0;
        if (++sound->note == NOTES || sound->notes[sound->note].ms == 0) {
            sound->notes = NULL;
            sound->note = 0;
        }
    }
    return (int)value;
}

/* True when another part began; the lock is held. */
static bool pass_marks(struct sound *sound)
{
    unsigned passed = 0, before = sound->heard;
    while (passed < sound->mark_count && sound->marks[passed].at <= sound->played)
        sound->heard = sound->marks[passed++].number;
    sound->mark_count -= passed;
    memmove(sound->marks, sound->marks + passed, sound->mark_count * sizeof *sound->marks);
    return sound->heard != before;
}

static void drop_marks(struct sound *sound)
{
    sound->mark_count = sound->heard = 0;
    sound->written = sound->played = 0;
}

static void SDLCALL play(void *data, Uint8 *stream, int bytes)
{
    struct sound *sound = data;
    int16_t *out = (int16_t *)(void *)stream;
    SDL_LockMutex(sound->lock);
    bool speaking = sound->count > 0;
    for (size_t i = 0; i < (size_t)bytes / sizeof *out; i++) {
        int value = 0;
        if (sound->count) {
            int16_t *sample = &sound->waiting[sound->first];
            value = (int)((int64_t)*sample * sound->gain / GAIN_ONE);
            *sample = 0;
            sound->first = (sound->first + 1) % WAITING;
            sound->count--;
            sound->played++;
        }
        out[i] = clip(value + note_sample(sound));
    }
    bool ended = sound->speaking && !speaking;
    if (speaking != sound->speaking)
        *(speaking ? &sound->times.began_us : &sound->times.ended_us) = g_get_monotonic_time();
    sound->speaking = speaking;
    bool moved = pass_marks(sound);
    void (*tell)(void *) = moved || ended ? sound->moved : NULL;
    SDL_UnlockMutex(sound->lock);
    if (tell)
        tell(sound->moved_data);
}

static void say_nothing(const char *file, int line, const char *function, int error, const char *format, ...)
{
    (void)file, (void)line, (void)function, (void)error, (void)format;
}

/* libasound writes ten lines on standard error where there is no card; what happened is told by us, once. */
static void quieten_alsa(void)
{
    typedef void handler(const char *, int, const char *, int, const char *, ...);
    int (*set_handler)(handler *) = NULL;
    void *found = dlsym(RTLD_DEFAULT, "snd_lib_error_set_handler");
    memcpy(&set_handler, &found, sizeof found);
    if (set_handler)
        set_handler(say_nothing);
}

bool sound_open(struct sound *sound, const char *device, GError **error)
{
    SDL_AudioSpec wanted = {.freq = SOUND_HZ,
                            .format = AUDIO_S16SYS,
                            .channels = 1,
                            .samples = SOUND_PERIOD,
                            .callback = play,
                            .userdata = sound},
                  got;
    SDL_AudioDeviceID id = 0;
    sound_close(sound);
    quieten_alsa();
    bool ready = SDL_InitSubSystem(SDL_INIT_AUDIO) == 0;
    if (ready)
        id = SDL_OpenAudioDevice(*device ? device : NULL, 0, &wanted, &got, 0);
    if (!id) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s", SDL_GetError());
        if (ready)
            SDL_QuitSubSystem(SDL_INIT_AUDIO);
        return false;
    }
    SDL_LockMutex(sound->lock);
    sound->device = id;
    SDL_UnlockMutex(sound->lock);
    SDL_PauseAudioDevice(id, 0);
    return true;
}

void sound_close(struct sound *sound)
{
    SDL_LockMutex(sound->lock);
    SDL_AudioDeviceID id = sound->device;
    sound->device = 0;
    secret_wipe(sound->waiting, WAITING * sizeof *sound->waiting);
    sound->first = sound->count = 0;
    drop_marks(sound);
    sound->notes = NULL;
    sound->speaking = false;
    SDL_UnlockMutex(sound->lock);
    if (!id)
        return;
    SDL_CloseAudioDevice(id); /* waits for SDL's thread, which may want the lock */
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
}

bool sound_is_open(const struct sound *sound)
{
    SDL_LockMutex(sound->lock);
    bool open = sound->device != 0;
    SDL_UnlockMutex(sound->lock);
    return open;
}

int sound_write(struct sound *sound, unsigned ticket, const int16_t *samples, size_t count)
{
    int taken = -1;
    SDL_LockMutex(sound->lock);
    if (ticket == sound->ticket && sound->device) {
        size_t room = WAITING - sound->count, n = MIN(count, room);
        for (size_t i = 0; i < n; i++)
            sound->waiting[(sound->first + sound->count + i) % WAITING] = samples[i];
        sound->count += n;
        sound->written += n;
        taken = (int)n;
    }
    SDL_UnlockMutex(sound->lock);
    return taken;
}

unsigned sound_hush(struct sound *sound)
{
    SDL_LockMutex(sound->lock);
    if (sound->count)
        secret_wipe(sound->waiting, WAITING * sizeof *sound->waiting);
    sound->first = sound->count = 0;
    drop_marks(sound);
    unsigned ticket = ++sound->ticket;
    SDL_UnlockMutex(sound->lock);
    return ticket;
}

void sound_mark(struct sound *sound, unsigned ticket, unsigned number)
{
    SDL_LockMutex(sound->lock);
    if (ticket == sound->ticket && sound->device && sound->mark_count < SOUND_MARKS)
        sound->marks[sound->mark_count++] = (struct mark){sound->written, number};
    SDL_UnlockMutex(sound->lock);
}

unsigned sound_heard(struct sound *sound)
{
    SDL_LockMutex(sound->lock);
    unsigned heard = sound->heard;
    SDL_UnlockMutex(sound->lock);
    return heard;
}

void sound_tell(struct sound *sound, void (*moved)(void *data), void *data)
{
    SDL_LockMutex(sound->lock);
    sound->moved = moved;
    sound->moved_data = data;
    SDL_UnlockMutex(sound->lock);
}

unsigned sound_ticket(struct sound *sound)
{
    SDL_LockMutex(sound->lock);
    unsigned ticket = sound->ticket;
    SDL_UnlockMutex(sound->lock);
    return ticket;
}

void sound_gain(struct sound *sound, int decibel)
{
    /* 10^(-5n/20) in parts of 32768 */
    static const int gains[] = {32768, 18427, 10362, 5827, 3277, 1843, 1036, 583, 328, 184, 104, 58, 33};
    enum { STEP = 5 };
    int step = CLAMP(-decibel / STEP, 0, (int)G_N_ELEMENTS(gains) - 1);
    SDL_LockMutex(sound->lock);
    sound->gain = gains[step];
    SDL_UnlockMutex(sound->lock);
}

bool sound_tone(struct sound *sound, enum sound_tone tone)
{
    SDL_LockMutex(sound->lock);
    bool open = sound->device != 0;
    if (open) {
        sound->notes = melodies[tone];
        sound->note = sound->at = 0;
    }
    SDL_UnlockMutex(sound->lock);
    return open;
}

void sound_siren(struct sound *sound, bool on)
{
    SDL_LockMutex(sound->lock);
    sound->siren = on;
    sound->notes = NULL;
    sound->note = sound->at = 0;
    SDL_UnlockMutex(sound->lock);
}

bool sound_busy(struct sound *sound)
{
    SDL_LockMutex(sound->lock);
    bool busy = sound->count || sound->notes || sound->speaking || sound->siren;
    SDL_UnlockMutex(sound->lock);
    return busy;
}

struct sound_times sound_times(struct sound *sound)
{
    SDL_LockMutex(sound->lock);
    struct sound_times times = sound->times;
    SDL_UnlockMutex(sound->lock);
    return times;
}
