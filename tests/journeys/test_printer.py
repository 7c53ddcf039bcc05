#!/usr/bin/env python3
"""The receipt printer in whole visits: each of its faults, paper that ends half-way, narrow paper, a mouth that holds it."""
import os
import sys

from PIL import Image
import zxingcpp

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import say, wait_said, wait_until  # noqa: E402
from ports import free_port  # noqa: E402
from visit import Visit  # noqa: E402

TIMES = int(os.environ.get("LC_PULLS", "100"))


def with_printer(options="", tcp=False, **more):
    """What a House needs for a printer of that kind: real paper speed, over the network when it shall be."""
    port = free_port()
    config = {"printer": f"escpos:tcp:127.0.0.1:{port}{options}"} if tcp else {}
    return {"extra": {"config": {"devices": config}, "sim": ["--printer-tcp", str(port)] if tcp else [], **more}}


def codes(house, number):
    with Image.open(house.paper(number)) as image:
        return [code.text[-12:] for code in zxingcpp.read_barcodes(image.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)]


def code_on_page(house):
    return [w["value"][-12:] for w in house.tree()["widgets"] if w["role"] == "image" and w["value"].startswith("https")]


def state(house, key):
    return house.sim("printer", "state").split(key + "=")[1].split()[0]


def print_again(house, number):
    wait_said(house, "打印机好了")
    before = house.papers()
    house.tap("print")
    wait_said(house, "回执打好了")
    papers = house.papers()
    assert len(papers) > len(before) and codes(house, papers[-1]) == [number], papers


def fault_in_a_visit(house, fault, said):
    """The page says what it is and shows the code instead; mended, it prints what did not come; the record is there once."""
    house.sim("printer", "fault", fault)
    visit = Visit(house)
    visit.whole()
    number = visit.receipt_number()
    wait_said(house, said)
    tree = house.tree()
    assert tree["screen"] == "done" and code_on_page(house) == [number], code_on_page(house)
    assert house.widget("print", tree)["enabled"] and house.widget("finish", tree)["enabled"]
    assert not house.papers() or codes(house, house.papers()[-1]) == [number]  # a jam leaves it whole, uncut
    house.sim("printer", "fault", "none")
    print_again(house, number)
    visit.leave()
    assert [r["receipt"] for r in wait_until(house.platform_records, "the record")] == [number]


def journey_paper_out(house):
    fault_in_a_visit(house, "paper-out", "打印纸用完了，回执没打出来")


def journey_cover_open(house):
    fault_in_a_visit(house, "cover-open", "打印机现在用不了，回执没打出来")


def journey_a_list_without_paper(house):
    """Before the tap the page says why there is none; after it, too; mended, that it can be printed; then it comes."""
    house.sim("printer", "fault", "paper-out")
    house.tap("start")
    house.wait("home")
    house.tap("service.gaoling-jintie")
    house.wait("service")
    wait_said(house, "打印纸用完了，现在打不了")
    assert "用手机拍下这页，或去窗口打" in say(house)
    house.tap("print")
    wait_said(house, "打印纸用完了，没打出来")
    assert "用手机拍下这页，或去窗口打" in say(house) and not house.papers()
    house.sim("printer", "fault", "none")
    wait_said(house, "刚才没打出来，打印机好了")
    house.tap("print")
    wait_said(house, "请取纸")
    assert house.papers() and "没打出来" not in say(house)


def journey_offline(house):
    fault_in_a_visit(house, "offline", "打印机现在用不了，回执没打出来")


def journey_stalled(house):
    fault_in_a_visit(house, "stall", "打印机现在用不了，回执没打出来")


def journey_pulled_out(house):
    fault_in_a_visit(house, "unplug", "打印机现在用不了，回执没打出来")


def journey_knife_jammed(house):
    """Recovered by the host it stands still no more, until it cuts: so the page says at once that it may be tried again."""
    fault_in_a_visit(house, "cutter", "没打出来")


def journey_knife_mended_at_standby(house):
    """Nobody prints while it is stuck, and whoever comes next gets the receipt at once."""
    house.wait("standby")
    house.sim("printer", "fault", "cutter")
    wait_until(lambda: state(house, "jammed") == "no", "the knife recovered without a job")
    house.sim("printer", "fault", "none")
    visit = Visit(house)
    visit.whole()
    wait_said(house, "回执打好了")
    assert house.papers() == [1] and codes(house, 1) == [visit.receipt_number()], house.papers()
    visit.leave()


