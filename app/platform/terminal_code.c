#include "platform/terminal_code.h"

#include <qrencode.h>

enum { QUIET = 4 /* modules around a code, ISO/IEC 18004 */ };
/* Black on white, whatever the terminal's own colours are: xterm's 256 colours, 16 and 231. */
#define INK "\033[38;5;16;48;5;231m"
#define PLAIN "\033[0m"

static bool is_dark(const QRcode *code, int x, int y)
{
    bool inside = x >= 0 && y >= 0 && x < code->width && y < code->width;
    return inside && (code->data[y * code->width + x] & 1) != 0;
}

/* A character is about twice as high as wide: two modules, one over the other. */
void terminal_code_print(FILE *out, const char *text)
{
    static const char *const halves[] = {" ", "▄", "▀", "█"};
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);

    if (!code)
        return;
    for (int y = -QUIET; y < code->width + QUIET; y += 2) {
        fputs(INK, out);
        for (int x = -QUIET; x < code->width + QUIET; x++)
            fputs(halves[2 * is_dark(code, x, y) + is_dark(code, x, y + 1)], out);
        fputs(PLAIN "\n", out);
    }
    QRcode_free(code);
}
