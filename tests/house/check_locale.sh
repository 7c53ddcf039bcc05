#!/usr/bin/env bash
# Every sentence of the screens has a translation in locale/*.po that is up to date and in that language's letters, and
# no translation is left over.
. "$(dirname "$0")/lib.sh"
need xgettext gettext

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
mapfile -t files < <(house_files '[^/]*\.[ch]' app ui)
if [ ${#files[@]} -gt 0 ]; then
  xgettext --from-code=UTF-8 --language=C -k -k_ -kN_ --force-po --no-wrap -o "$temporary/used.pot" "${files[@]}"
fi

report() { # PO WHAT WHAT-TO-DO MSGATTRIB-OPTION
  local sentence
  while IFS= read -r sentence; do
    fault "$1" "$2 $sentence" "$3"
  done < <(msgattrib --no-wrap "$4" "$temporary/merged.po" | sed -nE 's/^(#~ )?msgid (".+")$/\2/p')
}
# In which letters they are: Chinese ones are a sentence that was forgotten, except where 中文 names itself; what
# Big Five lacks is a simplified one that nobody writes in Taiwan.
letters() { # PO
  local line
  msgattrib --no-wrap --translated "$1" | awk '/^msgid /{on=0} /^msgstr/{on=1} on' | sed 's/^msgstr[^"]*//' >"$temporary/words"
  while IFS= read -r line; do
    fault "$1" "another language's letters in $line" "translate it"
  done < <(case $1 in
    locale/zh_TW.po) iconv -c -f UTF-8 -t BIG5-HKSCS "$temporary/words" | iconv -f BIG5-HKSCS -t UTF-8 |
      diff - "$temporary/words" | sed -n 's/^> //p' ;;
    *) grep -P '\p{Han}' "$temporary/words" | grep -vxF '"中文"' ;;
  esac || true)
}
count=0
for po in locale/*.po; do
  if [ ! -e "$po" ] || [ ! -e "$temporary/used.pot" ]; then continue; fi
  count=$((count + 1))
  msgmerge --quiet --no-fuzzy-matching --no-wrap -o "$temporary/merged.po" "$po" "$temporary/used.pot"
  # Uyghur is not whole by design: what it lacks is read in Chinese (kiosk --audit ug words lists it).
  [ "$po" = locale/ug.po ] || report "$po" "no translation of" "add it" --untranslated
  report "$po" "unsure (fuzzy) translation of" "check it and take the mark away" --only-fuzzy
  report "$po" "nothing uses" "remove it" --only-obsolete
  letters "$po"
  if ! wrong=$(msgfmt --check-format -o /dev/null "$temporary/merged.po" 2>&1); then
    fault "$po" "its formats differ from the source" "mend: $wrong"
  fi
done
[ "$count" -gt 0 ] || fault "locale" "holds no .po file, or nothing on the screens is marked _()" "add locale/en.po"
finish "$count languages, $(grep -c '^msgid' "$temporary/used.pot") sentences"
