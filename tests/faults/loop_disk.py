"""A file system on a loop device whose power can be cut: the file behind it is copied, and the copy is mounted."""
import os
import shutil
import signal
import subprocess
import time

MIB = 1024 * 1024


def why_not():
    """Why no disk can be made here; None when it can."""
    if os.geteuid() != 0:
        return "mounting needs root"
    for tool in ("losetup", "mkfs.ext4", "mount", "unshare"):
        if not shutil.which(tool):
            return f"{tool} is missing"
    found = subprocess.run(["losetup", "-f"], capture_output=True, text=True, check=False)
    return None if found.returncode == 0 else f"no loop device ({found.stderr.strip()})"


def in_own_mounts(argv):
    """Starts this program anew where its mounts are nobody else's, and go with it."""
    if os.environ.get("LC_OWN_MOUNTS"):
        return
    os.execvpe("unshare", ["unshare", "--mount", "--propagation", "private"] + argv,
               {**os.environ, "LC_OWN_MOUNTS": "1"})


class LoopDisk:
    """An ext4 of `mib` in `folder`, mounted at `root`."""

    def __init__(self, folder, mib=48):
        self.image = os.path.join(folder, "disk")
        self.root = os.path.join(folder, "root")
        os.makedirs(self.root, exist_ok=True)
        with open(self.image, "wb") as image:
            image.truncate(mib * MIB)
        subprocess.run(["mkfs.ext4", "-q", "-F", self.image], check=True)
        self.mount()

    def mount(self):
        subprocess.run(["mount", "-o", "loop", self.image, self.root], check=True)

    def unmount(self):
        """Of a group that was killed the last may be a moment in dying."""
        for _ in range(100):
            if subprocess.run(["umount", self.root], stderr=subprocess.DEVNULL, check=False).returncode == 0:
                return
            time.sleep(0.02)
        subprocess.run(["umount", self.root], check=True)

    def copy(self):
        """What the disk holds at this moment."""
        subprocess.run(["cp", "--sparse=always", self.image, self.image + ".left"], check=True)

    def swap(self):
        """Everything that the disk had not been told to keep is gone: the copy takes its place."""
        self.unmount()
        os.replace(self.image + ".left", self.image)
        self.mount()


def cut(disk, process):
    """The process, first of its group, stands still while the disk is copied, and is gone then. Killed first it would close
    its files, and ext4 writes some at that; a power cut closes none."""
    os.killpg(process.pid, signal.SIGSTOP)
    os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WNOWAIT)
    disk.copy()
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    disk.swap()
