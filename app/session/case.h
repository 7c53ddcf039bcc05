/* Who came and what they bring: the person of the card, and one application, query or certificate.
 * Personal data, all of it: these structs lie in secret memory and own nothing but themselves; a visit's end
 * wipes them. The ui room alone may touch them. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "catalog/service.h"
#include "session/booking.h"
#include "session/means.h"
#include "session/offer.h"
#include "session/pay.h"
#include "session/photo.h"
#include "session/progress.h"

/* clang-format off */
enum {
    SESSION_ANSWERS = 24, SESSION_VALUE = 256, SESSION_AMOUNT = 11 /* characters */, SESSION_MATERIALS = 8,
    SESSION_STROKE_POINTS = 3072, SESSION_ROWS = 64, SESSION_VERIFY = 640 /* an address with a signed code behind it */
};

enum { PERSON_PHOTO = 1024 /* bytes */ };
struct person { /* as the card says it, or the register whose code was shown; UTF-8 */
    char name[96], name_en[144], number[24], sex[4], ethnic[32], birth[9], address[160], issuer[64], from[9], to[16];
    bool social; /* read from a social-security card, which knows no address */
    uint8_t photo[PERSON_PHOTO]; unsigned photo_len; /* opaque (WLT); only when the service wants it */
    bool by_code; /* 亮证码: then there is no address, no issuer, no photo */
};
struct answer { char field[32]; char value[SESSION_VALUE]; bool from_card; }; /* value: see docs/catalog.md */
struct stroke_point { int16_t x, y; bool begins; }; /* in 1/10000 of the pad's width and height */
struct result_row { struct label label; char value[96]; }; /* label texts belong to the row's own buffers below */

enum asked_why { ASKED_OFFLINE, ASKED_LATE /* whatever was asked may have been done */, ASKED_REFUSED };
/* What a request for an answer by message is about: the question that came to nothing, and what was entered. */
struct asked {
    const struct service *service; /* borrowed; NULL: the case is no such request */
    uint8_t id[16];                /* of the question's own case, under which a booking may stand */
    char pick[OFFER_CODE];         /* of a booking: the time that was wished, as the platform names it, and when */
    int64_t at_ms;                 /* 0: none */
    char by[BOOKING_PLACE];        /* which of the answers is the place of that time; "": none */
    enum asked_why why;            /* the question of this case came to nothing, so far */
    struct answer answers[SESSION_ANSWERS];
    unsigned answer_count;
};

struct case_file { /* one application, query or certificate within a visit; 再办一件 starts a new one */
    uint8_t id[16];          /* UUIDv7; zero until the program drew one (EVENT_CASE_ID) */
    char receipt[13];        /* twelve digits once saved */
    char code[15];           /* the check code its paper ends in: 7F3A 91C2 5B0E */
    int64_t saved_ms;
    unsigned way;            /* how it is handed over: of the service's ways, from 1; 0: not said */
    struct pay pay;
    unsigned papers;         /* printed of this case: the next one is a reprint */
    bool reviewed, consented, saved, accepted; /* accepted: the platform has it */
    bool stamped;            /* signed by the card read, not by hand */
    bool by_mark, witness_called; /* 不会写字: a mark is drawn instead of a name; staff were asked to see it */
    struct answer answers[SESSION_ANSWERS];
    unsigned answer_count;
    struct { bool taken, later; unsigned pages; /* photographed */ char code[128]; } materials[SESSION_MATERIALS];
    struct photo photo;      /* the one in hand */
    struct stroke_point ink[SESSION_STROKE_POINTS];
    unsigned ink_count, pad_ratio; /* pad_ratio: the pad's width in thousandths of its height */
    struct offer offer;      /* vote: what there is to pick from, with the rows of the result */
    struct booking booking;  /* the same of a booking: its slots, and the ticket */
    struct progress progress; /* of this person's cases, when the question was after them */
    char pick[OFFER_CODE];   /* which of them; nobody but the platform ever hears it, and only with the vote */
    bool proof;              /* the result is what a signed paper says, that somebody showed */
    struct asked asked;
    bool confirmed;          /* asked once more, and sure */
    unsigned parts;          /* of a bundle, bit i: part i is ticked */
    bool parts_told;         /* what is ticked beforehand was */
    struct { char title[2][96], note[2][192], verify[SESSION_VERIFY], document[24] /* number of its page; "": none */, label[SESSION_ROWS][2][48], value[SESSION_ROWS][96]; struct means means[SESSION_ROWS], note_means; unsigned count; } result;
};
/* clang-format on */
