#!/usr/bin/env bash
# One PostgreSQL for the tests: `server.sh start FILE` leaves its URI in FILE, `server.sh stop FILE` ends it,
# `server.sh restart FILE fast|immediate` stops it in that way of pg_ctl and starts it again.
# A temporary folder, a Unix socket, no port. It refuses root, so root starts it as `postgres`. `start FILE on` keeps
# fsync on, for what is measured.
set -e
verb=$1 file=$2 how=${3:-off}
tools=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
as=()
[ "$(id -u)" -ne 0 ] || as=(setpriv --reuid=postgres --regid=postgres --init-groups)

stop() {
  local folder
  folder=$(cat "$file.folder" 2>/dev/null) || return 0
  (cd / && "${as[@]}" "$tools/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1) || true
  rm -rf "$folder" "$file" "$file.folder"
}

start() {
  stop
  local folder
  folder=$(mktemp -d /tmp/lc-postgres-XXXXXX)
  mkdir -p "$(dirname "$file")"
  echo "$folder" >"$file.folder"
  [ "$(id -u)" -ne 0 ] || chown postgres "$folder"
  cd /
  "${as[@]}" "$tools/initdb" -D "$folder/data" -U kiosk -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  "${as[@]}" "$tools/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 60 \
    -o "-k $folder -c listen_addresses='' -c fsync=$how -c max_connections=64 -c shared_buffers=64MB" start >/dev/null ||
    { cat "$folder/log" >&2; exit 1; }
  echo "postgresql:///postgres?host=$folder&user=kiosk" >"$file"
}

restart() {
  local folder
  folder=$(cat "$file.folder")
  cd /
  "${as[@]}" "$tools/pg_ctl" -D "$folder/data" -l "$folder/log" -m "$how" -w -t 60 restart >/dev/null
}

case $verb in
  start | stop | restart) "$verb" ;;
  *) echo "usage: server.sh start|stop|restart FILE [on|fast|immediate]" >&2; exit 2 ;;
esac
