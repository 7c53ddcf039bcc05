/* What kiosks tell the people on duty without a number: emergencies, calls, a device that needs a hand, a
 * card that somebody forgot. Reads only; the worker's desk, main thread. */
#pragma once

#include "platform/storage.h"
#include "wire/messages.h"

enum { NOTE_TEXT = 64 };

/* What a note says, in a few words: "printer paper-out", "card page"; "" when its kind alone says it. False
 * for kinds that are not the desk's: ratings are counted in ratings.h, and who has read a notice is nobody's
 * business. */
gboolean notes_words(const char *kind, const char *record, size_t len, char out[NOTE_TEXT]);
/* How long a call lay in its kiosk before it was received, in ms; -1 when nothing tells, or it is no call. */
int64_t notes_waited_ms(const struct message_item *item, const char *record, size_t len, int64_t received_ms);
/* A call for people that lay in a kiosk for longer than CALL_WAIT_MS, so that the resident was told that
 * nobody was reached: "迟到 40 秒", "迟到 2 小时 5 分"; "" when it came before; of one whose age nobody can
 * tell, that. Who reads it must not take it for a new one. */
void notes_late(const struct storage_row *row, char out[NOTE_TEXT]);
/* To standard output, oldest first, those of the last thirty days: kiosk, when it was pressed (or came, where
 * that is all that is known), kind, words, how late it came. */
gboolean notes_list(struct storage *storage, int64_t now_ms, GError **error);
