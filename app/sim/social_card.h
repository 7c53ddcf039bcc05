/* The chip of a social-security card: items in two files, made from the JSON of an identity card (name,
 * number, sex, ethnic, birth), and its answers to commands. Example people only. Whoever loads it owns it;
 * free takes NULL. The simulator has one loop: everything here is called from it. */
#pragma once

#include <glib.h>

typedef struct SimSocialCard SimSocialCard;

SimSocialCard *sim_social_card_load(const char *path, GError **error);
void sim_social_card_free(SimSocialCard *card);
void sim_social_card_reset(SimSocialCard *card);
/* Bytes written to `out`, at most 258. other: it is no social-security card; pin: it asks for one first. */
gsize sim_social_card_answer(SimSocialCard *card, const guint8 *command, gsize count, gboolean other,
                             gboolean pin, guint8 out[258]);
