/* Notices between platform and kiosk: {"notices":[...]}, and one alone as an operator writes it. Pure: any
 * room. docs/platform-api.yaml shows every member. */
#pragma once

#include <glib.h>

#include "base/notice.h"

#define WIRE_PATH_NOTICES "/v1/notices"

/* All or nothing: NULL when the list is malformed, too long, or one of it is at fault. */
struct notices *message_notices_parse(const void *body, size_t len, GError **error);
GBytes *message_notices_build(const struct notices *notices);

/* One notice. Without "published" it is `now_ms`, without "from" that time. The caller clears `out`, also
 * after an error. */
gboolean message_notice_parse(const void *body, size_t len, int64_t now_ms, struct notice *out,
                              GError **error);
GBytes *message_notice_build(const struct notice *notice);
