#include "base/words.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>

/* One domain a language: a visit changes its language without a process-wide switch, and two rooms may speak
 * two. */
static const char *const domains[LANGUAGE_COUNT] = {
    [LANGUAGE_ZH] = NULL, /* the source itself */
    [LANGUAGE_EN] = "linchuang-en",
};

void words_start(const char *locale_dir)
{
    /* glibc looks up nothing under the plain C locale; C.UTF-8 is in every Debian and changes no number or
     * date. */
    if (!setlocale(LC_ALL, "C.UTF-8"))
        g_error("this system has no C.UTF-8 locale: install libc-bin of Debian 12");
    g_setenv("LANGUAGE", "en", TRUE);
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

const char *words_locale(enum language language)
{
    static const char *const locales[LANGUAGE_COUNT] = {[LANGUAGE_ZH] = "zh_CN", [LANGUAGE_EN] = "en"};
    return locales[language];
}
