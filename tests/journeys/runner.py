"""Runs the journey_* functions of a file, each in a fresh house, and counts them in ctest's words."""
import os
import sys
import tempfile
import time
import traceback

from house import Display, House


SKIPPED = 77  # as ctest is told by SKIP_RETURN_CODE


class Skipped(Exception):
    """Why this journey cannot go on this machine."""


def main(names, size=(1080, 1920), display=Display, **house):
    build = os.environ.get("LC_BUILD", "build")
    wanted = sys.argv[1:]
    journeys = {name: value for name, value in names.items() if name.startswith("journey_") and
                (not wanted or name in wanted or name[len("journey_"):] in wanted)}
    failed = skipped = 0
    for name, journey in journeys.items():
        begun = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="linchuang-") as state:
            try:
                with House(build, state, display(*size), size, **{**house, **getattr(journey, "house", {})}) as place:
                    journey(place)
                verdict = "ok"
            except Skipped as why:
                skipped += 1
                verdict = f"SKIPPED: {why}:"
            except Exception:  # pylint: disable=broad-except
                traceback.print_exc()
                failed += 1
                verdict = "FAILED"
        print(f"{verdict} {name} {time.monotonic() - begun:.1f} s", flush=True)
    print(f"{len(journeys) - failed - skipped} passed, {failed} failed, {skipped} skipped")
    if failed or not journeys:
        return 1
    return SKIPPED if skipped else 0
