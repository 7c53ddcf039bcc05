#include "paho.h"

#include <arpa/inet.h>
#include <MQTTAsync.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { QOS = 1, WAIT_MS = 120 * 1000, STEP_US = 500 };

struct run {
    MQTTAsync client;
    gint delivered, connected; /* atomic: paho's thread counts */
};

static void on_delivered(void *data, MQTTAsync_token token)
{
    struct run *run = data;

    (void)token;
    g_atomic_int_inc(&run->delivered);
}

static void on_connected(void *data, char *cause)
{
    struct run *run = data;

    (void)cause;
    g_atomic_int_set(&run->connected, 1);
}

static int on_message(void *data, char *topic, int len, MQTTAsync_message *message)
{
    (void)data, (void)len;
    MQTTAsync_freeMessage(&message);
    MQTTAsync_free(topic);
    return 1;
}

static unsigned free_port(void)
{
    struct sockaddr_in at = {.sin_family = AF_INET};
    socklen_t len = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    g_assert(bind(fd, (struct sockaddr *)&at, sizeof at) == 0);
    g_assert(getsockname(fd, (struct sockaddr *)&at, &len) == 0);
    close(fd);
    return ntohs(at.sin_port);
}

static void end_with_parent(void *unused)
{
    (void)unused;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

/* Its own persistence is on, saved as Debian's default has it: every half hour, and at the end. */
static GPid start_broker(const char *folder, unsigned port, GError **error)
{
    g_autofree char *file = g_build_filename(folder, "mosquitto.conf", NULL);
    g_autofree char *text = g_strdup_printf("listener %u 127.0.0.1\nallow_anonymous true\npersistence true\n"
                                            "persistence_location %s/\nmax_queued_messages 0\n"
                                            "max_inflight_messages 0\nuser root\n",
                                            port, folder);
    const char *argv[] = {"/usr/sbin/mosquitto", "-c", file, NULL};
    GPid broker = 0;

    if (g_file_set_contents(file, text, -1, error))
        g_spawn_async(NULL, (char **)argv, NULL,
                      G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                      end_with_parent, NULL, &broker, error);
    return broker;
}

static void connect_to_it(struct run *run)
{
    MQTTAsync_connectOptions options = MQTTAsync_connectOptions_initializer;

    options.cleansession = 0;
    options.maxInflight = 65535;
    options.automaticReconnect = 1;
    options.minRetryInterval = options.maxRetryInterval = 1;
    MQTTAsync_connect(run->client, &options);
}

static void make_client(struct run *run, const char *folder, unsigned port, unsigned count)
{
    MQTTAsync_createOptions options = MQTTAsync_createOptions_initializer;
    g_autofree char *uri = g_strdup_printf("tcp://127.0.0.1:%u", port);

    options.sendWhileDisconnected = 1;
    options.allowDisconnectedSendAtAnyTime = 1;
    options.maxBufferedMessages = (int)count + 1;
    g_assert(MQTTAsync_createWithOptions(&run->client, uri, "kiosk", MQTTCLIENT_PERSISTENCE_DEFAULT,
                                         (void *)folder, &options) == MQTTASYNC_SUCCESS);
    g_assert(MQTTAsync_setCallbacks(run->client, run, NULL, on_message, on_delivered) == MQTTASYNC_SUCCESS);
    MQTTAsync_setConnected(run->client, run, on_connected);
}

static double queue_all(struct run *run, unsigned count, const void *payload, size_t len)
{
    gint64 from = g_get_monotonic_time();

    for (unsigned i = 0; i < count; i++)
        g_assert(MQTTAsync_send(run->client, "submissions", (int)len, payload, QOS, 0, NULL) ==
                 MQTTASYNC_SUCCESS);
    return (double)(g_get_monotonic_time() - from) / G_USEC_PER_SEC;
}

/* From the connection on: waiting for a broker to start is no merit and no fault. */
static double wait_for_all(struct run *run, unsigned count)
{
    gint64 begun = g_get_monotonic_time(), from = 0;

    while ((unsigned)g_atomic_int_get(&run->delivered) < count) {
        if (!from && g_atomic_int_get(&run->connected))
            from = g_get_monotonic_time();
        if (g_get_monotonic_time() - begun > WAIT_MS * 1000ll)
            return 0;
        g_usleep(STEP_US);
    }
    return (double)(g_get_monotonic_time() - (from ? from : begun)) / G_USEC_PER_SEC;
}

gboolean paho_drain(const char *folder, unsigned count, const void *payload, size_t len, double *queue_s,
                    double *drain_s, GError **error)
{
    struct run run = {0};
    unsigned port = free_port();

    make_client(&run, folder, port, count);
    *queue_s = queue_all(&run, count, payload, len);
    GPid broker = start_broker(folder, port, error);
    if (broker) {
        g_usleep(300 * 1000);
        connect_to_it(&run);
        *drain_s = wait_for_all(&run, count);
        kill(broker, SIGTERM);
        waitpid(broker, NULL, 0);
        if (*drain_s <= 0)
            g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                                "mosquitto did not acknowledge everything: look at its port");
    }
    MQTTAsync_destroy(&run.client);
    return broker && *drain_s > 0;
}
