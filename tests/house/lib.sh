# What the house checks share. Each is called as: check_X.sh ROOT [BUILD_DIR]; 0 good, 1 a fault, 77 skipped with a reason.
# shellcheck shell=bash disable=SC2034
set -euo pipefail
export LC_ALL=C.UTF-8

faults=0
fault() { # fault WHERE WHAT WHAT-TO-DO
  echo "$1: $2: $3"
  faults=$((faults + 1))
}

finish() { # finish WHAT-WAS-LOOKED-AT
  if [ "$faults" -gt 0 ]; then
    echo "$(basename "$0" .sh): $faults to mend"
    exit 1
  fi
  echo "$(basename "$0" .sh): good, $1"
}

skip() {
  echo "$(basename "$0" .sh): skipped: $1"
  exit 77
}

need() { # need TOOL PACKAGE
  command -v "$1" >/dev/null || { echo "$1 is missing: install the package $2"; exit 1; }
}

# house_files NAME-PATTERN FOLDER...: files below the folders of the current directory, without what is built.
house_files() {
  local pattern=$1 folder there=()
  shift
  for folder in "$@"; do
    if [ -d "$folder" ]; then there+=("$folder"); fi
  done
  [ ${#there[@]} -eq 0 ] || find "${there[@]}" \( -path ./.git -o -path ./build -o -path ./var -o -name __pycache__ \) -prune -o \
    -type f -regextype posix-extended -regex ".*/($pattern)" -print | sed 's,^\./,,' | sort
}

[ $# -ge 1 ] || { echo "usage: $(basename "$0") ROOT [BUILD_DIR]" >&2; exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$1"
