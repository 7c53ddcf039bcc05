/* How soon the voice answers a key: from the focus to the first sample the device is given, and from a key to
 * its first silence; 60 times, 200 with LC_LONG. Prints; asserts nothing timed. The device is SDL's dummy,
 * which takes a period every 23 ms as a sound card does. */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/secret.h"
#include "tests/long_run.h"
#include "ui/voice.h"

enum { ROUNDS = 200, SHORT_ROUNDS = 60, PATIENCE_US = 5000000, MS = 1000 };

struct figures {
    double ms[ROUNDS];
    unsigned count;
};

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void print(const char *what, struct figures *f, int aim)
{
    qsort(f->ms, f->count, sizeof f->ms[0], by_size);
    printf("%s: median %.1f ms, p99 %.1f ms, most %.1f ms, n %u (aim %d)\n", what, f->ms[f->count / 2],
           f->ms[f->count * 99 / 100], f->ms[f->count - 1], f->count, aim);
}

/* When it began, or ended, after `since`; 0: not in time. */
static int64_t await(struct voice *voice, bool end, int64_t since)
{
    while (g_get_monotonic_time() < since + PATIENCE_US) {
        struct sound_times times = voice_times(voice);
        int64_t at = end ? times.ended_us : times.began_us;
        if (at > since)
            return at;
        g_usleep(MS);
    }
    return 0;
}

static bool measure(struct voice *voice, struct page *page, struct script *script, struct figures *began,
                    struct figures *ended)
{
    const struct script_view view = {.focus = ""};
    for (unsigned i = 0; i < (long_run() ? ROUNDS : SHORT_ROUNDS); i++) {
        int64_t focus = g_get_monotonic_time();
        script_begin(script, LANGUAGE_ZH);
        script_widget(script, page, &page->widgets[i % page->count], &view);
        voice_say(voice, script, true);
        int64_t first = await(voice, false, focus);
        g_usleep((gulong)(50 + i % 97) * MS); /* in the middle of a word */
        int64_t key = g_get_monotonic_time();
        voice_hush(voice);
        int64_t silent = await(voice, true, key);
        if (!first || !silent)
            return false;
        began->ms[began->count++] = (double)(first - focus) / MS;
        ended->ms[ended->count++] = (double)(silent - key) / MS;
    }
    return true;
}

int main(void)
{
    struct figures began = {.count = 0}, ended = {.count = 0};
    g_setenv("SDL_AUDIODRIVER", "dummy", TRUE);
    secret_start();
    struct page *page = page_new();
    struct script *script = secret_new(sizeof *script);
    struct voice *voice = voice_new(&(struct voice_options){"", "", ""});
    page_begin(page, "form", "");
    page_button(page, LOOK_MAIN, "next", "签好了，下一步，请您再看一遍有没有写错", "");
    page_add(page, ROLE_TILE, LOOK_TILE, "service.a", "高龄津贴")->detail = "满 80 岁可以领，每月发到银行卡";
    page_add(page, ROLE_FIELD, LOOK_NUMBER, "field.phone", "您的手机号是多少，一共十一位")->value = "";
    voice_set(voice, &(struct voice_manner){.on = true, .percent = 100, .decibel = VOICE_FIRST_DB});
    bool good = measure(voice, page, script, &began, &ended);
    if (good) {
        print("focus to first sample", &began, 200);
        print("key to silence", &ended, 100);
    } else {
        fprintf(stderr, "speech: the voice did not speak, or did not stop: install espeak-ng-data\n");
    }
    voice_free(voice);
    secret_free(script);
    page_free(page);
    return good ? 0 : 1;
}
