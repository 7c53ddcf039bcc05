#include "devices/printer/qr.h"

#include <glib.h>
#include <qrencode.h>

#include "base/secret.h"

bool qr_make(const char *text, struct qr *out)
{
    *out = (struct qr){0};
    QRcode *code = *text ? QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) : NULL;
    if (!code)
        return false;
    out->width = (unsigned)code->width;
    size_t n = (size_t)out->width * out->width;
    out->dark = g_malloc(n);
    for (size_t i = 0; i < n; i++)
        out->dark[i] = code->data[i] & 1;
    secret_wipe(code->data, n);
    QRcode_free(code);
    return true;
}

void qr_clear(struct qr *qr)
{
    if (qr->dark)
        secret_wipe(qr->dark, (size_t)qr->width * qr->width);
    g_free(qr->dark);
    *qr = (struct qr){0};
}
