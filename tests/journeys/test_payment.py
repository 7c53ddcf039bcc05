#!/usr/bin/env python3
"""Paying and handing over through the real window: a phone (curl) opens the code on the screen and pays at the platform's
own page over TLS. Each function is a journey; give names to run some of them."""
import os
import signal
import sqlite3
import subprocess
import sys
import time

import zxingcpp
from PIL import Image

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import say, wait_said, wait_until  # noqa: E402
from visit import PHONE, SPOUSE_PHONE, Visit  # noqa: E402

FEN = 40000
CODE = "130123456789012345"


def code(house):
    """The address in the code on the screen."""
    for widget in house.tree()["widgets"]:
        if widget["role"] == "image" and "/pay/" in (widget["value"] or ""):
            return widget["value"]
    return None


def phone(house, url, pay):
    """A phone that scanned the code: status and page."""
    done = subprocess.run(["curl", "-sS", "--cacert", house.path("keys", "ca.crt"), "-w", "\n%{http_code}",
                           *(["-d", ""] if pay else []), url], capture_output=True, text=True, check=True)
    page, status = done.stdout.rsplit("\n", 1)
    return int(status), page


def listed(house):
    return house.run(house.program("kiosk-platform"), "ctl", "--store", "sqlite:" + house.path("platform.db"),
                     "--keys", house.path("keys"), "orders")


def orders(house):
    out = listed(house)
    return {line.split()[0]: line.split()[3] for line in out.splitlines() if line[0].isdigit()}


def to_code(house):
    visit = Visit(house)
    visit.begin("yibao-jiaofei")
    visit.lay_card()
    house.wait("form")
    visit.fill_form()
    house.wait("review")
    visit.submit(wait_done=False)
    house.wait("payment")
    url = wait_until(lambda: code(house), "the code to pay by")
    assert "¥400.00" in say(house)
    return visit, url


def codes(path):
    with Image.open(path) as slip:
        return [code.text for code in zxingcpp.read_barcodes(slip.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)]


def receipt_page(house, path, order):
    """The slip leads to the electronic receipt; its own signed code, drawn in the page, is given back."""
    url, = [code for code in codes(path) if "/e/" in code]
    assert url.endswith("/e/" + order), url
    status, page = phone(house, url, pay=False)
    assert status == 200 and "电子票据" in page and "¥400.00" in page and order in page, page
    return page


def receipt_on_paper(house, order):
    wait_until(house.papers, "the receipt")
    return receipt_page(house, house.paper(house.papers()[-1]), order)


def shown_again(house, order, proof):
    """查进度, with the same card: the number on the screen, the code on the slip."""
    house.wait("standby")
    time.sleep(1.5)
    visit = Visit(house)
    visit.begin("ban-shi-jindu")
    visit.lay_card(read=False)
    house.wait("result")
    wait_said(house, " ".join(order[i:i + 4] for i in range(0, 20, 4)))
    wait_until(lambda: house.tree()["overlay"] == "offer_large", "larger letters being offered")
    house.touch("stay")
    papers = len(house.papers())
    house.tap("print")
    wait_until(lambda: len(house.papers()) > papers, "the slip of the case")
    assert receipt_page(house, house.paper(house.papers()[-1]), order) == proof
    house.sim("idcard", "remove")
    house.tap("exit")
    house.wait("standby")


def journey_paid_by_phone(house):
    visit, url = to_code(house)
    status, page = phone(house, url, pay=False)
    assert status == 200 and "¥400.00" in page and "王" not in page, page
    assert house.tree()["screen"] == "payment", "looking at the page paid"
    status, page = phone(house, url, pay=True)
    assert status == 200 and "付好了" in page and "/e/" not in page, page  # it is not filed yet
    house.wait("done")  # by itself
    number = visit.receipt_number()
    records = wait_until(lambda: house.platform_records(), "the record")
    assert [r["receipt"] for r in records] == [number]
    paid = records[0]["payment"]
    assert paid["state"] == "paid" and paid["amount_fen"] == FEN and f"/pay/{paid['order']}-1" in url, paid
    assert orders(house) == {paid["order"]: "filed"}, orders(house)
    status, page = phone(house, url, pay=True)
    assert status == 200 and "不用再付" in page and f'href="/e/{paid["order"]}"' in page
    proof = receipt_on_paper(house, paid["order"])
    visit.leave()
    shown_again(house, paid["order"], proof)
    time.sleep(1)
    assert orders(house) == {paid["order"]: "filed"}, "leaving gave up what was filed"


