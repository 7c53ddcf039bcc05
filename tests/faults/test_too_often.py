#!/usr/bin/env python3
"""A kiosk that nginx finds too busy, as it is shipped (packaging/nginx) but with hardly any allowance: 429 with a time to come again,
and without. Agent and queue wait, the kiosk goes on taking applications, and with the usual allowance all arrives once, in order."""
import os
import signal
import sqlite3
import sys
from datetime import datetime

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "../journeys")]
import nginx  # noqa: E402
from house import wait_until  # noqa: E402
from runner import main  # noqa: E402
from test_outbox import file_one, outbox  # noqa: E402

SHIPPED, RETRY = ("rate=100r/s", "burst=200"), "add_header Retry-After 5 always;"
HARDLY = ("rate=1r/m", "burst=1")
RETRY_S, REFUSALS, PATIENCE_S = 5, 3, 300


class Front:
    """nginx at the platform's place, and the platform behind it; a context. `allow` changes how much a kiosk may ask."""

    def __init__(self, house, retry):
        self.house, self.folder, self.outer = house, house.path("nginx"), house.port
        os.chmod(house.state, 0o755)  # nginx's workers are another user's
        os.mkdir(self.folder)
        house.port = None
        options = [*house.extra["platform_options"], "--behind-proxy", "--public", f"https://127.0.0.1:{self.outer}"]
        house.extra = {**house.extra, "platform_options": options}
        house.start_platform()
        inner, house.port = house.port, self.outer
        self.command = nginx.write(self.folder, house.path("keys"), self.outer, [inner, inner])
        self.conf = os.path.join(self.folder, "nginx.conf")
        with open(self.conf, encoding="utf-8") as file:
            self.text = file.read()
        assert RETRY in self.text and all(word in self.text for word in SHIPPED)
        self.text = self.text if retry else self.text.replace(RETRY, "")

    def allow(self, allowance):
        text = self.text
        for old, new in zip(SHIPPED, allowance):
            text = text.replace(old, new)
        with open(self.conf, "w", encoding="utf-8") as file:
            file.write(text)
        if self.house.alive("nginx"):
            self.house.processes["nginx"].send_signal(signal.SIGHUP)
        else:
            self.house.spawn("nginx", *self.command)

    def answers(self, method="POST"):
        """When nginx answered such requests, and with what status: its log in order."""
        with open(os.path.join(self.folder, "linchuang.log"), encoding="ascii") as log:
            rows = [line.split() for line in log]
        return [(datetime.fromisoformat(row[0]), int(row[2])) for row in rows if row[1] == method]

    def refusals(self):
        return [when for when, status in self.answers() if status == 429]

    def __enter__(self):
        self.allow(HARDLY)
        wait_until(lambda: os.path.exists(os.path.join(self.folder, "linchuang.log")), "nginx")
        return self

    def __exit__(self, *_):
        self.house.end("nginx")


def stored(house):
    """The receipts at the platform, in the order in which it took them."""
    with sqlite3.connect(house.path("platform.db"), timeout=30) as db:
        rows = db.execute("SELECT receipt FROM submission WHERE kind='application' ORDER BY rowid").fetchall()
    db.close()
    return [receipt for receipt, in rows]


def until_refused(house, front, numbers, times):
    """Applications are handed in as long as the little allowance takes them; each resident has a receipt all the same."""
    def refused():
        if not outbox(house, "list").stdout:
            numbers.append(file_one(house))
        return len(front.refusals()) >= times
    wait_until(refused, f"{times} refusals", PATIENCE_S, 0.5)


def is_busy(house, retry):
    house.end("platform")
    numbers = [file_one(house)]
    with Front(house, retry) as front:
        until_refused(house, front, numbers, 1)
        numbers.append(file_one(house))
        until_refused(house, front, numbers, REFUSALS)
        queue = outbox(house, "list").stdout
        there = stored(house)
        assert all(number in queue or number in there for number in numbers), (numbers, queue, there)
        assert "attention" not in queue, queue
        times = front.refusals()
        front.allow(SHIPPED)
        wait_until(lambda: len(stored(house)) == len(numbers), "all of them", PATIENCE_S, 0.5)
        wait_until(lambda: outbox(house, "list").stdout == "", "an empty queue", PATIENCE_S, 0.5)
    assert stored(house) == numbers, (stored(house), numbers)
    return [(later - before).total_seconds() for before, later in zip(times, times[1:])]


def journey_it_is_told_when_to_come_again(house):
    pauses = is_busy(house, retry=True)
    assert min(pauses) >= RETRY_S - 1, pauses  # the log counts whole seconds; a slow machine only makes them longer


def journey_it_is_not_told_when(house):
    is_busy(house, retry=False)


if __name__ == "__main__":
    # Once an hour is not now: else the kiosk's news of itself might be refused among the batches.
    sys.exit(main(globals(), extra={"platform_options": ["--poll", "3600"]}))
