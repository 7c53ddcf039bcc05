/* What needed attention goes back into the queue. */
#include "store/outbox_parts.h"

gboolean outbox_unpark(struct outbox *outbox, const uint8_t id[OUTBOX_ID_BYTES], GError **error)
{
    return outbox_commit(outbox, outbox_about(outbox, UNPARK, id), error);
}

gboolean outbox_unpark_all(struct outbox *outbox, const char *reason, GError **error)
{
    g_autoptr(GError) why = NULL;

    sqlite3_bind_text(outbox->statement[UNPARK_ALL], 1, reason, -1, SQLITE_STATIC);
    if (outbox_commit(outbox, outbox->statement[UNPARK_ALL], &why) ||
        g_error_matches(why, store_error_quark(), STORE_ERROR_ABSENT))
        return TRUE; /* none is as well */
    g_propagate_error(error, g_steal_pointer(&why));
    return FALSE;
}
