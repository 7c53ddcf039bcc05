#include "front.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/log.h"

enum { EIGHTHS = 8 };

static bool look_for_panel(struct front *f, const struct config *config, int64_t now_ms)
{
    const char *node = config_text(config, "screen", "touch");

    if (*node && now_ms >= f->look_ms) {
        f->gone = access(node, F_OK) != 0;
        f->look_ms = now_ms + FRONT_LOOK_MS;
    }
    return f->gone;
}

static void tell_touch(struct tally *t, enum device_status status, enum device_attention why, int64_t wall_ms)
{
    if (!tally_part(t, TALLY_TOUCH, status, why, wall_ms))
        return;
    if (status == STATUS_ABSENT)
        log_warning("touch", "the touch panel is gone: look at its plug; the kiosk goes on by keypad alone");
    else if (why == ATTENTION_HELD)
        log_warning(
            "touch",
            "something lies on one place of the screen for over 10 s: wipe the glass dry, and have the "
            "touch panel looked at if it comes again");
    else if (why == ATTENTION_DRIFT)
        log_warning("touch", "taps miss what was meant by the same way again and again: calibrate the touch "
                             "panel, or have it looked at");
    else
        log_info("touch", "the touch panel is well");
}

/* Without a node to look for, the panel is known to be there once it was touched. */
static void look_at_touch(struct front *f, const struct config *config, struct ui *ui, int64_t now_ms,
                          int64_t wall_ms, struct tally *t)
{
    struct glass *glass = ui_glass(ui);
    bool named = *config_text(config, "screen", "touch") != '\0';

    if (look_for_panel(f, config, now_ms)) {
        glass_lifted(glass);
        tell_touch(t, STATUS_ABSENT, ATTENTION_NONE, wall_ms);
    } else if (glass_held(glass, now_ms))
        tell_touch(t, STATUS_ATTENTION, ATTENTION_HELD, wall_ms);
    else if (glass_drifts(glass))
        tell_touch(t, STATUS_ATTENTION, ATTENTION_DRIFT, wall_ms);
    else if (named || glass->ever)
        tell_touch(t, STATUS_READY, ATTENTION_NONE, wall_ms);
}

bool front_wrong_mode(int width, int height, int mm_width, int mm_height)
{
    int64_t across = (int64_t)width * mm_height, down = (int64_t)height * mm_width;

    return llabs(across - down) * EIGHTHS > MAX(across, down);
}

/* A window on somebody's desk has what size they like. */
static void look_at_display(const struct config *config, const struct ui *ui, int64_t wall_ms,
                            struct tally *t)
{
    struct canvas c = ui_picture(ui);
    bool wrong = config_is(config, "screen", "fullscreen") &&
                 front_wrong_mode(c.width, c.height, config_int(config, "screen", "width_mm"),
                                  config_int(config, "screen", "height_mm"));
    bool news = tally_part(t, TALLY_DISPLAY, wrong ? STATUS_ATTENTION : STATUS_READY,
                           wrong ? ATTENTION_WRONG_MODE : ATTENTION_NONE, wall_ms);

    if (news && wrong)
        log_warning(
            "display",
            "the picture of %dx%d has not the proportions of width_mm and height_mm: set the display to "
            "the panel's own mode, or correct [screen]",
            c.width, c.height);
}

/* Whether there is a loudspeaker shows when it is first needed. */
static void look_at_sound(const struct speech *speech, int64_t wall_ms, struct tally *t)
{
    if (speech_silent(speech))
        tally_part(t, TALLY_SOUND, STATUS_ABSENT, ATTENTION_NONE, wall_ms);
    else if (speech_sounded(speech))
        tally_part(t, TALLY_SOUND, STATUS_READY, ATTENTION_NONE, wall_ms);
}

bool front_turn(struct front *f, const struct config *config, struct ui *ui, const struct speech *speech,
                int64_t now_ms, int64_t wall_ms, struct tally *t, struct health *health)
{
    bool before = health->touch_gone;

    look_at_touch(f, config, ui, now_ms, wall_ms, t);
    look_at_display(config, ui, wall_ms, t);
    look_at_sound(speech, wall_ms, t);
    health->touch_gone = f->gone;
    return health->touch_gone != before;
}

int64_t front_due(const struct front *f, const struct config *config, struct ui *ui, int64_t now_ms)
{
    int64_t due = glass_due(ui_glass(ui), now_ms);

    return *config_text(config, "screen", "touch") ? MIN(due, f->look_ms) : due;
}
