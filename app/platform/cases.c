#include "platform/cases.h"

#include <sodium.h>
#include <string.h>

#include "platform/orders.h"
#include "platform/states.h"
#include "platform/trouble.h"
#include "wire/json.h"
#include "wire/messages.h"

static void hash_owner(const struct platform_keys *keys, const char *number,
                       uint8_t owner[STORAGE_OWNER_BYTES])
{
    static const char purpose[] = "linchuang case of";
    crypto_generichash_state state;
    crypto_generichash_init(&state, keys->hash_key, KEYS_HASH_BYTES, STORAGE_OWNER_BYTES);
    crypto_generichash_update(&state, (const uint8_t *)purpose, sizeof purpose);
    crypto_generichash_update(&state, (const uint8_t *)number, strlen(number));
    crypto_generichash_final(&state, owner, STORAGE_OWNER_BYTES);
    sodium_memzero(&state, sizeof state);
}

bool cases_owner(const struct platform_keys *keys, const void *record, size_t len,
                 uint8_t owner[STORAGE_OWNER_BYTES])
{
    json_t *document = wire_load(record, len, NULL);
    const char *number = wire_text(json_object_get(document, "person"), "number");
    bool named = *number != '\0';
    if (named)
        hash_owner(keys, number, owner);
    json_decref(document);
    return named;
}

/* It stands on screens and in lists: what is no code of a service is none. */
void cases_about(const void *record, size_t len, char about[CASES_ABOUT])
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-", member[] = "\"asked\"";
    *about = '\0';
    if (!memmem(record, len, member, sizeof member - 1)) /* most have none, and are not read twice */
        return;
    json_t *document = wire_load(record, len, NULL);
    const char *service = wire_text(json_object_get(document, "asked"), "service");
    bool code = strlen(service) < CASES_ABOUT && strspn(service, letters) == strlen(service);
    g_strlcpy(about, code ? service : "", CASES_ABOUT);
    json_decref(document);
}

struct owned {
    uint8_t id[STORAGE_ID_BYTES], owner[STORAGE_OWNER_BYTES];
};
struct search {
    const struct platform_keys *keys;
    GArray *found;
};

static void find_owner(const uint8_t *id, const void *record, size_t len, void *data)
{
    struct search *search = data;
    struct owned owned;
    if (!cases_owner(search->keys, record, len, owned.owner))
        return;
    memcpy(owned.id, id, sizeof owned.id);
    g_array_append_val(search->found, owned);
}

gboolean cases_catch_up(const struct platform *platform, GError **error)
{
    struct search search = {platform->keys, g_array_new(FALSE, FALSE, sizeof(struct owned))};
    gboolean well = storage_unowned(platform->storage, find_owner, &search, error);
    for (guint i = 0; well && i < search.found->len; i++) {
        const struct owned *owned = &g_array_index(search.found, struct owned, i);
        well = storage_own(platform->storage, owned->id, owned->owner, error);
    }
    g_array_unref(search.found);
    return well;
}

struct gathering {
    const struct platform *platform;
    json_t *list;
    char receipt[RECEIPT_TEXT], part[CATALOG_NAME_BYTES + 1]; /* of the case whose steps come now */
    int more;
};

static json_t *label_of(const char *told, const struct label *known)
{
    bool knows = !*told && known && known->zh;
    return json_pack("{s:s,s:s}", "zh", knows ? known->zh : told, "en", knows && known->en ? known->en : "");
}

/* The electronic receipt of what was paid for it. */
static void add_receipt(const struct platform *platform, json_t *told, const struct storage_case *kase)
{
    if (!*kase->order)
        return;
    g_autofree char *url = orders_receipt_url(platform, kase->order);
    json_object_set_new(told, "ereceipt",
                        json_pack("{s:s,s:I,s:s}", "number", kase->order, "amount_fen",
                                  (json_int_t)kase->amount_fen, "url", url));
}

