/* 这一页要您做什么: one sentence a step and a kind of question; help says it and reads it first. */
#include "session/request.h"
#include "ui/screens/done.h"
#include "ui/screens/parts.h"

#define N_(zh) zh

static const char *const of_step[STEP_COUNT] = {
    [STEP_STANDBY] = N_("点一下屏幕，就开始。"),
    [STEP_HOME] = N_("请点您要办的事。没找到，点“看全部”。"),
    [STEP_SERVICES] = N_("请点您要办的事。上面按类找，更快。"),
    [STEP_LANGUAGE] = N_("请点您看得懂的那种文字。"),
    [STEP_SERVICE] = N_("看看要带什么。准备好了，点最下面的大按钮。"),
    [STEP_IDENTIFY] = N_("请把身份证放在读卡口，听到“嘀”再拿。"),
    [STEP_FORM] = N_("请回答这一个问题，再点“下一步”。"),
    [STEP_MATERIALS] = N_("请扫每样材料的码。没带的，看看能不能回头再补。"),
    [STEP_CAMERA] = N_("请把纸放平在台子上，四个角都露出来，再点“拍这一页”。"),
    [STEP_SIGNATURE] = N_("请用手指在框里写您的名字。写错了点“重写”。"),
    [STEP_DELIVERY] = N_("请点一种拿法，再点“下一步”。"),
    [STEP_REVIEW] = N_("请看一遍填的对不对。不对的点“改”，都对就交。"),
    [STEP_PAYMENT] = N_("请用手机扫码付钱。付完等一等，这里会自己变。"),
    [STEP_SENDING] = N_("机器正在交，不用点什么，请等一等。"),
    [STEP_RESULT] = N_("这是结果，请看一看。要纸的，点打印。"),
    [STEP_DONE] = N_("办好了。请拿好回执和身份证，别落下。"),
    [STEP_RATING] = N_("请点一个脸。不想评，点“不评了”。"),
    [STEP_OUT_OF_SERVICE] = N_("这台机器正在检修，急事点“紧急求助”。"),
    [STEP_DRAFT] = N_("请按 6 个数字，按完点“填好了”。"),
    [STEP_ENQUIRY] = N_("机器正在问，不用点什么，请等一等。"),
    [STEP_PICK] = N_("请点一个，再点“下一步”。"),
    [STEP_PARTS] = N_("请看看勾好的几件，不办的点掉，再点最下面的大按钮。"),
    [STEP_SEARCH] = N_("请写一两个字，再点“找一找”。找到了，点您要办的事。"),
    [STEP_NOTICE] = N_("这是社区的通知。看完点“我知道了”，不想看就听。"),
};

static const char *const of_field[] = {
    [FIELD_TEXT] = N_("请写在框里，拼音、手写都行。写好了，点右下角的按钮。"),
    [FIELD_PHONE] = N_("请按 11 位手机号，按完点“填好了”。"),
    [FIELD_ID_NUMBER] = N_("请照着身份证按 18 位号码，按完点“填好了”。"),
    [FIELD_CHOICE] = N_("请点一个，再点“下一步”。"),
    [FIELD_BANK_CARD] = N_("请照着卡面按卡号，按完点“填好了”。"),
    [FIELD_DATE] = N_("请先点年，再点月，再点日。"),
    [FIELD_AMOUNT] = N_("请按多少元。有角有分的，先按一个点。"),
    [FIELD_REGION] = N_("请点您住的社区。不在里面，点上面的一级，再往下找。"),
};

static const char *const of_exercise[EXERCISE_COUNT] = {
    [EXERCISE_CHOOSE] = N_("这是练习，请随便点一样，点错了不要紧。"),
    [EXERCISE_WRITE] = N_("这是练习，请用手指在框里写，写什么都不会留下。"),
    [EXERCISE_PRESS] = N_("这是练习，请照着号码一个一个按，按完点“填好了”。"),
    [EXERCISE_CARD] = N_("这是练习，不用真的身份证，请点最下面的大按钮。"),
};

const char *wants(const struct session *s)
{
    const char *said = s->step == STEP_PRACTICE ? of_exercise[s->exercise.kind] : of_step[s->step];
    if (s->step == STEP_FORM && s->service && s->form_page < service_all_pages(s->service)) {
        enum field_type type = s->service->pages[s->form_page][0].type;
        said = (size_t)type < G_N_ELEMENTS(of_field) ? of_field[type] : NULL;
    }
    if (s->step == STEP_SERVICE && s->service && !session_has_room(s, s->service))
        said = N_("这台机器存满了。看看要带什么，请去人工窗口办。");
    if (s->step == STEP_PAYMENT && s->kase.pay.state == PAY_UNSURE)
        said = N_("正在等付款的消息。请等一等，先别再付。");
    if (s->step == STEP_PAYMENT && s->kase.pay.state == PAY_UNKNOWN)
        said = N_("手机上付好了就别再付，没付可以去窗口交。");
    if (s->step == STEP_RESULT && progress_shown(s))
        said = progress_waits(progress_shown(s)) ? N_("黄框里写着要补什么。补好了，这里会变。")
                                                 : N_("这是您交的事，看看办到哪一步了。");
    if (s->step == STEP_RESULT && s->kase.proof)
        said = s->problem == PROBLEM_PROOF_UNKNOWN ? N_("这台机器还不认得这张纸的章。请去窗口核对。")
               : s->problem ? N_("这张纸没通过核对。请拿原来那张再扫，或者去窗口问。")
                            : N_("请看看编号和姓名，跟纸上写的是不是一样。");
    if (request_is_offered(s))
        said = N_("没等到回话。可以留个手机号，有结果了发短信告诉您。");
    if (s->step == STEP_DONE && request_about(s))
        said = N_("记下了，有结果了发短信告诉您。请拿好回执和身份证。");
    if (s->step == STEP_DONE && done_owes(s))
        said = N_("还差去窗口交钱。请拿好回执和身份证，别落下。");
    enum ticket_is ticket =
        s->step == STEP_RESULT && !s->problem ? s->kase.booking.ticket.is : TICKET_IS_NONE;
    if (ticket == TICKET_IS_CANCELLED)
        said = N_("取消好了。还想去，点“另约一天”。");
    else if (ticket != TICKET_IS_NONE)
        said = N_("这是您的预约，请看一看。去不了，点“取消预约”。");
    return said ? words(s->language, said) : "";
}
