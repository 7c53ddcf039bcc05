/* Rotation: which keys kiosks are told, and how these change. Each change is a message that the platform
 * signs, kept in `keys.json` of the keys folder as the kiosks get it. The programs that serve read the folder
 * when they start. Owns nothing. The server's room, or `keys rotate-...` on the command line. */
#pragma once

#include "platform/platform.h"
#include "platform/reply.h"
#include "wire/keyring.h"

/* What a kiosk is given now. */
gboolean rotation_keyring(const struct platform_keys *keys, struct keyring *out, GError **error);
/* Do kiosks go by the key that the folder signs with? FALSE amid a rotation that was cut short. */
gboolean rotation_may_sign(const struct platform_keys *keys, GError **error);
/* GET /v1/keys: the messages so far, and that of the release keys (release.h); 304 for whoever has them. */
void rotation_answer(const struct platform *platform, const struct request *request, const char *unused,
                     struct reply *reply);

/* A new sealing pair of that suite; the old one goes to `seals` and still opens. */
gboolean rotation_seal(const char *dir, const struct suite *suite, GError **error);
/* A new signing pair, named by a message that the old one signs. Papers of before stay true; `stolen`: those
 * of every key of before are believed no more. */
gboolean rotation_sign(const char *dir, gboolean stolen, GError **error);
