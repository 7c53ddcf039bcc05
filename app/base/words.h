/* Words on the screen: Chinese sentences stand in the code, other languages come from locale/LANG.po by
 * gettext. Owns nothing; the texts returned live as long as the program (a language is one gettext domain,
 * loaded once). words_start once at the top of a program, before any thread; words from any room. */
#pragma once

#include <glib.h>
#include <stdbool.h>

enum language { LANGUAGE_ZH, LANGUAGE_EN, LANGUAGE_ZH_TW, LANGUAGE_UG, LANGUAGE_COUNT };

/* `locale_dir` holds LANG/LC_MESSAGES/linchuang-LANG.mo; a missing one leaves the screens Chinese. */
void words_start(const char *locale_dir);

/* The sentence in that language, or the Chinese one when it has no translation (check_locale.sh says which).
 * Screens write `#define _(zh) words(LANG, zh)`; xgettext knows the sentences by that underscore. */
const char *words(enum language language, const char *zh) G_GNUC_FORMAT(2);

/* zh, en, zh_TW, ug: as ids of the chooser and records name a language. language_of_name: LANGUAGE_COUNT for
 * none. */
const char *language_name(enum language language);
enum language language_of_name(const char *name);
const char *language_locale(enum language language); /* the same, but zh_CN for zh */
/* Written in Chinese characters, dates as on the mainland. */
bool language_is_chinese(enum language language);
/* Written from right to left: a page is laid out mirrored. */
bool language_from_right(enum language language);
/* What one tap changes to where there is no room for the chooser: Chinese and English in turn. */
enum language language_other(enum language language);
