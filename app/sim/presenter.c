#include "sim/presenter.h"

enum { RETRACT = 2, OFFER = 3, EJECT = 5, OFFER_FOR = 32 }; /* escpos.readthedocs.io, Paper Movement */

void sim_presenter_cut(SimPresenter *presenter)
{
    presenter->cut = presenter->fitted;
}

static void away(SimPresenter *presenter, guint *counter)
{
    if (presenter->lies || presenter->cut)
        ++*counter;
    presenter->lies = presenter->cut = FALSE;
}

gboolean sim_presenter_do(SimPresenter *presenter, guint8 what)
{
    switch (what) {
    case RETRACT:
        away(presenter, &presenter->retracted);
        return TRUE;
    case EJECT:
        away(presenter, &presenter->ejected);
        return TRUE;
    case OFFER:
    case OFFER_FOR:
        presenter->lies = presenter->lies || presenter->cut;
        presenter->cut = FALSE;
        return TRUE;
    default:
        return FALSE;
    }
}

gboolean sim_presenter_take(SimPresenter *presenter)
{
    gboolean lay = presenter->lies;
    presenter->lies = FALSE;
    presenter->taken += lay;
    return lay;
}
