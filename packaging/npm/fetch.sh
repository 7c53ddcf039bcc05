#!/usr/bin/env bash
# fetch.sh FOLDER [FROM]: what the package-lock.json of FROM (this folder, when none is named) lists, into
# FOLDER/node_modules. Done once for all presets: nothing happens, and no line is needed, when FOLDER holds it already.
set -euo pipefail
folder=${1:?FOLDER is needed}
here=$(cd "${2:-$(dirname "${BASH_SOURCE[0]}")}" && pwd)

cmp -s "$here/package-lock.json" "$folder/fetched.json" && exit 0
mkdir -p "$folder"
cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$folder/"
(cd "$folder" && npm ci --silent) || {
  echo "$here: npm could not fetch what package-lock.json names: connect to the npm registry and build again" >&2
  exit 1
}
cp "$here/package-lock.json" "$folder/fetched.json"
