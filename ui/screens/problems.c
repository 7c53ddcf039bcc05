/* One sentence for what happened, one for what to do (DESIGN.md 8.1). Nobody is blamed, nothing is in code.
 */
#include <stdlib.h>
#include <string.h>

#include "session/answer_day.h"
#include "ui/screens/booking.h"

#define _(zh) words(s->language, zh)

enum { PHONE_DIGITS = INPUT_PHONE_DIGITS };

/* How many places are missing or too many, for phones, ID numbers and bank cards; text has a least length of
 * its own. */
static struct told told_short(struct page *page, const struct session *s, const struct field *field)
{
    if (s->step == STEP_DRAFT)
        return (struct told){_("还不够 6 个。请接着按。"), ""};
    const struct answer *a = answer_find(&s->kase, s->problem_field);
    unsigned n = a ? (unsigned)text_length(a->value) : 0;
    enum input_kind kind = field ? input_kind_of(field) : INPUT_NONE;
    if (kind == INPUT_PHONE)
        return (struct told){
            page_format(page, _("少了 %u 位，手机号是 11 位。"), n < PHONE_DIGITS ? PHONE_DIGITS - n : 0),
            ""};
    if (kind == INPUT_ID_NUMBER)
        return (struct told){page_format(page, _("少了 %u 位，身份证号是 18 位。"),
                                         n < INPUT_ID_DIGITS ? INPUT_ID_DIGITS - n : 0),
                             ""};
    if (kind == INPUT_DATE)
        return (struct told){_("还没选完。请接着点月和日。"), ""};
    if (kind == INPUT_BANK_CARD)
        return (struct told){page_format(page, _("按了 %u 位，卡号至少 %u 位。请照着卡面接着按。"), n,
                                         (unsigned)answer_least(field)),
                             ""};
    return (struct told){_("写得太短了。请再写详细一点。"), ""};
}

static struct told told_day(struct page *page, const struct session *s, const struct field *field,
                            enum problem problem)
{
    enum { WORDS = 64 };
    char said[WORDS];
    if (problem == PROBLEM_DATE || !field)
        return (struct told){_("日历上没有这一天。请再选一次。"), ""};
    struct day_limits limits = answer_day_limits(field, answer_day_scale(s));
    bool early = problem == PROBLEM_DATE_EARLY;
    if (early && g_strcmp0(field->earliest, "birth") == 0 &&
        s->identified) /* the day is on the card, not here */
        return (struct told){_("那时候您还没出生。请选晚一些的。"), ""};
    answer_day_words(said, sizeof said, early ? limits.earliest : limits.latest, s->language);
    return (struct told){
        page_format(page, early ? _("太早了，请选 %s 以后的。") : _("太晚了，请选 %s 以前的。"), said), ""};
}

static struct told told_amount(struct page *page, const struct session *s, const struct field *field,
                               enum problem problem)
{
    if (problem == PROBLEM_AMOUNT || !field)
        return (struct told){_("金额像 1234.50 这样按：点后面最多两位。"), ""};
    if (problem == PROBLEM_AMOUNT_LOW)
        return (struct told){page_format(page, _("太少了，至少 %u 元。请再看一遍。"), field->min), ""};
    return (struct told){
        page_format(page, _("太多了，最多 %u 元。请再看一遍。"), field->max ? field->max : CATALOG_AMOUNT),
        ""};
}

/* What is handed back to the platform may be there already: asked once more, it says so, and counts once. */
static struct told told_picked(const struct session *s, enum problem problem)
{
    if (!s->kase.confirmed)
        return problem == PROBLEM_OFFLINE
                   ? (struct told){_("断网了，现在投不了"), _("网通了再来，或者去居委会投。")}
               : problem == PROBLEM_LATE ? (struct told){_("等了很久，还没有回音"), _("请再试一次。")}
                                         : (struct told){_("现在投不了"), _("请去居委会问一问。")};
    if (problem == PROBLEM_REFUSED)
        return (struct told){_("这张票没收进去"), _("请去居委会问一问。")};
    return (struct told){_("还没收到回话"), _("请再试一次，就知道投进去没有。多试几次也只算一票。")};
}

