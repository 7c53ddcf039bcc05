/* Example sessions of practice and the first steps, for screens_previews. Each fills the caller's session,
 * after session_init; nothing is kept. Pure: tests, audit and golden pictures. */
#pragma once

#include "session/session.h"

#pragma GCC visibility push(hidden) /* short names, for the table's sake */
void practice(struct session *s);
void practice_write(struct session *s);
void practice_write_more(struct session *s);
void practice_written(struct session *s);
void practice_press(struct session *s);
void practice_press_other(struct session *s);
void practice_pressed(struct session *s);
void practice_card(struct session *s);
void practice_card_read(struct session *s);
void practice_identify(struct session *s);
void practice_materials(struct session *s);
void practice_result(struct session *s);
void practice_done(struct session *s);
void guide(struct session *s);
void guide_card(struct session *s);
void guide_filling(struct session *s);
void guide_ending(struct session *s);
#pragma GCC visibility pop
