/* Example sessions of what the clips of sign language add, for screens_previews: a button in the header of
 * their pages, and the page on which one is watched, before its first frame. Each fills the caller's session,
 * after session_init; nothing is kept. Pure: tests, audit and golden pictures. */
#pragma once

#include "session/session.h"

#pragma GCC visibility push(hidden) /* short names, for the table's sake */
void sign_identify(struct session *s);
void sign_signature(struct session *s);
void sign_review(struct session *s);
void sign_done(struct session *s);
void sign_clip(struct session *s);
void sign_clip_consent(struct session *s);
void sign_clip_done(struct session *s);
void sign_clip_gone(struct session *s);
#pragma GCC visibility pop
