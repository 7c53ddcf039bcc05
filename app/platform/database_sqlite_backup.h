/* Whole copies of a store's file, and one in place of another. backup.c only. Errors of storage.h. */
#pragma once

#include <glib.h>

/* What stands in the store FROM now, server or no server, as a file of its own: TO is made, 0600, checked, on
 * the disk. Nothing is left of it on failure, and a TO that was there is not touched. */
gboolean sqlite_copy(const char *from, const char *to, GError **error);
/* FILE, which no program has open, and its log get the name ASIDE (and ASIDE-wal); WITH becomes FILE. Broken
 * off at any point, FILE is the old one with its log, or the new one, or not there (sqlite_file_make).
 * BUSY: another program has it; this one must not.
 * `stood` tells whether there was one. */
gboolean sqlite_replace(const char *file, const char *with, const char *aside, gboolean *stood,
                        GError **error);
