/* 一件事一次办 on its page, on home and on paper: what stands there, what can be ticked, and what it saves.
 */
#include "room.h"
#include "ui/screens/bundle.h"
#include "ui/screens/receipt.h"

static void what_the_card_allows_is_ticked(void **state)
{
    const struct page *page = room_show(*state, "bundle");
    const struct widget *pension = page_find(page, "part.pension"),
                        *checkup = page_find(page, "part.checkup");
    assert_true(pension->selected && pension->enabled && pension->role == ROLE_CHECKBOX);
    assert_true(!checkup->selected && checkup->enabled);
    assert_true(page_find(page, "part.senior-card")->selected);
    assert_true(page_says(page, "本来填 5 张表") && page_says(page, "本来跑 5 趟"));
    assert_true(page_says(page, "4 件事都只要：身份证、社保卡"));
    assert_string_equal(page_find(page, "next")->label, "办这 4 件");
    assert_string_equal(checkup->detail, "社区卫生服务站，预约");
    assert_string_equal(page_find(page, "part.medical")->detail, "县医保局，当天");
}

static void an_english_list_has_one_capital(void **state)
{
    struct room *room = *state;
    room_show(room, "bundle");
    room->s->language = LANGUAGE_EN;
    screens_build(room->page, room->s, &room->context);
    assert_true(page_says(room->page, "ID card, social card"));
    assert_string_equal(
        bundle_all(room->page, room->s),
        "Claim the pension, retired medical cover, withdraw the housing fund, health check‑up, "
        "senior card");
}

static void who_is_too_young_sees_why(void **state)
{
    const struct page *page = room_show(*state, "bundle_young");
    const struct widget *card = page_find(page, "part.senior-card");
    assert_true(!card->selected && !card->enabled);
    assert_string_equal(card->detail, "满 60 岁才能办");
    assert_true(page_says(page, "本来填 4 张表") && page_says(page, "本来跑 4 趟"));
}

static void none_ticked_is_told_beside_the_list(void **state)
{
    const struct page *page = room_show(*state, "bundle_none");
    unsigned told = 0;
    for (unsigned i = 0; i < page->count; i++)
        told += page->widgets[i].look == LOOK_ERROR && strstr(page->widgets[i].label, "一件都没勾");
    assert_int_equal(told, 1);
    assert_false(page_says(page, "件事都只要"));
    assert_true(page_find(page, "next")->enabled); /* it explains, instead of being dead */
}

static void touching_a_part_names_it(void **state)
{
    struct room *room = *state;
    struct session_event event;
    room_show(room, "bundle");
    assert_true(action_event("part.housing-fund", room->s, &event));
    assert_int_equal(event.kind, EVENT_PART);
    assert_int_equal(event.number, 2);
    assert_false(action_event("part.fishing", room->s, &event));
    assert_true(action_event("edit.parts", room->s, &event));
    assert_string_equal(event.text, "parts");
    room->s->service = NULL;
    assert_false(action_event("part.housing-fund", room->s, &event));
}

static unsigned amber(const struct page *page)
{
    unsigned count = 0;
    for (unsigned i = 0; i < page->count; i++)
        count += page->widgets[i].look == LOOK_TILE_LAMP;
    return count;
}

/* One tile, amber, and no other of that kind; of several bundles it shows their category. */
static void home_has_one_tile_for_all(void **state)
{
    struct room *room = *state;
    const struct page *page = room_show(room, "home");
    const struct widget *tile = page_find(page, "service.tuixiu-yijianshi");
    assert_int_equal(amber(page), 1);
    assert_int_equal(tile->look, LOOK_TILE_LAMP);
    assert_string_equal(tile->detail, "退休，来一趟全办完");
    struct service second = *catalog_find(room->catalog, "tuixiu-yijianshi");
    const struct service *both[] = {catalog_find(room->catalog, "tuixiu-yijianshi"), &second};
    struct catalog two = *room->catalog;
    second.code = "chusheng";
    second.occasion = (struct label){.zh = "新生儿出生", .en = "A child is born"};
    two.services = both;
    two.service_count = 2;
    room->s->catalog = &two;
    screens_build(room->page, room->s, &room->context);
    assert_int_equal(amber(page), 1);
    assert_string_equal(page_find(page, "category.elders")->detail, "退休、新生儿出生，来一趟全办完");
    two.service_count = 0;
    room->s->step = STEP_HOME;
    screens_build(room->page, room->s, &room->context);
    assert_int_equal(amber(page), 0);
    room->s->catalog = room->catalog;
}

static void review_and_done_say_what_was_ticked(void **state)
{
    const struct page *page = room_show(*state, "bundle_review");
    assert_true(page_says(page, "申领养老金、转成退休医保、取住房公积金、老年人优待证"));
    assert_non_null(page_find(page, "edit.parts"));
    assert_non_null(page_find(page, "edit.photo"));
    assert_null(page_find(page, "edit.checkup_on")); /* only an unticked part asks it */
    page = room_show(*state, "bundle_done");
    assert_true(page_says(page, "大约 4 月 15 日办好")); /* twenty working days from Wednesday, 18 March */
    assert_true(page_says(page, "大约 3 月 23 日办好"));
    assert_false(page_says(page, "退休人员体检"));
}

static void paper_names_each_department(void **state)
{
    struct room *room = *state;
    struct receipt *receipt = secret_new(sizeof *receipt);
    bool pension = false, medical = false, checkup = false;
    room_show(room, "bundle_done");
    receipt_compose(receipt, room->s, &room->context);
    for (unsigned i = 0; i < receipt->count; i++) {
        const struct receipt_block *b = &receipt->blocks[i];
        pension |=
            strcmp(b->title, "申领养老金") == 0 && strcmp(b->text, "：县人社局，大约 4 月 15 日办好") == 0;
        medical |= strcmp(b->title, "转成退休医保") == 0 && strcmp(b->text, "：县医保局，当天") == 0;
        checkup |= strcmp(b->title, "退休人员体检") == 0;
    }
    assert_true(pension && medical && !checkup);
    room_show(room, "bundle_service"); /* to take home before anybody is known: all that can be done */
    receipt_compose(receipt, room->s, &room->context);
    for (unsigned i = 0; i < receipt->count; i++)
        checkup |= strcmp(receipt->blocks[i].title, "退休人员体检") == 0 &&
                   strcmp(receipt->blocks[i].text, "：社区卫生服务站，预约") == 0;
    assert_true(checkup);
    secret_free(receipt);
}

#define ROOM(test) cmocka_unit_test_setup_teardown(test, room_enter, room_leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM(what_the_card_allows_is_ticked),
        ROOM(an_english_list_has_one_capital),
        ROOM(who_is_too_young_sees_why),
        ROOM(none_ticked_is_told_beside_the_list),
        ROOM(touching_a_part_names_it),
        ROOM(home_has_one_tile_for_all),
        ROOM(review_and_done_say_what_was_ticked),
        ROOM(paper_names_each_department),
    };

    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
