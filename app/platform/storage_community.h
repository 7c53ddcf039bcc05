/* What the community keeps at the platform: who was sent for a reported problem, and votes. Part of
 * storage.h: the same storage, errors, thread and durability. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct storage;

struct storage_assignment { /* who goes to look at a reported problem */
    uint32_t wardens;       /* in: of so many, 0 .. wardens - 1 */
    int64_t within_ms;      /* in: after the report was received */
    uint32_t warden;        /* out */
    int64_t due_ms;         /* out: by when, wall clock */
};
enum { STORAGE_VOTER_BYTES = 32 };
struct storage_vote {
    const char *id;
    const uint8_t *voter; /* a keyed hash of vote and person: STORAGE_VOTER_BYTES */
    int64_t closes_ms;    /* in: when nothing is known of this vote yet; out: when it closes */
    uint32_t cast;        /* out: ballots so far */
    bool voted;           /* out: this voter is among them */
};

/* The one with the fewest reports; once sent, always the same. ABSENT when the number is no report's. */
gboolean storage_assign(struct storage *storage, const char *receipt, struct storage_assignment *assignment,
                        GError **error);
/* How a vote stands, for one who may vote. */
gboolean storage_vote(struct storage *storage, struct storage_vote *vote, GError **error);
/* Voter and ballot in one transaction, and never joined: a list of hashes without time or order, and a count
 * for each option. `counted` is FALSE when the voter stands there already; then nothing changes. */
gboolean storage_cast(struct storage *storage, const struct storage_vote *vote, const char *option,
                      gboolean *counted, GError **error);
/* Ballots of one option; -1 with an error. For the count, once the vote has closed. */
int storage_tally(struct storage *storage, const char *id, const char *option, GError **error);
