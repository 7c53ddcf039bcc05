/* Services read from files: one JSON object a service, shared fields in blocks/, categories in
 * blocks/categories.json. A catalog owns all its texts until catalog_free; nothing in it is personal. Any
 * room; reads files, so not the ui room once a visit may run. */
#pragma once

#include <glib.h>

#include "catalog/service.h"

/* Every fault names file, JSON path and reason, one a line; any fault fails the whole load. */
struct catalog *catalog_load(const char *dir, GError **error);

/* As catalog_load, and every icon must be one that this release draws. For whoever is about to put a catalog
 * on a kiosk: one that is there already loses no service for an icon, its place stays empty. */
struct catalog *catalog_load_checked(const char *dir, GError **error);

/* Leaves out what is broken, tells each fault, and keeps the rest: one spoilt file must not close the house.
 * Never NULL; a catalog without services when none is whole. */
typedef void catalog_tell(const char *fault, void *data);
struct catalog *catalog_load_sound(const char *dir, catalog_tell *tell, void *data);

/* One service from bytes, without blocks; its category counts as known. `name` stands in the faults. */
struct catalog *catalog_parse(const char *name, const char *bytes, size_t len, GError **error);

void catalog_free(struct catalog *catalog); /* NULL is fine */
