/* Handwriting: a pad for one character, its candidates, and the keys beside it (DESIGN.md 4.8). */
#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "ui/input/input.h"

#define _(zh) words(language, zh)

enum { PARTS = 10000 };

/* Another number, so that an answer still on its way is for nobody. What was found stays until the next
 * answer: a row that empties for a moment flickers. */
static void renew(struct input_hand *hand)
{
    hand->asked++;
    hand->due = hand->ink.points > 0;
    hand->waits = hand->take = false;
    if (!hand->due)
        secret_wipe(&hand->found, sizeof hand->found);
    hand->shown = (struct ink){hand->points, hand->ink.points};
}

static void clear(struct input_hand *hand)
{
    handwriting_clear(&hand->ink);
    secret_wipe(hand->points, sizeof hand->points);
    renew(hand);
}

void input_hand_pen(struct input *input, const struct ink_point *point, unsigned ratio)
{
    struct input_hand *hand = &input->hand;
    int x = (int)((int64_t)point->x * ratio * HANDWRITING_UNITS / 1000 / PARTS),
        y = point->y * HANDWRITING_UNITS / PARTS;
    bool taken =
        point->begins ? handwriting_pen_down(&hand->ink, x, y) : handwriting_pen_move(&hand->ink, x, y);
    if (!taken)
        return;
    hand->points[hand->ink.points - 1] = *point;
    hand->shown = (struct ink){hand->points, hand->ink.points};
}

void input_hand_lift(struct input *input)
{
    if (input->hand.ink.points > 0)
        renew(&input->hand);
}

const struct handwriting_ink *input_hand_question(struct input *input)
{
    struct input_hand *hand = &input->hand;
    if (!hand->due)
        return NULL;
    hand->due = false;
    hand->waits = true;
    return &hand->ink;
}

bool input_hand_choose(struct input *input, unsigned candidate)
{
    struct input_hand *hand = &input->hand;
    if (candidate >= hand->found.count)
        return false;
    input_text(input, hand->found.text[candidate]);
    clear(hand);
    input->turn++;
    return true;
}

bool input_hand_answer(struct input *input, uint32_t number, const struct handwriting_candidates *found)
{
    struct input_hand *hand = &input->hand;
    if (!hand->waits || number != hand->asked)
        return false;
    bool take = hand->take;
    hand->waits = hand->take = false;
    hand->found = *found;
    input->turn++;
    return take && input_hand_choose(input, 0);
}

void input_hand_lost(struct input *input)
{
    input->hand.absent = true;
    if (input->plane != PLANE_HAND)
        return;
    clear(&input->hand);
    input->plane = PLANE_PINYIN;
}

static void undo(struct input_hand *hand)
{
    handwriting_undo(&hand->ink);
    secret_wipe(hand->points + hand->ink.points,
                (HANDWRITING_POINTS - hand->ink.points) * sizeof *hand->points);
    renew(hand);
}

/* What is written is meant: the likeliest character is seen in the field before the page goes. */
static bool done(struct input *input)
{
    struct input_hand *hand = &input->hand;
    hand->take = hand->due || hand->waits;
    return hand->take || input_hand_choose(input, 0);
}

bool input_hand_key(struct input *input, const char *key)
{
    if (strcmp(key, "done") == 0)
        return done(input);
    if (strcmp(key, "undo") == 0)
        undo(&input->hand);
    else if (strcmp(key, "rewrite") == 0)
        clear(&input->hand);
    else if (strcmp(key, "pinyin") == 0)
        clear(&input->hand); /* and the plane is still to be turned */
    else
        return false;
    input->turn++;
    return strcmp(key, "pinyin") != 0;
}

static void candidates(struct page *page, const struct input *input, enum language language)
{
    const struct handwriting_candidates *found = &input->hand.found;
    page_open(page, GROUP_CANDIDATES, (int)input->turn);
    /* Six keys beside the pad would stand too high. */
    if (input->seated && input->fresh && input->text[0] && found->count == 0)
        page_button(page, LOOK_CANDIDATE, "key.clear", _("全部删掉"), "")->selected = true;
    if (found->count == 0)
        page_text(page, LOOK_CANDIDATE, _("用手指在框里写一个字"));
    for (unsigned i = 0; i < found->count; i++) {
        char id[PAGE_ID];
        snprintf(id, sizeof id, "cand.%u", i);
        struct widget *w = page_add(page, ROLE_KEY, LOOK_CANDIDATE, id, found->text[i]);
        w->personal = true;
        w->selected = i == 0;
        w->total = HANDWRITING_CANDIDATES / 2; /* on a page */
    }
    page_close(page);
}

static void key(struct page *page, const char *id, const char *label, const char *icon, bool enabled)
{
    struct widget *w = page_button(page, LOOK_KEY_FUNCTION, id, label, icon);
    w->grow = true;
    w->total = 1;
    w->enabled = enabled;
}

void input_pad(struct page *page, const struct input *input, enum language language)
{
    enum { KEYS_WIDTH = 240 };
    const struct input_hand *hand = &input->hand;
    bool written = hand->ink.points > 0;
    candidates(page, input, language);
    page_open(page, GROUP_SIDE, KEYS_WIDTH);
    struct widget *pad = page_add(page, ROLE_CANVAS, LOOK_PAD, "pad", _("用手指在框里写一个字"));
    pad->ink = &hand->shown;
    pad->value = written ? _("写了") : "";
    pad->personal = true;
    pad->focusable = false; /* no key can write; beside it stands the way that one can type */
    page_open(page, GROUP_STACK, 0);
    key(page, "key.undo", _("退一笔"), "undo", written);
    key(page, "key.rewrite", _("重写"), "refresh", written);
    if (!input->seated)
        key(page, "key.clear", _("全部删掉"), "", input->text[0] != '\0');
    key(page, "key.pinyin", _("拼音"), "keyboard", true);
    if (input->seated) /* the one in the field stands too high */
        key(page, "key.delete", _("删一个"), "backspace", input->text[0] != '\0');
    struct widget *go =
        page_button(page, LOOK_KEY_GO, "key.done", input->seeks ? _("找一找") : _("写好了"), "");
    go->grow = true;
    go->total = 1;
    page_close(page);
    page_close(page);
}
