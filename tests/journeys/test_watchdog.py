"""The service manager's view of the kiosk: a socket as systemd gives one hears that the window is open and that
the loop turns; a hung loop is not heard, so that it is started again."""
import os
import signal
import socket
import sys
import tempfile
import time

from house import Display, House, JourneyError

PERIOD_S = 2  # what the manager waits; the kiosk speaks twice in it


class Manager:
    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(path)
        self.heard = []

    def listen(self, seconds):
        """What is said within so many seconds."""
        end = time.monotonic() + seconds
        said = []
        while (left := end - time.monotonic()) > 0:
            self.socket.settimeout(left)
            try:
                said += self.socket.recv(4096).decode().split("\n")
            except TimeoutError:
                break
        return said

    def wait_for(self, word, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if word in self.listen(0.2):
                return
        raise JourneyError(f"the kiosk never said {word}: see kiosk.log")


def watched(build, state):
    path = os.path.join(state, "notify")
    manager = Manager(path)
    env = {"NOTIFY_SOCKET": path, "WATCHDOG_USEC": str(PERIOD_S * 1000000)}
    with House(build, os.path.join(state, "house"), Display(), extra={"env": env}) as house:
        manager.wait_for("READY=1")
        said = manager.listen(3 * PERIOD_S)
        assert 3 <= said.count("WATCHDOG=1") <= 12, said
        kiosk = house.processes["kiosk"]
        kiosk.send_signal(signal.SIGSTOP)
        manager.listen(0.2)
        assert "WATCHDOG=1" not in manager.listen(2 * PERIOD_S), "a loop that stands was heard"
        kiosk.send_signal(signal.SIGCONT)
        manager.wait_for("WATCHDOG=1")


def unwatched(build, state):
    """WATCHDOG_PID of somebody else: ready is said, nothing else."""
    path = os.path.join(state, "notify2")
    manager = Manager(path)
    env = {"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "500000", "WATCHDOG_PID": "1"}
    with House(build, os.path.join(state, "house2"), Display(), extra={"env": env}):
        manager.wait_for("READY=1")
        assert manager.listen(2) == [], "a kiosk that nobody watches speaks"


def main():
    with tempfile.TemporaryDirectory(prefix="linchuang-") as state:
        watched(os.environ["LC_BUILD"], state)
        unwatched(os.environ["LC_BUILD"], state)
    print("watchdog: heard while it turns, silent while it hangs")


if __name__ == "__main__":
    sys.exit(main())
