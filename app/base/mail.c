#include "base/mail.h"

#include <glib.h>
#include <pthread.h>

/* pthread's mutex, not GLib's: the thread sanitizer sees only the former, and this is the one thing rooms
 * share. */
struct mail {
    pthread_mutex_t lock;
    void **letters; /* a ring of `limit` places */
    size_t limit, first, count;
    unsigned dropped;
    void (*free_letter)(void *);
    void (*ring)(void *);
    void *ring_data;
};

struct mail *mail_new(size_t limit, void (*free_letter)(void *), void (*ring)(void *), void *ring_data)
{
    g_assert(limit > 0 && free_letter);
    struct mail *mail = g_new0(struct mail, 1);
    pthread_mutex_init(&mail->lock, NULL);
    mail->letters = g_new0(void *, limit);
    mail->limit = limit;
    mail->free_letter = free_letter;
    mail->ring = ring;
    mail->ring_data = ring_data;
    return mail;
}

static void *take_oldest(struct mail *mail)
{
    if (!mail->count)
        return NULL;
    void *letter = mail->letters[mail->first];
    mail->first = (mail->first + 1) % mail->limit;
    mail->count--;
    return letter;
}

void mail_push(struct mail *mail, void *letter)
{
    g_assert(letter);
    void *oldest = NULL;
    pthread_mutex_lock(&mail->lock);
    if (mail->count == mail->limit) {
        oldest = take_oldest(mail);
        mail->dropped++;
    }
    mail->letters[(mail->first + mail->count++) % mail->limit] = letter;
    pthread_mutex_unlock(&mail->lock);
    if (oldest)
        mail->free_letter(oldest); /* outside the lock: wiping takes its time */
    if (mail->ring)
        mail->ring(mail->ring_data);
}

void *mail_take(struct mail *mail)
{
    pthread_mutex_lock(&mail->lock);
    void *letter = take_oldest(mail);
    pthread_mutex_unlock(&mail->lock);
    return letter;
}

unsigned mail_dropped(const struct mail *mail)
{
    pthread_mutex_t *lock = (pthread_mutex_t *)&mail->lock; /* to read the count is to change nothing else */
    pthread_mutex_lock(lock);
    unsigned dropped = mail->dropped;
    pthread_mutex_unlock(lock);
    return dropped;
}

void mail_free(struct mail *mail)
{
    if (!mail)
        return;
    for (void *letter; (letter = take_oldest(mail));)
        mail->free_letter(letter);
    pthread_mutex_destroy(&mail->lock);
    g_free(mail->letters);
    g_free(mail);
}
