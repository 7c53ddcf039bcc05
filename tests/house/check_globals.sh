#!/usr/bin/env bash
# No writable globals: .data, .bss and their thread-local kin are empty in every object of the product. DW.ref is what a C++
# compiler notes of its handler of exceptions; nobody writes there.
. "$(dirname "$0")/lib.sh"
need size binutils
build=${2:?BUILD_DIR is needed}

count=0
while read -r object; do
  source=${object#*.dir/}
  [ -e "${source%.o}" ] || continue # left over from a file that is gone
  count=$((count + 1))
  written=$(size -A "$object" | awk '$2 > 0 && $1 ~ /^\.(data|bss|tdata|tbss)(\.|$)/ && $1 !~ /^\.data\.rel\.ro/ && $1 !~ /\.DW\.ref\./ {print $1 " " $2 " bytes"}')
  [ -z "$written" ] && continue
  names=$(objdump -t "$object" | awk '
    { for (i = 2; i < NF; i++) if ($i ~ /^\.(data|bss|tdata|tbss)(\.|$)/ && $i !~ /rel\.ro/ && $NF !~ /^\./) printf "%s%s", (n++ ? ", " : ""), $NF }')
  fault "${source%.o}" "writable global ${names:-data} ($(echo "$written" | tr '\n' ' ' | sed 's/ $//'))" \
    "make it const, or a member of a struct that its room owns"
done < <(find "$build" \( -path "$build/asan" -o -path "$build/tsan" -o -path "$build/fuzz" -o -path "$build/clang" \) -prune -o -type f -regextype posix-extended \
  -regex '.*/CMakeFiles/(lib_[a-z_]+|kiosk|kiosk-agent|kioskctl|kiosk-platform|kiosk-sim)\.dir/.*\.o' -print | sort)

# Two functions of one name in two libraries: a program takes whichever comes first, and nothing says so.
while read -r name files; do
  fault "$files" "both have a function $name" "rename one: the linker takes either"
done < <(find "$build" -maxdepth 1 -name 'liblib_*.a' -exec nm -gA --defined-only {} + 2>/dev/null |
  awk 'NF == 3 && $2 == "T" { split($1, at, ":"); sub(/.*\//, "", at[1]); print $3, at[1] }' | sort -u |
  awk '{ all[$1] = all[$1] (n[$1]++ ? " and " : "") $2 } END { for (name in n) if (n[name] > 1) print name, all[name] }')
[ "$count" -gt 0 ] || fault "$build" "holds no object of the product" "build first"
finish "$count objects"
