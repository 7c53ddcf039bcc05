#!/usr/bin/env bash
# Every C file looks as .clang-format says.
. "$(dirname "$0")/lib.sh"
need clang-format clang-format

mapfile -t files < <(house_files '[^/]*\.(c|h|cc)' app devices ui tests)
if [ ${#files[@]} -gt 0 ]; then
  while read -r file; do
    fault "$file" "is not formatted" "clang-format -i $file"
  done < <(clang-format --dry-run "${files[@]}" 2>&1 | sed -n 's/^\([^:]*\):[0-9]*:[0-9]*: warning: code should be clang-formatted.*/\1/p' | sort -u)
fi
finish "${#files[@]} files"
