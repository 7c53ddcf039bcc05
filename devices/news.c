#include "devices/news.h"

bool device_news_is(struct device_news *news, const struct device_letter *letter)
{
    if (letter->kind != LETTER_STATUS)
        return true;
    if (news->told && letter->status == news->status && letter->attention == news->attention)
        return false;
    *news = (struct device_news){true, letter->status, letter->attention};
    return true;
}