def journey_paid_by_payment_code(house):
    """The phone shows, the kiosk reads: no payment code, then one that paid before, then a fresh one."""
    visit, _ = to_code(house)
    house.sim("scanner", "show", "https://example.invalid/advert")
    wait_said(house, "这张不是付款码")
    house.sim("scanner", "show", CODE)
    house.wait("done")
    number = visit.receipt_number()
    records = wait_until(lambda: house.platform_records(), "the record")
    assert [r["receipt"] for r in records] == [number] and records[0]["payment"]["state"] == "paid"
    assert list(orders(house).values()) == ["filed"]
    visit.leave()
    time.sleep(1.5)
    to_code(house)
    house.sim("scanner", "show", CODE)
    wait_said(house, "没有收钱")
    wait_until(lambda: code(house), "the kiosk's own code again")
    house.sim("scanner", "show", "2801234567890123")
    house.wait("done")
    assert list(orders(house).values()) == ["filed", "filed"]


def journey_given_up_then_paid(house):
    visit, url = to_code(house)
    house.tap("back")
    wait_said(house, "先不交了？")
    house.tap("exit")
    house.wait("review")
    wait_until(lambda: list(orders(house).values()) == ["cancelled"], "the order being cancelled")
    assert phone(house, url, pay=True)[0] == 410
    visit.submit(wait_done=False)
    house.wait("payment")
    second = wait_until(lambda: code(house), "the second code")
    assert second != url and second.rsplit("-", 1)[0] == url.rsplit("-", 1)[0], "one order a case"
    assert phone(house, url, pay=True)[0] == 410, "the first code took money"
    assert phone(house, second, pay=True)[0] == 200
    house.wait("done")
    assert list(orders(house).values()) == ["filed"]


def journey_new_code_and_nobody(house):
    _, url = to_code(house)
    house.automation.ask(do="clock", advance_ms=180000)
    second = wait_until(lambda: code(house) not in (None, url) and code(house), "a new code")
    assert phone(house, url, pay=True)[0] == 410
    house.automation.ask(do="clock", advance_ms=181000)
    wait_until(lambda: house.tree()["overlay"] == "timeout", "您还在吗")
    house.automation.ask(do="clock", advance_ms=60000)
    house.wait("standby")
    wait_until(lambda: list(orders(house).values()) == ["cancelled"], "the order being given up")
    assert phone(house, second, pay=True)[0] == 410
    assert not house.platform_records()


def journey_line_cut_while_paying(house):
    """The phone has paid, and the kiosk hears nothing: it says not to pay again, and then finds out."""
    visit, url = to_code(house)
    house.processes["agent"].send_signal(signal.SIGSTOP)  # a line that is silent: the question waits
    assert phone(house, url, pay=True)[0] == 200
    house.end("agent", signal.SIGKILL)
    wait_said(house, "先别再付")
    assert code(house) is None, "a code to pay by beside the words not to"
    house.start_agent()
    house.wait("done")
    number = visit.receipt_number()
    records = wait_until(lambda: house.platform_records(), "the record")
    assert [r["receipt"] for r in records] == [number] and records[0]["payment"]["state"] == "paid"
    assert list(orders(house).values()) == ["filed"]


def to_unknown(house):
    """The phone has paid, the line stays cut, and the wait of the page is over: a slip comes by itself."""
    visit, url = to_code(house)
    papers = len(house.papers())
    house.end("agent", signal.SIGKILL)
    wait_said(house, "先别再付")
    assert phone(house, url, pay=True)[0] == 200
    house.automation.ask(do="clock", advance_ms=30000)
    wait_said(house, "付没付，还不知道")
    assert code(house) is None
    wait_until(lambda: len(house.papers()) > papers, "the slip with the number to ask by")
    order, = orders(house)
    assert " ".join(order[i:i + 4] for i in range(0, 20, 4)) in say(house)
    return visit


def journey_line_stays_cut_then_there(house):
    """Whoever stays after the wait is over still goes on by itself."""
    visit = to_unknown(house)
    house.start_agent()
    house.wait("done")
    number = visit.receipt_number()
    records = wait_until(lambda: house.platform_records(), "the record")
    assert [r["receipt"] for r in records] == [number] and records[0]["payment"]["state"] == "paid"
    assert list(orders(house).values()) == ["filed"]


def journey_line_stays_cut_and_left(house):
    """Whoever leaves is told that it comes back, and it does, by itself."""
    to_unknown(house)
    house.tap("exit")
    wait_said(house, "手机上付过的，会自己退回来")
    house.tap("exit")
    house.wait("standby")
    house.start_agent()
    wait_until(lambda: list(orders(house).values()) == ["refunded"], "the money going back")
    assert not house.platform_records()


def asked_for(house):
    with sqlite3.connect(house.path("platform.db")) as store:
        (asking,), = store.execute("SELECT turn FROM pay_order")
        return asking


def journey_how_it_stands_is_asked_for_the_newest_asking(house):
    """The platform does not know of it, as if its own question had not come: what it says to the next one holds for it."""
    to_code(house)
    asking = asked_for(house)
    assert asking > 0
    with sqlite3.connect(house.path("platform.db")) as store:
        store.execute("UPDATE pay_order SET turn=0")
    wait_until(lambda: asked_for(house) == asking, "the platform being told which asking waits")


