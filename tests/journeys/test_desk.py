#!/usr/bin/env python3
"""kiosk-platform as a newcomer meets it: every verb of the worker's desk with wrong words and right ones. What is wrong is said in a
line with what would be right, and changes nothing; what was done is said, too. Give names to run some."""
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from house import ROOT, wait_until  # noqa: E402

BUILD = os.environ.get("LC_BUILD", os.path.join(ROOT, "build"))
PLATFORM = os.path.join(BUILD, "kiosk-platform")
PUBLIC = ("--public", "https://kiosk.example")
NOTICE = """{"id": "water-0320", "kind": "notice", "topic": "water", "title": "停水", "text": "停水一天。", "issuer": "居委会",
"until": "2099-03-20T17:00:00+08:00"}"""
FAILED, WRONG_USE = 1, 2
NUMBER, NAME = "341199194305120041", "王秀兰"


def run(*words, told=""):
    done = subprocess.run([PLATFORM, *words], capture_output=True, text=True, timeout=60, check=False, input=told)
    return done.returncode, done.stdout, done.stderr


class Desk(unittest.TestCase):
    """One platform in a folder of its own, with two applications."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="linchuang-desk-")
        cls.keys, cls.store = cls.path("keys"), "sqlite:" + cls.path("p.db")
        run("keys", "init", cls.keys, "--demo-token")
        with open(cls.path("log"), "w", encoding="utf-8") as log:
            cls.server = subprocess.Popen([PLATFORM, "--store", cls.store, "--listen", "127.0.0.1:0", "--keys", cls.keys],
                                          stdout=log, stderr=log)
        address = wait_until(lambda: re.search(r"listening on (\S+)", cls.read("log")), "the platform")[1]
        batch = subprocess.run([os.path.join(BUILD, "tests/journeys/platform_batch"), cls.keys, "1", "2"], check=True,
                               capture_output=True).stdout
        subprocess.run(["curl", "-fsS", "--cacert", os.path.join(cls.keys, "ca.crt"), "-H",
                        "Authorization: Bearer " + cls.read("keys/token").strip(), "-H",
                        "Content-Type: application/cloudevents-batch+json", "--data-binary", "@-", address + "/v1/submissions"],
                       check=True, input=batch, capture_output=True)

    @classmethod
    def tearDownClass(cls):
        cls.server.terminate()
        cls.server.wait()
        cls.folder.cleanup()

    @classmethod
    def path(cls, *parts):
        return os.path.join(cls.folder.name, *parts)

    @classmethod
    def read(cls, name):
        with open(cls.path(name), encoding="utf-8") as file:
            return file.read()

    def ctl(self, *words, told=""):
        return run("ctl", "--store", self.store, "--keys", self.keys, *words, told=told)

    def says(self, pattern, *words, told=""):
        """Well, and one thing or more on standard output; `told` is standard input."""
        status, said, error = self.ctl(*words, told=told)
        self.assertEqual((status, error), (0, ""), words)
        self.assertRegex(said, pattern, words)
        return said

    def refuses(self, status, pattern, *words, told=""):
        got, said, error = self.ctl(*words, told=told)
        self.assertEqual((got, said), (status, ""), (words, error))
        self.assertRegex(error, r"\Akiosk-platform: .*\n\Z", words)
        self.assertRegex(error, pattern, words)

    def receipts(self):
        return [line.split()[0] for line in self.says(".", "list").splitlines()]

    def state(self, receipt):
        return next(line.split()[3] for line in self.says(".", "list").splitlines() if line.startswith(receipt))

    def test_a_mistyped_store_is_not_made(self):
        for name in ("q.db", "no/q.db"):
            status, said, error = run("ctl", "--store", "sqlite:" + self.path(name), "--keys", self.keys, "list")
            self.assertEqual((status, said), (FAILED, ""))
            self.assertIn("there is no store in " + self.path(name), error)
            self.assertIn("--store sqlite:FILE", error)
            self.assertFalse(os.path.exists(self.path(name)))
        self.assertEqual(len(self.receipts()), 2)

    def test_a_token(self):
        for hours, said in (("0", "1 to 720"), ("-3", "1 to 720"), ("721", "1 to 720"), ("x", "integer"), ("", "integer"),
                            ("99999999999999999999", "out of range")):
            self.refuses(WRONG_USE, said, "enrol-token", "20617", *PUBLIC, "--hours=" + hours)
        for kiosk in ("2061", "206170", "2061x"):
            self.refuses(FAILED, "five digits", "enrol-token", kiosk, *PUBLIC)
        self.refuses(FAILED, "--public URL", "enrol-token", "20617")
        for url in ("kiosk.example", "http://kiosk.example", "https://", "https://:8700", "ftp://kiosk.example", "https://a b",
                    "http://localhost.example", "http://127.example", "http://[::1].example"):
            self.refuses(WRONG_USE, "https://NAME", "enrol-token", "20617", "--public", url)
        for url in ("http://127.0.0.1:8700", "http://localhost", "http://[::1]:8700/"):  # good for a server behind a proxy
            self.refuses(FAILED, "TLS alone", "enrol-token", "20617", "--public", url)
        self.refuses(FAILED, "too long", "enrol-token", "20617", "--public", "https://" + "a" * 256)
        self.refuses(FAILED, "no certificate and no token", "revoke", "20617")  # none of those gave one
        said = self.says(r"(?m)^for kiosk 20617, once, until 20\d\d-\d\d-\d\d \d\d:\d\d \(UTC\+8\)$", "enrol-token", "20617", "--public", PUBLIC[1] + "/")
        self.assertRegex(said, r"(?m)^code lcenrol:1:https://kiosk\.example:[0-9A-Z-]{34}:[0-9a-f]{64}$")
        self.says("^20617: revoked", "revoke", "20617")
        self.refuses(FAILED, "no certificate and no token", "revoke", "20617")

    def test_a_case(self):
        first, second = self.receipts()
        self.says(f"^{first}: approved; ", "approve", first)
        self.says(f"^{first}: refused; ", "refuse", first, "户口不在本县")
        self.says(f"^{first}: supplement; ", "supplement", first, "社保卡背面", "2099-04-02")
        self.refuses(FAILED, "waits for a paper", "message", first, "下周三有结果")
        self.says(f"^{first}: reviewing; ", "set-state", first, "reviewing")
        self.says(f"^{first}: the words stand below its state", "message", first, "下周三有结果")
        self.refuses(FAILED, "'2026-04-02' is over", "supplement", second, "社保卡背面", "2026-04-02")
        for day in ("2099-02-29", "2099-13-01", "2099-04", "soon", "2099-4-2"):
            self.refuses(FAILED, f"'{day}' is no day of the calendar", "supplement", second, "社保卡背面", day)
        for words in (("refuse",), ("refuse", second), ("refuse", second, ""), ("refuse", second, " "), ("supplement", second),
                      ("message", second), ("message", second, ""), ("approve",), ("approve", second, "好", "好")):
            self.refuses(WRONG_USE, f"write 'ctl {words[0]} RECEIPT", *words)
        self.refuses(FAILED, "take one of received, reviewing, ", "set-state", second, "granted")
        for verb in ("approve", "show"):
            self.refuses(FAILED, "no application has the number 206179999990", verb, "206179999990")
            self.refuses(FAILED, "has a part 'pension'", verb, second + "-pension")
        self.assertEqual(self.state(second), "received")
        self.says("^2 applications in ", "export", self.path("out"))
        self.refuses(FAILED, "name another folder", "export", self.path("p.db"))
        self.refuses(FAILED, "there is no order 1", "refunded", "1")
        self.assertEqual(self.ctl("requests"), (0, "", ""))  # applications wait for no message
        self.refuses(WRONG_USE, "write 'ctl requests'", "requests", "all")

    def test_a_person_stands_on_no_command_line(self):
        first = self.receipts()[0]
        self.refuses(WRONG_USE, "write 'ctl identity < NUMBER and NAME", "identity", NUMBER, NAME)
        self.assertRegex(self.says("^lcidentity:1:", "identity", told=f"{NUMBER}\n{NAME}\n"), r"\A\S{33}\n\Z")
        for told, said in (("", "no identity number"), (" \n", "no identity number"), (NUMBER + "\n", "no name"),
                           ("1" * 1024 + "\n", "no identity number"), (f"1\n{NAME}\n", "whole identity number")):
            self.refuses(FAILED, said, "identity", told=told)
        self.says(f"^{first}: supplement; ", "supplement", first, "-", "2099-04-02", told="社保卡背面\n")
        self.says(f"^{first}: reviewing; ", "set-state", first, "reviewing", "-", told="下周三有结果\n")
        self.says(f"^{first}: the words stand", "message", first, "-", told="  周四有结果  ")
        self.refuses(FAILED, "no text came on standard input", "message", first, "-")
        self.refuses(FAILED, "'requests' lists", "reply", first, "-", told="交了\n")
        self.refuses(FAILED, "no talk has the name", "talk", "answer", "none", "-", told="马上来\n")

    def test_a_terminal_shows_no_identity_number(self):
        """It asks there, and what is typed is seen nowhere."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.execv(PLATFORM, [PLATFORM, "ctl", "--store", self.store, "--keys", self.keys, "identity"])
        seen = b""
        for asked, typed in ((b"identity number: ", NUMBER), (b"name: ", NAME), (b"lcidentity:1:", "")):
            while asked not in seen:
                seen += os.read(terminal, 1000)
            os.write(terminal, f"{typed}\n".encode())
        self.assertEqual(os.waitpid(pid, 0)[1], 0)
        os.close(terminal)
        self.assertNotIn(NUMBER.encode(), seen)
        self.assertNotIn(NAME.encode(), seen)

    def test_keys_of_an_older_backup(self):
        """Put back with the mark and the list of changes, a folder looks whole: the store knows more."""
        keys, store = self.path("k2"), "sqlite:" + self.path("k2.db")
        run("keys", "init", keys)
        shutil.copytree(keys, self.path("k2.backup"))
        run("keys", "rotate-seal", keys)
        start = ("--store", store, "--listen", "127.0.0.1:0", "--keys")
        with subprocess.Popen([PLATFORM, *start, keys], stdout=subprocess.PIPE, text=True) as server:
            self.assertIn("listening on", server.stdout.readline())
            server.terminate()
        status, said, error = run(*start, self.path("k2.backup"))
        self.assertEqual((status, said), (FAILED, ""))
        self.assertRegex(error, r"to what \S*k2\.backup/seals/p-\w+\.key would open.* restore the folder from the newest backup.* accept-keys")
        said = run("ctl", "--store", store, "--keys", self.path("k2.backup"), "accept-keys")
        self.assertEqual((said[0], said[2]), (0, ""))
        self.assertIn("enrol every kiosk again", said[1])
        with subprocess.Popen([PLATFORM, *start, self.path("k2.backup")], stdout=subprocess.PIPE, text=True) as server:
            self.assertIn("listening on", server.stdout.readline())
            server.terminate()

    def test_no_keys_folder(self):
        nowhere = self.path("nowhere")
        for words in (("operator",), ("complete",), ("rotate-seal",), ("rotate-sign",)):
            status, said, error = run("keys", *words, nowhere)
            self.assertEqual((status, said), (FAILED, ""), words)
            self.assertIn(f"there is no keys folder {nowhere}", error)
            self.assertIn("'kiosk-platform keys init " + nowhere, error)
        self.assertFalse(os.path.exists(nowhere))

    def test_times_to_book(self):
        made = ("slots", "make", "jiankang-yuyue", "station", "2099-12-05T08:00", "09:00", "2")
        self.says("^jiankang-yuyue: can be booked at station from 2099-12-05T08:00 to 09:00", *made)
        self.assertEqual(self.says("0 of 2", "slots", "list", "jiankang-yuyue").count("2099-12-05"), 2)
        self.refuses(FAILED, "'massage' cannot be booked: take one of jiankang-yuyue", "slots", "list", "massage")
        self.refuses(FAILED, "take one of station, centre", *made[:3], "moon", *made[4:])
        self.refuses(WRONG_USE, "write 'ctl slots list SERVICE' or 'ctl slots make SERVICE", "slots")

    def test_notices_and_talk(self):
        with open(self.path("n.json"), "w", encoding="utf-8") as file:
            file.write(NOTICE)
        self.assertIn("water-0320", self.says("^published; ", "notice", "publish", self.path("n.json")))
        self.assertIn("water-0320", self.says("now", "notice", "list"))
        self.says("^water-0320: withdrawn; ", "notice", "withdraw", "water-0320")
        self.refuses(FAILED, "no notice has the id water-0320", "notice", "withdraw", "water-0320")
        self.refuses(FAILED, "name its file", "notice", "publish", self.path("none.json"))
        self.refuses(FAILED, "no talk has the name", "talk", "answer", "none", "马上来")
        self.refuses(FAILED, "name a file of the medium", "import", self.path("none.batch.json"))

    def test_wrong_use(self):
        for words, said in (((), "followed by a verb"), (("lst",), "'lst' is no verb"), (("list", "all"), "write 'ctl list'"),
                            (("list", "--listen", "127.0.0.1:0"), "--listen does not go with 'ctl'"),
                            (("list", "--frobnicate"), "--frobnicate")):
            self.refuses(WRONG_USE, said, *words)
        before = {name: self.read(os.path.join("keys", name)) for name in ("operator", "seal.pub", "sign.pub")}
        for words, said in (((), "needs --store, --listen and --keys"), (("serve",), "'serve' is no verb"),
                            (("keys",), "'keys' is followed by"), (("keys", "turn", self.keys), "'keys' is followed by"),
                            (("keys", "rotate-seal", self.keys, "--suite", "rot13"), "default or national"),
                            (("keys", "rotate-sign", self.keys, "--suite", "national"), "--suite does not go with 'keys rotate-sign'"),
                            (("keys", "rotate-seal", self.keys, "--stolen"), "--stolen does not go with 'keys rotate-seal'"),
                            (("keys", "operator", self.keys, "--host", "a"), "--host does not go with this use of 'keys'"),
                            (("ctl", "list", "--demo-token"), "--demo-token does not go with 'ctl'"),
                            (("--hours", "3"), "--hours does not go with the server"), (("--days", "0"), "--days"),
                            (("--poll", "0"), "--poll"), (("--public", "http://kiosk.example"), "https://NAME")):
            status, out, error = run(*words)
            self.assertEqual((status, out), (WRONG_USE, ""), words)
            self.assertRegex(error, r"\Akiosk-platform: .*: see kiosk-platform --help\n\Z")
            self.assertIn(said, error)
        self.assertEqual({name: self.read(os.path.join("keys", name)) for name in before}, before)

    def test_keys_say_what_they_did(self):
        keys = self.path("others")
        for words in (("init",), ("operator",), ("rotate-seal",), ("rotate-sign",)):
            status, said, _ = run("keys", *words, keys)
            self.assertEqual((status, said.count("\n"), keys in said), (0, 1, True), (words, said))

    def test_help_names_every_option(self):
        status, said, _ = run("--help")
        self.assertEqual(status, 0)
        with open(os.path.join(ROOT, "app/platformd/options.c"), encoding="utf-8") as file:
            options = re.findall(r'\{"([a-z-]+)", 0, 0, G_OPTION_ARG', file.read())
        self.assertGreater(len(options), 10)
        self.assertIn("China standard time (UTC+8)", said)
        for option in options:
            self.assertRegex(said, rf"(?m)^  --{option} ", option)


if __name__ == "__main__":
    unittest.main()
