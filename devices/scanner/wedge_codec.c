#include "devices/scanner/wedge_codec.h"

#include <linux/input-event-codes.h>
#include <string.h>

#include "base/secret.h"

struct typed {
    char plain, shifted;
};

/* The keys of a US keyboard (USB HID usage tables, keyboard page, as the kernel names them). */
static struct typed typed_by(uint16_t code)
{
    static const struct typed keys[] = {
        [KEY_1] = {'1', '!'},          [KEY_2] = {'2', '@'},           [KEY_3] = {'3', '#'},
        [KEY_4] = {'4', '$'},          [KEY_5] = {'5', '%'},           [KEY_6] = {'6', '^'},
        [KEY_7] = {'7', '&'},          [KEY_8] = {'8', '*'},           [KEY_9] = {'9', '('},
        [KEY_0] = {'0', ')'},          [KEY_MINUS] = {'-', '_'},       [KEY_EQUAL] = {'=', '+'},
        [KEY_Q] = {'q', 'Q'},          [KEY_W] = {'w', 'W'},           [KEY_E] = {'e', 'E'},
        [KEY_R] = {'r', 'R'},          [KEY_T] = {'t', 'T'},           [KEY_Y] = {'y', 'Y'},
        [KEY_U] = {'u', 'U'},          [KEY_I] = {'i', 'I'},           [KEY_O] = {'o', 'O'},
        [KEY_P] = {'p', 'P'},          [KEY_LEFTBRACE] = {'[', '{'},   [KEY_RIGHTBRACE] = {']', '}'},
        [KEY_A] = {'a', 'A'},          [KEY_S] = {'s', 'S'},           [KEY_D] = {'d', 'D'},
        [KEY_F] = {'f', 'F'},          [KEY_G] = {'g', 'G'},           [KEY_H] = {'h', 'H'},
        [KEY_J] = {'j', 'J'},          [KEY_K] = {'k', 'K'},           [KEY_L] = {'l', 'L'},
        [KEY_SEMICOLON] = {';', ':'},  [KEY_APOSTROPHE] = {'\'', '"'}, [KEY_GRAVE] = {'`', '~'},
        [KEY_BACKSLASH] = {'\\', '|'}, [KEY_Z] = {'z', 'Z'},           [KEY_X] = {'x', 'X'},
        [KEY_C] = {'c', 'C'},          [KEY_V] = {'v', 'V'},           [KEY_B] = {'b', 'B'},
        [KEY_N] = {'n', 'N'},          [KEY_M] = {'m', 'M'},           [KEY_COMMA] = {',', '<'},
        [KEY_DOT] = {'.', '>'},        [KEY_SLASH] = {'/', '?'},       [KEY_SPACE] = {' ', ' '},
        [KEY_KPASTERISK] = {'*', '*'}, [KEY_KPMINUS] = {'-', '-'},     [KEY_KPPLUS] = {'+', '+'},
        [KEY_KPSLASH] = {'/', '/'},    [KEY_KP0] = {'0', '0'},         [KEY_KP1] = {'1', '1'},
        [KEY_KP2] = {'2', '2'},        [KEY_KP3] = {'3', '3'},         [KEY_KP4] = {'4', '4'},
        [KEY_KP5] = {'5', '5'},        [KEY_KP6] = {'6', '6'},         [KEY_KP7] = {'7', '7'},
        [KEY_KP8] = {'8', '8'},        [KEY_KP9] = {'9', '9'},         [KEY_KPDOT] = {'.', '.'},
    };
    return code < sizeof keys / sizeof *keys ? keys[code] : (struct typed){0};
}

void wedge_drop(struct wedge *wedge)
{
    secret_wipe(wedge->code, sizeof wedge->code);
    wedge->len = 0;
    wedge->capitals = wedge->spoiled = wedge->ended = false;
}

void wedge_reset(struct wedge *wedge)
{
    secret_wipe(wedge, sizeof *wedge);
}

bool wedge_open(const struct wedge *wedge)
{
    return (wedge->len > 0 && !wedge->ended) || wedge->spoiled;
}

/* A modifier's bit among its kind; 0 when it is another key. */
static unsigned modifier(uint16_t code, unsigned **held, struct wedge *wedge)
{
    static const struct {
        uint16_t code;
        bool shift;
    } modifiers[] = {{KEY_LEFTSHIFT, true},  {KEY_RIGHTSHIFT, true}, {KEY_LEFTCTRL, false},
                     {KEY_RIGHTCTRL, false}, {KEY_LEFTALT, false},   {KEY_RIGHTALT, false},
                     {KEY_LEFTMETA, false},  {KEY_RIGHTMETA, false}};
    for (unsigned i = 0; i < sizeof modifiers / sizeof *modifiers; i++)
        if (modifiers[i].code == code) {
            *held = modifiers[i].shift ? &wedge->shift : &wedge->other;
            return 1u << i;
        }
    return 0;
}

static void type(struct wedge *wedge, uint16_t code)
{
    struct typed key = typed_by(code);
    bool letter = key.plain >= 'a' && key.plain <= 'z';
    bool shifted = (wedge->shift != 0) != (letter && wedge->capitals);

    if (!key.plain || wedge->other || wedge->len == WEDGE_CODE_MAX)
        wedge->spoiled = true;
    else
        wedge->code[wedge->len++] = shifted ? key.shifted : key.plain;
}

/* A key went down; true: it ended a code. */
static bool pressed(struct wedge *wedge, const struct event_said *said)
{
    if (wedge->ended || (wedge_open(wedge) && said->ms - wedge->last_ms > WEDGE_GAP_MS))
        wedge_drop(wedge);
    wedge->last_ms = said->ms;
    if (said->code == KEY_NUMLOCK)
        return false;
    if (said->code == KEY_CAPSLOCK) {
        wedge->capitals = !wedge->capitals;
        return false;
    }
    if (said->code != KEY_ENTER && said->code != KEY_KPENTER && said->code != KEY_TAB) {
        type(wedge, said->code);
        return false;
    }
    if (wedge->spoiled || wedge->len == 0)
        wedge_drop(wedge);
    wedge->ended = wedge->len > 0;
    return wedge->ended;
}

static bool take(struct wedge *wedge, const struct event_said *said)
{
    unsigned *held = NULL, bit = modifier(said->code, &held, wedge);
    if (said->kind == EVENT_OF_SWITCH)
        return false;
    if (said->kind == EVENT_OF_LOSS) { /* which keys are down nobody knows any more */
        wedge_drop(wedge);
        wedge->shift = wedge->other = 0;
        wedge->spoiled = true;
        wedge->last_ms = said->ms;
        return false;
    }
    if (bit)
        *held = said->value ? *held | bit : *held & ~bit;
    else if (said->value == 1)
        return pressed(wedge, said);
    return false;
}

bool wedge_feed(struct wedge *wedge, const uint8_t **bytes, size_t *n)
{
    struct event_said said;
    bool whole = false;
    while (!whole && events_feed(&wedge->events, bytes, n, &said))
        whole = take(wedge, &said);
    secret_wipe(&said, sizeof said);
    return whole;
}
