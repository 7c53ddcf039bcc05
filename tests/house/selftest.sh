#!/usr/bin/env bash
# The checks are checked: in a small house of its own, each passes while all is well and fails at a planted fault.
set -euo pipefail
checks=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree" "$tree.out"' EXIT
failures=0

build_house() { # a house of a few lines that every check likes
  rm -rf "$tree"
  mkdir -p "$tree"/{app/{base,session,store,kiosk},ui/screens,devices/printer,locale,build/CMakeFiles/lib_base.dir/app/base}
  cd "$tree"
  cp "$checks/../../.clang-format" "$checks/../../.clang-tidy" .
  printf '#pragma once\nint text_length(const char *s);\n' >app/base/text.h
  printf '#include "base/text.h"\n\nint text_length(const char *s)\n{\n    return s[0];\n}\n' >app/base/text.c
  printf '#pragma once\n#include "base/text.h"\n' >app/session/session.h
  printf '#include "session/session.h"\n' >app/session/moves.c
  printf '#include "session/session.h"\n\nconst char *title(void)\n{\n    return _("您好");\n}\n' >ui/screens/review.c
  printf 'int escpos;\n' >devices/printer/escpos.c
  printf 'int effects;\n' >app/kiosk/effects.c
  printf 'int outbox;\n' >app/store/outbox.c
  printf 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "您好"\nmsgstr "Hello"\n' >locale/en.po
  git init -q .
  compile
  commit "base: count the letters of a text"
}

compile() {
  printf '[{"directory": "%s", "file": "%s/app/base/text.c", "command": "gcc -Iapp -c app/base/text.c"}]\n' \
    "$tree" "$tree" >build/compile_commands.json
  gcc -Iapp -c app/base/text.c -o build/CMakeFiles/lib_base.dir/app/base/text.c.o
}

commit() {
  git -c user.name=house -c user.email=house@example.org commit -q --allow-empty -m "$1"
}

result() { # WORDS: what is wrong with the check that just ran
  echo "selftest: $1"
  sed 's/^/    /' "$tree.out"
  failures=$((failures + 1))
}

lines() { # COUNT TEXT
  seq "$1" | while read -r _; do echo "$2"; done
}

passes() { # CHECK
  "$checks/$1.sh" "$tree" "$tree/build" >"$tree.out" 2>&1 || result "$1 fails in a good house"
}

fails() { # CHECK WORDS-IT-MUST-SAY
  if "$checks/$1.sh" "$tree" "$tree/build" >"$tree.out" 2>&1; then
    result "$1 passes in spite of: $2"
  elif ! grep -qF -- "$2" "$tree.out"; then
    result "$1 fails, but does not say: $2"
  fi
}

plant() { # CHECK WORDS COMMAND: a good house, then the fault
  build_house
  passes "$1"
  eval "$3"
  fails "$1" "$2"
}

