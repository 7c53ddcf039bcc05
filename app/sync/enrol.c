#include "sync/enrol.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/durable.h"
#include "wire/csr.h"
#include "wire/messages.h"

#define KEY_FILE "kiosk.key" /* of an enrolment that is under way */

enum { TIMEOUT_MS = 30000 };

static gboolean G_GNUC_PRINTF(2, 3) fail(GError **error, const char *format, ...)
{
    va_list words;

    va_start(words, format);
    g_propagate_error(error,
                      g_error_new_valist(enrolment_error_quark(), ENROLMENT_ERROR_REFUSED, format, words));
    va_end(words);
    return FALSE;
}

/* What the platform said instead, or why there was none. */
static gboolean fail_with(GError **error, const struct client_answer *answer)
{
    struct message_problem problem;

    if (answer->doubtful)
        return fail(
            error,
            "who answers does not prove to be the platform (%s): give the code, or --fingerprint beside "
            "the token, or set [platform] ca_file; and look at the address and the clock",
            answer->problem);
    if (!answer->reached)
        return fail(error, "the platform was not reached (%s): look at the line, the address and the clock",
                    answer->problem);
    if (strcmp(answer->type, WIRE_TYPE_PROBLEM) == 0 &&
        message_problem_parse(answer->body.data, answer->body.len, &problem))
        return fail(error, "the platform refuses (%s): %s", problem.title, problem.detail);
    return fail(error, "what answers is not the platform: look at [platform] url, and for a portal");
}

static gboolean is_json(const struct client_answer *answer)
{
    return answer->reached && answer->status == 200 && strcmp(answer->type, WIRE_TYPE_JSON) == 0;
}

/* The key of an enrolment that was cut short, or a fresh one, durable before anybody hears of it. */
static char *key_of(const char *dir, GError **error)
{
    g_autofree char *path = g_build_filename(dir, KEY_FILE, NULL);
    char *text = NULL, *key = NULL;
    gsize len = 0;

    if (g_file_get_contents(path, &text, &len, NULL)) {
        key = secret_new(len + 1);
        memcpy(key, text, len);
        secret_wipe(text, len);
        g_free(text);
        return key;
    }
    key = csr_key(error);
    if (key && !durable_write(dir, KEY_FILE, key, strlen(key), 0600, error)) {
        secret_free(key);
        key = NULL;
    }
    return key;
}

/* The authority by its fingerprint: asked of whoever answers, believed for what it is. No token is told yet.
 */
static gboolean fetch_authority(const char *dir, const struct enrol_contact *contact, GError **error)
{
    const struct client_options options = {
        .url = contact->url, .ca_file = "", .proxy = contact->proxy, .unproven = true};
    struct client *client = client_new(&options, error);
    struct client_answer answer = {0};

    if (!client)
        return FALSE;
    client_ask(client, WIRE_PATH_AUTHORITY, NULL, NULL, 0, TIMEOUT_MS, &answer);
    gboolean well = answer.reached && answer.status == 200;
    if (!well)
        fail_with(error, &answer);
    else if (!csr_is_certificate(answer.body.data, answer.body.len, contact->fingerprint))
        well = fail(
            error,
            "the platform's authority is another than the code names: check the code, and whom you reach");
    else
        well = durable_write(dir, ENROLMENT_AUTHORITY, answer.body.data, answer.body.len, 0644, error);
    client_answer_clear(&answer);
    client_free(client);
    return well;
}

static gboolean check_answer(const struct enrol_answer *answer, const char *key, const char *kiosk,
                             GError **error)
{
    if (strcmp(answer->kiosk, kiosk) != 0)
        return fail(error,
                    "the platform calls this kiosk %s: correct [kiosk] number, or ask for another token",
                    answer->kiosk);
    return csr_fits(key, answer->certificate) ||
           fail(error, "the platform's certificate is for another key: ask for a new token");
}

