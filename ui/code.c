#include "ui/code.h"

#include <qrencode.h>
#include <stddef.h>

int code_modules(const char *text)
{
    QRcode *code = text && *text ? QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) : NULL;
    int modules = code ? code->width : 0;
    QRcode_free(code);
    return modules;
}
