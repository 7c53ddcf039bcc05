"""The same power cut for the whole line and for its peers: an outbox that drains to kiosk-platform, paho's file persistence, and
mosquitto with its own."""
import os
import random
import socket
import sqlite3
import subprocess
import tempfile
import time

from loop_disk import LoopDisk, cut

FAULTS = os.path.join(os.environ.get("LC_BUILD", "build"), "tests", "faults")
PROGRAM = os.path.join(FAULTS, "cuts_paho")
DRAIN = os.path.join(FAULTS, "cuts_drain")
BROKER = "/usr/sbin/mosquitto"
SENDING_S = 0.5


def told_by(process):
    return {int(line) for line in process.stdout.read().split(b"\n") if line}


def held_by(path, query):
    """Counters of receipt numbers (five digits of the kiosk, six, one that checks). A damaged database holds nothing."""
    database = sqlite3.connect(path)
    try:
        if database.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            return set()
        return {int(receipt[5:11]) for receipt, in database.execute(query)}
    except sqlite3.DatabaseError:
        return set()
    finally:
        database.close()


def drain(folder):
    """(promised, lost): applications that the outbox took, and those that neither waits in it nor came to the platform: what the
    platform acknowledged is gone from the outbox, and counts as lost when the platform has it no more."""
    disk = LoopDisk(folder)
    with subprocess.Popen([DRAIN, disk.root], stdout=subprocess.PIPE, start_new_session=True) as worker:
        told = set()
        while 0 not in told:  # until the platform acknowledged some
            told.add(int(worker.stdout.readline()))
        time.sleep(random.uniform(0, 2 * SENDING_S))
        cut(disk, worker)
        told = (told | told_by(worker)) - {0}
    ends, = (os.path.join(disk.root, name) for name in os.listdir(disk.root) if name.startswith("both-ends-"))
    kept = held_by(os.path.join(ends, "state", "kiosk.db"), "SELECT receipt FROM outbox WHERE state<>1")
    came = held_by(os.path.join(ends, "platform.db"), "SELECT receipt FROM submission")
    disk.unmount()
    return len(told), len(told - kept - came)


def paho(folder):
    """(promised, lost): messages that paho took, and those of them that are not in its files."""
    disk = LoopDisk(folder)
    state = os.path.join(disk.root, "paho")
    os.mkdir(state)
    with subprocess.Popen([PROGRAM, "queue", state], stdout=subprocess.PIPE, start_new_session=True) as writer:
        time.sleep(SENDING_S)
        cut(disk, writer)
        told = told_by(writer)
    os.makedirs(state, exist_ok=True)
    found = subprocess.run([PROGRAM, "count", state], stdout=subprocess.PIPE, check=True).stdout
    disk.unmount()
    return len(told), max(len(told) - int(found), 0)


def broker_up(state, port):
    with open(os.path.join(state, "conf"), "w", encoding="utf-8") as conf:
        conf.write(f"listener {port} 127.0.0.1\nallow_anonymous true\npersistence true\n"
                   f"persistence_location {state}/\nmax_queued_messages 0\nuser root\n")
    broker = subprocess.Popen([BROKER, "-c", os.path.join(state, "conf")], start_new_session=True,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(500):
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return broker
        time.sleep(0.02)
    raise RuntimeError("mosquitto does not listen")


def reader(port, *more):
    """Whoever collects the messages: a session that the broker keeps."""
    return subprocess.run(["mosquitto_sub", "-p", str(port), "-c", "-i", "reader", "-q", "1", "-t", "submissions", *more],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout


def mosquitto(folder):
    """(promised, lost): messages that mosquitto acknowledged, and those of them that it does not have any more."""
    disk = LoopDisk(folder)
    state, outside = os.path.join(disk.root, "broker"), os.path.join(folder, "sender")
    os.mkdir(state)
    os.mkdir(outside)
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port = line.getsockname()[1]
    broker = broker_up(state, port)
    reader(port, "-E")
    with subprocess.Popen([PROGRAM, "send", outside, str(port)], stdout=subprocess.PIPE) as sender:
        time.sleep(SENDING_S)
        cut(disk, broker)
        sender.kill()
        told = told_by(sender)
    os.makedirs(state, exist_ok=True)
    broker = broker_up(state, port)
    kept = {int(line[:8]) for line in reader(port, "-W", "2").split(b"\n") if line}
    broker.kill()
    broker.wait()
    disk.unmount()
    return len(told), len(told - kept)


def losses(peer, cuts, memory):
    """(promised, lost, cuts that lost something) of so many cuts."""
    promised = lost = losing = 0
    for _ in range(cuts):
        with tempfile.TemporaryDirectory(prefix="linchuang-", dir=memory) as folder:
            one, gone = peer(folder)
        promised, lost, losing = promised + one, lost + gone, losing + (gone > 0)
    return promised, lost, losing
