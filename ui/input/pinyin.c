#include "ui/input/pinyin.h"

#include <dlfcn.h>
#include <glib.h>
#include <rime_api.h>
#include <string.h>

#include "base/log.h"
#include "base/secret.h"
#include "ui/input/names.h"

/* A folder below a file: whatever librime would like to write has no place. */
#define NOWHERE "/dev/null/none"
#define SCHEMA "linchuang"

struct pinyin {
    char *folder;
    void *library;
    RimeApi *rime;
    RimeSessionId session; /* 0: closed */
    struct names *names;
    bool failed;
};

/* What was called deeper than here left its short strings on the stack. */
static __attribute__((noinline)) void wipe_stack(void)
{
    enum { DEEPEST = 96 * 1024 };
    char below[DEEPEST];
    secret_wipe(below, sizeof below);
}

struct pinyin *pinyin_new(const char *folder)
{
    struct pinyin *pinyin = g_new0(struct pinyin, 1);
    pinyin->folder = g_strdup(folder);
    return pinyin;
}

void pinyin_forget(struct pinyin *pinyin)
{
    if (!pinyin || !pinyin->session)
        return;
    pinyin->rime->destroy_session(pinyin->session);
    pinyin->rime->finalize();
    pinyin->session = 0;
    wipe_stack();
}

void pinyin_free(struct pinyin *pinyin)
{
    if (!pinyin)
        return;
    pinyin_forget(pinyin);
    names_free(pinyin->names);
    g_free(pinyin->folder);
    g_free(pinyin); /* the library stays: C++ libraries are not made to be unloaded */
}

static void fail(struct pinyin *pinyin, const char *what, const char *why)
{
    pinyin->failed = true;
    log_warning("pinyin", "%s: %s: Chinese cannot be typed; install librime1, or mend [assets] pinyin", what,
                why);
}

/* librime comes by dlopen, so that a kiosk on which nobody types starts without it and its twelve libraries.
 */
static bool load(struct pinyin *pinyin)
{
    g_autofree char *names = g_build_filename(pinyin->folder, "names.txt", NULL);
    g_autoptr(GError) error = NULL;
    if (pinyin->rime)
        return true;
    secret_cpp();
    pinyin->library = dlopen("librime.so.1", RTLD_NOW | RTLD_LOCAL);
    RimeApi *(*entry)(void) = NULL;
    if (pinyin->library) /* as POSIX has it: a function comes as an object pointer */
        *(void **)&entry = dlsym(pinyin->library, "rime_get_api");
    pinyin->names = names_load(names, &error);
    if (!entry)
        fail(pinyin, "librime.so.1", "not to be opened");
    else if (!pinyin->names)
        fail(pinyin, "names", error->message);
    else
        pinyin->rime = entry();
    return pinyin->rime != NULL;
}

static bool open_session(struct pinyin *pinyin)
{
    const char *modules[] = {"core", "dict", "gears", NULL};
    g_autofree char *table = g_build_filename(pinyin->folder, SCHEMA ".table.bin", NULL);
    RimeApi *rime = pinyin->rime;
    RIME_STRUCT(RimeTraits, traits);
    traits.shared_data_dir = traits.prebuilt_data_dir = pinyin->folder;
    traits.user_data_dir = traits.staging_dir = NOWHERE;
    traits.modules = modules;
    traits.min_log_level = 3; /* fatal only, and never into a file */
    traits.log_dir = "";
    if (!g_file_test(table, G_FILE_TEST_EXISTS)) {
        fail(pinyin, table, "no such file");
        return false;
    }
    if (strcmp(rime->get_user_data_dir(), NOWHERE) != 0) { /* its log is set up once a process */
        traits.app_name = "rime.linchuang";
        rime->setup(&traits);
    }
    rime->initialize(&traits);
    pinyin->session = rime->create_session();
    if (pinyin->session && rime->select_schema(pinyin->session, SCHEMA))
        return true;
    fail(pinyin, SCHEMA, "librime does not take the dictionary");
    return false;
}

static bool ready(struct pinyin *pinyin)
{
    if (!pinyin || pinyin->failed)
        return false;
    return pinyin->session || (load(pinyin) && open_session(pinyin));
}

const char *candidate_text(const struct candidates *c, unsigned i)
{
    return i < c->count ? c->pool + c->text[i] : "";
}

static bool has(const struct candidates *c, const char *text)
{
    for (unsigned i = 0; i < c->count; i++)
        if (strcmp(candidate_text(c, i), text) == 0)
            return true;
    return false;
}

