"""A printer of whole pages for journeys: Debian's ippeveprinter, a real IPP peer, on a port and in a folder of its own.

It wants a message bus even when it announces nothing (-r off), and gets a private one. Its works are a shell script that
files in the folder steer: `empty` means no paper, `slow` holds a page back.
"""
import os
import socket
import subprocess
import tempfile
import time

from house import JourneyError, wait_until

BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={folder}/bus</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""
WORKS = """#!/bin/sh
cd "${0%/*}"
while [ -e slow ]; do sleep 0.1; done
if [ -e empty ]; then
  echo "STATE: +media-empty-error" >&2
  while [ -e empty ]; do sleep 0.1; done
  echo "STATE: -media-empty-error" >&2
fi
"""


class PagePrinter:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="pages-")
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.uri = f"cups:ipp://127.0.0.1:{self.port}/ipp/print"
        self.bus = self.printer = None

    def path(self, *parts):
        return os.path.join(self.folder.name, *parts)

    def put(self, name, text=""):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)

    def take(self, name):
        os.unlink(self.path(name))

    def __enter__(self):
        os.mkdir(self.path("spool"))
        self.put("bus.conf", BUS.format(folder=self.folder.name))
        self.put("works", WORKS)
        os.chmod(self.path("works"), 0o700)
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.bus = subprocess.Popen(["dbus-daemon", f"--config-file={self.path('bus.conf')}", "--nofork", "--nopidfile"], **quiet)
        wait_until(lambda: os.path.exists(self.path("bus")), "the printer's message bus")
        self.on()
        return self

    def on(self):
        self.printer = subprocess.Popen(
            ["/usr/sbin/ippeveprinter", "-r", "off", "-p", str(self.port), "-n", "localhost", "-d", self.path("spool"), "-k",
             "-c", self.path("works"), "-f", "application/pdf", "Kiosk"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self.path('bus')}"})
        wait_until(self.listens, "ippeveprinter listening")

    def off(self):
        self.printer.kill()
        self.printer.wait()

    def listens(self):
        if self.printer.poll() is not None:
            raise JourneyError("ippeveprinter ended at its start: is cups-ipp-utils installed?")
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1):
                return True
        except OSError:
            return False

    def pages(self):
        """The files that came whole, in order; what is no PDF is what its works made of one."""
        names = [name for name in os.listdir(self.path("spool")) if name.endswith(".pdf")]
        return [self.path("spool", name) for name in sorted(names, key=lambda name: int(name.split("-")[0]))]

    def __exit__(self, *_):
        for process in (self.printer, self.bus):
            if process and process.poll() is None:
                process.kill()
                process.wait()
        time.sleep(0.1)
        self.folder.cleanup()
