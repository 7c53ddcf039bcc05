#include "base/words.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* One domain a language: a visit changes its language without a process-wide switch, and two rooms may speak
 * two. */
static const char *const domains[LANGUAGE_COUNT] = {
    [LANGUAGE_ZH] = NULL, /* the source itself */
    [LANGUAGE_EN] = "linchuang-en",
    [LANGUAGE_ZH_TW] = "linchuang-zh_TW",
    [LANGUAGE_UG] = "linchuang-ug",
};
static const char *const names[LANGUAGE_COUNT] = {
    [LANGUAGE_ZH] = "zh",
    [LANGUAGE_EN] = "en",
    [LANGUAGE_ZH_TW] = "zh_TW",
    [LANGUAGE_UG] = "ug",
};

void words_start(const char *locale_dir)
{
    /* glibc looks up nothing under the plain C locale; C.UTF-8 is in every Debian and changes no number or
     * date. */
    if (!setlocale(LC_ALL, "C.UTF-8"))
        g_error("this system has no C.UTF-8 locale: install libc-bin of Debian 12");
    g_setenv("LANGUAGE", "en:zh_TW:ug", TRUE); /* folders looked into; a domain stands in one only */
    for (enum language l = 0; l < LANGUAGE_COUNT; l++) {
        if (!domains[l])
            continue;
        bindtextdomain(domains[l], locale_dir);
        bind_textdomain_codeset(domains[l], "UTF-8");
    }
}

const char *words(enum language language, const char *zh)
{
    g_assert(language >= 0 && language < LANGUAGE_COUNT);
    return domains[language] && zh[0] ? dgettext(domains[language], zh) : zh;
}

const char *language_name(enum language language)
{
    g_assert(language >= 0 && language < LANGUAGE_COUNT);
    return names[language];
}

enum language language_of_name(const char *name)
{
    enum language l = 0;
    while (l < LANGUAGE_COUNT && strcmp(names[l], name) != 0)
        l++;
    return l;
}

const char *language_locale(enum language language)
{
    return language == LANGUAGE_ZH ? "zh_CN" : language_name(language);
}

bool language_is_chinese(enum language language)
{
    return language == LANGUAGE_ZH || language == LANGUAGE_ZH_TW;
}

bool language_from_right(enum language language)
{
    return language == LANGUAGE_UG;
}

enum language language_other(enum language language)
{
    return language_is_chinese(language) ? LANGUAGE_EN : LANGUAGE_ZH;
}
