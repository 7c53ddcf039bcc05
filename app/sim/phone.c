#include "sim/phone.h"
#include "sim/device.h"
#include "sim/wires.h"

#include <string.h>

/* States of a call as +CLCC numbers them (3GPP TS 27.007, 7.18). */
enum { ACTIVE = 0, DIALLING = 2, ALERTING = 3, NO_CALL = -1, SIM_NOT_INSERTED = 10, LONGEST = 128 };

struct SimPhone {
    SimWire *wire;
    GString *line;
    gboolean echo, verbose, card, mute;
    int call;
    guint calls;
    char dialled[32];
};

static void say(SimPhone *phone, const char *text)
{
    g_autofree char *line = g_strconcat("\r\n", text, "\r\n", NULL);
    sim_wire_send(phone->wire, (const guint8 *)line, strlen(line));
}

static void say_error(SimPhone *phone)
{
    g_autofree char *text = g_strdup_printf("+CME ERROR: %d", SIM_NOT_INSERTED);
    say(phone, phone->verbose ? text : "ERROR");
}

/* V.250 5.6: the number up to a semicolon, which makes it a call of voice. */
static void dial(SimPhone *phone, const char *number)
{
    const char *end = strchr(number, ';');
    if (!end || end == number || phone->call != NO_CALL) {
        say(phone, "ERROR");
        return;
    }
    if (!phone->card) {
        say_error(phone);
        return;
    }
    g_autofree char *digits = g_strndup(number, (gsize)(end - number));
    g_strlcpy(phone->dialled, digits, sizeof phone->dialled);
    phone->call = DIALLING;
    phone->calls++;
    say(phone, "OK");
}

/* It rings from the second look on. */
static void list_calls(SimPhone *phone)
{
    g_autofree char *text = g_strdup_printf("+CLCC: 1,0,%d,0,0,\"%s\",129", phone->call, phone->dialled);
    if (phone->call != NO_CALL)
        say(phone, text);
    if (phone->call == DIALLING)
        phone->call = ALERTING;
    say(phone, "OK");
}

static void obey(SimPhone *phone, const char *line)
{
    if (g_str_equal(line, "ATE0") || g_str_equal(line, "ATE1"))
        phone->echo = line[3] == '1';
    else if (g_str_has_prefix(line, "AT+CMEE="))
        phone->verbose = line[8] != '0';
    else if (g_str_equal(line, "ATH") || g_str_equal(line, "AT+CHUP"))
        phone->call = NO_CALL;
    else if (g_str_equal(line, "AT+CREG?"))
        say(phone, phone->card ? "+CREG: 0,1" : "+CREG: 0,0");
    else if (g_str_equal(line, "AT+CPIN?") && phone->card)
        say(phone, "+CPIN: READY");
    else if (!g_str_equal(line, "AT")) {
        if (g_str_equal(line, "AT+CPIN?"))
            say_error(phone);
        else if (g_str_has_prefix(line, "ATD"))
            dial(phone, line + 3);
        else if (g_str_equal(line, "AT+CLCC"))
            list_calls(phone);
        else
            say(phone, "ERROR");
        return;
    }
    say(phone, "OK");
}

static void heard(const guint8 *bytes, gsize count, gpointer user)
{
    SimPhone *phone = user;
    if (phone->mute)
        return;
    if (phone->echo)
        sim_wire_send(phone->wire, bytes, count);
    for (gsize i = 0; i < count; i++) {
        if (bytes[i] == '\r') {
            g_autofree char *line = g_strdup(phone->line->str);
            g_string_truncate(phone->line, 0);
            if (*line)
                obey(phone, line);
        } else if (bytes[i] != '\n' && phone->line->len < LONGEST) {
            g_string_append_c(phone->line, (char)bytes[i]);
        }
    }
}

/* As it comes from the box: it echoes, and errors have no number. */
static void power_up(SimPhone *phone)
{
    phone->echo = TRUE;
    phone->verbose = phone->mute = FALSE;
    phone->call = NO_CALL;
    g_string_truncate(phone->line, 0);
}

SimPhone *sim_phone_new(const char *dir, GError **error)
{
    SimPhone *phone = g_new0(SimPhone, 1);
    phone->line = g_string_new(NULL);
    phone->card = TRUE;
    power_up(phone);
    phone->wire = sim_wire_new(dir, "phone", 0, heard, phone);
    if (sim_wire_plug(phone->wire, error))
        return phone;
    sim_phone_free(phone);
    return NULL;
}

void sim_phone_free(SimPhone *phone)
{
    if (!phone)
        return;
    sim_wire_free(phone->wire);
    g_string_free(phone->line, TRUE);
    g_free(phone);
}

static gboolean other_end(SimPhone *phone, const char *word, GError **error)
{
    if (phone->call == NO_CALL)
        return sim_refuse(error, "nobody is called", "dial first");
    phone->call = word ? NO_CALL : ACTIVE;
    if (word)
        say(phone, word);
    return TRUE;
}

static gboolean set_fault(SimPhone *phone, const char *word, GError **error)
{
    static const char *const FAULTS[] = {"none", "unplug", "mute", NULL};
    int which = sim_word(FAULTS, word, error);
    if (which == 1) {
        sim_wire_unplug(phone->wire);
        power_up(phone);
    }
    if (which >= 0)
        phone->mute = which == 2;
    return which > 0 || (which == 0 && sim_wire_plug(phone->wire, error));
}

static void tell(const SimPhone *phone, GString *answer)
{
    static const char *const CALLS[] = {[ACTIVE] = "talking", [1] = "held", "dialling", "ringing"};
    g_string_append_printf(answer, "call=%s calls=%u dialled=%s sim=%s plugged=%s",
                           phone->call == NO_CALL ? "none" : CALLS[phone->call], phone->calls, phone->dialled,
                           phone->card ? "yes" : "no", sim_wire_plugged(phone->wire) ? "yes" : "no");
}

gboolean sim_phone_command(gpointer device, const char *verb, const char *rest, GString *answer,
                           GError **error)
{
    static const char *const VERBS[] = {"answer", "busy",  "none",  "end", "no-sim",
                                        "sim",    "fault", "state", NULL};
    SimPhone *phone = device;
    switch (sim_word(VERBS, verb, error)) {
    case 0:
        return other_end(phone, NULL, error);
    case 1:
        return other_end(phone, "BUSY", error);
    case 2:
        return other_end(phone, "NO ANSWER", error);
    case 3:
        return other_end(phone, "NO CARRIER", error);
    case 4:
    case 5:
        phone->card = g_str_equal(verb, "sim");
        return TRUE;
    case 6:
        return set_fault(phone, rest, error);
    case 7:
        tell(phone, answer);
        return TRUE;
    default:
        return FALSE;
    }
}
