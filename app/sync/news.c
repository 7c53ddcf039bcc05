#include "sync/news.h"

#include <string.h>

#include "store/notices.h"
#include "sync/refusal.h"
#include "wire/messages.h"
#include "wire/notices.h"

void news_init(struct news *news, struct store *store, news_ask ask, void *ask_data)
{
    *news = (struct news){.store = store, .ask = ask, .ask_data = ask_data};
}

static gboolean not_told(const struct client_answer *answer, GError **error)
{
    char why[REFUSAL_TEXT];

    refusal_write(answer, why);
    g_set_error(error, message_error_quark(), MESSAGE_ERROR_FORM, "no notices: %s", why);
    return FALSE;
}

/* The tag counts only once its list is on the disk: else it would never be asked for again. */
static gboolean take(struct news *news, const struct client_answer *answer, GError **error)
{
    struct notices *notices = message_notices_parse(answer->body.data, answer->body.len, error);
    gboolean well = notices && store_notices_put(news->store, notices, error);

    notices_free(notices);
    g_strlcpy(news->tag, well ? answer->tag : "", sizeof news->tag);
    return well;
}

gboolean news_look(struct news *news, GError **error)
{
    struct client_answer answer = {0};
    gboolean well = TRUE;

    news->ask(news->ask_data, WIRE_PATH_NOTICES, news->tag, &answer);
    if (answer.reached && answer.status == 200 && strcmp(answer.type, WIRE_TYPE_JSON) == 0)
        well = take(news, &answer, error);
    else if (!answer.reached || answer.status != 304 || !news->tag[0])
        well = not_told(&answer, error);
    client_answer_clear(&answer);
    return well;
}
