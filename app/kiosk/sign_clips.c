#include "sign_clips.h"

#include <glib.h>

#include "base/log.h"
#include "ui/image_clip.h"

struct sign_clips {
    char *folder;
    struct clip *seen; /* being looked at */
    enum sign looking; /* at this one; SIGN_COUNT: at none any more */
    unsigned sound;    /* bits of those that can be shown */
    struct clip *clip; /* being watched */
    enum sign watched;
    uint32_t play;
    unsigned number; /* of the frame in hand */
};

struct sign_clips *sign_clips_new(const char *folder)
{
    struct sign_clips *clips = g_new0(struct sign_clips, 1);

    clips->folder = g_strdup(folder);
    clips->looking = folder[0] != '\0' ? SIGN_NONE + 1 : SIGN_COUNT;
    return clips;
}

void sign_clips_close(struct sign_clips *clips)
{
    clip_free(clips->clip);
    clips->clip = NULL;
    clips->play = 0;
}

void sign_clips_free(struct sign_clips *clips)
{
    sign_clips_close(clips);
    clip_free(clips->seen);
    g_free(clips->folder);
    g_free(clips);
}

static char *path_of(const struct sign_clips *clips, enum sign sign)
{
    g_autofree char *name = g_strconcat(sign_name(sign), ".webp", NULL);

    return g_build_filename(clips->folder, name, NULL);
}

static void tell(const char *path, const char *why)
{
    log_warning("sign", "%s cannot be shown, and there is no button for it: %s", path, why);
}

/* A slot without a file is an empty slot, and no fault. */
static struct clip *open_clip(const struct sign_clips *clips, enum sign sign)
{
    g_autofree char *path = path_of(clips, sign);
    g_autoptr(GError) error = NULL;
    struct clip *clip = clip_open(path, &error);

    if (error != NULL && !g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        tell(path, error->message);
    return clip;
}

/* The next frame of the clip that is looked at; false when there is nothing more of it. */
static bool look_on(struct sign_clips *clips)
{
    g_autofree char *path = path_of(clips, clips->looking);
    unsigned ms;
    enum clip_next next = clip_next(clips->seen, &ms);

    if (next == CLIP_BROKEN)
        tell(path, "a frame of it is damaged, or it is longer than 90 s");
    if (next == CLIP_END)
        clips->sound |= 1u << clips->looking;
    return next == CLIP_FRAME;
}

bool sign_clips_look(struct sign_clips *clips, unsigned *signs)
{
    if (clips->looking < SIGN_COUNT && clips->seen == NULL)
        clips->seen = open_clip(clips, clips->looking);
    if (clips->looking < SIGN_COUNT && (clips->seen == NULL || !look_on(clips))) {
        clip_free(clips->seen);
        clips->seen = NULL;
        clips->looking++;
    }
    *signs = clips->sound;
    return clips->looking < SIGN_COUNT;
}

static void begin(struct sign_clips *clips, const struct sign_question *question)
{
    sign_clips_close(clips);
    clips->clip = open_clip(clips, question->sign);
    clips->watched = question->sign;
    clips->play = question->play;
    clips->number = 0;
}

void sign_clips_answer(struct sign_clips *clips, const struct sign_question *question, struct sign_frame *to)
{
    enum clip_next next = CLIP_FRAME;

    *to = (struct sign_frame){.sign = question->sign, .play = question->play, .number = question->number};
    if (clips->play != question->play || clips->watched != question->sign || clips->number > question->number)
        begin(clips, question);
    while (clips->clip != NULL && clips->number < question->number && next == CLIP_FRAME) {
        next = clip_next(clips->clip, &to->ms);
        clips->number++;
    }
    to->lost = clips->clip == NULL || next != CLIP_FRAME;
    if (to->lost) {
        sign_clips_close(clips);
        return;
    }
    to->last = clips->number == clip_frames(clips->clip);
    to->picture = clip_picture(clips->clip, question->width, question->height);
}
