/* The peer under the same power cut: Eclipse paho with its file persistence. `queue` hands messages to paho
 * while no broker is there and tells each that paho took; `send` tells each that the broker acknowledged
 * (QoS 1); `count` how many are in paho's files. test_cuts.py pulls the plug. */
#include <glib.h>
#include <MQTTAsync.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NO_BROKER "tcp://127.0.0.1:1" /* its files are named by it */

enum { QOS = 1, PAYLOAD = 1072, REST_US = 1000, BUFFER = 100000, PATIENCE_S = 10 };

struct sender {
    MQTTAsync client;
    gint connected; /* atomic: paho's thread sets it */
};

static void tell(int number)
{
    char text[32];
    int len = snprintf(text, sizeof text, "%d\n", number);

    if (write(STDOUT_FILENO, text, (size_t)len) != len)
        _exit(1);
}

/* Tokens count up from 1, as the messages do. */
static void on_delivered(void *data, MQTTAsync_token token)
{
    (void)data;
    tell(token);
}

static void on_connected(void *data, char *cause)
{
    struct sender *sender = data;

    (void)cause;
    g_atomic_int_set(&sender->connected, 1);
}

static int on_message(void *data, char *topic, int len, MQTTAsync_message *message)
{
    (void)data, (void)len;
    MQTTAsync_freeMessage(&message);
    MQTTAsync_free(topic);
    return 1;
}

static gboolean make(struct sender *sender, const char *uri, const char *folder)
{
    MQTTAsync_createOptions options = MQTTAsync_createOptions_initializer;

    options.sendWhileDisconnected = 1;
    options.allowDisconnectedSendAtAnyTime = 1;
    options.maxBufferedMessages = BUFFER;
    return MQTTAsync_createWithOptions(&sender->client, uri, "kiosk", MQTTCLIENT_PERSISTENCE_DEFAULT,
                                       (void *)folder, &options) == MQTTASYNC_SUCCESS;
}

static gboolean put(struct sender *sender, int number)
{
    char payload[PAYLOAD];

    memset(payload, '.', sizeof payload);
    snprintf(payload, sizeof payload, "%08d", number);
    payload[strlen(payload)] = '.';
    return MQTTAsync_send(sender->client, "submissions", sizeof payload, payload, QOS, 0, NULL) ==
           MQTTASYNC_SUCCESS;
}

static int queue(const char *folder)
{
    struct sender sender = {0};

    if (!make(&sender, NO_BROKER, folder))
        return 1;
    for (int i = 1; put(&sender, i); i++) {
        tell(i);
        g_usleep(REST_US);
    }
    return 1;
}

static gboolean connect_to(struct sender *sender)
{
    MQTTAsync_connectOptions options = MQTTAsync_connectOptions_initializer;

    options.maxInflight = 1000;
    MQTTAsync_setConnected(sender->client, sender, on_connected);
    if (MQTTAsync_setCallbacks(sender->client, sender, NULL, on_message, on_delivered) != MQTTASYNC_SUCCESS ||
        MQTTAsync_connect(sender->client, &options) != MQTTASYNC_SUCCESS)
        return FALSE;
    for (int i = 0; i < PATIENCE_S * 1000 && !g_atomic_int_get(&sender->connected); i++)
        g_usleep(1000);
    return g_atomic_int_get(&sender->connected);
}

static int send_all(const char *folder, const char *port)
{
    struct sender sender = {0};
    g_autofree char *uri = g_strdup_printf("tcp://127.0.0.1:%s", port);

    if (!make(&sender, uri, folder) || !connect_to(&sender))
        return 1;
    for (int i = 1; put(&sender, i); i++)
        g_usleep(REST_US);
    return 1;
}

static int count(const char *folder)
{
    struct sender sender = {0};
    MQTTAsync_token *tokens = NULL;
    int found = 0;

    if (!make(&sender, NO_BROKER, folder) ||
        MQTTAsync_getPendingTokens(sender.client, &tokens) != MQTTASYNC_SUCCESS)
        return 1;
    while (tokens && tokens[found] != -1)
        found++;
    printf("%d\n", found);
    MQTTAsync_free(tokens);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "queue") == 0)
        return queue(argv[2]);
    if (argc == 3 && strcmp(argv[1], "count") == 0)
        return count(argv[2]);
    if (argc == 4 && strcmp(argv[1], "send") == 0)
        return send_all(argv[2], argv[3]);
    fputs("usage: cuts_paho queue|count FOLDER\n       cuts_paho send FOLDER PORT\n", stderr);
    return 2;
}
