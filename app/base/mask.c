#include <string.h>

#include "base/secret.h"
#include "base/text.h"

enum { KEPT_FIRST = 3, KEPT_LAST = 4 /* characters of a number that stay readable */ };

/* Surnames of two characters: the masked name keeps both, as a neighbour would call the person. */
static const char *const compound_surnames[] = {
    "欧阳", "上官", "司马", "司徒", "司空", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "长孙",
    "仲孙", "慕容", "令狐", "端木", "东方", "东郭", "西门", "南宫", "独孤", "宇文", "轩辕",
    "百里", "呼延", "申屠", "太史", "澹台", "公冶", "宗政", "濮阳", "淳于", "单于", "鲜于",
    "钟离", "闾丘", "拓跋", "赫连", "万俟", "闻人", "第五", "公羊", "谷梁",
};

static bool has_compound_surname(const char *name)
{
    for (size_t i = 0; i < sizeof compound_surnames / sizeof *compound_surnames; i++)
        if (!strncmp(name, compound_surnames[i], strlen(compound_surnames[i])))
            return true;
    return false;
}

/* The first and last characters stay, a star stands for each one between. */
static bool mask(char *to, size_t cap, const char *text, size_t first, size_t last)
{
    size_t length = text_length(text), n = 0;
    if (!cap)
        return false;
    to[0] = 0;
    for (size_t i = 0; i < length; i++) {
        uint32_t c = text_next(&text);
        size_t put = text_put(to + n, cap - n, i < first || i + last >= length ? c : '*');
        if (!put) {
            secret_wipe(to, cap);
            return false;
        }
        n += put;
    }
    return true;
}

bool text_mask_name(char *to, size_t cap, const char *name)
{
    size_t length = text_length(name);
    size_t surname = length > 2 && has_compound_surname(name) ? 2 : length > 1 ? 1 : 0;
    return mask(to, cap, name, surname, length > surname + 1 ? 1 : 0);
}

static bool mask_number(char *to, size_t cap, const char *number)
{
    bool shows_little = text_length(number) > KEPT_FIRST + KEPT_LAST; /* else it would show everything */
    return mask(to, cap, number, shows_little ? KEPT_FIRST : 0, shows_little ? KEPT_LAST : 0);
}

bool text_mask_id(char *to, size_t cap, const char *id)
{
    return mask_number(to, cap, id);
}

bool text_mask_phone(char *to, size_t cap, const char *phone)
{
    return mask_number(to, cap, phone);
}

bool text_mask_tail(char *to, size_t cap, const char *number)
{
    static const char stars[] = "****";
    size_t length = text_length(number);
    if (!secret_copy_text(to, cap, !length ? "" : length > KEPT_LAST ? "**** " : stars)) {
        secret_wipe(to, cap);
        return false;
    }
    if (length <= KEPT_LAST)
        return true;
    for (size_t i = KEPT_LAST; i < length; i++)
        text_next(&number);
    size_t n = strlen(to);
    if (secret_copy_text(to + n, cap - n, number))
        return true;
    secret_wipe(to, cap);
    return false;
}
