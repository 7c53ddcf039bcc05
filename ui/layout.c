#include "ui/layout.h"

#include "base/secret.h"
#include "ui/layout_parts.h"

#include <linebreak.h>
#include <string.h>

#define _(zh) words(layout->options.language, zh)

struct layout *layout_new(void)
{
    init_linebreak();
    return g_new0(struct layout, 1);
}

void layout_forget(struct layout *layout)
{
    secret_wipe(layout, sizeof *layout);
}

void layout_free(struct layout *layout)
{
    if (layout)
        layout_forget(layout);
    g_free(layout);
}

static bool wall(const struct page *page)
{
    return (strcmp(page->screen, "standby") == 0 || strcmp(page->screen, "out_of_service") == 0) &&
           (!page->overlay[0] || strcmp(page->overlay, "alert") == 0);
}

void layout_page(struct layout *layout, const struct page *page, const struct view *view,
                 const struct layout_options *options)
{
    layout->page = page;
    layout->view = view;
    layout->options = *options;
    layout->placed_count = layout->shape_count = layout->run_count = 0;
    layout->list_page = 0;
    layout->ground = COLOUR_NONE;
    layout->list_pages = layout->cand_pages = 1;
    layout->aside = layout->code = -1;
    layout->module = 0;
    layout->cand_page = 0;
    layout->pad_less = 0;
    layout->keys_low = false;
    layout->cand_of = 0;
    layout->centre = layout->in_list = layout->in_card = layout->in_keys = layout->digits = layout->compact =
        layout->dry = layout->bare_pills = layout->brief_pills = layout->tight_pills = layout->bar_up =
            layout->lowered = layout->bar_split = layout->bar_beside = false;
    layout->give = GIVE_NOTHING;
    layout->header = layout->bar = layout->body = layout->actions = layout->keys = layout->footer =
        (struct box){0};
    memset(layout->page_of, 0, sizeof layout->page_of);
    tree(layout);
    if (wall(page))
        lay_standby(layout);
    else
        lay_frame(layout);
    lay_footer(layout);
    if (wall(page) && first_of(layout, PLACE_DIALOG) >= 0)
        lay_dialog(layout);
    if (wall(page) && !page->overlay[0])
        shift_standby(layout);
    else
        layout->options.dim = 0; /* somebody is there, or ought to look */
    if (options->theme.palette == PALETTE_CONTRAST)
        layout_press(layout);
    if (language_from_right(options->language))
        layout_mirror(layout);
}

static const struct placed *turns_the_page(const struct layout *layout)
{
    for (unsigned i = 0; i < layout->placed_count; i++)
        if (layout->placed[i].widget && layout_reads_on(layout, layout->placed[i].widget))
            return &layout->placed[i];
    return NULL;
}

const struct placed *layout_find(const struct layout *layout, const char *id)
{
    for (unsigned i = 0; i < layout->placed_count; i++) {
        const struct widget *w = layout->placed[i].widget;
        if (w && w->id[0] && strcmp(w->id, id) == 0)
            return &layout->placed[i];
    }
    return strcmp(id, "page.next") == 0 ? turns_the_page(layout) : NULL;
}

bool layout_reads_on(const struct layout *layout, const struct widget *widget)
{
    return widget->reads_on && layout->list_page + 1 < layout->list_pages;
}

const char *layout_label(const struct layout *layout, const struct widget *widget)
{
    if (widget->look == LOOK_PILL && layout->brief_pills && *widget->hint)
        return widget->hint;
    return layout_reads_on(layout, widget) ? _("往下看") : widget->busy ? _("请稍等") : widget->label;
}

bool layout_target(const struct placed *placed)
{
    const struct widget *w = placed->widget;
    if (!w || !w->id[0] || !w->enabled)
        return false;
    return w->role != ROLE_TEXT && w->role != ROLE_HEADING && w->role != ROLE_STATUS &&
           w->role != ROLE_LIST && w->role != ROLE_LIVE;
}
