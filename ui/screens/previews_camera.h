/* Example sessions of papers that are photographed, for screens_previews, before the first picture. Each
 * fills the caller's session, after session_init; nothing is kept. Pure: tests, audit and golden pictures. */
#pragma once

#include "session/session.h"

#pragma GCC visibility push(hidden) /* short names, for the table's sake */
void camera(struct session *s);
void camera_more(struct session *s);
void camera_taking(struct session *s);
void camera_taken(struct session *s);
void camera_whole(struct session *s);
void camera_late(struct session *s);
void camera_full(struct session *s);
void camera_gone(struct session *s);
void camera_practice(struct session *s);
void materials_camera(struct session *s);
void materials_photographed(struct session *s);
void review_photographed(struct session *s);
#pragma GCC visibility pop
