#include "ui/hold.h"

#include <glib.h>

void hold_on(struct view *view, const struct page *page, const char *id)
{
    const struct widget *w = page_find(page, id);
    if (w && w->place == PLACE_BODY)
        g_strlcpy(view->held, id, sizeof view->held);
}

void hold_nothing(struct view *view)
{
    view->held[0] = '\0';
}

/* The list page of a widget, from 1; 0: it is gone, or on every page. */
static unsigned page_of(const struct layout *layout, const char *id)
{
    const struct widget *w = id[0] ? page_find(layout->page, id) : NULL;
    return w ? layout->page_of[w - layout->page->widgets] : 0;
}

/* Whoever turned no page and pressed nothing looks at the beginning, wherever that goes. */
static void hold_first(const struct layout *layout, struct view *view)
{
    const struct page *page = layout->page;
    for (unsigned i = 0; i < page->count && layout->list_page > 0 && !view->held[0]; i++)
        if (page->widgets[i].id[0] && layout->page_of[i] == layout->list_page + 1)
            g_strlcpy(view->held, page->widgets[i].id, sizeof view->held);
}

bool hold_page(const struct layout *layout, struct view *view)
{
    unsigned at = page_of(layout, view->held);
    if (at > 0 && at != layout->list_page + 1) {
        view->list_page = at - 1;
        return true;
    }
    if (at == 0 && layout->list_pages > 1)
        hold_nothing(view);
    hold_first(layout, view);
    return false;
}
