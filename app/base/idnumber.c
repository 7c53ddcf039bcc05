#include <glib.h>
#include <string.h>

#include "base/text.h"

enum { ID_LENGTH = 18, ID_BIRTH_AT = 6, DATE_LENGTH = 8, EARLIEST_YEAR = 1800 };

static bool all_digits(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!g_ascii_isdigit(s[i]))
            return false;
    return true;
}

static int number(const char *digits, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++)
        value = value * 10 + (digits[i] - '0');
    return value;
}

/* YYYYMMDD of the calendar; reads eight characters, or fewer when one is no digit. */
static bool is_date(const char *s)
{
    if (!all_digits(s, DATE_LENGTH))
        return false;
    int year = number(s, 4), month = number(s + 4, 2), day = number(s + 6, 2);
    return year >= EARLIEST_YEAR && month >= 1 && month <= 12 && day >= 1 &&
           day <= g_date_get_days_in_month((GDateMonth)month, (GDateYear)year);
}

/* ISO 7064 MOD 11-2 with the weights written out in GB 11643 (each is 2^(17-i) mod 11). */
static char check_character(const char *digits)
{
    static const int weights[ID_LENGTH - 1] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < ID_LENGTH - 1; i++)
        sum += weights[i] * (digits[i] - '0');
    return "10X98765432"[sum % 11];
}

enum text_id_check text_check_id(const char *id)
{
    size_t len = strnlen(id, ID_LENGTH + 1);
    if (!len)
        return TEXT_ID_EMPTY;
    bool last_good = len < ID_LENGTH || g_ascii_isdigit(id[ID_LENGTH - 1]) || id[ID_LENGTH - 1] == 'X';
    if (len > ID_LENGTH || !all_digits(id, MIN(len, ID_LENGTH - 1)) || !last_good)
        return TEXT_ID_CHARACTER;
    if (len < ID_LENGTH)
        return TEXT_ID_SHORT;
    if (!is_date(id + ID_BIRTH_AT))
        return TEXT_ID_DATE;
    return id[ID_LENGTH - 1] == check_character(id) ? TEXT_ID_OK : TEXT_ID_CHECKSUM;
}

bool text_id_birth(const char *id, char birth[9])
{
    birth[0] = 0;
    if (text_check_id(id) != TEXT_ID_OK)
        return false;
    memcpy(birth, id + ID_BIRTH_AT, DATE_LENGTH);
    birth[DATE_LENGTH] = 0;
    return true;
}

bool text_check_phone(const char *phone)
{
    return strnlen(phone, 12) == 11 && all_digits(phone, 11) && phone[0] == '1' && phone[1] >= '3';
}

int text_age(const char *birth, const char *today)
{
    if (!is_date(birth) || !is_date(today) || birth[DATE_LENGTH] || today[DATE_LENGTH])
        return -1;
    int days = number(today, DATE_LENGTH) - number(birth, DATE_LENGTH); /* 18 years are 180000 or more */
    return days < 0 ? -1 : days / 10000;
}
