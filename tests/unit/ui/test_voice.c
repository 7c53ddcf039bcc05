/* The voice from sentence to samples: speech, recorded prompts, tones, silence at once, and a machine without
 * a sound card. What the device is given lands in a file (SDL's disk driver). */
#include "ui/voice.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "base/secret.h"
#include "ui/voice_prompt.h"
#include "ui/voice_synth.h"

enum { PATIENCE_MS = 60000, LOUD = 200 };

struct room {
    char *folder, *out;
    struct script *script;
    struct voice *voice;
    int moved;
};

static int enter(void **state)
{
    struct room *room = g_new0(struct room, 1);
    room->folder = g_dir_make_tmp("linchuang-voice-XXXXXX", NULL);
    room->out = g_build_filename(room->folder, "out.raw", NULL);
    room->script = secret_new(sizeof *room->script);
    g_setenv("SDL_AUDIODRIVER", "disk", TRUE);
    g_setenv("SDL_DISKAUDIOFILE", room->out, TRUE);
    g_setenv("SDL_DISKAUDIODELAY", "2", TRUE); /* ten times as fast as ears */
    *state = room;
    return 0;
}

static void remove_all(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *inner = g_build_filename(path, name, NULL);
        remove_all(inner);
    }
    if (dir)
        g_dir_close(dir);
    g_remove(path);
}

static int leave_room(void **state)
{
    struct room *room = *state;
    voice_free(room->voice);
    remove_all(room->folder);
    g_free(room->folder);
    g_free(room->out);
    secret_free(room->script);
    g_free(room);
    return 0;
}

static const struct voice_manner on = {.on = true, .percent = 100, .decibel = 0};
static const struct voice_manner off = {.on = false, .percent = 100, .decibel = 0};

static void moved(void *data)
{
    g_atomic_int_inc((int *)data);
}

static void open_voice(struct room *room)
{
    room->voice = voice_new(&(struct voice_options){room->folder, "", "", moved, &room->moved});
}

static unsigned say(struct room *room, const char *sentence, bool personal)
{
    script_begin(room->script, LANGUAGE_ZH);
    script_add(room->script, personal, sentence);
    return voice_say(room->voice, room->script, true);
}

/* Until the device was given speech, or silence behind it, after `since`. */
static bool comes(struct room *room, bool silence, int64_t since)
{
    for (int i = 0; i < PATIENCE_MS; i++) {
        struct sound_times times = voice_times(room->voice);
        if ((silence ? times.ended_us : times.began_us) > since)
            return true;
        g_usleep(1000);
    }
    return false;
}

/* Begun and heard to its end; on a busy machine there is silence within it, too. */
static bool is_read(struct room *room, unsigned number)
{
    bool begun = comes(room, false, 0);
    for (int i = 0; i < PATIENCE_MS && voice_line(room->voice, number); i++)
        g_usleep(1000);
    return begun && voice_line(room->voice, number) == 0;
}

/* Samples in the file louder than a whisper, and their pitch. */
static size_t loud_now(struct room *room, double *hz)
{
    g_autofree char *data = NULL;
    gsize bytes = 0;
    if (!g_file_get_contents(room->out, &data, &bytes, NULL))
        return 0;
    const int16_t *samples = (const int16_t *)(const void *)data;
    size_t count = 0, crossings = 0;
    for (size_t i = 1; i < bytes / sizeof *samples; i++) {
        count += samples[i] > LOUD || samples[i] < -LOUD;
        crossings += (samples[i - 1] < 0) != (samples[i] < 0) && samples[i] && samples[i - 1];
    }
    if (hz)
        *hz = count ? (double)crossings * SOUND_HZ / 2 / (double)count : 0;
    return count;
}

/* The same, once the voice has ended and the file is closed. */
static size_t loud(struct room *room, double *hz)
{
    voice_free(room->voice);
    room->voice = NULL;
    return loud_now(room, hz);
}

static void speaks(void **state)
{
    struct room *room = *state;
    open_voice(room);
    voice_set(room->voice, &on);
    unsigned number = say(room, "请刷一下身份证。", false);
    assert_true(is_read(room, number));
    assert_true(loud(room, NULL) > SOUND_HZ / 2);
}

