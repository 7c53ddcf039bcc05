"""What a kiosk that was stolen, broken or rebuilt may send, and what the platform must say to it: a table that
platform_hostile.py goes through once and platform_load.py again and again. Every request is whole HTTP over real TLS."""
import base64
import copy
import hashlib
import http.client
import json
import os
import random
import ssl
import subprocess
import tempfile
import threading
import time
import uuid

BATCH = "application/cloudevents-batch+json"
BODY_MAX = 8 << 20
BOX_MAX = 3 << 20


def openssl(*words):
    subprocess.run(["openssl", *words], check=True, capture_output=True)


class Platform:
    """kiosk-platform on a free port with keys and a store of its own, and boxes sealed to it and to another one."""

    def __init__(self, build, state, *more):
        self.build, self.state, self.taken, self.lock = build, state, 0, threading.Lock()
        self.keys, self.foreign = os.path.join(state, "keys"), os.path.join(state, "foreign")
        self.program = os.path.join(build, "kiosk-platform")
        for folder in (self.keys, self.foreign):
            subprocess.run([self.program, "keys", "init", folder], check=True, stdout=subprocess.DEVNULL)
        self.log = open(os.path.join(state, "platform.log"), "wb")
        self.process = subprocess.Popen(
            [self.program, "--store", "sqlite:" + os.path.join(state, "platform.db"), "--listen", "127.0.0.1:0",
             "--keys", self.keys, "--catalog", os.path.join(os.path.dirname(__file__), "../../assets/catalog"), *more],
            stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.port = int(self.process.stdout.readline().rsplit(":", 1)[1])
        self.cards = {None: self.tls(), "own": self.card("20617"), "another's": self.card("20618"), "expired": self.card("20617", days=-1),
                      "foreign": self.card("20617", self.foreign), "nameless": self.card("20617x"),
                      "not a client's": self.card("20617", use="serverAuth"), "not ours at all": self.card("20617", None)}

    def stop(self):
        self.process.terminate()
        status = self.process.wait(20)
        self.log.close()
        return status

    def tls(self):
        return ssl.create_default_context(cafile=os.path.join(self.keys, "ca.crt"))

    def card(self, kiosk, authority="", days=1, use="clientAuth"):
        """A client of TLS with a certificate of that name; `authority` is a keys folder, None: it signs itself."""
        key, asked, signed, more = (os.path.join(self.state, name) for name in ("card.key", "card.csr", "card.crt", "card.ext"))
        with open(more, "w", encoding="ascii") as file:
            file.write(f"extendedKeyUsage={use}\n")
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-subj", "/CN=" + kiosk,
                "-out", asked)
        folder = authority or self.keys
        by = ["-signkey", key] if authority is None else ["-CA", folder + "/ca.crt", "-CAkey", folder + "/ca.key", "-CAcreateserial"]
        openssl("x509", "-req", "-in", asked, *by, "-days", str(days), "-extfile", more, "-out", signed)
        context = self.tls()
        context.load_cert_chain(signed, key)
        return context

    def connect(self, card="own", source="127.0.0.1"):
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=30, context=self.cards[card], source_address=(source, 0))

    def listed(self):
        """How many applications the worker's desk sees."""
        return len(subprocess.run([self.program, "ctl", "--store", "sqlite:" + os.path.join(self.state, "platform.db"), "--keys",
                                   self.keys, "list"], check=True, capture_output=True, text=True).stdout.splitlines())

    def take(self, count):
        """The first of so many counters that no request before had."""
        with self.lock:
            self.taken += count
            return self.taken - count + 1

    def sealed(self, first, count, keys=None):
        """Applications with these counters; `keys` of another platform."""
        program = os.path.join(self.build, "tests/journeys/platform_batch")
        return json.loads(subprocess.run([program, keys or self.keys, str(first), str(count)], check=True, capture_output=True).stdout)

    def events(self, count, keys=None):
        return self.sealed(self.take(count), count, keys)


