/* An identity card as it lies on the reader: the 256 letters, the photo and what else the chip holds, made
 * from JSON. The caller of sim_card_load owns the card; sim_card_free takes NULL. Example people only, so
 * plain heap will do. The simulator has one loop: everything here is called from it. */
#pragma once

#include <glib.h>

#define SIM_CARD_TEXT 256
#define SIM_CARD_PHOTO 1024
#define SIM_CARD_FINGER 512 /* one fingerprint; a card holds none, one or two */
#define SIM_CARD_ADDRESS 70
#define SIM_CARD_CHIP 28 /* IIN 4, SN 8, DN 16 */

typedef struct {
    guint8 text[SIM_CARD_TEXT];
    guint8 photo[SIM_CARD_PHOTO];
    guint8 fingers[2 * SIM_CARD_FINGER];
    guint8 address[SIM_CARD_ADDRESS]; /* the newest added one */
    guint8 chip[SIM_CARD_CHIP];
    guint finger_count;
    gboolean has_address;
} SimCard;

GQuark sim_card_error_quark(void);
SimCard *sim_card_load(const char *path, GError **error);
SimCard *sim_card_parse(const char *json, gsize length, GError **error);
void sim_card_free(SimCard *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SimCard, sim_card_free)
