/* What a person entered, as the JSON that the platform will open: written straight into secret memory.
 * The caller owns the bytes. Pure; called in the ui room. */
#pragma once

#include "album.h"
#include "base/secret.h"
#include "session/session.h"

/* The members of an application that the session knows: language, person, answers, materials, signature,
 * consent; the pages that were photographed come from the album, NULL for none. The desk puts id, kiosk,
 * kind, service, created and receipt before them. */
void submission_application(struct secret_bytes *to, const struct session *s, const struct album *album);
/* What is asked online: "query", "report", "ballot", "vote", "booking.offer", ... */
const char *submission_question_kind(const struct session *s);
/* The members of an online request: who asks, or about which report. */
void submission_question(struct secret_bytes *to, const struct session *s);
/* What lies in the cabinet since a visit ended; whose it is, nobody says. */
void submission_left(struct secret_bytes *to, const struct session *s);
/* Which notice was read, and who says so when a card was laid down. */
void submission_seen(struct secret_bytes *to, const struct session *s);
/* A rating without a person: face and reasons. */
void submission_rating(struct secret_bytes *to, const struct effect *effect);
/* Whose document is wanted, and which. */
void submission_sheet(struct secret_bytes *to, const struct session *s);
void submission_talk(struct secret_bytes *to, const struct session *s);
/* Of a question about an order: its case and what is due. Nothing of a person. */
void submission_order(struct secret_bytes *to, const uint8_t id[16], const struct pay *pay);