def journey_power_lost_after_paying(house):
    """The phone has paid, the kiosk has not heard of it, and the power goes: after the start the money goes back by itself."""
    _, url = to_code(house)
    house.processes["agent"].send_signal(signal.SIGSTOP)
    assert phone(house, url, pay=True)[0] == 200
    house.end("kiosk", signal.SIGKILL)
    assert list(orders(house).values()) == ["paid"]
    house.processes["agent"].send_signal(signal.SIGCONT)
    house.start_kiosk()
    wait_until(lambda: list(orders(house).values()) == ["refunded"], "the money going back")
    assert not house.platform_records()
    status, page = phone(house, url, pay=True)
    assert status == 200 and "会退给您" in page, page


def journey_file_damaged_after_paying(house):
    """As before, and the power takes the first page of the queue's file with it: the money goes back all the same."""
    _, url = to_code(house)
    house.processes["agent"].send_signal(signal.SIGSTOP)
    assert phone(house, url, pay=True)[0] == 200
    house.end("kiosk", signal.SIGKILL)
    house.processes["agent"].send_signal(signal.SIGCONT)
    house.end("agent")  # the last one writes the log into the file
    with open(house.path("kiosk", "kiosk.db"), "r+b") as file:
        file.write(os.urandom(1024))
    assert list(orders(house).values()) == ["paid"]
    house.start_agent()
    house.start_kiosk()
    assert [n for n in os.listdir(house.path("kiosk")) if ".corrupt-" in n], "the damage was not seen"
    wait_until(lambda: list(orders(house).values()) == ["refunded"], "the money going back")
    assert not house.platform_records()


def journey_given_up_without_a_line(house):
    """The line is down when the resident goes: the farewell waits in the outbox, and what a phone paid since goes back."""
    _, url = to_code(house)
    house.end("agent", signal.SIGKILL)
    house.tap("back")
    wait_said(house, "先不交了？")
    house.tap("exit")
    house.wait("review")
    assert phone(house, url, pay=True)[0] == 200, "nobody told the platform yet"
    house.start_agent()
    wait_until(lambda: list(orders(house).values()) == ["refunded"], "the money going back")


def journey_offline_at_the_counter(house):
    visit = Visit(house)
    visit.begin("yibao-jiaofei")
    visit.lay_card()
    house.wait("form")
    visit.fill_form()
    house.wait("review")
    house.end("platform")
    visit.submit(wait_done=False)
    house.wait("payment")
    wait_said(house, "现在交不了费")
    house.tap("pay.later")
    house.wait("done")
    assert "去窗口交 ¥400.00" in say(house), say(house)
    house.start_platform()
    records = wait_until(lambda: house.platform_records(), "the record after the line came back", 90)
    assert records[0]["payment"] == {"state": "later", "amount_fen": FEN, "order": ""}
    assert orders(house) == {}


def journey_paid_at_the_last_moment(house):
    """去窗口交 is touched, and the phone paid before anybody heard of it: what the paper says holds, the money goes back."""
    visit, url = to_code(house)
    house.processes["agent"].send_signal(signal.SIGSTOP)
    assert phone(house, url, pay=True)[0] == 200
    house.tap("pay.later")
    house.wait("done")
    assert "去窗口交 ¥400.00" in say(house), say(house)
    assert "手机上付过的，会退给您" in say(house), say(house)
    number = visit.receipt_number()
    house.processes["agent"].send_signal(signal.SIGCONT)
    records = wait_until(lambda: house.platform_records(), "the record")
    assert [r["receipt"] for r in records] == [number] and records[0]["payment"]["state"] == "later"
    wait_until(lambda: list(orders(house).values()) == ["refunded"], "the money going back")
    assert number in listed(house) and "paid back at" in listed(house), listed(house)
    status, page = phone(house, url, pay=True)
    assert status == 200 and "会退给您" in page and "没有用上" in page, page


def journey_handed_over(house):
    """The senior card, to be fetched by somebody else."""
    visit = Visit(house)
    visit.begin("laonian-youdai")
    visit.lay_card()
    house.wait("form")
    visit.fill_form()
    house.wait("materials")
    house.tap("later.0")
    house.tap("next")
    house.wait("delivery")
    house.tap("choice.delivery.agent")
    house.tap("next")
    house.wait("form")
    house.automation.ask(do="type", text="李小雨")
    house.tap("key.done")
    house.digits(SPOUSE_PHONE)
    house.tap("key.done")
    house.wait("delivery")
    wait_said(house, "李*雨")
    house.tap("next")
    visit.submit()
    records = wait_until(lambda: house.platform_records(), "the record")
    assert records[0]["delivery"] == {"way": "agent", "fee_fen": 0, "agent_name": "李小雨", "agent_phone": SPOUSE_PHONE}
    assert records[0]["answers"]["phone"] == PHONE and "agent_name" not in records[0]["answers"]


if __name__ == "__main__":
    sys.exit(main(globals()))
