"""A display with a touch screen: Xorg on a panel of memory, its finger an `inputtest` device fed through a socket.

What arrives at a program are the X server's own touch events, several fingers included, and whatever the server makes
of them for programs that know only a mouse. No device node, no console and no uinput is needed.
"""
import socket
import struct
import tempfile

from house import Display, JourneyError, wait_until

# xorg.conf(5) and inputtest(4). A mode needs only to be plausible: nothing is scanned out.
CONFIG = """
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoAddGPU" "false"
  Option "DontVTSwitch" "true"
EndSection
Section "Device"
  Identifier "memory"
  Driver "dummy"
  VideoRam 32768
EndSection
Section "Monitor"
  Identifier "glass"
  HorizSync 1-1000
  VertRefresh 1-1000
  Modeline "panel" {clock} {width} {h1} {h2} {h3} {height} {v1} {v2} {v3}
EndSection
Section "Screen"
  Identifier "panel"
  Device "memory"
  Monitor "glass"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "panel"
    Virtual {width} {height}
  EndSubSection
EndSection
Section "InputDevice"
  Identifier "finger"
  Driver "inputtest"
  Option "SocketPath" "{folder}/finger"
  Option "DeviceType" "Touch"
EndSection
Section "ServerLayout"
  Identifier "kiosk"
  Screen "panel"
  InputDevice "finger"
EndSection
"""
# The driver's socket: version 1 of its protocol, native byte order; every message begins with its length and kind.
HELLO, WAIT_FOR_SYNC, TOUCH = 0, 1, 6
AXES, AXIS_MAX = 64, 0xFFFF
TOUCH_MESSAGE = f"=IIII I8s4x{AXES}d{AXES}d"
BEGIN, UPDATE, END = 18, 19, 20  # XI_TouchBegin and its kin, X11/extensions/XI2.h


class TouchDisplay(Display):
    """A panel whose fingers are told apart by a number; the first is 1."""

    def __init__(self, width=1080, height=1920):
        self.width, self.height, self.socket = width, height, None
        self.folder = tempfile.TemporaryDirectory(prefix="panel-")
        with open(self.folder.name + "/xorg.conf", "w", encoding="ascii") as file:
            file.write(CONFIG.format(
                folder=self.folder.name, width=width, height=height, clock=(width + 120) * (height + 66) * 60 / 1e6,
                h1=width + 40, h2=width + 80, h3=width + 120, v1=height + 10, v2=height + 20, v3=height + 66))
        super().__init__(width, height)
        self.socket = wait_until(self.connected, "the touch device's socket")
        self.send(struct.pack("=IIHH", 12, HELLO, 1, 0))
        if self.hear(12)[:8] != struct.pack("=II", 12, 0):
            raise JourneyError("the touch device speaks another protocol: see inputtest(4)")

    def command(self, width, height, said):
        folder = self.folder.name
        return ["Xorg", "-displayfd", said, "-config", folder + "/xorg.conf", "-configdir", folder + "/none",
                "-logfile", folder + "/log", "-nolisten", "tcp", "-noreset"]

    def connected(self):
        client = socket.socket(socket.AF_UNIX)
        client.settimeout(10)
        try:
            client.connect(self.folder.name + "/finger")
            return client
        except OSError:
            client.close()
            return None

    def send(self, message):
        self.socket.sendall(message)

    def hear(self, count):
        heard = b""
        while len(heard) < count:
            part = self.socket.recv(count - len(heard))
            if not part:
                raise JourneyError("the X server closed the touch device")
            heard += part
        return heard

    def finger(self, kind, x, y, which):
        """One event, and the server's word that it has passed it on."""
        axes = [(x + 0.5) * AXIS_MAX / self.width, (y + 0.5) * AXIS_MAX / self.height]
        self.send(struct.pack(TOUCH_MESSAGE, struct.calcsize(TOUCH_MESSAGE), TOUCH, which, kind, 0, b"\x03",
                              *axes, *[0.0] * (2 * AXES - 2)))
        self.send(struct.pack("=II", 8, WAIT_FOR_SYNC))
        self.hear(8)

    def down(self, x, y, which=1):
        self.finger(BEGIN, x, y, which)

    def move(self, x, y, which=1):
        self.finger(UPDATE, x, y, which)

    def up(self, x, y, which=1):
        self.finger(END, x, y, which)

    def stroke(self, points):
        self.down(*points[0])
        for point in points[1:]:
            self.move(*point)
        self.up(*points[-1])

    def stop(self):
        super().stop()
        if self.socket:  # else it is only this number that is taken, and the next try needs the folder
            self.socket.close()
            self.folder.cleanup()
