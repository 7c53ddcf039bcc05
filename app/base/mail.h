/* A bounded queue of letters between two rooms, and a bell. Letters are owned by the queue while in it, then
 * by whoever takes them. When the queue is full the oldest letter is freed (a counter tells), so a sender
 * never waits. Push from any room; take only in the owner's room; the bell is called in the pusher's room and
 * may only ring. */
#pragma once

#include <stddef.h>

struct mail;
struct mail *mail_new(size_t limit, void (*free_letter)(void *), void (*ring)(void *), void *ring_data);
void mail_push(struct mail *mail, void *letter); /* takes the letter */
void *mail_take(struct mail *mail);              /* NULL when empty; the caller owns it */
unsigned mail_dropped(const struct mail *mail);
void mail_free(struct mail *mail); /* frees the letters inside; NULL is fine */
