/* The ID-card reader behind a gateway in the network: frames unchanged, a line that the gateway closes when
 * it is idle, or loses in the middle of a card. */
#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "devices/room.h"
#include "module.h"

enum { PATIENCE_MS = 60000 };

struct gateway {
    int listening, host, bell[2];
    struct module module;
    struct mail *mail;
    struct device_room *room;
    struct uri *uri;
};

static void ring(void *data)
{
    struct gateway *g = data;
    assert_int_equal(write(g->bell[1], "!", 1), 1);
}

static struct gateway gateway_up(void)
{
    struct gateway g = {.host = -1, .module = {.card = -1}};
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof here;
    g.listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(g.listening, (struct sockaddr *)&here, n), 0);
    assert_int_equal(listen(g.listening, 4), 0);
    assert_int_equal(getsockname(g.listening, (struct sockaddr *)&here, &n), 0);
    g_autofree char *text = g_strdup_printf("sam:tcp:127.0.0.1:%u", ntohs(here.sin_port));
    g.uri = uri_parse(text, NULL);
    assert_int_equal(pipe(g.bell), 0);
    return g;
}

static void start(struct gateway *g)
{
    g->mail = mail_new(64, device_letter_free, ring, g);
    const struct device_room_options options = {.uris = {[DEVICE_IDCARD] = g->uri}, .letters = g->mail};
    g->room = device_room_start(&options, NULL);
    assert_non_null(g->room);
}

static void hang_up(struct gateway *g)
{
    if (g->host >= 0)
        close(g->host);
    g->host = -1;
}

static void gateway_down(struct gateway *g)
{
    device_room_stop(g->room);
    mail_free(g->mail);
    uri_free(g->uri);
    hang_up(g);
    close(g->listening);
    close(g->bell[0]);
    close(g->bell[1]);
}

static void command(struct gateway *g, enum device_command_kind kind, uint64_t visit)
{
    device_room_send(g->room, device_command_new(kind, DEVICE_IDCARD, visit));
}

/* One command of eleven bytes or less, answered in two pieces. */
static void answer(struct gateway *g, size_t break_after)
{
    uint8_t asked[64], out[SAM_FRAME_MAX];
    ssize_t n = recv(g->host, asked, sizeof asked, 0);
    if (n < 10) {
        hang_up(g);
        return;
    }
    unsigned code = (unsigned)(asked[7] << 8 | asked[8]);
    size_t len = module_answer(&g->module, code, out);
    if (break_after && code == 0x3001) {
        assert_true(send(g->host, out, break_after, MSG_NOSIGNAL) > 0);
        hang_up(g);
        return;
    }
    assert_true(send(g->host, out, 5, MSG_NOSIGNAL) == 5);
    assert_true(send(g->host, out + 5, len - 5, MSG_NOSIGNAL) > 0);
}

/* Serves until a letter of that kind comes, which the caller frees. */
static struct device_letter *serve(struct gateway *g, enum device_letter_kind kind, size_t break_after)
{
    for (;;) {
        struct device_letter *letter = mail_take(g->mail);
        if (letter && letter->slot == DEVICE_IDCARD && letter->kind == kind)
            return letter;
        if (letter) {
            device_letter_free(letter);
            continue;
        }
        struct pollfd fds[] = {
            {g->bell[0], POLLIN, 0}, {g->host, POLLIN, 0}, {g->host < 0 ? g->listening : -1, POLLIN, 0}};
        char byte;
        assert_true(poll(fds, G_N_ELEMENTS(fds), PATIENCE_MS) > 0);
        if (fds[0].revents)
            assert_int_equal(read(g->bell[0], &byte, 1), 1);
        if (fds[2].revents)
            g->host = accept(g->listening, NULL, NULL);
        if (fds[1].revents)
            answer(g, break_after);
    }
}

static void await(struct gateway *g, enum device_status status)
{
    for (bool there = false; !there;) {
        struct device_letter *letter = serve(g, LETTER_STATUS, 0);
        there = letter->status == status;
        device_letter_free(letter);
    }
}

static void await_card(struct gateway *g)
{
    struct device_letter *letter = serve(g, LETTER_CARD, 0);
    assert_string_equal(letter->card.number, "99990118900101002X");
    device_letter_free(letter);
}

static void a_card_comes_through_a_gateway(void **unused)
{
    (void)unused;
    struct gateway g = gateway_up();
    start(&g);
    device_letter_free(serve(&g, LETTER_IDENTITY, 0)); /* it was asked, so the field was looked at */
    command(&g, COMMAND_VISIT, 1);
    command(&g, COMMAND_READ, 1);
    for (int i = 0; i < 6; i++) { /* the field is seen empty */
        struct pollfd fd = {g.host, POLLIN, 0};
        assert_int_equal(poll(&fd, 1, PATIENCE_MS), 1);
        answer(&g, 0);
    }
    module_lay(&g.module, CN1);
    await_card(&g);
    gateway_down(&g);
}

static void a_line_closed_when_idle_is_opened_again(void **unused)
{
    (void)unused;
    enum { TIMES = 5 };
    struct gateway g = gateway_up();
    start(&g);
    await(&g, STATUS_READY);
    for (int i = 0; i < TIMES; i++) {
        hang_up(&g);
        await(&g, STATUS_ABSENT);
        await(&g, STATUS_READY);
    }
    gateway_down(&g);
}

/* Half a card identifies nobody, and what lies there when the line is back is of the person before. */
static void a_line_lost_amid_a_card(void **unused)
{
    (void)unused;
    struct gateway g = gateway_up();
    start(&g);
    device_letter_free(serve(&g, LETTER_IDENTITY, 0));
    command(&g, COMMAND_VISIT, 1);
    command(&g, COMMAND_READ, 1);
    for (int i = 0; i < 6; i++) {
        struct pollfd fd = {g.host, POLLIN, 0};
        assert_int_equal(poll(&fd, 1, PATIENCE_MS), 1);
        answer(&g, 0);
    }
    module_lay(&g.module, CN1);
    struct device_letter *letter = serve(&g, LETTER_STATUS, 700);
    while (letter->status != STATUS_ABSENT) {
        device_letter_free(letter);
        letter = serve(&g, LETTER_STATUS, 700);
    }
    device_letter_free(letter);
    letter = serve(&g, LETTER_CARD_FORGOTTEN, 0);
    assert_true(letter->flag);
    device_letter_free(letter);
    module_lay(&g.module, -1);
    letter = serve(&g, LETTER_CARD_FORGOTTEN, 0);
    assert_false(letter->flag);
    device_letter_free(letter);
    module_lay(&g.module, CN1);
    await_card(&g);
    gateway_down(&g);
}

int main(void)
{
    secret_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_comes_through_a_gateway),
        cmocka_unit_test(a_line_closed_when_idle_is_opened_again),
        cmocka_unit_test(a_line_lost_amid_a_card),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
