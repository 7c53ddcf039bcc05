#include "platform/insurance.h"

#include <sodium.h>
#include <string.h>

#define N_(zh) zh /* the kiosk says it in its language */

/* The demo's rules, in the manner of a county: amounts in fen, rates in thousandths of the base. */
enum {
    MONTHS_LEAST = 24,
    MONTHS_SPREAD = 60,          /* 24 to 83 months of insurance */
    BASE_LEAST_FEN = 4227 * 100, /* the county's lower limit */
    BASE_STEPS = 40,
    BASE_STEP_FEN = 125 * 100,
    RAISE_PER_MILLE = 50,          /* the base grows a twentieth each July */
    RATE_PER_MILLE = 240,          /* pension: 16 % by the employer, 8 % by the person */
    CHANGE_AFTER_MONTHS_LEAST = 12 /* when the employer changed */
};

static const char *const employers[] = {"示范县邻里物业服务站", "示范县高郢粮油商店", "示范县第二小学食堂",
                                        "示范县清河纺织厂",     "示范县城关运输队",   "示范县阳光养老院"};

/* One number per question about a person, the same in every run. */
static uint32_t drawn(const char *person, const char *question, uint32_t below)
{
    uint8_t hash[16];
    uint32_t number;
    crypto_generichash(hash, sizeof hash, (const uint8_t *)person, strlen(person), (const uint8_t *)question,
                       strlen(question));
    memcpy(&number, hash, sizeof number);
    return GUINT32_FROM_LE(number) % below;
}

static void fill_month(struct storage_contribution *m, const char *person, int index, uint32_t age,
                       uint32_t total)
{
    int year = index / 12, month = index % 12 + 1;
    int first_year = (index + (int)age - (int)total + 1) / 12;
    int raises = month >= 7 ? year - first_year : year - first_year - 1;
    uint32_t change = CHANGE_AFTER_MONTHS_LEAST + drawn(person, "employer-change-mo", total);
    uint32_t employer = drawn(person, "employer-of-person", G_N_ELEMENTS(employers));
    if (total - age > change)
        employer = (employer + 1) % G_N_ELEMENTS(employers);
    int64_t base = BASE_LEAST_FEN + (int64_t)drawn(person, "base-of-the-person", BASE_STEPS) * BASE_STEP_FEN;
    for (int i = 0; i < raises; i++)
        base += base * RAISE_PER_MILLE / 1000;
    base -= base % 100; /* whole yuan */
    *m = (struct storage_contribution){.base_fen = base, .amount_fen = base * RATE_PER_MILLE / 1000};
    g_snprintf(m->month, sizeof m->month, "%04d-%02d", year % 10000, month);
    g_strlcpy(m->employer, employers[employer], sizeof m->employer);
}

/* Ends with the month before the first ask; later asks find what was stored then. */
static gboolean invent(const struct platform *platform, const char *person, GError **error)
{
    struct storage_contribution months[MONTHS_LEAST + MONTHS_SPREAD];
    uint32_t total = MONTHS_LEAST + drawn(person, "months-of-a-person", MONTHS_SPREAD);
    struct clock_date today = clock_civil(platform->clock.wall_ms(&platform->clock));
    int newest = today.year * 12 + today.month - 2;
    for (uint32_t age = 0; age < total; age++)
        fill_month(&months[age], person, newest - (int)age, age, total);
    return storage_add_contributions(platform->storage, person, months, total, error);
}

int insurance_months(const struct platform *platform, const char *person, struct storage_contribution *months,
                     size_t cap, GError **error)
{
    int count = storage_contributions(platform->storage, person, months, cap, error);
    if (count != 0)
        return count;
    if (!invent(platform, person, error))
        return -1;
    return storage_contributions(platform->storage, person, months, cap, error);
}

void insurance_month(char *to, size_t cap, const char *month)
{
    g_snprintf(to, cap, "%.4s 年 %d 月", month, atoi(month + 5));
}

static void draw_number(char number[INSURANCE_NUMBER_DIGITS + 1])
{
    for (int i = 0; i < INSURANCE_NUMBER_DIGITS; i++)
        number[i] = (char)('0' + randombytes_uniform(10));
    number[INSURANCE_NUMBER_DIGITS] = '\0';
}

gboolean insurance_certify(const struct platform *platform, const char *name, const char *person,
                           struct storage_certificate *out, GError **error)
{
    struct storage_contribution months[STORAGE_MONTHS_MAX];
    int count = insurance_months(platform, person, months, STORAGE_MONTHS_MAX, error);
    if (count <= 0)
        return FALSE;
    *out = (struct storage_certificate){.kind = N_("社保参保证明"), .months = (uint32_t)count};
    out->issued_ms = platform->clock.wall_ms(&platform->clock);
    draw_number(out->number);
    g_strlcpy(out->name, name, sizeof out->name);
    g_strlcpy(out->person, person, sizeof out->person);
    memcpy(out->from, months[count - 1].month, sizeof out->from);
    memcpy(out->to, months[0].month, sizeof out->to);
    return storage_add_certificate(platform->storage, out, error);
}