static void tells_which_line_is_heard(void **state)
{
    struct room *room = *state;
    unsigned line = 0, lines = 0, moves = 0;
    open_voice(room);
    voice_set(room->voice, &on);
    script_begin(room->script, LANGUAGE_ZH);
    script_add(room->script, false, "请把身份证放在读卡口。");
    script_add(room->script, false, "二。");
    script_add(room->script, false, "填了一半的不会丢，随时接着办，不会的可以请工作人员来帮忙。");
    unsigned number = voice_say(room->voice, room->script, true);
    for (int i = 0; i < PATIENCE_MS && lines < 3; i++) {
        unsigned now = voice_line(room->voice, number);
        if (now != line) {
            assert_true(now > line); /* in order; a busy machine may look too late for one */
            lines = line = now;
            moves++;
        }
        g_usleep(1000);
    }
    assert_int_equal(line, 3);
    assert_true(moves > 0);
    assert_int_equal(voice_line(room->voice, number + 1), 0); /* of another script: none */
    assert_true(comes(room, true, 0));
    assert_true(is_read(room, number));
    number = voice_say(room->voice, room->script, true);
    for (int i = 0; i < PATIENCE_MS && !voice_line(room->voice, number); i++)
        g_usleep(1000);
    assert_true(voice_line(room->voice, number) > 0);
    voice_hush(room->voice);
    assert_int_equal(voice_line(room->voice, number), 0);
}

static void is_silent_when_off(void **state)
{
    struct room *room = *state;
    open_voice(room);
    say(room, "请刷一下身份证。", false);
    voice_set(room->voice, &on);
    voice_set(room->voice, &off);
    say(room, "请刷一下身份证。", false);
    assert_int_equal(loud(room, NULL), 0);
}

static void the_new_ends_the_old(void **state)
{
    struct room *room = *state;
    open_voice(room);
    voice_set(room->voice, &on);
    script_begin(room->script, LANGUAGE_ZH);
    for (int i = 0; i < SCRIPT_LINES; i++) /* minutes of speech */
        script_add(room->script, false, "填了一半的不会丢，随时接着办，不会的可以请工作人员来帮忙。");
    voice_say(room->voice, room->script, true);
    assert_true(comes(room, false, 0));
    voice_hush(room->voice);
    assert_true(comes(room, true, 0));
    int64_t then = voice_times(room->voice).began_us;
    say(room, "好。", false);
    assert_true(comes(room, false, then));
    voice_forget(room->voice);
    assert_true(loud(room, NULL) < SOUND_HZ * 20);
}

static void write_index(struct room *room, const char *lines)
{
    g_autofree char *folder = g_build_filename(room->folder, "zh_CN", NULL);
    g_autofree char *path = g_build_filename(folder, "prompts.tsv", NULL);
    g_mkdir_with_parents(folder, 0700);
    assert_true(g_file_set_contents(path, lines, -1, NULL));
}

/* One second of 1000 Hz for that sentence. */
static void record(struct room *room, const char *sentence)
{
    enum { HEADER = 44, SAMPLES = SOUND_HZ };
    g_autofree uint8_t *wav = g_malloc0(HEADER + SAMPLES * 2);
    const uint32_t sizes[] = {36 + SAMPLES * 2, 16, SOUND_HZ, SOUND_HZ * 2, SAMPLES * 2};
    const uint16_t format[] = {1, 1}, block[] = {2, 16};
    memcpy(wav, "RIFF", 4);
    memcpy(wav + 4, &sizes[0], 4);
    memcpy(wav + 8, "WAVEfmt ", 8);
    memcpy(wav + 16, &sizes[1], 4);
    memcpy(wav + 20, format, 4);
    memcpy(wav + 24, &sizes[2], 8);
    memcpy(wav + 32, block, 4);
    memcpy(wav + 36, "data", 4);
    memcpy(wav + 40, &sizes[4], 4);
    for (int i = 0; i < SAMPLES; i++) {
        int16_t sample = (int16_t)(20000 * sin(2 * 3.14159265358979 * 1000 * i / SOUND_HZ));
        memcpy(wav + HEADER + i * 2, &sample, 2);
    }
    g_autofree char *lines = g_strdup_printf("# by nobody\n%s\ttone.wav\trecorded\n", sentence);
    write_index(room, lines);
    g_autofree char *path = g_build_filename(room->folder, "zh_CN", "tone.wav", NULL);
    assert_true(g_file_set_contents(path, (char *)wav, HEADER + SAMPLES * 2, NULL));
}

