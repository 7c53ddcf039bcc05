#!/usr/bin/env bash
# What ./test took, by label: tests/times.sh BUILD_SECONDS. Labels run side by side: each gets of the clock's minutes what
# its tests have of all tests' time.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

printf '%-28s %6s %8s %9s\n' '' tests minutes 'aimed at'
row() { printf '%-28s %6s %5d:%02d %9s\n' "$1" "$2" "$(($3 / 60))" "$(($3 % 60))" "$4"; }
row 'build' '' "$1" 8
# NAME LOG AIM LABEL...: rows of one log that belong together
labels() {
  local name=$1 log=$2 aim=$3
  shift 3
  [ -e "$log" ] || return 0
  read -r tests seconds < <(awk -v wanted=" $* " '
    / sec\*proc \(/ && $1 != "rooms" { all += $3; if (index(wanted, " " $1 " ")) { sum += $3; tests += substr($5, 2) } }
    /^Total Test time/ { real = $6 }
    END { printf "%d %d\n", tests, (all > 0 ? real * sum / all : 0) }' "$log")
  row "$name" "$tests" "$seconds" "$aim"
}
labels 'unit and house' build/ctest.log 3 unit house
labels 'unit, asan' build/asan/ctest.log '' unit
labels 'journeys and audit' build/ctest.log 6 journeys audit
labels 'faults' build/ctest.log 6 faults
labels 'fuzz' build/fuzz/ctest.log 3 fuzz
labels 'postgres, golden, bench, fuzz' build/ctest.log 4 postgres golden bench fuzz
