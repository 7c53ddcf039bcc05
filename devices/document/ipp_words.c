#include "devices/document/ipp_words.h"

#include <string.h>

enum { JOB_PENDING = 3, JOB_HELD, JOB_PROCESSING, JOB_STOPPED, JOB_CANCELED, JOB_ABORTED, JOB_COMPLETED };

static const struct word {
    const char *word;
    enum device_attention attention;
} words[] = {
    {"media-jam", ATTENTION_PAPER_JAM},
    {"door-open", ATTENTION_COVER_OPEN},
    {"cover-open", ATTENTION_COVER_OPEN},
    {"interlock-open", ATTENTION_COVER_OPEN},
    {"media-empty", ATTENTION_PAPER_OUT},
    {"media-needed", ATTENTION_PAPER_OUT},
    {"input-tray-missing", ATTENTION_PAPER_OUT},
    {"media-low", ATTENTION_PAPER_LOW},
    {"toner-empty", ATTENTION_INK_OUT},
    {"marker-supply-empty", ATTENTION_INK_OUT},
    {"toner-low", ATTENTION_INK_LOW},
    {"marker-supply-low", ATTENTION_INK_LOW},
    {"marker-waste-full", ATTENTION_FAULT},
    {"output-area-full", ATTENTION_PAPER_LEFT},
    {"output-tray-missing", ATTENTION_COVER_OPEN},
    {"offline", ATTENTION_OFFLINE},
    {"paused", ATTENTION_OFFLINE},
    {"shutdown", ATTENTION_OFFLINE},
    {"timed-out", ATTENTION_OFFLINE},
    {"connecting-to-device", ATTENTION_OFFLINE},
};

/* The word without how grave the printer holds it to be; true when it says that it cannot go on. */
static bool part(const char *word, size_t *n)
{
    static const char *const ends[] = {"-error", "-warning", "-report"};
    *n = strlen(word);
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        if (g_str_has_suffix(word, ends[i])) {
            *n -= strlen(ends[i]);
            return i == 0;
        }
    return false;
}

/* A printer says media-empty-warning as well as media-empty-error: no page comes out of either. What is not
 * in the table counts only when the printer itself calls it an error. */
enum device_attention ipp_reason(const char *word)
{
    size_t n;
    bool error = part(word, &n);
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strlen(words[i].word) == n && memcmp(words[i].word, word, n) == 0)
            return words[i].attention;
    return error || (n == strlen("other") && memcmp(word, "other", n) == 0) ? ATTENTION_FAULT
                                                                            : ATTENTION_NONE;
}

static int gravity(enum device_attention attention)
{
    static const enum device_attention order[] = {
        ATTENTION_NONE,       ATTENTION_INK_LOW,    ATTENTION_PAPER_LOW, ATTENTION_FAULT,
        ATTENTION_OFFLINE,    ATTENTION_PAPER_LEFT, ATTENTION_INK_OUT,   ATTENTION_PAPER_OUT,
        ATTENTION_COVER_OPEN, ATTENTION_PAPER_JAM,
    };
    for (size_t i = 0; i < G_N_ELEMENTS(order); i++)
        if (order[i] == attention)
            return (int)i;
    return 0;
}

enum device_attention ipp_worse(enum device_attention a, enum device_attention b)
{
    return gravity(a) >= gravity(b) ? a : b;
}

bool ipp_stops(enum device_attention attention)
{
    return gravity(attention) > gravity(ATTENTION_PAPER_LOW);
}

enum ipp_job ipp_job_of(int job_state, enum device_attention printer)
{
    switch (job_state) {
    case JOB_PENDING:
    case JOB_PROCESSING:
        return ipp_stops(printer) ? IPP_JOB_STUCK : IPP_JOB_OPEN;
    case JOB_HELD:
    case JOB_STOPPED:
        return IPP_JOB_STUCK;
    case JOB_COMPLETED:
        return IPP_JOB_PRINTED;
    case JOB_CANCELED:
    case JOB_ABORTED:
    default:
        return IPP_JOB_GONE;
    }
}

bool ipp_is_queue(const char *place)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
    return *place && strlen(place) < 128 && strspn(place, plain) == strlen(place);
}
