#include "devices/annex.h"

#include "base/secret.h"
#include "devices/drivers.h"
#include "devices/news.h"

struct annex {
    struct device_out out; /* first: the library gives it back */
    const struct device_library *library;
    struct uri *uri;
    struct mail *letters, *pictures;
    struct device_news news; /* of the library's thread */
    void *self;
};

static void out_emit(struct device_out *out, struct device_letter *letter)
{
    struct annex *annex = (struct annex *)out;
    if (device_news_is(&annex->news, letter))
        mail_push(annex->letters, letter);
    else
        device_letter_free(letter);
}

static void out_show(struct device_out *out, struct device_picture *picture)
{
    struct annex *annex = (struct annex *)out;
    if (annex->pictures)
        mail_push(annex->pictures, picture);
    else
        device_picture_free(picture);
}

struct annex *annex_new(const struct device_library *library, const struct uri *uri, struct mail *letters,
                        struct mail *pictures, const struct device_files *files, GError **error)
{
    if (!device_check(library->slot, uri, error))
        return NULL;
    struct annex *annex = g_new0(struct annex, 1);
    annex->out = (struct device_out){out_emit, out_show, files};
    annex->library = library;
    annex->letters = letters;
    annex->pictures = pictures;
    annex->uri = uri_parse(uri->text, error);
    if (annex->uri)
        annex->self = library->start(annex->uri, &annex->out);
    if (annex->self)
        return annex;
    annex_free(annex);
    return NULL;
}

/* The room's command is one for all; a library takes its own. */
void annex_command(struct annex *annex, const struct device_command *command)
{
    struct device_command *own = secret_new(sizeof *own);
    *own = *command;
    own->raster = command->raster ? raster_copy(command->raster) : NULL;
    own->bytes = (struct secret_bytes){0};
    if (command->bytes.len)
        secret_bytes_append(&own->bytes, command->bytes.data, command->bytes.len);
    annex->library->command(annex->self, own);
}

void annex_plugged(struct annex *annex)
{
    if (annex->library->plugged)
        annex->library->plugged(annex->self);
}

void annex_free(struct annex *annex)
{
    if (!annex)
        return;
    if (annex->self)
        annex->library->stop(annex->self);
    uri_free(annex->uri);
    g_free(annex);
}
