#!/usr/bin/env python3
"""Whole visits through the real window: each function is a journey; give names to run some of them."""
import json
import os
import re
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import say, wait_said, wait_until  # noqa: E402
from visit import CARDS, PHONE, WANG, Visit  # noqa: E402

KIOSK = "20617"
OWN_WORDS = "老年卡丢了怎么补"  # to staff; in no log


def card(name):
    with open(os.path.join(CARDS, name), encoding="utf-8") as file:
        return json.load(file)


def journey_online(house):
    visit = Visit(house)
    visit.whole()
    number = visit.receipt_number()
    visit.leave()
    records = wait_until(lambda: house.platform_records(), "the record")
    assert len(records) == 1 and records[0]["receipt"] == number
    assert records[0]["person"]["number"] == card("wang-xiulan.json")["number"]


def journey_offline_then_once(house):
    house.end("platform")
    wait_said(house, "断网") if house.tree()["screen"] != "standby" else None
    visit = Visit(house)
    visit.whole()
    assert "替您存好了" in say(house), "the offline page does not say that it is saved"
    number = visit.receipt_number()
    visit.leave()
    house.start_platform()
    wait_until(lambda: house.platform_records(), "the record after the line came back", 90)
    time.sleep(3)
    records = house.platform_records()
    assert [r["receipt"] for r in records] == [number], "not exactly once"


def journey_large_font_and_english_midway(house):
    visit = Visit(house)
    visit.begin()
    visit.lay_card()
    house.wait("form")
    before = house.widget("field.address") or house.tree()["widgets"][0]
    house.tap("large_font")
    tree = house.tree()
    assert tree["screen"] == "form" and tree["mode"] == "large", "large font left the form"
    house.tap("language")
    house.wait("language")
    house.tap("language.en")
    house.wait("form")
    assert house.tree()["locale"].startswith("en")
    assert before is not None
    house.tap("large_font")
    visit.fill_form()
    visit.bring_materials()
    visit.sign()
    visit.submit()
    visit.leave()
    assert house.tree()["mode"] == "standard" and house.tree()["locale"].startswith("zh"), "settings outlived the visit"


def journey_query_and_certificate(house):
    visit = Visit(house)
    visit.begin("shebao-chaxun")
    visit.lay_card()
    house.wait("result")
    assert say(house).count("20") > 3, "no contribution rows"
    house.tap("again")
    house.wait("home")
    house.tap("service.canbao-zhengming")
    house.wait("service")
    house.tap("next")
    house.wait("result")
    house.tap("print")
    wait_until(house.papers, "the printed certificate")
    house.sim("idcard", "remove")


def journey_query_offline(house):
    house.end("platform")
    visit = Visit(house)
    visit.begin("shebao-chaxun")
    visit.lay_card()
    house.wait("result")
    wait_said(house, "断网")
    house.start_platform()


def journey_card_troubles(house):
    visit = Visit(house)
    house.sim("idcard", "fault", "bad-checksum")
    visit.begin()
    visit.lay_card(read=False)
    wait_said(house, "没读到")
    house.sim("idcard", "remove")
    house.sim("idcard", "fault", "none")
    house.reader_looked()
    visit.lay_card()
    house.wait("form")


def journey_card_too_short(house):
    """Brushed over the reader: it left between being found and being read. Laid again, it is read."""
    visit = Visit(house)
    visit.begin()
    house.sim("idcard", "brush", WANG)
    wait_said(house, "太快")
    house.reader_looked()
    visit.lay_card()
    house.wait("form")


def journey_reader_unplugged(house):
    visit = Visit(house)
    visit.begin()
    house.sim("idcard", "fault", "unplug")
    wait_said(house, "读卡口现在用不了")
    house.sim("idcard", "fault", "none")
    wait_until(lambda: "读卡口现在用不了" not in say(house), "the reader coming back")
    house.reader_looked()
    visit.lay_card()
    house.wait("form")


def begin_and_identify(house):
    visit = Visit(house)
    visit.begin()
    visit.lay_card()
    house.wait("form")
    return visit


def forgotten_card_is_called_for(house):
    """To whoever has just gone: on the standby picture, and without a word of whose it is."""
    wait_said(house, "身份证还在读卡口，请拿好")
    assert house.tree()["screen"] == "standby"
    assert "王" not in say(house), say(house)


