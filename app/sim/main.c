#include "sim/camera.h"
#include "sim/control.h"
#include "sim/fittings.h"
#include "sim/idcard.h"
#include "sim/keypad.h"
#include "sim/printer.h"
#include "sim/scanner.h"
#include "sim/social.h"
#include "sim/vectors.h"

#include <glib-unix.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

enum { EXIT_WELL = 0, EXIT_FAILED = 1, EXIT_MISUSED = 2 };

/* All that one run of the simulator owns. */
typedef struct {
    SimIdcard *idcard;
    SimScanner *scanner;
    SimPrinter *printer;
    SimKeypad *keypad;
    SimCamera *camera, *codes;
    SimSocial *social;
    SimControl *control;
    SimFittings *fittings;
    SimDevice devices[8 + SIM_FITTINGS]; /* the last one is NULL */
} Cabinet;

/* Of what is in the network; -1: on a wire. */
typedef struct {
    int printer, idcard;
} Ports;

static int complain(GError *error, int code)
{
    fprintf(stderr, "kiosk-sim: %s\n", error->message);
    g_error_free(error);
    return code;
}

static gboolean on_stop(gpointer loop)
{
    g_main_loop_quit(loop);
    return G_SOURCE_CONTINUE;
}

static gboolean make_folder(const char *dir, GError **error)
{
    if (g_mkdir_with_parents(dir, 0700) == 0)
        return TRUE;
    return sim_refuse(error, "the folder could not be made", "choose a --dir you may write to");
}

/* The control socket comes last: whoever sees it may open the wires. */
static gboolean set_up(Cabinet *cabinet, const char *dir, gboolean fast, const Ports *ports, GError **error)
{
    if (!make_folder(dir, error) || !sim_control_claim(dir, error))
        return FALSE;
    cabinet->idcard = sim_idcard_new(dir, fast, ports->idcard, error);
    cabinet->scanner = cabinet->idcard ? sim_scanner_new(dir, error) : NULL;
    cabinet->printer = cabinet->scanner ? sim_printer_new(dir, fast, ports->printer, error) : NULL;
    cabinet->keypad = cabinet->printer ? sim_keypad_new(dir, error) : NULL;
    cabinet->devices[0] = (SimDevice){"idcard", sim_idcard_command, cabinet->idcard};
    cabinet->devices[1] = (SimDevice){"scanner", sim_scanner_command, cabinet->scanner};
    cabinet->devices[2] = (SimDevice){"printer", sim_printer_command, cabinet->printer};
    cabinet->camera =
        cabinet->keypad ? sim_camera_new(dir, "camera", "Simulated camera of papers", error) : NULL;
    cabinet->codes =
        cabinet->camera ? sim_camera_new(dir, "scanner-camera", "Simulated camera of codes", error) : NULL;
    cabinet->devices[3] = (SimDevice){"keypad", sim_keypad_command, cabinet->keypad};
    cabinet->devices[4] = (SimDevice){"camera", sim_camera_command, cabinet->camera};
    cabinet->devices[5] = (SimDevice){"scanner-camera", sim_camera_command, cabinet->codes};
    cabinet->social = sim_social_new();
    cabinet->devices[6] = (SimDevice){"card", sim_social_command, cabinet->social};
    cabinet->fittings = cabinet->codes ? sim_fittings_new(dir, error) : NULL;
    if (cabinet->fittings)
        sim_fittings_rows(cabinet->fittings, cabinet->devices + 7);
    cabinet->control = cabinet->fittings ? sim_control_new(dir, cabinet->devices, error) : NULL;
    return cabinet->control != NULL;
}

static void tear_down(Cabinet *cabinet)
{
    sim_control_free(cabinet->control);
    sim_idcard_free(cabinet->idcard);
    sim_scanner_free(cabinet->scanner);
    sim_printer_free(cabinet->printer);
    sim_keypad_free(cabinet->keypad);
    sim_camera_free(cabinet->camera);
    sim_camera_free(cabinet->codes);
    sim_fittings_free(cabinet->fittings);
    sim_social_free(cabinet->social);
}

static int serve(const char *dir, gboolean fast, const Ports *ports)
{
    GError *error = NULL;
    Cabinet cabinet = {0};
    if (!set_up(&cabinet, dir, fast, ports, &error)) {
        tear_down(&cabinet);
        return complain(error, EXIT_FAILED);
    }
    g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
    g_unix_signal_add(SIGTERM, on_stop, loop);
    g_unix_signal_add(SIGINT, on_stop, loop);
    puts("ready");
    fflush(stdout);
    g_main_loop_run(loop);
    tear_down(&cabinet);
    return EXIT_WELL;
}

