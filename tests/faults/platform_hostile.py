#!/usr/bin/env python3
"""Malformed, oversized, replayed, unsealed, foreign-key, swapped and expired-certificate requests against the running platform,
over TLS: each gets a problem of the right status, and what is good among them is stored once."""
import os
import socket
import sqlite3
import ssl
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from hostile import BATCH, BODY_MAX, Request, dumped, run, stored, table  # noqa: E402
from slow_readers import SlowReaders  # noqa: E402

DRIP_S = 240  # patience: the platform's own is a minute (server.c)
RAW = {  # what is no HTTP: refused before it is anybody's request
    "no request": b"\x00\x01\x02\r\n\r\n",
    "two lengths": b"POST /v1/submissions HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n[]x",
    "a length below nothing": b"POST /v1/submissions HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "a length beyond all": b"POST /v1/submissions HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n",
    "a chunk that is none": b"POST /v1/submissions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    "an endless header": b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 100000,
}


def each_of_the_table(platform, other=None):
    """`other` has the status of requests that something before the platform answers, by their names."""
    wrong, requests = [], table(platform)
    for request in requests:
        if other and request.name in other:
            request.status, request.slug = other[request.name], None
        fault = request.judge(*request.send(platform))
        if fault:
            wrong.append(f"{request.name}: {fault}")
    assert not wrong, "\n".join(wrong)
    held = platform.listed()
    assert held == stored(requests), f"{held} stored instead of {stored(requests)}"
    print(f"{len(requests)} requests, each with its answer; {stored(requests)} applications stored")


def what_is_no_http(platform):
    """Answered with an error or cut off, never with an answer of ours; and the next one is served."""
    for name, sent in RAW.items():
        with platform.cards["own"].wrap_socket(socket.create_connection(("127.0.0.1", platform.port), 10), server_hostname="127.0.0.1") as line:
            try:
                line.settimeout(1)  # or it is left waiting for more, which ends after 20 s
                line.sendall(sent)
                answer = line.recv(65536)
            except (ssl.SSLError, OSError):
                answer = b""
        assert answer == b"" or answer.split(b" ")[1][:1] in (b"4", b"5"), f"{name}: {answer[:120]}"
    health = Request("health", 200, method="GET", path="/v1/health")
    assert health.send(platform)[0] == 200