def forgotten_card_does_not_identify(house):
    """Somebody else comes while the old card still lies there."""
    visit = Visit(house)
    visit.begin()
    wait_said(house, "还有一张身份证没拿走")
    time.sleep(2)
    assert house.tree()["screen"] == "identify", "a card of an earlier visit identified again"
    house.sim("idcard", "remove")
    wait_until(lambda: "还有一张身份证没拿走" not in say(house), "the card seen to leave")
    house.sim("idcard", "present", os.path.join(CARDS, "zhang-wei.json"))
    wait_until(lambda: "张*" in say(house) or "80" in say(house), "the new card")
    assert "王*兰" not in say(house)


def journey_card_forgotten_at_exit(house):
    begin_and_identify(house)
    house.tap("exit")
    house.wait("form", overlay="leave")
    house.tap("exit")
    house.wait("standby")
    forgotten_card_is_called_for(house)
    forgotten_card_does_not_identify(house)


def journey_card_left_and_fetched(house):
    """It stands there until the card is lifted; whoever listened hears it, too, and nothing else."""
    begin_and_identify(house)
    house.tap("voice")
    house.tap("exit")
    house.wait("form", overlay="leave")
    house.tap("exit")
    house.wait("standby")
    forgotten_card_is_called_for(house)
    assert house.automation.ask(do="spoken")["spoken"] == ["身份证还在读卡口，请拿好"]
    house.sim("idcard", "remove")
    wait_until(lambda: "身份证还在" not in say(house), "the card seen to leave")
    assert house.tree()["screen"] == "standby" and not house.automation.ask(do="spoken")["spoken"]


def journey_card_forgotten_at_timeout(house):
    begin_and_identify(house)
    house.automation.ask(do="clock", advance_ms=121000)
    house.wait("form", overlay="timeout")
    house.automation.ask(do="clock", advance_ms=46000)
    house.wait("standby")
    forgotten_card_is_called_for(house)
    forgotten_card_does_not_identify(house)


def journey_card_forgotten_at_kill(house):
    begin_and_identify(house)
    house.end("kiosk", 9)
    house.start_kiosk()
    forgotten_card_does_not_identify(house)


def journey_card_forgotten_over_replug(house):
    begin_and_identify(house)
    house.tap("exit")
    house.wait("form", overlay="leave")
    house.tap("exit")
    house.wait("standby")
    house.sim("idcard", "fault", "unplug")
    time.sleep(1)
    house.sim("idcard", "fault", "none")
    time.sleep(3)
    forgotten_card_does_not_identify(house)


def journey_bad_answers(house):
    visit = begin_and_identify(house)
    seen = set()
    while house.tree()["screen"] == "form":
        tree = house.tree()
        keys = {w["id"] for w in tree["widgets"]}
        go = "key.done" if "key.done" in keys else "next"
        fields = [w["id"].split(".", 1)[1] for w in tree["widgets"] if w["id"].startswith("field.") and not w["value"]]
        if "phone" in fields:
            house.tap(go)
            assert house.tree()["screen"] == "form" and "field.phone" in {w["id"] for w in house.tree()["widgets"]}
            house.digits(PHONE[:10])
            house.tap(go)
            assert "少了 1 位" in say(house), "a phone with ten digits is not told"
            house.digits(PHONE[10:])
            seen.add("phone")
        for name in [f for f in fields if "spouse" in f and "phone" not in f]:
            house.digits("34119919460101001")
            house.tap("key.0")
            house.tap(go)
            assert "对不上" in say(house) or "X" in say(house), "a wrong ID number is not told"
            for _ in range(18):
                house.tap("key.delete")
            seen.add("id")
        if "region.find" in keys:
            house.tap(go)
            assert "先点一个" in say(house), "no community chosen is not told"
            visit.pick_community()
        choices = [w for w in house.tree()["widgets"] if w["id"].startswith("choice.")]
        if choices and not any(w["selected"] for w in choices):
            house.tap(go)
            assert "先点一个" in say(house), "nothing chosen is not told"
            house.tap(choices[1]["id"])  # with a partner: then their number is asked
            seen.add("choice")
        for name in [f for f in fields if f != "phone" and visit.value_for(f)]:
            house.digits(visit.value_for(name))
        house.tap(go)
    assert {"phone", "choice", "id"} <= seen, seen


def journey_large_letters_are_offered(house):
    visit = Visit(house)
    visit.begin()
    visit.lay_card(large=True)
    tree = house.tree()
    assert (tree["screen"], tree["overlay"], tree["mode"]) == ("form", None, "large"), tree["mode"]


