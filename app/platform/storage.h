/* Where the platform keeps what was handed in; database.h is what is beneath it.
 * The caller owns a storage and closes it; what a visitor is shown belongs to the storage and lives for that
 * call. One thread at a time per storage; two programs may open the same one (server and worker's desk).
 * Those that write return after the commit is on the disk, all or nothing. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/uri.h"
#include "platform/storage_booking.h"
#include "platform/storage_bundle.h"
#include "platform/storage_cases.h"
#include "platform/storage_community.h"
#include "platform/storage_enrol.h"
#include "platform/storage_fleet.h"
#include "platform/storage_forget.h"
#include "platform/storage_identity.h"
#include "platform/storage_money.h"
#include "platform/storage_release.h"
#include "platform/storage_upload.h"
#include "wire/order.h"

enum storage_error {
    STORAGE_ERROR_URI,    /* no store of that kind */
    STORAGE_ERROR_FULL,   /* no room: nothing of the call was kept */
    STORAGE_ERROR_BUSY,   /* another program holds it for too long */
    STORAGE_ERROR_BROKEN, /* unreadable, damaged, of a newer release */
    STORAGE_ERROR_ABSENT, /* no such record */
    STORAGE_ERROR_FILED,  /* a submission of this id is stored: nothing more of it is kept */
    STORAGE_ERROR_MANY,   /* a kiosk's unfinished uploads are as many as it may have */
    STORAGE_ERROR_SPENT,  /* a payment code that paid another order, a token of another kiosk's key */
    STORAGE_ERROR_UNSURE, /* the line to the database broke as it was being kept: say it again */
};
GQuark storage_error_quark(void);

enum { STORAGE_ID_BYTES = 16, STORAGE_DIGEST_BYTES = 32, STORAGE_MONTHS_MAX = 240 };

/* An opened application. `record` is its JSON as the kiosk sealed it. */
struct storage_submission {
    uint8_t id[STORAGE_ID_BYTES];         /* UUIDv7, the idempotency key */
    uint8_t digest[STORAGE_DIGEST_BYTES]; /* of the sealed body: tells a repeat from another payload */
    const char *receipt, *kiosk, *kind, *service; /* receipt "" for a note: rating, call */
    const char *about; /* of a request for an answer by message: the service that was asked; NULL else */
    int64_t created_ms, received_ms;
    int64_t waited_ms; /* of a call: how long it lay in its kiosk; -1: nobody can tell */
    const char *record;
    size_t record_len;
    const struct storage_part *parts; /* of a bundle: filed in the same transaction */
    size_t part_count;
    const uint8_t *owner;            /* whose: see storage_cases.h; NULL when nobody is named */
    const struct storage_void *gone; /* a kiosk gives up paying: in the same transaction; NULL for none */
    /* It says that the order of its case paid it: money that is here is filed with it, else it goes back.
     * Either way what was asked for its case is closed: what is paid later goes back, and nothing opens it
     * again. */
    bool pays;
    const char
        *owed; /* what a case that says it is paid lacks when no money is here; NULL: it says no such */
};
enum storage_verdict {
    STORAGE_STORED,
    STORAGE_DUPLICATE, /* same id, same body: already here */
    STORAGE_DIFFERENT, /* same id, other body */
    STORAGE_TAKEN,     /* the receipt number belongs to another application */
};
struct storage_put {
    struct storage_submission submission;
    enum storage_verdict verdict; /* out */
    int64_t at_ms;                /* out: when it was first received */
};

struct storage_row {                                              /* what a list shows: nothing personal */
    const char *receipt, *kiosk, *kind, *service, *state, *about; /* about: as above, "" for none */
    int64_t created_ms, received_ms;
    int64_t waited_ms; /* of a note, as above */
};
struct storage_step { /* one change of state of one application, oldest first */
    const char *state;
    int64_t at_ms;
    const char *what,
        *due;          /* what is missing, and the day it is wanted by (YYYY-MM-DD); NULL or "" for none */
    const char *about; /* out: of a request for an answer by message, what was asked; NULL or "" for none */
};
struct storage_contribution { /* one month of social security: amounts in fen */
    char month[8];            /* YYYY-MM */
    int64_t base_fen, amount_fen;
    char employer[96];
};
struct storage_certificate {
    char number[24], kind[64], name[128], person[24]; /* person: identity number */
    char from[8], to[8];                              /* YYYY-MM */
    uint32_t months;
    int64_t issued_ms;
};

struct storage_line { /* of a talk between a resident and staff in short texts */
    const char *thread, *kiosk, *text;
    uint32_t seq;  /* grows over all threads; out only */
    uint32_t turn; /* of the resident's lines in the thread, from 1: said again it is kept once; 0: staff's */
    int64_t at_ms;
};

