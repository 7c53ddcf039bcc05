/* Words on the screen: Chinese sentences stand in the code, other languages come from locale/LANG.po by
 * gettext. Owns nothing; the texts returned live as long as the program (a language is one gettext domain,
 * loaded once). words_start once at the top of a program, before any thread; words from any room. */
#pragma once

#include <glib.h>

enum language { LANGUAGE_ZH, LANGUAGE_EN, LANGUAGE_COUNT };

/* `locale_dir` holds en/LC_MESSAGES/linchuang-en.mo; a missing one leaves the screens Chinese. */
void words_start(const char *locale_dir);

/* The sentence in that language, or the Chinese one when it has no translation (check_locale.sh says which).
 * Screens write `#define _(zh) words(LANG, zh)`; xgettext knows the sentences by that underscore. */
const char *words(enum language language, const char *zh) G_GNUC_FORMAT(2);

/* zh_CN, en: as people and files name the language. */
const char *words_locale(enum language language);
