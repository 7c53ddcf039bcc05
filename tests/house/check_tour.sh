#!/usr/bin/env bash
# The five-minute tour: six files from which a newcomer understands the house, under 1,000 lines together.
. "$(dirname "$0")/lib.sh"
limit=1000
tour=(app/session/session.h app/session/moves.c ui/screens/review.c devices/printer/escpos.c app/kiosk/effects.c app/store/outbox.c)

total=0
for file in "${tour[@]}"; do
  if [ ! -s "$file" ]; then
    fault "$file" "is not there" "the tour needs it; change ARCHITECTURE and this list when the house changed"
    continue
  fi
  total=$((total + $(wc -l <"$file")))
done
[ "$total" -lt "$limit" ] || fault "the tour" "has $total lines" "move what a newcomer need not see into other files, below $limit"
finish "${#tour[@]} files, $total lines"
