/* News from the platform to the kiosk: notices, fetched when they changed and kept in the store. Borrows
 * store and client; the struct is the caller's, zeroed by news_init. The room of the store. */
#pragma once

#include "store/open.h"
#include "sync/client.h"

typedef void (*news_ask)(void *data, const char *path, const char *tag, struct client_answer *answer);
struct news {
    struct store *store;
    news_ask ask;
    void *ask_data;
    char tag[48]; /* of the list that the store holds; "" after a start */
};
void news_init(struct news *news, struct store *store, news_ask ask, void *ask_data);
/* Asks once. FALSE: the platform was not reached, or what it said was no list of notices; what is kept
 * stands. */
gboolean news_look(struct news *news, GError **error);
