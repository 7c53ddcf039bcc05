#include "catalog/load.h"

#include <string.h>

#include "catalog/parse.h"

enum { FILE_BYTES = 1024 * 1024 };

struct shelf { /* a catalog and the memory of all its texts */
    struct catalog catalog;
    GPtrArray *owned;
};
struct entry {
    const struct service *service;
    unsigned order;
};
struct load {
    const char *dir;
    bool icons; /* must be known */
    struct shelf *shelf;
    GPtrArray *faults;  /* char * */
    GHashTable *blocks; /* name -> json_t * */
    GArray *entries;    /* struct entry */
};

static void drop_json(void *json)
{
    json_decref(json);
}

static json_t *parse_bytes(struct reader *r, const char *bytes, size_t len)
{
    json_error_t error;
    json_t *root = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, &error);

    if (root == NULL)
        reader_fault(r, NULL, "line %d, column %d: %s", error.line, error.column, error.text);
    return root;
}

/* `name` is beneath the folder, and is what faults say. */
static json_t *read_json(struct load *l, struct reader *r, const char *name)
{
    g_autofree char *path = g_build_filename(l->dir, name, NULL);
    g_autofree char *bytes = NULL;
    g_autoptr(GError) error = NULL;
    size_t len = 0;

    if (!g_file_get_contents(path, &bytes, &len, &error)) {
        reader_fault(r, NULL, "cannot be read: %s", error->message);
        return NULL;
    }
    if (len > FILE_BYTES) {
        reader_fault(r, NULL, "must not be larger than %d bytes", FILE_BYTES);
        return NULL;
    }
    return parse_bytes(r, bytes, len);
}

static const json_t *find_block(void *data, const char *name)
{
    struct load *l = data;
    g_autofree char *file = g_strdup_printf("blocks/%s.json", name);
    g_autofree char *path = g_build_filename(l->dir, file, NULL);
    json_t *root = g_hash_table_lookup(l->blocks, name);
    struct reader r = {file, l->faults, l->shelf->owned};

    if (root != NULL)
        return root;
    if (strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(name) ||
        !g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return NULL;
    root = read_json(l, &r, file);
    if (root != NULL)
        g_hash_table_insert(l->blocks, g_strdup(name), root);
    return root;
}

static bool is_known(const struct load *l, const char *code)
{
    for (guint i = 0; i < l->entries->len; i++) {
        if (strcmp(g_array_index(l->entries, struct entry, i).service->code, code) == 0)
            return true;
    }
    return false;
}

static bool has_fallback(const struct load *l)
{
    for (guint i = 0; i < l->entries->len; i++) {
        if (g_array_index(l->entries, struct entry, i).service->fallback)
            return true;
    }
    return false;
}

static void take_service(struct load *l, struct reader *r, const json_t *root, block_find *find)
{
    guint before = l->faults->len;
    struct spot code = {NULL, "code", 0}, fallback = {NULL, "fallback", 0};
    struct entry entry;

    entry.service = parse_service(r, root, find, l, &entry.order);
    check_service(r, entry.service, l->shelf->catalog.categories, l->shelf->catalog.category_count);
    if (l->icons)
        check_icons(r, entry.service);
    if (l->faults->len == before && is_known(l, entry.service->code))
        reader_fault(r, &code, "another file has the service \"%s\" already", entry.service->code);
    if (l->faults->len == before && entry.service->fallback && has_fallback(l))
        reader_fault(r, &fallback, "another file is the fallback of questions already");
    if (l->faults->len == before)
        g_array_append_val(l->entries, entry);
}

static void read_categories(struct load *l)
{
    struct reader r = {"blocks/categories.json", l->faults, l->shelf->owned};
    json_t *root = read_json(l, &r, r.file);
    unsigned count = 0;

    if (root == NULL)
        return; /* told; services count as rightly sorted, so that one spoilt file costs no more than itself
                 */
    l->shelf->catalog.categories = parse_categories(&r, root, &count);
    l->shelf->catalog.category_count = count;
    json_decref(root);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void read_services(struct load *l)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    struct reader folder = {l->dir, l->faults, l->shelf->owned};
    g_autoptr(GError) error = NULL;
    GDir *dir = g_dir_open(l->dir, 0, &error);
    const char *name;

    if (dir == NULL) {
        reader_fault(&folder, NULL, "cannot be opened: %s", error->message);
        return;
    }
    while ((name = g_dir_read_name(dir)) != NULL) {
        if (g_str_has_suffix(name, ".json") && name[0] != '.')
            g_ptr_array_add(names, g_strdup(name));
    }
    g_dir_close(dir);
    g_ptr_array_sort(names, by_name);
    if (names->len == 0)
        reader_fault(&folder, NULL, "holds no service: put one JSON file a service there");
    for (guint i = 0; i < names->len; i++) {
        struct reader r = {g_ptr_array_index(names, i), l->faults, l->shelf->owned};
        json_t *root = read_json(l, &r, r.file);

        if (root != NULL)
            take_service(l, &r, root, find_block);
        json_decref(root);
    }
}

static int by_order(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;

    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return strcmp(x->service->code, y->service->code);
}

static void put_on_shelf(struct load *l)
{
    const struct service **list = g_new0(const struct service *, MAX(l->entries->len, 1));

    g_ptr_array_add(l->shelf->owned, list);
    g_array_sort(l->entries, by_order);
    for (guint i = 0; i < l->entries->len; i++) {
        const struct service *service = g_array_index(l->entries, struct entry, i).service;

        if (service->fallback)
            l->shelf->catalog.fallback = service;
        else
            list[l->shelf->catalog.service_count++] = service;
    }
    l->shelf->catalog.services = list;
}

static void load_begin(struct load *l, const char *dir)
{
    *l = (struct load){.dir = dir, .shelf = g_new0(struct shelf, 1)};
    l->shelf->owned = g_ptr_array_new_with_free_func(g_free);
    l->faults = g_ptr_array_new_with_free_func(g_free);
    l->blocks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, drop_json);
    l->entries = g_array_new(FALSE, FALSE, sizeof(struct entry));
}

