#include "wire/envelope.h"

#include <sodium.h>
#include <string.h>

GQuark envelope_error_quark(void)
{
    return g_quark_from_static_string("envelope");
}

static gboolean fail(GError **error, enum envelope_error code, const char *text)
{
    g_set_error_literal(error, envelope_error_quark(), code, text);
    return FALSE;
}

/* The padding takes a byte at least. */
size_t envelope_block(size_t len)
{
    return len < SUITE_CHUNK ? ENVELOPE_PAD : SUITE_CHUNK;
}

/* Bytes of padded plaintext in a box of that length, 0 when no box is so long. */
static size_t padded_in(const struct seal_form *form, size_t len)
{
    size_t whole = SUITE_CHUNK + form->tag;

    if (len <= form->head)
        return 0;
    size_t chunks = (len - form->head + whole - 1) / whole, tags = chunks * form->tag;
    if (len - form->head <= tags)
        return 0;
    size_t padded = len - form->head - tags;
    return padded % envelope_block(padded - 1) == 0 ? padded : 0;
}

static gboolean open_chunks(const struct seal_form *form, void *work, const uint8_t *at, size_t padded,
                            uint8_t *text)
{
    for (size_t done = 0; done < padded;) {
        size_t n = MIN(padded - done, SUITE_CHUNK);

        if (!form->pull(work, at, n + form->tag, done + n == padded, text + done))
            return FALSE;
        at += n + form->tag;
        done += n;
    }
    return TRUE;
}

/* Where the text and the work beside it come to lie: a locked region costs a dozen system calls, so an empty
 * `out` that is large enough is used again. */
static uint8_t *region_for(size_t need, const struct secret_bytes *out)
{
    return out->len == 0 && out->cap >= need ? out->data : secret_new(need);
}

/* Into an empty `out` a new region goes as it is: a copy beside it would be more than most programs may lock.
 */
static void hand_over(uint8_t *text, size_t cap, size_t plain, struct secret_bytes *out)
{
    secret_wipe(text + plain, cap - plain);
    if (text == out->data) {
        out->len = plain;
    } else if (out->data) {
        secret_bytes_append(out, text, plain);
        secret_free(text);
    } else {
        *out = (struct secret_bytes){.data = text, .len = plain, .cap = cap};
    }
}

static void let_go(uint8_t *text, size_t cap, const struct secret_bytes *out)
{
    if (text == out->data)
        secret_wipe(text, cap);
    else
        secret_free(text);
}

gboolean envelope_open(const struct seal_pair *pair, const void *box, size_t len, struct secret_bytes *out,
                       GError **error)
{
    const struct suite *suite = pair->key.suite;
    const struct seal_form *form = suite_form_of_box(suite, len);
    size_t padded = padded_in(form, len), plain = 0, need = padded + suite->work_bytes;

    if (padded == 0 || padded > ENVELOPE_PLAINTEXT_MAX + SUITE_CHUNK)
        return fail(error, ENVELOPE_ERROR_SIZE,
                    "an envelope of impossible size: it was not sealed by a kiosk");
    uint8_t *text = region_for(need, out);
    void *work = text + padded; /* whole blocks, so it is aligned */
    gboolean well = form->resume(pair->key.bytes, pair->secret, box, work) &&
                    open_chunks(form, work, (const uint8_t *)box + form->head, padded, text) &&
                    sodium_unpad(&plain, text, padded, envelope_block(padded - 1)) == 0;
    if (well) {
        hand_over(text, need, plain, out);
        return TRUE;
    }
    let_go(text, need, out);
    return fail(error, ENVELOPE_ERROR_OPEN,
                "an envelope does not open: it was sealed for another key or altered");
}