static gboolean write_identity(const char *dir, const char *key, const char *certificate, GError **error)
{
    struct secret_bytes text = {0};

    secret_bytes_text(&text, key);
    secret_bytes_text(&text, certificate);
    gboolean well = durable_write(dir, ENROLMENT_CERTIFICATE, text.data, text.len, 0600, error);
    secret_bytes_clear(&text);
    return well;
}

static gboolean keep(const char *dir, const char *key, const struct enrol_contact *contact,
                     const struct client_answer *said, GError **error)
{
    struct enrol_answer answer;
    struct enrolment enrolment = {0};

    if (!is_json(said))
        return fail_with(error, said);
    if (!enrol_answer_parse(said->body.data, said->body.len, &answer, error))
        return FALSE;
    gboolean well = check_answer(&answer, key, contact->kiosk, error) &&
                    (answer.has_keys || fail(error, "the platform gave no keys: is its release older?"));
    memcpy(enrolment.kiosk, answer.kiosk, sizeof enrolment.kiosk);
    enrolment.renew_after_ms = answer.renew_after_ms;
    enrolment.receipts_given = answer.receipts_given;
    enrolment.keys = answer.keys;
    well = well && enrolment_store(dir, &enrolment, error) &&
           write_identity(dir, key, answer.certificate, error);
    enrol_answer_clear(&answer);
    return well;
}

static gboolean ask(const char *dir, const struct enrol_contact *contact, const char *key, GError **error)
{
    char token[ENROL_TOKEN_TEXT];
    g_autofree char *own = g_build_filename(dir, ENROLMENT_AUTHORITY, NULL);
    g_autofree char *csr = csr_build(key, contact->kiosk, error);
    const struct client_options options = {.url = contact->url,
                                           .ca_file = contact->fingerprint ? own : contact->authority,
                                           .proxy = contact->proxy};
    struct client *client = csr ? client_new(&options, error) : NULL;
    struct client_answer answer = {0};

    if (!client)
        return FALSE;
    enrol_token_text(contact->token, token);
    g_autoptr(GBytes) body = enrol_request_build(token, csr);
    secret_wipe(token, sizeof token);
    client_ask(client, WIRE_PATH_ENROL, WIRE_TYPE_JSON, g_bytes_get_data(body, NULL), g_bytes_get_size(body),
               TIMEOUT_MS, &answer);
    gboolean well = keep(dir, key, contact, &answer, error);
    client_answer_clear(&answer);
    client_free(client);
    return well;
}

/* Files of one folder, which has no others. */
static void remove_folder(const char *dir)
{
    GDir *list = g_dir_open(dir, 0, NULL);

    for (const char *name; list && (name = g_dir_read_name(list));) {
        g_autofree char *path = g_build_filename(dir, name, NULL);
        unlink(path);
    }
    g_clear_pointer(&list, g_dir_close);
    rmdir(dir);
}

static gboolean give(const char *path, const struct stat *owner)
{
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    gboolean well = fd >= 0 && fchown(fd, owner->st_uid, owner->st_gid) == 0 && fsync(fd) == 0;

    if (fd >= 0)
        close(fd);
    return well;
}

/* Staff enrol as root; the agent that must read it is whoever owns the place where it lies. */
static gboolean give_to_owner(const char *dir, const char *parent, GError **error)
{
    struct stat st;
    GDir *list = geteuid() == 0 ? g_dir_open(dir, 0, NULL) : NULL;

    if (!list)
        return TRUE;
    gboolean well = stat(parent, &st) == 0 && give(dir, &st);
    for (const char *name; well && (name = g_dir_read_name(list));) {
        g_autofree char *path = g_build_filename(dir, name, NULL);
        well = give(path, &st);
    }
    g_dir_close(list);
    return well || fail(error, "%s cannot be given to the owner of %s: make them one user's", dir, parent);
}

