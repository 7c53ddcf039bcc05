#!/usr/bin/env python3
"""What ./run does with programs that end by themselves, in a house of paper and under a clock that is wound by hand."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from house import JourneyError  # noqa: E402
from keeper import TRIES, WELL_S, Keeper  # noqa: E402


class Ended:
    def __init__(self, status):
        self.status = status

    def poll(self):
        return self.status


class Paper:
    """A house whose programs do what they are told: run, or end with a status."""

    def __init__(self):
        self.processes = dict.fromkeys(("platform", "sim", "agent", "kiosk"), Ended(None))
        self.started, self.bad = [], False
        for name in self.processes:
            setattr(self, "start_" + name, lambda name=name: self.start(name))

    def start(self, name):
        self.started.append(name)
        self.processes[name] = Ended(1 if self.bad else None)
        if self.bad:
            raise JourneyError(f"{name} ended at its start")

    def alive(self, name):
        return self.processes[name].poll() is None

    @staticmethod
    def path(name):
        return "var/" + name


class KeeperTest(unittest.TestCase):
    def setUp(self):
        self.house, self.said, self.pauses, self.clock = Paper(), [], [], 0
        self.keeper = Keeper(self.house, say=self.said.append, now=lambda: self.clock, pause=self.pauses.append)

    def test_who_ends_is_started_anew(self):
        self.assertTrue(self.keeper.look())
        self.house.processes["agent"] = self.house.processes["kiosk"] = Ended(1)
        self.assertTrue(self.keeper.look())
        self.assertEqual(self.house.started, ["agent", "kiosk"])
        self.assertIn("var/agent.log", self.said[0])
        self.assertIn("kiosk ended by itself", self.said[1])
        self.house.processes["kiosk"] = Ended(-9)  # killed is no wish to end
        self.assertTrue(self.keeper.look())
        self.assertEqual(self.house.started, ["agent", "kiosk", "kiosk"])

    def test_a_closed_window_ends_all(self):
        self.house.processes["kiosk"] = Ended(0)
        self.assertFalse(self.keeper.look())
        self.assertEqual(self.house.started, [])

    def test_who_ends_again_and_again_is_given_up(self):
        self.house.bad, self.house.processes["kiosk"] = True, Ended(1)
        for _ in range(TRIES):
            self.assertTrue(self.keeper.look())
        self.assertEqual(self.pauses, [1, 2, 4, 8, 16])
        with self.assertRaisesRegex(JourneyError, "6 times in a row: see kiosk.log"):
            self.keeper.look()

    def test_who_ran_well_between_is_not(self):
        for _ in range(3 * TRIES):
            self.house.processes["kiosk"] = Ended(1)
            self.assertTrue(self.keeper.look())
            self.clock += WELL_S + 1
        self.assertEqual(set(self.pauses), {1})


if __name__ == "__main__":
    unittest.main()
