#include "ui/voice_prompt.h"

#include <glib.h>
#include <SDL.h>
#include <sonic.h>
#include <string.h>

#include "ui/sound.h"

void voice_prompt_key(const char *sentence, char key[VOICE_PROMPT_KEY])
{
    g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, sentence, -1);
    g_strlcpy(key, sum, VOICE_PROMPT_KEY);
}

/* Any WAV that SDL reads, as the loudspeaker wants it. */
static bool convert(struct voice_prompt *prompt, const SDL_AudioSpec *spec, const Uint8 *data, Uint32 bytes)
{
    SDL_AudioCVT cvt;
    if (SDL_BuildAudioCVT(&cvt, spec->format, spec->channels, spec->freq, AUDIO_S16SYS, 1, SOUND_HZ) < 0)
        return false;
    cvt.len = (int)bytes;
    cvt.len_cvt = (int)bytes;
    cvt.buf = g_malloc0((size_t)bytes * (size_t)MAX(1, cvt.len_mult) + sizeof *prompt->samples);
    memcpy(cvt.buf, data, bytes);
    if (cvt.needed && SDL_ConvertAudio(&cvt) != 0) {
        g_free(cvt.buf);
        return false;
    }
    prompt->samples = (int16_t *)(void *)cvt.buf;
    prompt->count = (size_t)cvt.len_cvt / sizeof *prompt->samples;
    return true;
}

static void hurry(struct voice_prompt *prompt, unsigned percent)
{
    enum { WHOLE = 100, SLOWEST = 2 };
    if (percent == WHOLE || prompt->count == 0)
        return;
    int16_t *longer = g_renew(int16_t, prompt->samples, prompt->count * SLOWEST + SOUND_HZ);
    prompt->samples = longer;
    prompt->count = (size_t)sonicChangeShortSpeed(longer, (int)prompt->count, (float)percent / WHOLE, 1, 1, 1,
                                                  0, SOUND_HZ, 1);
}

bool voice_prompt_load(struct voice_prompt *prompt, const char *folder, enum language language,
                       const char *sentence, unsigned percent)
{
    char key[VOICE_PROMPT_KEY];
    SDL_AudioSpec spec;
    Uint8 *data = NULL;
    Uint32 bytes = 0;
    *prompt = (struct voice_prompt){.count = 0};
    if (!*folder)
        return false;
    voice_prompt_key(sentence, key);
    g_autofree char *path = g_strdup_printf("%s/%s/%s.wav", folder, language_name(language), key);
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR) || !SDL_LoadWAV(path, &spec, &data, &bytes))
        return false;
    bool good = convert(prompt, &spec, data, bytes);
    SDL_FreeWAV(data);
    if (good)
        hurry(prompt, percent);
    return good;
}

void voice_prompt_clear(struct voice_prompt *prompt)
{
    g_free(prompt->samples);
    *prompt = (struct voice_prompt){.count = 0};
}
