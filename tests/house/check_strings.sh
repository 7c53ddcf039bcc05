#!/usr/bin/env bash
# No sentence for a resident outside gettext: Chinese or Uyghur in quotes stands in _() or N_(), or in strings.txt,
# which says why it may not.
. "$(dirname "$0")/lib.sh"
need xgettext gettext

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
letters='[\p{Han}\p{Hiragana}\p{Katakana}\p{Arabic}\x{3000}-\x{303F}\x{FF00}-\x{FFEF}]'

# texts XGETTEXT-OPTION...: FILE:LINE, tab, text of all that xgettext finds with these options and that has such letters.
texts() {
  # xgettext warns of what translators would stumble upon; most of these are no sentences at all.
  xgettext --from-code=UTF-8 --language=C --force-po --no-wrap -o "$temporary/pot" "$@" "${files[@]}" 2>"$temporary/warnings" ||
    { cat "$temporary/warnings"; exit 1; }
  awk '/^#: / { for (i = 2; i <= NF; i++) at[++n] = $i }
       /^msgid / { text = ""; on = 1; sub(/^msgid /, "") }
       /^msgstr / { for (i = 1; i <= n; i++) print at[i] "\t" text; n = 0; on = 0 }
       on && /^"/ { text = text substr($0, 2, length($0) - 2) }' "$temporary/pot" | grep -P "\t.*$letters" | sort -u || true
}

mapfile -t files < <(house_files '[^/]*\.[ch]' app ui)
[ ${#files[@]} -gt 0 ] || { echo "check_strings: there is no source to look at"; exit 1; }
texts -a >"$temporary/all"
texts -k -k_ -kN_ >"$temporary/marked"

comm -23 "$temporary/all" "$temporary/marked" >"$temporary/bare"
cp "$temporary/bare" "$temporary/left"

# strings.txt: PATH PATTERN, the pattern for the whole text. A rule that allows nothing any more is a hole.
# shellcheck disable=SC2154 # lib.sh sets $here
while read -r path pattern; do
  rule="^\\Q$path\\E[^\\t]*\\t(?:$pattern)\$"
  if ! grep -qP "$rule" "$temporary/bare" && compgen -G "$path*" >/dev/null; then
    fault "tests/house/strings.txt" "$path $pattern allows nothing any more" "remove the line"
  fi
  grep -vP "$rule" "$temporary/left" >"$temporary/next" || true
  mv "$temporary/next" "$temporary/left"
done < <(grep -vE '^(#|$)' "$here/strings.txt")

while IFS=$'\t' read -r where text; do
  fault "$where" "a resident may see \"$text\" in Chinese only" \
    "write _(\"…\"), N_(\"…\") in a table, or say in tests/house/strings.txt why not"
done <"$temporary/left"
finish "$(wc -l <"$temporary/marked") sentences in gettext, $(wc -l <"$temporary/bare") texts that are none"
