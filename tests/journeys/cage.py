"""A display as on a real kiosk: cage without a screen, and Xwayland in it, where the kiosk is an X11 client.

cage refuses to run as root, so it gets the user nobody; root may draw there because the display says so.
"""
import os
import subprocess
import tempfile

from house import Display

NOBODY = 65534
AS_NOBODY = ["setpriv", "--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups"]
# Xwayland begins with its first client and ends with its last; xprop stays, so the permission stays.
INSIDE = 'xhost +si:localuser:"$1" >/dev/null && echo "${DISPLAY#:} $WAYLAND_DISPLAY" >&"$2" && exec xprop -root -spy'


class CageDisplay(Display):
    # wlroots' headless output, on its side as a kiosk's panel hangs; cage 0.1 cannot be asked for another. Upright it
    # hands a lone client's buffer straight to the output (direct scan-out), and a picture taken then is black.
    SIZE = (720, 1280)

    def __init__(self, width=SIZE[0], height=SIZE[1]):
        assert (width, height) == self.SIZE
        self.folder = tempfile.TemporaryDirectory(prefix="cage-")
        self.prefix = AS_NOBODY if os.geteuid() == 0 else []
        if self.prefix:
            os.chown(self.folder.name, NOBODY, NOBODY)
        super().__init__(width, height)

    def command(self, width, height, said):
        return [*self.prefix, "env", f"XDG_RUNTIME_DIR={self.folder.name}", "WLR_BACKENDS=headless", "WLR_RENDERER=pixman",
                "WLR_LIBINPUT_NO_DEVICES=1", "cage", "-r", "--", "sh", "-c", INSIDE, "sh",
                "root" if self.prefix else str(os.geteuid()), said]

    def named(self, said):
        number, self.wayland = said.split() or ("", "")
        return number

    def picture(self, path):
        with open(path, "wb") as file:
            subprocess.run([*self.prefix, "env", f"XDG_RUNTIME_DIR={self.folder.name}", f"WAYLAND_DISPLAY={self.wayland}",
                            "grim", "-t", "png", "-"], stdout=file, check=True)
