#include "ui/voice_prompt.h"

#include <glib.h>
#include <SDL.h>
#include <sonic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/log.h"
#include "ui/sound.h"

/* A line of an index. */
struct recording {
    char *sentence, *path, *fault; /* path: its last part is the name */
};
struct voice_prompts {
    GPtrArray *rows[LANGUAGE_COUNT];    /* of struct recording, in their order */
    GHashTable *played[LANGUAGE_COUNT]; /* sentence to those without a fault; borrows from rows */
};

static void free_recording(void *data)
{
    struct recording *r = data;
    g_free(r->sentence);
    g_free(r->path);
    g_free(r->fault);
    g_free(r);
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

/* NULL when it could be read, else why not; the caller's. */
static char *read_file(struct voice_prompt *prompt, const char *path)
{
    SDL_AudioSpec spec;
    Uint8 *data = NULL;
    Uint32 bytes = 0;
    struct stat file;
    *prompt = (struct voice_prompt){.count = 0};
    if (stat(path, &file) != 0 || !S_ISREG(file.st_mode))
        return g_strdup(VOICE_PROMPT_MISSING);
    if (file.st_size > VOICE_PROMPT_LIMIT)
        return g_strdup_printf("is longer than %d MiB", VOICE_PROMPT_LIMIT >> 20);
    if (!SDL_LoadWAV(path, &spec, &data, &bytes))
        return g_strdup_printf("is no WAV file that can be read (%s)", SDL_GetError());
    bool good = bytes > 0 && bytes <= VOICE_PROMPT_LIMIT && convert(prompt, &spec, data, bytes);
    SDL_FreeWAV(data);
    return good ? NULL : g_strdup("holds nothing that can be heard");
}

static bool is_name(const char *file)
{
    return *file && file[0] != '.' && !strchr(file, '/');
}

/* A line without a name is a sentence that nobody recorded. */
static void take_line(struct voice_prompts *prompts, enum language language, const char *folder,
                      const char *line)
{
    struct voice_prompt prompt = {.count = 0};
    g_auto(GStrv) parts = g_strsplit(line, "\t", 3);
    if (line[0] == '#' || !parts[0] || !parts[0][0] || !parts[1] || !parts[1][0])
        return;
    struct recording *r = g_new0(struct recording, 1);
    r->sentence = g_strdup(parts[0]);
    r->path = g_build_filename(folder, language_locale(language), parts[1], NULL);
    r->fault =
        is_name(parts[1]) ? read_file(&prompt, r->path) : g_strdup("is no name of a file beside the index");
    if (!r->fault) {
        voice_prompt_clear(&prompt);
        g_hash_table_insert(prompts->played[language], r->sentence, r);
    }
    g_ptr_array_add(prompts->rows[language], r);
}

/* The first fault stands for all: kiosk --prompts lists them. */
static void tell(const struct voice_prompts *prompts, enum language language, const char *index)
{
    const struct recording *first = NULL;
    unsigned faults = 0;
    for (unsigned i = 0; i < prompts->rows[language]->len; i++) {
        const struct recording *r = g_ptr_array_index(prompts->rows[language], i);
        first = first || !r->fault ? first : r;
        faults += r->fault != NULL;
    }
    if (first)
        log_warning("voice",
                    "%s: %u of %u recordings cannot be played, and the machine says these sentences itself; "
                    "the first: %s %s",
                    index, faults, prompts->rows[language]->len, strrchr(first->path, '/') + 1, first->fault);
}

static void read_index(struct voice_prompts *prompts, enum language language, const char *folder)
{
    g_autofree char *index = g_build_filename(folder, language_locale(language), "prompts.tsv", NULL);
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    struct stat file;
    if (stat(index, &file) != 0)
        return; /* a language that nobody spoke */
    if (file.st_size > VOICE_INDEX_LIMIT || !g_file_get_contents(index, &text, NULL, &error) ||
        !g_utf8_validate(text, -1, NULL)) {
        log_warning("voice", "%s cannot be used (%s): no recording of it is played", index,
                    error   ? error->message
                    : !text ? "longer than 1 MiB"
                            : "not UTF-8");
        return;
    }
    g_auto(GStrv) lines = g_strsplit_set(text, "\n\r", -1);
    for (char **line = lines; *line; line++)
        take_line(prompts, language, folder, *line);
    tell(prompts, language, index);
}

struct voice_prompts *voice_prompts_open(const char *folder)
{
    struct voice_prompts *prompts = g_new0(struct voice_prompts, 1);
    for (enum language l = 0; l < LANGUAGE_COUNT; l++) {
        prompts->rows[l] = g_ptr_array_new_with_free_func(free_recording);
        prompts->played[l] = g_hash_table_new(g_str_hash, g_str_equal);
        if (*folder)
            read_index(prompts, l, folder);
    }
    return prompts;
}

void voice_prompts_free(struct voice_prompts *prompts)
{
    for (enum language l = 0; prompts && l < LANGUAGE_COUNT; l++) {
        g_hash_table_destroy(prompts->played[l]);
        g_ptr_array_free(prompts->rows[l], TRUE);
    }
    g_free(prompts);
}

void voice_prompts_each(const struct voice_prompts *prompts, enum language language, voice_prompts_call *call,
                        void *data)
{
    for (unsigned i = 0; i < prompts->rows[language]->len; i++) {
        const struct recording *r = g_ptr_array_index(prompts->rows[language], i);
        call(data, r->sentence, strrchr(r->path, '/') + 1, r->fault);
    }
}

bool voice_prompt_load(struct voice_prompt *prompt, const struct voice_prompts *prompts,
                       enum language language, const char *sentence, unsigned percent)
{
    const struct recording *r = g_hash_table_lookup(prompts->played[language], sentence);
    *prompt = (struct voice_prompt){.count = 0};
    if (!r)
        return false;
    g_autofree char *fault = read_file(prompt, r->path); /* it may have gone since */
    if (!fault)
        hurry(prompt, percent);
    return !fault;
}

void voice_prompt_clear(struct voice_prompt *prompt)
{
    g_free(prompt->samples);
    *prompt = (struct voice_prompt){.count = 0};
}

void voice_prompt_name(const char *sentence, char name[VOICE_PROMPT_NAME])
{
    enum { DIGITS = VOICE_PROMPT_NAME - sizeof ".wav" };
    g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, sentence, -1);
    snprintf(name, VOICE_PROMPT_NAME, "%.*s.wav", (int)DIGITS, sum);
}
