#!/usr/bin/env python3
"""A receipt printer in the network: the simulated one behind a TCP port, whose line can be cut in mid-receipt."""
import os
import select
import socket
import sys
import threading
import time

from PIL import Image
import zxingcpp

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from runner import main  # noqa: E402
from house import say, wait_said, wait_until  # noqa: E402
from visit import Visit  # noqa: E402

RASTER = b"\x1dv0\x00"


class Bridge:
    """What sits in such a printer between its network plug and its works: one connection at a time, bytes as they come."""

    def __init__(self, house, listening):
        self.works = os.open(house.path("wires", "printer"), os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        self.listening, self.cut_in_picture, self.connections, self.picture = listening, None, 0, 0
        self.reachable, self.ended = True, threading.Event()
        self.thread = threading.Thread(target=self.run)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()
        os.close(self.works)

    def run(self):
        while not self.ended.is_set():
            if not self.reachable or not select.select([self.listening], [], [], 0.05)[0]:
                time.sleep(0.01)
                continue
            with self.listening.accept()[0] as host:
                self.connections += 1
                self.serve(host)

    def serve(self, host):
        while not self.ended.is_set():
            for source in select.select([host, self.works], [], [], 0.05)[0]:
                try:
                    data = host.recv(4096) if source is host else os.read(self.works, 4096)
                except (ConnectionError, BlockingIOError):
                    data = b""
                if source is host and not data:
                    return
                if source is not host:
                    host.sendall(data)
                elif not self.take(data):
                    host.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")  # a cable, not a farewell
                    return

    def take(self, data):
        """Bytes for the works; False once so many of a picture have passed that the line breaks."""
        if self.picture or RASTER in data:
            self.picture += len(data)
        broken = self.cut_in_picture is not None and self.picture > self.cut_in_picture
        data = data[:max(0, len(data) - (self.picture - self.cut_in_picture))] if broken else data
        while data:
            select.select([], [self.works], [])
            data = data[os.write(self.works, data):]
        if broken:
            self.reachable, self.cut_in_picture, self.picture = False, None, 0
        return not broken


def codes(house, number):
    with Image.open(house.paper(number)) as image:
        return [code.text for code in zxingcpp.read_barcodes(image.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)]


def rows(house, number):
    with Image.open(house.paper(number)) as image:
        return image.size[1]


def journey_printed_over_the_network(house):
    with Bridge(house, LISTENING) as line:
        visit = Visit(house)
        visit.whole()
        wait_said(house, "回执打好了")
        assert house.papers() == [1], house.papers()
        assert [text[-12:] for text in codes(house, 1)] == [visit.receipt_number()]
        assert line.connections == 1, "the connection was not kept"
        visit.leave()


def journey_paper_out_over_the_network(house):
    with Bridge(house, LISTENING):
        house.sim("printer", "fault", "paper-out")
        visit = Visit(house)
        visit.whole()
        wait_said(house, "打印纸用完了")
        assert not house.papers()
        house.sim("printer", "fault", "none")
        wait_until(lambda: "打印纸用完了" not in say(house), "the paper seen to be back")
        house.tap("print")
        wait_said(house, "回执打好了")
        assert [text[-12:] for text in codes(house, house.papers()[-1])] == [visit.receipt_number()]
        visit.leave()


def journey_cut_off_in_a_receipt(house):
    """Half a receipt lies in the printer when the line breaks: it is told, cut off, and the next one is whole."""
    with Bridge(house, LISTENING) as line:
        line.cut_in_picture = 12000
        visit = Visit(house)
        visit.whole()
        number = visit.receipt_number()
        wait_said(house, "打印机现在用不了")
        assert not house.papers() and not line.reachable
        line.reachable = True
        wait_until(lambda: line.connections == 2, "the kiosk coming back to the printer")
        wait_until(lambda: house.papers() == [1], "what was left of it cut off")
        assert codes(house, 1) == [], "the piece that is cut off passes for a receipt"
        house.tap("print")
        wait_said(house, "回执打好了")
        assert house.papers() == [1, 2] and rows(house, 2) > rows(house, 1), house.papers()
        assert [text[-12:] for text in codes(house, 2)] == [number]
        visit.leave()
        assert [r["receipt"] for r in wait_until(house.platform_records, "the record")] == [number]


if __name__ == "__main__":
    LISTENING = socket.create_server(("127.0.0.1", 0))
    sys.exit(main(globals(), extra={"config": {"devices": {
        "printer": f"escpos:tcp:127.0.0.1:{LISTENING.getsockname()[1]}"}}}))
