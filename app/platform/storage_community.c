#include "platform/storage_community.h"

#include "platform/storage.h"

gboolean storage_assign(struct storage *storage, const char *receipt, struct storage_assignment *assignment,
                        GError **error)
{
    return storage->kind->community->assign(storage, receipt, assignment, error);
}

gboolean storage_vote(struct storage *storage, struct storage_vote *vote, GError **error)
{
    return storage->kind->community->vote(storage, vote, error);
}

gboolean storage_cast(struct storage *storage, const struct storage_vote *vote, const char *option,
                      gboolean *counted, GError **error)
{
    return storage->kind->community->cast(storage, vote, option, counted, error);
}

int storage_tally(struct storage *storage, const char *id, const char *option, GError **error)
{
    return storage->kind->community->tally(storage, id, option, error);
}
