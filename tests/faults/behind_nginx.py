#!/usr/bin/env python3
"""The requests of platform_hostile.py through nginx as it is shipped (packaging/nginx): each gets the same problem as without it,
what nginx says itself is a problem too, and nothing of a person comes to rest on its disk."""
import json
import os
import socket
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "journeys")]
import nginx  # noqa: E402
from hostile import Platform, Request, dumped, run  # noqa: E402
from platform_hostile import all_were_cut, drips, each_of_the_table, what_is_no_tls, what_is_revoked_brings_no_body  # noqa: E402
from ports import free_port  # noqa: E402
from slow_readers import PERSON, ask, narrow_line, question  # noqa: E402

START_S = 30


class Behind(Platform):
    """kiosk-platform with nginx before it; `port` is nginx's."""

    def __init__(self, build, state):
        super().__init__(build, state, "--behind-proxy")
        os.chmod(state, 0o755)  # nginx's workers are another user's
        self.folder = os.path.join(state, "nginx")
        os.mkdir(self.folder)
        inner, self.port = self.port, free_port()
        self.nginx = subprocess.Popen(nginx.write(self.folder, self.keys, self.port, [inner, inner]), stdin=subprocess.DEVNULL)
        end = time.monotonic() + START_S
        while not self.answers():
            assert time.monotonic() < end and self.nginx.poll() is None, "nginx does not answer"
            time.sleep(0.02)

    def answers(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self):
        self.nginx.terminate()
        self.nginx.wait(20)
        return super().stop()


def read_slowly(platform, request):
    """The whole answer, by a reader whose line takes little at a time and who at first takes nothing."""
    with narrow_line(platform) as tls:
        ask(tls, request)
        time.sleep(1)  # nginx has all of it by now; a faster reader proves less, not more
        return b"".join(iter(lambda: tls.recv(65536), b""))


def nothing_rests(platform):
    """A page read slowly, a large question, one in chunks, and the telephone's pages: nginx wrote none of it anywhere."""
    status, _, body = question("certificate").send(platform)
    assert status == 200, body
    number = json.loads(body)["document"]["number"]
    page = read_slowly(platform, question("document", number=number))
    assert page.startswith(b"HTTP/1.1 200") and len(page) > 100000, (page[:200], len(page))
    large = question("certificate", more="长" * 1000000)
    assert large.send(platform)[0] == 200
    large.chunked = True
    assert large.send(platform)[0] == 200
    for path in (f"/v/{number}", "/v/00000000000000000000", f"/p/{PERSON['number']}"):
        Request(path, 200, method="GET", path=path, card=None).send(platform)
    assert platform.nginx.poll() is None
    lying = [os.path.join(folder, name) for kind in ("client_body", "proxy")
             for folder, below, names in os.walk(os.path.join(platform.folder, kind)) for name in below + names]
    assert not lying, f"nginx made temporary files: {lying}"
    return number


def logs_say_nothing(platform, number):
    logs = [name for name in os.listdir(platform.folder) if name.endswith(".log")]
    assert "linchuang.log" in logs and os.path.getsize(os.path.join(platform.folder, "linchuang.log")), logs
    for name in logs:
        with open(os.path.join(platform.folder, name), encoding="utf-8", errors="replace") as file:
            said = file.read()
        for word in ("127.0.0.1", "/v/", "/p/", "/v1/", number, PERSON["number"]):
            assert word not in said, f"{word} in {name}: {said[:500]}"


def too_often(platform):
    """A kiosk gone mad: 429 as a problem with a time to come again; another kiosk is served, and it is served itself after that."""
    lines, answers = [], []
    for _ in range(8):
        line = platform.cards["own"].wrap_socket(socket.create_connection(("127.0.0.1", platform.port), 10), server_hostname="127.0.0.1")
        line.settimeout(60)
        lines.append(line)
    one = b"GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n"
    for line in lines:
        line.sendall(one * 199 + one.replace(b"Host", b"Connection: close\r\nHost"))
    for line in lines:
        answers.append(b"".join(iter(lambda: line.recv(65536), b"")))  # pylint: disable=cell-var-from-loop
        line.close()
    refused = [a for whole in answers for a in whole.split(b"HTTP/1.1 ")[1:] if a.startswith(b"429")]
    assert refused, "1,600 requests at once, and none was refused"
    for answer in refused:
        head, body = answer.split(b"\r\n\r\n", 1)
        assert b"Retry-After: 5" in head and b"Content-Type: application/problem+json" in head, head
        assert json.loads(body)["type"] == "urn:kiosk:problem:too-often", body
    health = Request("beside it", 200, method="GET", path="/v1/health", card="another's")
    assert health.send(platform)[0] == 200, "another kiosk pays for it"
    end = time.monotonic() + START_S
    own = Request("after it", 200, method="GET", path="/v1/health")
    while own.send(platform)[0] != 200:
        assert time.monotonic() < end, "it stays shut out"
        time.sleep(0.1)


def platform_away(platform):
    """503 as a problem, and a time to come again."""
    platform.process.terminate()
    platform.process.wait(20)
    health = Request("away", 503, "away", method="GET", path="/v1/health")
    fault = health.judge(*health.send(platform))
    assert not fault, fault
    connection = platform.connect()
    connection.request("GET", "/v1/health")
    assert connection.getresponse().getheader("Retry-After") == "10"
    connection.close()


def what_nginx_says_itself(platform):
    """Of what it does not pass on: problems, but for what is no HTTP, which must not look like a word about a batch. Each is one
    record of TLS: of more nginx leaves a part unread, and its answer may be lost by that."""
    shapes = ((b"414", True, b"GET /v/" + b"1" * 12000 + b" HTTP/1.1\r\nHost: x\r\n\r\n"),
              (b"431", True, b"GET /v1/health HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 12000 + b"\r\n\r\n"),
              (b"501", True, b"POST /v1/enrol HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n"),
              (b"400", False, b"POST /v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x"))
    for status, is_problem, sent in shapes:
        with platform.cards[None].wrap_socket(socket.create_connection(("127.0.0.1", platform.port), 10), server_hostname="127.0.0.1") as line:
            line.sendall(sent)
            answer = line.recv(65536)
        assert answer.startswith(b"HTTP/1.1 " + status) and (b"problem+json" in answer) == is_problem, f"{status}: {answer[:200]}"


def test(platform):
    dripping = drips(platform)
    each_of_the_table(platform, {"a place above": 400})  # nginx does not even ask
    what_nginx_says_itself(platform)
    what_is_no_tls(platform)
    number = nothing_rests(platform)
    what_is_revoked_brings_no_body(platform)
    too_often(platform)
    good = Request("after all of it", 202, items=[""], body=dumped(platform.events(1)))
    assert good.judge(*good.send(platform)) is None
    all_were_cut(dripping)
    platform_away(platform)
    logs_say_nothing(platform, number)  # not of errors either


if __name__ == "__main__":
    run(test, Behind)
