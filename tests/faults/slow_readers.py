"""Who reads a long answer slowly: a weak line that takes it steadily, which is served; one that drips and one that takes
nothing, which are cut. All at once, in threads, for the platform's patience is minutes (server.c)."""
import json
import select
import socket
import threading
import time

from hostile import Request

WEAK_BYTES_S = 2048  # the line of a village
DRIP_BYTES_S = 500  # too slow, and yet it never stands still for long
PATIENCE_S = 900  # and this test's, far above the platform's for an answer of that size
PERSON = {"name": "王秀兰", "number": "341199194305120041"}


def question(kind, **more):
    """Of somebody's certificate: `certificate` makes it, `document` is answered with its pages."""
    body = json.dumps({"kind": kind, "service": "canbao-zhengming", "person": PERSON, **more}).encode()
    return Request(kind, 200, path="/v1/online", type_="application/json", body=body)


def narrow_line(platform, card="own"):
    """TLS over a line that takes little at a time, so that the kernel does not hold the whole answer for it."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
    line.connect(("127.0.0.1", platform.port))
    return platform.cards[card].wrap_socket(line, server_hostname="127.0.0.1")


def ask(tls, request):
    tls.sendall(f"POST {request.path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {request.type}\r\n"
                f"Content-Length: {len(request.body)}\r\n\r\n".encode() + request.body)


class SlowReaders:
    def __init__(self, platform):
        status, _, body = question("certificate").send(platform)
        assert status == 200, body
        self.request = question("document", number=json.loads(body)["document"]["number"])
        self.whole, self.ends, end = len(self.request.send(platform)[2]), {}, time.monotonic() + PATIENCE_S
        readers = (self.weak, self.drips, self.takes_nothing)
        self.threads = [threading.Thread(target=self.read, args=(platform, reader, end)) for reader in readers]
        for thread in self.threads:
            thread.start()

    def read(self, platform, reader, end):
        """How many bytes came, and whether the platform ended it before all were there."""
        had = 0
        try:
            with narrow_line(platform) as tls:
                ask(tls, self.request)
                for piece in reader(tls, end):
                    had += len(piece)
        except OSError:
            pass
        self.ends[reader.__name__] = had, time.monotonic() < end

    @staticmethod
    def weak(tls, _):
        while piece := tls.recv(WEAK_BYTES_S // 4):
            time.sleep(len(piece) / WEAK_BYTES_S)
            yield piece

    @staticmethod
    def drips(tls, end):
        """Never silent, and never at an end: bytes as they come over the line, below TLS."""
        while time.monotonic() < end and (piece := socket.socket.recv(tls, DRIP_BYTES_S)):
            time.sleep(1)
            yield piece

    @staticmethod
    def takes_nothing(tls, end):
        """It only looks whether somebody is still there."""
        broken = select.poll()
        broken.register(tls, 0)
        while time.monotonic() < end and not broken.poll(1000):
            yield b""

    def were_met(self):
        for thread in self.threads:
            thread.join()
        had, _ = self.ends["weak"]
        assert had > self.whole, f"a weak line got {had} bytes of an answer of {self.whole}"
        for name in ("drips", "takes_nothing"):
            had, cut = self.ends[name]
            assert cut and had < self.whole, f"{name}: never cut, with {had} bytes of {self.whole}"
