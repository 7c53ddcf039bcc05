#!/usr/bin/env python3
"""PostgreSQL on a disk that is full: the batch is refused with 507 and nothing of it is kept, what was acknowledged stands,
and with room again the same batch is taken. The disk is a small tmpfs, which only root can mount: else it is skipped.
Usage: test_full_disk.py BUILD_DIR"""
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from platforms import Platforms  # noqa: E402

SKIPPED = 77
SIZE, LARGER = "size=2m", "size=32m"
BATCH_SIZE, BATCHES_MAX = 100, 200
PATIENT = 2  # refused in a row, and the store still answers


def mount(folder, *options):
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join(options), "none", folder], capture_output=True, check=False)
    return done.returncode == 0


def small_disk(platforms):
    """The store's tables go to a tablespace on it; PostgreSQL's log stays where it was."""
    folder = os.path.join(platforms.dir, "disk")
    os.makedirs(folder)
    os.chmod(platforms.dir, 0o711)
    if os.geteuid() != 0 or not mount(folder, SIZE, "mode=0700", "uid=postgres"):
        return None
    platforms.sql(f"CREATE TABLESPACE small LOCATION '{folder}'")
    platforms.uri = platforms.server + "&options=-cdefault_tablespace%3Dsmall"
    return folder


def fill(platforms):
    """Until a batch is refused; how many applications were acknowledged, and the batch that was not."""
    acknowledged = 0
    for number in range(BATCHES_MAX):
        body = platforms.batch(1 + number * BATCH_SIZE, BATCH_SIZE)
        status, verdicts = platforms.post(0, body)
        if status == 507:
            return acknowledged, body
        assert status == 202, status
        assert set(verdicts.values()) == {"stored"}, verdicts
        acknowledged += BATCH_SIZE
    raise AssertionError("the disk does not fill")


def run(platforms, folder):
    platforms.start()
    acknowledged, refused = fill(platforms)
    assert acknowledged > 0
    for _ in range(PATIENT):
        assert platforms.post(0, refused) == (507, {})
        assert len(platforms.listed()) == acknowledged
    assert mount(folder, "remount", LARGER)
    status, verdicts = platforms.post(0, refused)
    assert status == 202 and set(verdicts.values()) == {"stored"}, (status, verdicts)
    assert len(platforms.listed()) == acknowledged + BATCH_SIZE
    print(f"full disk: {acknowledged} kept, {BATCH_SIZE} refused whole, and taken when there was room")


def main():
    platforms = Platforms(os.path.abspath(sys.argv[1]))
    folder = None
    try:
        folder = small_disk(platforms)
        if not folder:
            print("skipped: a small disk needs root and mount")
            return SKIPPED
        run(platforms, folder)
        return 0
    finally:
        platforms.stop(folder)


if __name__ == "__main__":
    sys.exit(main())
