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
/* What is asked about an order: "order.create", "order.state", "order.cancel", "order.pay". */
const char *submission_order_kind(const struct effect *effect);
/* Its case and what is due; to pay, the phone's code. Nothing of a person. */
void submission_order(struct secret_bytes *to, const struct effect *effect, const struct pay *pay);
