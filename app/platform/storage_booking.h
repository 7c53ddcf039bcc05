/* Bookings: how many places there are at a time, and who has one. Part of storage.h: the same storage,
 * errors, thread and durability. A person is a keyed hash; beside it stands nothing but the number to call,
 * and only until the day is over or the booking is cancelled; the rest goes a month later. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct storage;

enum {
    STORAGE_GUEST_BYTES = 32,
    STORAGE_CASE_BYTES = 16,
    STORAGE_PLACE = 32,
    STORAGE_TICKET = 16,
    STORAGE_PHONE = 16,
    STORAGE_SERVICE = 48
};

/* After its day, so long the page of its number can be asked for. */
#define STORAGE_BOOKING_KEPT_MS (INT64_C(30) * 24 * 60 * 60 * 1000)

struct storage_slot { /* a time at a place, and how many may come */
    char place[STORAGE_PLACE];
    int64_t at_ms;
    uint32_t capacity, taken; /* taken: out */
};
typedef void (*storage_slot_visitor)(const struct storage_slot *slot, void *data);

struct storage_booking {
    const char *service;            /* in; of storage_bookings also out, for that call */
    const uint8_t *guest;           /* in: a keyed hash of service and person, STORAGE_GUEST_BYTES */
    uint8_t id[STORAGE_CASE_BYTES]; /* in: of the case */
    char place[STORAGE_PLACE], number[STORAGE_TICKET] /* twelve digits, drawn by the caller */,
        phone[STORAGE_PHONE];
    int64_t at_ms, made_ms, cancelled_ms; /* made: in, now; cancelled: 0 while it stands */
};
typedef void (*storage_booking_visitor)(const struct storage_booking *booking, void *data);

enum storage_booked {
    STORAGE_BOOKED,        /* this case has it: now, or since an earlier try */
    STORAGE_BOOKED_BEFORE, /* the person has another one that is not over: that is what comes back */
    STORAGE_CASE_TAKEN,    /* another person's booking, or one of another service, has this case */
    STORAGE_SLOT_FULL,     /* the last place went to somebody else, or the time is past or unknown */
};

/* Those that are not there yet; what stands there stays. Slots and telephone numbers of before `now_ms` go,
 * and what was booked for a month before. */
gboolean storage_add_slots(struct storage *storage, const char *service, const struct storage_slot *slots,
                           size_t count, int64_t now_ms, GError **error);
/* From then on, earliest first, full ones too. */
gboolean storage_slots(struct storage *storage, const char *service, int64_t from_ms,
                       storage_slot_visitor visit, void *data, GError **error);
/* Place and booking in one transaction: of two for the last place one gets it, whichever server asks.
 * `booking` is what the outcome speaks of. */
gboolean storage_book(struct storage *storage, struct storage_booking *booking, enum storage_booked *outcome,
                      GError **error);
/* The guest's booking of this service that is to come after `made_ms`, or ABSENT. */
gboolean storage_held(struct storage *storage, struct storage_booking *booking, GError **error);
/* Cancels that one, its place is free again; or ABSENT. */
gboolean storage_unbook(struct storage *storage, struct storage_booking *booking, GError **error);
/* Or ABSENT; cancelled ones are found, too. */
gboolean storage_find_booking(struct storage *storage, const char *number, char service[STORAGE_SERVICE],
                              struct storage_booking *out, GError **error);
/* Those that stand, from then on, earliest first. */
gboolean storage_bookings(struct storage *storage, int64_t from_ms, storage_booking_visitor visit, void *data,
                          GError **error);