def journey_code_of_somebody_else(house):
    visit = begin_and_identify(house)
    visit.fill_form()
    house.wait("materials")
    house.sim("scanner", "show", "https://example.invalid/advert")
    wait_said(house, "这张码")


def journey_paper_out(house):
    house.sim("printer", "fault", "paper-out")
    time.sleep(0.5)
    visit = Visit(house)
    visit.whole()
    wait_said(house, "打印纸用完了")
    house.sim("printer", "fault", "none")
    time.sleep(1)
    house.tap("print")
    wait_until(house.papers, "the receipt printed again")
    visit.leave()


def journey_emergency_without_the_line(house):
    """Nobody is said to come who was not told; with the line back the page says so."""
    house.tap("start")
    house.wait("home")
    house.tap("sos")
    house.tap("call_staff")
    wait_said(house, "呼叫送到社区了")
    house.tap("close")
    house.end("platform")
    house.tap("sos")
    house.tap("call_staff")
    assert "正在呼叫" in say(house) and "送到社区了" not in say(house), say(house)
    house.automation.ask(do="clock", advance_ms=11000)
    wait_said(house, "没叫到人")
    assert "120" in say(house)
    house.tap("close")


def journey_written_to_staff_and_back(house):
    """我听不见: a sentence and own words go to the platform, staff answers there, and the page shows it; with the line down
    it says so and delivers later; nothing of it is in a log, and the next resident sees none of it."""
    desk = (house.program("kiosk-platform"), "ctl", "--store", "sqlite:" + house.path("platform.db"), "--keys",
            house.path("keys"))

    def lines():
        return [line.split(None, 4) for line in house.run(*desk, "talk", "list").splitlines()]

    Visit(house).begin()
    house.tap("help")
    house.tap("talk")
    house.tap("say.1")
    wait_said(house, "送到了")
    assert [(l[1], l[3], l[4]) for l in lines()] == [(KIOSK, "resident", "我听不见，请写字")], lines()
    thread = lines()[0][0]
    house.run(*desk, "talk", "answer", thread, "看到了，马上来")
    wait_until(lambda: (house.automation.ask(do="clock", advance_ms=3000), "看到了，马上来" in say(house))[1],
               "the answer on the page", pause_s=0.3)
    house.end("platform")
    house.tap("say.0")
    house.automation.ask(do="type", text=OWN_WORDS)
    house.tap("key.done")
    wait_said(house, "还没送到")
    assert not any(OWN_WORDS in l[4] for l in lines())
    house.start_platform()
    wait_until(lambda: (house.automation.ask(do="clock", advance_ms=3000), "送到了" in say(house))[1],
               "the words delivered once the line is back", pause_s=0.5)
    assert [l[4] for l in lines() if l[3] == "resident"] == ["我听不见，请写字", OWN_WORDS], lines()
    house.tap("back")
    house.tap("exit")
    house.wait("standby")
    house.tap("start")
    house.wait("home")
    house.tap("help")
    house.tap("talk")
    assert "马上来" not in say(house) and OWN_WORDS not in say(house), say(house)
    house.tap("say.2")
    wait_said(house, "送到了")
    assert lines()[-1][0] != thread, "the next resident writes in the same talk"
    for name in ("kiosk", "agent", "platform"):
        with open(house.path(name + ".log"), encoding="utf-8") as log:
            text = log.read()
        assert OWN_WORDS not in text and "马上来" not in text and thread not in text, f"{name}.log tells"


