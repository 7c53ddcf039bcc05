#!/usr/bin/env python3
"""After a visit nothing of the person is in memory, kiosk's or kiosk-agent's, or on disk, be it queue, log or spool; and the
search can find."""
import base64
import json
import os
import re
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "journeys"))
import national_reader  # noqa: E402
from house import Display, House, as_root, of_process, wait_until  # noqa: E402
from strokes import candidates, write_by_socket  # noqa: E402
from test_suites import HOUSE, photograph, rows, secret  # noqa: E402
from visit import PHONE, WANG, Visit  # noqa: E402

PLANTED = "34119919300101009X"
ADDRESS_CHARACTERS = 12  # of the card's address: what a line of a screen or a message holds of it whole
LEFT_LYING = ("secret", "freed", "stack", "returned", "shaped", "curl", "openssl")  # the search must find these,
CLEANED = ("curl-wiped", "openssl-wiped", "stack-wiped")  # and none of these: the house's own ways to wipe
BUILD = os.environ.get("LC_BUILD", "build")
SEARCH = os.path.join(BUILD, "tests/faults/search_memory")
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "gb18030")
READ_AT_ONCE = 4 << 20  # by search_memory.c
RAW = "bytes:"  # in front of hexadecimal digits: no text but these bytes, of a key
SHAPED_STEP = 20  # bytes of hb_glyph_info_t: the character, then sixteen that may hold anything
WHAT = ("number", "name", "phone", "address", "typed", "letters", "syllables")
KEYS = ("SM4 key", "shared point", "shared point as words", "photograph", "photograph as text")
PICTURE_PART = 48  # bytes from the middle of a photograph, which no other picture has
WRITTEN = ("ink", "ink as drawn", "candidates", "candidates as shown")
TOLD = ("number as pinyin", "phone as pinyin")
DRAFT = ("the code",)
HAND = ("the name by hand",)
TALK = ("words to staff", "words from staff")
TYPED = ("幸福里三栋", "xingfulisandong", "xing'fu'li'san'dong")  # a sentence that no dictionary holds, by pinyin


def person():
    with open(WANG, encoding="utf-8") as file:
        card = json.load(file)
    return [card["number"], card["name"], PHONE, card["address"][:ADDRESS_CHARACTERS], *TYPED]


def needles(texts):
    """Every form that a program may keep a text in: (index, form, step, bytes), as search_memory.c has them."""
    for index, text in enumerate(texts):
        if text.startswith(RAW):
            yield index, "raw", 0, bytes.fromhex(text[len(RAW):])
            continue
        for encoding in ENCODINGS:
            yield index, encoding, 0, text.encode(encoding)
        yield index, "shaped", SHAPED_STEP, text.encode("utf-32-le")


def search_in(command, texts):
    """Of what search_memory.c searches: {(index, form, region or file)}, bytes."""
    wanted = list(needles(texts))
    done = subprocess.run(command, input="".join(f"{step} {what.hex()}\n" for _, _, step, what in wanted), capture_output=True,
                          text=True, check=False)
    assert done.returncode == 0, f"not all was searched: {done.stderr.strip()[-400:]}"
    *found, total = (line.split(" ", 1) for line in done.stdout.splitlines())
    return {(*wanted[int(number)][:2], name) for number, name in found}, int(total[1])


def search(pid, texts):
    found, total = search_in(as_root(SEARCH, str(pid)), texts)
    assert total > 1 << 20, f"only {total} bytes of {pid} were seen"
    return found, total


def search_files(folder, texts):
    paths = [os.path.join(root, name) for root, _, names in os.walk(folder) for name in names]
    found, _ = search_in([SEARCH, *filter(os.path.isfile, paths)], texts)
    return {(index, form, os.path.relpath(path, folder)) for index, form, path in found}


def test_planted():
    """One copy in each place where programs leave them is found, and none where the house has wiped."""
    program = os.path.join(BUILD, "tests/faults/planted")
    shifted = "".join(chr(ord(c) + 1) for c in PLANTED)
    wrong = []
    for place in LEFT_LYING + CLEANED:
        process = subprocess.Popen([program, place, shifted], stdout=subprocess.PIPE, text=True)
        try:
            assert process.stdout.readline() == "ready\n", place
            found, _ = search(process.pid, [PLANTED])
        finally:
            process.kill()
            process.wait()
        print(f"planted in {place}: {sorted(f[1:] for f in found)}")
        if bool(found) != (place in LEFT_LYING):
            wrong.append(place)
    assert not wrong, f"found where it should not be, or not found: {wrong}"


