#!/usr/bin/env bash
# Who includes whom, against floors.txt: no upward or sideways include, no library outside its room.
. "$(dirname "$0")/lib.sh"

declare -A allowed=()
only_headers=() only_paths=()
# shellcheck disable=SC2154 # lib.sh sets $here
while read -r kind rest; do
  name=${rest%%:*} names=${rest#*:}
  case $kind in
    floor) allowed[$name]=" ${names## } " ;;
    only) only_headers+=("${name#<}"); only_paths+=("$names") ;;
  esac
done < <(grep -E '^(floor|only) ' "$here/floors.txt" | tr -s ' ')

folder_of() { # the longest floor that holds the path
  local path=${1%/*}
  while [ -n "$path" ]; do
    if [ -n "${allowed[$path]+known}" ]; then folder=$path; return; fi
    case $path in */*) path=${path%/*} ;; *) break ;; esac
  done
  folder=
}

check_own() { # FILE:LINE FILE HEADER
  local target
  if [ -e "app/$3" ]; then target=app/$3; elif [ -e "$3" ]; then target=$3; elif [ -e "${2%/*}/$3" ]; then return; else
    fault "$1" "\"$3\" is no header seen from the top or from app/" "write it as \"folder/name.h\""
    return
  fi
  folder_of "$2"; local from=$folder
  folder_of "$target"; local to=$folder
  [ -n "$from" ] || { fault "$1" "${2%/*} stands on no floor" "add it to tests/house/floors.txt"; return; }
  [ "$from" = "$to" ] && return
  case ${allowed[$from]} in
    *" * "* | *" $to "*) ;;
    *) fault "$1" "$from may not include $to (\"$3\")" \
         "pass what is needed as a value from above, or move it to a lower floor (tests/house/floors.txt)" ;;
  esac
}

check_system() { # FILE:LINE FILE HEADER
  local i path
  for i in "${!only_headers[@]}"; do
    [[ $3 == "${only_headers[$i]}"* ]] || continue
    for path in ${only_paths[$i]}; do
      [[ $2 == "$path"* ]] && continue 2
    done
    fault "$1" "<$3> is only for${only_paths[$i]}" "let one of those do it, and call that"
  done
}

while read -r file; do
  [ "$file" = devices/scanner/zxing.cc ] || fault "$file" "is C++" "write it in C: one library has no other interface, and one file is for it"
done < <(house_files '[^/]*\.(cc|cpp|cxx|hpp|hh)' app devices ui tests)

count=0
while IFS=: read -r file line text; do
  count=$((count + 1))
  case $text in
    *'"'*'"'*) header=${text#*\"}; check_own "$file:$line" "$file" "${header%%\"*}" ;;
    *'<'*'>'*) header=${text#*<}; check_system "$file:$line" "$file" "${header%%>*}" ;;
  esac
done < <(house_files '[^/]*\.(c|h|cc)' app devices ui | xargs -r grep -HnE '^[[:space:]]*#[[:space:]]*include' || true)
finish "$count includes"
