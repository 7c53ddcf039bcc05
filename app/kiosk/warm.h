/* Pages that everybody sees, their letters made before anybody comes: the first page of each size would take
 * three times as long as the next one. Of the catalog and the cabinet alone. Owned by the kiosk; the ui room.
 */
#pragma once

#include "session/session.h"
#include "ui/screens/screens.h"
#include "ui/ui.h"

enum { WARM_PAUSE_MS = 10 }; /* between two pieces: whoever comes is heard first */

struct warm;
struct warm *warm_new(void);
void warm_free(struct warm *warm); /* NULL is fine */
/* One piece of a few milliseconds, in standby: `like` is the session that stands there, of which the state of
 * the cabinet is taken. True: there is more to do. After ui_forget it is only the faces. */
bool warm_step(struct warm *warm, struct ui *ui, const struct session *like,
               const struct screen_context *context);
