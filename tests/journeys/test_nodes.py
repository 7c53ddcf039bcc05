"""The simulator's nodes that are no streams of bytes, met as a program meets the kernel's: open, poll, read, ioctl."""
import errno
import fcntl
import os
import select
import struct
import sys
import unittest

from house import wait_until
from test_sim import PROGRAM, Sim

LIBRARY = os.path.join(os.path.dirname(os.path.abspath(PROGRAM)), "libkiosk-sim-nodes.so")
WIRES = "KIOSK_SIM_NODES"
EVENT = struct.Struct("llHHi")  # struct input_event, linux/input.h
EV_SYN, EV_KEY, EV_SW, SYN_DROPPED = 0, 1, 5, 3
KEY_F17, KEY_F20, SW_HEADPHONE_INSERT = 187, 190, 2


def get(number, size):
    """_IOC(_IOC_READ, 'E', number, size)."""
    return 2 << 30 | size << 16 | ord("E") << 8 | number


# linux/gpio.h, of line requests.
REQUEST = struct.Struct("64I 32s QI5I 240s II5Ii")
GET_LINE, GET_VALUES, SET_VALUES = (3 << 30 | size << 16 | 0xB4 << 8 | number for size, number in ((592, 7), (16, 14), (16, 15)))
ACTIVE_LOW, INPUT, OUTPUT, EDGES = 2, 4, 8, 16 | 32
RISING, FALLING = 1, 2

EVIOCGRAB = 1 << 30 | 4 << 16 | ord("E") << 8 | 0x90


