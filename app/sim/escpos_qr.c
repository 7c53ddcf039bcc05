#include "sim/escpos_qr.h"
#include "sim/escpos_text.h"

#include <qrencode.h>
#include <string.h>

enum { QR = 49, SIZE = 67, LEVEL = 69, STORE = 80, PRINT = 81 }; /* cn, then fn */

static void draw(SimEscpos *escpos, const QRcode *code)
{
    int side = code->width * (int)escpos->module;
    int left = sim_escpos_left(escpos, side);
    sim_escpos_flush(escpos);
    for (int y = 0; y < side; y++) {
        sim_paper_feed(escpos->paper, 1);
        for (int x = 0; x < side; x++) {
            int module = y / (int)escpos->module * code->width + x / (int)escpos->module;
            if (code->data[module] & 1)
                sim_paper_burn(escpos->paper, 0, left + x);
        }
    }
}

static void print(SimEscpos *escpos)
{
    const QRecLevel levels[] = {QR_ECLEVEL_L, QR_ECLEVEL_M, QR_ECLEVEL_Q, QR_ECLEVEL_H};
    QRcode *code = QRcode_encodeData((int)escpos->symbol_have, escpos->symbol, 0, levels[escpos->level & 3]);
    if (code)
        draw(escpos, code);
    else
        escpos->unknown++;
    QRcode_free(code);
}

void sim_escpos_symbol(SimEscpos *escpos)
{
    const guint8 *group = escpos->group;
    if (escpos->group_have < 3 || group[0] != QR)
        return;
    switch (group[1]) {
    case SIZE:
        escpos->module = CLAMP(group[2], 1, 16);
        break;
    case LEVEL:
        escpos->level = group[2] & 3;
        break;
    case STORE:
        escpos->symbol_have = escpos->group_have - 3;
        memcpy(escpos->symbol, group + 3, escpos->symbol_have);
        break;
    case PRINT:
        print(escpos);
        break;
    default: /* the model: 2 is the one there is */
        break;
    }
}
