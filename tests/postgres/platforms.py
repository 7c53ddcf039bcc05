"""Platforms on a PostgreSQL of their own, over real TLS, for the tests of this folder."""
import http.client
import json
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "journeys"))
from ports import free_port  # noqa: E402
PATIENCE_S = 60


class Platforms:
    """A PostgreSQL of its own, keys, and two servers by number."""

    def __init__(self, build):
        self.build = build
        self.dir = tempfile.mkdtemp(prefix="linchuang-two-")
        self.keys = os.path.join(self.dir, "keys")
        self.uri_file = os.path.join(self.dir, "uri")
        self.processes, self.ports = [None, None], [free_port(), free_port()]
        self.database("start", "on")
        with open(self.uri_file, encoding="ascii") as file:
            self.uri = self.server = file.read().strip()
        subprocess.run([self.program(), "keys", "init", self.keys, "--demo-token"], check=True, stdout=subprocess.DEVNULL)
        with open(os.path.join(self.keys, "token"), encoding="ascii") as file:
            self.token = file.read().strip()

    def program(self):
        return os.path.join(self.build, "kiosk-platform")

    def database(self, verb, *more):
        subprocess.run([os.path.join(HERE, "server.sh"), verb, self.uri_file, *more], check=True)

    def sql(self, text):
        subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", self.server, "-c", text], check=True)

    def start(self, number=0):
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

    def stop(self, mounted=None):
        for process in self.processes:
            if process and process.poll() is None:
                process.kill()
                process.wait()
        self.database("stop")
        if mounted:
            subprocess.run(["umount", mounted], check=True)
        shutil.rmtree(self.dir)
