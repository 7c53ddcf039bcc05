/* The libraries as they come, to measure ours by: the first text of a picture into `text`, DECODE_TEXT_MAX
 * bytes. Tests only. */
#pragma once

#include <stdbool.h>

#include "devices/scanner/grey.h"

struct zbar_image_scanner_s;
struct zbar_image_scanner_s *peer_zbar_new(void); /* QR codes only, text as zbar understands it */
void peer_zbar_free(struct zbar_image_scanner_s *scanner);
bool peer_zbar(struct zbar_image_scanner_s *scanner, const struct grey *grey, char *text);
/* With our encodings: its own text would be wrong for GB 18030. */
bool peer_zxing(const struct grey *grey, char *text);
