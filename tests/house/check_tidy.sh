#!/usr/bin/env bash
# What clang-tidy knows to go wrong in C (.clang-tidy), for every source the build compiles.
. "$(dirname "$0")/lib.sh"
need clang-tidy clang-tidy
build=${2:?BUILD_DIR is needed}

mapfile -t files < <(grep -oE '"file": "[^"]*"' "$build/compile_commands.json" 2>/dev/null | cut -d'"' -f4 |
  grep -E "^$PWD/(app|devices|ui)/" | sort -u | while read -r file; do [ ! -e "$file" ] || echo "$file"; done)
[ ${#files[@]} -gt 0 ] || fault "$build/compile_commands.json" "names no source of the product" "configure with CMake first"
# A few functions, of loops in loops, have more ways than any bound: the analyzer goes a third of its usual number (all of it with
# LC_LONG). It takes what it has not seen first, so what is left out are the same lines in another order.
bound=()
[ -n "${LC_LONG:-}" ] || bound=(--extra-arg={-Xclang,-analyzer-config,-Xclang,max-nodes=75000})
said=$(mktemp) trouble=$(mktemp)
trap 'rm -f "$said" "$trouble"' EXIT
printf '%s\0' "${files[@]}" |
  xargs -0 -r -n 4 -P "$(nproc)" nice clang-tidy -p "$build" --quiet "${bound[@]}" >"$said" 2>"$trouble" ||
  [ -s "$said" ] || fault clang-tidy "ended without a finding: $(tail -3 "$trouble" | tr '\n' ' ')" "see its options in this check"
while IFS= read -r line; do
  fault "${line%%: *}" "${line#*: }" "mend it; a rule that is wrong for the house goes out of .clang-tidy"
done < <(grep -E '^[^ ]+:[0-9]+:[0-9]+: (warning|error): ' "$said" | sed "s,^$PWD/,," | sort -u)
finish "${#files[@]} sources"
