/* The ui room of the program: what it holds, and one turn of its loop.
 * Owned by main; everything in it belongs to the ui room, session, page and input lie in secret memory.
 * Only the ui room. */
#pragma once

#include <glib.h>

#include "album.h"
#include "automation.h"
#include "base/clock.h"
#include "base/config.h"
#include "base/mail.h"
#include "desk.h"
#include "devices/room.h"
#include "effects.h"
#include "errands.h"
#include "front.h"
#include "hands.h"
#include "night.h"
#include "power.h"
#include "proof.h"
#include "session/session.h"
#include "sign.h"
#include "speech.h"
#include "store/running.h"
#include "tally.h"
#include "translate.h"
#include "ui/input/input.h"
#include "ui/page.h"
#include "ui/text.h"
#include "ui/ui.h"
#include "viewfinder.h"
#include "warm.h"
#include "watchdog.h"
#include "workshop.h"

struct kiosk {
    const struct config *config;
    struct catalog *catalog;
    struct calendar calendar;
    struct clock clock;
    struct known_time *known; /* what the agent learned of the time; the desk reads it too */
    struct session *session;
    struct input *input;
    struct pinyin *pinyin;
    struct regions regions;
    struct page *pages[2]; /* one is shown, the other is being written */
    unsigned shown;
    struct ink inks[2]; /* of each page: where the strokes lie, and how many it shows */
    struct translation *translation;
    struct proof_keys proof_keys; /* none until the desk told */
    struct screen_context context;
    struct raster *paper; /* the newest of this visit, as printed for `paper_request`; wiped with the visit */
    uint32_t paper_request;
    struct night { /* how dark the standby picture is */
        struct clock_hours hours;
        unsigned percent, shown; /* at night; now, 0: not said yet */
        bool lamp;               /* by the panel's own; else by painting */
        bool alone;              /* as the desk was told */
    } night;
    struct health health;
    struct notices *notices; /* the session borrows them */
    struct text_fonts *fonts;
    struct ui *ui;
    struct speech *speech;
    struct running *running; /* the devices are ours */
    struct device_room *devices;
    struct desk *desk;
    struct workshop *workshop;
    struct sign_player sign;
    struct mail *from_devices, *from_desk, *from_workshop;
    struct mail *live; /* the newest picture of a camera */
    struct viewfinder viewfinder;
    struct album album;
    struct automation *automation;
    struct wait { /* an automation request that is answered later */
        bool open;
        char screen[24], overlay[16];
        int64_t until_ms;
    } wait;
    struct watchdog watchdog;
    struct tally tally;
    struct hands hands;
    struct errands errands;
    struct power power;
    struct front front;
    bool off;         /* the machine is to be shut down behind us */
    bool siren_tried; /* the loudspeaker that is the alarm */
    unsigned lamps;   /* bits of the slots whose lamps are lit */
    struct warm *warm;
    bool warming; /* letters are to be made, or faces opened anew */
    bool speaks;  /* something was heard at the last turn */
    bool case_id_wanted, quit;
    int status; /* of the program; 1: it has to start anew */
};

/* Stands in standby, and has greeted the rooms. */
void kiosk_begin(struct kiosk *k);
int64_t kiosk_now(const struct kiosk *k);
const struct page *kiosk_page(const struct kiosk *k); /* as shown */
/* One event through the session and its effects to the rooms. */
void kiosk_event(struct kiosk *k, struct session_event *event);
void kiosk_tell_health(struct kiosk *k);
/* The devices beside the visit (cabinet.c): what they did, and what somebody outside asks of them. */
void cabinet_letter(struct kiosk *k, const struct device_letter *letter);
void cabinet_errand(struct kiosk *k, const struct desk_letter *letter);
void cabinet_turn(struct kiosk *k);
int64_t cabinet_due(const struct kiosk *k); /* real time, ms; INT64_MAX: never for this */
/* What came from finger, key or socket (intake.c). */
void kiosk_answer_typed(struct kiosk *k); /* what stands in the input becomes the answer of its question */
void kiosk_take_input(struct kiosk *k, const struct ui_input *input);
void kiosk_typed(struct kiosk *k, const char *utf8);
void kiosk_show(struct kiosk *k); /* builds the page and paints what changed */
/* Waits at most so long for input (-1: as long as it takes), and takes all there is. */
void kiosk_take_waiting(struct kiosk *k, int timeout);
/* Waits for the next thing to happen anywhere, and does it. */
void kiosk_turn(struct kiosk *k);

/* Requests of the automation socket (requests.c). */
void requests_take(struct kiosk *k);
void requests_check_wait(struct kiosk *k); /* answers an open wait when its time has come */