def journey_paper_low(house):
    """A matter for staff: whoever stands there gets the receipt and hears nothing of it."""
    house.sim("printer", "fault", "paper-low")
    visit = Visit(house)
    visit.whole()
    wait_said(house, "回执打好了")
    assert codes(house, 1) == [visit.receipt_number()]
    assert "纸" not in say(house).replace("这张纸", "")
    visit.leave()


def journey_paper_ends_half_way(house):
    """At its real speed over the network: what had come is cut off and is no receipt; the next one is whole."""
    visit = Visit(house)
    visit.whole()
    number = visit.receipt_number()
    wait_said(house, "正在打印回执")
    wait_until(lambda: float(state(house, "mm")) > 60, "six centimetres of paper", pause_s=0.005)
    house.sim("printer", "fault", "paper-out")
    wait_said(house, "打印纸用完了，回执没打出来")
    assert not house.papers() and code_on_page(house) == [number]
    house.sim("printer", "fault", "none")
    print_again(house, number)
    assert codes(house, 1) == [], "the piece that is cut off passes for a receipt"
    assert house.papers() == [1, 2], house.papers()
    visit.leave()


journey_paper_ends_half_way.house = with_printer(tcp=True, fast=False)


def journey_narrow_paper(house):
    house.sim("printer", "paper", "58")
    visit = Visit(house)
    visit.whole()
    wait_said(house, "回执打好了")
    with Image.open(house.paper(1)) as image:
        assert image.size[0] == 464, image.size
    assert codes(house, 1) == [visit.receipt_number()]
    assert state(house, "unknown") == "0"
    visit.leave()


journey_narrow_paper.house = with_printer("?width=384", tcp=True)


def journey_a_mouth_that_holds_it(house):
    """Taken it is forgotten; left, standby says so until a hand or the machine takes it."""
    house.sim("printer", "presenter", "on")
    visit = Visit(house)
    visit.whole()
    wait_said(house, "回执打好了")
    assert state(house, "mouth") == "paper"
    visit.leave()
    house.wait("standby")
    wait_said(house, "打好的纸还在出纸口，请拿好")
    house.sim("printer", "take")
    wait_until(lambda: "出纸口" not in say(house), "the paper seen to be taken")
    visit = Visit(house)
    visit.whole()
    wait_said(house, "回执打好了")
    house.tap("voice")
    visit.leave()
    house.wait("standby")
    wait_said(house, "打好的纸还在出纸口，请拿好")
    assert house.automation.ask(do="spoken")["spoken"][-1] == "打好的纸还在出纸口，请拿好"  # to who listened
    wait_until(lambda: state(house, "mouth") == "empty", "the paper pulled back")
    wait_until(lambda: "出纸口" not in say(house), "the mouth seen to be empty")
    assert (state(house, "taken"), state(house, "retracted")) == ("1", "1")
    assert state(house, "unknown") == "0"


journey_a_mouth_that_holds_it.house = with_printer("?presenter=retract&take=8", tcp=True)


def descriptors(house):
    folder = f"/proc/{house.processes['kiosk'].pid}/fd"
    links = []
    for name in os.listdir(folder):
        try:
            links.append(os.readlink(os.path.join(folder, name)))
        except OSError:  # closed meanwhile
            pass
    return links


def journey_pulled_out_again_and_again(house):
    wire = house.path("wires", "printer")
    held = lambda: os.path.exists(wire) and os.readlink(wire) in descriptors(house)  # noqa: E731
    wait_until(held, "the printer opened")
    before = len(descriptors(house))
    for _ in range(TIMES):
        old = os.readlink(wire)
        house.sim("printer", "fault", "unplug")
        wait_until(lambda: not any(link.split()[0] == old for link in descriptors(house)), "the printer let go", pause_s=0.005)
        house.sim("printer", "fault", "none")
        wait_until(held, "the printer opened again", pause_s=0.005)
    after = len(descriptors(house))
    assert after <= before, f"{before} descriptors before, {after} after {TIMES} times"
    house.tap("start")
    house.wait("home")
    house.tap("service.gaoling-jintie")
    house.wait("service")
    house.tap("print")
    wait_until(house.papers, "the page printed")


if __name__ == "__main__":
    sys.exit(main(globals()))
