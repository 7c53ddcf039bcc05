#!/usr/bin/env bash
# Nothing left for later, nothing that is true on one machine only, and no macro that reads a clock twice.
. "$(dirname "$0")/lib.sh"

mapfile -t files < <(house_files '[^/]+' . | grep -vE '^(var|tour|build[^/]*)/|^\.git/')
search() { # PATTERN WHAT WHAT-TO-DO
  local hit
  while IFS= read -r hit; do
    fault "$(cut -d: -f1,2 <<<"$hit")" "$2 (${hit#*:*:})" "$3"
  done < <(printf '%s\0' "${files[@]}" | xargs -0 grep -IHnoE "$1" 2>/dev/null || true)
}
# The brackets keep these lines from finding themselves.
search '\b(T[O]DO|F[I]XME|X[X]X|H[A]CK)\b' "something is left to do" "do it, or open an issue and say nothing here"
search '(^|[^A-Za-z0-9_.~/-])/(h[o]me|r[o]ot|w[o]rk|U[s]ers)/[A-Za-z0-9_.-]+' "a path of one machine" \
  "take it from an option, the environment or the place of the file"
# These macros read their arguments twice: a clock moved on in between, once, and the window slept without end.
while IFS= read -r file; do
  fault "$file" "a clock is read inside MAX, MIN or CLAMP" "read it into a variable first: the macro would read it twice"
done < <(house_files '[^/]+\.[ch]' app ui devices | xargs -r grep -lPzo \
  '\b(MAX|MIN|CLAMP)\((?=[^;{}]*\b(g_get_monotonic_time|g_get_real_time|now_(ms|s|us))\()[^;{}]*;' || true)
finish "${#files[@]} files"