class Request:
    """One request and its verdict: the status, the problem's slug, or the slugs of a batch's items ("" = stored)."""

    def __init__(self, name, status, slug=None, items=None, body=b"", method="POST", path="/v1/submissions", type_=BATCH,
                 card="own", headers=(), chunked=False, announced=0):
        self.name, self.status, self.slug, self.items, self.body = name, status, slug, items, body
        self.method, self.path, self.type, self.card = method, path, type_, card
        self.headers, self.chunked, self.announced = dict(headers), chunked, announced  # a length without its body

    def send(self, platform):
        """On a connection of its own, for a refused body may end it: status, content type, body."""
        connection = platform.connect(self.card)
        try:
            return self.over(connection)
        finally:
            connection.close()

    def over(self, connection):
        headers = {"Content-Type": self.type, **self.headers}
        if self.chunked:
            body = iter([self.body[i:i + 65536] for i in range(0, len(self.body), 65536)])
            connection.request(self.method, self.path, body, {**headers, "Transfer-Encoding": "chunked"}, encode_chunked=True)
        elif self.announced:
            connection.request(self.method, self.path, None, {**headers, "Content-Length": str(self.announced)})
        else:
            connection.request(self.method, self.path, self.body, headers)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Content-Type", ""), answer.read()

    def judge(self, status, type_, body):
        """None when the answer is right, else what is wrong with it."""
        if status != self.status:
            return f"{status} instead of {self.status}: {body[:200]}"
        if self.items is not None:
            results = json.loads(body)["results"]
            got = [r.get("problem", {}).get("type", "urn:kiosk:problem:").rsplit(":", 1)[1] if r["status"] == "rejected"
                   else {"stored": ""}.get(r["status"], r["status"]) for r in results]
            bad = [r for r in results if r["status"] == "rejected" and r["problem"].get("status") not in (422, 409)]
            return None if got == self.items and not bad else f"items {got} instead of {self.items}"
        if self.slug is None:
            return None
        if type_ != "application/problem+json":
            return f"{type_} instead of a problem"
        problem = json.loads(body)
        if problem["type"] != "urn:kiosk:problem:" + self.slug or problem["status"] != status or not problem["title"]:
            return f"the problem is {problem}"
        return None


def dumped(events):
    return json.dumps(events).encode()


def bent(event, **changes):
    """A copy with members changed; None takes one away."""
    copied = copy.deepcopy(event)
    for name, value in changes.items():
        copied[name] = value
        if value is None:
            del copied[name]
    return copied


def flipped(text, at):
    box = bytearray(base64.b64decode(text))
    box[at] ^= 1
    return base64.b64encode(box).decode()


def malformed(platform):
    """What is no batch: 400, and nothing of it is looked at."""
    event = platform.events(1)[0]
    whole = dumped([event])
    bodies = {
        "empty": b"", "no JSON": b"\xff\xfe{", "cut short": whole[:-9], "an object": dumped(event), "no items": b"[]",
        "no objects": b"[1,null,[]]", "too many items": dumped([event] * 101), "depth": b"[" * 100000,
        "open depth": b'[{"a":' * 5000, "twice a member": whole.replace(b'"id"', b'"id":"x","id"', 1), "NUL": whole + b"\0",
        "NUL in a text": whole.replace(b"gaoling", b"gao\\u0000ling", 1), "no UTF-8": whole.replace(b"gaoling", b"gao\xffing", 1),
        "lone surrogate": whole.replace(b"gaoling", b"\\ud800", 1), "much number": b"[" + b"9" * 100000 + b"]",
    }
    wrong = {
        "specversion": "0.3", "id": str(uuid.uuid4()), "source": "kiosk/" + "2" * 40, "type": "gov.kiosk.Application.v1",
        "time": "2026-11-31T00:00:00Z", "datacontenttype": "text/html", "sealalg": "none", "data_base64": "%%%%",
    }
    for name, value in wrong.items():
        bodies["no " + name] = dumped([bent(event, **{name: None})])
        bodies["wrong " + name] = dumped([bent(event, **{name: value})])
        bodies["typed " + name] = dumped([bent(event, **{name: 7})])
    bodies["sealalg of another suite"] = dumped([bent(event, sealalg="sm2-sm4-gcm")])
    bodies["empty box"] = dumped([bent(event, data_base64="")])
    bodies["box and reference"] = dumped([bent(event, dataref="/v1/uploads/" + event["id"])])
    bodies["another's reference"] = dumped(
        [bent(event, data_base64=None, sealalg="x25519-xchacha20poly1305-stream", dataref="/v1/uploads/" + platform.events(1)[0]["id"],
              boxdigest=base64.b64encode(bytes(32)).decode())])
    bodies["a reference to any box"] = dumped(
        [bent(event, data_base64=None, sealalg="x25519-xchacha20poly1305-stream", dataref="/v1/uploads/" + event["id"])])
    return [Request(name, 400, "batch", body=body) for name, body in bodies.items()]


