#include "ui/voice_synth.h"

#include <espeak-ng/speak_lib.h>
#include <string.h>

#include "base/secret.h"
#include "ui/sound.h"
#include "ui/voice_read.h"

struct voice_synth {
    enum language language; /* whose voice is set */
    unsigned speed;
    voice_samples_call *call;
    void *data;
    bool stopped;
};

/* voice_read gives pieces of these; every other language is read as one of them. */
static const char *const voices[LANGUAGE_COUNT] = {
    [LANGUAGE_ZH] = "cmn-latn-pinyin", [LANGUAGE_EN] = "en", [LANGUAGE_UG] = "ug"};

/* The library's thread is ours: it calls while espeak_Synth runs. */
static int samples(short *wave, int count, espeak_EVENT *events)
{
    struct voice_synth *synth = events->user_data;
    if (!wave || !synth)
        return 0;
    if (!synth->stopped && count > 0)
        synth->stopped = !synth->call(synth->data, wave, (size_t)count);
    secret_wipe(wave, (size_t)count * sizeof *wave);
    return synth->stopped;
}

/* The library is opened once a process and never closed: espeak_Terminate of 1.51 can wait for ever for its
 * own queue's thread, which sleeps. Whether it is open its current voice tells. */
static bool open_library(GError **error)
{
    enum { PIECE_MS = 60 };
    const espeak_VOICE *voice = espeak_GetCurrentVoice();
    if (voice && voice->name && *voice->name)
        return true;
    if (espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, PIECE_MS, NULL, espeakINITIALIZE_DONT_EXIT) == SOUND_HZ)
        return true;
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "espeak-ng has no data: install espeak-ng-data");
    return false;
}

struct voice_synth *voice_synth_new(GError **error)
{
    if (!open_library(error))
        return NULL;
    for (enum language l = 0; l < LANGUAGE_COUNT; l++)
        if (voices[l] && espeak_SetVoiceByName(voices[l]) != EE_OK) {
            g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                        "espeak-ng has no voice %s: install espeak-ng-data", voices[l]);
            return NULL;
        }
    espeak_SetSynthCallback(samples);
    struct voice_synth *synth = g_new0(struct voice_synth, 1);
    synth->language = LANGUAGE_COUNT;
    return synth;
}

void voice_synth_free(struct voice_synth *synth)
{
    if (!synth)
        return;
    voice_synth_wash(synth);
    g_free(synth);
}

/* espeak-ng's words a minute for a Chinese speed: measured with its voice of Debian 12, which is not linear.
 */
static int words_a_minute(unsigned speed)
{
    static const struct {
        unsigned speed;
        int words;
    } measured[] = {{175, 80},  {210, 100}, {254, 120}, {305, 140}, {355, 160},
                    {395, 175}, {463, 200}, {612, 250}, {775, 300}, {923, 350}};
    enum { LAST = G_N_ELEMENTS(measured) - 1 };
    unsigned i = 1;
    while (i < LAST && measured[i].speed < speed)
        i++;
    unsigned from = measured[i - 1].speed, to = measured[i].speed;
    speed = CLAMP(speed, measured[0].speed, measured[LAST].speed);
    return measured[i - 1].words +
           (int)(speed - from) * (measured[i].words - measured[i - 1].words) / (int)(to - from);
}

/* 120 words a minute at the ordinary speed, as listeners of such machines are used to. */
static int english_words_a_minute(unsigned speed)
{
    enum { WORDS = 120, ORDINARY = 400, SLOWEST = 80 };
    return MAX(SLOWEST, (int)(speed * WORDS / ORDINARY));
}

static bool piece(void *data, enum language language, const char *text)
{
    struct voice_synth *synth = data;
    if (synth->language != language)
        espeak_SetVoiceByName(voices[language]);
    synth->language = language;
    espeak_SetParameter(
        espeakRATE,
        language == LANGUAGE_ZH ? words_a_minute(synth->speed) : english_words_a_minute(synth->speed), 0);
    espeak_Synth(text, strlen(text) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL, synth);
    return !synth->stopped;
}

void voice_synth_say(struct voice_synth *synth, const char *sentence, enum language language, unsigned speed,
                     voice_samples_call *call, void *data)
{
    synth->speed = speed;
    synth->call = call;
    synth->data = data;
    synth->stopped = false;
    voice_read(sentence, language, piece, synth);
}

static bool unheard(void *data, const int16_t *wave, size_t count)
{
    (void)data;
    (void)wave;
    (void)count;
    return true;
}

void voice_synth_wash(struct voice_synth *synth)
{
    enum { FAST = 923 };
    static const char *const water[LANGUAGE_COUNT] = {
        [LANGUAGE_ZH] = "山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山山"
                        "山山山山山山",
        [LANGUAGE_EN] =
            "la la la la la la la la la la la la la la la la la la la la la la la la la la la la la la",
        [LANGUAGE_UG] =
            "لا لا لا لا لا لا لا لا لا لا لا لا لا لا لا لا لا لا لا لا لا لا لا لا لا لا لا لا لا لا"};
    for (enum language l = 0; l < LANGUAGE_COUNT; l++)
        if (water[l])
            voice_synth_say(synth, water[l], l, FAST, unheard, NULL);
}
