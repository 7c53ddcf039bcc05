#include "session/photo.h"

#include "session/bundle.h"
#include "session/deeds.h"
#include "session/patience.h"

enum { TAKING_MS = 8 * SECOND_MS }; /* a slow camera sends two frames a second, and needs three of them */

bool photo_has_paper(const struct case_file *kase, unsigned material)
{
    return kase->materials[material].taken || kase->materials[material].pages > 0;
}

unsigned photo_pages(const struct case_file *kase)
{
    unsigned pages = 0;

    for (unsigned i = 0; i < SESSION_MATERIALS; i++)
        pages += kase->materials[i].pages;
    return pages;
}

static bool has_camera(const struct session *s)
{
    return s->health.camera == DEVICE_READY || s->health.camera == DEVICE_BUSY;
}

bool photo_may(const struct session *s, unsigned material)
{
    return s->service != NULL && material < s->service->material_count && material < SESSION_MATERIALS &&
           s->service->materials[material].photo.zh != NULL && !s->kase.materials[material].taken &&
           parts_bring(&s->kase, s->service, material) && has_camera(s);
}

bool photo_is_full(const struct session *s)
{
    return s->kase.materials[s->kase.photo.material].pages >= PHOTO_PAGES ||
           photo_pages(&s->kase) >= PHOTO_PAGES_ALL;
}

bool may_photograph(const struct session *s, const struct session_event *event)
{
    for (unsigned i = 0; event == NULL && s->service != NULL && i < s->service->material_count; i++)
        if (photo_may(s, i))
            return true;
    return event != NULL && photo_may(s, event->number);
}

bool open_camera(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    s->kase.photo = (struct photo){.material = event->number};
    return true;
}

/* What one comes to, also back from choosing a language. */
void session_watch_page(struct session *s, struct effects *out)
{
    s->kase.photo.state = PHOTO_LOOKING;
    s->step_due_ms = 0;
    wish(s, out, EFFECT_CAMERA_ON);
}

bool may_take(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->kase.photo.state == PHOTO_LOOKING && !photo_is_full(s) && has_camera(s);
}

bool take_photo(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    met(s, PROBLEM_NONE, NULL);
    s->kase.photo.state = s->practice ? PHOTO_TAKEN : PHOTO_TAKING;
    s->kase.photo.edges = true; /* of the example; the camera says it of what it took */
    s->kase.photo.request = wish(s, out, EFFECT_CAPTURE);
    s->step_due_ms = s->practice ? 0 : s->now_ms + TAKING_MS;
    return true;
}

bool is_our_photo(const struct session *s, const struct session_event *event)
{
    return s->kase.photo.state == PHOTO_TAKING && (event == NULL || event->request == s->kase.photo.request);
}

bool is_taking_photo(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->kase.photo.state == PHOTO_TAKING;
}

bool photographed(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)out;
    s->kase.photo.state = PHOTO_TAKEN;
    s->kase.photo.edges = event->number != 0;
    s->step_due_ms = 0;
    return true;
}

bool photo_late(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    session_watch_page(s, out);
    return met(s, PROBLEM_PHOTO_LATE, NULL);
}

bool is_photo_taken(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->kase.photo.state == PHOTO_TAKEN;
}

bool photo_again(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    session_watch_page(s, out);
    return true;
}

/* The wish goes first: it is about the page that is counted now. */
bool keep_photo(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    case_changed(s);
    s->kase.materials[s->kase.photo.material].later = false;
    s->kase.materials[s->kase.photo.material].pages++;
    wish(s, out, EFFECT_KEEP_PHOTO);
    return true;
}

bool has_pages(const struct session *s, const struct session_event *event)
{
    (void)event;
    return s->kase.photo.state == PHOTO_LOOKING && s->kase.materials[s->kase.photo.material].pages > 0;
}

bool drop_photos(struct session *s, const struct session_event *event, struct effects *out)
{
    (void)event;
    (void)out;
    case_changed(s);
    s->kase.materials[s->kase.photo.material].pages = 0; /* the program wipes what is not counted */
    return true;
}