# shellcheck disable=SC2016 # a fault is a command, run once the house stands
plant_all() {
  plant check_includes "app/base may not include app/session" 'echo "#include \"session/session.h\"" >>app/base/text.c'
  plant check_includes "app/session may not include app/store" \
    'echo >app/store/outbox.h; echo "#include \"store/outbox.h\"" >>app/session/moves.c'
  plant check_includes "<SDL2/SDL.h> is only for" 'echo "#include <SDL2/SDL.h>" >>ui/screens/review.c'
  plant check_includes "<pthread.h> is only for" 'echo "# include <pthread.h>" >>app/session/moves.c'
  plant check_includes "<time.h> is only for" 'echo "#include <time.h>" >>app/session/moves.c'
  plant check_includes "<sqlite3.h> is only for" 'echo "#include <sqlite3.h>" >>app/kiosk/effects.c'
  plant check_includes "<curl/curl.h> is only for" 'echo "#include <curl/curl.h>" >>app/kiosk/effects.c'
  plant check_includes "is no header seen" 'echo "#include \"nowhere.h\"" >>app/kiosk/effects.c'
  plant check_includes "stands on no floor" 'mkdir app/attic; echo "#include \"base/text.h\"" >app/attic/box.c'
  plant check_includes "is C++" 'echo "int more;" >devices/printer/more.cc'
  plant check_globals "writable global counter (.bss 4 bytes)" 'echo "int counter;" >>app/base/text.c; compile'
  plant check_globals "writable global first (.data 4 bytes)" 'echo "int first = 1;" >>app/base/text.c; compile'
  plant check_globals "writable global mine (.tbss 4 bytes)" 'echo "_Thread_local int mine;" >>app/base/text.c; compile'
  plant check_globals "both have a function twice" 'echo "int twice(void) { return 0; }" >twice.c; gcc -c twice.c; rm twice.c
    for lib in a b; do ar rcs build/liblib_$lib.a twice.o; done; rm twice.o'
  plant check_globals "holds no object" 'rm -r build/CMakeFiles'
  plant check_format "app/base/text.c: is not formatted" 'echo "int  wide ;" >>app/base/text.c'
  plant check_tidy "bugprone-" 'printf "\nint same(int a);\nint same(int a)\n{\n    return sizeof(a + 1) == sizeof(sizeof(a));\n}\n" >>app/base/text.c'
  plant check_commits "names no area" 'commit "Fix things"'
  plant check_commits "has 73 characters" 'commit "base: $(printf "%067d" 0)"'
  plant check_commits "ends with a full stop" 'commit "base: count letters."'
  plant check_top "is tracked at the top" 'mkdir ./--help; touch ./--help/x.png; git add ./--help'
  plant check_sizes "501 lines" 'lines 495 "// a line" >>app/base/text.c'
  plant check_sizes "text_long is 61 lines long" \
    '{ printf "int text_long(void)\n{\n"; lines 57 "    ;"; printf "    return 0;\n}\n"; } >>app/base/text.c'
  plant check_tour "app/store/outbox.c: is not there" 'rm app/store/outbox.c'
  plant check_tour "the tour: has 1" 'lines 995 "// a line" >>app/session/moves.c'
  plant check_words "something is left to do (TO""DO)" 'echo "// TO""DO: later" >>app/base/text.c'
  plant check_words "a clock is read inside" 'echo "int left(int u) { return MAX(0, u - now_ms()); }" >>app/base/text.c'
  plant check_words "a path of one machine (" 'echo "const char *p = \"/ho""me/me/x\";" >>app/base/text.c'
  plant check_strings 'a resident may see "再见"' 'echo "const char *x(void) { return \"再见\"; }" >>ui/screens/review.c'
  plant check_strings 'a resident may see "خەير"' 'echo "const char *x(void) { return \"خەير\"; }" >>ui/screens/review.c'
  plant check_strings 'a resident may see "共 %d 页"' \
    'printf "const char *x(void) { return %s; }\n" "_(\"好\") \"\", \"共 \" \"%d 页\"" >>ui/screens/review.c'
  plant check_strings "allows nothing any more" 'echo "const char *x;" >ui/screens/language.c'
  plant check_locale 'no translation of "再见"' 'echo "const char *x(void) { return _(\"再见\"); }" >>ui/screens/review.c'
  plant check_locale 'locale/zh_TW.po: no translation of "您好"' 'sed "/^msgid \"您/,\$d" locale/en.po >locale/zh_TW.po'
  plant check_locale 'letters in "您好"' 'sed -i "s/Hello/您好/" locale/en.po'
  plant check_locale 'letters in "你们好"' 'sed "s/Hello/你们好/" locale/en.po >locale/zh_TW.po'
  plant check_locale 'nothing uses "谢谢"' 'printf "\nmsgid \"谢谢\"\nmsgstr \"Thanks\"\n" >>locale/en.po'
  plant check_locale 'unsure (fuzzy) translation of "您好"' 'sed -i "s/^msgid \"您/#, fuzzy\n&/" locale/en.po'
}

# Every test runs in alone.sh, which is no check of the tree: what is left fails it by name, and is gone.
leaves() { # STATUS-OF-THE-TEST STATUS-WANTED WORDS COMMAND
  local status=0 folder
  "$checks/../alone.sh" sh -c "echo \$TMPDIR; $4; exit $1" >"$tree.out" 2>&1 || status=$?
  read -r folder <"$tree.out"
  if [ "$status" -ne "$2" ] || ! grep -qF -- "$3" "$tree.out" || [ -e "$folder" ]; then
    result "alone.sh ends with $status after: $4"
  fi
}

plant_all
# shellcheck disable=SC2016 # the folder is alone.sh's
{
  leaves 0 0 "" 'mktemp -d >/dev/null; rmdir "$TMPDIR"/*'
  leaves 0 1 "forgotten" 'mkdir "$TMPDIR/forgotten"'
  leaves 77 77 "" 'touch "$TMPDIR/why it was skipped matters more"'
}
[ "$failures" -eq 0 ] || { echo "selftest: $failures checks do not see what they should"; exit 1; }
echo "selftest: every check passes a good house and sees its planted faults"
