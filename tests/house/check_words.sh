#!/usr/bin/env bash
# Nothing left for later, and nothing that is true on one machine only.
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
finish "${#files[@]} files"
