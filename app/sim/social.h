/* A social-security card in the virtual reader of a pcscd (vsmartcard-vpcd, port 35963 of this machine): the
 * files EF05 and EF06 of LD/T 32 behind their environment, answers as a T=0 card gives them, and what cards
 * do wrong. sim_social_new owns all it makes; free takes NULL. Runs in the simulator's one loop. */
#pragma once

#include "sim/device.h"

typedef struct SimSocial SimSocial;

SimSocial *sim_social_new(void);
void sim_social_free(SimSocial *social);
gboolean sim_social_command(gpointer device, const char *verb, const char *rest, GString *answer,
                            GError **error);
