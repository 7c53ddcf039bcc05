/* How the table is read: the first row that holds. */
#include "session/moves.h"

const struct move *moves_row(unsigned i)
{
    return i < moves_count ? &moves_table[i] : NULL;
}

const struct cover *covers_row(unsigned i)
{
    return i < covers_count ? &covers_table[i] : NULL;
}

const struct move *moves_find(const struct session *s, enum event_kind kind,
                              const struct session_event *event)
{
    for (unsigned i = 0; i < moves_count; i++) {
        const struct move *m = &moves_table[i];

        if (m->on == kind && (m->at & 1u << s->step) != 0 && (m->when == NULL || m->when(s, event)))
            return m;
    }
    return NULL;
}

const struct cover *covers_find(const struct session *s, enum event_kind kind,
                                const struct session_event *event)
{
    for (unsigned i = 0; i < covers_count; i++) {
        const struct cover *c = &covers_table[i];

        if (c->on == kind && (c->over & 1u << s->overlay) != 0 && (c->when == NULL || c->when(s, event)))
            return c;
    }
    return NULL;
}
