#include "platform/release.h"

#include <stdio.h>
#include <string.h>

#include "platform/rotation.h"

struct list {
    struct storage_release_list stored;
    struct release_keys keys;
    bool ours;   /* signed by sign.key */
    bool before; /* by one that came before it and was not stolen */
};

static gboolean G_GNUC_PRINTF(2, 3) fail(GError **error, const char *format, ...)
{
    va_list words;
    va_start(words, format);
    g_propagate_error(error, g_error_new_valist(keys_error_quark(), KEYS_ERROR_FAILED, format, words));
    va_end(words);
    return FALSE;
}

/* Empty when nobody that counts signed it. */
static gboolean open_list(const struct platform *platform, struct list *list, GError **error)
{
    const char *message = list->stored.message;
    size_t len = strlen(message);
    struct keyring ring;
    list->ours = release_keys_open(message, len, platform->keys->sign_public, &list->keys);
    if (list->ours)
        return TRUE;
    if (!rotation_keyring(platform->keys, &ring, error))
        return FALSE;
    for (size_t i = 0; i < ring.before_count && !list->before; i++)
        list->before = release_keys_open(message, len, ring.before[i], &list->keys);
    return TRUE;
}

static gboolean read_list(const struct platform *platform, struct list *out, GError **error)
{
    *out = (struct list){0};
    return storage_release_list(platform->storage, &out->stored, error) &&
           (!out->stored.message || open_list(platform, out, error));
}

static char *close_list(const struct platform *platform, const struct release_keys *keys)
{
    g_autoptr(GBytes) closed = release_keys_close(keys, platform->keys->sign_secret);
    return g_strndup(g_bytes_get_data(closed, NULL), g_bytes_get_size(closed));
}

gboolean release_told(const struct platform *platform, char **message, struct release_keys *keys,
                      GError **error)
{
    struct list list;
    gboolean well = read_list(platform, &list, error);
    *keys = list.keys;
    *message = list.ours ? g_steal_pointer(&list.stored.message) : NULL;
    if (list.before)
        *message = close_list(platform, keys); /* the same bytes of every process: RFC 8032 draws nothing */
    g_free(list.stored.message);
    return well;
}

/* Larger than any that kiosks heard, also from a store that was put back from a backup. */
static int64_t next_sequence(const struct platform *platform, const struct list *list)
{
    int64_t now_ms = platform->clock.wall_ms(&platform->clock);
    return MAX(now_ms, list->stored.sequence + 1);
}

static gboolean put(const struct platform *platform, struct list *list, GError **error)
{
    if (!rotation_may_sign(platform->keys, error))
        return FALSE;
    list->keys.sequence = next_sequence(platform, list);
    g_autofree char *text = close_list(platform, &list->keys);
    const struct storage_release_list next = {.sequence = list->keys.sequence, .message = text};
    return storage_put_release_list(platform->storage, list->stored.sequence, &next, error);
}

static gboolean read_key(const char *file, struct release_key *key, GError **error)
{
    g_autofree char *pem = NULL;
    size_t len = 0;
    if (!g_file_get_contents(file, &pem, &len, error)) {
        g_prefix_error(error, "the release key cannot be read: name its file: ");
        return FALSE;
    }
    return release_key_of_pem(pem, len, key) ||
           fail(error,
                "%s is no public key of Ed25519 or SM2 in PEM: make it with 'openssl pkey -in KEY -pubout'",
                file);
}

static gboolean append(struct list *list, const struct release_key *key, GError **error)
{
    if (release_keys_find(&list->keys, key->keyid))
        return fail(error, "release key %s is in the list already: nothing was changed", key->keyid);
    if (list->keys.count == RELEASE_KEYS_MAX)
        return fail(error, "the list has %d release keys already: withdraw one first", RELEASE_KEYS_MAX);
    list->keys.keys[list->keys.count++] = *key;
    return TRUE;
}

gboolean release_add(const struct platform *platform, const char *file, GError **error)
{
    struct list list = {0};
    struct release_key key;
    gboolean well = read_key(file, &key, error) && read_list(platform, &list, error);
    key.since_ms = platform->clock.wall_ms(&platform->clock);
    well = well && append(&list, &key, error) && put(platform, &list, error);
    if (well)
        printf("release key %s is added: kiosks hear of it when they look next\n", key.keyid);
    g_free(list.stored.message);
    return well;
}

static gboolean take_out(struct list *list, const char *keyid, GError **error)
{
    const struct release_key *key = release_keys_find(&list->keys, keyid);
    if (!key)
        return fail(error, "no release key has the id %s: see 'ctl release-key list'", keyid);
    size_t at = (size_t)(key - list->keys.keys);
    memmove(&list->keys.keys[at], key + 1, (--list->keys.count - at) * sizeof *key);
    return TRUE;
}

static void print_none(void)
{
    printf("there is no release key: kiosks accept no release until one is added\n");
}

gboolean release_withdraw(const struct platform *platform, const char *keyid, GError **error)
{
    struct list list;
    gboolean well =
        read_list(platform, &list, error) && take_out(&list, keyid, error) && put(platform, &list, error);
    if (well)
        printf("release key %s is withdrawn: kiosks hear of it when they look next\n", keyid);
    if (well && !list.keys.count)
        print_none();
    g_free(list.stored.message);
    return well;
}

static void print_key(const struct release_key *key)
{
    struct clock_date since = clock_civil(key->since_ms);
    printf("%s  %s  since %04d-%02d-%02d\n", key->keyid, release_key_scheme(key), since.year, since.month,
           since.day);
}

gboolean release_list(const struct platform *platform, GError **error)
{
    struct list list;
    if (!read_list(platform, &list, error))
        return FALSE;
    for (size_t i = 0; i < list.keys.count; i++)
        print_key(&list.keys.keys[i]);
    if (list.stored.message && !list.ours && !list.before)
        printf("the list in the store is not signed by this folder's keys: kiosks are told nothing of it and "
               "go by "
               "what they heard before; add the keys again\n");
    else if (!list.keys.count)
        print_none();
    g_free(list.stored.message);
    return TRUE;
}