/* The folders change places in one step (renameat2), so at no moment there are two halves, or none. */
static gboolean put_in_place(const char *fresh, const char *dir, GError **error)
{
    g_autofree char *parent = g_path_get_dirname(dir);
    g_autofree char *key = g_build_filename(fresh, KEY_FILE, NULL);
    unsigned how = g_file_test(dir, G_FILE_TEST_EXISTS) ? RENAME_EXCHANGE : RENAME_NOREPLACE;

    unlink(key); /* kiosk.pem has it */
    if (!give_to_owner(fresh, parent, error) || !durable_folder(fresh, error))
        return FALSE;
    if (renameat2(AT_FDCWD, fresh, AT_FDCWD, dir, how) != 0)
        return fail(error, "the new identity cannot be put at %s: let this user write there", dir);
    if (!durable_folder(parent, error))
        return FALSE;
    if (how == RENAME_EXCHANGE)
        remove_folder(fresh);
    return TRUE;
}

gboolean enrol_first(const char *dir, const struct enrol_contact *contact, GError **error)
{
    g_autofree char *fresh = g_strconcat(dir, ".new", NULL);

    if (g_mkdir_with_parents(fresh, 0700) != 0)
        return fail(error, "cannot make the folder %s: let this user write there", fresh);
    char *key = key_of(fresh, error);
    gboolean well = key && (!contact->fingerprint || fetch_authority(fresh, contact, error)) &&
                    ask(fresh, contact, key, error) && put_in_place(fresh, dir, error);
    secret_free(key);
    return well;
}

static gboolean take_next(const char *dir, struct enrolment *enrolment, const char *key,
                          const struct client_answer *said, GError **error)
{
    struct enrol_answer answer;

    if (!is_json(said))
        return fail_with(error, said);
    if (!enrol_answer_parse(said->body.data, said->body.len, &answer, error))
        return FALSE;
    enrolment->renew_after_ms = answer.renew_after_ms;
    gboolean well = check_answer(&answer, key, enrolment->kiosk, error) &&
                    write_identity(dir, key, answer.certificate, error) &&
                    enrolment_store(dir, enrolment, error);
    enrol_answer_clear(&answer);
    return well;
}

gboolean enrol_renew_due(const char *dir, struct client *client, int64_t now_ms, GError **error)
{
    struct enrolment enrolment;
    struct client_answer answer = {0};

    if (!enrolment_load(dir, &enrolment, error))
        return FALSE;
    if (now_ms < enrolment.renew_after_ms)
        return TRUE;
    char *key = csr_key(error);
    g_autofree char *csr = key ? csr_build(key, enrolment.kiosk, error) : NULL;
    gboolean well = csr != NULL;
    if (well) {
        g_autoptr(GBytes) body = enrol_request_build(NULL, csr);
        client_ask(client, WIRE_PATH_RENEW, WIRE_TYPE_JSON, g_bytes_get_data(body, NULL),
                   g_bytes_get_size(body), TIMEOUT_MS, &answer);
        well = take_next(dir, &enrolment, key, &answer, error);
    }
    client_answer_clear(&answer);
    secret_free(key);
    return well;
}

static gboolean take_keys(const char *dir, const struct client_answer *answer, bool *newer, GError **error)
{
    struct enrolment enrolment;
    GError *wrong = NULL;

    if (!enrolment_load(dir, &enrolment, error))
        return FALSE;
    *newer = keyring_follow(&enrolment.keys, answer->body.data, answer->body.len, &wrong);
    if (*newer && !enrolment_store(dir, &enrolment, wrong ? NULL : &wrong))
        *newer = false;
    if (wrong)
        g_propagate_error(error, wrong);
    return !wrong;
}

gboolean enrol_follow(const char *dir, struct client *client, int timeout_ms, char tag[ENROL_TAG],
                      bool *newer, GError **error)
{
    struct client_answer answer = {0};
    gboolean well = TRUE;

    *newer = false;
    client_ask_news(client, WIRE_PATH_KEYS, tag, timeout_ms, &answer);
    if (is_json(&answer)) {
        well = take_keys(dir, &answer, newer, error);
        g_strlcpy(tag, well ? answer.tag : "", ENROL_TAG);
    } else if (!answer.reached || answer.status != 304) {
        well = fail_with(error, &answer);
    }
    client_answer_clear(&answer);
    return well;
}