def oversized(platform):
    huge = base64.b64encode(bytes(BOX_MAX + 1)).decode()
    large = [bent(platform.events(1)[0], data_base64=huge, sealalg="x25519-xchacha20poly1305-stream")]
    return [Request("a box above 3 MiB", 202, items=["too-large"], body=dumped(large)),
            Request("a body above 8 MiB", 413, "too-large", announced=BODY_MAX + 1),
            Request("a body above 8 MiB in chunks", 413, "too-large", body=bytes(BODY_MAX + 1), chunked=True),
            Request("too many headers", 431, "headers", headers={f"X-{i}": "x" for i in range(70)}, body=b"[]")]


def sealed_wrong(platform):
    """A batch whose items are what they say, but for what is sealed in them."""
    one, two, three, four, five, six, good = platform.events(7)
    foreign, disguised = platform.events(2, platform.foreign)
    plain = base64.b64encode(json.dumps({"id": three["id"], "kiosk": "20617", "kind": "application"}).encode().ljust(1072)).decode()
    items = [
        (bent(one, data_base64=two["data_base64"]), "mismatch"), (bent(two, data_base64=one["data_base64"]), "mismatch"),
        (foreign, "unknown-key"), (bent(disguised, keyid=one["keyid"]), "unopened"), (bent(three, data_base64=plain), "unopened"),
        (bent(three, data_base64="AAAA"), "unopened"), (bent(four, data_base64=flipped(four["data_base64"], 900)), "unopened"),
        (bent(five, type="gov.kiosk.report.v1"), "mismatch"),
        (bent(six, subject="shebao-chaxun"), "mismatch"), (bent(six, time="2026-11-23T03:41:00.000Z"), "mismatch"),
        (bent(six, id=str(uuid7())), "mismatch"), (bent(six, keyid="p-000000000000"), "unknown-key"),
        (bent(six, data_base64=None, sealalg="x25519-xchacha20poly1305-stream", dataref="/v1/uploads/" + six["id"],
              boxdigest=base64.b64encode(bytes(32)).decode()), "not-uploaded"),
        (good, ""),
    ]
    return [Request("sealed wrong, among a good one", 202, items=[slug for _, slug in items], body=dumped([e for e, _ in items]))]


def referring(event, meant):
    """The event as it names a box that came in pieces, and that is the one of `meant`."""
    digest = hashlib.blake2b(base64.b64decode(meant["data_base64"]), digest_size=32).digest()
    return bent(event, data_base64=None, sealalg="x25519-xchacha20poly1305-stream", dataref="/v1/uploads/" + event["id"],
                boxdigest=base64.b64encode(digest).decode())


def replayed(platform):
    """The same once more, and in one batch, and another box under its id."""
    first = platform.take(3)
    events, again = platform.sealed(first, 3), platform.sealed(first, 3)
    return [Request("the first time", 202, items=["", "", ""], body=dumped(events)),
            Request("the second time", 202, items=["duplicate"] * 3, body=dumped(events)),
            Request("twice in one batch", 202, items=["duplicate"] * 2, body=dumped([events[0], events[0]])),
            Request("another box under the id", 202, items=["id-reused"] * 3, body=dumped(again)),
            Request("another box under the id, by reference", 202, items=["id-reused", "duplicate"],
                    body=dumped([referring(events[0], again[0]), referring(events[1], events[1])])),
            Request("pieces under the id", 409, "filed", method="PUT", path="/v1/uploads/" + events[0]["id"], body=b"x",
                    type_="application/partial-upload", headers={"Upload-Offset": "0", "Upload-Complete": "?0"})]


def uuid7():
    stamp = 1795392000000 << 80
    return uuid.UUID(int=stamp | 7 << 76 | random.getrandbits(12) << 64 | 2 << 62 | random.getrandbits(62))