static struct told told_in_form(struct page *page, const struct session *s, enum problem problem)
{
    for (unsigned i = 0; s->service && i < s->service->material_count; i++)
        if (strcmp(s->service->materials[i].code, s->problem_field) == 0)
            return (struct told){
                page_format(page, _("还差一样：%s"), part_label(s, s->service->materials[i].label)),
                s->service->materials[i].later ? _("请扫它的码，或者点“回头再补”。")
                                               : _("请扫它的码。没带在身边，可以叫工作人员。")};
    const struct field *field = s->service ? service_field(s->service, s->problem_field, NULL) : NULL;
    if (problem == PROBLEM_EMPTY && s->service && s->service->part_count && !s->kase.parts)
        return (struct told){_("一件都没勾。先勾一件，再往下走。"), ""};
    if (problem == PROBLEM_EMPTY && s->step == STEP_SEARCH)
        return (struct told){_("这里还空着。先写一个字，再点“找一找”。"), ""};
    bool choice = s->step == STEP_PICK ||
                  (field && (field->type == FIELD_CHOICE || field->type == FIELD_REGION)) ||
                  strcmp(s->problem_field, "delivery") == 0;
    const struct answer *a = answer_find(&s->kase, s->problem_field);
    switch ((int)problem) {
    case PROBLEM_EMPTY:
        return (struct told){choice ? _("先点一个，再点下一步。") : _("这里还空着。请先填上，再往下走。"),
                             ""};
    case PROBLEM_SHORT:
        return told_short(page, s, field);
    case PROBLEM_PHONE:
        if (a && text_length(a->value) < PHONE_DIGITS)
            return told_short(page, s, field);
        return (struct told){_("这不像手机号。手机号是 1 开头的 11 位，请再看一遍。"), ""};
    case PROBLEM_ID_CHARACTER:
        return (struct told){_("号码里有一位按错了。前 17 位都是数字，请再看一遍。"), ""};
    case PROBLEM_ID_DATE:
        return (struct told){_("中间 8 位是生日，对不上日历。请对着身份证再看一遍。"), ""};
    case PROBLEM_DATE:
    case PROBLEM_DATE_EARLY:
    case PROBLEM_DATE_LATE:
        return told_day(page, s, field, problem);
    case PROBLEM_AMOUNT:
    case PROBLEM_AMOUNT_LOW:
    case PROBLEM_AMOUNT_HIGH:
        return told_amount(page, s, field, problem);
    case PROBLEM_ID_CHECKSUM:
        return (struct told){_("号码里有一位对不上。请对着身份证再看一遍。"), ""};
    default:
        return (struct told){"", ""};
    }
}

/* A card may lie there instead of a number that is typed: of whom, the question says. */
static struct told told_in_form_at_reader(const struct session *s, enum problem problem)
{
    if (problem == PROBLEM_CARD_OWN)
        return (struct told){_("这是您自己的身份证。请换一张，或者照着号码按。"), ""};
    if (problem == PROBLEM_CARD_HASTY)
        return (struct told){_("身份证拿得太快了。请再放一次，听到“嘀”再拿。"), ""};
    return (struct told){_("没读到。请从卡套里拿出来，照片朝上放平。"), ""};
}

/* From the month on in which the card's birthday makes it so. */
static struct told told_too_young(struct page *page, const struct session *s)
{
    enum { WORDS = 64, MONTH_PLACE = 10000, DAY_PLACE = 100, MONTHS = 12 };
    char said[WORDS];
    int born = atoi(s->person.birth); /* 19470512 */
    unsigned age = s->service ? s->service->min_age : 0;
    struct day from = {born / MONTH_PLACE + (int)age, born / DAY_PLACE % DAY_PLACE, 0};
    const char *what = page_format(page, _("满 %u 岁才能办"), age);
    if (born < MONTH_PLACE || from.month < 1 || from.month > MONTHS)
        return (struct told){what, _("到了岁数再来就行。替家里老人办，请放老人的身份证。")};
    answer_day_words(said, sizeof said, from, s->language);
    return (struct told){what,
                         page_format(page, _("您到 %s就可以来办。替家里老人办，请放老人的身份证。"), said)};
}