def shaped(text):
    """As a shaper keeps it: each character, then what belongs to it."""
    return b"".join(c.encode("utf-32-le") + bytes([i + 1] * (SHAPED_STEP - 4)) for i, c in enumerate(text))


def test_across():
    """What lies across the ends of what is read at once, or at the very end, is found in its form; what
    lacks its last character is not."""
    with tempfile.TemporaryDirectory(prefix="linchuang-") as folder:
        for name, data, at, expected in (
                ("across", PLANTED.encode("utf-16-be"), READ_AT_ONCE - 3, {"utf-16-be"}),
                ("shaped across", shaped(PLANTED), 2 * READ_AT_ONCE - 50, {"shaped"}),
                ("at the end", PLANTED.encode(), 3 * READ_AT_ONCE - len(PLANTED), {"utf-8", "gb18030"}),
                ("cut short", shaped(PLANTED[:-1]), READ_AT_ONCE - 50, set())):
            with open(os.path.join(folder, name), "wb") as file:
                file.seek(at)
                file.write(data)
            found, total = search_in([SEARCH, file.name], [PLANTED])
            assert total == at + len(data) and {form for _, form, _ in found} == expected, (name, total, found)


def search_house(house, texts, after, more=()):
    """Both programs and the state folder, where nothing may be; `more` names the texts after the usual ones."""
    what = WHAT + more
    left = set()
    for name in ("kiosk", "agent"):
        found, total = search(house.processes[name].pid, texts)
        print(f"after {after}: {total >> 20} MiB of {name}, found {[(what[i], e, n) for i, e, n in sorted(found)]}")
        left |= {(name, *f) for f in found}
        assert re.search(r"Max core file size +0 +0 ", of_process(house.processes[name].pid, "limits")), f"{name} leaves a core image"
    files = search_files(house.path("kiosk"), texts) | search_logs(house, texts)
    print(f"after {after}: state folder and logs, found {[(what[i], e, n) for i, e, n in sorted(files)]}")
    assert not left and not files


def search_logs(house, texts):
    """What the programs said, the platform's own included."""
    found, _ = search_in([SEARCH, *(house.path(name + ".log") for name in ("kiosk", "agent", "platform"))], texts)
    return found


def in_a_house(journey, **extra):
    with tempfile.TemporaryDirectory(prefix="linchuang-") as state:
        with House(BUILD, state, Display(), extra=extra) as house:
            journey(house, person())


def type_address(house):
    """What is typed is in memory while it is typed: as letters, as syllables, as the sentence offered."""
    while not house.widget("field.address"):
        house.tap("next")
    while house.widget("field.address")["value"]:
        house.tap("key.delete")
    for letter in TYPED[1]:
        house.tap("key." + letter)
    during, _ = search(house.processes["kiosk"].pid, TYPED)
    assert {index for index, _, _ in during} == {0, 1, 2}, f"not even while it is typed: {during}"
    house.tap("cand.0")
    assert house.widget("field.address")["value"] == TYPED[0]


STROKE = [(0.12 + 0.06 * i, 0.3 + 0.11 * (i * 5 % 7) / 2) for i in range(12)]  # no character: only its traces are wanted


