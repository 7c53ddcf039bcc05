/* platform_batch KEYS FIRST COUNT [paid]: the body a kiosk would send, to standard output: COUNT sealed
 * applications of kiosk 20617 with the counters from FIRST on; `paid`: each says that its order paid it. The
 * ids depend on the counters alone, so a second run is another box under the same id. For platform_http.sh.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wire/messages.h"
#include "wire/order.h"
#include "wire/sealer.h"

enum { CREATED_MS_STEP = 1000, ITEMS_MAX = 100 };
static const int64_t first_ms = 1795392000000; /* 2026-11-23 */

static void say_paid(struct secret_bytes *text, const uint8_t id[UUID7_BYTES])
{
    char number[ORDER_TEXT], payment[96];
    order_number(id, number);
    g_snprintf(payment, sizeof payment,
               ",\"payment\":{\"state\":\"paid\",\"amount_fen\":4000,\"order\":\"%s\"}", number);
    secret_bytes_text(text, payment);
}

static void fill(struct message_item *item, unsigned counter, const struct seal_key *key, bool paid)
{
    const uint8_t random[UUID7_RANDOM] = {[UUID7_RANDOM - 1] = (uint8_t)counter};
    char receipt[RECEIPT_TEXT];
    struct secret_bytes text = {0};
    *item = (struct message_item){.kiosk = "20617", .kind = "application", .service = "gaoling-jintie"};
    item->created_ms = first_ms + counter * CREATED_MS_STEP;
    uuid7_make(item->id, item->created_ms, random);
    memcpy(item->keyid, key->keyid, sizeof item->keyid);
    if (!receipt_make("20617", counter, receipt))
        abort();
    struct submission_head head = {.kiosk = "20617",
                                   .kind = "application",
                                   .service = "gaoling-jintie",
                                   .receipt = receipt,
                                   .created_ms = item->created_ms};
    memcpy(head.id, item->id, sizeof head.id);
    submission_begin(&text, &head);
    secret_bytes_text(&text, ",\"person\":{\"name\":\"王秀兰\",\"number\":\"341199194305120041\"}");
    if (paid)
        say_paid(&text, item->id);
    secret_bytes_text(&text, "}");
    struct sealer *sealer = sealer_new(key);
    item->box = sealer_seal(sealer, &text, NULL);
    sealer_free(sealer);
    secret_bytes_clear(&text);
}

int main(int argc, char **argv)
{
    static const char usage[] = "platform_batch: wrong use: platform_batch KEYS FIRST COUNT [paid]\n";
    struct message_item items[ITEMS_MAX];
    struct seal_key key;
    bool paid = argc == 5 && strcmp(argv[4], "paid") == 0, well = argc == 4 || paid;
    unsigned first = well ? (unsigned)strtoul(argv[2], NULL, 10) : 0;
    unsigned count = well ? (unsigned)strtoul(argv[3], NULL, 10) : 0;
    if (first == 0 || count == 0 || count > ITEMS_MAX)
        return fputs(usage, stderr) < 0 ? 1 : 2;
    secret_start();
    suite_start();
    g_autofree char *file = g_build_filename(argv[1], "seal.pub", NULL);
    if (!seal_key_read(&key, file, NULL))
        return 1;
    for (unsigned i = 0; i < count; i++)
        fill(&items[i], first + i, &key, paid);
    GBytes *body = message_batch_build(items, count);
    size_t len = g_bytes_get_size(body);
    int status = fwrite(g_bytes_get_data(body, NULL), 1, len, stdout) == len ? 0 : 1;
    g_bytes_unref(body);
    for (unsigned i = 0; i < count; i++)
        g_bytes_unref(items[i].box);
    return status;
}
