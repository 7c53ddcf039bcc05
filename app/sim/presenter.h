/* The mouth of a printer: it holds out what was cut until somebody takes it, or is told to eject or retract
 * it. A value inside the printer; owns nothing. Runs in the simulator's one loop. */
#pragma once

#include <glib.h>

typedef struct {
    gboolean fitted;    /* FALSE: cut paper falls out, and GS e is not known */
    gboolean cut, lies; /* a paper is inside behind the knife; it hangs out of the mouth */
    guint taken, ejected, retracted;
} SimPresenter;

void sim_presenter_cut(SimPresenter *presenter);
/* What GS e says: 2 retracts, 3 and 32 offer, 5 ejects. FALSE for what is not known. */
gboolean sim_presenter_do(SimPresenter *presenter, guint8 what);
gboolean sim_presenter_take(SimPresenter *presenter); /* a hand; FALSE when nothing hangs there */
