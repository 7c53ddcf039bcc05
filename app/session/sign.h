/* 看手语: which clip of 国家通用手语 belongs to a page. Which of them there are the cabinet says
 * (health.signs). Owns nothing. The ui room; the names any room. */
#pragma once

enum sign { SIGN_NONE, SIGN_IDENTIFY, SIGN_CONSENT, SIGN_DONE, SIGN_COUNT };

struct session;
/* The clip of this page, SIGN_NONE where it has none or the file is not there. Consent is where one signs,
 * and where what was signed is handed in. */
enum sign sign_of(const struct session *s);
/* identify, consent, done: as its file is called; "" for none. */
const char *sign_name(enum sign sign);
