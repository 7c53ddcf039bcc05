/* The parts of a bundle, each filed for its department and with a state of its own. Part of storage.h: the
 * same storage, errors, thread and durability. */
#pragma once

#include <glib.h>
#include <stdint.h>

struct storage;
struct storage_step;

struct storage_part {
    const char *code, *name, *department;
    uint32_t workdays;
    const char *record; /* what that department is given: JSON */
    size_t record_len;
    const char *state; /* out: the newest, and since when; NULL, 0 when filed */
    int64_t at_ms;
};
typedef void (*storage_part_visitor)(const struct storage_part *part, void *data);

/* In their order; none for what is no bundle, or is not here. */
gboolean storage_parts(struct storage *storage, const char *receipt, storage_part_visitor visit, void *data,
                       GError **error);
/* ABSENT when there is no such part. */
gboolean storage_set_part_state(struct storage *storage, const char *receipt, const char *code,
                                const struct storage_step *step, GError **error);
