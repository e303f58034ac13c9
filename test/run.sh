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

status=0
for step in "types:tsc --noEmit" "style:biome check ." "unused:knip" "unused in production:knip -c knip.production.json --include files,exports,types,duplicates"; do
  say "${step%%:*}: ${step#*:}"
  ${step#*:} || { say "${step%%:*} FAILED"; status=1; }
done

say "Tests"
vitest run --reporter=default --reporter=./test/closing-line.ts || status=1
exit "$status"
