#include "devices/device.h"

const char *device_slot_name(enum device_slot slot)
{
    static const char *const names[DEVICE_SLOTS] = {
        [DEVICE_IDCARD] = "idcard", [DEVICE_SCANNER] = "scanner",   [DEVICE_PRINTER] = "printer",
        [DEVICE_CARD] = "card",     [DEVICE_DOCUMENT] = "document", [DEVICE_CAMERA] = "camera",
        [DEVICE_KEYPAD] = "keypad", [DEVICE_ALARM] = "alarm",       [DEVICE_PHONE] = "phone",
        [DEVICE_LAMP] = "lamp",     [DEVICE_DOOR] = "door",         [DEVICE_TEMPERATURE] = "temperature",
        [DEVICE_POWER] = "power",
    };
    g_assert(slot < DEVICE_SLOTS);
    return names[slot];
}

const char *device_part_name(unsigned part)
{
    static const char *const names[DEVICE_PARTS] = {"touch", "display", "sound"};
    g_assert(part < DEVICE_PARTS);
    return names[part];
}

const char *device_status_name(enum device_status status)
{
    static const char *const names[] = {
        [STATUS_OFF] = "off",       [STATUS_READY] = "ready",         [STATUS_BUSY] = "busy",
        [STATUS_ABSENT] = "absent", [STATUS_ATTENTION] = "attention",
    };
    g_assert((size_t)status < G_N_ELEMENTS(names));
    return names[status];
}

const char *device_attention_name(enum device_attention attention)
{
    static const char *const names[ATTENTION_COUNT] = {
        [ATTENTION_NONE] = "",
        [ATTENTION_PAPER_LOW] = "paper-low",
        [ATTENTION_PAPER_OUT] = "paper-out",
        [ATTENTION_COVER_OPEN] = "cover-open",
        [ATTENTION_CUTTER] = "cutter",
        [ATTENTION_OFFLINE] = "offline",
        [ATTENTION_FAULT] = "fault",
        [ATTENTION_PAPER_JAM] = "paper-jam",
        [ATTENTION_PAPER_LEFT] = "paper-left",
        [ATTENTION_INK_LOW] = "ink-low",
        [ATTENTION_INK_OUT] = "ink-out",
        [ATTENTION_NO_ACCESS] = "no-access",
        [ATTENTION_DOOR_OPEN] = "door-open",
        [ATTENTION_FORCED] = "forced",
        [ATTENTION_HOT] = "hot",
        [ATTENTION_MAINS_LOST] = "mains-lost",
        [ATTENTION_NO_NETWORK] = "no-network",
        [ATTENTION_BATTERY_LOW] = "battery-low",
        [ATTENTION_HELD] = "held",
        [ATTENTION_DRIFT] = "drift",
        [ATTENTION_WRONG_MODE] = "wrong-mode",
    };
    g_assert(attention < ATTENTION_COUNT);
    return names[attention];
}
