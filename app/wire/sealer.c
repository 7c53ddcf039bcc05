#include "wire/sealer.h"

#include <string.h>

struct sealer {
    struct seal_key key;
    void *work; /* secret */
    gboolean ready;
};

struct sealer *sealer_new(const struct seal_key *key)
{
    struct sealer *sealer = g_new0(struct sealer, 1);

    sealer->key = *key;
    sealer->work = secret_new(key->suite->work_bytes);
    return sealer;
}

void sealer_free(struct sealer *sealer)
{
    if (!sealer)
        return;
    secret_free(sealer->work);
    g_free(sealer);
}

gboolean sealer_prepare(struct sealer *sealer)
{
    if (!sealer->ready)
        sealer->ready = sealer->key.suite->draft(sealer->key.bytes, sealer->work);
    return sealer->ready;
}

/* Whatever comes of it, the draft is spent. */
static void close_box(struct sealer *sealer, const struct seal_form *form, uint8_t *box,
                      const struct secret_bytes *padded)
{
    sealer->ready = FALSE;
    form->begin(sealer->work, box);
    box += form->head;
    for (size_t done = 0; done < padded->len;) {
        size_t n = MIN(padded->len - done, SUITE_CHUNK);

        form->push(sealer->work, padded->data + done, n, done + n == padded->len, box);
        box += n + form->tag;
        done += n;
    }
    secret_wipe(sealer->work, sealer->key.suite->work_bytes);
}

GBytes *sealer_seal(struct sealer *sealer, struct secret_bytes *plaintext, GError **error)
{
    if (plaintext->len > ENVELOPE_PLAINTEXT_MAX) {
        g_set_error_literal(error, envelope_error_quark(), ENVELOPE_ERROR_SIZE,
                            "the application is larger than an envelope holds: hand in fewer pictures");
        return NULL;
    }
    if (!sealer_prepare(sealer)) { /* a public key of small order, a point off the curve */
        g_set_error_literal(error, envelope_error_quark(), ENVELOPE_ERROR_KEY,
                            "the platform's public key is none: fetch seal.pub again");
        return NULL;
    }
    secret_bytes_pad(plaintext, envelope_block(plaintext->len));
    const struct seal_form *form = suite_form(sealer->key.suite, plaintext->len);
    size_t chunks = (plaintext->len + SUITE_CHUNK - 1) / SUITE_CHUNK;
    size_t len = form->head + plaintext->len + chunks * form->tag;
    uint8_t *box = g_malloc(len);
    close_box(sealer, form, box, plaintext);
    return g_bytes_new_take(box, len);
}
