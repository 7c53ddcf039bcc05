#include "sim/idcard.h"
#include "sim/sam.h"
#include "sim/wires.h"

#include <string.h>

#define LINE_BYTES_PER_SECOND 11520 /* 115200 baud, 8N1 */

struct SimIdcard {
    SimWire *wire;
    SimSam sam;
    const char *fault; /* a word of FAULTS */
};

static const char *const FAULTS[] = {"none",  "no-card", "bad-checksum", "read-fail", "mute",
                                     "noise", "unplug",  "split",        NULL};
static const char *const STEPS[] = {"idle", "found", "selected", "read", "spent"};

static void heard(const guint8 *bytes, gsize count, gpointer user)
{
    SimIdcard *reader = user;
    g_autoptr(GByteArray) out = g_byte_array_new();
    sim_sam_feed(&reader->sam, bytes, count, g_get_monotonic_time() / 1000, out);
    sim_wire_send(reader->wire, out->data, out->len);
}

SimIdcard *sim_idcard_new(const char *dir, gboolean fast, int port, GError **error)
{
    SimIdcard *reader = g_new0(SimIdcard, 1);
    reader->fault = FAULTS[0];
    reader->wire = sim_wire_new(dir, "idcard", fast ? 0 : LINE_BYTES_PER_SECOND, heard, reader);
    if (port >= 0)
        sim_wire_over_tcp(reader->wire, (guint16)port);
    if (sim_wire_plug(reader->wire, error))
        return reader;
    sim_idcard_free(reader);
    return NULL;
}

void sim_idcard_free(SimIdcard *reader)
{
    if (!reader)
        return;
    sim_sam_clear(&reader->sam);
    sim_wire_free(reader->wire);
    g_free(reader);
}

static gboolean lay(SimIdcard *reader, const char *path, gboolean brushed, GError **error)
{
    SimCard *card = sim_card_load(path, error);
    if (!card)
        return FALSE;
    sim_sam_lay(&reader->sam, card);
    reader->sam.brushed = brushed;
    return TRUE;
}

/* One fault at a time: naming one ends the one before. */
static gboolean set_fault(SimIdcard *reader, const char *word, GError **error)
{
    static const SimSamFault OF_THE_MODULE[] = {SIM_SAM_WELL,      SIM_SAM_NO_CARD, SIM_SAM_BAD_CHECKSUM,
                                                SIM_SAM_READ_FAIL, SIM_SAM_MUTE,    SIM_SAM_NOISE,
                                                SIM_SAM_WELL,      SIM_SAM_WELL};
    int which = sim_word(FAULTS, word, error);
    if (which < 0)
        return FALSE;
    reader->fault = FAULTS[which];
    reader->sam.fault = OF_THE_MODULE[which];
    sim_wire_in_pieces(reader->wire, strcmp(word, "split") == 0);
    if (strcmp(word, "unplug") == 0) {
        sim_wire_unplug(reader->wire);
        sim_sam_power_on(&reader->sam); /* without power the module forgets what it read */
        return TRUE;
    }
    return sim_wire_plug(reader->wire, error);
}

static void tell_state(const SimIdcard *reader, GString *answer)
{
    g_string_append_printf(answer, "card=%s step=%s fault=%s plugged=%s answers=%u",
                           reader->sam.card ? "yes" : "no", STEPS[reader->sam.step], reader->fault,
                           sim_wire_plugged(reader->wire) ? "yes" : "no", reader->sam.answers);
    if (sim_wire_port(reader->wire))
        g_string_append_printf(answer, " port=%u", sim_wire_port(reader->wire));
}

gboolean sim_idcard_command(gpointer device, const char *verb, const char *rest, GString *answer,
                            GError **error)
{
    static const char *const VERBS[] = {"present", "brush", "remove", "fault", "state", NULL};
    SimIdcard *reader = device;
    switch (sim_word(VERBS, verb, error)) {
    case 0:
        return lay(reader, rest, FALSE, error);
    case 1:
        return lay(reader, rest, TRUE, error);
    case 2:
        sim_sam_lay(&reader->sam, NULL);
        return TRUE;
    case 3:
        return set_fault(reader, rest, error);
    case 4:
        tell_state(reader, answer);
        return TRUE;
    default:
        return FALSE;
    }
}
