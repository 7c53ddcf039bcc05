#!/usr/bin/env python3
"""A certificate on a whole page: from the platform through the kiosk to a real IPP printer, and every way its printing can go."""
import json
import os
import subprocess
import sys

import zxingcpp
from PIL import Image

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import say, wait_said, wait_until  # noqa: E402
from page_printer import PagePrinter  # noqa: E402
from visit import Visit  # noqa: E402


def certificate(house):
    visit = Visit(house)
    visit.begin("canbao-zhengming")
    visit.lay_card()
    house.wait("result")
    return visit


def text_of(path):
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout


def code_of(path, folder):
    picture = os.path.join(folder, "page")
    subprocess.run(["pdftoppm", "-r", "200", "-png", "-singlefile", path, picture], check=True)
    with Image.open(picture + ".png") as image:
        return [code.text for code in zxingcpp.read_barcodes(image.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)]


def journey_printed(house):
    """Whole, as it was made: A4, fonts inside, in full whom it is about, and a code that leads to the platform."""
    certificate(house)
    house.tap("print")
    wait_said(house, "证明打好了")
    assert not house.papers(), "a slip came as well"
    page, = PRINTER.pages()
    facts = subprocess.run(["pdfinfo", page], capture_output=True, text=True, check=True).stdout
    fonts = subprocess.run(["pdffonts", page], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    text = text_of(page)
    assert "(A4)" in facts and "Pages:           1" in facts, facts
    assert fonts and all(" yes yes yes " in line for line in fonts), fonts
    assert "社保参保证明" in text and "王秀兰" in text and "341199194305120041" in text, text
    code, = code_of(page, house.state)
    assert code.startswith("https://") and code.split("#")[0].rsplit("/", 1)[1] in text, code
    house.tap("print")  # once more, and the same
    wait_until(lambda: len(PRINTER.pages()) == 2, "the second page")
    wait_said(house, "证明打好了")
    assert text_of(PRINTER.pages()[1]) == text
    for name in ("kiosk", "agent", "platform"):
        with open(house.path(name + ".log"), encoding="utf-8") as log:
            assert "王秀兰" not in log.read(), f"a name in {name}.log"


def journey_shown_to_the_kiosk(house):
    """The printed paper's own code, with the platform away: true, and not one sign of it may be another."""
    visit = certificate(house)
    house.tap("print")
    wait_said(house, "证明打好了")
    code, = code_of(PRINTER.pages()[-1], house.state)
    visit.leave()
    house.wait("standby")
    house.end("platform")
    house.sim("scanner", "show", code)
    house.wait("result")
    assert "这张纸是真的" in say(house) and "王*兰" in say(house) and code.split("#")[0].rsplit("/", 1)[1] in say(house), say(house)
    house.tap("again")
    house.wait("home")
    at = len(code) - 100
    house.sim("scanner", "show", code[:at] + ("A" if code[at] != "A" else "B") + code[at + 1:])
    house.wait("result")
    wait_said(house, "这张码改过，不认")
    assert "王*兰" not in say(house)
    house.start_platform()


def followed(house, sequence):
    with open(house.path("identity", "platform.json"), encoding="utf-8") as file:
        return json.load(file)["keys"]["sequence"] >= sequence


def scan(house, code, said):
    house.sim("scanner", "show", code)
    house.wait("result")
    wait_said(house, said)
    house.tap("again")
    house.wait("home")


def printed_code(house):
    visit = certificate(house)
    pages = len(PRINTER.pages())
    house.tap("print")
    wait_until(lambda: len(PRINTER.pages()) > pages, "the page in the printer")
    wait_said(house, "证明打好了")
    code, = code_of(PRINTER.pages()[-1], house.state)
    visit.leave()
    house.wait("standby")
    return code


def journey_shown_after_the_key_changed(house):
    """Papers outlive the key that signed them, on a kiosk that goes on running; one of a key that it has not heard of is not called altered."""
    old = printed_code(house)
    subprocess.run([house.program("kiosk-platform"), "keys", "rotate-sign", house.path("keys")], check=True)
    house.end("platform")
    house.start_platform()
    wait_until(lambda: followed(house, 3), "the kiosk following")
    new = printed_code(house)
    head = old.index("#lcproof:3:") + len("#lcproof:3:")
    name = slice(head, head + 8)  # of the key: six bytes
    assert old[name] != new[name], "both name the same key"
    house.end("platform")
    scan(house, new, "这张纸是真的")
    scan(house, old, "这张纸是真的")
    scan(house, old[:head + 20] + ("A" if old[head + 20] != "A" else "B") + old[head + 21:], "这张码改过，不认")
    scan(house, old[:head] + "AAAAAAAA" + old[head + 8:], "这台机器核对不了这张码")
    house.start_platform()


def journey_a_slip_proves_itself(house):
    """The slip's own code, off the printer's dots, with the platform away: true, and with one sign of it another, refused."""
    PRINTER.put("empty")
    visit = certificate(house)
    before = house.papers()
    house.tap("print")
    wait_said(house, "大张的纸用完了")
    house.tap("print.slip")
    wait_until(lambda: house.papers() != before, "the slip")
    PRINTER.take("empty")
    with Image.open(house.paper(house.papers()[-1])) as slip:
        code, = [code.text for code in zxingcpp.read_barcodes(slip.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)]
    assert "#lcproof:3:" in code and code.startswith("https://"), code
    visit.leave()
    house.wait("standby")
    house.end("platform")
    scan(house, code, "这张纸是真的")
    at = len(code) - 100
    scan(house, code[:at] + ("A" if code[at] != "A" else "B") + code[at + 1:], "这张码改过，不认")
    scan(house, "https://evil.example/v/0000000000000000" + code[code.index("#"):], "这张码改过，不认")
    house.start_platform()


def journey_paper_out_then_put_in(house):
    PRINTER.put("empty")
    certificate(house)
    before = len(PRINTER.pages())
    house.tap("print")
    wait_said(house, "大张的纸用完了")
    assert "加了纸就接着打" in say(house)
    PRINTER.take("empty")
    wait_said(house, "证明打好了")
    assert len(PRINTER.pages()) == before + 1


def journey_paper_out_then_a_slip(house):
    """Who does not wait takes the slip, whose code leads to the same; the page is called back."""
    PRINTER.put("empty")
    certificate(house)
    house.tap("print")
    wait_said(house, "大张的纸用完了")
    house.tap("print.slip")
    wait_until(house.papers, "the slip")
    PRINTER.take("empty")
    wait_until(lambda: "大张的纸用完了" not in say(house), "the paper seen to be back")
    assert "证明打好了" not in say(house)
    house.tap("finish")
    house.wait("rating")


def journey_switched_off_in_a_page(house):
    PRINTER.put("slow")
    certificate(house)
    house.tap("print")
    wait_said(house, "正在打印证明")
    wait_until(lambda: len(PRINTER.pages()) > 0, "the page in the printer")
    PRINTER.off()
    wait_said(house, "打印大张纸的机器没回应")
    wait_until(lambda: not house.widget("print"), "no button for a printer that is gone")
    house.tap("print.slip")
    wait_until(house.papers, "the slip")
    PRINTER.take("slow")
    PRINTER.on()
    wait_until(lambda: house.widget("print"), "the printer seen to be back")
    house.tap("print")
    wait_said(house, "证明打好了")


if __name__ == "__main__":
    with PagePrinter() as PRINTER:
        sys.exit(main(globals(), extra={"config": {"devices": {"document": PRINTER.uri}}}))
