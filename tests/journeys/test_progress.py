#!/usr/bin/env python3
"""查进度 through the real window: nothing yet, handed in, missing something, done; and nobody else's."""
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import say, wait_said, wait_until  # noqa: E402
from visit import CARDS, WANG, Visit  # noqa: E402

SERVICE = "ban-shi-jindu"
OTHER = os.path.join(CARDS, "zhang-wei.json")


def ctl(house, *words, told=None):
    return house.run(house.program("kiosk-platform"), "ctl", "--store", "sqlite:" + house.path("platform.db"),
                     "--keys", house.path("keys"), *words, told=told)


def ask(house, card=WANG):
    """From standby to the answer, larger letters declined."""
    visit = Visit(house, house.touch)
    visit.begin(SERVICE)
    visit.lay_card(card, read=False)
    house.wait("result")
    if card == WANG:  # she is old enough to be asked
        wait_until(lambda: house.tree()["overlay"] == "offer_large", "larger letters being offered")
        house.touch("stay")


def leave(house):
    house.sim("idcard", "remove")
    house.touch("exit")
    house.wait("standby")
    time.sleep(1.5)


def grouped(number):
    return f"{number[:4]} {number[4:8]} {number[8:]}"


def hand_in(house):
    visit = Visit(house)
    visit.whole()
    number = visit.receipt_number()
    wait_until(house.platform_records, "the record")
    wait_until(house.papers, "the receipt")
    visit.leave()
    time.sleep(1.5)
    return number


def journey_from_handing_in_to_done(house):
    ask(house)
    wait_said(house, "没有在办的事")
    leave(house)
    number = hand_in(house)

    ask(house)
    wait_said(house, "编号 " + grouped(number))
    assert "高龄津贴" in say(house) and "收到申请" in say(house) and "您有 1 件事在办" in say(house)
    assert "要您补" not in say(house) and "王秀兰" not in say(house)
    leave(house)

    ctl(house, "set-state", number, "reviewing")
    ctl(house, "set-state", number, "supplement", "社保卡背面", "2027-04-02")
    ask(house)
    wait_said(house, "要您补一样：社保卡背面")
    assert "4 月 2 日前去窗口补上" in say(house) and "县民政局看过了" in say(house)
    papers = len(house.papers())
    house.touch("print")
    wait_until(lambda: len(house.papers()) > papers, "the list of what is missing")
    wait_said(house, "请取纸")
    house.touch("call_staff")
    wait_said(house, "已经转告了")
    leave(house)

    ctl(house, "set-state", number, "done")
    ask(house)
    wait_said(house, "办好了")
    assert "都办完了" in say(house) and "要您补" not in say(house)
    house.touch("finish")
    house.wait("rating")


def journey_nobody_elses(house):
    number = hand_in(house)
    ask(house, OTHER)
    wait_said(house, "没有在办的事")
    assert grouped(number) not in say(house)


def journey_from_case_to_case(house):
    """Two of one person: what waits comes first, though it is the older one."""
    first = hand_in(house)
    second = hand_in(house)
    ctl(house, "set-state", first, "supplement", "户口本")
    ask(house)
    wait_said(house, "第 1 件，共 2 件")
    assert grouped(first) in say(house) and not house.widget("case.prev")["enabled"]
    house.touch("case.next")
    wait_said(house, "第 2 件，共 2 件")
    assert grouped(second) in say(house) and "要您补" not in say(house)
    time.sleep(0.5)  # a page just turned is dead for a moment
    house.touch("case.prev")
    wait_said(house, "要您补一样：户口本")


def journey_what_the_worker_says(house):
    """Words beside a state, and why it was refused: for whose card it is, and not for who has the paper."""
    number = hand_in(house)
    ctl(house, "set-state", number, "reviewing")
    ctl(house, "message", number, "下周三有结果，不用来问")
    ask(house)
    wait_said(house, "窗口说：下周三有结果，不用来问")
    leave(house)
    ctl(house, "refuse", number, "户口不在本县")
    ask(house)
    wait_said(house, "窗口说：户口不在本县")
    assert "没批" in say(house) and "下周三" not in say(house) and "窗口会告诉您" not in say(house)
    leave(house)
    house.sim("scanner", "show", f"https://127.0.0.1:{house.port}/p/{number}")
    house.wait("result")
    wait_said(house, "没批，窗口会告诉您为什么")
    assert "户口不在本县" not in say(house)
    time.sleep(0.5)  # a page just turned is dead for a moment
    leave(house)
    ctl(house, "approve", number)
    ask(house)
    wait_said(house, "批了")
    assert "户口不在本县" not in say(house)


def journey_by_receipt(house):
    """The paper of before, shown at standby: its states, no name, and home again."""
    number = hand_in(house)
    ctl(house, "set-state", number, "reviewing")
    house.sim("scanner", "show", f"https://127.0.0.1:{house.port}/p/{number}")
    house.wait("result")
    wait_said(house, "编号 " + grouped(number))
    assert "收到申请" in say(house) and "正在审" in say(house) and "王" not in say(house), say(house)
    leave(house)
    house.touch("start")
    house.wait("home")
    house.sim("scanner", "show", "https://127.0.0.1/p/206179999990")
    house.wait("result")
    wait_said(house, "还没查到这个编号")


def journey_offline(house):
    """Without the line the tile says so, and what is asked already finds no answer."""
    visit = Visit(house, house.touch)
    visit.begin(SERVICE)
    house.end("platform")
    visit.lay_card(read=False)
    house.wait("result")
    wait_said(house, "断网了，查不到最新的")


if __name__ == "__main__":
    sys.exit(main(globals()))
