#!/usr/bin/env python3
"""Two kiosk-platform processes on one PostgreSQL, over real TLS: what comes to both at once is stored once, and while the
server is stopped hard and a platform is killed, what was acknowledged stays and what is sent until it is acknowledged is
there once. Usage: test_two_platforms.py BUILD_DIR"""
import http.client
import json
import os
import random
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
RACES, RACE_SIZE = 6, 20
LONG = bool(os.environ.get("LC_LONG"))
TROUBLES = 30 if LONG else 2
BATCHES, BATCH_SIZE = (200, 20) if LONG else (15, 20)  # of each of two senders
PATIENCE_S = 60


class Platforms:
    """A PostgreSQL of its own, keys, and two servers by number."""

    def __init__(self, build):
        self.build = build
        self.dir = tempfile.mkdtemp(prefix="linchuang-two-")
        self.keys = os.path.join(self.dir, "keys")
        self.uri_file = os.path.join(self.dir, "uri")
        self.processes, self.ports = [None, None], [0, 0]
        self.database("start", "on")
        with open(self.uri_file, encoding="ascii") as file:
            self.uri = file.read().strip()
        subprocess.run([self.program(), "keys", "init", self.keys, "--demo-token"], check=True, stdout=subprocess.DEVNULL)
        with open(os.path.join(self.keys, "token"), encoding="ascii") as file:
            self.token = file.read().strip()

    def program(self):
        return os.path.join(self.build, "kiosk-platform")

    def database(self, verb, *more):
        subprocess.run([os.path.join(HERE, "server.sh"), verb, self.uri_file, *more], check=True)

    def start(self, number):
        """Again and again while the database is away, as a service manager would."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            with open(os.path.join(self.dir, "log"), "ab") as log:
                process = subprocess.Popen(
                    [self.program(), "--store", self.uri, "--listen", f"127.0.0.1:{self.ports[number]}",
                     "--keys", self.keys], stdout=subprocess.PIPE, stderr=log, text=True)
            line = process.stdout.readline()
            if line.startswith("listening on "):
                self.processes[number] = process
                self.ports[number] = int(line.rsplit(":", 1)[1])
                return
            process.wait()
            time.sleep(0.1)
        raise AssertionError(f"platform {number} does not start: see {self.dir}/log")

    def kill(self, number):
        self.processes[number].kill()
        self.processes[number].wait()

    def post(self, number, body):
        """Status, and what became of each id; None when the line broke."""
        context = ssl.create_default_context(cafile=os.path.join(self.keys, "ca.crt"))
        line = http.client.HTTPSConnection("127.0.0.1", self.ports[number], context=context, timeout=30)
        try:
            line.request("POST", "/v1/submissions", body, {
                "Authorization": "Bearer " + self.token, "Content-Type": "application/cloudevents-batch+json"})
            answer = line.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException):
            return None, {}
        finally:
            line.close()
        if answer.status != 202:
            return answer.status, {}
        return 202, {item["id"]: item["status"] for item in json.loads(text)["results"]}

    def batch(self, first, count):
        tool = os.path.join(self.build, "tests", "journeys", "platform_batch")
        return subprocess.run([tool, self.keys, str(first), str(count)], check=True, capture_output=True).stdout

    def listed(self):
        done = subprocess.run([self.program(), "ctl", "--store", self.uri, "--keys", self.keys, "list"], check=True,
                              capture_output=True, text=True)
        return [line.split()[0] for line in done.stdout.splitlines()]

    def stop(self):
        for process in self.processes:
            if process and process.poll() is None:
                process.kill()
                process.wait()
        self.database("stop")
        shutil.rmtree(self.dir)


def race(platforms):
    """The same boxes to both at the same moment: of each id one is stored and one is the repeat."""
    for number in range(RACES):
        body = platforms.batch(1 + number * RACE_SIZE, RACE_SIZE)
        together, answers = threading.Barrier(2), [None, None]

        def send(which):
            together.wait()
            answers[which] = platforms.post(which, body)

        senders = [threading.Thread(target=send, args=(which,)) for which in (0, 1)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        assert [status for status, _ in answers] == [202, 202], answers
        for item, verdict in answers[0][1].items():
            assert {verdict, answers[1][1][item]} == {"stored", "duplicate"}, (verdict, answers[1][1][item])
    print(f"race: {RACES * RACE_SIZE} ids to both at once, each stored once")


class Sender(threading.Thread):
    """A kiosk that sends a batch until it is acknowledged, to whichever platform answers."""

    def __init__(self, platforms, first):
        super().__init__()
        self.platforms = platforms
        self.bodies = [platforms.batch(first + number * BATCH_SIZE, BATCH_SIZE) for number in range(BATCHES)]
        self.trouble, self.refused, self.acknowledged = {}, 0, 0

    def run(self):
        for body in self.bodies:
            end = time.monotonic() + PATIENCE_S
            while time.monotonic() < end:
                status, verdicts = self.platforms.post(random.randrange(2), body)
                if status == 202:
                    self.refused += sum(v not in ("stored", "duplicate") for v in verdicts.values())
                    self.acknowledged += len(verdicts)
                    break
                self.trouble[status] = self.trouble.get(status, 0) + 1
                time.sleep(0.05)


def trouble(platforms):
    """While two kiosks send, the database is stopped hard and a platform is killed, again and again."""
    before = len(platforms.listed())
    senders = [Sender(platforms, 10001), Sender(platforms, 20001)]
    for sender in senders:
        sender.start()
    for number in range(TROUBLES):
        time.sleep(random.uniform(0.05, 0.4))
        platforms.database("restart", "immediate" if number % 2 else "fast")
        time.sleep(random.uniform(0.05, 0.4))
        platforms.kill(number % 2)
        platforms.start(number % 2)
    for sender in senders:
        sender.join()
    receipts = platforms.listed()
    sent = 2 * BATCHES * BATCH_SIZE
    assert [s.acknowledged for s in senders] == [sent // 2, sent // 2], [s.acknowledged for s in senders]
    assert [s.refused for s in senders] == [0, 0], [s.refused for s in senders]
    assert len(receipts) == len(set(receipts)) == before + sent, (len(receipts), before, sent)
    met = {}
    for sender in senders:
        for status, count in sender.trouble.items():
            met[status] = met.get(status, 0) + count
    assert set(met) <= {None, 503}, met  # a line that broke, or told to come again; never a loss, never a fault of ours
    print(f"trouble: {sent} applications exactly once over {TROUBLES} restarts and {TROUBLES} kills; met {met}")


def main():
    seed = int(os.environ.get("LC_SEED", time.time_ns() % 1000000))
    random.seed(seed)
    print("seed", seed)
    platforms = Platforms(os.path.abspath(sys.argv[1]))
    try:
        platforms.start(0)
        platforms.start(1)
        race(platforms)
        trouble(platforms)
        for process in platforms.processes:
            process.terminate()
            assert process.wait(timeout=30) == 0
    finally:
        platforms.stop()


if __name__ == "__main__":
    main()
