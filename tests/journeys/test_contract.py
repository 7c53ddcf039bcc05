#!/usr/bin/env python3
"""docs/platform-api.yaml against the running server: every answer it gives here is one that the document lists for that path
and method, with that media type, and its body fits the schema; and every status that the document lists is met here, or
stands in ELSEWHERE with where it is met. Then a known linter reads the document (npm, tests/npm/openapi)."""
import base64
import json
import os
import re
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import uuid
from http.client import HTTPSConnection

import jsonschema
import yaml

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from house import ROOT, wait_until  # noqa: E402

BUILD = os.environ.get("LC_BUILD", os.path.join(ROOT, "build"))
PLATFORM = os.path.join(BUILD, "kiosk-platform")
KIOSK, OTHER = "20617", "20618"
PERSON = {"name": "王秀兰", "number": "341199194305120041"}
LARGE = object()  # a body of 9 MiB
LINTER = os.path.join(ROOT, "build", "npm-openapi")
# What the store's trouble or a revoked certificate makes of a request, and who shows that.
ELSEWHERE = {"500": "unit tests: trouble_reply", "503": "unit tests: trouble_reply", "507": "journeys.platform_http: a full store",
             "403": "unit tests: guard_admit, of each route that asks for a kiosk", "410": "unit tests: test_orders", "429": "unit tests: test_uploads"}


class Contract:
    """The document, and which of its answers were seen."""

    def __init__(self):
        with open(os.path.join(ROOT, "docs/platform-api.yaml"), encoding="utf-8") as file:
            self.document = yaml.safe_load(file)
        self.seen, self.faults = set(), []

    def resolve(self, part):
        while "$ref" in part:
            place = self.document
            for name in part["$ref"][2:].split("/"):
                place = place[name]
            part = place
        return part

    def listed(self):
        return {(path, method, status) for path, methods in self.document["paths"].items()
                for method, operation in methods.items() for status in operation["responses"]}

    def check(self, path, method, status, kind, body):
        operation = self.document["paths"][path][method]
        if status not in operation["responses"]:
            return "is not listed"
        self.seen.add((path, method, status))
        content = self.resolve(operation["responses"][status]).get("content", {})
        if not content:
            return None if not body else "has a body"
        if kind not in content:
            return f"has the type {kind}"
        if not kind.endswith("json"):
            return None if body else "has no body"
        return self.fits(content[kind]["schema"], json.loads(body))

    def fits(self, wanted, body):
        """What is wrong with it, or None. The document's own references are looked up in it."""
        schema = {"$ref": "#/wanted", "wanted": wanted, "components": self.document["components"]}
        problems = list(jsonschema.Draft202012Validator(schema).iter_errors(body))
        return f"does not fit: {problems[0].json_path}: {problems[0].message}"[:400] if problems else None


