/* The words for a case and its steps, as screen and paper say them. Texts land in the caller's buffer, names
 * are borrowed from catalog or session. Pure: the ui room, and tests. */
#pragma once

#include "ui/screens/parts.h"

/* What it is called and who has it: as the catalog says it in this language, else as it was told. */
const char *progress_name(const struct session *s, const struct progress_case *kase);
const char *progress_department(const struct session *s, const struct progress_case *kase);
/* With the last of them, that there are older ones. */
void text_handed_in(char *to, size_t cap, const struct session *s, const struct progress_case *kase);
/* 要您补一样：社保卡背面; and 4 月 2 日前去窗口补上。 */
void text_wanted(char *to, size_t cap, const struct session *s, const struct progress_case *kase);
void text_wanted_by(char *to, size_t cap, const struct session *s, const struct progress_case *kase);
/* One step; `last` is where the case stands. */
void text_progress(char *to, size_t cap, const struct session *s, const struct progress_case *kase,
                   unsigned step, bool last);
/* When; and who, where the words above have no room for it. */
void text_progress_when(char *to, size_t cap, const struct session *s, const struct progress_case *kase,
                        unsigned step);
/* What the worker wrote of the newest step; false, and "", for nothing. */
bool text_said(char *to, size_t cap, const struct session *s, const struct progress_case *kase);
/* Below a step on paper, where who it is stands above: when, and of the newest what the worker wrote. */
void text_progress_paper(char *to, size_t cap, const struct session *s, const struct progress_case *kase,
                         unsigned step);
/* 最晚 4 月 16 日, as the catalog promises the result, 大约 where holidays are not known; "" when it promises
 * none, or none any more. */
void text_progress_due(char *to, size_t cap, const struct session *s, const struct progress_case *kase);
