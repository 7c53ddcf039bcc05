#include "sim/social.h"
#include "sim/social_card.h"

#include <arpa/inet.h>
#include <glib-unix.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define VPCD_PORT 35963
#define AGAIN_MS 300 /* pcscd may come later than the card */
#define PULLED_AT 6  /* commands: amid the holder's file */

enum { WELL, PULL, MUTE, OTHER, PIN };
static const char *const FAULTS[] = {"none", "pull", "mute", "other", "pin", NULL};

struct SimSocial {
    SimSocialCard *card; /* NULL: the slot is empty */
    int fd, fault;
    guint watch, again, commands;
    GByteArray *heard;
};

static void hang_up(SimSocial *social)
{
    g_clear_handle_id(&social->watch, g_source_remove);
    if (social->fd >= 0)
        close(social->fd);
    social->fd = -1;
    g_byte_array_set_size(social->heard, 0);
}

static void pull(SimSocial *social)
{
    hang_up(social);
    g_clear_handle_id(&social->again, g_source_remove);
    g_clear_pointer(&social->card, sim_social_card_free);
}

static void say(SimSocial *social, const guint8 *bytes, gsize count)
{
    guint8 message[2 + 258] = {(guint8)(count >> 8), (guint8)count};
    memcpy(message + 2, bytes, count);
    if (send(social->fd, message, count + 2, MSG_NOSIGNAL) < 0)
        hang_up(social);
}

/* Power off, power on, reset, and the question for its ATR, which alone is answered. */
static void control(SimSocial *social, guint8 what)
{
    static const guint8 ATR[] = {0x3B, 0x6D, 0x00, 0x00, 0x00, 0x80, 0x31, 0x80, 0x65,
                                 0xB0, 0x83, 0x11, 0x48, 0xC8, 0x83, 0x90, 0x00};
    if (what == 4)
        say(social, ATR, sizeof ATR);
    else
        sim_social_card_reset(social->card);
}

static void obey(SimSocial *social, const guint8 *command, gsize count)
{
    guint8 out[258];
    social->commands++;
    if (social->fault == PULL && social->commands >= PULLED_AT)
        pull(social);
    else if (social->fault == MUTE)
        say(social, (const guint8[]){0}, 1); /* vpcd waits for ever behind an empty one */
    else
        say(social, out,
            sim_social_card_answer(social->card, command, count, social->fault == OTHER, social->fault == PIN,
                                   out));
}

static void take_messages(SimSocial *social)
{
    while (social->fd >= 0 && social->heard->len >= 2) {
        guint8 message[512];
        gsize count = (gsize)social->heard->data[0] << 8 | social->heard->data[1];
        if (count > sizeof message) {
            hang_up(social);
            return;
        }
        if (social->heard->len < 2 + count)
            return;
        memcpy(message, social->heard->data + 2, count);
        g_byte_array_remove_range(social->heard, 0, (guint)(2 + count));
        if (count == 1)
            control(social, message[0]);
        else if (count > 1)
            obey(social, message, count);
    }
}

static gboolean try_again(gpointer user);

static void later(SimSocial *social)
{
    if (!social->again)
        social->again = g_timeout_add(AGAIN_MS, try_again, social);
}

/* vpcd writes length and message by themselves: without an answer at once each costs 40 ms. */
static gboolean on_bytes(int fd, GIOCondition condition, gpointer user)
{
    SimSocial *social = user;
    guint8 bytes[512];
    int on = 1;
    (void)condition;
    setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
    gssize count = recv(fd, bytes, sizeof bytes, 0);
    if (count <= 0) {
        social->watch = 0;
        hang_up(social);
        if (social->card)
            later(social);
        return G_SOURCE_REMOVE;
    }
    setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
    g_byte_array_append(social->heard, bytes, (guint)count);
    guint watch = social->watch;
    take_messages(social);
    if (social->watch == watch)
        return G_SOURCE_CONTINUE;
    if (social->card)
        later(social);
    return G_SOURCE_REMOVE; /* hang_up has removed it already */
}

static void put_in(SimSocial *social)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(VPCD_PORT)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    social->commands = 0;
    social->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (social->fd >= 0 && connect(social->fd, (struct sockaddr *)&to, sizeof to) == 0) {
        social->watch = g_unix_fd_add(social->fd, G_IO_IN | G_IO_HUP | G_IO_ERR, on_bytes, social);
        return;
    }
    hang_up(social);
    later(social);
}

static gboolean try_again(gpointer user)
{
    SimSocial *social = user;
    social->again = 0;
    if (social->card && social->fd < 0)
        put_in(social);
    return G_SOURCE_REMOVE;
}

static gboolean present(SimSocial *social, const char *path, GError **error)
{
    SimSocialCard *card = sim_social_card_load(path, error);
    if (!card)
        return FALSE;
    pull(social);
    social->card = card;
    put_in(social);
    return TRUE;
}

SimSocial *sim_social_new(void)
{
    SimSocial *social = g_new0(SimSocial, 1);
    social->fd = -1;
    social->heard = g_byte_array_new();
    return social;
}

void sim_social_free(SimSocial *social)
{
    if (!social)
        return;
    pull(social);
    g_byte_array_unref(social->heard);
    g_free(social);
}

gboolean sim_social_command(gpointer device, const char *verb, const char *rest, GString *answer,
                            GError **error)
{
    static const char *const VERBS[] = {"present", "remove", "fault", "state", NULL};
    SimSocial *social = device;
    int fault;
    switch (sim_word(VERBS, verb, error)) {
    case 0:
        return present(social, rest, error);
    case 1:
        pull(social);
        return TRUE;
    case 2:
        fault = sim_word(FAULTS, rest, error);
        social->fault = fault < 0 ? social->fault : fault;
        return fault >= 0;
    case 3:
        g_string_append_printf(answer, "card=%s reader=%s fault=%s commands=%u", social->card ? "yes" : "no",
                               social->fd >= 0 ? "yes" : "no", FAULTS[social->fault], social->commands);
        return TRUE;
    default:
        return FALSE;
    }
}
