#include "sign.h"

static void drop(struct picture **picture)
{
    picture_free(*picture);
    *picture = NULL;
}

const struct picture *sign_picture(struct sign_player *player, int64_t now_ms)
{
    if (player->next != NULL && now_ms >= player->due_ms) {
        drop(&player->gone);
        player->gone = player->shown;
        player->shown = player->next;
        player->next = NULL;
        player->number++;
        player->due_ms = now_ms + player->next_ms;
        player->last = player->next_last;
    }
    return player->shown;
}

/* The picture of the last time stands until the first of this one comes. */
static void begin(struct sign_player *player, const struct session *s)
{
    drop(&player->next);
    player->open = true;
    player->visit = s->visit;
    player->plays = s->sign_plays;
    player->play++;
    player->number = 0;
    player->due_ms = 0;
    player->asked = player->last = player->lost = false;
}

void sign_forget(struct sign_player *player)
{
    drop(&player->shown);
    drop(&player->next);
    drop(&player->gone);
    *player = (struct sign_player){.play = player->play, .painted = player->painted};
}

static void ask(struct sign_player *player, const struct session *s, const struct placed *place,
                struct workshop *workshop)
{
    const struct sign_question question = {.sign = sign_of(s),
                                           .play = player->play,
                                           .number = player->number + 1,
                                           .width = place->art.w,
                                           .height = place->art.h};

    player->asked = true;
    player->width = place->art.w;
    player->height = place->art.h;
    workshop_play(workshop, &question);
}

/* Larger letters, or seated, after the end: what stands there is asked for once more, at its new size. */
static void fit(struct sign_player *player, const struct placed *place)
{
    if (!player->last || (place->art.w == player->width && place->art.h == player->height))
        return;
    player->number--;
    player->due_ms = 0;
    player->last = false;
}

void sign_shown(struct sign_player *player, const struct session *s, const struct layout *layout,
                struct workshop *workshop)
{
    const struct placed *place = layout_find(layout, "clip");

    drop(&player->gone);
    if (s->overlay != OVERLAY_SIGN) {
        if (player->open)
            workshop_forget(workshop);
        if (player->open || player->shown != NULL)
            sign_forget(player);
        return;
    }
    if (!player->open || player->visit != s->visit || player->plays != s->sign_plays)
        begin(player, s);
    if (place != NULL)
        fit(player, place);
    if (place != NULL && !player->asked && player->next == NULL && !player->last && !player->lost)
        ask(player, s, place, workshop);
}

bool sign_take(struct sign_player *player, struct sign_frame *frame)
{
    if (!player->open || frame->play != player->play || frame->number != player->number + 1)
        return true; /* of a clip that was closed, or begun anew */
    player->asked = false;
    player->lost = frame->lost;
    if (frame->picture != NULL) {
        drop(&player->next);
        player->next = frame->picture;
        player->next->number = ++player->painted;
        player->next_ms = frame->ms;
        player->next_last = frame->last;
        frame->picture = NULL;
    }
    return !frame->lost;
}

int64_t sign_due(const struct sign_player *player)
{
    return player->next != NULL ? player->due_ms : 0;
}