static void a_recording_comes_first(void **state)
{
    struct room *room = *state;
    double hz = 0;
    record(room, "您好。");
    open_voice(room);
    voice_set(room->voice, &on);
    unsigned number = say(room, "您好。", false);
    assert_true(comes(room, false, 0) && voice_speaks(room->voice));
    assert_true(is_read(room, number) && comes(room, true, 0));
    assert_false(voice_speaks(room->voice));          /* and whoever waited for that was told */
    assert_true(g_atomic_int_get(&room->moved) >= 3); /* it began, the last line ended, the last sample */
    assert_in_range(loud(room, &hz), SOUND_HZ * 9 / 10, SOUND_HZ * 11 / 10);
    assert_in_range((int)hz, 950, 1050);
}

static void a_recording_hurries_at_its_pitch(void **state)
{
    struct room *room = *state;
    struct voice_prompt prompt;
    record(room, "您好。");
    struct voice_prompts *prompts = voice_prompts_open(room->folder);
    assert_true(voice_prompt_load(&prompt, prompts, LANGUAGE_ZH, "您好。", 200));
    assert_in_range(prompt.count, SOUND_HZ * 45 / 100, SOUND_HZ * 55 / 100);
    voice_prompt_clear(&prompt);
    assert_true(voice_prompt_load(&prompt, prompts, LANGUAGE_ZH, "您好。", 50));
    assert_in_range(prompt.count, SOUND_HZ * 19 / 10, SOUND_HZ * 21 / 10);
    voice_prompt_clear(&prompt);
    assert_false(voice_prompt_load(&prompt, prompts, LANGUAGE_EN, "您好。", 100));
    assert_false(voice_prompt_load(&prompt, prompts, LANGUAGE_ZH, "您好", 100)); /* whole, or not at all */
    voice_prompts_free(prompts);
    prompts = voice_prompts_open("");
    assert_false(voice_prompt_load(&prompt, prompts, LANGUAGE_ZH, "您好。", 100));
    voice_prompts_free(prompts);
}

/* As the loudspeaker has it: speed and loudness are those of the visit, whoever speaks. */
static void a_recording_obeys_speed_and_loudness(void **state)
{
    struct room *room = *state;
    double hz = 0;
    record(room, "您好。");
    open_voice(room);
    voice_set(room->voice, &(struct voice_manner){.on = true, .percent = 200, .decibel = -20});
    unsigned number = say(room, "您好。", false);
    assert_true(is_read(room, number));
    assert_in_range(loud(room, &hz), SOUND_HZ * 43 / 100, SOUND_HZ * 55 / 100);
    assert_in_range((int)hz, 950, 1120); /* a tenth as loud, so more of each wave is a whisper */
    g_autofree char *data = NULL;
    gsize bytes = 0;
    int16_t most = 0;
    assert_true(g_file_get_contents(room->out, &data, &bytes, NULL));
    for (gsize i = 0; i < bytes / 2; i++)
        most = MAX(most, ((const int16_t *)(const void *)data)[i]);
    assert_in_range(most, 1500, 2200); /* a tenth of 20000 */
}

/* Forty seconds of tone wait; a key, and it is silent. */
static void a_key_ends_a_recording(void **state)
{
    struct room *room = *state;
    record(room, "您好。");
    open_voice(room);
    voice_set(room->voice, &on);
    script_begin(room->script, LANGUAGE_ZH);
    for (int i = 0; i < 40; i++)
        script_add(room->script, false, "您好。");
    voice_say(room->voice, room->script, true);
    assert_true(comes(room, false, 0));
    voice_hush(room->voice);
    assert_true(comes(room, true, 0));
    assert_true(loud(room, NULL) < (size_t)SOUND_HZ * 20);
}

static void a_personal_sentence_asks_for_no_recording(void **state)
{
    struct room *room = *state;
    double hz = 0;
    record(room, "好");
    open_voice(room);
    voice_set(room->voice, &on);
    unsigned number = say(room, "好", true);
    assert_true(is_read(room, number));
    size_t count = loud(room, &hz);
    assert_true(count > 0 && (hz < 900 || hz > 1100));
}