def what_ends_twice(platform):
    """What two servers may cut in two places is refused, once, and its rest is nobody's request; nor is a path that hides a sign."""
    enrol, after = b"POST /v1/enrol HTTP/1.1\r\nContent-Type: application/json\r\n", b"GET /v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    shapes = {
        "two lengths": (b"400", enrol + b"Host: x\r\nContent-Length: 2\r\nContent-Length: 40\r\n\r\n{}" + after),
        "a length and chunks": (b"400", enrol + b"Host: x\r\nContent-Length: 60\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" + after),
        "no host": (b"400", b"GET /v1/health HTTP/1.1\r\n\r\n" + after),
        "two hosts": (b"400", b"GET /v1/health HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n" + after),
        "a zero byte": (b"404", b"GET /v1/health%00x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
        "a hidden slash": (b"404", b"GET /v1%2Fhealth HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
    }
    for name, (status, sent) in shapes.items():
        answer = b""
        with platform.cards[None].wrap_socket(socket.create_connection(("127.0.0.1", platform.port), 10), server_hostname="127.0.0.1") as line:
            line.sendall(sent)
            while some := line.recv(65536):
                answer += some
        assert answer.startswith(b"HTTP/1.1 " + status) and answer.count(b"HTTP/1.1 ") == 1, f"{name}: {answer}"
        assert b"application/problem+json" in answer, f"{name}: {answer}"


def what_is_no_tls(platform):
    """Plain HTTP gets no answer."""
    with socket.create_connection(("127.0.0.1", platform.port), 10) as line:
        line.sendall(b"GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"200 OK" not in line.recv(4096)


def a_stranger_holds_nothing_up(platform):
    """Bodies without end to a place that is open to all do not take the kiosks' room: each gets its 413, or is a small one."""
    head = b"POST /v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    piece = b"10000\r\n" + bytes(65536) + b"\r\n"
    open_ones = []
    for _ in range(8):
        line = platform.cards[None].wrap_socket(socket.create_connection(("127.0.0.1", platform.port), 10), server_hostname="127.0.0.1")
        line.sendall(head + piece * (BODY_MAX // 65536 - 1))  # not its end
        open_ones.append(line)
    one = Request("beside open bodies", 202, items=[""], body=dumped(platform.events(1)))
    assert (fault := one.judge(*one.send(platform))) is None, fault
    for line in open_ones:
        line.sendall(b"0\r\n\r\n")
        assert line.recv(12) == b"HTTP/1.1 413"
        line.close()
    enrol = {"path": "/v1/enrol", "type_": "application/json", "card": None}
    for request in (Request("to be enrolled by much", 413, "too-large", announced=(16 << 10) + 1, **enrol),
                    Request("to pay by much", 413, "too-large", announced=(16 << 10) + 1, path="/pay/x", card=None,
                            type_="application/x-www-form-urlencoded")):
        assert (fault := request.judge(*request.send(platform))) is None, f"{request.name}: {fault}"


def one_kiosk_shuts_out_no_other(platform):
    """Nine large bodies of one certificate, never ended: another kiosk's large batch is taken, and so is a small one of its own."""
    head = b"POST /v1/submissions HTTP/1.1\r\nHost: x\r\nContent-Type: " + BATCH.encode() + b"\r\nContent-Length: %d\r\n\r\n" % BODY_MAX
    open_ones = []
    for _ in range(9):
        line = platform.cards["another's"].wrap_socket(socket.create_connection(("127.0.0.1", platform.port), 10), server_hostname="127.0.0.1")
        line.sendall(head + b" " * (BODY_MAX - 65536))
        open_ones.append(line)
    one, small = dumped(platform.events(1)), Request("a small one of the same", 400, "batch", body=b"[]", card="another's")
    for request in (Request("another's large one", 202, items=[""], body=one + b" " * (BODY_MAX - len(one))), small):
        assert (fault := request.judge(*request.send(platform))) is None, f"{request.name}: {fault}"
    for line in open_ones:
        line.close()


def what_is_short_comes_whole(platform):
    """A refusal is not lost on the way because its request's few bytes come a moment later than its header."""
    head = b"POST /v1/submissions HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n"
    with platform.cards["own"].wrap_socket(socket.create_connection(("127.0.0.1", platform.port), 10), server_hostname="127.0.0.1") as line:
        line.sendall(head)
        time.sleep(0.5)
        line.sendall(b"[")
        time.sleep(0.5)
        line.sendall(b"]")
        assert line.recv(12) == b"HTTP/1.1 415"


def who_says_nothing(platform):
    """More silent connections of one address than there is room for: another address is answered; and who has asked something
    is kept when the silent are cut."""
    spoken = platform.connect(None)
    health = Request("health", 200, method="GET", path="/v1/health")
    assert health.over(spoken)[0] == 200
    line = spoken.sock
    silent = []
    for _ in range(260):
        silent.append(socket.create_connection(("127.0.0.1", platform.port), 10))
    other = platform.connect("own", source="127.0.0.2")
    assert health.over(other)[0] == 200
    other.close()
    for quiet in silent:
        quiet.settimeout(30)
        try:
            while quiet.recv(4096):  # an alert of TLS, and the end
                pass
        except ConnectionResetError:
            pass
        quiet.close()
    assert health.over(spoken)[0] == 200 and spoken.sock is line, "one that had asked was cut with the silent"
    spoken.close()


def drips(platform, seconds=DRIP_S):
    """Headers byte by byte, never whole, as long as the line takes them: cut while it still drips, though it was never silent."""
    cut = []

    def one(context):
        try:
            line = socket.create_connection(("127.0.0.1", platform.port), 10)
            line = context.wrap_socket(line, server_hostname="127.0.0.1") if context else line
            line.sendall(b"GET /v1/health HTTP/1.1\r\nX: " if context else b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")
            line.settimeout(1)
            for _ in range(seconds):
                line.sendall(b"a")
                try:
                    answer = line.recv(4096)
                except TimeoutError:
                    continue
                if not answer:
                    break
            else:
                return
        except OSError:
            pass
        cut.append(context)
    threads = [threading.Thread(target=one, args=(context,)) for context in (platform.cards["own"], platform.cards[None], None)]
    for thread in threads:
        thread.start()
    return threads, cut


def all_were_cut(dripping):
    threads, cut = dripping
    for thread in threads:
        thread.join()
    assert len(cut) == len(threads), f"{len(threads) - len(cut)} lines that drip were never cut"


def what_is_revoked_brings_no_body(platform):
    """Refused before its body: eight megabytes are announced and never sent."""
    card = platform.card("20617")
    serial = subprocess.run(["openssl", "x509", "-in", os.path.join(platform.state, "card.crt"), "-noout", "-serial"], check=True,
                            capture_output=True, text=True).stdout.strip().split("=")[1]
    platform.cards["revoked"] = card
    with sqlite3.connect(os.path.join(platform.state, "platform.db"), timeout=30) as store:
        store.execute("INSERT INTO kiosk_certificate(serial, kiosk, spki, pem, issued_ms, until_ms, revoked_ms)"
                      " VALUES(?, '20617', zeroblob(32), '-', 1, 2, 3)", (serial,))
    store.close()
    piece = {"method": "PUT", "path": "/v1/uploads/019b0c3e-7a10-7c55-8000-000000000000", "type_": "application/partial-upload"}
    for request in (Request("revoked: a batch", 403, "revoked", announced=BODY_MAX, card="revoked"),
                    Request("revoked: a piece", 403, "revoked", announced=BODY_MAX - 1, card="revoked", **piece),
                    Request("revoked: a small one", 403, "revoked", body=b"[]", card="revoked")):
        fault = request.judge(*request.send(platform))
        assert not fault, f"{request.name}: {fault}"


def test(platform):
    dripping, readers = drips(platform), SlowReaders(platform)
    each_of_the_table(platform)
    what_is_no_http(platform)
    what_ends_twice(platform)
    what_is_no_tls(platform)
    a_stranger_holds_nothing_up(platform)
    one_kiosk_shuts_out_no_other(platform)
    what_is_short_comes_whole(platform)
    who_says_nothing(platform)
    what_is_revoked_brings_no_body(platform)
    all_were_cut(dripping)
    readers.were_met()
    good = Request("after all of it", 202, items=[""], body=dumped(platform.events(1)))
    assert good.judge(*good.send(platform)) is None


if __name__ == "__main__":
    run(test)
