"""What a service manager does for a kiosk on duty, for ./run: a program that ends by itself is started anew, after a pause that
grows while it ends again and again; at some point it is given up."""
import time

from house import JourneyError

PAUSE_S = 1
TRIES = 5  # in a row: with pauses of 1, 2, 4, 8 and 16 s
WELL_S = 60  # who ran that long does not end in a row


class Keeper:
    """Looks after programs of a house; `look` again and again. Others may wind `now` and `pause`, and hear what is said."""

    def __init__(self, house, names=("platform", "sim", "agent", "kiosk"), say=print, now=time.monotonic, pause=time.sleep):
        self.house, self.say, self.now, self.pause = house, say, now, pause
        self.starts = {name: getattr(house, "start_" + name) for name in names}
        self.since = dict.fromkeys(self.starts, now())
        self.ended = dict.fromkeys(self.starts, 0)  # in a row

    def look(self):
        """False: somebody closed the window, and everything may end."""
        for name, start in self.starts.items():
            if self.house.alive(name):
                continue
            if name == "kiosk" and self.house.processes[name].poll() == 0:
                return False
            self.anew(name, start)
        return True

    def anew(self, name, start):
        ended = self.ended[name] = 0 if self.now() - self.since[name] > WELL_S else self.ended[name]
        if ended == TRIES:
            raise JourneyError(f"{name} ended by itself {TRIES + 1} times in a row: see {name}.log")
        self.ended[name] += 1
        self.say(f"{name} ended by itself, and is started anew: why stands in {self.house.path(name + '.log')}")
        self.pause(PAUSE_S << ended)
        self.since[name] = self.now()
        try:
            start()
        except JourneyError:
            if self.house.alive(name):  # it hangs, which is no end
                raise