struct faults {
    unsigned rows, faults;
    char text[512];
};

static void note(void *data, const char *sentence, const char *file, const char *fault)
{
    struct faults *f = data;
    f->rows++;
    f->faults += fault != NULL;
    g_strlcat(f->text, sentence, sizeof f->text);
    g_strlcat(f->text, file, sizeof f->text);
    g_strlcat(f->text, fault ? fault : " plays;", sizeof f->text);
}

static void broken_recordings_are_no_recordings(void **state)
{
    struct room *room = *state;
    struct faults f = {.rows = 0};
    struct voice_prompt prompt;
    double hz = 0;
    record(room, "您好。");
    g_autofree char *torn = g_build_filename(room->folder, "zh_CN", "torn.wav", NULL);
    assert_true(g_file_set_contents(torn, "RIFF but nothing else", -1, NULL));
    write_index(room, "您好。\ttone.wav\n"
                      "再见。\ttorn.wav\n"
                      "请坐。\tgone.wav\n"
                      "请看。\t../zh_CN/tone.wav\n"
                      "没人念的。\n\n# 您好。\n");
    struct voice_prompts *prompts = voice_prompts_open(room->folder);
    voice_prompts_each(prompts, LANGUAGE_ZH, note, &f);
    assert_int_equal(f.rows, 4);
    assert_int_equal(f.faults, 3);
    assert_non_null(strstr(f.text, "您好。tone.wav plays;"));
    assert_non_null(strstr(f.text, "再见。torn.wavis no WAV file"));
    assert_non_null(strstr(f.text, "请坐。gone.wavis not there"));
    assert_non_null(strstr(f.text, "请看。tone.wavis no name"));
    assert_true(voice_prompt_load(&prompt, prompts, LANGUAGE_ZH, "您好。", 100));
    voice_prompt_clear(&prompt);
    assert_false(voice_prompt_load(&prompt, prompts, LANGUAGE_ZH, "再见。", 100));
    voice_prompts_free(prompts);
    open_voice(room);
    voice_set(room->voice, &on);
    unsigned number = say(room, "再见。", false); /* is said all the same, by the machine */
    assert_true(is_read(room, number));
    size_t count = loud(room, &hz);
    assert_true(count > SOUND_HZ / 10 && (hz < 900 || hz > 1100));
}

static void a_recording_that_goes_meanwhile(void **state)
{
    struct room *room = *state;
    struct voice_prompt prompt;
    record(room, "您好。");
    struct voice_prompts *prompts = voice_prompts_open(room->folder);
    g_autofree char *path = g_build_filename(room->folder, "zh_CN", "tone.wav", NULL);
    g_remove(path);
    assert_false(voice_prompt_load(&prompt, prompts, LANGUAGE_ZH, "您好。", 100));
    voice_prompts_free(prompts);
}

static void a_tone_needs_no_voice(void **state)
{
    struct room *room = *state;
    double hz = 0;
    open_voice(room);
    voice_tone(room->voice, SOUND_CARD);
    for (int i = 0; i < PATIENCE_MS && loud_now(room, NULL) < SOUND_HZ * 9 / 100; i++)
        g_usleep(1000); /* the file is whole when the device is closed, by itself */
    size_t count = loud(room, &hz);
    assert_in_range(count, SOUND_HZ * 9 / 100, SOUND_HZ * 12 / 100);
    assert_in_range((int)hz, 850, 950);
}

static void louder_by_steps(void **state)
{
    struct room *room = *state;
    struct sound *sound = sound_new();
    (void)room;
    g_autoptr(GError) error = NULL;
    assert_true(sound_open(sound, "", &error));
    int16_t samples[SOUND_HZ / 4];
    for (unsigned i = 0; i < G_N_ELEMENTS(samples); i++)
        samples[i] = 20000;
    sound_gain(sound, -20);
    unsigned ticket = sound_hush(sound);
    assert_int_equal(sound_write(sound, ticket, samples, G_N_ELEMENTS(samples)), G_N_ELEMENTS(samples));
    assert_int_equal(sound_write(sound, ticket - 1, samples, 1), -1);
    while (sound_busy(sound))
        g_usleep(1000);
    sound_free(sound);
    g_autofree char *data = NULL;
    gsize bytes = 0;
    assert_true(g_file_get_contents(room->out, &data, &bytes, NULL));
    int16_t most = 0;
    for (gsize i = 0; i < bytes / 2; i++)
        most = MAX(most, ((const int16_t *)(const void *)data)[i]);
    assert_in_range(most, 1990, 2010); /* -20 dB is a tenth */
}

