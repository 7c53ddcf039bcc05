/* A call for people, and when it is no longer new. Any room, and the platform: what the kiosk tells the
 * resident and how the call is marked to staff have to agree. */
#pragma once

enum { CALL_WAIT_MS = 10 * 1000 }; /* then the kiosk says that nobody was reached, and the call is late */
