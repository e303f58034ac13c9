#!/usr/bin/env bash
# Builds the container image and tries it: alone, then as the fleet of compose.yaml. Says «N passed, N failed» and exits 1 when one failed.
#
#   scripts/image-check.sh                                          on Debian as root, without a container registry
#   NODE_IMAGE=… REDIS_IMAGE=… POSTGRES_IMAGE=… scripts/image-check.sh   with real base images (name or name@sha256:…)
#
# Needs docker; `docker compose`, or Debian's older docker-compose; curl, node. Without a running engine and as root, it starts one of its
# own (Debian: docker.io). A base image that is not named is made here from Debian's packages (mmdebstrap) and, for Node, the packages of
# package-lock.json. IMAGE_CHECK_CACHE=<folder> keeps what was made from Debian's packages for the next time. About ten minutes, 4 GB.
# Everything it makes (images, containers, volumes, its own engine) is taken away at the end.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
work="$(mktemp -d)"
cache="${IMAGE_CHECK_CACHE:-$work}"
name="dora-sync-check-$$"
passed=0 failed=0 engine=""

say() { printf '» %s\n' "$*"; }
check() { # <what> <command…>
  local what="$1"
  shift
  if "$@"; then passed=$((passed + 1)); printf '  ok    %s\n' "$what"; else failed=$((failed + 1)); printf '  WRONG %s\n' "$what"; fi
}
is() { [ "$1" = "$2" ] || { printf '        expected «%s», got «%s»\n' "$2" "$1"; return 1; }; }
has() { case "$1" in *"$2"*) ;; *) printf '        «%s» is not in: %s\n' "$2" "$(printf %s "$1" | head -c 600)"; return 1 ;; esac; }
not() { ! "$@"; }
within() { # <seconds> <command…>: tries again each second
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || { "$@"; return; }
    sleep 1
  done
}

