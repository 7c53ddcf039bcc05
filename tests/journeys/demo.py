#!/usr/bin/env python3
"""Everything at once for a person to try: ends with Ctrl-C, and stops all it started."""
import argparse
import os
import signal
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cabinet import cabinet_config  # noqa: E402
from house import Display, House, JourneyError  # noqa: E402
from keeper import Keeper  # noqa: E402
from ports import free_port  # noqa: E402
from visit import WANG  # noqa: E402


def show_in_browser(house):
    port, page = free_port(), free_port()
    house.spawn("vnc", "x11vnc", "-display", house.display.name, "-localhost", "-rfbport", str(port), "-forever",
                "-shared", "-nopw", "-quiet")
    house.spawn("page", "websockify", "--web", "/usr/share/novnc", f"127.0.0.1:{page}", f"127.0.0.1:{port}")
    print(f"touch it in a browser on this machine: http://127.0.0.1:{page}/vnc.html?autoconnect=1&resize=scale")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", default="build")
    parser.add_argument("--state", default="var")
    parser.add_argument("--fullscreen", action="store_true")
    parser.add_argument("--size", default="1080x1920", help="of the window, in pixels")
    options = parser.parse_args()
    size = tuple(int(side) for side in options.size.split("x"))
    display = None if os.environ.get("DISPLAY") else Display(*size)
    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_: sys.exit(0))
    try:
        with House(options.build, options.state, display, size, keep_state=True, fullscreen=options.fullscreen,
                   extra={"fast": False, "demo_token": False, "cable": True, "platform_options": ["--poll", "10"],
                          **cabinet_config()}) as house:
            if display:
                show_in_browser(house)
            ctl = f"{house.program('kiosk-platform')} ctl --store sqlite:{house.path('platform.db')} --keys {house.path('keys')}"
            sim = f"{house.program('kiosk-sim')} --dir {house.path('wires')} ctl"
            print(f"lay a card:    {sim} idcard present {WANG}\ntake it away:  {sim} idcard remove\n"
                  f"show a code:   {sim} scanner show lclicence:1:611:DEMO-0088\n"
                  f"or who comes:  the same with what '{ctl} identity' prints (it asks for number and name)\n"
                  f"cut the line:  ./run line off (on; silent: nobody answers)\n"
                  f"the worker:    {ctl} list (show NUMBER, set-state NUMBER done, reply NUMBER WORDS, notes, "
                  "notice publish FILE)\n"
                  f"lay a paper:   {sim} camera image FILE (a photo of a page on a dark ground)\n"
                  f"press a key:   {sim} keypad press down (help, up, select, back …); keypad jack in\n"
                  f"lose the mains: {sim} power lost (low, back); door open (force, close)\n"
                  f"call for help: {sim} phone answer (busy, none, end); alarm state\n"
                  f"the receipts:  {house.path('wires', 'paper')}\n"
                  f"all kiosks:    https://127.0.0.1:{house.port}/fleet (any user name; the password is in "
                  f"{house.path('keys', 'operator')})\nCtrl-C ends everything.", flush=True)
            keeper = Keeper(house)
            while keeper.look():
                time.sleep(0.5)
            print("the window was closed: everything ends.")
    except KeyboardInterrupt:
        return 0
    except JourneyError as error:
        print(f"run: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