static void begin_case(struct gathering *g, const struct storage_case *kase)
{
    const struct catalog *catalog = g->platform->catalog;
    const struct service *service = catalog ? catalog_find(catalog, kase->service) : NULL;
    char at[WIRE_TIME_MAX];
    g_strlcpy(g->receipt, kase->receipt, sizeof g->receipt);
    g_strlcpy(g->part, kase->part, sizeof g->part);
    if (json_array_size(g->list) == MESSAGE_CASES) {
        g->more++;
        return;
    }
    message_time(kase->created_ms, at);
    json_t *told =
        json_pack("{s:s,s:s,s:s,s:o,s:o,s:s,s:[]}", "number", kase->receipt, "service", kase->service, "part",
                  kase->part, "name", label_of(kase->name, service ? &service->name : NULL), "department",
                  label_of(kase->department, service ? &service->department : NULL), "at", at, "steps");
    add_receipt(g->platform, told, kase);
    if (*kase->about)
        json_object_set_new(told, "about", json_string(kase->about));
    json_array_append_new(g->list, told);
}

/* What is missing, or what a worker says, stands while this is the newest step, and no longer. */
static void ask_for(json_t *kase, const struct storage_step *step)
{
    bool wants = strcmp(step->state, "supplement") == 0;
    json_object_del(kase, "todo");
    json_object_del(kase, "said");
    if (wants)
        json_object_set_new(kase, "todo", json_pack("{s:s,s:s}", "what", step->what, "by", step->due));
    else if (*step->what)
        json_object_set_new(kase, "said", json_string(step->what));
}

/* Words that came later belong to the step that stands there. */
static bool is_same_state(const json_t *steps, const char *state)
{
    const json_t *newest = json_array_get(steps, json_array_size(steps) - 1);
    return newest && strcmp(wire_text(newest, "state"), state) == 0;
}

/* A request that was answered in words is closed without any: the answer stands. */
static bool is_answer_again(const struct storage_case *kase)
{
    return *kase->about && !*kase->step->what;
}

static void add_row(const struct storage_case *kase, void *data)
{
    struct gathering *g = data;
    char at[WIRE_TIME_MAX];
    if (strcmp(g->receipt, kase->receipt) != 0 || strcmp(g->part, kase->part) != 0)
        begin_case(g, kase);
    if (g->more > 0)
        return;
    json_t *newest = json_array_get(g->list, json_array_size(g->list) - 1),
           *steps = json_object_get(newest, "steps");
    const struct state_name *told = state_told(kase->step->state, kase->about);
    const char *state = told ? told->code : kase->step->state;
    bool same = is_same_state(steps, state);
    if (!same || !is_answer_again(kase))
        ask_for(newest, kase->step);
    if (same)
        return;
    message_time(kase->step->at_ms, at);
    if (json_array_size(steps) == MESSAGE_CASE_STEPS)
        json_array_remove(steps, 1); /* the day it came stays, and what is new */
    json_array_append_new(steps, json_pack("{s:s,s:s}", "state", state, "at", at));
}

void cases_answer(const struct platform *platform, const struct question *q, struct reply *reply)
{
    uint8_t owner[STORAGE_OWNER_BYTES];
    struct gathering g = {.platform = platform};
    g_autoptr(GError) error = NULL;
    if (!online_knows_person(q, reply))
        return;
    hash_owner(platform->keys, q->person, owner);
    g.list = json_array();
    if (!storage_cases(platform->storage, owner, add_row, &g, &error)) {
        json_decref(g.list);
        trouble_reply(reply, error);
        return;
    }
    online_send_json(reply, json_pack("{s:b,s:{s:s,s:s},s:s,s:s,s:[],s:o,s:i}", "ok", 1, "title", "zh",
                                      "办事进度", "en", "Progress", "note", "", "verify", "", "rows", "cases",
                                      g.list, "more", g.more));
}
