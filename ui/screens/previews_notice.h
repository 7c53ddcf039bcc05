/* Example sessions of notices and alerts, for screens_previews. Each fills the caller's session, after
 * session_init; the notices are constant. Pure: tests, audit and golden pictures. */
#pragma once

#include "session/session.h"

#pragma GCC visibility push(hidden) /* short names, for the table's sake */
void standby_notice(struct session *s);
void standby_card(struct session *s);
void standby_paper(struct session *s);
void standby_alert(struct session *s);
void out_of_service_told(struct session *s);
void notice(struct session *s);
void notice_known(struct session *s);
void notice_long(struct session *s);
void notice_second(struct session *s);
void notice_printed(struct session *s);
void notice_unprinted(struct session *s);
void notice_gone(struct session *s);
void alert(struct session *s);
void alert_standby(struct session *s);
void alert_form(struct session *s);
void alert_services(struct session *s);
#pragma GCC visibility pop
