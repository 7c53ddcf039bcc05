#!/bin/bash
# The real platform over real TLS, as a kiosk, a phone and a worker meet it. Usage: platform_http.sh BUILD_DIR
set -u
build=$1
platform=$build/kiosk-platform
batch=$build/tests/journeys/platform_batch
dir=$(mktemp -d)
pid=
stop() {
    [ -n "$pid" ] && kill "-${1:-TERM}" "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
    pid=
}
trap 'stop KILL; rm -rf "$dir"' EXIT

failed=0
# expect WHAT GOT PATTERN: GOT matches the extended regular expression
expect() {
    if ! grep -qE -- "$3" <<<"$2"; then
        printf 'not as it should be: %s\n  wanted: %s\n  got:    %s\n' "$1" "$3" "${2:0:600}"
        failed=1
    fi
}
refute() {
    if grep -qE -- "$3" <<<"$2"; then
        printf 'must not be: %s\n  found: %s\n' "$1" "$3"
        failed=1
    fi
}

listen=127.0.0.1:0
store=sqlite:$dir/p.db
start() {
    : >"$dir/out"
    "$platform" --store "$store" --listen "$listen" --keys "$dir/keys" >"$dir/out" 2>>"$dir/err" &
    pid=$!
    for _ in $(seq 1200); do
        url=$(sed -n 's/^listening on //p' "$dir/out")
        [ -n "$url" ] && { listen=${url#https://}; return; }
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.05
    done
    echo "kiosk-platform did not start:"; cat "$dir/err"; exit 1
}
fetch() { curl -sS --max-time 20 --cacert "$dir/keys/ca.crt" -w '\n%{http_code} %{content_type}' "$@" 2>&1; }
post() { # FILE: a batch
    fetch -H "Authorization: Bearer $(cat "$dir/keys/token")" -H 'Content-Type: application/cloudevents-batch+json' \
        --data-binary "@$1" "$url/v1/submissions"
}
worker() { "$platform" ctl --store "$store" --keys "$dir/keys" "$@" 2>&1; }

"$platform" --nonsense 2>/dev/null; expect 'wrong use' $? '^2$'
expect 'a store that is none' "$("$platform" --store postgresql://x --listen "$listen" --keys "$dir/none" 2>&1)" \
    'kiosk-platform: .*keys init .*/none'
"$platform" keys init "$dir/keys" --demo-token >/dev/null || exit 1
"$platform" keys init "$dir/older" >/dev/null || exit 1
(cd "$dir/older" && rm hash.key sign.key sign.pub eseal.key eseal.crt operator)
expect 'an older keys folder' "$("$platform" --store "$store" --listen "$listen" --keys "$dir/older" 2>&1)" \
    'kiosk-platform: .*/hash.key .*keys complete .*/older'
expect 'what it lacked' "$("$platform" keys complete "$dir/older" | tr '\n' ' ')" \
    '^sign.key: made sign.pub: made hash.key: made.* eseal.key: made.* operator: made'
expect 'all is there' "$("$platform" keys complete "$dir/older")" '^nothing is missing$'
rm "$dir/older/hash.key"
expect 'a lost key' "$("$platform" keys complete "$dir/older" 2>&1)" 'hash.key is lost.*from the backup'
expect 'no store' "$("$platform" --store mysql://x --listen "$listen" --keys "$dir/keys" 2>&1)" \
    'kiosk-platform: .*--store sqlite:FILE or postgresql:'
expect 'no PostgreSQL' "$("$platform" --store "postgresql:///x?host=$dir" --listen "$listen" --keys "$dir/keys" 2>&1)" \
    'kiosk-platform: .*see that PostgreSQL runs'
start

# The line: TLS by the demo's authority only, and every refusal a problem.
expect 'health' "$(fetch "$url/v1/health")" '^200 application/json'
expect 'a stranger to the authority' "$(curl -sS "$url/v1/health" 2>&1)" 'certificate'
expect 'plain HTTP' "$(curl -sS --max-time 5 "http://$listen/v1/health" 2>&1; echo " $?")" ' [1-9][0-9]*$'
"$batch" "$dir/keys" 1 3 >"$dir/three" || exit 1
expect 'no token' "$(fetch -H 'Content-Type: application/cloudevents-batch+json' --data-binary "@$dir/three" \
    "$url/v1/submissions")" '^401 application/problem\+json'
head -c 9000000 /dev/zero >"$dir/large"
expect 'too large' "$(post "$dir/large")" '^413 application/problem\+json'
echo '[{}]' >"$dir/odd"
expect 'not a batch' "$(post "$dir/odd")" '^400 application/problem\+json'
many=()
for i in $(seq 80); do many+=(-H "X-$i: x"); done
expect 'too many headers' "$(fetch "${many[@]}" "$url/v1/health")" '^431 '
expect 'a second server' "$("$platform" --store "$store" --listen "$listen" --keys "$dir/keys" 2>&1; echo " $?")" \
    'kiosk-platform: cannot listen on .*: .*'
curl -s --cacert "$dir/keys/ca.crt" --limit-rate 4k --max-time 0.5 -H "Authorization: Bearer $(cat "$dir/keys/token")" \
    -H 'Content-Type: application/cloudevents-batch+json' --data-binary "@$dir/large" "$url/v1/submissions" >/dev/null
expect 'after a broken connection' "$(fetch "$url/v1/health")" '^200 '

# Stored, then acknowledged; a SIGKILL right after keeps it; a repeat does no harm; another box under the same id does.
answer=$(post "$dir/three")
expect 'three stored' "$answer" '^202 application/vnd\.kiosk\.receipt\+json'
expect 'three stored' "$(grep -o '"status":"stored"' <<<"$answer" | wc -l)" '^3$'
stop KILL
start
expect 'three repeated' "$(post "$dir/three" | grep -o '"status":"duplicate"' | wc -l)" '^3$'
"$batch" "$dir/keys" 1 1 >"$dir/other"
expect 'id reused' "$(post "$dir/other")" 'id-reused'
expect 'the list' "$(worker list | wc -l)" '^3$'

# Killed at any moment: what was acknowledged is there, and sending again makes it exactly once.
for trial in 1 2 3 4 5; do
    first=$((trial * 20 + 1))
    "$batch" "$dir/keys" "$first" 20 >"$dir/twenty"
    post "$dir/twenty" >"$dir/answer" & sender=$!
    sleep "0.0$((RANDOM % 5))"
    stop KILL
    wait "$sender"
    start
    acknowledged=$(grep -o '"status":"stored"' "$dir/answer" | wc -l)
    again=$(post "$dir/twenty")
    duplicates=$(grep -o '"status":"duplicate"' <<<"$again" | wc -l)
    [ "$acknowledged" -gt "$duplicates" ] && { echo "lost: $acknowledged acknowledged, $duplicates there"; failed=1; }
done
expect 'exactly once' "$(worker list | cut -c1-12 | sort | uniq -c | awk '$1 == 1' | wc -l)" '^103$'

# The worker's desk and the phone.
receipt=$(worker list | head -1 | cut -c1-12)
expect 'show' "$(worker show "$receipt")" '"receipt": ?"'"$receipt"'".*王秀兰'
worker export "$dir/records" || failed=1
expect 'export' "$(ls "$dir/records" | wc -l)" '^103$'
expect 'export is private' "$(stat -c %a "$dir/records/$receipt.json")" '^600$'
page=$(fetch "$url/p/$receipt")
expect 'progress' "$page" '收到申请'
refute 'progress is not personal' "$page" '王秀兰|341199|gaoling'
worker set-state "$receipt" reviewing || failed=1
expect 'progress goes on' "$(fetch "$url/p/$receipt")" '正在审'
expect 'no such state' "$(worker set-state "$receipt" nonsense; echo " $?")" "there is no state 'nonsense': take one of"
expect 'no such number' "$(worker show 000000000000; echo " $?")" 'kiosk-platform: no application has the number'
expect 'unknown number' "$(fetch "$url/p/206179999999")" '^404 text/html'
expect 'the store is private' "$(stat -c %a "$dir/p.db")" '^600$'

# A full store: 507, and nothing of the batch is kept.
stop
store="sqlite:$dir/small.db"
listen=127.0.0.1:0
start
stop
pages=$(sqlite3 "$dir/small.db" 'PRAGMA wal_checkpoint(TRUNCATE); PRAGMA page_count' | tail -1)
store="sqlite:$dir/small.db?pages=$((pages + 12))"
start
"$batch" "$dir/keys" 1 100 >"$dir/hundred"
expect 'full' "$(post "$dir/hundred")" '^507 application/problem\+json'
expect 'nothing kept' "$(worker list | wc -l)" '^0$'
expect 'room for little' "$(post "$dir/three" | grep -o '"status":"stored"' | wc -l)" '^3$'

refute 'the log is not personal' "$(cat "$dir/err")" '王秀兰|341199'
[ "$failed" -eq 0 ] && echo 'platform over HTTPS: all as it should be'
exit "$failed"
