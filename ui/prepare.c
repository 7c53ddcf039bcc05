#include "ui/prepare.h"

bool prepare(struct text *text, const struct page *page, const struct layout_options *options)
{
    enum { PIECE = 48 }; /* glyphs: one or two milliseconds */
    struct layout *l = layout_new();
    struct view view = {.list_page = 0};
    text_common_begin(text, PIECE);
    layout_page(l, page, &view, options);
    for (unsigned i = 0; i < l->run_count; i++) /* the one thing that is drawn and not measured */
        if (l->runs[i].icon)
            text_advance(text, FACE_ICON, l->runs[i].px, l->runs[i].icon);
    layout_free(l);
    return text_common_end(text) == 0;
}