def strangers(platform):
    """Who may not, and what is not there."""
    event = platform.events(1)[0]
    body = dumped([event])
    ask = {"path": "/v1/online", "type_": "application/json"}
    enrol, code = {"path": "/v1/enrol", "type_": "application/json", "card": None}, "0000-0000-0000-0000-0000-0000-0000"
    return [Request("no certificate", 401, "unknown-kiosk", body=body, card=None),
            Request("a token", 401, "unknown-kiosk", body=body, card=None, headers={"Authorization": "Bearer " + "A" * 43}),
            Request("an empty token", 401, "unknown-kiosk", body=body, card=None, headers={"Authorization": "Bearer "}),
            *[Request("certificate: " + card, 403, "certificate", body=body, card=card)
              for card in ("expired", "foreign", "nameless", "not a client's", "not ours at all")],
            Request("another kiosk's name", 403, "other-kiosk", body=body, card="another's"),
            Request("another kiosk's name among one's own", 403, "other-kiosk",
                    body=dumped([event, bent(event, source="kiosk/20618")])),
            Request("to be enrolled by nothing", 400, "enrol", body=b"{", **enrol),
            Request("to be enrolled by no token", 400, "enrol", body=dumped({"token": code, "csr": "x"}), **enrol),
            Request("to be renewed without certificate", 401, "unknown-kiosk", body=b"{}", **{**enrol, "path": "/v1/renew"}),
            Request("to be renewed by nothing", 400, "enrol", body=b"{}", **{**enrol, "path": "/v1/renew", "card": "own"}),
            Request("another type", 415, "media-type", body=body, type_="text/plain"),
            Request("another method", 405, "method", method="DELETE", body=body),
            Request("no such place", 404, "no-such-place", path="/v2/submissions", body=body),
            Request("the operator's page", 401, "operator", method="GET", path="/fleet", body=b""),
            Request("the operator's figures", 401, "operator", method="GET", path="/metrics", body=b""),
            Request("a place above", 404, "no-such-place", path="/v1/../../etc/passwd", body=body),
            Request("a question that is no JSON", 400, "json", body=b"{", **ask),
            Request("a question of nothing", 400, "json", body=b"[]", **ask),
            Request("a heartbeat of nothing", 400, "heartbeat", body=b"{}", path="/v1/heartbeat",
                    type_="application/vnd.kiosk.heartbeat+json")]


def uploads(platform):
    """Pieces that belong nowhere."""
    name, piece = str(uuid7()), {"type_": "application/partial-upload"}
    last = {"Upload-Complete": "?1"}
    return [Request("an upload of no UUID", 404, "no-such-upload", method="PUT", path="/v1/uploads/x", headers=last, body=b"x", **piece),
            Request("an upload of another UUID", 404, "no-such-upload", method="PUT", path=f"/v1/uploads/{uuid.uuid4()}",
                    headers=last, body=b"x", **piece),
            Request("a piece that says nothing", 400, "upload", method="PUT", path="/v1/uploads/" + name, body=b"x", **piece),
            Request("a piece far out", 400, "upload", method="PATCH", path="/v1/uploads/" + name, body=b"x", **piece,
                    headers={"Upload-Offset": "99999999999999999999", **last}),
            Request("a piece of nothing before", 404, "no-such-upload", method="PATCH", path="/v1/uploads/" + name, body=b"x",
                    headers={"Upload-Offset": "5", **last}, **piece),
            Request("no digest", 422, "digest", method="PUT", path="/v1/uploads/" + name, headers=last, body=b"x", **piece),
            Request("another digest", 422, "digest", method="PUT", path="/v1/uploads/" + name, body=b"x", **piece,
                    headers={**last, "Repr-Digest": "sha-256=:" + base64.b64encode(bytes(32)).decode() + ":"}),
            Request("nothing of them stays", 404, "no-such-upload", method="GET", path="/v1/uploads/" + name, **piece)]


def table(platform, shuffled=None):
    """All of them, part by part; `shuffled` is a random.Random. What is stored on the way, `stored` counts."""
    parts = [malformed, oversized, sealed_wrong, replayed, strangers, uploads]
    if shuffled:
        shuffled.shuffle(parts)
    return [request for part in parts for request in part(platform)]


def stored(requests):
    return sum(request.items.count("") for request in requests if request.items)


def run(test, kind=Platform):
    """The test in a folder of its own, with a platform of that kind, and its exit status."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="linchuang-") as state:
        platform = kind(os.environ.get("LC_BUILD", "build"), state)
        try:
            test(platform)
        finally:
            status = platform.stop()
            with open(os.path.join(state, "platform.log"), encoding="utf-8", errors="replace") as log:
                said = log.read()
    assert status == 0, f"kiosk-platform ended with {status}: {said[-2000:]}"
    assert "王秀兰" not in said and "341199" not in said, "the log names a person"
    print(f"ok {time.monotonic() - begun:.1f} s")
