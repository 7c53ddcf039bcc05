#!/usr/bin/env bash
# Every sentence of the screens has a translation in locale/*.po that is up to date, and no translation is left over.
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
count=0
for po in locale/*.po; do
  if [ ! -e "$po" ] || [ ! -e "$temporary/used.pot" ]; then continue; fi
  count=$((count + 1))
  msgmerge --quiet --no-fuzzy-matching --no-wrap -o "$temporary/merged.po" "$po" "$temporary/used.pot"
  # Uyghur is not whole by design: what it lacks is read in Chinese (kiosk --audit ug words lists it).
  [ "$po" = locale/ug.po ] || report "$po" "no translation of" "add it" --untranslated
  report "$po" "unsure (fuzzy) translation of" "check it and take the mark away" --only-fuzzy
  report "$po" "nothing uses" "remove it" --only-obsolete
  if ! wrong=$(msgfmt --check-format -o /dev/null "$temporary/merged.po" 2>&1); then
    fault "$po" "its formats differ from the source" "mend: $wrong"
  fi
done
[ "$count" -gt 0 ] || fault "locale" "holds no .po file, or nothing on the screens is marked _()" "add locale/en.po"
finish "$count languages, $(grep -c '^msgid' "$temporary/used.pot") sentences"