cleanup() {
  say "Cleaning up"
  compose down --volumes --timeout 40 >/dev/null 2>&1 || true
  docker ps -aq --filter "name=$name" | xargs -r docker rm -f -v >/dev/null 2>&1 || true
  docker volume rm -f "$name-data" >/dev/null 2>&1 || true
  if [ -n "$engine" ]; then
    kill "$engine" 2>/dev/null || true
    wait "$engine" 2>/dev/null || true
    # What an engine leaves behind: a mount, a bridge, its rules of the firewall.
    umount "$work"/docker-run/netns/* 2>/dev/null || true
    [ -s "$work/bridge" ] || ip link delete docker0 2>/dev/null || true
    [ ! -s "$work/firewall" ] || iptables-restore <"$work/firewall" || true
  else
    docker images -q "$name/*" | sort -u | xargs -r docker rmi -f >/dev/null 2>&1 || true
  fi
  rm -rf "$work" || say "Left behind: $work"
}
trap cleanup EXIT

# --- The engine -------------------------------------------------------------------------------------------------------------------------
if ! docker info >/dev/null 2>&1; then
  command -v dockerd >/dev/null || { say "No Docker engine answers, and there is none to start (Debian: apt-get install docker.io)"; exit 1; }
  say "No Docker engine answers: starting one for this check"
  ip link show docker0 >"$work/bridge" 2>/dev/null || true
  iptables-save >"$work/firewall" 2>/dev/null || true
  export DOCKER_HOST="unix://$work/docker.sock"
  dockerd --data-root "$work/docker" --exec-root "$work/docker-run" --pidfile "$work/docker.pid" -H "$DOCKER_HOST" >"$work/dockerd.log" 2>&1 &
  engine=$!
  within 60 docker info >/dev/null || { tail -5 "$work/dockerd.log"; exit 1; }
fi

compose() {
  if docker compose version >/dev/null 2>&1; then
    docker compose --project-name "$name" --project-directory "$work" -f "$root/compose.yaml" -f "$work/dora.yaml" "$@"
  else
    # The older program knows neither `name` nor an env_file that may be missing; all the rest goes to it as it is written.
    [ -f "$work/compose.json" ] || node --input-type=module - "$root" >"$work/compose.json" <<'JS'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
const root = process.argv[2]
const { parse } = createRequire(`${root}/package.json`)('yaml')
const { name, 'x-app': _, ...file } = parse(readFileSync(`${root}/compose.yaml`, 'utf8'), { merge: true })
for (const service of Object.values(file.services)) if (service.env_file) service.env_file = service.env_file.map(each => each.path)
console.log(JSON.stringify(file))
JS
    (cd "$work" && docker-compose --project-name "$name" -f compose.json -f dora.yaml "$@")
  fi
}

# --- Base images ------------------------------------------------------------------------------------------------------------------------
debian() { # <file> <packages>: a minimal Debian, as an image
  [ -f "$cache/$1.tar" ] || mmdebstrap --quiet --variant=minbase --include="$2" --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' bookworm "$cache/$1.tar"
  docker import "$cache/$1.tar" "$name/$1" >/dev/null
}
stand_in() { # <tag>: the Dockerfile on standard input, `$work/context` as its context
  docker build --quiet --network none --tag "$name/$1" -f - "$work/context" >/dev/null
}
mkdir -p "$work/context"

if [ -z "${NODE_IMAGE:-}" ]; then
  say "Standing in for the Node image: Debian bookworm and the Node of package-lock.json"
  debian minimal tzdata,libatomic1,libstdc++6
  runtime="$(cd "$root" && node -p "require.resolve('node-linux-' + process.arch + '/package.json').replace('/package.json', '')")"
  cp -a "$runtime" "$work/context/runtime"
  cp -aL "$(dirname "$(readlink -f "$(command -v npm)")")/.." "$work/context/npm"
  # The mirror of the npm registry that this machine is told to use, if any: the Dockerfile must not know of it.
  printf 'registry=%s\n' "$(npm config get registry)" >"$work/context/npmrc"
  cafile="$(npm config get cafile)"
  if [ -f "$cafile" ]; then cp "$cafile" "$work/context/ca.crt"; echo 'cafile=/usr/local/etc/ca.crt' >>"$work/context/npmrc"; else : >"$work/context/ca.crt"; fi
  stand_in node <<DOCKERFILE
FROM $name/minimal
RUN groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node
COPY runtime/bin/node /usr/local/bin/node
COPY npm /usr/local/lib/node_modules/npm
COPY npmrc ca.crt /usr/local/etc/
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx
CMD ["node"]
DOCKERFILE
  NODE_IMAGE="$name/node"
fi
if [ -z "${REDIS_IMAGE:-}" ] || [ -z "${POSTGRES_IMAGE:-}" ]; then
  say "Standing in for the Redis and Postgres images: Debian's own packages"
  debian servers tzdata,redis-server,postgresql
fi
if [ -z "${REDIS_IMAGE:-}" ]; then
  # As in the official image, where the containers' own network is what protects it.
  printf '#!/bin/sh\nexec "$@" --protected-mode no\n' >"$work/context/entry"
  chmod 755 "$work/context/entry"
  stand_in redis <<DOCKERFILE
FROM $name/servers
COPY entry /usr/local/bin/entry
RUN mkdir -p /data && chown redis:redis /data
WORKDIR /data
USER redis
ENTRYPOINT ["entry"]
DOCKERFILE
  REDIS_IMAGE="$name/redis"
fi
if [ -z "${POSTGRES_IMAGE:-}" ]; then
  cat >"$work/context/entry" <<'SH'
#!/bin/bash
# What the official image does at a first start: a cluster with this user and password, one database, access by password from outside.
set -eu
export PATH="$(ls -d /usr/lib/postgresql/*/bin):$PATH"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb -U "$POSTGRES_USER" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") --auth-host=scram-sha-256 --auth-local=trust $POSTGRES_INITDB_ARGS
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  pg_ctl -w start -o "-c listen_addresses=''"
  createdb -U "$POSTGRES_USER" "$POSTGRES_DB"
  pg_ctl -w stop
fi
exec postgres -c listen_addresses='*'
SH
  chmod 755 "$work/context/entry"
  stand_in postgres <<DOCKERFILE
