/* What this release files. An unknown kind must not be acknowledged: the kiosk erases what is. Pure. */
#pragma once

enum filed_kind {
    FILED_UNKNOWN,
    FILED_NUMBERED, /* has a receipt number and is a service's: application, report, bundle */
    FILED_NOTE      /* has none, and may be about a service */
};
enum filed_kind filed_kind(const char *name);
