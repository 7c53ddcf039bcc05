/* The screens: a session said as a page. Each function only describes; it knows no coordinate, colour, SDL
 * call or consequence. Everything is borrowed for the call; pages copy what they keep. Pure: the ui room, and
 * tests. */
#pragma once

#include <stdbool.h>

#include "session/session.h"
#include "ui/input/input.h"
#include "ui/page.h"

struct place_names {                    /* of kiosk.conf; the texts belong to the program */
    struct label place, address, hours; /* 高郢社区; 高郢社区便民服务站，一楼大厅; 8:30 到 17:30 */
    struct label notice;                /* one sentence on the standby picture, or empty */
    const char *station, *phone; /* GY01; 12345 */
    const char *days;            /* of the window: 1 = Monday to 7 = Sunday; NULL: every day */
    unsigned staff_minutes;      /* until somebody comes; 0: not said */
    /* Out of service: 10:30; 大厅东边还有一台; 走过去大约 1 分钟，编号 GY02; or empty. */
    struct label back, elsewhere, way;
};
/* What a camera sees now: the picture as it is painted, or NULL; and what it makes of a page. */
enum sight_says { SIGHT_NOTHING, SIGHT_NO_PAGE, SIGHT_DARK, SIGHT_FAR, SIGHT_WELL };
struct screen_sight {
    bool on; /* a camera is on: the page says so */
    const struct picture *picture;
    enum sight_says says;
};
struct screen_context {
    struct place_names place;
    const char *progress_url;      /* the receipt number is put behind it: "https://host/p/" */
    const void *receipt;           /* picture of the paper for ROLE_LIVE, or NULL */
    const struct input *input;     /* what is being typed, or NULL */
    const struct regions *regions; /* names of divisions; NULL: their codes are shown */
    struct ink *ink; /* room in which a page points to the session's strokes; lives as long as the page */
    const struct view *view; /* or NULL */
    struct screen_sight sight;
    const struct picture *clip; /* what the clip of sign language shows now, or NULL before its first frame */
    unsigned reading;           /* the sentence of the notice that is being spoken, from 1; 0: none */
};

/* The page of this moment: frame, screen, overlay. */
void screens_build(struct page *page, const struct session *s, const struct screen_context *context);

/* One touch as an event for the session; false for what the toolkit does by itself (action_local) and for
 * unknown ids. Texts of the event are borrowed from `id` and the catalog; visit and clock are the caller's to
 * fill. */
bool action_event(const char *id, const struct session *s, struct session_event *out);
bool action_local(const char *id); /* keys, fields, pagers, canvases, cover */

/* Keeps the input on the question in hand; call after every session_step. `asked`: the step was a try to go
 * on, so the field that is to be mended comes first. Loads the answer there is, wipes the input when no
 * question is open. */
void screens_input(struct input *input, const struct session *s, bool asked);
/* The touched field, if it is on this page and may be typed into. */
void screens_input_field(struct input *input, const struct session *s, const char *id);

/* Example sessions of every screen, for the audit and the golden pictures. */
struct preview {
    const char *name;
    void (*fill)(struct session *s);    /* after session_init with the catalog */
    void (*write)(struct input *input); /* after screens_input; NULL where nobody writes */
    struct screen_sight sight;          /* of the context */
};
const struct preview *screens_previews(unsigned *count);

/* The frame, and one line a screen. */
void screen_frame(struct page *page, const struct session *s, const struct screen_context *context);
void screen_footer(struct page *page, const struct session *s, bool bare);
void screen_standby(struct page *page, const struct session *s, const struct screen_context *context);
/* Whether the page offers 念给我听 itself: then no switch for it stands in the header. */
bool home_offers_voice(const struct session *s);
void screen_home(struct page *page, const struct session *s, const struct screen_context *context);
void screen_services(struct page *page, const struct session *s, const struct screen_context *context);
void screen_search(struct page *page, const struct session *s, const struct screen_context *context);
void screen_language(struct page *page, const struct session *s, const struct screen_context *context);
void screen_service(struct page *page, const struct session *s, const struct screen_context *context);
void screen_identify(struct page *page, const struct session *s, const struct screen_context *context);
void screen_form(struct page *page, const struct session *s, const struct screen_context *context);
void screen_materials(struct page *page, const struct session *s, const struct screen_context *context);
void screen_camera(struct page *page, const struct session *s, const struct screen_context *context);
void screen_signature(struct page *page, const struct session *s, const struct screen_context *context);
void screen_delivery(struct page *page, const struct session *s, const struct screen_context *context);
void screen_review(struct page *page, const struct session *s, const struct screen_context *context);
void screen_payment(struct page *page, const struct session *s, const struct screen_context *context);
void screen_sending(struct page *page, const struct session *s, const struct screen_context *context);
void screen_result(struct page *page, const struct session *s, const struct screen_context *context);
void screen_done(struct page *page, const struct session *s, const struct screen_context *context);
void screen_rating(struct page *page, const struct session *s, const struct screen_context *context);
void screen_out_of_service(struct page *page, const struct session *s, const struct screen_context *context);
void screen_practice(struct page *page, const struct session *s, const struct screen_context *context);
void screen_notice(struct page *page, const struct session *s, const struct screen_context *context);
void overlay_alert(struct page *page, const struct session *s, const struct screen_context *context);
/* What going on met, for a few seconds above the buttons; nothing where a keyboard stands: the field tells.
 */
void screen_toast(struct page *page, const struct session *s);
void screen_draft(struct page *page, const struct session *s, const struct screen_context *context);
void screen_parts(struct page *page, const struct session *s, const struct screen_context *context);
void screen_pick(struct page *page, const struct session *s, const struct screen_context *context);
void overlay_confirm(struct page *page, const struct session *s, const struct screen_context *context);
void overlay_sign(struct page *page, const struct session *s, const struct screen_context *context);
void overlay_plan(struct page *page, const struct session *s, const struct screen_context *context);
void overlay_guide(struct page *page, const struct session *s, const struct screen_context *context);
void overlay_talk(struct page *page, const struct session *s, const struct screen_context *context);
void overlay_statement(struct page *page, const struct session *s, const struct screen_context *context);
void overlay_by_mark(struct page *page, const struct session *s, const struct screen_context *context);
void overlay_help(struct page *page, const struct session *s, const struct screen_context *context);
void overlay_emergency(struct page *page, const struct session *s, const struct screen_context *context);
void overlay_timeout(struct page *page, const struct session *s, const struct screen_context *context);
void overlay_offer_large(struct page *page, const struct session *s, const struct screen_context *context);
void overlay_offer_draft(struct page *page, const struct session *s, const struct screen_context *context);
void overlay_leave(struct page *page, const struct session *s, const struct screen_context *context);