static void load_end(struct load *l)
{
    put_on_shelf(l);
    g_ptr_array_unref(l->faults);
    g_hash_table_destroy(l->blocks);
    g_array_unref(l->entries);
}

/* The catalog, or an error with every fault on a line of its own. */
static struct catalog *load_strict(struct load *l, GError **error)
{
    struct catalog *catalog = &l->shelf->catalog;

    if (l->faults->len > 0) {
        g_ptr_array_add(l->faults, NULL);
        g_autofree char *lines = g_strjoinv("\n", (char **)l->faults->pdata);

        g_ptr_array_set_size(l->faults, (int)l->faults->len - 1);
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s", lines);
        catalog = NULL;
    }
    load_end(l);
    if (catalog == NULL)
        catalog_free(&l->shelf->catalog);
    return catalog;
}

static struct catalog *load_whole(const char *dir, bool icons, GError **error)
{
    struct catalog *catalog;
    struct load l;

    load_begin(&l, dir);
    l.icons = icons;
    read_categories(&l);
    read_services(&l);
    catalog = load_strict(&l, error);
    if (catalog == NULL)
        g_prefix_error(error, "services in %s: ", dir);
    return catalog;
}

struct catalog *catalog_load(const char *dir, GError **error)
{
    return load_whole(dir, false, error);
}

struct catalog *catalog_load_checked(const char *dir, GError **error)
{
    return load_whole(dir, true, error);
}

struct catalog *catalog_load_sound(const char *dir, catalog_tell *tell, void *data)
{
    struct load l;

    load_begin(&l, dir);
    read_categories(&l);
    read_services(&l);
    for (guint i = 0; i < l.faults->len; i++)
        tell(g_ptr_array_index(l.faults, i), data);
    load_end(&l);
    return &l.shelf->catalog;
}

struct catalog *catalog_parse(const char *name, const char *bytes, size_t len, GError **error)
{
    struct load l;
    json_t *root;

    load_begin(&l, ".");
    struct reader r = {name, l.faults, l.shelf->owned};

    root = parse_bytes(&r, bytes, len);
    if (root != NULL)
        take_service(&l, &r, root, NULL);
    json_decref(root);
    return load_strict(&l, error);
}

void catalog_free(struct catalog *catalog)
{
    struct shelf *shelf = (struct shelf *)catalog; /* its first member */

    if (shelf == NULL)
        return;
    g_ptr_array_unref(shelf->owned);
    g_free(shelf);
}
