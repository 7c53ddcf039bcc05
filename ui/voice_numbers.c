#include "ui/voice_numbers.h"

#include <glib.h>
#include <string.h>

#include "base/text.h"

enum { QUANTITY_DIGITS = 12, SECTION = 4, TEN = 10 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t run(const char *at)
{
    size_t n = 0;
    while (is_digit(at[n]))
        n++;
    return n;
}

static uint64_t value_of(const char *at, size_t n)
{
    uint64_t value = 0;
    for (size_t i = 0; i < n; i++)
        value = value * TEN + (uint64_t)(at[i] - '0');
    return value;
}

static const char *const zh_digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

/* Four digits: 一千零五. `lead`: something was said before, so a hole is told as 零. */
static void section(struct secret_bytes *to, unsigned value, bool lead)
{
    static const char *const units[SECTION] = {"千", "百", "十", ""};
    static const unsigned powers[SECTION] = {1000, 100, 10, 1};
    bool hole = lead && value < powers[0];
    bool said = false;
    for (unsigned i = 0; i < SECTION; i++) {
        unsigned d = value / powers[i] % TEN;
        if (d == 0) {
            hole = hole || said;
            continue;
        }
        if (hole)
            secret_bytes_text(to, zh_digits[0]);
        hole = false;
        bool plain_ten = i == 2 && d == 1 && !said && !lead; /* 十二, not 一十二 */
        if (!plain_ten)
            secret_bytes_text(to, zh_digits[d]);
        secret_bytes_text(to, units[i]);
        said = true;
    }
}

static void quantity(struct secret_bytes *to, uint64_t value)
{
    static const uint64_t powers[] = {100000000, 10000, 1};
    static const char *const units[] = {"亿", "万", ""};
    bool lead = false;
    if (value == 0)
        secret_bytes_text(to, zh_digits[0]);
    for (unsigned i = 0; i < G_N_ELEMENTS(powers); i++) {
        unsigned part = (unsigned)(value / powers[i] % 10000);
        if (part == 0)
            continue;
        section(to, part, lead);
        secret_bytes_text(to, units[i]);
        lead = true;
    }
}

static bool begins_with(const char *at, const char *const *words)
{
    for (; *words; words++)
        if (g_str_has_prefix(at, *words))
            return true;
    return false;
}

/* What is counted; 室 and 栋 name a place and are not here. */
static bool is_counted(const char *after)
{
    static const char *const units[] = {
        "月", "日", "号楼", "岁", "个",   "件",   "位",   "天", "秒", "分", "小时", "步", "样", "次", "张",
        "页", "档", "人",   "层", "元",   "块",   "角",   "项", "条", "趟", "笔",   "楼", "度", "句", "户",
        "周", "年", "季",   "倍", "公里", "毫米", "厘米", "点", "份", "种", "遍",   "行", NULL};
    return begins_with(after, units);
}

/* 两个, but 二月 and 第二步. */
static void counted(struct secret_bytes *to, uint64_t value, const char *after, bool ordinal)
{
    static const char *const plain[] = {"月", "日", "号楼", "楼", "层", NULL};
    if (value == 2 && !ordinal && is_counted(after) && !begins_with(after, plain))
        secret_bytes_text(to, "两");
    else
        quantity(to, value);
}

/* 9:05, read as a time of the day. */
static size_t clock_time(const char *at, struct secret_bytes *to)
{
    size_t n = run(at);
    if (n == 0 || n > 2 || at[n] != ':' || run(at + n + 1) != 2 || at[n + 3] == ':')
        return 0;
    uint64_t hour = value_of(at, n), minute = value_of(at + n + 1, 2);
    counted(to, hour, "点", false);
    secret_bytes_text(to, "点");
    if (minute && minute < TEN)
        secret_bytes_text(to, zh_digits[0]);
    if (minute) {
        quantity(to, minute);
        secret_bytes_text(to, "分");
    }
    return n + 3;
}

/* 2026-03-18 */
static size_t calendar_date(const char *at, struct secret_bytes *to)
{
    enum { YEAR = 4, DATE = 10 };
    if (run(at) != YEAR || at[YEAR] != '-' || run(at + YEAR + 1) != 2 || at[YEAR + 3] != '-' ||
        run(at + YEAR + 4) != 2)
        return 0;
    secret_bytes_append(to, at, YEAR);
    secret_bytes_text(to, "年");
    quantity(to, value_of(at + YEAR + 1, 2));
    secret_bytes_text(to, "月");
    quantity(to, value_of(at + YEAR + 4, 2));
    secret_bytes_text(to, "日");
    return DATE;
}

/* 2061 7000 1475: groups that name something, with a breath between them. */
static size_t grouped(const char *at, struct secret_bytes *to, const char *breath)
{
    size_t n = run(at), total = n;
    bool more = (at[n] == ' ' || at[n] == '-') && is_digit(at[n + 1]);
    if (n == 0 || !more)
        return 0;
    secret_bytes_append(to, at, n);
    while ((at[total] == ' ' || at[total] == '-') && is_digit(at[total + 1])) {
        n = run(at + total + 1);
        secret_bytes_text(to, breath);
        secret_bytes_append(to, at + total + 1, n);
        total += n + 1;
    }
    return total;
}

/* 12.50 with what is behind the point; 1,200 with what is behind the commas. */
static size_t amount(const char *at, struct secret_bytes *to)
{
    size_t n = run(at), places;
    uint64_t value = value_of(at, MIN(n, QUANTITY_DIGITS));
    bool commas = false;
    while (n && n < QUANTITY_DIGITS && at[n] == ',' && run(at + n + 1) == 3) {
        value = value * 1000 + value_of(at + n + 1, 3);
        n += 4;
        commas = true;
    }
    places = at[n] == '.' ? run(at + n + 1) : 0;
    if (n > QUANTITY_DIGITS || (!commas && places == 0))
        return 0;
    quantity(to, value);
    size_t told = places;
    while (told && at[n + told] == '0')
        told--;
    if (told)
        secret_bytes_text(to, "点");
    for (const char *place = at + n + 1; told > 0; told--, place++)
        if (is_digit(*place))
            secret_bytes_text(to, zh_digits[*place - '0']);
    return n + (places ? places + 1 : 0);
}

/* A bare run of digits: as what follows says. */
static size_t plain(const char *text, const char *at, struct secret_bytes *to)
{
    enum { YEAR = 4 };
    size_t n = run(at);
    const char *after = at + n + (at[n] == ' ');
    const char *before = at - (at > text && at[-1] == ' ');
    bool ordinal = before - text >= 3 && memcmp(before - 3, "第", 3) == 0;
    bool money = before - text >= 2 && memcmp(before - 2, "¥", 2) == 0;
    bool year = n == YEAR && g_str_has_prefix(after, "年");
    bool short_one = n <= 2 && (n == 1 || at[0] != '0');
    if (n > QUANTITY_DIGITS || year || !(is_counted(after) || ordinal || money || short_one || *after == '%'))
        secret_bytes_append(to, at, n);
    else if (*after == '%') {
        secret_bytes_text(to, "百分之");
        quantity(to, value_of(at, n));
        return n + 1;
    } else {
        counted(to, value_of(at, n), after, ordinal);
    }
    return n;
}

static size_t chinese(const char *text, const char *at, struct secret_bytes *to)
{
    size_t n = clock_time(at, to);
    n = n ? n : calendar_date(at, to);
    n = n ? n : grouped(at, to, "，");
    n = n ? n : amount(at, to);
    return n ? n : plain(text, at, to);
}

/* Only what names something is spaced; the English voice reads the rest well. */
static size_t english(const char *at, struct secret_bytes *to)
{
    enum { NAME = 5 };
    size_t n = run(at), total = n;
    while ((at[total] == ' ' || at[total] == '-') && is_digit(at[total + 1]))
        total += 1 + run(at + total + 1);
    bool clock = at[n] == ':' || at[n] == '.';
    if ((total == n && n < NAME && at[0] != '0') || clock || n == 1) {
        secret_bytes_append(to, at, n);
        return n;
    }
    for (size_t i = 0; i < total; i++) {
        secret_bytes_append(to, is_digit(at[i]) ? &at[i] : ",", 1);
        secret_bytes_append(to, " ", 1);
    }
    return total;
}

void voice_numbers(const char *text, enum language language, struct secret_bytes *to)
{
    for (const char *at = text; *at;) {
        const char *next = at;
        if (is_digit(*at)) {
            at += language_is_chinese(language) ? chinese(text, at, to) : english(at, to);
            continue;
        }
        text_next(&next);
        secret_bytes_append(to, at, (size_t)(next - at));
        at = next;
    }
}
