#!/usr/bin/env python3
"""The line between a kiosk and its platform, held in a hand: a TCP relay that can be cut, fall silent or be slow.
`line.py SWITCH on|off|silent` tells a running one."""
import os
import socket
import sys
import threading
import time

STATES = ("on", "off", "silent")
LOOK_S = 0.05
BYTES = 65536


class Line:
    """Relays a free port of loopback to the platform's. off: connections break, new ones too. silent: they stay, and no
    byte passes. delay_s: how long each piece of an answer is under way."""

    def __init__(self, port, switch):
        self.target, self.state, self.delay_s, self.open = port, "on", 0, set()
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        if os.path.exists(switch):
            os.unlink(switch)
        self.switch = socket.socket(socket.AF_UNIX)
        self.switch.bind(switch)
        self.switch.listen()
        for work in (self.serve, self.obey):
            threading.Thread(target=work, daemon=True).start()

    def set(self, state):
        with self.lock:
            self.state = state
            broken = self.open if state == "off" else set()
            self.open = self.open - broken
        for end in broken:
            self.hang_up(end)

    def stop(self):
        self.set("off")
        for end in (self.listener, self.switch):
            self.hang_up(end)

    @staticmethod
    def hang_up(end):
        try:
            end.shutdown(socket.SHUT_RDWR)  # wakes whoever waits in it
        except OSError:
            pass
        end.close()

    def serve(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                near.close()
                continue
            with self.lock:
                passes = self.state != "off"
                self.open |= {near, far} if passes else set()
            if not passes:
                self.hang_up(near)
                self.hang_up(far)
                continue
            for source, to, answers in ((near, far, False), (far, near, True)):
                threading.Thread(target=self.pass_on, args=(source, to, answers), daemon=True).start()

    def pass_on(self, source, to, answers):
        try:
            while piece := source.recv(BYTES):
                time.sleep(self.delay_s if answers else 0)
                while self.state == "silent":
                    time.sleep(LOOK_S)
                to.sendall(piece)
        except OSError:
            pass
        with self.lock:
            self.open -= {source, to}
        self.hang_up(source)
        self.hang_up(to)

    def obey(self):
        while True:
            try:
                hand, _ = self.switch.accept()
            except OSError:
                return
            with hand:
                word = hand.recv(16).decode("ascii", "replace").strip()
                if word in STATES:
                    self.set(word)
                hand.sendall(f"the line is {self.state}\n".encode())


def main(words):
    if len(words) != 2 or words[1] not in STATES:
        print(f"line: wants one of {', '.join(STATES)}: ./run line off", file=sys.stderr)
        return 2
    try:
        with socket.socket(socket.AF_UNIX) as hand:
            hand.connect(words[0])
            hand.sendall(words[1].encode())
            print(hand.recv(64).decode().strip())
    except OSError:
        print("line: no kiosk runs here: start ./run first, in another window", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