FROM $name/servers
ENV PGDATA=/var/lib/postgresql/data LANG=C.UTF-8
COPY entry /usr/local/bin/entry
RUN ln -s /usr/lib/postgresql/*/bin/pg_isready /usr/local/bin/ ; mkdir -p \$PGDATA /run/postgresql && chown -R postgres:postgres \$PGDATA /run/postgresql && chmod 700 \$PGDATA
USER postgres
STOPSIGNAL SIGINT
ENTRYPOINT ["entry"]
DOCKERFILE
  POSTGRES_IMAGE="$name/postgres"
fi
rm -rf "$work/context"

# --- The image --------------------------------------------------------------------------------------------------------------------------
image="$name/dora-sync"
say "Building the image on $NODE_IMAGE"
docker build --network host --build-arg "NODE_IMAGE=$NODE_IMAGE" --tag "$image" "$root" >"$work/build.log" 2>&1 || { tail -30 "$work/build.log"; exit 1; }
megabytes() { docker image inspect "$1" --format '{{.Size}}' | awk '{ printf "%d", $1 / 1e6 }'; }
whole="$(megabytes "$image")" base="$(megabytes "$NODE_IMAGE")"
say "Size: $((whole - base)) MB of our own on a base of $base MB, $whole MB in all"
inside() { docker run --rm --network none --entrypoint "$1" "$image" "${@:2}"; }
check 'our own layers stay under 150 MB' [ $((whole - base)) -lt 150 ]
check 'the user is not root' is "$(inside id -u)" 1000
check 'no npm in it' not inside npm --version 2>/dev/null
check 'no test, no .env, no ledger in it' is "$(inside find /app -path /app/node_modules -prune -o '(' -name '*.test.ts' -o -name '.env*' -o -name '*.sqlite' ')' -print)" ''
check 'the licences of what it carries are in it' [ "$(inside find /app/node_modules -iname 'licen[sc]e*' | wc -l)" -gt 100 ]

# --- One program ------------------------------------------------------------------------------------------------------------------------
say "One container: read-only, no capability, one volume"
one="$name-one"
start_one() {
  docker run -d --name "$one" --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges --network none \
    --volume "$name-data:/data" "$image" >/dev/null
}
get() { docker exec "$1" node -e "fetch(process.argv[1]).then(async r => { process.stdout.write(r.status + ' ' + await r.text()) })" "http://127.0.0.1:$2"; }
ready() { has "$(docker logs "$1" 2>&1)" "$2"; }
state() { docker inspect "$1" --format "$2"; }
is_healthy() { is "$(state "$1" '{{.State.Health.Status}}')" healthy; }
start_one
check 'it gets ready' within 120 ready "$one" 'dora-sync est prêt'
check 'it shows its page' has "$(get "$one" 8535/)" '200 <!doctype html>'
check 'its first process is node, as user 1000' is "$(docker exec "$one" sh -c 'tr "\0" " " </proc/1/cmdline; stat -c %u /proc/1')" 'node bin/dora-sync.js start 1000'
check 'its own program cannot be changed from inside' not docker exec "$one" sh -c 'touch /app/x /app/src/x' 2>/dev/null
check 'its ledger is in the volume' docker exec "$one" test -s /data/ledger.sqlite
check 'Docker finds it healthy' within 120 is_healthy "$one"
began=$SECONDS
docker stop --time 40 "$one" >/dev/null
check 'SIGTERM: exit code 0' is "$(state "$one" '{{.State.ExitCode}}')" 0
check "SIGTERM: within 40 seconds ($((SECONDS - began)) s)" [ $((SECONDS - began)) -lt 40 ]
docker rm "$one" >/dev/null
start_one
check 'a new container takes up the ledger of the volume' within 120 ready "$one" 'dora-sync est prêt'
check 'with what was read before' has "$(get "$one" 8535/api/v1/offers?limit=1)" '"nom"'
docker exec "$one" node -e "process.kill(1, 'SIGTERM')"
check 'SIGTERM to process 1 from inside: exit code 0' is "$(timeout 40 docker wait "$one")" 0
docker rm "$one" >/dev/null

# --- The fleet --------------------------------------------------------------------------------------------------------------------------
say "The fleet of compose.yaml, with a stand-in DORA beside it"
# A folder of its own: the settings of whoever runs this must not be read.
cat >"$work/.env" <<ENV
POSTGRES_PASSWORD=un-mot-de-passe
DORA_URL=http://dora:8536
DORA_TOKEN=bac-a-sable-gestionnaire35
DORA_SYNC_SITES=samples
# As in a copied .env.example: none of these may reach into the containers.
PORT=$((20000 + RANDOM % 10000))
HOST=127.0.0.1
DORA_SYNC_DATA=var
ENV
export NODE_IMAGE REDIS_IMAGE POSTGRES_IMAGE
docker tag "$image" dora-sync:latest
cat >"$work/dora.yaml" <<YAML
services:
  dora: { image: dora-sync, command: [sandbox, --host, 0.0.0.0, --port, "8536"], healthcheck: { disable: true } }
YAML
containers() { compose ps -q "$1"; }
has_all() { is "$(get "$1" 9464/readyz)" '200 {"ready":true,"away":[]}'; }
up() { compose up -d --no-build >"$work/up.log" 2>&1 || { tail -20 "$work/up.log"; return 1; }; }
check 'it starts' up
check 'migrate ends with 0' is "$(timeout 60 docker wait $(containers migrate))" 0
check 'two workers' is "$(containers worker | wc -l)" 2
for service in redis postgres web worker scheduler; do
  for id in $(containers "$service"); do check "$service: healthy" within 150 is_healthy "$id"; done
done
for service in web worker scheduler; do
  for id in $(containers "$service"); do
    check "$service: has all it needs" within 60 has_all "$id"
    check "$service: read-only, no capability, user 1000" is "$(docker exec "$id" sh -c 'touch /app/x 2>/dev/null && echo writable; grep CapEff /proc/1/status; stat -c %u /proc/1' | tr -s '[:space:]' ' ')" 'CapEff: 0000000000000000 1000 '
  done
done
redis() { docker exec "$(containers redis)" redis-cli "$@"; }
check 'Redis writes to disk' is "$(redis config get appendonly | tail -1)" yes
check 'Redis evicts nothing' is "$(redis config get maxmemory-policy | tail -1)" noeviction

# As a person: the link of an invitation, its button, then «Lancer maintenant» for one source.
port="$(sed -n 's/^PORT=//p' "$work/.env")"
browse() { curl -sS --max-time 20 -b "$work/cookies" -c "$work/cookies" "$@"; }
press() { browse -L -o "$work/page.html" -w '%{http_code}' --data-urlencode "_jeton=$(browse "$1" | sed -n 's/.*name="_jeton" value="\([^"]*\)".*/\1/p' | head -1)" "$2"; }
published="http://127.0.0.1:$port"
check 'web answers on the published port' has "$(browse "$published/")" '<html lang="fr">'
link="$(compose exec -T web node bin/dora-sync.js invite essai@example.org --role gestionnaire --name Essai --json | sed -n 's/.*"url":"\([^"]*\)".*/\1/p')"
door="$published/${link#*://*/}"
check 'an invitation lets in' is "$(press "$door" "$door")" 200
check '«Lancer maintenant» is taken' is "$(press "$published/sources/pems" "$published/sources/pems/lancer")" 200
writes() { docker exec "$(containers dora)" node -e "fetch('http://127.0.0.1:8536/essai/journal/').then(r => r.json()).then(log => console.log(log.filter(entry => entry.write && entry.committed).length))"; }
written() { [ "$(writes)" -ge "$1" ]; }
check 'a worker reads the source and writes to DORA' within 90 written 1

worker="$(containers worker | head -1)"
# Not by Docker, which would take it for stopped on purpose.
before="$(state "$worker" '{{.State.StartedAt}}')"
kill -KILL "$(state "$worker" '{{.State.Pid}}')"
restarted() { [ "$(state "$worker" '{{.State.StartedAt}}')" != "$before" ] && has_all "$worker"; }
check 'a killed worker comes back by itself' within 60 restarted
compose restart --timeout 20 redis >/dev/null 2>&1
check 'after a restart of Redis, the worker works again, not restarted' within 60 has_all "$(containers worker | tail -1)"

began=$SECONDS
compose stop --timeout 40 >/dev/null 2>&1
check "the fleet stops within 60 seconds ($((SECONDS - began)) s)" [ $((SECONDS - began)) -lt 60 ]
for service in web worker scheduler redis postgres; do
  for id in $(containers "$service"); do check "$service: exit code 0" is "$(state "$id" '{{.State.ExitCode}}')" 0; done
done
compose down >/dev/null 2>&1
check 'down and up again: it starts' up
remembers() { has "$(browse "$published/sources/pems")" 'Essai'; }
check 'the session, the account and the run are still there' within 180 remembers

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
