#!/usr/bin/env bash
# Commit subjects: "area: what it does", at most 72 characters, no full stop.
. "$(dirname "$0")/lib.sh"
git rev-parse --git-dir >/dev/null 2>&1 || skip "this is no git work tree, so there are no commits to read"

count=0
while read -r id subject; do
  count=$((count + 1))
  [[ $subject =~ ^[a-z0-9][a-z0-9/_.,\ -]*:\ [^\ ] ]] ||
    fault "$id" "\"$subject\" names no area" "git commit --amend, as \"area: what it does\""
  [ ${#subject} -le 72 ] || fault "$id" "\"$subject\" has ${#subject} characters" "say it in 72; the reason goes into the body"
  [[ $subject != *. ]] || fault "$id" "\"$subject\" ends with a full stop" "leave it out"
done < <(git log --no-merges --format='%h %s')
finish "$count commits"
