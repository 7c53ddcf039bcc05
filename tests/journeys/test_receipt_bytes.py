"""Our receipts as bytes, read by a second decoder and by the simulated printer: dot for dot the picture they were made of,
and the code on them is read by two readers that are not ours."""
import glob
import os
import subprocess
import tempfile
import unittest

from PIL import Image
import zxingcpp

import escpos_reader
from test_sim import Sim, hear, say

BUILD = os.environ.get("LC_BUILD", "build")
WIDTHS = {"paper": 576, "paper58": 384}
MODES = ("standard", "english", "uyghur", "taiwan")
PREVIEWS = ("done", "done_offline", "service_printed", "certificate_slip")
BEHIND_KNIFE = 96


def pictures(folder):
    """Every paper of these pages, in both widths: (file, dots of the head)."""
    for preview in PREVIEWS:
        subprocess.run([f"{BUILD}/tests/golden/golden_render", folder, preview, *MODES], check=True, capture_output=True)
    found = [(path, WIDTHS[os.path.basename(path).split("-")[0]]) for path in sorted(glob.glob(folder + "/paper*.pbm"))]
    assert len(found) >= 2 * len(MODES) * 2, found
    return found


def rows_of(image):
    """Rows of 0 and 1, 1 is black."""
    image = image.convert("L")
    width, data = image.size[0], image.tobytes()
    return ["".join("1" if dot < 128 else "0" for dot in data[y * width:(y + 1) * width]) for y in range(image.size[1])]


def codes(image):
    """What zxing-cpp and zbar read of it."""
    white = Image.new("L", (image.size[0] + 80, image.size[1] + 80), 255)  # the paper beside the head
    white.paste(image.convert("L"), (40, 40))
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        white.save(file.name)
        zbar = subprocess.run(["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file.name], capture_output=True,
                              text=True, check=False).stdout.split()
    return [code.text for code in zxingcpp.read_barcodes(white, formats=zxingcpp.BarcodeFormat.QRCode)], zbar


class ReceiptBytes(unittest.TestCase):
    folder = None

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="receipts")
        cls.papers = pictures(cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def bytes_of(self, path, options):
        with open(path, "rb") as picture:
            return subprocess.run([f"{BUILD}/tests/receipt_bytes", options], stdin=picture, capture_output=True,
                                  check=True).stdout

    def test_a_second_decoder_sees_our_picture(self):
        for path, dots in self.papers:
            with Image.open(path) as image:
                wanted = rows_of(image)
            paper = escpos_reader.read(self.bytes_of(path, f"width={dots}"), dots)
            self.assertEqual(paper.cuts, [66], path)
            self.assertEqual(len(paper.rows), len(wanted) + 24, path)
            for y, row in enumerate(wanted):
                self.assertEqual(paper.rows[y], row, f"{path}: row {y}")
            self.assertNotIn("1", "".join(paper.rows[len(wanted):]))

    def test_white_rows_cost_next_to_nothing(self):
        for path, dots in self.papers:
            with Image.open(path) as image:
                whole = image.size[0] // 8 * image.size[1]
            sent = len(self.bytes_of(path, f"width={dots}"))
            print(f"{os.path.basename(path)}: {sent} bytes of {whole}")
            self.assertLess(sent, whole * 3 // 4)

    def test_paper_with_marks_is_cut_at_one(self):
        path, dots = self.papers[0]
        for mark, options in ((1, "mark=form"), (1, "mark=align"), (0, "mark=none")):
            paper = escpos_reader.read(self.bytes_of(path, f"width={dots}&cut=full&{options}"), dots)
            self.assertEqual((paper.marks, paper.cuts), (mark, [0 if mark else 65]), options)

    def test_codes_are_read_by_others(self):
        read = 0
        for path, dots in self.papers:
            paper = escpos_reader.read(self.bytes_of(path, f"width={dots}"), dots)
            image = Image.frombytes("L", (dots, len(paper.rows)),
                                    bytes(0 if dot == "1" else 255 for row in paper.rows for dot in row))
            by_zxing, by_zbar = codes(image)
            self.assertEqual(by_zxing, by_zbar, path)
            if "-done" in path:
                self.assertEqual(len(by_zxing), 1, path)
                self.assertRegex(by_zxing[0], r"/206170001475$", path)
                read += 1
            elif "-certificate_slip" in path:  # signed, and whole
                self.assertEqual(len(by_zxing), 1, path)
                self.assertRegex(by_zxing[0], r"/v/4106759575514056#lcproof:3:[-\w]{196}$", path)
                read += 1
        self.assertGreaterEqual(read, 24)

    def test_the_simulated_printer_prints_the_same(self):
        for dots, millimetres in ((576, "80"), (384, "58")):
            sim = Sim("--fast")
            sim.ctl("printer", "paper", millimetres)
            fd = sim.open("printer")
            for number, (path, wide) in enumerate([paper for paper in self.papers if paper[1] == dots], 1):
                data = self.bytes_of(path, f"width={wide}")
                say(fd, data + b"\x1da\x00")
                marks = data.count(b"\x1dr\x01")
                hear(fd, 4 + marks)
                with Image.open(path) as image:
                    wanted = rows_of(image)
                with Image.open(os.path.join(sim.dir, "paper", f"{number}.png")) as printed:
                    margin = (printed.size[0] - dots) // 2
                    got = [row[margin:margin + dots] for row in rows_of(printed)]
                self.assertEqual(got[BEHIND_KNIFE:][:len(wanted)], wanted, path)
            os.close(fd)
            self.assertIn("unknown=0", sim.ctl("printer", "state"))
            self.assertEqual(sim.stop(), 0)
            sim.folder.cleanup()


if __name__ == "__main__":
    unittest.main()
