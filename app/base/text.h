/* Text as people read it: UTF-8, encodings of devices, masking, grouping, checks of numbers. Works on
 * caller's buffers only. Nothing is allocated; outputs are NUL-terminated and cut at whole characters; a
 * function returns false when the output did not fit or the input is malformed, the output is then "". Pure:
 * any room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Next character of NUL-terminated UTF-8; advances *s. 0 at the end, U+FFFD for a malformed byte. */
uint32_t text_next(const char **s);
size_t text_length(const char *utf8); /* in characters */
bool text_valid(const char *utf8, size_t len);
/* A character that stands on a line and nothing else: no control, none that breaks the line, turns its
 * direction or cannot be seen. U+200C and U+200D stay: they shape letters. */
bool text_is_drawn(uint32_t c);
/* One line that people read: valid, every character drawn, not all of them blank. */
bool text_is_line(const char *utf8);
size_t text_put(char *to, size_t cap, uint32_t c); /* bytes before the NUL, 0 when it does not fit */
void text_drop_last(char *utf8);                   /* removes the last character, wiping its bytes */

bool text_from_utf16le(char *to, size_t cap, const uint8_t *data,
                       size_t bytes); /* trailing U+0020 and U+0000 trimmed */
/* Bytes of a scanned code: valid UTF-8 stays, else GB 18030, else Latin-1. */
bool text_from_unknown(char *to, size_t cap, const uint8_t *data, size_t bytes);
/* From an encoding that glibc knows by that name; NULs are malformed. */
bool text_from_charset(char *to, size_t cap, const char *charset, const uint8_t *data, size_t bytes);
size_t text_to_gb18030(uint8_t *to, size_t cap, const char *utf8); /* bytes, 0 when it did not fit */

/* Masking as DESIGN.md section 7 has it. */
bool text_mask_name(char *to, size_t cap, const char *name); /* 王*兰, 王*, 欧阳*华 -> middle characters */
bool text_mask_id(char *to, size_t cap, const char *id);     /* 3 + stars + 4 */
bool text_mask_phone(char *to, size_t cap, const char *phone); /* 3 + **** + 4 */
bool text_mask_tail(char *to, size_t cap, const char *number); /* **** 0088 */

/* Digits in groups, as "6-8-4" or "3-4-4" or "4" (repeating the last), separated by one space. */
bool text_group(char *to, size_t cap, const char *digits, const char *groups);

/* GB 11643: 17 digits and an ISO 7064 MOD 11-2 check character, with a birth date that exists. */
enum text_id_check {
    TEXT_ID_OK,
    TEXT_ID_EMPTY,
    TEXT_ID_SHORT,
    TEXT_ID_CHARACTER,
    TEXT_ID_DATE,
    TEXT_ID_CHECKSUM
};
enum text_id_check text_check_id(const char *id);
bool text_id_birth(const char *id, char birth[9]); /* YYYYMMDD */
bool text_check_phone(const char *phone);          /* 11 digits, first 1, second 3..9 */
/* Whole years from birth (YYYYMMDD) to today (YYYYMMDD); -1 when either is no date. */
int text_age(const char *birth, const char *today);
