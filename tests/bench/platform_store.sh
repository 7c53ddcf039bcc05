#!/usr/bin/env bash
# platform_store.sh BUILD_DIR COUNT: both stores on one file system, PostgreSQL with fsync on.
set -e
build=$1 count=$2
server=$(dirname "$0")/../postgres/server.sh
dir=$(mktemp -d)
trap '"$server" stop "$dir/uri"; rm -rf "$dir"' EXIT
"$server" start "$dir/uri" on
"$build/tests/bench/bench_platform_store" "$count" "sqlite:$dir/platform.db" "$(cat "$dir/uri")"
