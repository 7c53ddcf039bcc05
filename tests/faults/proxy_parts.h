/* What the files of the proxy share. The lock guards what the test's thread sets and reads; everything else
 * is the proxy thread's. */
#pragma once

#include <openssl/ssl.h>
#include <stdbool.h>

#include "proxy.h"

struct proxy {
    unsigned platform_port, port;
    int listening, wake[2];
    GThread *thread;
    GMutex lock;
    GCond idle;
    enum proxy_fault fault; /* of what comes next; taken when it is done */
    size_t k;
    bool ended, connected;
    unsigned connections;
    struct proxy_seen seen;
    SSL_CTX *server, *client; /* NULL: raw */
    GByteArray *late;         /* a request to be said again */
};
/* True once for each hang-up or end. */
bool proxy_told_to_stop(struct proxy *proxy);
int proxy_dial(const struct proxy *proxy);                   /* -1: nobody there */
void proxy_reset(int fd);                                    /* closes with a reset instead of an end */
enum proxy_fault proxy_take(struct proxy *proxy, size_t *k); /* what is to be done; from then on nothing */

void proxy_carry(struct proxy *proxy, int kiosk); /* raw: until the connection ends; closes it */
void proxy_speak(struct proxy *proxy, int kiosk); /* speaking */
