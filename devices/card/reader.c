#include "devices/card/reader.h"

#include <glib.h>
#include <stdatomic.h>
#include <string.h>
#include <winscard.h>

#include "base/secret.h"

enum {
    LEFT_MS = 1000,   /* pcscd looks at a reader every 400 ms: whether a card that fails was pulled */
    STATUS_WORDS = 2, /* bytes */
    TRIES = 2         /* dirty contacts: many a card is well the second time it gets power */
};
/* Not in winscard.h; pcsclite.h of Debian 12 does not name it either. */
static const char plug_events[] = "\\\\?PnP?\\Notification";

struct card_reader {
    const char *part;
    _Atomic SCARDCONTEXT context; /* read by who wakes */
    bool open;
    char name[MAX_READERNAME];
    DWORD state;                     /* as last seen */
    uint8_t answer[APDU_ANSWER_MAX]; /* personal */
};

struct card_reader *card_reader_new(const char *part)
{
    struct card_reader *r = secret_new(sizeof *r);
    r->part = part;
    return r;
}

static void forget(struct card_reader *r)
{
    r->name[0] = 0;
    r->state = SCARD_STATE_UNAWARE;
}

static void shut(struct card_reader *r)
{
    if (r->open)
        SCardReleaseContext(r->context);
    r->open = false;
    r->context = 0;
    forget(r);
}

void card_reader_free(struct card_reader *r)
{
    if (!r)
        return;
    shut(r);
    secret_free(r);
}

static LONG establish(struct card_reader *r)
{
    SCARDCONTEXT context = 0;
    LONG rv = SCardEstablishContext(SCARD_SCOPE_SYSTEM, NULL, NULL, &context);
    r->open = rv == SCARD_S_SUCCESS;
    r->context = r->open ? context : 0;
    return rv;
}

/* The list is names, each ended, and an empty one. */
static void choose(struct card_reader *r, const char *names)
{
    for (; *names && !r->name[0]; names += strlen(names) + 1)
        if (strstr(names, r->part))
            g_strlcpy(r->name, names, sizeof r->name);
}

static enum card_reader_stand find(struct card_reader *r)
{
    LPSTR names = NULL;
    DWORD len = SCARD_AUTOALLOCATE;
    LONG rv = SCardListReaders(r->context, NULL, (LPSTR)&names, &len);
    if (rv == SCARD_S_SUCCESS) {
        choose(r, names);
        SCardFreeMemory(r->context, names);
    } else if (rv != SCARD_E_NO_READERS_AVAILABLE) {
        shut(r);
        return READER_NO_SERVICE;
    }
    return r->name[0] ? READER_READY : READER_NONE;
}

enum card_reader_stand card_reader_stand(struct card_reader *r)
{
    LONG rv = r->open ? SCARD_S_SUCCESS : establish(r);
    if (rv != SCARD_S_SUCCESS)
        return rv == SCARD_W_SECURITY_VIOLATION ? READER_REFUSED : READER_NO_SERVICE;
    return r->name[0] ? READER_READY : find(r);
}

static LONG watch(struct card_reader *r, DWORD ms, SCARD_READERSTATE *seen)
{
    SCARD_READERSTATE states[] = {{.szReader = plug_events},
                                  {.szReader = r->name, .dwCurrentState = r->state}};
    LONG rv = SCardGetStatusChange(r->context, ms, states, r->name[0] ? 2 : 1);
    *seen = states[1];
    return rv;
}

static bool is_lost(DWORD state)
{
    return state & (SCARD_STATE_UNKNOWN | SCARD_STATE_UNAVAILABLE | SCARD_STATE_IGNORE);
}

enum card_reader_news card_reader_wait(struct card_reader *r, int ms, struct card_sight *sight)
{
    SCARD_READERSTATE seen;
    LONG rv = watch(r, ms < 0 ? INFINITE : (DWORD)ms, &seen);
    *sight = (struct card_sight){0};
    if (rv == SCARD_E_TIMEOUT)
        return READER_TIMEOUT;
    if (rv == SCARD_E_CANCELLED)
        return READER_WOKEN;
    if (rv == SCARD_E_UNKNOWN_READER || rv == SCARD_E_READER_UNAVAILABLE ||
        (rv == SCARD_S_SUCCESS && (!r->name[0] || is_lost(seen.dwEventState)))) {
        forget(r);
        return READER_LOST;
    }
    if (rv != SCARD_S_SUCCESS) {
        shut(r);
        return READER_LOST;
    }
    r->state = seen.dwEventState & ~(DWORD)SCARD_STATE_CHANGED;
    *sight = (struct card_sight){(r->state & SCARD_STATE_PRESENT) != 0, (unsigned)(r->state >> 16) & 0xFFFF};
    return READER_SEEN;
}

void card_reader_wake(struct card_reader *r)
{
    SCARDCONTEXT context = r->context;
    if (context)
        SCardCancel(context);
}

/* A card that failed: pulled, or there and silent? Does not take the news away from card_reader_wait. */
static enum card_reader_result why(struct card_reader *r)
{
    SCARD_READERSTATE seen;
    LONG rv = watch(r, 0, &seen);
    gint64 until = g_get_monotonic_time() + LEFT_MS * 1000;
    while ((rv == SCARD_S_SUCCESS || rv == SCARD_E_TIMEOUT) && !is_lost(seen.dwEventState)) {
        bool same = (seen.dwEventState >> 16) == (r->state >> 16);
        if (!(seen.dwEventState & SCARD_STATE_PRESENT) || !same)
            return READER_HASTY;
        if (g_get_monotonic_time() >= until)
            return READER_MUTE;
        g_usleep(50000);
        rv = watch(r, 0, &seen);
    }
    return READER_GONE;
}

static enum card_reader_result failed(struct card_reader *r, LONG rv)
{
    if (rv == SCARD_W_REMOVED_CARD || rv == SCARD_E_NO_SMARTCARD)
        return READER_HASTY;
    return why(r);
}

static LONG talk(struct card_reader *r, SCARDHANDLE card, DWORD protocol, struct social_reading *reading)
{
    const SCARD_IO_REQUEST *pci = protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
    social_begin(reading);
    while (reading->outcome == SOCIAL_GOES_ON) {
        DWORD got = sizeof r->answer;
        LONG rv = SCardTransmit(card, pci, reading->command.bytes, (DWORD)reading->command.len, NULL,
                                r->answer, &got);
        if (rv != SCARD_S_SUCCESS)
            return rv;
        if (got < STATUS_WORDS)
            return SCARD_E_NOT_TRANSACTED; /* some readers' drivers call silence a success */
        social_feed(reading, r->answer, got);
    }
    return SCARD_S_SUCCESS;
}

static enum card_reader_result try_once(struct card_reader *r, struct social_reading *reading)
{
    SCARDHANDLE card;
    DWORD protocol;
    LONG rv = SCardConnect(r->context, r->name, SCARD_SHARE_SHARED, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1,
                           &card, &protocol);
    if (rv == SCARD_S_SUCCESS) {
        rv = talk(r, card, protocol, reading);
        secret_wipe(r->answer, sizeof r->answer);
        SCardDisconnect(card, SCARD_UNPOWER_CARD);
    }
    return rv == SCARD_S_SUCCESS ? READER_TALKED : failed(r, rv);
}

enum card_reader_result card_reader_read(struct card_reader *r, struct social_reading *reading)
{
    enum card_reader_result result = READER_MUTE;
    for (int i = 0; i < TRIES && result == READER_MUTE; i++)
        result = try_once(r, reading);
    return result;
}
