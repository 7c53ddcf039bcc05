#include "base/mail.h"

#include <glib.h>

struct mail {
    GMutex lock;
    GQueue letters; /* newest first */
    size_t limit;
    unsigned dropped;
    void (*free_letter)(void *);
    void (*ring)(void *);
    void *ring_data;
};

struct mail *mail_new(size_t limit, void (*free_letter)(void *), void (*ring)(void *), void *ring_data)
{
    g_assert(limit > 0 && free_letter);
    struct mail *mail = g_new0(struct mail, 1);
    g_mutex_init(&mail->lock);
    g_queue_init(&mail->letters);
    mail->limit = limit;
    mail->free_letter = free_letter;
    mail->ring = ring;
    mail->ring_data = ring_data;
    return mail;
}

void mail_push(struct mail *mail, void *letter)
{
    g_assert(letter);
    void *oldest = NULL;
    g_mutex_lock(&mail->lock);
    if (mail->letters.length >= mail->limit) {
        oldest = g_queue_pop_tail(&mail->letters);
        mail->dropped++;
    }
    g_queue_push_head(&mail->letters, letter);
    g_mutex_unlock(&mail->lock);
    if (oldest)
        mail->free_letter(oldest); /* outside: wiping takes its time */
    if (mail->ring)
        mail->ring(mail->ring_data);
}

void *mail_take(struct mail *mail)
{
    g_mutex_lock(&mail->lock);
    void *letter = g_queue_pop_tail(&mail->letters);
    g_mutex_unlock(&mail->lock);
    return letter;
}

unsigned mail_dropped(const struct mail *mail)
{
    GMutex *lock = (GMutex *)&mail->lock; /* reading the count needs the lock, and changes nothing else */
    g_mutex_lock(lock);
    unsigned dropped = mail->dropped;
    g_mutex_unlock(lock);
    return dropped;
}

void mail_free(struct mail *mail)
{
    if (!mail)
        return;
    g_queue_clear_full(&mail->letters, mail->free_letter);
    g_mutex_clear(&mail->lock);
    g_free(mail);
}
