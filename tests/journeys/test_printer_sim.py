"""The simulated printer by itself: its characters, codes, paper, mouth and network port."""
import os
import socket
import subprocess
import tempfile
import time
import unittest

from PIL import Image
import zxingcpp

from cells import Cells, ink
from test_sim import Sim, hear, raster, say

BEHIND_KNIFE = 96
CUT = b"\x1dVB\x00"


def qr(text, module=6, level=0x31):
    data = text.encode()
    store = len(data) + 3
    return (b"\x1d(k\x04\x001A2\x00" + b"\x1d(k\x03\x001C" + bytes([module]) + b"\x1d(k\x03\x001E" + bytes([level]) +
            b"\x1d(k" + bytes([store % 256, store // 256]) + b"1P0" + data + b"\x1d(k\x03\x001Q0")


class Paper(unittest.TestCase):
    options = ("--fast",)

    def setUp(self):
        self.sim = Sim(*self.options)
        self.fd = self.sim.open("printer")

    def tearDown(self):
        os.close(self.fd)
        self.assertEqual(self.sim.stop(), 0)
        self.sim.folder.cleanup()

    def printed(self, data, number=1):
        say(self.fd, data + CUT + b"\x1dr\x01")
        self.assertEqual(hear(self.fd, 1), b"\x00")
        image = ink(os.path.join(self.sim.dir, "paper", f"{number}.png"))
        return image.crop((0, BEHIND_KNIFE, *image.size))

    def state(self):
        return dict(word.split("=", 1) for word in self.sim.ctl("printer", "state").split() if "=" in word)

    def assertCells(self, image, top, text, wide=lambda c: 1 if c.isascii() else 2):
        cells, x = Cells(), 0
        for character in text:
            halves = wide(character)
            got = image.crop((x, top, x + 12 * halves, top + 24))
            self.assertTrue(cells.is_in(got, character, halves), f"{character!r} at {x}")
            x += 12 * halves
        self.assertIsNone(image.crop((x, top, image.size[0], top + 24)).getbbox(), f"ink behind {text!r}")

    def test_every_length_of_character(self):
        text = "高郢社区 A1（补打）：㐀𠀋，龥。"  # one, two and four bytes
        image = self.printed(b"\x1b3\x18" + text.encode("gb18030") + b"\n")
        self.assertCells(image, 0, text)
        with open(os.path.join(self.sim.dir, "paper", "1.txt"), encoding="utf-8") as said:
            self.assertEqual(said.read(), text + "\n")
        self.assertEqual((self.state()["unknown"], self.state()["strange"]), ("0", "0"))

    def test_what_the_font_lacks_is_counted_and_framed(self):
        image = self.printed(b"\x1b3\x18\xfe\xfe\n")
        self.assertEqual(self.state()["strange"], "1")
        self.assertEqual(image.crop((0, 0, 24, 24)).getbbox(), (1, 1, 23, 23))

    def test_sizes_and_styles(self):
        image = self.printed(b"\x1b3\x00\x1d!\x11\xbc\xd3\x1d!\x00\n\x1dB\x01A\x1dB\x00\n\x1b-\x02A \x1b-\x00\n")
        small = self.printed(b"\x1b3\x00\x1d!\x00\xbc\xd3\n", 2)
        self.assertTrue(Cells().is_in(small.crop((0, 0, 24, 24)), "加"))
        self.assertEqual(image.crop((0, 0, 48, 48)).tobytes(), small.crop((0, 0, 24, 24)).resize((48, 48)).tobytes())
        self.assertTrue(Cells().is_in(image.crop((0, 48, 12, 72)).point(lambda dot: 255 - dot), "A", 1))
        self.assertEqual(image.crop((0, 94, 24, 96)).getcolors(), [(48, 255)])

    def test_single_bytes_by_their_table(self):
        image = self.printed(b"\x1b3\x18\x1c.\x1bt\x01\x98\x95\x99\xb1\n\x1bt\x00\xda\xc4\n")
        self.assertCells(image, 0, "┌─┐ｱ", lambda _: 1)
        self.assertCells(image, 24, "┌─", lambda _: 1)

    def test_codes_are_drawn(self):
        text = "https://platform.example/p/206170001475"
        image = self.printed(b"\x1ba\x01" + qr(text) + b"\n")
        found = zxingcpp.read_barcodes(image.convert("L").point(lambda dot: 255 - dot), formats=zxingcpp.BarcodeFormat.QRCode)
        self.assertEqual([code.text for code in found], [text])
        left, _, right, _ = image.getbbox()
        self.assertLessEqual(abs(left - (576 - right)), 1)

    def test_a_narrow_roll(self):
        self.sim.ctl("printer", "paper", "58")
        image = self.printed(raster([b"\xff" * 48]) + raster([b"\xff" * 72]))
        self.assertEqual(image.size[0], 384)
        self.assertEqual(image.getcolors(), [(2 * 384, 255)])  # what is wider than the head is lost
        self.assertEqual(self.state()["width"], "384")

    def test_paper_is_cut_at_its_marks(self):
        self.sim.ctl("printer", "paper", "80", "800")
        for number, end in ((1, b"\x0c"), (2, b"\x1d\xf8"), (3, b"\x0c")):
            say(self.fd, raster([b"\xff"] * (50 * number)) + end + b"\x1dV\x01\x1dr\x01")
            self.assertEqual(hear(self.fd, 1), b"\x00")
            with Image.open(os.path.join(self.sim.dir, "paper", f"{number}.png")) as image:
                self.assertEqual(image.size[1] % 800, 0)
        self.assertEqual(float(self.state()["mm"]) * 8 % 800, 96)  # a mark under the knife

    def test_a_mouth_holds_the_paper(self):
        def everything():
            say(self.fd, b"\x10\x04\x14")
            return hear(self.fd, 6).hex()
        say(self.fd, b"\x1de\x05\x10\x04\x14\x1dr\x01")
        self.assertEqual(hear(self.fd, 1), b"\x00")  # no presenter: neither is known
        self.assertEqual(self.state()["unknown"], "1")
        self.sim.ctl("printer", "presenter", "on")
        self.assertEqual(everything(), "100f00000000")
        for number, (end, wanted) in enumerate(((b"\x1de\x02", "retracted"), (b"\x1de\x05", "ejected")), 1):
            self.printed(raster([b"\xff"] * 9), number)
            self.assertEqual(everything(), "100f00000000")
            say(self.fd, b"\x1de\x03\x0c\x1dr\x01")
            self.assertEqual(hear(self.fd, 1), b"\x00")
            self.assertEqual(everything(), "100f20000000")
            say(self.fd, end + b"\x1dr\x01")
            self.assertEqual(hear(self.fd, 1), b"\x00")
            self.assertEqual(everything(), "100f00000000")
            self.assertEqual(self.state()[wanted], "1")
        say(self.fd, raster([b"\xff"] * 9) + b"\x1de\x20\x0c\x1e\x1dr\x01")  # cut first
        self.assertEqual(hear(self.fd, 1), b"\x00")
        self.assertEqual((self.state()["mouth"], self.state()["cuts"]), ("paper", "3"))
        self.sim.ctl("printer", "take")
        self.assertIn("no paper", self.sim.ctl("printer", "take", code=1))
        self.assertEqual((self.state()["taken"], self.state()["unknown"]), ("1", "1"))


class Network(unittest.TestCase):
    def setUp(self):
        self.sim = Sim("--fast", "--printer-tcp", "0")
        state = self.sim.ctl("printer", "state")
        self.port = int(state.split("port=")[1].split()[0])

    def tearDown(self):
        self.assertEqual(self.sim.stop(), 0)
        self.sim.folder.cleanup()

    def connect(self):
        line = socket.create_connection(("127.0.0.1", self.port), timeout=5)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return line

    def test_status_and_paper_over_the_network(self):
        self.assertFalse(os.path.lexists(os.path.join(self.sim.dir, "printer")))
        with self.connect() as line:
            line.sendall(b"\x10\x04\x04\x1b@\x1da\xff")
            self.assertEqual(hear(line.fileno(), 5).hex(), "1210000000")
            self.sim.ctl("printer", "fault", "paper-low")
            self.assertEqual(hear(line.fileno(), 4).hex(), "10000300")
            line.sendall(raster([b"\xff"] * 9) + CUT + b"\x1dr\x01")
            self.assertEqual(hear(line.fileno(), 1), b"\x03")
        self.assertEqual(ink(os.path.join(self.sim.dir, "paper", "1.png")).size[1], BEHIND_KNIFE + 9)

    def test_one_host_at_a_time(self):
        first, second = self.connect(), self.connect()
        second.sendall(b"\x10\x04\x01")
        self.assertEqual(hear(second.fileno(), 1, 0.3), b"")
        first.sendall(b"\x10\x04\x01")
        self.assertEqual(hear(first.fileno(), 1), b"\x12")
        first.close()
        self.assertEqual(hear(second.fileno(), 1), b"\x12")
        second.close()

    def test_pulled_out_and_put_back(self):
        line = self.connect()
        self.sim.ctl("printer", "fault", "unplug")
        self.assertEqual(line.recv(1), b"")
        line.close()
        with self.assertRaises(OSError):
            socket.create_connection(("127.0.0.1", self.port), timeout=1)
        self.sim.ctl("printer", "fault", "none")
        self.port = int(self.sim.ctl("printer", "state").split("port=")[1].split()[0])
        with self.connect() as again:
            again.sendall(b"\x10\x04\x02")
            self.assertEqual(hear(again.fileno(), 1), b"\x12")

    def test_a_port_in_use_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([self.sim.process.args[0], "--dir", folder, "--printer-tcp", str(self.port)],
                                  capture_output=True, text=True, timeout=10, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("port is taken", done.stderr)


class Pace(unittest.TestCase):
    """A serial line brings so many bytes a second, however fast they are written."""

    setUp, tearDown = Paper.setUp, Paper.tearDown
    options = ("--fast",)

    def test_the_line_has_its_speed(self):
        self.sim.ctl("printer", "baud", "9600")
        begun = time.monotonic()
        say(self.fd, bytes(960) + b"\x1dr\x01")
        self.assertEqual(hear(self.fd, 1), b"\x00")
        self.assertGreater(time.monotonic() - begun, 0.7)  # of one second; never less, however slow this machine is


if __name__ == "__main__":
    unittest.main()