static struct told told_at_reader(struct page *page, const struct session *s, enum problem problem)
{
    switch ((int)problem) {
    case PROBLEM_CARD_HASTY:
        return (struct told){_("身份证拿得太快了"), _("请再放一次，听到“嘀”再拿。")};
    case PROBLEM_CARD_UNREAD:
        return (struct told){_("没读到您的身份证"), _("请从卡套里拿出来，照片朝上放平。")};
    case PROBLEM_CARD_FORGOTTEN:
        return (struct told){_("还有一张身份证没拿走"), _("请先把它拿开，再放您自己的。")};
    case PROBLEM_SOCIAL_HASTY:
        return (struct told){_("社保卡拔得太快了"), _("请再插一次，听到“嘀”再拔。")};
    case PROBLEM_SOCIAL_UNREAD:
        return (struct told){_("没读到您的社保卡"), _("请把芯片擦一擦，芯片朝前，再插一次。")};
    case PROBLEM_SOCIAL_FORGOTTEN:
        return (struct told){_("还有一张社保卡没拿走"), _("请先把它拔出来，再用您自己的。")};
    case PROBLEM_SOCIAL_OTHER:
        return (struct told){_("这不是社保卡"), _("请换成社保卡再插一次，或者放身份证。")};
    case PROBLEM_SOCIAL_GUARDED:
        return (struct told){_("这张社保卡要输密码才能读"),
                             _("这台机器不问密码。请放身份证，或者去窗口办。")};
    case PROBLEM_READER_GONE:
        return (struct told){_("读卡口现在用不了"), _("请叫工作人员来认，或者去窗口办。")};
    case PROBLEM_CARD_EXPIRED:
        return (struct told){_("这张身份证过期了"), _("请换一张在有效期里的，或者去窗口问。")};
    case PROBLEM_TOO_YOUNG:
        return told_too_young(page, s);
    case PROBLEM_CODE_UNKNOWN:
        if (s->step == STEP_IDENTIFY)
            return (struct told){_("这个码认不出您是谁"), _("请打开手机上的亮证码再扫，或者放身份证。")};
        return (struct told){_("这张码机器不认得"), _("请打开电子证照的码，再对准扫码口。")};
    case PROBLEM_CODE_REFUSED:
        return (struct told){_("这个亮证码没认出来"),
                             _("它几分钟就过期，只能用一次。请在手机上重新亮一次，或者放身份证。")};
    case PROBLEM_CODE_OFFLINE:
        return (struct told){_("没有网络，认不了亮证码"), _("请放身份证，照片朝上，平放在亮灯的地方。")};
    case PROBLEM_CODE_LATE:
        return (struct told){_("等了很久，没等到回话"), _("不是您的码不对。请放身份证，或者去窗口办。")};
    case PROBLEM_CARD_OWN:
        return told_in_form_at_reader(s, problem);
    case PROBLEM_CODE_OTHER_PAPER:
        return (struct told){_("这张码是别的材料的"), _("请看看还差哪样，换那一张的码。")};
    default:
        return (struct told){"", ""};
    }
}

static struct told told_on_the_way(struct page *page, const struct session *s, enum problem problem)
{
    switch ((int)problem) {
    case PROBLEM_DRAFT_EASY:
        return (struct told){_("这 6 个太好猜了。换几个，别用生日。"), ""};
    case PROBLEM_DRAFT_DIFFERENT:
        return (struct told){_("两遍不一样。请从头再想一次。"), ""};
    case PROBLEM_DRAFT_WRONG:
        return (struct told){page_format(page, _("不是这 6 个。还能试 %u 次。"), s->draft.left), ""};
    case PROBLEM_DRAFT_NOT_KEPT:
        return (struct told){_("没存上，填的还在。请再按一次，或者现在就交。"), ""};
    case PROBLEM_DRAFT_UNFIT:
        return (struct told){_("这件事换了新的表。请从头填一次。"), ""};
    case PROBLEM_UNSIGNED:
        return (struct told){_("还没签名"), _("写长点，或者点“不会写字”。")};
    case PROBLEM_PHOTO_LATE:
        return (struct told){_("这一下没拍成"), _("请再点一次“拍这一页”。")};
    case PROBLEM_OFFLINE:
        return (struct told){_("断网了，查不到最新的"), _("过一会儿再查一次，或者去窗口查。")};
    case PROBLEM_LATE:
        return (struct told){_("等了很久，还没有回音"), _("请再查一次，或者去窗口查。")};
    case PROBLEM_PAY_CODE_OTHER:
        return (struct told){_("这张不是付款码"), _("请打开微信或支付宝的“付款码”，再对准扫码口。")};
    case PROBLEM_PAY_CODE_SPENT:
        return (struct told){_("这张付款码没付成，没有收钱"), _("请在手机上换一张付款码，再扫一次。")};
    case PROBLEM_PROOF_ALTERED:
        return (struct told){_("这张码改过，不认"),
                             _("码里写的，跟盖章的单位说的对不上。请拿原来那张纸再扫一次。")};
    case PROBLEM_PROOF_UNKNOWN:
        return (struct told){_("这台机器核对不了这张码"),
                             _("机器还不认得这张纸的章。纸不一定假：请您去窗口核对。")};
    case PROBLEM_REFUSED:
        if (progress_by_receipt(s))
            return (struct told){_("还没查到这个编号"), _("刚交的，过几分钟再查。您的事没有丢。")};
        return (struct told){_("部门那边现在查不了"), _("请过一会儿再来，或者去窗口问。")};
    case PROBLEM_DISK_FULL:
        if (s->step == STEP_SERVICE) /* nothing is filled in yet */
            return (struct told){_("这台机器存满了，现在办不了"), _("请叫工作人员过来，或者去窗口办。")};
        return (struct told){_("这台机器存满了，还没交"), _("填的都还在。请叫工作人员过来，或者去窗口办。")};
    case PROBLEM_NOT_SAVED:
        return (struct told){_("没存上，还没交"), _("填的都还在。请再点一次“交上去”，或者叫工作人员。")};
    default:
        return (struct told){"", ""};
    }
}