static bool add(struct candidates *c, const char *text, int rank)
{
    size_t n = strlen(text) + 1;
    if (c->count == PINYIN_CANDIDATES || n > sizeof c->pool - c->used)
        return false;
    c->text[c->count] = (uint16_t)c->used;
    c->rank[c->count] = (int16_t)rank;
    memcpy(c->pool + c->used, text, n);
    c->used += n;
    c->count++;
    return true;
}

/* Only what differs from the letters it has: a key costs librime the more the longer they are. */
static void type(const struct pinyin *pinyin, const char *letters)
{
    enum { BACKSPACE = 0xff08 }; /* as X11 numbers it */
    const char *input = pinyin->rime->get_input(pinyin->session);
    size_t has = input ? strlen(input) : 0, same = 0;
    while (same < has && letters[same] == input[same])
        same++;
    if (same == 0)
        pinyin->rime->clear_composition(pinyin->session);
    else
        for (size_t i = same; i < has; i++)
            pinyin->rime->process_key(pinyin->session, BACKSPACE, 0);
    for (const char *p = letters + same; *p; p++)
        pinyin->rime->process_key(pinyin->session, *p, 0);
}

/* How many characters: what stands for as many as the first does stands for all the letters. */
static bool as_long(const struct candidates *c, const char *text)
{
    return g_utf8_strlen(text, -1) == g_utf8_strlen(candidate_text(c, 0), -1);
}

static void add_names(struct candidates *c, char found[NAMES_FOUND][NAMES_TEXT], unsigned from, unsigned to)
{
    for (unsigned i = from; i < to; i++)
        if (!has(c, found[i]))
            add(c, found[i], -1);
}

/* Names come behind the likeliest word, or the two likeliest for all the letters: of an address they would
 * otherwise be in the way. Three or four are seen at once. */
static void list(const struct pinyin *pinyin, const char *letters, struct candidates *c)
{
    enum { WORDS_LATER = 6, NAMES_EARLY = 2 };
    char found[NAMES_FOUND][NAMES_TEXT] = {{0}};
    unsigned names = names_find(pinyin->names, letters, found), named = 0;
    RimeCandidateListIterator i = {0};
    bool room = pinyin->rime->candidate_list_begin(pinyin->session, &i);
    for (int rank = 0; room && pinyin->rime->candidate_list_next(&i); rank++) {
        bool word = rank == 0 || (rank == 1 && as_long(c, i.candidate.text));
        unsigned wanted = word ? 0 : rank < WORDS_LATER ? MIN(names, (unsigned)NAMES_EARLY) : names;
        if (named < wanted) {
            add_names(c, found, named, wanted);
            named = wanted;
        }
        if (c->count > NAMES_FOUND + WORDS_LATER || !has(c, i.candidate.text))
            room = add(c, i.candidate.text, rank);
    }
    pinyin->rime->candidate_list_end(&i);
    add_names(c, found, named, names);
    secret_wipe(found, sizeof found);
}

void pinyin_clear(struct pinyin *pinyin)
{
    if (!pinyin || !pinyin->session)
        return;
    pinyin->rime->clear_composition(pinyin->session);
    wipe_stack();
}

bool pinyin_look(struct pinyin *pinyin, const char *letters, struct candidates *c)
{
    secret_wipe(c, sizeof *c);
    if (!*letters) {
        pinyin_clear(pinyin);
        return true;
    }
    if (!ready(pinyin))
        return false;
    RIME_STRUCT(RimeContext, context);
    type(pinyin, letters);
    list(pinyin, letters, c);
    if (pinyin->rime->get_context(pinyin->session, &context)) {
        const char *line = context.composition.preedit;
        secret_copy_text(c->line, sizeof c->line, line ? line : "");
        pinyin->rime->free_context(&context);
    }
    wipe_stack();
    return true;
}

/* As many letters from the end as stand behind what was chosen. */
static size_t left_over(const char *letters, const char *unread)
{
    size_t n = strlen(letters);
    for (; *unread; unread++)
        if (g_ascii_islower(*unread))
            while (n > 0 && !g_ascii_islower(letters[--n])) {
            }
    return n;
}

size_t pinyin_covers(struct pinyin *pinyin, const char *letters, const struct candidates *c, unsigned i)
{
    size_t all = strlen(letters);
    if (i >= c->count || c->rank[i] < 0 || !ready(pinyin))
        return all;
    RIME_STRUCT(RimeContext, context);
    type(pinyin, letters);
    bool chosen = pinyin->rime->select_candidate(pinyin->session, (size_t)c->rank[i]);
    if (chosen && pinyin->rime->get_context(pinyin->session, &context)) {
        const RimeComposition *rest = &context.composition;
        if (rest->length > 0 && rest->preedit) /* else all of it was taken */
            all = left_over(letters, rest->preedit + rest->sel_start);
        pinyin->rime->free_context(&context);
    }
    pinyin_clear(pinyin);
    return all;
}
