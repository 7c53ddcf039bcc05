/* The chooser of languages; each is named in its own words. */
#include "ui/screens/parts.h"

#define _(zh) words(s->language, zh)

void screen_language(struct page *page, const struct session *s, const struct screen_context *c)
{
    (void)c;
    static const struct {
        const char *id, *name, *line;
        enum language language;
    } rows[] = {{"language.zh", "中文（简体）", "", LANGUAGE_ZH},
                {"language.zh_TW", "中文（繁體）", "", LANGUAGE_ZH_TW},
                {"language.en", "English", "", LANGUAGE_EN},
                {"language.ug", "ئۇيغۇرچە", "", LANGUAGE_UG}};
    part_title(page, _("您看哪种文字？"), _("选好就回到刚才那一页，填的都还在。"));
    page_open(page, GROUP_COLUMNS, 1);
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct widget *w =
            part_tile(page, LOOK_TILE_WIDE, rows[i].id, "text_fields", TONE_PINE, rows[i].name, rows[i].line);
        w->selected = rows[i].language == s->language;
    }
    page_close(page);
}
