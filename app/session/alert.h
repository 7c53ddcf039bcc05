/* The alert of the neighbourhood that stands in the service bar: amid the work no dialog opens by itself.
 * Borrowed from the session's notices. Pure: any room that has the session. */
#pragma once

#include "session/session.h"

/* NULL: none was told, it was put away, or it lies over the page where nothing is begun. */
const struct notice *session_alert_in_bar(const struct session *s);