typedef void (*storage_line_visitor)(const struct storage_line *line, void *data);
struct storage_order {            /* what is paid for one case */
    uint8_t id[STORAGE_ID_BYTES]; /* in: of the case */
    char number[ORDER_TEXT], service[48];
    int64_t amount_fen;
    uint32_t attempt;       /* which of its codes is shown, from 1; only the newest takes money */
    enum order_state state; /* as stored: an open one may be over */
    int64_t created_ms, valid_ms, paid_ms, settled_ms; /* settled: when it came to its state */
    int64_t turn;       /* in: which asking of its kiosk this is, growing; 0 of an older kiosk */
    char receipt[16];   /* out, of storage_orders: of the case that is here, or "" */
    uint32_t goes_back; /* out, of storage_orders: payments that do not keep it */
};
enum storage_order_deed {
    ORDER_DEED_LOOK,
    ORDER_DEED_PAY,    /* open, this attempt, still valid -> paid */
    ORDER_DEED_CANCEL, /* open -> cancelled, paid -> refund_due */
};
typedef void (*storage_order_visitor)(const struct storage_order *order, void *data);
typedef void (*storage_row_visitor)(const struct storage_row *row, void *data);
typedef void (*storage_step_visitor)(const struct storage_step *step, void *data);
typedef void (*storage_notice_visitor)(const char *body, size_t len, void *data);
struct storage_request { /* for an answer by message, and how it stands */
    const char *receipt, *about, *state;
    const char *words; /* a worker's to this state; NULL or "" for none */
    int64_t created_ms;
    const char *record; /* as in a submission: personal */
    size_t record_len;
};
typedef void (*storage_request_visitor)(const struct storage_request *request, void *data);
typedef void (*storage_record_visitor)(const struct storage_row *row, const char *record, size_t len,
                                       void *data);

struct storage;

/* "sqlite:FILE", with "?pages=N" as a quota in pages of 4 KiB, or "postgresql://…" as libpq reads it
 * (PostgreSQL 15, 34.1.1.2). Brings the schema up to this release; of programs that start at once one does.
 */
struct storage *storage_open(const char *uri, GError **error);
/* The same for whoever looks at what a server keeps, and makes none: ABSENT, with how to name it. */
struct storage *storage_open_existing(const char *uri, GError **error);
void storage_close(struct storage *storage); /* NULL is fine */

/* All items in one transaction; TRUE = durable, each item has its verdict. FALSE = nothing was kept. */
gboolean storage_put(struct storage *storage, struct storage_put *items, size_t count, GError **error);
gboolean storage_rows(struct storage *storage, storage_row_visitor visit, void *data, GError **error);
/* ABSENT when nobody handed in that number. */
gboolean storage_steps(struct storage *storage, const char *receipt, storage_step_visitor visit, void *data,
                       GError **error);
gboolean storage_record(struct storage *storage, const char *receipt, storage_record_visitor visit,
                        void *data, GError **error);
/* All requests for an answer by message, answered ones too, by when they were left. */
gboolean storage_requests(struct storage *storage, storage_request_visitor visit, void *data, GError **error);
/* What came without a number since then, oldest first. */
gboolean storage_notes(struct storage *storage, int64_t since_ms, storage_record_visitor visit, void *data,
                       GError **error);
gboolean storage_set_state(struct storage *storage, const char *receipt, const struct storage_step *step,
                           GError **error);
/* Newest month first; the count, or -1. */
int storage_contributions(struct storage *storage, const char *person, struct storage_contribution *months,
                          size_t cap, GError **error);
gboolean storage_add_contributions(struct storage *storage, const char *person,
                                   const struct storage_contribution *months, size_t count, GError **error);
gboolean storage_add_certificate(struct storage *storage, const struct storage_certificate *certificate,
                                 GError **error);
gboolean storage_certificate(struct storage *storage, const char *number, struct storage_certificate *out,
                             GError **error);
/* `body` is the notice's JSON; the same id again takes the place of the older one. */
gboolean storage_put_notice(struct storage *storage, const char *id, int64_t published_ms, int64_t until_ms,
                            GBytes *body, GError **error);
gboolean storage_drop_notice(struct storage *storage, const char *id, GError **error); /* or ABSENT */
/* Those whose time is not over, the newest first. */
gboolean storage_notices(struct storage *storage, int64_t now_ms, storage_notice_visitor visit, void *data,
                         GError **error);
/* One line more; all from before `since_ms` go. Staff's goes to a thread that somebody began, else ABSENT. */
gboolean storage_put_line(struct storage *storage, const struct storage_line *line, int64_t since_ms,
                          GError **error);
/* Those with a larger seq, oldest first; thread "": of all. */
gboolean storage_lines(struct storage *storage, const char *thread, uint32_t after,
                       storage_line_visitor visit, void *data, GError **error);

/* Makes the order, or opens it again: a new code when the old one is over, cancelled, refunded, for another
 * amount, or when `renew` asks for one. One that is paid stays so; one to be paid back is paid again, for it
 * is the same case. `order` has id, number, service, amount, created (now), valid and turn; it gets how it
 * stands. A turn that was given up opens nothing, nor does one of a case that is here: ABSENT when nothing
 * was there either. */
gboolean storage_order_open(struct storage *storage, struct storage_order *order, gboolean renew,
                            GError **error);
/* What does not fit its state changes nothing: look at `out`. ABSENT when there is none. */
gboolean storage_order(struct storage *storage, enum storage_order_deed deed, const char *number,
                       uint32_t attempt, int64_t at_ms, struct storage_order *out, GError **error);
/* The newest turn is remembered: an older one's farewell touches nothing any more. No order is no error. */
gboolean storage_order_heed(struct storage *storage, const char *number, int64_t turn, GError **error);
/* By a phone's payment code, of which only a hash is kept: in one transaction the code is spent and the order
 * paid, if it is open and valid; else nothing changes, and `out` says how it stands. The same code and order
 * again are the same payment; another order's is SPENT. */
gboolean storage_order_pay(struct storage *storage, const char *number,
                           const uint8_t code[STORAGE_OWNER_BYTES], int64_t at_ms, struct storage_order *out,
                           GError **error);
/* Paid before that, and no application came: refund_due. One that comes still makes it filed. */
gboolean storage_orders_settle(struct storage *storage, int64_t paid_before_ms, int64_t at_ms,
                               GError **error);
gboolean storage_orders(struct storage *storage, storage_order_visitor visit, void *data, GError **error);
