#!/usr/bin/env python3
"""Two kiosk-platform processes on one PostgreSQL, over real TLS: what comes to both at once is stored once, and while the
server is stopped hard and a platform is killed, what was acknowledged stays and what is sent until it is acknowledged is
there once. Usage: test_two_platforms.py BUILD_DIR"""
import os
import random
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from platforms import PATIENCE_S, Platforms  # noqa: E402

RACES, RACE_SIZE = 6, 20
LONG = bool(os.environ.get("LC_LONG"))
TROUBLES = 30 if LONG else 2
BATCHES, BATCH_SIZE = (200, 20) if LONG else (15, 20)  # of each of two senders


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