class Nodes(unittest.TestCase):
    sim = None

    @classmethod
    def setUpClass(cls):
        cls.sim = Sim("--fast")
        os.environ[WIRES] = cls.sim.dir

    @classmethod
    def tearDownClass(cls):
        assert cls.sim.stop() == 0
        cls.sim.folder.cleanup()

    def setUp(self):
        self.sim.ctl("keypad", "fault", "none")
        self.sim.ctl("keypad", "jack", "out")
        self.fd = self.open()

    def tearDown(self):
        os.close(self.fd)

    def open(self, extra=os.O_NONBLOCK, name="keypad"):
        return os.open(os.path.join(self.sim.dir, name), os.O_RDWR | os.O_CLOEXEC | extra)

    def events(self, fd, seconds=5.0):
        """The type, code and value of one read."""
        self.assertTrue(select.select([fd], [], [], seconds)[0], "nothing to read")
        data = os.read(fd, 64 * EVENT.size)
        return [event[2:] for event in EVENT.iter_unpack(data)]

    def error(self, call, *words):
        with self.assertRaises(OSError) as caught:
            call(*words)
        return caught.exception.errno

    def test_a_key_is_two_reports(self):
        self.assertEqual(self.error(os.read, self.fd, 24), errno.EAGAIN)
        self.sim.ctl("keypad", "press", "help")
        self.assertEqual(self.events(self.fd), [(EV_KEY, KEY_F17, 1), (EV_SYN, 0, 0)])
        self.assertEqual(self.events(self.fd), [(EV_KEY, KEY_F17, 0), (EV_SYN, 0, 0)])

    def test_it_says_what_it_is(self):
        name = bytearray(80)
        length = fcntl.ioctl(self.fd, get(0x06, len(name)), name)
        self.assertEqual(bytes(name[:length]), b"Simulated tactile keypad\0")
        kinds, switches = bytearray(4), bytearray(4)
        fcntl.ioctl(self.fd, get(0x20, 4), kinds)
        self.assertEqual(kinds[0], 1 << EV_SYN | 1 << EV_KEY | 1 << EV_SW)
        self.sim.ctl("keypad", "jack", "in")
        fcntl.ioctl(self.fd, get(0x1B, 4), switches)
        self.assertEqual(switches[0], 1 << SW_HEADPHONE_INSERT)
        self.assertEqual(self.events(self.fd), [(EV_SW, SW_HEADPHONE_INSERT, 1), (EV_SYN, 0, 0)])
        self.assertEqual(self.error(fcntl.ioctl, self.fd, 0x5600), errno.ENOTTY)

    def test_one_has_the_grab(self):
        other = self.open()
        fcntl.ioctl(self.fd, EVIOCGRAB, 1)
        self.assertEqual(self.error(fcntl.ioctl, other, EVIOCGRAB, 1), errno.EBUSY)
        self.sim.ctl("keypad", "press", "select")
        self.assertEqual(self.events(self.fd)[0], (EV_KEY, KEY_F20, 1))
        self.assertFalse(select.select([other], [], [], 0)[0])
        os.close(self.fd)
        self.fd = other
        while "grabbed=nobody" not in self.sim.ctl("keypad", "state"):
            pass
        fcntl.ioctl(other, EVIOCGRAB, 1)

    def test_unplugged_is_no_device(self):
        old = os.path.realpath(os.path.join(self.sim.dir, "keypad"))
        self.sim.ctl("keypad", "fault", "unplug")
        self.assertFalse(os.path.lexists(os.path.join(self.sim.dir, "keypad")))
        self.assertTrue(select.select([self.fd], [], [], 5)[0])
        self.assertEqual(self.error(os.read, self.fd, 24), errno.ENODEV)
        self.assertEqual(self.error(fcntl.ioctl, self.fd, EVIOCGRAB, 1), errno.ENODEV)
        self.assertEqual(self.error(self.open), errno.ENOENT)
        self.sim.ctl("keypad", "fault", "none")
        self.assertEqual(self.error(fcntl.ioctl, self.fd, EVIOCGRAB, 1), errno.ENODEV)  # another plug, another device
        self.assertNotEqual(os.path.realpath(os.path.join(self.sim.dir, "keypad")), old)
        again = self.open()
        fcntl.ioctl(again, EVIOCGRAB, 1)
        os.close(again)

    def test_taken_and_dropped(self):
        self.sim.ctl("keypad", "fault", "dropped")
        self.assertEqual(self.events(self.fd)[0], (EV_SYN, SYN_DROPPED, 0))
        self.sim.ctl("keypad", "fault", "taken")
        os.close(self.fd)
        self.fd = self.open()
        self.assertEqual(self.error(fcntl.ioctl, self.fd, EVIOCGRAB, 1), errno.EBUSY)

    def test_a_scanner_types(self):
        fd, keys = self.open(0, "wedge"), []
        self.sim.ctl("scanner", "type", "aB " + "7" * 300)  # more than fits into a queue at once
        while not keys or keys[-1] != 28:
            keys += [code for kind, code, value in self.events(fd) if kind == EV_KEY and value == 1]
        self.assertEqual(keys, [30, 42, 48, 57] + [8] * 300 + [28])  # A, left shift, B, space, 7, Enter
        self.sim.ctl("scanner", "type", "邻窗", code=1)
        os.close(fd)

    def lines(self, chip, offsets, flags, fd=-1):
        """A descriptor of these lines of the chip."""
        request = bytearray(REQUEST.pack(*offsets, *[0] * (64 - len(offsets)), b"test", flags, 0, *[0] * 5, b"",
                                         len(offsets), 0, *[0] * 5, fd))
        fcntl.ioctl(chip, GET_LINE, request)
        return REQUEST.unpack(request)[-1]

    def values(self, fd, mask):
        values = bytearray(struct.pack("QQ", 0, mask))
        fcntl.ioctl(fd, GET_VALUES, values)
        return struct.unpack("QQ", values)[0]

    def edge(self, fd):
        """What happened, and to which line."""
        self.assertTrue(select.select([fd], [], [], 5)[0], "no edge")
        return struct.unpack("QIIII24x", os.read(fd, 16 * 48))[1:3]

    def test_contacts_are_lines_of_a_chip(self):
        chip = self.open(0, "gpiochip")
        fd = self.lines(chip, (5, 6), INPUT | EDGES)
        self.assertEqual(self.error(self.lines, chip, (6,), INPUT), errno.EBUSY)
        self.assertEqual(self.error(self.lines, chip, (99,), INPUT), errno.EINVAL)
        self.assertEqual(self.error(fcntl.ioctl, chip, GET_VALUES, bytearray(16)), errno.EINVAL)
        os.close(chip)  # the lines are a descriptor by themselves
        self.sim.ctl("door", "open")
        self.assertEqual(self.edge(fd), (RISING, 5))
        self.sim.ctl("door", "force")
        self.assertEqual(self.edge(fd), (RISING, 6))
        self.assertEqual(self.values(fd, 3), 3)
        self.assertEqual(self.values(fd, 2), 2)
        self.sim.ctl("door", "close")
        self.assertEqual((self.edge(fd), self.edge(fd)), ((FALLING, 5), (FALLING, 6)))
        self.assertEqual(self.error(fcntl.ioctl, fd, SET_VALUES, struct.pack("QQ", 1, 1)), errno.EPERM)
        self.sim.ctl("gpio", "fault", "unplug")
        self.assertTrue(select.select([fd], [], [], 5)[0])
        self.assertEqual(self.error(os.read, fd, 48), errno.ENODEV)
        self.assertEqual(self.error(self.values, fd, 3), errno.ENODEV)
        self.sim.ctl("gpio", "fault", "none")
        os.close(fd)

    def test_relays_are_lines_of_a_chip(self):
        chip = self.open(0, "gpiochip")
        fd, mains = self.lines(chip, (4, 10), OUTPUT), self.lines(chip, (7, 8), INPUT | EDGES | ACTIVE_LOW)
        fcntl.ioctl(fd, SET_VALUES, struct.pack("QQ", 2, 3))
        self.assertIn("10 high held=2", self.sim.ctl("gpio", "state"))
        self.assertEqual(self.values(mains, 3), 3)
        self.sim.ctl("power", "lost")
        self.assertEqual(self.edge(mains), (FALLING, 7))
        self.sim.ctl("power", "low")
        self.assertEqual(self.values(mains, 3), 0)
        self.sim.ctl("power", "back")
        for one in (fd, mains, chip):
            os.close(one)
        wait_until(lambda: "held=0" in self.sim.ctl("gpio", "state"), "the lines are let go")
        again = self.open(0, "gpiochip")
        os.close(self.lines(again, (4,), OUTPUT))  # they are free again
        os.close(again)

    def test_other_files_are_left_alone(self):
        with open(os.path.join(self.sim.dir, "plain"), "w+b") as file:
            file.write(b"x")
            file.seek(0)
            self.assertEqual(os.read(file.fileno(), 1), b"x")
            self.assertEqual(os.read(file.fileno(), 1), b"")


if __name__ == "__main__":
    if os.environ.get("LD_PRELOAD") != LIBRARY:  # all of this file is the program that meets the nodes
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "LD_PRELOAD": LIBRARY})
    unittest.main()
