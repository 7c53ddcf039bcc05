#!/usr/bin/env python3
"""A spoilt catalog, a typo in the configuration, a disk without room: a plain sentence, and nothing lost."""
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from house import Display, House, as_root, wait_until  # noqa: E402
from visit import Visit  # noqa: E402

BUILD = os.environ.get("LC_BUILD", "build")
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def log_of(house, name):
    with open(house.path(name + ".log"), encoding="utf-8") as file:
        return file.read()


def check_spoilt_catalog(state):
    catalog = os.path.join(state, "catalog")
    shutil.copytree(os.path.join(ROOT, "assets/catalog"), catalog)
    with open(os.path.join(catalog, "canbao-zhengming.json"), "a", encoding="utf-8") as file:
        file.write("}")
    with House(BUILD, os.path.join(state, "house"), Display(), extra={"config": {"assets": {"catalog": catalog}}}) as house:
        house.wait("standby")
        house.tap("start")
        house.wait("home")
        tiles = {w["id"] for w in house.tree()["widgets"] if w["id"].startswith("service.")}
        assert "service.gaoling-jintie" in tiles and "service.canbao-zhengming" not in tiles, tiles
        said = log_of(house, "kiosk")
        assert "canbao-zhengming.json" in said and "mend the file" in said, said


def refused(config, text, *words, programs=("kiosk", "kiosk-agent")):
    with open(config, "w", encoding="utf-8") as file:
        file.write(text)
    for program in programs:
        done = subprocess.run([os.path.join(BUILD, program), "--config", config], capture_output=True, text=True, timeout=20,
                              check=False)
        assert done.returncode == 1, (program, done.returncode)
        for word in (program + ": ", config, *words):  # before any window or device is opened
            assert word in done.stderr, (program, word, done.stderr)
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def check_config_typos(state):
    good = "[kiosk]\nnumber=20617\nplace=x\n[platform]\nurl=https://127.0.0.1:1\nprogress_url=https://127.0.0.1:1/p/\n"
    config = os.path.join(state, "kiosk.conf")
    refused(config, good.replace("place=x", "plaace=x"), ":3", "plaace")
    refused(config, good.replace("20617", "2061"), ":2", "number")
    refused(config, good + "[devices]\nprinter=escpos\n", "printer")
    for device, words in (("printer=laser:/dev/usb/lp0", "escpos:"), ("printer=escpos:/dev/usb/lp0?wdth=5", "no option wdth"),
                          ("printer=escpos:/dev/usb/lp0?cut=half", "cut=partial or full"), ("idcard=sam:/dev/ttyUSB0?baud=12", "baud=9600"),
                          ("phone=sip:1234", "write none")):
        refused(config, good + f"[devices]\n{device}\n", f"{config}:8: ", device, words, programs=["kiosk"])


def check_full_disk(state):
    """The kiosk's own folder on a file system with less than the reserve: no new application, and the window is named."""
    folder = os.path.join(state, "small")
    os.makedirs(folder)
    owned = f"size=16m,mode=0700,uid={os.geteuid()},gid={os.getegid()}"
    subprocess.run(as_root("mount", "-t", "tmpfs", "-o", owned, "tmpfs", folder), check=True)
    try:
        with House(BUILD, os.path.join(state, "house2"), Display(),
                   extra={"config": {"kiosk": {"state": folder}, "platform": {"line": folder + "/line"}}}) as house:
            house.wait("standby")
            house.tap("start")
            house.wait("home")
            house.tap("service.gaoling-jintie")
            house.wait("service")
            page = house.tree()
            text = " ".join(f"{w['label']} {w['detail']}" for w in page["widgets"])
            assert page["screen"] == "service" and "窗口" in text and "存满" in text, text
            assert house.widget("next", page) is None, "it can be begun all the same"
    finally:
        subprocess.run(as_root("umount", "-l", folder), check=True)


def check_number_of_a_lost_database(state):
    """The queue's file is destroyed between two visits: set aside, and the next number is a new one."""
    with House(BUILD, os.path.join(state, "house3"), Display()) as house:
        visit = Visit(house)
        visit.whole()
        first = visit.receipt_number()
        visit.leave()
        wait_until(house.platform_records, "the first application")
        for name in ("kiosk", "agent"):
            house.end(name)
        folder = house.path("kiosk")
        for name in os.listdir(folder):
            if name.startswith("kiosk.db-"):
                os.unlink(os.path.join(folder, name))
        with open(os.path.join(folder, "kiosk.db"), "r+b") as file:
            file.write(b"spoilt" * 4000)
        house.start_agent()
        house.start_kiosk()
        visit = Visit(house)
        visit.whole()
        second = visit.receipt_number()
        assert second > first, (first, second)
        assert any(".corrupt-" in name for name in os.listdir(folder)), os.listdir(folder)
        wait_until(lambda: len(house.platform_records()) == 2, "both applications")


def check_number_of_a_lost_folder(state):
    """The whole state folder is gone between two visits: the counter's copy in another folder remembers."""
    with House(BUILD, os.path.join(state, "house4"), Display()) as house:
        house.end("platform")
        numbers = []
        for _ in range(2):
            visit = Visit(house)
            visit.whole()
            numbers.append(visit.receipt_number())
            for name in ("kiosk", "agent"):
                house.end(name)
            house.sim("idcard", "remove")
            shutil.rmtree(house.path("kiosk"))
            os.makedirs(house.path("kiosk"), mode=0o700)
            house.start_agent()
            house.start_kiosk()
        assert numbers[1] > numbers[0], numbers


def check_wrong_words(_state):
    for words, said in (((), "--config FILE"), (("--frobnicate",), "--frobnicate"), (("home",), "only --audit takes words"),
                        (("--pictures", "x"), "--audit alone"), *((("--size", size), "as 1080x1920") for size in (
                            "0x0", "1080", "1080x1920x2", "-5x1920", "99999x1920"))):
        done = subprocess.run([os.path.join(BUILD, "kiosk"), *words], capture_output=True, text=True, timeout=20, check=False)
        assert (done.returncode, done.stdout) == (2, ""), (words, done)
        assert said in done.stderr and done.stderr.endswith(": see kiosk --help\n"), (words, done.stderr)


def main():
    checks = [check_wrong_words, check_config_typos, check_spoilt_catalog, check_full_disk, check_number_of_a_lost_database,
              check_number_of_a_lost_folder]
    wanted, failed = sys.argv[1:], 0
    for check in checks:
        if wanted and check.__name__ not in wanted:
            continue
        with tempfile.TemporaryDirectory(prefix="linchuang-") as state:
            try:
                check(state)
                print(f"ok {check.__name__}", flush=True)
            except Exception as error:  # pylint: disable=broad-except
                failed += 1
                print(f"FAILED {check.__name__}: {error!r}", flush=True)
    print(f"{len(wanted or checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