def traces(house):
    """What the pad keeps of STROKE, computed as ui_inject_stroke, touch and pad do. Numbers of 16 bits are written as
    characters of those numbers, so that the search finds them as UTF-16: the ink's column of x, and the points drawn."""
    x, y, width, height = house.widget("pad")["rect"]
    drawn, column = [], []
    for px, py in STROKE:
        at = (int(px * 10000) * (width - 1) // 10000, int(py * 10000) * (height - 1) // 10000)
        part = (at[0] * 10000 // width, at[1] * 10000 // height)
        drawn += [part[0], part[1], 0]
        column.append(part[0] * (width * 1000 // height) // 10000)
    return ["".join(map(chr, column[1:9])), "".join(map(chr, drawn[3:15]))]


def write_address(house):
    """The ink and its candidates are in memory while they lie on the pad. The texts to be gone later."""
    while not house.widget("field.address"):
        house.tap("next")
    house.tap("key.hand")
    assert house.automation.ask(do="stroke", id="pad", points=STROKE)["ok"]
    found = list(wait_until(lambda: candidates(house), "candidates"))
    texts = [*traces(house), "\0\0".join(found), "\0".join(found)]
    during, _ = search(house.processes["kiosk"].pid, texts)
    assert {0, 1, 2} <= {index for index, _, _ in during}, f"not even while it lies there: {during}"
    return texts


def application(house, texts):
    """With a photograph, handed in without line, so it lies in the spool, and drained when the line is back; sealed with the
    national suite, whose libraries keep more than ours."""
    visit = Visit(house)
    visit.begin()
    visit.lay_card()
    house.wait("form")
    during, _ = search(house.processes["kiosk"].pid, texts)
    assert during, "not even during the visit: the search looks in the wrong place"
    type_address(house)
    visit.fill_form()
    house.wait("materials")
    photograph(house)
    visit.bring_materials()
    visit.sign()
    house.wait("review")
    house.tap("peek")
    house.end("platform")
    visit.submit()
    wait_until(house.papers, "the receipt")
    visit.leave()
    time.sleep(1)
    keys = opens_it(house)
    search_house(house, texts + keys, "an application that waits", KEYS)
    house.start_platform()
    wait_until(lambda: not rows(house), "the queue to be drained", 90)
    search_house(house, texts + keys, "it was drained", KEYS)


def opens_it(house):
    """What would open the box that waits, and a part of the photograph in it, as bytes and in base64."""
    (_, box), = rows(house)
    key = secret(house)[1]
    inside = json.loads(national_reader.open_box(key, box))
    photo, = (photo for material in inside["materials"] for photo in material.get("photos", []))
    middle = len(photo) // 8 * 4
    part = photo[middle:middle + PICTURE_PART // 3 * 4]
    return [RAW + piece.hex() for piece in national_reader.must_not_stay(key, box) + [base64.b64decode(part), part.encode()]]


def abandoned(house, texts):
    """Who goes away with a character half written leaves neither its ink nor what it might have been."""
    visit = Visit(house)
    visit.begin()
    visit.lay_card()
    house.wait("form")
    written = write_address(house)
    go_away(house)
    search_house(house, texts + written, "an abandoned pad", WRITTEN)


def go_away(house):
    house.sim("idcard", "remove")
    house.tap("exit")
    time.sleep(0.5)  # and again, for it asks
    house.tap("exit")
    house.wait("standby")
    time.sleep(1)


def put_aside(house, texts):
    """Kept under a code that is chosen and told once more, then taken up by it and left: only a sealed file stays."""
    code, visit = "739164", Visit(house)
    visit.begin()
    visit.lay_card()
    house.wait("form")
    type_address(house)
    house.tap("key.done")
    visit.pick_community()
    house.tap("next")
    house.digits(PHONE)
    house.tap("exit")
    house.tap("draft.keep")
    house.wait("draft")
    for _ in range(2):
        house.digits(code)
        during, _ = search(house.processes["kiosk"].pid, [code])
        assert during, "not even the code while it is typed"
        house.tap("key.done")
    wait_until(lambda: house.widget("finish"), "the draft being kept")
    house.sim("idcard", "remove")
    house.tap("finish")
    house.wait("standby")
    time.sleep(1)
    search_house(house, texts + [code], "a draft was kept", DRAFT)
    house.tap("start")
    house.wait("home")
    visit.lay_card()
    wait_until(lambda: house.tree()["overlay"] == "offer_draft", "the draft being offered")
    house.tap("draft")
    house.wait("draft")
    house.digits(code)
    house.tap("key.done")
    house.wait("form")
    during, _ = search(house.processes["kiosk"].pid, texts)
    assert {texts.index(PHONE), texts.index(TYPED[0])} <= {i for i, _, _ in during}, f"not taken up: {during}"
    go_away(house)
    search_house(house, texts + [code], "a draft was taken up", DRAFT)


def named(house, texts):
    """A name that no dictionary holds, written by hand and chosen, in the field and gone over to the next question."""
    name, visit = "王喆堃", Visit(house)
    visit.begin()
    visit.lay_card()
    house.wait("form")
    while not house.widget("field.address"):
        house.tap("next")
    house.tap("key.hand")
    while house.widget("field.address")["value"]:
        house.tap("key.delete")
    write_by_socket(house, name)
    assert house.widget("field.address")["value"] == name
    during, _ = search(house.processes["kiosk"].pid, [name])
    assert during, "not even while it stands there"
    house.tap("key.done")
    house.wait("form")
    go_away(house)
    search_house(house, texts + [name], "a name by hand", HAND)


def talked(house, texts):
    """Words to and from the people on duty; they pass through the agent and its connection both ways."""
    ours, theirs = "我老伴夜里摔着了", "马上让护士小何过去"
    desk = (house.program("kiosk-platform"), "ctl", "--store", "sqlite:" + house.path("platform.db"), "--keys",
            house.path("keys"))
    Visit(house).begin()
    house.tap("help")
    house.tap("talk")
    house.tap("say.0")
    house.automation.ask(do="type", text=ours)
    house.tap("key.done")
    lines = wait_until(lambda: house.run(*desk, "talk", "list").splitlines(), "the words at the desk")
    house.run(*desk, "talk", "answer", lines[0].split()[0], theirs)

    def answered():
        house.automation.ask(do="clock", advance_ms=3000)
        return any(theirs in w["label"] + (w["value"] or "") for w in house.tree()["widgets"])
    wait_until(answered, "the answer on the page", pause_s=0.3)
    during, _ = search(house.processes["kiosk"].pid, [ours, theirs])
    assert {index for index, _, _ in during} == {0, 1}, f"not even while they stand there: {during}"
    house.tap("back")
    house.tap("exit")
    house.wait("standby")
    time.sleep(1)
    search_house(house, texts + [ours, theirs], "a talk with staff", TALK)


def told(digits):
    """As the synthesiser gets a number."""
    names = dict(zip("0123456789X", "ling2 yi1 er4 san1 si4 wu3 liu4 qi1 ba1 jiu3".split() + ["ai4 ke4 si5"]))
    return " ".join(names[digit] for digit in digits)


def spoken(house, texts):
    """With headphones, which hear everything: the number and the phone are read out whole."""
    visit = Visit(house)
    house.wait("standby")
    house.automation.ask(do="key", key="PlugIn")
    house.tap("service.gaoling-jintie")
    house.tap("next")
    house.wait("identify")
    house.reader_looked()
    visit.lay_card()
    house.wait("form")
    visit.fill_form()
    visit.bring_materials()
    visit.sign()
    house.wait("review")
    house.automation.ask(do="spoken")
    house.tap("peek")
    said = " ".join(house.automation.ask(do="spoken")["spoken"]).replace(" ", "")
    assert PHONE in said and texts[0] in said, "not read out: the test tests nothing"
    time.sleep(2)  # the voice is in the middle of it
    visit.submit()
    wait_until(house.papers, "the receipt")
    visit.leave()
    time.sleep(1)
    search_house(house, texts + [told(texts[0]), told(PHONE)], "a spoken application", TOLD)


def ask(house, texts, service):
    """A visit whose question goes through the agent; while its answer is on the screen the kiosk does hold the person."""
    before = len(house.papers())
    visit = Visit(house)
    visit.begin(service)
    visit.lay_card()
    house.wait("result")
    during, _ = search(house.processes["kiosk"].pid, texts)
    assert during, "not even during the visit: the search looks in the wrong place"
    if service == "canbao-zhengming":
        house.tap("print")
        wait_until(lambda: len(house.papers()) > before, "the printed certificate")
    house.sim("idcard", "remove")
    for _ in range(2):  # the result, the rating
        house.tap("finish")
    house.wait("standby")
    time.sleep(1)
    search_house(house, texts, service)


def questions(house, texts):
    """Twice each: the second answer comes over the connection and the buffers of the first."""
    found, _ = search(house.processes["agent"].pid, [f"https://127.0.0.1:{house.port}"])
    assert found, "not even the address that the agent must hold: the search looks in the wrong place"
    for service in ("shebao-chaxun", "canbao-zhengming") * 2:
        ask(house, texts, service)


def test_application():
    in_a_house(application, **HOUSE["extra"])


def test_abandoned():
    in_a_house(abandoned)


def test_put_aside():
    in_a_house(put_aside)


def test_named():
    in_a_house(named)


def test_talked():
    in_a_house(talked)


def test_spoken():
    os.environ["SDL_AUDIODRIVER"] = "dummy"
    in_a_house(spoken)


def test_questions():
    in_a_house(questions)


def main():
    tests = (test_planted, test_across, test_application, test_abandoned, test_put_aside, test_named, test_talked, test_questions,
             test_spoken)
    wanted, failed = sys.argv[1:], 0
    for test in tests:
        if wanted and test.__name__ not in wanted:
            continue
        try:
            test()
            print(f"ok {test.__name__}", flush=True)
        except AssertionError as error:
            print(f"FAILED {test.__name__}: {error}", flush=True)
            failed += 1
    print(f"{len(wanted or tests) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