/* R reading, F form, L line and keeping. Printed in docs/codes.md and on notes of staff: a number once given
 * stays. */
const char *problem_code(enum problem problem)
{
    static const char codes[PROBLEM_COUNT][6] = {
        [PROBLEM_DRAFT_EASY] = "D-11",
        [PROBLEM_DRAFT_DIFFERENT] = "D-12",
        [PROBLEM_DRAFT_WRONG] = "D-21",
        [PROBLEM_DRAFT_NOT_KEPT] = "D-22",
        [PROBLEM_DRAFT_UNFIT] = "D-23",
        [PROBLEM_CARD_HASTY] = "R-11",
        [PROBLEM_CARD_UNREAD] = "R-12",
        [PROBLEM_CARD_FORGOTTEN] = "R-13",
        [PROBLEM_READER_GONE] = "R-14",
        [PROBLEM_CARD_EXPIRED] = "R-21",
        [PROBLEM_TOO_YOUNG] = "R-22",
        [PROBLEM_CODE_UNKNOWN] = "R-31",
        [PROBLEM_CODE_OTHER_PAPER] = "R-32",
        [PROBLEM_CODE_REFUSED] = "R-33",
        [PROBLEM_CODE_OFFLINE] = "R-34",
        [PROBLEM_CODE_LATE] = "R-39",
        [PROBLEM_CARD_OWN] = "R-23",
        [PROBLEM_SOCIAL_HASTY] = "R-51",
        [PROBLEM_SOCIAL_UNREAD] = "R-52",
        [PROBLEM_SOCIAL_FORGOTTEN] = "R-53",
        [PROBLEM_SOCIAL_OTHER] = "R-54",
        [PROBLEM_SOCIAL_GUARDED] = "R-55",
        [PROBLEM_PHOTO_LATE] = "R-41",
        [PROBLEM_PAY_CODE_OTHER] = "R-35",
        [PROBLEM_PAY_CODE_SPENT] = "R-36",
        [PROBLEM_PROOF_ALTERED] = "R-37",
        [PROBLEM_PROOF_UNKNOWN] = "R-38",
        [PROBLEM_EMPTY] = "F-11",
        [PROBLEM_SHORT] = "F-12",
        [PROBLEM_PHONE] = "F-21",
        [PROBLEM_ID_CHARACTER] = "F-31",
        [PROBLEM_ID_DATE] = "F-32",
        [PROBLEM_ID_CHECKSUM] = "F-33",
        [PROBLEM_DATE] = "F-41",
        [PROBLEM_DATE_EARLY] = "F-42",
        [PROBLEM_DATE_LATE] = "F-43",
        [PROBLEM_AMOUNT] = "F-51",
        [PROBLEM_AMOUNT_LOW] = "F-52",
        [PROBLEM_AMOUNT_HIGH] = "F-53",
        [PROBLEM_UNSIGNED] = "F-61",
        [PROBLEM_OFFLINE] = "L-11",
        [PROBLEM_LATE] = "L-12",
        [PROBLEM_REFUSED] = "L-13",
        [PROBLEM_DISK_FULL] = "L-21",
        [PROBLEM_NOT_SAVED] = "L-22",
    };
    return codes[problem];
}

struct told told_problem(struct page *page, const struct session *s, enum problem problem)
{
    bool line = problem == PROBLEM_OFFLINE || problem == PROBLEM_LATE || problem == PROBLEM_REFUSED;
    if (line && s->service && service_is_booked(s->service))
        return told_booking(s, problem);
    if (line && s->service && service_is_picked(s->service))
        return told_picked(s, problem);
    if (problem >= PROBLEM_EMPTY && problem <= PROBLEM_ID_CHECKSUM)
        return told_in_form(page, s, problem);
    if (problem < PROBLEM_EMPTY && s->step == STEP_FORM)
        return told_in_form_at_reader(s, problem);
    if (problem < PROBLEM_EMPTY)
        return told_at_reader(page, s, problem);
    return told_on_the_way(page, s, problem);
}
