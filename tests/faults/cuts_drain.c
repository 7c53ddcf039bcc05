/* Both ends of the line on one disk, and work that does not end: applications are promised, one number a line
 * of standard output, and drained to the platform; 0 says that it acknowledged some. cuts_peers.py pulls the
 * plug on all of it. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "both_ends.h"
#include "sync/drain.h"

enum { AT_A_TIME = 25 }; /* promised between two requests */

static void send_it(void *data, const struct client_request *request, struct client_answer *answer)
{
    client_send(data, request, answer);
}

static void promise(struct both_ends *e)
{
    for (int i = 0; i < AT_A_TIME; i++) {
        both_ends_add(e, 1, 0);
        printf("%u\n", e->added);
        if (fflush(stdout) != 0)
            exit(1);
    }
}

int main(int argc, char **argv)
{
    struct both_ends e;
    struct drain drain;
    struct drain_report report = {0};
    gboolean begun = FALSE;

    if (argc != 2 || !g_getenv("LC_BUILD")) {
        fputs("usage: LC_BUILD=BUILD cuts_drain FOLDER\n", stderr);
        return 2;
    }
    secret_start();
    client_start();
    both_ends_new(&e, g_getenv("LC_BUILD"), argv[1]);
    drain_init(&drain, e.store, e.outbox, BOTH_ENDS_KIOSK, send_it, both_ends_client(&e, e.port, 0, NULL));
    do {
        promise(&e);
        if (report.accepted > 0 && !begun)
            begun = puts("0") >= 0;
    } while (drain_turn(&drain, g_get_real_time() / 1000, g_get_monotonic_time() / 1000, randombytes_random(),
                        &report, NULL));
    return 1;
}
