"""Judges that others wrote: receiptio drives the simulated printer over TCP 9100, as it drives a real one, and receiptline's
GB 18030 comes out on it without a wrong character. Both from the npm registry, versions and hashes in tests/npm."""
import os
import random
import subprocess
import sys
import threading
import time
import unittest

from cells import Cells, ink
from test_sim import Sim, hear, say

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FOLDER = os.path.join(ROOT, "build", "npm-judges")
PORT = 9100  # the one that receiptio knows
SKIPPED = 77
BEHIND_KNIFE = 96
LINE = 24  # half-width cells of a narrow test line, of 48 on the paper


def fetched():
    done = subprocess.run([os.path.join(ROOT, "packaging", "npm", "fetch.sh"), FOLDER, os.path.join(ROOT, "tests", "npm")],
                          capture_output=True, text=True, check=False)
    if done.returncode:
        print("skipped: " + (done.stderr.strip().splitlines() or ["npm did not say why"])[-1])
    return done.returncode == 0


class Receiptio(unittest.TestCase):
    """Its verdicts, by the exit code that its help lists."""

    receipt = "高郢社区便民服务\n---\n事项|高龄津贴申请\n编号|2061 7000 1475\n{c:2061700014750;o:code128}\n"

    def setUp(self):
        self.sim = Sim("--printer-tcp", str(PORT))

    def tearDown(self):
        self.assertEqual(self.sim.stop(), 0)
        self.sim.folder.cleanup()

    def verdict(self, *options):
        command = ["node", os.path.join(FOLDER, "node_modules/receiptio/bin/cli.js"), "-d", "127.0.0.1", "-c", "48", "-l", "zh",
                   *options]
        done = subprocess.run(command, input=self.receipt, capture_output=True, text=True, timeout=60, check=False)
        return done.stdout.strip() or done.stderr.strip()

    def papers(self):
        folder = os.path.join(self.sim.dir, "paper")
        return [name for name in os.listdir(folder) if name.endswith(".png")] if os.path.isdir(folder) else []

    def test_it_prints(self):
        self.assertEqual(self.verdict(), "success")
        self.assertEqual(len(self.papers()), 1)
        with open(os.path.join(self.sim.dir, "paper", "1.txt"), encoding="utf-8") as said:
            text = said.read()
        for words in ("高郢社区便民服务", "高龄津贴申请", "2061 7000 1475"):
            self.assertIn(words, text)
        state = self.sim.ctl("printer", "state")
        self.assertIn("unknown=1 ", state)  # it asks first whether it is a Star, which is no command of this one
        self.assertIn("strange=0", state)

    def test_it_finds_the_kind_of_printer_by_itself(self):
        self.assertEqual(self.verdict("-q"), "online")
        self.assertEqual(self.verdict("-p", "escpos", "-q"), "online")

    def test_near_the_end_it_still_prints(self):
        self.sim.ctl("printer", "fault", "paper-low")
        self.assertEqual(self.verdict(), "success")
        self.assertEqual(len(self.papers()), 1)

    def test_faults_before_it_prints(self):
        for fault, wanted in (("paper-out", "paperempty"), ("cover-open", "coveropen"), ("cutter", "error")):
            self.sim.ctl("printer", "fault", fault)
            self.assertEqual(self.verdict(), wanted, fault)
            if fault != "cutter":  # that one it has recovered by itself
                self.assertEqual(self.verdict("-q"), wanted, fault)
            self.sim.ctl("printer", "fault", "none")
            self.assertEqual(self.verdict("-q"), "online", fault)
            self.assertEqual(self.papers(), [], fault)

    def test_paper_ends_in_the_middle(self):
        for fault, wanted in (("paper-out", "paperempty"), ("cover-open", "coveropen")):
            self.receipt = "一二三四五六七八九十\n" * 150  # over two seconds of paper
            heard = []
            printing = threading.Thread(target=lambda: heard.append(self.verdict()))
            printing.start()
            begun = float(self.mm())
            while float(self.mm()) < begun + 20:
                time.sleep(0.01)
            self.sim.ctl("printer", "fault", fault)
            printing.join(60)
            self.assertEqual(heard, [wanted])
            self.sim.ctl("printer", "fault", "none")
            while "held=0" not in self.sim.ctl("printer", "state"):
                time.sleep(0.05)

    def mm(self):
        return self.sim.ctl("printer", "state").split("mm=")[1].split()[0]


def sample():
    """All of GB 2312's 6,763 Hanzi, its signs, and characters of four bytes that the font has; shuffled."""
    two = [bytes([high, low]).decode("gb2312", errors="ignore") for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF)]
    characters = [c for c in two if c and c not in "　｜"] + list("㐀㐅㑇㒳㓥㔾㕮㖞㗂㘎") + list("ABCXYZabcxyz0123456789")
    random.Random(2312).shuffle(characters)
    return characters


def lines_of(characters):
    """Lines that fill at most LINE cells."""
    line, width = "", 0
    for character in characters:
        wide = 1 if character.isascii() else 2
        if width + wide > LINE:
            yield line
            line, width = "", 0
        line, width = line + character, width + wide
    yield line


def transformed(text, version):
    script = ("const r=require(process.argv[1]);let s='';process.stdin.on('data',d=>s+=d).on('end',()=>process.stdout.write("
              "Buffer.from(r.transform(s,{cpl:48,encoding:'gb18030',command:'escpos'}),'binary')))")
    return subprocess.run(["node", "-e", script, os.path.join(FOLDER, "node_modules", version)], input=text.encode(),
                          capture_output=True, check=True, timeout=60).stdout


class Receiptline(unittest.TestCase):
    def judged(self, version):
        drawing, wanted = Cells(), [line for line in lines_of(sample()) if line]
        escaped = ["|" + line for line in wanted]
        sim = Sim("--fast")
        fd = sim.open("printer")
        say(fd, transformed("{w:auto}\n" + "\n".join(escaped) + "\n", version))
        while "held=0" not in sim.ctl("printer", "state") or not os.path.exists(os.path.join(sim.dir, "paper", "1.png")):
            hear(fd, 8, 0.05)
        with open(os.path.join(sim.dir, "paper", "1.txt"), encoding="utf-8") as said:
            self.assertEqual([line.rstrip() for line in said if line.strip()], wanted)
        image = ink(os.path.join(sim.dir, "paper", "1.png"))
        wrong, cells = [], 0
        for number, line in enumerate(wanted):
            x, top = 0, BEHIND_KNIFE + LINE * number
            for character in line:
                halves = 1 if character.isascii() else 2
                cells += 1
                if not drawing.is_in(image.crop((x, top, x + 12 * halves, top + LINE)), character, halves):
                    wrong.append(character)
                x += 12 * halves
        os.close(fd)
        state = sim.ctl("printer", "state")
        self.assertEqual(sim.stop(), 0)
        sim.folder.cleanup()
        print(f"{version}: {cells} characters, {len(wrong)} wrong")
        self.assertGreater(cells, 7300)
        self.assertEqual(wrong, [])
        self.assertIn("strange=0", state)
        self.assertIn("unknown=0", state)

    def test_every_character_of_receiptline_4(self):
        self.judged("receiptline")

    def test_every_character_of_the_one_inside_receiptio(self):
        self.judged("receiptio/node_modules/receiptline")


if __name__ == "__main__":
    if not fetched():
        sys.exit(SKIPPED)
    unittest.main()
