/* 留个手机号: what may be left where a question came to nothing, for an answer by message. It is an
 * application (the catalog's fallback) whose case says what was asked (case.h). Pure readers; the deeds are
 * in deeds_request.c. The ui room. */
#pragma once

#include "session/session.h"

/* The disk takes another of these, if it is stored at all; in practice nothing is. */
bool session_has_room(const struct session *s, const struct service *service);
/* Of this page, now: a question of somebody known got no answer, and a new application has room. */
bool request_is_offered(const struct session *s);
/* May be begun though the line is down: what finds no answer may be left. */
bool request_is_open(const struct session *s, const struct service *service);
/* The question the case in hand is about; NULL: it is no such request. */
const struct service *request_about(const struct session *s);
