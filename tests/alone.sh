#!/usr/bin/env bash
# Runs a test in a temporary folder of its own, and fails it when something is left there: tests/alone.sh COMMAND...
# The folder's name is short, for the sockets in it, and PostgreSQL's user may pass through.
set -uo pipefail
TMPDIR=$(mktemp -d "${TMPDIR:-/tmp}/lc-XXXXXX") || exit 1
export TMPDIR
chmod 711 "$TMPDIR"
export PULSE_SERVER=/dev/null/none # SDL asks for a sound server, whose library would make a folder here that stays
trap 'rm -rf "$TMPDIR"' EXIT

"$@"
status=$?
left=$(ls -A "$TMPDIR")
if [ $status -eq 0 ] && [ -n "$left" ]; then
  echo "the test passed, but left in its TMPDIR what it must remove:"
  ls -lA "$TMPDIR" | head -20
  status=1
fi
exit $status
