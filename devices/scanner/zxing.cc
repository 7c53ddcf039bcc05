/* The only C++ of the house, for zxing-cpp 1.4 of Debian 12 has no other interface. It gives the bytes as
 * they stand in the code: its own text takes ECI 32 (GB 18030) and unmarked GB 18030 for Latin-1. */
#include "devices/scanner/zxing.h"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

using namespace ZXing;

static DecodeHints hints_for(zxing_mode mode)
{
    DecodeHints hints;
    hints.setFormats(BarcodeFormat::QRCode).setTryRotate(false).setMaxNumberOfSymbols(READER_CODES_MAX);
    if (mode != ZXING_PICTURE)
        hints.setTryDownscale(false);
    if (mode == ZXING_GLOBAL)
        hints.setBinarizer(Binarizer::GlobalHistogram);
    if (mode == ZXING_BLACK || mode == ZXING_PURE)
        hints.setBinarizer(Binarizer::FixedThreshold);
    return hints.setIsPure(mode == ZXING_PURE);
}

unsigned zxing_read(const struct grey *grey, enum zxing_mode mode, read_code_found *found, void *user)
{
    unsigned count = 0;
    try {
        ImageView view(grey->at, static_cast<int>(grey->width), static_cast<int>(grey->height),
                       ImageFormat::Lum, static_cast<int>(grey->stride));
        for (const Result &result : ReadBarcodes(view, hints_for(mode))) {
            if (!result.isValid() || result.isPartOfSequence())
                continue; /* a part of a longer text is no text */
            ByteArray bytes = result.hasECI() ? result.bytesECI() : result.bytes();
            read_code code = {bytes.data(), bytes.size(), result.hasECI()};
            found(user, &code);
            count++;
        }
    } catch (...) {
        return count; /* a picture that it cannot bear holds no code */
    }
    return count;
}
