/* zbar behind the same face as zxing.h: QR codes only, as bytes. The reader is owned by one thread; its own
 * copies of what it read are wiped. Any room. */
#pragma once

#include "devices/scanner/readers.h"

struct zbar_reader;
struct zbar_reader *zbar_reader_new(void);
void zbar_reader_free(struct zbar_reader *reader); /* NULL is fine */
/* Dark codes on light and light ones on dark. The rows must lie side by side: stride == width. */
unsigned zbar_read(struct zbar_reader *reader, const struct grey *grey, read_code_found *found, void *user);