static int control(const char *dir, char **words)
{
    GError *error = NULL;
    g_autofree char *answer = sim_control_call(dir, words, &error);
    if (!answer)
        return complain(error, EXIT_FAILED);
    gboolean well = g_str_has_prefix(answer, "ok");
    fprintf(well ? stdout : stderr, "%s%s\n", well ? "" : "kiosk-sim: ", answer);
    return well ? EXIT_WELL : EXIT_FAILED;
}

static const char HELP[] =
    "ctl commands:\n"
    "  idcard present FILE.json | brush FILE.json | remove | state\n"
    "  idcard fault none|no-card|bad-checksum|read-fail|mute|noise|unplug|split\n"
    "  scanner show TEXT | bytes HEX | type TEXT | image FILE | fault none|unplug | state\n"
    "  scanner trigger none|honeywell|gm65|de2120|newland\n"
    "  printer fault none|paper-low|paper-out|cover-open|cutter|offline|stall|unplug\n"
    "  printer output DIR | state | paper 80|58 [ROWS from black mark to black mark] | baud N\n"
    "  printer presenter on|off | take\n"
    "  alarm state | fault none|unplug      lamp state | fault none|unplug\n"
    "  phone answer|busy|none|end|no-sim|sim | fault none|unplug|mute | state\n"
    "  temperature DEGREES\n"
    "  door open|force|close      power lost|low|back      gpio state | fault none|unplug\n"
    "  card present FILE.json | remove | fault none|pull|mute|other|pin | state\n"
    "  keypad press KEY | jack in|out | fault none|unplug|taken|dropped | state\n"
    "  camera image FILE | clear | fault none|unplug|black|stall | state; the same of scanner-camera\n\n"
    "`brush` lays a card that leaves as soon as it was selected. Every cut of the printer leaves N.bin\n"
    "and N.png in its output folder, DIR/paper unless told otherwise.";

static int misused(const char *what)
{
    fprintf(stderr, "kiosk-sim: %s: see kiosk-sim --help\n", what);
    return EXIT_MISUSED;
}

static int run(const char *dir, gboolean fast, const Ports *ports, char **words)
{
    if (words && g_strv_length(words) == 1 && strcmp(words[0], "vectors") == 0)
        return sim_vectors_check() ? EXIT_FAILED : EXIT_WELL;
    if (!dir)
        return misused("no folder was named with --dir");
    if (ports->printer < -1 || ports->printer > G_MAXUINT16 || ports->idcard < -1 ||
        ports->idcard > G_MAXUINT16)
        return misused("a port is a number from 0, a free one, to 65535");
    if (!words)
        return serve(dir, fast, ports);
    if (strcmp(words[0], "ctl") != 0)
        return misused("only ctl may stand behind the options");
    return words[1] ? control(dir, words + 1) : misused("ctl needs a command");
}

int main(int argc, char **argv)
{
    g_autofree char *dir = NULL;
    g_auto(GStrv) words = NULL;
    gboolean fast = FALSE, version = FALSE;
    Ports ports = {-1, -1};
    const GOptionEntry entries[] = {
        {"dir", 'd', 0, G_OPTION_ARG_FILENAME, &dir, "where the wires and the control socket stand", "DIR"},
        {"fast", 'f', 0, G_OPTION_ARG_NONE, &fast, "no line speed, no paper speed", NULL},
        {"printer-tcp", 0, 0, G_OPTION_ARG_INT, &ports.printer,
         "the printer is in the network: no wire, but this port", "PORT"},
        {"idcard-tcp", 0, 0, G_OPTION_ARG_INT, &ports.idcard,
         "the card reader stands behind a gateway: no wire, but this port", "PORT"},
        {"version", 'V', 0, G_OPTION_ARG_NONE, &version, "print the version", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words, NULL, NULL},
        {NULL},
    };
    setlocale(LC_ALL, "");
    g_autoptr(GOptionContext) context = g_option_context_new("[ctl DEVICE VERB …]");
    g_autoptr(GError) error = NULL;
    g_option_context_set_summary(context, "The other end of every device wire of the kiosk, byte for byte.");
    g_option_context_set_description(context, HELP);
    g_option_context_set_strict_posix(context, TRUE); /* a text to show may begin with a hyphen */
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &error))
        return misused(error->message);
    if (version) {
        puts("kiosk-sim " LC_VERSION);
        return EXIT_WELL;
    }
    return run(dir, fast, &ports, words);
}
