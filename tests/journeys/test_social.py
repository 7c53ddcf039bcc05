#!/usr/bin/env python3
"""The social-security card in a whole visit, through a real pcscd with vsmartcard-vpcd: it identifies, the application says
so, and each thing that can be wrong with a card has its words. Skipped (77) where pcscd cannot be run."""
import os
import shutil
import socket
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from test_visits import pinyin  # noqa: E402
from house import say, wait_said, wait_until  # noqa: E402
from visit import WANG, Visit  # noqa: E402

DRIVER, SOCKET, SKIPPED = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so", "/run/pcscd/pcscd.comm", 77
SETTLED_S = 2  # a reader that was just found is not believed at once


def why_not():
    if os.geteuid() != 0:
        return "pcscd has one socket, which belongs to root"
    if not shutil.which("pcscd") or not os.path.exists(DRIVER):
        return "pcscd or vsmartcard-vpcd is not installed"
    with socket.socket(socket.AF_UNIX) as there:
        return "another pcscd is running" if there.connect_ex(SOCKET) == 0 else None


def at_identify(house):
    visit = Visit(house)
    visit.begin()
    wait_said(house, "社保卡也行")
    time.sleep(SETTLED_S)
    return visit


def journey_an_application_by_social_security_card(house):
    visit = at_identify(house)
    house.sim("card", "present", WANG)
    wait_until(lambda: house.tree()["overlay"] == "offer_large", "larger letters being offered")
    house.tap("stay")
    house.wait("form")
    while not house.widget("field.address"):
        house.tap("next")
    assert not house.widget("field.address")["value"], "the card knows no address"
    for letters, word in (("xingfuli", "幸福里"), ("xiaoqu", "小区"), ("sandong", "三栋")):
        pinyin(house, letters, word)
    house.tap("key.done")
    visit.fill_form()
    visit.bring_materials()
    visit.sign()
    visit.submit()
    wait_said(house, "请拿好您的社保卡")
    house.sim("card", "remove")
    wait_until(lambda: "请拿好您的社保卡" not in say(house), "the card being taken")
    records = wait_until(house.platform_records, "the application at the platform")
    assert len(records) == 1 and records[0]["person"]["card"] == "social", records


def journey_what_can_be_wrong_with_it(house):
    at_identify(house)
    for fault, words in (("other", "这不是社保卡"), ("pin", "这张社保卡要输密码才能读"), ("mute", "没读到您的社保卡"),
                         ("pull", "社保卡拔得太快了")):
        house.sim("card", "fault", fault)
        house.sim("card", "present", WANG)
        wait_said(house, words)
        house.sim("card", "remove")
        time.sleep(1)  # pcscd looks every 400 ms
    house.sim("card", "fault", "none")
    house.sim("card", "present", WANG)
    wait_until(lambda: house.tree()["screen"] == "form", "the form")


if __name__ == "__main__":
    WHY = why_not()
    if WHY:
        print(f"skipped: {WHY}")
        sys.exit(SKIPPED)
    with subprocess.Popen(["pcscd", "--foreground", "--critical"]) as PCSCD:
        try:
            wait_until(lambda: PCSCD.poll() is not None or why_not(), "pcscd answering")
            assert PCSCD.poll() is None, "pcscd ended at its start"
            CODE = main(globals(), extra={"config": {"devices": {"card": "pcsc:"}}})
        finally:
            PCSCD.terminate()
    sys.exit(CODE)
