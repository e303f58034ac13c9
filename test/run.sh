#!/usr/bin/env bash
# The whole test command: finds or installs what the tests need, checks types and style, runs every test, ends with «N passed, N failed».
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/node_modules/.bin:$PATH"
say() { printf '» %s\n' "$*"; }

say "Node $(node --version)"

# Debian packages, only those that are missing. Without root, says what to install and goes on: the tests that need it then fail plainly.
missing=()
need() { command -v "$1" >/dev/null 2>&1 || missing+=("$2"); }
need redis-server redis-server
# Chromium's engine without its windows is three times quicker; the whole Chromium does as well where nothing can be installed.
{ [ "$(id -u)" != 0 ] && command -v chromium >/dev/null 2>&1; } || need chromium-headless-shell chromium-headless-shell
need soffice libreoffice-calc-nogui
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || missing+=(postgresql)
if [ "${#missing[@]}" -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "Installing for the tests: ${missing[*]} (Debian packages)"
    apt-get update -qq >/dev/null 2>&1
    # policy-rc.d would start services by itself: the tests start their own, on free ports.
    RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null 2>&1 ||
      say "Installation failed: the tests that need ${missing[*]} will fail"
  else
    say "Missing: ${missing[*]}. Install them (Debian: apt-get install ${missing[*]}); the tests that need them will fail without"
  fi
else
  say "Redis, Postgres, Chromium and LibreOffice are here"
fi

# Ledgers write through to the disk at each commit, which only a power cut asks for: the tests' own stand in memory where there is room.
free_kb="$(df --output=avail /dev/shm 2>/dev/null | tail -1)"
if [ "${free_kb:-0}" -gt 4000000 ] && memory="$(mktemp -d /dev/shm/dora-sync-tests.XXXXXX)"; then
  say "Temporary files in memory ($memory)"
  # Postgres runs under a user of its own.
  chmod 711 "$memory"
  export TMPDIR="$memory"
  trap 'rm -rf "$memory"' EXIT
fi

# Node 24 is promised too: its unit tests run beside the checks below, which use one core.
older="node-$(node -p '`${process.platform}-${process.arch}`' | sed 's/^darwin-arm64/bin-&/')@24.21.0"
say "Node 24: unit tests, meanwhile ($older, fetched by npm when it is not here)"
older_log="$(mktemp)"
if older="$(npm exec --yes --package="$older" -c 'command -v node' 2>"$older_log")"; then
  "$older" node_modules/vitest/vitest.mjs run --project unit --reporter=dot >"$older_log" 2>&1 &
  older_run=$!
else
  cat "$older_log"
  say "Node 24 cannot be fetched: nothing is tried on it"
  older_run=
fi

failed=0
for step in "types:tsc --noEmit" "style:biome check ." "unused:knip" "unused in production:knip -c knip.production.json --include files,exports,types,duplicates"; do
  say "${step%%:*}: ${step#*:}"
  ${step#*:} || { say "${step%%:*} FAILED"; failed=$((failed + 1)); }
done
if [ -z "$older_run" ]; then
  :
elif wait "$older_run"; then
  say "Node 24: $(sed 's/\x1b\[[0-9;]*m//g' "$older_log" | grep -E '^ *Tests ' | tr -s ' ')"
else
  cat "$older_log"
  say "Node 24: unit tests FAILED"
  failed=$((failed + 1))
fi
rm -f "$older_log"

say "Tests"
FAILED_BEFORE="$failed" vitest run --reporter=default --reporter=./test/closing-line.ts || failed=$((failed + 1))
[ "$failed" = 0 ]