static bool count_samples(void *data, const int16_t *samples, size_t count)
{
    (void)samples;
    *(size_t *)data += count;
    return true;
}

static size_t length(struct voice_synth *synth, const char *sentence, enum language language, unsigned speed)
{
    size_t count = 0;
    voice_synth_say(synth, sentence, language, speed, count_samples, &count);
    return count;
}

static void speed_is_as_asked(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    struct voice_synth *synth = voice_synth_new(&error);
    assert_non_null(synth);
    static const char sentence[] = "您现在住在哪里请写到门牌号工作人员好找到您没带身份证可以请工作人员";
    const double characters = (sizeof sentence - 1) / 3.0;
    static const unsigned speeds[] = {200, 320, 400, 800};
    for (unsigned i = 0; i < G_N_ELEMENTS(speeds); i++) {
        double per_s = characters * SOUND_HZ / (double)length(synth, sentence, LANGUAGE_ZH, speeds[i]);
        assert_true(per_s > speeds[i] / 100.0 * 0.85 && per_s < speeds[i] / 100.0 * 1.15);
    }
    assert_true(length(synth, "Please put your card on the reader.", LANGUAGE_EN, 200) >
                length(synth, "Please put your card on the reader.", LANGUAGE_EN, 400));
    assert_true(length(synth, "كىملىكىڭىزنى قويۇڭ", LANGUAGE_UG, 400) > SOUND_HZ / 2);
    assert_true(length(synth, "كىملىكىڭىزنى قويۇڭ", LANGUAGE_UG, 200) >
                length(synth, "كىملىكىڭىزنى قويۇڭ", LANGUAGE_UG, 400));
    assert_int_equal(length(synth, "", LANGUAGE_ZH, 400), 0);
    voice_synth_free(synth);
}

static void no_sound_card_no_trouble(void **state)
{
    struct room *room = *state;
    g_setenv("SDL_AUDIODRIVER", "none-such", TRUE);
    open_voice(room);
    voice_tone(room->voice, SOUND_ERROR);
    voice_set(room->voice, &on);
    for (int i = 0; i < 200; i++)
        say(room, "请刷一下身份证。", false);
    voice_hush(room->voice);
    voice_forget(room->voice);
    voice_set(room->voice, &off);
    assert_int_equal(voice_times(room->voice).began_us, 0);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(speaks, enter, leave_room),
        cmocka_unit_test_setup_teardown(tells_which_line_is_heard, enter, leave_room),
        cmocka_unit_test_setup_teardown(is_silent_when_off, enter, leave_room),
        cmocka_unit_test_setup_teardown(the_new_ends_the_old, enter, leave_room),
        cmocka_unit_test_setup_teardown(a_recording_comes_first, enter, leave_room),
        cmocka_unit_test_setup_teardown(a_recording_hurries_at_its_pitch, enter, leave_room),
        cmocka_unit_test_setup_teardown(a_recording_obeys_speed_and_loudness, enter, leave_room),
        cmocka_unit_test_setup_teardown(a_key_ends_a_recording, enter, leave_room),
        cmocka_unit_test_setup_teardown(a_recording_that_goes_meanwhile, enter, leave_room),
        cmocka_unit_test_setup_teardown(a_personal_sentence_asks_for_no_recording, enter, leave_room),
        cmocka_unit_test_setup_teardown(broken_recordings_are_no_recordings, enter, leave_room),
        cmocka_unit_test_setup_teardown(a_tone_needs_no_voice, enter, leave_room),
        cmocka_unit_test_setup_teardown(louder_by_steps, enter, leave_room),
        cmocka_unit_test_setup_teardown(speed_is_as_asked, enter, leave_room),
        cmocka_unit_test_setup_teardown(no_sound_card_no_trouble, enter, leave_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
