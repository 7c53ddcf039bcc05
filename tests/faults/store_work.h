/* Work at a small outbox as kiosk and agent do it, with a memory of every promise: what the faults are tried
 * on, and what is asked afterwards. Owns both connections, the memory and the name of its folder.
 * Tests only; one thread. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "store/outbox.h"

enum { WORK_HUGE_BYTES = OUTBOX_ROW_BYTES + 20 * 1000 }; /* lies in a file */

enum work_stand {
    WORK_ASKED,    /* the outbox said no, or never came back: whole or not there */
    WORK_PROMISED, /* 'saved' was shown: it is there, whole */
    WORK_SETTLING, /* promised, and settling it said no: there, whole or settled */
    WORK_SETTLED   /* the platform has it: there, and its body is gone */
};
struct work_item {
    uint32_t number; /* makes id and body */
    enum work_stand stand;
};

struct work {
    char *folder;
    struct store *kiosk_store, *agent_store;
    struct outbox *kiosk, *agent;
    GArray *items;                              /* struct work_item, by number */
    void (*tell)(const struct work_item *item); /* of each change of stand, when it happens; NULL = nobody */
    const char *pragmas; /* run on both connections after opening; NULL = as the product has it */
    gboolean spool;      /* some bodies are too large for a row, and lie in files beside */
    unsigned refused;    /* calls that returned an error */
};

struct work *work_new(const char *folder);
void work_free(struct work *work); /* closes; NULL is fine */
/* As a copied disk: the files of `work` (still open, or not) in a folder of their own, and its memory. */
struct work *work_copy(const struct work *work, const char *folder);

gboolean work_open(struct work *work, GError **error);
void work_close(struct work *work);

gboolean work_add(struct work *work, size_t size);
/* `steps` steps chosen by `rng`: adds above all, answers of the platform, tries, parked ones, reads. Goes on
 * after errors; each must come with a GError. */
void work_run(struct work *work, GRand *rng, unsigned steps);

struct work_verdict {
    char *why; /* what is wrong with the database as a whole; NULL = it opens, is whole, and takes new rows */
    unsigned held, lost, torn; /* promises kept; broken; rows that are there and not as they were handed in */
};
/* Opens the folder anew, without faults, and looks for every promise. The caller frees `why`. */
struct work_verdict work_check(const struct work *work);
/* Fails the cmocka test unless everything promised is there; `where` says how to come here again. */
void work_expect_kept(const struct work *work, const char *where);

/* A folder in memory where there is one: thousands of fresh databases cost no disk. Freed with
 * work_folder_free. */
char *work_folder_new(void);
void work_folder_free(char *folder);
void work_folder_empty(const char *folder);

uint32_t work_seed(void);                            /* LC_SEED, or the same each day */
unsigned work_count(unsigned quick, unsigned asked); /* the second with ./test --long */