class Server:
    """One platform in a folder of its own."""

    def __init__(self, folder, contract):
        self.folder, self.contract = folder, contract
        self.keys, self.store = os.path.join(folder, "keys"), "sqlite:" + os.path.join(folder, "p.db")
        subprocess.run([PLATFORM, "keys", "init", self.keys, "--demo-token"], check=True, stdout=subprocess.DEVNULL)
        log = open(os.path.join(folder, "log"), "w+", encoding="utf-8")
        self.process = subprocess.Popen([PLATFORM, "--store", self.store, "--listen", "127.0.0.1:0", "--keys", self.keys],
                                        stdout=log, stderr=log)
        self.port = int(wait_until(lambda: re.search(r"listening on https://.*:(\d+)", self.read("log")), "the platform")[1])
        self.context = ssl.create_default_context(cafile=os.path.join(self.keys, "ca.crt"))
        self.token = "Bearer " + self.read("keys/token").strip()
        self.password = "Basic " + base64.b64encode(f"any:{self.read('keys/operator').strip()}".encode()).decode()

    def read(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as file:
            return file.read()

    def ctl(self, *words, told=None):
        return subprocess.run([PLATFORM, "ctl", "--store", self.store, "--keys", self.keys, *words], check=True,
                              capture_output=True, text=True, input=told).stdout

    def ask(self, method, path, status, real=None, who=None, kind=None, body=None, headers=None, context=None):
        """`path` as the document has it, `real` as it is asked; the body of the answer, read as what it is."""
        told = dict(headers or {})
        if who:
            told["Authorization"] = who
        if kind:
            told["Content-Type"] = kind
        line = HTTPSConnection("127.0.0.1", self.port, context=context or self.context, timeout=30)
        if body is LARGE:  # said, and answered before it is sent
            told["Content-Length"], body = str(9 << 20), None
        line.request(method.upper(), real or path, body=json.dumps(body) if isinstance(body, (dict, list)) else body,
                     headers=told)
        answer = line.getresponse()
        text, got = answer.read(), str(answer.status)
        line.close()
        media = (answer.headers["Content-Type"] or "").split(";")[0]
        fault = "is wanted otherwise" if got != str(status) else self.contract.check(path, method, got, media, text)
        if fault:
            self.contract.faults.append(f"{method.upper()} {real or path}: {got} {fault} (wanted {status}): {text[:200]!r}")
        self.tag = answer.headers["ETag"]
        return json.loads(text) if media.endswith("json") and text else text


def pages(server):
    server.ask("get", "/", 200)
    server.ask("get", "/v1/health", 200)
    server.ask("get", "/v1/ca", 200)
    for path in ("/p/{receipt}", "/v/{number}", "/b/{number}", "/e/{number}", "/pay/{code}"):
        server.ask("get", path, 404, real=path.split("{", maxsplit=1)[0] + "1")
    for path in ("/fleet", "/metrics"):
        server.ask("get", path, 401)
        server.ask("get", path, 200, who=server.password)


def refusals(server):
    """What is said of every request of a kiosk before its content is looked at."""
    for path, kind in (("/v1/submissions", "application/cloudevents-batch+json"), ("/v1/online", "application/json"),
                       ("/v1/heartbeat", "application/vnd.kiosk.heartbeat+json")):
        server.ask("post", path, 401, kind=kind, body=b"{}")
        server.ask("post", path, 415, who=server.token, kind="text/plain", body=b"{}")
        server.ask("post", path, 400, who=server.token, kind=kind, body=b"{")
        server.ask("post", path, 413, who=server.token, kind=kind, body=LARGE)
    server.ask("post", "/v1/submissions", 431, headers={f"X-{i}": "x" for i in range(80)}, body=b"")
    for path in ("/v1/notices", "/v1/keys"):
        server.ask("get", path, 401)
        server.ask("get", path, 200, who=server.token)
        server.ask("get", path, 304, who=server.token, headers={"If-None-Match": server.tag})
    server.ask("post", "/pay/{code}", 415, real="/pay/1", kind="text/plain", body=b"x")
    server.ask("post", "/pay/{code}", 404, real="/pay/1", kind="application/x-www-form-urlencoded", body=b"")


def handing_in(server):
    batch = subprocess.run([os.path.join(BUILD, "tests/journeys/platform_batch"), server.keys, "1", "3"], check=True,
                           capture_output=True).stdout
    kind = "application/cloudevents-batch+json"
    first = server.ask("post", "/v1/submissions", 202, who=server.token, kind=kind, body=batch)
    assert [item["status"] for item in first["results"]] == ["stored"] * 3, first
    events = json.loads(batch)
    events[0]["data_base64"] = base64.b64encode(b"no box").decode()
    second = server.ask("post", "/v1/submissions", 202, who=server.token, kind=kind, body=events)
    assert sorted(item["status"] for item in second["results"]) == ["duplicate", "duplicate", "rejected"], second
    server.ask("put", "/v1/uploads/{id}", 409, real="/v1/uploads/" + events[0]["id"], who=server.token,
               kind="application/partial-upload", body=b"abc", headers={"Upload-Offset": "0", "Upload-Complete": "?0"})
    receipt = first["results"][0]["receipt"]
    server.ask("get", "/p/{receipt}", 200, real="/p/" + receipt)
    return receipt


def heartbeat(server):
    beat = {"kiosk": KIOSK, "release": "0.1.0", "at": "2026-11-23T00:00:00Z", "uptime_s": 1, "disk_free_mb": 9000,
            "queue": {"waiting": 0, "parked": 0, "by_priority": [0] * 5, "oldest_s": 0},
            "devices": [{"slot": "printer", "status": "ready", "attention": "", "done": 1, "failed": 0, "lost": 0}]}
    server.ask("post", "/v1/heartbeat", 200, who=server.token, kind="application/vnd.kiosk.heartbeat+json", body=beat)
    assert KIOSK in server.ask("get", "/fleet", 200, who=server.password).decode()


def online(server, receipt):
    def ask(status, **question):
        return server.ask("post", "/v1/online", status, who=server.token, kind="application/json", body=question)
    ask(200, kind="query", service="shebao-chaxun", person=PERSON)
    ask(200, kind="query", service="ban-shi-jindu", person=PERSON)
    ask(200, kind="progress", receipt=receipt)
    ask(404, kind="progress", receipt="206179999990")
    ask(422, kind="query", service="no-such", person=PERSON)
    ask(422, kind="dance")
    certificate = ask(200, kind="certificate", service="canbao-zhengming", person=PERSON)
    number = certificate["document"]["number"]
    ask(200, kind="document", service="canbao-zhengming", number=number, person=PERSON)
    server.ask("get", "/v/{number}", 200, real="/v/" + number)
    offer = ask(200, kind="booking.offer", service="jiankang-yuyue", person=PERSON)
    case = "01990000-0000-7000-8000-" + uuid.uuid4().hex[:12]
    ticket = ask(200, kind="booking", service="jiankang-yuyue", person=PERSON, case=case,
                 pick=offer["offer"]["slots"][0]["code"], answers={})
    server.ask("get", "/b/{number}", 200, real="/b/" + ticket["ticket"]["number"])
    ask(200, kind="booking.cancel", service="jiankang-yuyue", person=PERSON)
    ask(200, kind="ballot", service="tou-piao", person=PERSON)
    code = server.ctl("identity", told=f"{PERSON['number']}\n{PERSON['name']}\n").strip().rsplit(":", 1)[1]
    ask(200, kind="identity", code=code)


def upload(server):
    name = "01990000-0000-7000-8000-" + uuid.uuid4().hex[:12]
    path, real, kind = "/v1/uploads/{id}", "/v1/uploads/" + name, "application/partial-upload"
    more, last = {"Upload-Offset": "0", "Upload-Complete": "?0"}, {"Upload-Offset": "3", "Upload-Complete": "?0"}
    server.ask("get", path, 404, real=real, who=server.token)
    server.ask("get", path, 401, real=real)
    for method in ("put", "patch"):
        server.ask(method, path, 401, real=real, kind=kind, body=b"abc", headers=more)
        server.ask(method, path, 415, real=real, who=server.token, kind="text/plain", body=b"abc", headers=more)
        server.ask(method, path, 400, real=real, who=server.token, kind=kind, body=b"abc", headers={"Upload-Offset": "x"})
        server.ask(method, path, 404, real="/v1/uploads/x", who=server.token, kind=kind, body=b"abc", headers=more)
        server.ask(method, path, 413, real=real, who=server.token, kind=kind, body=LARGE, headers=more)
    server.ask("put", path, 201, real=real, who=server.token, kind=kind, body=b"abc", headers=more)
    server.ask("patch", path, 409, real=real, who=server.token, kind=kind, body=b"abc", headers={**more, "Upload-Offset": "2"})
    server.ask("patch", path, 204, real=real, who=server.token, kind=kind, body=b"def", headers=last)
    server.ask("get", path, 204, real=real, who=server.token)
    wrong = {"Upload-Complete": "?1", "Repr-Digest": "sha-256=:" + base64.b64encode(bytes(32)).decode() + ":"}
    server.ask("patch", path, 422, real=real, who=server.token, kind=kind, body=b"ghi", headers={"Upload-Offset": "6", **wrong})
    server.ask("put", path, 422, real=real, who=server.token, kind=kind, body=b"ghi", headers={"Upload-Offset": "0", **wrong})


def kinds(contract):
    """Whatever kind a kiosk's outbox has a place for stands in the description of an Event's type."""
    with open(os.path.join(ROOT, "app/store/outbox_counts.c"), encoding="utf-8") as file:
        sent = re.findall(r'\{"([a-z]+)", OUTBOX_', file.read())
    assert "emergency" in sent and "device" in sent, sent
    told = contract.document["components"]["schemas"]["Event"]["properties"]["type"]["description"]
    contract.faults += [f"Event.type: {kind} is not named" for kind in sent if f".{kind}." not in told]


def signing_request(folder, name, kiosk=KIOSK):
    key, request = os.path.join(folder, name + ".key"), os.path.join(folder, name + ".csr")
    subprocess.run(["openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key,
                    "-subj", "/CN=" + kiosk, "-out", request], check=True, capture_output=True)
    with open(request, encoding="ascii") as file:
        return key, file.read()


def enrolment(server):
    text = server.ctl("--public", f"https://127.0.0.1:{server.port}", "enrol-token", KIOSK)
    token = re.search(r"^token (\S+)", text, re.M)[1]
    key, request = signing_request(server.folder, "one")
    _, another = signing_request(server.folder, "two")
    _, foreign = signing_request(server.folder, "three", OTHER)

    def ask(path, status, body, kind="application/json", context=None):
        return server.ask("post", path, status, kind=kind, body=body, context=context)
    ask("/v1/enrol", 403, {"token": "VBCX-21KV-SFCK-X97E-KBDN-2QNJ-88BX", "csr": request})
    ask("/v1/enrol", 422, {"token": token, "csr": foreign})
    card = ask("/v1/enrol", 200, {"token": token, "csr": request})
    with open(os.path.join(server.folder, "one.crt"), "w", encoding="ascii") as file:
        file.write(card["certificate"])
    context = ssl.create_default_context(cafile=os.path.join(server.keys, "ca.crt"))
    context.load_cert_chain(os.path.join(server.folder, "one.crt"), key)
    ask("/v1/renew", 401, {"csr": another})
    ask("/v1/renew", 422, {"csr": foreign}, context=context)
    ask("/v1/renew", 200, {"csr": another}, context=context)
    for path in ("/v1/enrol", "/v1/renew"):
        ask(path, 400, b"{", context=context)
        ask(path, 413, LARGE, context=context)
        ask(path, 415, b"{}", kind="text/plain", context=context)
    server.ask("post", "/v1/heartbeat", 403, kind="application/vnd.kiosk.heartbeat+json", context=context, body={
        "kiosk": OTHER, "release": "", "at": "2026-11-23T00:00:00Z", "uptime_s": 1, "disk_free_mb": 1, "devices": [],
        "queue": {"waiting": 0, "parked": 0, "by_priority": [0] * 5, "oldest_s": 0}})
    server.ctl("revoke", KIOSK)
    ask("/v1/renew", 403, {"csr": another}, context=context)


def keys(server):
    """What is signed fits, too."""
    subprocess.run([PLATFORM, "keys", "rotate-seal", server.keys], check=True)
    for name in ("ED25519", "SM2"):
        secret, public = (os.path.join(server.folder, name + end) for end in (".key", ".pub"))
        how = ["-algorithm", "ED25519"] if name == "ED25519" else ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2"]
        subprocess.run(["openssl", "genpkey", *how, "-out", secret], check=True, capture_output=True)
        subprocess.run(["openssl", "pkey", "-in", secret, "-pubout", "-out", public], check=True)
        server.ctl("release-key", "add", public)
    said = server.ask("get", "/v1/keys", 200, who=server.token)
    assert len(said["messages"]) == 1 and said["release"], said
    for message, name in ((said["messages"][0], "Keys"), (said["release"], "ReleaseKeys")):
        fault = server.contract.fits({"$ref": "#/components/schemas/" + name}, json.loads(base64.b64decode(message["payload"])))
        if fault:
            server.contract.faults.append(f"{name} as it is signed: {fault}")


def money(server):
    batch = subprocess.run([os.path.join(BUILD, "tests/journeys/platform_batch"), server.keys, "50", "1", "paid"], check=True,
                           capture_output=True).stdout
    case = json.loads(batch)[0]["id"]
    order = server.ask("post", "/v1/online", 200, who=server.token, kind="application/json", body={
        "kind": "order.create", "service": "buban-shenfenzheng", "case": case, "amount_fen": 4000})
    code = order["pay"].rsplit("/", 1)[1]
    server.ask("get", "/pay/{code}", 200, real="/pay/" + code)
    server.ask("post", "/pay/{code}", 200, real="/pay/" + code, kind="application/x-www-form-urlencoded", body=b"")
    server.ask("post", "/v1/submissions", 202, who=server.token, kind="application/cloudevents-batch+json", body=batch)
    server.ask("get", "/e/{number}", 200, real="/e/" + order["number"])


def away(server, receipt):
    """What a telephone is shown while the store is away: a page, and no problem+json."""
    with sqlite3.connect(os.path.join(server.folder, "p.db"), timeout=30) as store:
        for table in ("submission", "certificate", "booking", "pay_order"):
            store.execute(f"ALTER TABLE {table} RENAME TO {table}_away")
    store.close()
    pay = "/pay/" + "1" * 20 + "-1"
    for path, real in (("/p/{receipt}", "/p/" + receipt), ("/v/{number}", "/v/" + "1" * 16), ("/b/{number}", "/b/" + "1" * 12),
                       ("/e/{number}", "/e/" + "1" * 20), ("/pay/{code}", pay)):
        server.ask("get", path, 503, real=real)
    server.ask("post", "/pay/{code}", 503, real=pay, kind="application/x-www-form-urlencoded", body=b"")


def shown_elsewhere(path, status):
    return status in ELSEWHERE and (status != "503" or "{" not in path or path.startswith("/v1/"))


def lint():
    """0 well, 1 not, 77 without the npm registry."""
    folder = os.path.join(ROOT, "tests", "npm", "openapi")
    done = subprocess.run([os.path.join(ROOT, "packaging/npm/fetch.sh"), LINTER, folder], capture_output=True, text=True,
                          check=False)
    if done.returncode:
        print("the linter is skipped: " + (done.stderr.strip().splitlines() or ["npm did not say why"])[-1])
        return 77
    done = subprocess.run(["node", os.path.join(LINTER, "node_modules/@redocly/cli/bin/cli.js"), "lint", "--config",
                           os.path.join(folder, "redocly.yaml"), os.path.join(ROOT, "docs/platform-api.yaml")],
                          capture_output=True, text=True, check=False, env={**os.environ, "REDOCLY_TELEMETRY": "off",
                                                                            "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"})
    print(done.stdout[-4000:] + done.stderr[-2000:] if done.returncode else "linted: well")
    return 1 if done.returncode else 0


def main():
    contract = Contract()
    with tempfile.TemporaryDirectory(prefix="linchuang-contract-") as folder:
        server = Server(folder, contract)
        try:
            kinds(contract)
            pages(server)
            refusals(server)
            receipt = handing_in(server)
            online(server, receipt)
            heartbeat(server)
            upload(server)
            money(server)
            keys(server)
            enrolment(server)
            away(server, receipt)
        finally:
            server.process.terminate()
            server.process.wait()
    unmet = sorted(answer for answer in contract.listed() - contract.seen if not shown_elsewhere(answer[0], answer[2]))
    print("\n".join(contract.faults + [f"never met: {' '.join(answer)}" for answer in unmet]))
    print(f"{len(contract.seen)} of {len(contract.listed())} answers of the document met, {len(contract.faults)} not as it says")
    return 1 if contract.faults or unmet else lint()


if __name__ == "__main__":
    sys.exit(main())
