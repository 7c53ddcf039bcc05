"""The simulated devices by themselves: every answer decoded here anew, from the published tables."""
import glob
import json
import os
import select
import signal
import stat
import struct
import subprocess
import tempfile
import time
import unittest
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.path.join(os.environ.get("LC_BUILD", os.path.join(HERE, "..", "..", "build")), "kiosk-sim")
CARDS = os.path.join(HERE, "cards")
FIND, SELECT, TEXT, FINGERS, ADDRESS, CHIP, RESET = (
    bytes.fromhex(code) for code in ("2001", "2002", "3001", "3010", "3003", "3005", "10ff"))
WIDTH = 640  # dots of the paper
ROWS_BEHIND_KNIFE = 96


def card(name):
    return os.path.join(CARDS, name + ".json")


class Sim:
    """One running simulator in a folder of its own."""

    def __init__(self, *options):
        self.folder = tempfile.TemporaryDirectory(prefix="sim")
        self.dir = self.folder.name
        self.process = subprocess.Popen([PROGRAM, "--dir", self.dir, *options], stdout=subprocess.PIPE, text=True)
        if self.process.stdout.readline() != "ready\n":
            raise AssertionError("kiosk-sim did not say ready")

    def ctl(self, *words, code=0):
        done = subprocess.run([PROGRAM, "--dir", self.dir, "ctl", *words], capture_output=True, text=True, check=False)
        if done.returncode != code:
            raise AssertionError(f"ctl {words}: exit {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def open(self, name):
        return os.open(os.path.join(self.dir, name), os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(10)
        self.process.stdout.close()
        return code


def hear(fd, count, seconds=5.0):
    """`count` bytes, or what came until the time was over."""
    heard, end = b"", time.monotonic() + seconds
    while len(heard) < count and select.select([fd], [], [], max(0, end - time.monotonic()))[0]:
        heard += os.read(fd, count - len(heard))
    return heard


def say(fd, data):
    while data:
        select.select([], [fd], [], 5)
        data = data[os.write(fd, data):]


def command(code):
    body = struct.pack(">H", len(code) + 1) + code
    check = 0
    for byte in body:
        check ^= byte
    return bytes.fromhex("aaaaaa9669") + body + bytes([check])


def answer(fd, seconds=5.0):
    """SW3 and the data of one answer; None when nothing comes, "check" when its check byte is wrong."""
    head = b""
    while not head.endswith(b"\x96\x69"):
        byte = hear(fd, 1, seconds)
        if not byte:
            return None
        head += byte
    if b"\xaa" not in head:
        raise AssertionError(f"no preamble in {head.hex()}")
    length = hear(fd, 2)
    body = hear(fd, struct.unpack(">H", length)[0])
    check = 0
    for byte in length + body:
        check ^= byte
    return "check" if check else (body[2], body[3:-1])


class Reader(unittest.TestCase):
    def setUp(self):
        self.sim = Sim("--fast")
        self.fd = self.sim.open("idcard")

    def tearDown(self):
        if self.fd >= 0:
            os.close(self.fd)
        self.assertEqual(self.sim.stop(), 0)
        self.sim.folder.cleanup()

    def ask(self, code, seconds=5.0):
        say(self.fd, command(code))
        return answer(self.fd, seconds)

    def statuses(self, *codes):
        return [self.ask(code)[0] for code in codes]

    def test_every_card_is_read(self):
        for path in sorted(glob.glob(os.path.join(CARDS, "*.json"))):
            with open(path, encoding="utf-8") as file:
                wanted = json.load(file)
            self.sim.ctl("idcard", "present", path)
            self.assertEqual(self.statuses(FIND, SELECT), [0x9F, 0x90], path)
            _, data = self.ask(TEXT)
            self.assertEqual(data[:4], bytes.fromhex("01000400"))
            self.assertEqual(len(data), 4 + 256 + 1024)
            text = data[4:260].decode("utf-16-le")
            self.assertIn(wanted["name"], text, path)
            self.assertIn(wanted["number"], text, path)
            mark = {"resident": " ", "hkmt": "J", "foreign2017": "I", "foreign2023": "Y"}[wanted["type"]]
            self.assertEqual(data[4 + 248:4 + 250].decode("utf-16-le"), mark)
            status, more = self.ask(ADDRESS)
            self.assertEqual(status, 0x90 if "newest_address" in wanted else 0x91)
            self.assertIn(wanted.get("newest_address", ""), more.decode("utf-16-le"))

    def test_a_card_is_found_once_until_it_leaves(self):
        self.assertEqual(self.statuses(FIND, SELECT, TEXT), [0x80, 0x81, 0x41])
        self.sim.ctl("idcard", "present", card("zhang-wei"))
        self.assertEqual(self.statuses(FIND, FIND, SELECT, FINGERS), [0x9F, 0x9F, 0x90, 0x90])
        self.assertEqual(self.statuses(FIND, SELECT, TEXT, CHIP, ADDRESS), [0x80, 0x81, 0x41, 0x90, 0x91])
        self.sim.ctl("idcard", "remove")
        self.assertEqual(self.statuses(FIND, CHIP), [0x80, 0x41])
        self.sim.ctl("idcard", "present", card("zhang-wei"))
        self.assertEqual(self.statuses(FIND, SELECT, TEXT, RESET, FIND), [0x9F, 0x90, 0x90, 0x90, 0x9F])

    def test_a_failed_read_spends_the_card(self):
        self.sim.ctl("idcard", "present", card("zhang-wei"))
        self.assertEqual(self.statuses(CHIP, FIND, TEXT, FIND), [0x41, 0x9F, 0x41, 0x9F])  # not selected: unharmed
        self.sim.ctl("idcard", "brush", card("zhang-wei"))
        self.assertEqual(self.statuses(FIND, SELECT, TEXT), [0x9F, 0x90, 0x41])
        self.sim.ctl("idcard", "present", card("zhang-wei"))
        self.sim.ctl("idcard", "fault", "read-fail")
        self.assertEqual(self.statuses(FIND, SELECT, TEXT), [0x9F, 0x90, 0x41])
        self.sim.ctl("idcard", "fault", "none")
        self.assertEqual(self.statuses(FIND, TEXT), [0x80, 0x41])
        self.sim.ctl("idcard", "remove")
        self.sim.ctl("idcard", "present", card("zhang-wei"))
        self.assertEqual(self.statuses(FIND, SELECT, TEXT), [0x9F, 0x90, 0x90])

    def test_faults_of_the_line(self):
        self.sim.ctl("idcard", "present", card("rare-name"))
        self.sim.ctl("idcard", "fault", "no-card")
        self.assertEqual(self.statuses(FIND), [0x80])
        self.sim.ctl("idcard", "fault", "bad-checksum")
        self.assertEqual(self.ask(FIND), "check")
        self.sim.ctl("idcard", "fault", "mute")
        self.assertIsNone(self.ask(FIND, 0.3))
        self.sim.ctl("idcard", "fault", "noise")
        say(self.fd, command(FIND) * 5)
        raw = hear(self.fd, 5 * 15, 0.5)
        self.assertEqual(raw.count(bytes.fromhex("aaaaaa9669")), 1)  # the one with a 00 in front
        self.assertEqual(raw.count(bytes.fromhex("9669000800009f0000000097")), 5)
        self.sim.ctl("idcard", "fault", "split")
        self.assertEqual(self.statuses(SELECT), [0x90])
        say(self.fd, command(TEXT))
        self.assertLess(len(os.read(self.fd, 4096)) if select.select([self.fd], [], [], 5)[0] else 99, 99)
        self.assertGreater(len(hear(self.fd, 1200, 10)), 1199)

    def test_half_a_frame_is_forgotten(self):
        say(self.fd, command(FIND)[:7])
        time.sleep(0.3)
        self.assertEqual(self.statuses(FIND), [0x80])
        say(self.fd, b"\xaa" + command(FIND))
        self.assertEqual(answer(self.fd)[0], 0x80)

    def test_unplugged_module_knows_nothing(self):
        self.sim.ctl("idcard", "present", card("wang-xiulan"))
        self.assertEqual(self.statuses(FIND, SELECT, TEXT, FIND), [0x9F, 0x90, 0x90, 0x80])
        self.sim.ctl("idcard", "fault", "unplug")
        self.assertFalse(os.path.lexists(os.path.join(self.sim.dir, "idcard")))
        with self.assertRaises(OSError):
            os.write(self.fd, command(FIND))
        os.close(self.fd)
        self.sim.ctl("idcard", "fault", "none")
        self.fd = self.sim.open("idcard")
        self.assertEqual(self.statuses(FIND, SELECT, TEXT), [0x9F, 0x90, 0x90])

    def test_bad_card_files_are_named(self):
        path = os.path.join(self.sim.dir, "bad.json")
        for text, word in (('{"type":"resident","nam":"甲"}', '"nam"'), ('{"type":"x"}', '"type"'), ("{", "line 1"),
                           ('{"type":"resident","sex":"123"}', '"sex"')):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            self.assertIn(word, self.sim.ctl("idcard", "present", path, code=1))


def paper(path):
    """The rows of a PNG as bytes, one a dot, 0 white and 1 black."""
    with open(path, "rb") as file:
        png = file.read()
    at, packed, palette = 8, b"", b""
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at:at + 8])
        body = png[at + 8:at + 8 + size]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", body[:10])
        packed += body if kind == b"IDAT" else b""
        palette = body if kind == b"PLTE" else palette
        at += 12 + size
    assert (width, depth, colour) == (WIDTH, 8, 3), (width, depth, colour)
    raw, before, rows = zlib.decompress(packed), bytes(width), []
    for y in range(height):
        line = bytearray(raw[y * (width + 1) + 1:(y + 1) * (width + 1)])
        kind = raw[y * (width + 1)]
        for x in range(width):
            left, up, corner = line[x - 1] if x else 0, before[x], before[x - 1] if x else 0
            guess = left + up - corner
            paeth = min((left, up, corner), key=lambda value: abs(guess - value))
            line[x] = (line[x] + (0, left, up, (left + up) // 2, paeth)[kind]) & 255
        before = bytes(line)
        rows.append(bytes(1 if palette[3 * dot] == 0 else 0 for dot in line))
    return rows


def raster(rows, mode=0):
    return b"\x1dv0" + bytes([mode, len(rows[0]), 0]) + struct.pack("<H", len(rows)) + b"".join(rows)


class Printer(unittest.TestCase):
    options = ("--fast",)

    def setUp(self):
        self.sim = Sim(*self.options)
        self.fd = self.sim.open("printer")

    def tearDown(self):
        os.close(self.fd)
        self.assertEqual(self.sim.stop(), 0)
        self.sim.folder.cleanup()

    def status(self, which):
        say(self.fd, bytes([0x10, 4, which]))
        return hear(self.fd, 1).hex()

    def all_printed(self):
        say(self.fd, b"\x1dr\x01")
        return hear(self.fd, 1)

    def out(self, name):
        return os.path.join(self.sim.dir, "paper", name)

    def test_paper_shows_the_dots(self):
        rows = [bytes((x * 7 + y) & 255 for x in range(72)) for y in range(40)]
        stream = b"\x1b@\x1ba\x01" + raster(rows) + b"\x1bJ\x0a" + raster([b"\xff"], 3) + b"\x1dVB\x05"
        say(self.fd, stream)
        self.assertEqual(self.all_printed(), b"\x00")
        with open(self.out("1.bin"), "rb") as file:
            self.assertEqual(file.read(), stream)
        dots = paper(self.out("1.png"))
        self.assertEqual(len(dots), ROWS_BEHIND_KNIFE + 40 + 10 + 2 + 5)
        for y, row in enumerate(rows):
            wanted = "".join(f"{byte:08b}" for byte in row)
            self.assertEqual("".join(map(str, dots[ROWS_BEHIND_KNIFE + y][32:32 + 576])), wanted, f"row {y}")
        self.assertEqual(bytes(dots[ROWS_BEHIND_KNIFE + 50]), bytes(312) + b"\1" * 16 + bytes(312))

    def test_a_cut_without_feed_leaves_the_end_inside(self):
        say(self.fd, raster([b"\xff"] * 100) + b"\x1dV\x00")
        self.assertEqual(self.all_printed(), b"\x00")
        self.assertEqual(len(paper(self.out("1.png"))), 100)
        say(self.fd, b"\x1dVA\x00")
        self.assertEqual(self.all_printed(), b"\x00")
        self.assertEqual(sum(row[32] for row in paper(self.out("2.png"))), 96)

    def test_commands_are_taken_in_their_length(self):
        say(self.fd, b"\x1b@\x1bE\x01\x1d!\x11\x1c&\xc1\xda\n\x1b2\x1b3\x20\x1d(k\x03\x001C\x06\x1dk\x49\x03abc\x1dk\x04ab\x00"
            b"\x1b*\x21\x02\x00abcdef\x1bp\x00\x01\x01\x1d8L\x04\x00\x00\x000pab\x1bd\x02\x1dV\x01")
        self.assertEqual(self.all_printed(), b"\x00")
        self.assertIn("unknown=0", self.sim.ctl("printer", "state"))
        dots = paper(self.out("1.png"))
        self.assertEqual(len(dots), 48 + 2 * 32)

    def test_text_stands_in_its_place(self):
        say(self.fd, b"   \nA\n\x1b$\x40\x00A\x1ba\x02\n\x1ba\x02A\n\x81\x1b@\x1dVB\x00")
        self.assertEqual(self.all_printed(), b"\x00")
        dots = paper(self.out("1.png"))[ROWS_BEHIND_KNIFE:]
        lines = [dots[30 * line:30 * (line + 1)] for line in range(4)]
        places = [min((row.index(1) for row in line if any(row)), default=None) for line in lines]
        self.assertEqual(places, [None, 33, 33 + 64, 32 + 576 - 11])
        self.assertEqual(len(dots), 4 * 30)

    def test_status_is_told_at_once(self):
        self.assertEqual([self.status(n) for n in (1, 2, 3, 4)], ["12"] * 4)
        for fault, wanted in (("paper-low", "1212121e"), ("paper-out", "1a32127e"), ("cover-open", "1a161212"),
                              ("cutter", "1a521a12"), ("offline", "1a121212")):
            self.sim.ctl("printer", "fault", fault)
            self.assertEqual("".join(self.status(n) for n in (1, 2, 3, 4)), wanted, fault)
            self.sim.ctl("printer", "fault", "none")
            say(self.fd, b"\x10\x05\x02")
            self.assertEqual(self.status(1), "12", fault)
        head = raster([b"\xff" * 72] * 2)
        say(self.fd, head[:60])
        self.assertEqual(self.status(4), "12")
        say(self.fd, head[63:])
        self.assertEqual(self.all_printed(), b"\x00")

    def test_paper_out_holds_the_rest(self):
        self.sim.ctl("printer", "fault", "paper-out")
        say(self.fd, b"text\n" + raster([b"\xff"] * 10) + b"\x1dVB\x00\x1dr\x01")
        self.assertEqual(self.status(2), "32")
        self.assertFalse(os.path.exists(self.out("1.png")))
        self.sim.ctl("printer", "fault", "none")
        self.assertEqual(hear(self.fd, 1), b"\x00")
        self.assertEqual(len(paper(self.out("1.png"))), ROWS_BEHIND_KNIFE + 30 + 10)

    def test_a_jam_needs_the_host(self):
        self.sim.ctl("printer", "fault", "cutter")
        say(self.fd, raster([b"\xff"] * 8) + b"\x1dVB\x00")
        self.sim.ctl("printer", "fault", "none")
        self.assertEqual(self.status(3), "1a")
        say(self.fd, b"\x10\x05\x02")
        self.assertEqual(self.status(3), "12")
        self.assertEqual(self.all_printed(), b"\x00")
        self.assertFalse(os.path.exists(self.out("1.png")))

    def test_changes_are_told_unasked(self):
        say(self.fd, b"\x1da\xff")
        self.assertEqual(hear(self.fd, 4).hex(), "10000000")
        for fault, wanted in (("paper-low", "10000300"), ("paper-out", "18000f00"), ("cover-open", "38000000"),
                              ("cutter", "18080000")):
            self.sim.ctl("printer", "fault", fault)
            self.assertEqual(hear(self.fd, 4).hex(), wanted, fault)

    def test_stalled_it_reads_nothing(self):
        self.sim.ctl("printer", "fault", "stall")
        say(self.fd, b"\x10\x04\x01")
        self.assertEqual(hear(self.fd, 1, 0.3), b"")
        self.sim.ctl("printer", "fault", "none")
        self.assertEqual(hear(self.fd, 1), b"\x12")

    def test_output_goes_where_it_is_told(self):
        where = os.path.join(self.sim.dir, "elsewhere")
        self.sim.ctl("printer", "output", where)
        say(self.fd, b"\x1dVB\x00")
        self.assertEqual(self.all_printed(), b"\x00")
        self.assertEqual(sorted(os.listdir(where)), ["1.bin", "1.png"])


class Paced(Printer):
    """The same printer at its own speed, and the time that it takes."""
    options = ()

    def test_it_is_no_faster_than_its_motor(self):
        begun = time.monotonic()
        say(self.fd, raster([bytes(72)] * 255) + raster([bytes(72)] * 255))
        self.assertEqual(self.all_printed(), b"\x00")
        self.assertGreater(time.monotonic() - begun, 0.4)


class Control(unittest.TestCase):
    def test_scanner(self):
        sim = Sim("--fast")
        fd = sim.open("scanner")
        sim.ctl("scanner", "show", "https://example.cn/p/2061 一 二")
        self.assertEqual(hear(fd, 35).decode(), "https://example.cn/p/2061 一 二\r")
        sim.ctl("scanner", "bytes", "00ff0d0a")
        self.assertEqual(hear(fd, 4), b"\x00\xff\r\n")
        self.assertIn("error", sim.ctl("scanner", "bytes", "0", code=1))
        say(sim_printer := sim.open("printer"), b"\x1dVB\x00\x1dr\x01")
        hear(sim_printer, 1)
        sim.ctl("scanner", "image", os.path.join(sim.dir, "paper", "1.png"))
        self.assertTrue(os.path.exists(os.path.join(sim.dir, "scanner.png")))
        os.close(fd)
        os.close(sim_printer)
        self.assertEqual(sim.stop(), 0)
        self.assertEqual(os.listdir(sim.dir), ["paper"])
        sim.folder.cleanup()

    def test_a_scanner_that_is_told_to_read(self):
        sim = Sim("--fast")
        fd = sim.open("scanner")
        for maker, start, stop, said in (("honeywell", "16540d", "16550d", ""), ("de2120", b"^_^SCAN.".hex(), b"^_^SLEEP.".hex(), "06"),
                                         ("gm65", "7e000801000201abcd", "", "02000001003331"), ("newland", "1b31", "1b30", "06")):
            sim.ctl("scanner", "trigger", maker)
            sim.ctl("scanner", "show", maker)
            self.assertEqual(hear(fd, 1, 0.1), b"")  # it is not told to look
            say(fd, bytes.fromhex(start))
            wanted = bytes.fromhex(said) + maker.encode() + b"\r"
            self.assertEqual(hear(fd, len(wanted)), wanted)
            self.assertIn("reads=no", sim.ctl("scanner", "state"))  # one code, and its light goes out
            say(fd, bytes.fromhex(start + stop))
            hear(fd, len(bytes.fromhex(said)) * (2 if stop else 1))
            self.assertIn("reads=no" if stop else "reads=yes", sim.ctl("scanner", "state"))
        os.close(fd)
        self.assertEqual(sim.stop(), 0)
        sim.folder.cleanup()

    def test_one_simulator_a_folder(self):
        sim = Sim()
        self.assertEqual(stat.S_IMODE(os.stat(os.path.join(sim.dir, "control")).st_mode), 0o600)
        second = subprocess.run([PROGRAM, "--dir", sim.dir], capture_output=True, text=True, timeout=10, check=False)
        self.assertEqual(second.returncode, 1)
        self.assertIn("already runs", second.stderr)
        self.assertIn("ok", sim.ctl("idcard", "state"))
        sim.process.kill()
        sim.process.wait()
        sim.process.stdout.close()
        sim.process = subprocess.Popen([PROGRAM, "--dir", sim.dir], stdout=subprocess.PIPE, text=True)
        self.assertEqual(sim.process.stdout.readline(), "ready\n")
        self.assertIn("ok", sim.ctl("printer", "state"))
        self.assertEqual(sim.stop(), 0)
        sim.folder.cleanup()

    def test_wrong_use(self):
        for words, code in ((["--help"], 0), (["--version"], 0), ([], 2), (["--nonsense"], 2),
                            (["--dir", "/nowhere", "ctl"], 2), (["--dir", "/nowhere", "ctl", "idcard", "state"], 1)):
            done = subprocess.run([PROGRAM, *words], capture_output=True, text=True, timeout=10, check=False)
            self.assertEqual(done.returncode, code, words)
            self.assertTrue((done.stderr if code else done.stdout).strip(), words)
        for port in ("-2", "65536"):
            done = subprocess.run([PROGRAM, "--dir", "/nowhere", "--printer-tcp", port], capture_output=True, text=True,
                                  timeout=10, check=False)
            self.assertEqual((done.returncode, "65535" in done.stderr), (2, True), done)

    def test_wrong_words_say_what_would_be_right(self):
        sim = Sim()
        known = sim.ctl("printer", "state")
        for words, said in ((("printer", "baud", "x"), "from 0 to 921600"), (("printer", "baud"), "from 0 to 921600"),
                            (("printer", "baud", "-1"), "from 0 to 921600"), (("printer", "paper", "80", "x"), "from 0 to 8000"),
                            (("printer", "paper", "80", "8001"), "from 0 to 8000"), (("printer", "paper", "60"), "80, 58"),
                            (("idcard", "present", "/nonexistent"), "/nonexistent could not be read: name a file"),
                            (("idcard", "present"), "no card was named"), (("idcard", "dance"), "present, brush"),
                            (("toaster", "state"), "\"toaster\" is no device: use one of idcard, "),
                            (("scanner", "show"), "no code is empty"), (("scanner", "type"), "no code is empty"),
                            (("scanner", "image", "/nonexistent"), "/nonexistent\" is no picture"),
                            (("camera", "image"), "is no picture"), (("printer",), "write a verb")):
            self.assertIn(said, sim.ctl(*words, code=1), words)
        self.assertEqual(sim.ctl("printer", "state"), known)
        self.assertIn("card=no", sim.ctl("idcard", "state"))
        self.assertIn("ok", sim.ctl("printer", "baud", "9600"))
        self.assertEqual(sim.stop(), 0)
        sim.folder.cleanup()


class Vectors(unittest.TestCase):
    def test_published_frames(self):
        done = subprocess.run([PROGRAM, "vectors"], capture_output=True, text=True, timeout=10, check=False)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertGreaterEqual(done.stdout.count("ok "), 28)


if __name__ == "__main__":
    unittest.main()
