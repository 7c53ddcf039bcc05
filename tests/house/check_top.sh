#!/usr/bin/env bash
# What lies at the top of the house is known: a folder that a mistyped command made does not come along.
. "$(dirname "$0")/lib.sh"
git rev-parse --git-dir >/dev/null 2>&1 || skip "this is no git work tree, so nothing is tracked"
known=' app ui devices assets locale tests packaging docs .ci run test CMakeLists.txt CMakePresets.json README.md .clang-format .clang-tidy .gitignore '

count=0
while read -r name; do
  count=$((count + 1))
  [[ $known == *" $name "* ]] || fault "$name" "is tracked at the top" "git rm it, or say in $(basename "$0") what it is for"
done < <(git ls-files | cut -d/ -f1 | sort -u)
finish "$count names at the top"
