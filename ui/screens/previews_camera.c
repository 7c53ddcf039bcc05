#include "ui/screens/previews_camera.h"

#include "ui/screens/previews_parts.h"

static unsigned paper(const struct session *s)
{
    for (unsigned i = 0; s->service && i < s->service->material_count; i++)
        if (s->service->materials[i].photo.zh)
            return i;
    return 0;
}

static void photographing(struct session *s, enum photo_state state, unsigned pages)
{
    preview_filled(s, STEP_CAMERA);
    s->health.camera = DEVICE_READY;
    s->kase.photo = (struct photo){.material = paper(s), .state = state, .edges = true};
    s->kase.materials[paper(s)].pages = pages;
}

void camera(struct session *s)
{
    photographing(s, PHOTO_LOOKING, 0);
}

void camera_more(struct session *s)
{
    photographing(s, PHOTO_LOOKING, 1);
}

void camera_taking(struct session *s)
{
    photographing(s, PHOTO_TAKING, 0);
}

void camera_taken(struct session *s)
{
    photographing(s, PHOTO_TAKEN, 0);
}

void camera_whole(struct session *s)
{
    photographing(s, PHOTO_TAKEN, 0);
    s->kase.photo.edges = false;
}

void camera_late(struct session *s)
{
    camera(s);
    s->problem = PROBLEM_PHOTO_LATE;
}

void camera_full(struct session *s)
{
    photographing(s, PHOTO_LOOKING, PHOTO_PAGES);
}

void camera_gone(struct session *s)
{
    camera(s);
    s->health.camera = DEVICE_ABSENT;
}

void camera_practice(struct session *s)
{
    camera(s);
    s->practice = true;
}

void materials_camera(struct session *s)
{
    preview_filled(s, STEP_MATERIALS);
    s->health.camera = DEVICE_READY;
}

void materials_photographed(struct session *s)
{
    materials_camera(s);
    s->kase.materials[0].later = true;
    s->kase.materials[paper(s)].pages = 2;
}

void review_photographed(struct session *s)
{
    materials_photographed(s);
    s->step = STEP_REVIEW;
}
