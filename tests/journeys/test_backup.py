#!/usr/bin/env python3
"""A store is copied while a server has it, the machine fails, and the copy is put back: it holds what it held then, what stood there is
kept whole with its log, and nothing is ever written over. Give names to run some."""
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from house import ROOT, wait_until  # noqa: E402

BUILD = os.environ.get("LC_BUILD", os.path.join(ROOT, "build"))
PLATFORM = os.path.join(BUILD, "kiosk-platform")
DONE, FAILED = 0, 1
LONG = "停水时间可能变化。" * 40  # of more than a page


class Backup(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="linchuang-backup-")
        self.addCleanup(self.folder.cleanup)
        self.file, self.copy, self.keys = self.path("p.db"), self.path("copy.db"), self.path("keys")
        self.run_it("keys", "init", self.keys)
        self.server = None
        self.addCleanup(self.kill)

    def path(self, *parts):
        return os.path.join(self.folder.name, *parts)

    def run_it(self, *words, status=DONE):
        done = subprocess.run([PLATFORM, *words], capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def on_store(self, *words, status=DONE):
        return self.run_it("--store", "sqlite:" + self.file, *words, status=status)

    def desk(self, *words, file=None, status=DONE):
        return self.run_it("ctl", "--store", "sqlite:" + (file or self.file), "--keys", self.keys, *words, status=status)

    def start(self):
        with open(self.path("log"), "w", encoding="utf-8") as log:
            self.server = subprocess.Popen([PLATFORM, "--store", "sqlite:" + self.file, "--listen", "127.0.0.1:0", "--keys",
                                            self.keys], stdout=log, stderr=log)
        wait_until(lambda: "listening on" in self.log(), "the platform")

    def log(self):
        with open(self.path("log"), encoding="utf-8") as file:
            return file.read()

    def kill(self):
        if self.server:
            self.server.kill()
            self.server.wait()
        self.server = None

    def publish(self, name):
        with open(self.path("notice.json"), "w", encoding="utf-8") as file:
            json.dump({"id": name, "kind": "notice", "topic": "water", "title": "停水", "text": LONG[:200], "issuer": "居委会",
                       "until": "2099-03-20T17:00:00+08:00"}, file)
        self.desk("notice", "publish", self.path("notice.json"))

    def notices(self, file=None):
        return set(re.findall(r"water-\w+", self.desk("notice", "list", file=file)))

    def aside(self):
        return sorted(name for name in os.listdir(self.folder.name) if ".aside-" in name)

    def sound(self, file):
        said = subprocess.run(["sqlite3", file, "PRAGMA integrity_check"], capture_output=True, text=True, check=True).stdout
        self.assertEqual(said.strip(), "ok")

    def test_what_was_copied_comes_back_and_what_stood_there_stays(self):
        self.start()
        self.publish("water-a")
        token = re.search(r"lcenrol:\S+", self.desk("enrol-token", "20617", "--public", "https://kiosk.example"))
        self.assertTrue(token)
        self.on_store("backup", self.copy)
        self.assertEqual(stat.S_IMODE(os.stat(self.copy).st_mode), 0o600)
        self.assertFalse(os.path.exists(self.copy + "-wal"))
        self.publish("water-b")
        self.kill()
        self.assertGreater(os.path.getsize(self.file + "-wal"), 0)
        self.on_store("restore", self.copy)
        aside = self.aside()
        self.assertEqual([name.partition(".aside-")[2].partition("-wal")[1] for name in aside], ["", "-wal"])
        self.start()
        self.assertEqual(self.notices(), {"water-a"})
        tokens = subprocess.run(["sqlite3", self.file, "SELECT count(*) FROM enrol_token"], capture_output=True, text=True,
                                check=True).stdout
        self.assertEqual(tokens.strip(), "0")
        self.publish("water-c")
        self.kill()
        self.sound(self.file)
        self.assertEqual(self.notices(), {"water-a", "water-c"})
        self.assertEqual(self.notices(self.path(aside[0])), {"water-a", "water-b"})
        self.assertEqual(stat.S_IMODE(os.stat(self.file).st_mode), 0o600)

    def test_nothing_is_restored_under_a_server_or_written_over(self):
        self.start()
        self.publish("water-a")
        self.on_store("backup", self.copy)
        self.assertIn("end the server", self.on_store("restore", self.copy, status=FAILED))
        self.publish("water-b")
        self.assertEqual(self.notices(), {"water-a", "water-b"})
        with open(self.copy, "rb") as file:
            before = file.read()
        self.on_store("backup", self.copy, status=FAILED)
        with open(self.copy, "rb") as file:
            self.assertEqual(file.read(), before)
        self.assertEqual(self.aside(), [])

    def test_what_is_no_store_is_not_restored(self):
        self.start()
        self.publish("water-a")
        self.kill()
        with open(self.copy, "wb") as file:
            file.write(b"a letter\n" * 1000)
        self.on_store("restore", self.copy, status=FAILED)
        self.on_store("restore", self.path("nowhere.db"), status=FAILED)
        self.desk("notice", "list")  # the last to close it takes its log in
        shutil.copy(self.file, self.copy + ".cut")
        os.truncate(self.copy + ".cut", os.path.getsize(self.file) // 2)
        self.on_store("restore", self.copy + ".cut", status=FAILED)
        self.assertEqual(self.notices(), {"water-a"})
        self.assertEqual(self.aside(), [])
        self.assertEqual([n for n in os.listdir(self.folder.name) if "restor" in n], [])

    def test_a_restore_that_was_broken_off_is_not_taken_for_a_new_store(self):
        self.start()
        self.publish("water-a")
        self.kill()
        self.on_store("backup", self.copy)
        os.rename(self.file, self.file + ".restoring")  # as it is in the moment before the last step
        self.assertIn("restore", self.on_store("--listen", "127.0.0.1:0", "--keys", self.keys, status=FAILED))
        self.on_store("restore", self.copy)
        self.assertEqual(self.notices(), {"water-a"})


if __name__ == "__main__":
    unittest.main()