def journey_without_sound(house):
    """No audio device, and the voice switched on all the same: a visit goes to its end, and whatever makes a sound
    (docs/voice.md) stands on the screen at that moment."""
    house.end("kiosk")
    house.extra["env"] = {"SDL_AUDIODRIVER": "no-such-driver"}
    house.start_kiosk()
    visit = Visit(house)
    visit.begin()
    house.tap("voice")
    assert house.widget("voice")["selected"], "nothing shows that it reads aloud"

    def told():
        with open(house.path("kiosk.log"), encoding="utf-8") as log:
            return "no sound" in log.read()
    wait_until(told, "a word in the log that nothing plays")
    house.sim("idcard", "fault", "bad-checksum")
    house.sim("idcard", "present", WANG)
    wait_said(house, "没读到您的身份证")  # the low tone
    house.sim("idcard", "remove")
    house.sim("idcard", "fault", "none")
    time.sleep(1)
    visit.lay_card()
    house.wait("form")  # the high tone: the name stands there, and the next step
    wait_said(house, "王*兰")
    assert any("第 2 步" in w["label"] for w in house.tree()["widgets"]), say(house)
    visit.fill_form()
    house.wait("materials")
    house.sim("scanner", "show", "lclicence:1:611:DEMO-0088")
    wait_said(house, "收到了")  # the high tone
    visit.bring_materials()
    house.wait("signature")
    house.tap("next")
    toasts = [w for w in house.tree()["widgets"] if w["role"] == "status" and w["label"] == "还没签名"]
    assert len(toasts) == 2, f"the low tone: on the page and above the buttons, but {toasts}"
    house.automation.ask(do="clock", advance_ms=8000)
    assert len([w for w in house.tree()["widgets"] if w["label"] == "还没签名"]) == 1, "the toast stays"
    house.automation.ask(do="clock", advance_ms=241000)
    wait_until(lambda: house.tree()["overlay"] == "timeout", "being asked")  # twice the high tone
    assert "您还在吗？" in say(house) and re.search("还有 (60|[1-5][0-9]) 秒", say(house)), say(house)
    house.tap("stay")
    visit.sign()
    visit.submit()
    wait_said(house, "回执打好了")
    number = visit.receipt_number()
    visit.leave()
    records = wait_until(house.platform_records, "the record")
    assert [r["receipt"] for r in records] == [number]


def journey_numbers_are_masked_but_for_a_look(house):
    """Review masks; 看全部 shows for five seconds."""
    visit = begin_and_identify(house)
    visit.fill_form()
    visit.bring_materials()
    visit.sign()
    house.wait("review")
    assert PHONE[:3] + "****" + PHONE[-4:] in say(house) and PHONE not in say(house).replace(" ", "")
    house.tap("peek")
    assert PHONE in say(house).replace(" ", ""), "看全部 does not show the whole number"
    house.automation.ask(do="clock", advance_ms=6000)
    assert PHONE not in say(house).replace(" ", ""), "the whole number stays"


def journey_exit_leaves_nothing_on_screen(house):
    begin_and_identify(house)
    house.tap("exit")
    house.tap("exit")
    house.wait("standby")
    assert "王" not in say(house)
    assert WANG


def choose(house, text, pages=6):
    """Touches the candidate of that text, turning the pages of the candidates where it must."""
    for _ in range(pages):
        found = [w["id"] for w in house.tree()["widgets"] if w["id"].startswith("cand.") and w["label"] == text]
        if found:
            house.touch(found[0])
            return
        house.touch("cand.next")
    raise AssertionError(f"{text} is not among the candidates")


def pinyin(house, letters, text):
    for letter in letters:
        house.touch("key." + ("split" if letter == "'" else letter))
    choose(house, text)


def journey_address_by_pinyin(house):
    """An address typed with a finger, letter by letter, arrives; keys and candidates do what their pictures say."""
    visit = begin_and_identify(house)
    while not house.widget("field.address"):
        house.tap("next")
    while house.widget("field.address")["value"]:
        house.tap("key.delete")
    pinyin(house, "xingfuli", "幸福里")
    pinyin(house, "xi'an", "西")  # a part of it: the rest waits
    assert house.widget("field.address")["value"] == "幸福里西"
    house.touch("key.delete")  # an, a, nothing
    house.touch("key.delete")
    assert not any(w["id"] == "cand.0" for w in house.tree()["widgets"]), "candidates of nothing"
    house.touch("key.delete")  # and now 西
    pinyin(house, "sandong", "三栋")
    house.touch("key.signs")
    house.touch("key.2")
    house.touch("key.pinyin")
    for letter in "danyuan":
        house.touch("key." + letter)
    house.touch("key.space")  # the likeliest
    pinyin(house, "shi", "市")  # a wrong one, taken back
    house.touch("key.delete")
    for letter in "shi":
        house.touch("key." + letter)
    house.touch("key.done")  # first the letters become a word; it is seen before the page goes
    assert house.widget("field.address")["value"] == "幸福里三栋2单元室"
    house.touch("key.done")
    visit.fill_form()
    visit.bring_materials()
    visit.sign()
    visit.submit()
    visit.leave()
    records = wait_until(lambda: house.platform_records(), "the record")
    assert records[0]["answers"]["address"] == "幸福里三栋2单元室", sorted(records[0])


if __name__ == "__main__":
    sys.exit(main(globals()))
