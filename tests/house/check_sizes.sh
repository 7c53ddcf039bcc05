#!/usr/bin/env bash
# Files of at most 500 lines, functions of at most 60; prints how long functions are at the median and the 90th percentile.
. "$(dirname "$0")/lib.sh"
need ctags universal-ctags
file_limit=500 function_limit=60 p90_limit=50

while read -r lines file; do
  [ "$file" != total ] && [ "$lines" -gt "$file_limit" ] &&
    fault "$file" "$lines lines" "one idea a file: split it below $file_limit"
done < <(house_files '[^/]*\.(c|h|cc|py|sh)' app devices ui tests packaging | xargs -r wc -l)

functions() { # LENGTH FILE:LINE NAME of every function of the files on standard input
  ctags -L - --languages=C,C++ --kinds-C=f --kinds-C++=f --fields=+ne -f - --sort=no 2>/dev/null | awk -F '\t' '
    { start = end = 0
      for (i = 4; i <= NF; i++) { if ($i ~ /^line:/) start = substr($i, 6); if ($i ~ /^end:/) end = substr($i, 5) }
      if (end) print end - start + 1, $2 ":" start, $1 }'
}
while read -r length where name; do
  [ "$length" -le "$function_limit" ] || fault "$where" "$name is $length lines long" "split it below $function_limit"
done < <(house_files '[^/]*\.(c|cc)' app devices ui tests | functions)

summary=$(house_files '[^/]*\.(c|cc)' app devices ui | functions | sort -n | awk '
  { length_of[NR] = $1 } END { if (NR) print NR, length_of[int((NR + 1) / 2)], length_of[int((NR * 9 + 9) / 10)] }')
read -r count median p90 <<<"${summary:-0 0 0}"
[ "$p90" -le "$p90_limit" ] || fault "functions" "the 90th percentile is $p90 lines" "split the longest below $p90_limit"
finish "$count functions, median $median lines, 90th percentile $p90"
