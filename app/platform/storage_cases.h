/* Whose an application is, and how far all of one person's are. Part of storage.h: the same storage, errors,
 * thread and durability. An owner is a keyed hash (cases.h): the store itself cannot be searched by number.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

struct storage;
struct storage_step;

enum { STORAGE_OWNER_BYTES = 32 };

/* One step of one case. A bundle's parts are cases of their own, under the bundle's number. */
struct storage_case {
    const char *receipt, *service;
    const char *part, *name, *department; /* of a bundle's part; "" else */
    const char *about; /* of a request for an answer by message: the service that was asked; "" else */
    int64_t created_ms;
    const char *order; /* what was paid for it and filed, its number; "" for nothing */
    int64_t amount_fen;
    const struct storage_step *step;
};
typedef void (*storage_case_visitor)(const struct storage_case *kase, void *data);
typedef void (*storage_unowned_visitor)(const uint8_t *id, const void *record, size_t len, void *data);

/* The newest case first, the parts of one in their order, the steps of one oldest first. */
gboolean storage_cases(struct storage *storage, const uint8_t *owner, storage_case_visitor visit, void *data,
                       GError **error);
/* Applications and bundles that an earlier release filed: nobody looked yet whose they are. */
gboolean storage_unowned(struct storage *storage, storage_unowned_visitor visit, void *data, GError **error);
gboolean storage_own(struct storage *storage, const uint8_t *id, const uint8_t *owner, GError **error);
