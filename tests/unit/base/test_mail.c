#include "base/check.h"

#include <glib.h>
#include <semaphore.h>

#include "base/mail.h"

enum { LIMIT = 8, LETTERS = 20000 };

static void ring(void *bell)
{
    sem_post(bell);
}

static unsigned *letter(unsigned number)
{
    unsigned *l = g_new(unsigned, 1);
    *l = number;
    return l;
}

static void test_bounded_and_in_order(void **state)
{
    (void)state;
    struct mail *mail = mail_new(3, g_free, NULL, NULL);
    assert_null(mail_take(mail));
    for (unsigned i = 0; i < 5; i++)
        mail_push(mail, letter(i));
    assert_int_equal(mail_dropped(mail), 2);
    for (unsigned i = 2; i < 5; i++) { /* the oldest two gave way */
        g_autofree unsigned *got = mail_take(mail);
        assert_int_equal(*got, i);
    }
    assert_null(mail_take(mail));
    mail_push(mail, letter(9)); /* left inside: freed with the queue, as the leak checker sees */
    mail_free(mail);
    mail_free(NULL);
}

static void test_rings_for_each_letter(void **state)
{
    (void)state;
    sem_t bell;
    sem_init(&bell, 0, 0);
    struct mail *mail = mail_new(LIMIT, g_free, ring, &bell);
    mail_push(mail, letter(1));
    mail_push(mail, letter(2));
    assert_int_equal(sem_trywait(&bell), 0);
    assert_int_equal(sem_trywait(&bell), 0);
    assert_int_equal(sem_trywait(&bell), -1);
    mail_free(mail);
    sem_destroy(&bell);
}

static gpointer sender(gpointer data)
{
    for (unsigned i = 1; i <= LETTERS; i++)
        mail_push(data, letter(i));
    return NULL;
}

static void test_two_threads(void **state)
{
    (void)state;
    sem_t bell;
    sem_init(&bell, 0, 0);
    struct mail *mail = mail_new(LIMIT, g_free, ring, &bell);
    GThread *thread = g_thread_new("sender", sender, mail);
    unsigned last = 0, taken = 0;
    while (last < LETTERS) { /* the newest letter is never dropped, so the last one comes */
        sem_wait(&bell);
        for (unsigned *got; (got = mail_take(mail)); taken++) {
            assert_true(*got > last);
            last = *got;
            g_free(got);
        }
    }
    g_thread_join(thread);
    assert_int_equal(taken + mail_dropped(mail), LETTERS);
    mail_free(mail);
    sem_destroy(&bell);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bounded_and_in_order),
        cmocka_unit_test(test_rings_for_each_letter),
        cmocka_unit_test(test_two_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
