#!/usr/bin/env bash
# Builds the images, runs agent and function container as an operator would (read-only, without a privilege or a user),
# beside a grid of embedded services on this machine, and shows: functions in Java and Python run; SIGTERM drains an
# agent; a killed function container is recovered from.
#   try.sh               on the base that the Dockerfiles name, which has to be pulled
#   try.sh --machine     on a base made of this machine's own files
# Needs a container engine (with `--network=host`), a JDK 17 and Maven. Takes a minute or two; leaves the images behind.
set -euo pipefail
cd "$(dirname "$0")/../.."

docker=${DOCKER:-docker}
images=infrastructure/images
health_port=${HEALTH_PORT:-18080}
runtime_port=${RUNTIME_PORT:-19001}
version=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' pom.xml | head -n 1)
work=$(mktemp -d)
export HTCGRID_HOME=$work/home HTCGRID_GRID=boxes-$$
agent=htcgrid-try-agent-$$ runtime=htcgrid-try-runtime-$$

say() { printf '%-9s %s\n' "$1" "$2"; }
fail() {
  printf 'try.sh: %s\n' "$1" >&2
  for container in "$agent" "$runtime"; do
    "$docker" logs --tail 20 "$container" 2>&1 | sed "s/^/$container: /" >&2 || true
  done
  exit 1
}
clean() {
  "$docker" rm --force "$agent" "$runtime" >/dev/null 2>&1 || true
  ./htcgrid --grid "$HTCGRID_GRID" local stop >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap clean EXIT

quietly() { "$@" >"$work/quiet" 2>&1 || { cat "$work/quiet" >&2; return 1; }; }

# until_true WHAT SECONDS COMMAND…
until_true() {
  local what=$1 left=$2
  shift 2
  until "$@" 2>/dev/null; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || fail "gave up waiting: $what"
    sleep 1
  done
}

"$docker" info >/dev/null 2>&1 ||
  fail "no container engine answers; where one is installed, 'dockerd --iptables=false --bridge=none' starts it"

# --- images ---------------------------------------------------------------------------------------------------------
if [ "${1:-}" = --machine ]; then
  export BASE=htcgrid/base-from-machine:latest
  "$images/base-from-machine.sh" "$BASE"
  say base "$BASE, of this machine's own files"
fi
"$images/build.sh" | while IFS=$'\t' read -r name size; do say image "$name, $size"; done

# A user's own image: one layer for each function.
mkdir -p "$work/shout/lib" "$work/nap" "$work/classes"
javac --release 17 -d "$work/classes" "$images/try/shout/Shout.java"
jar --create --file "$work/shout/lib/shout.jar" -C "$work/classes" .
cp "$images/try/shout/function.json" "$work/shout"
cp "$images"/try/nap/* lambda-runtime/src/main/bootstraps/python/bootstrap "$work/nap"
layer() {
  quietly "$docker" build --quiet --network=host -f "$images/functions/$1/Dockerfile" \
    --build-arg "RUNTIME=$2" --build-arg "FUNCTION=$3" -t "$4" "$work/$3"
}
layer java "htcgrid/runtime:$version" shout htcgrid-try/shout:latest
layer python htcgrid-try/shout:latest nap htcgrid-try/functions:latest
say image "htcgrid-try/functions:latest, the runtime with a function in Java and one in Python"

# --- grid and containers --------------------------------------------------------------------------------------------
./htcgrid --output json --grid "$HTCGRID_GRID" local start --agents 0 --detach >"$work/grid.json"
endpoint() { sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p" "$work/grid.json"; }

# What neither has: a writable file system, a privilege, a user, more memory.
confined=(--network=host --read-only --cap-drop=ALL --security-opt=no-new-privileges --pids-limit=256)
start_agent() {
  "$docker" run --detach --name "$agent" "${confined[@]}" --memory=512m --tmpfs /tmp:size=64m \
    --env HTCGRID_GRID --env "HTCGRID_BUCKET=$HTCGRID_GRID-data" --env HTCGRID_LOCAL_CREDENTIALS=true \
    --env "HTCGRID_DYNAMODB_ENDPOINT=$(endpoint dynamoDbEndpoint)" --env "HTCGRID_SQS_ENDPOINT=$(endpoint sqsEndpoint)" \
    --env "HTCGRID_S3_ENDPOINT=$(endpoint s3Endpoint)" \
    --env "HTCGRID_AGENT_RUNTIME_ENDPOINT=http://127.0.0.1:$runtime_port" --env HTCGRID_AGENT_SLOTS=2 \
    --env HTCGRID_AGENT_GRACE=60 --env "HTCGRID_AGENT_HEALTH_PORT=$health_port" "htcgrid/agent:$version" >/dev/null
}
ended() { [ "$("$docker" inspect --format '{{.State.Running}}' "$1")" = false ]; }
healthy() { [ "$("$docker" inspect --format '{{.State.Health.Status}}' "$1")" = healthy ]; }

# /tmp may hold programs: a Java function loads AWS's native library from there.
"$docker" run --detach --name "$runtime" "${confined[@]}" --memory=1g --tmpfs /tmp:exec,size=128m --restart=always \
  --env "HTCGRID_RUNTIME_PORT=$runtime_port" --env HTCGRID_RUNTIME_SLOTS=2 htcgrid-try/functions:latest >/dev/null
start_agent
until_true "the function container is healthy" 60 healthy "$runtime"
until_true "the agent is healthy" 60 healthy "$agent"

in_container() { "$docker" exec "$1" /bin/bash -c "$2"; }
for container in "$agent" "$runtime"; do
  [ "$(in_container "$container" 'id -u')" -ge 10000 ] || fail "$container runs as root"
  in_container "$container" ': >/htcgrid/new' 2>/dev/null && fail "$container writes to its root"
  in_container "$container" 'grep -q "^CapEff:[[:space:]]*0*$" /proc/1/status && grep -q "^NoNewPrivs:[[:space:]]*1$" /proc/1/status' ||
    fail "$container has privileges"
done
say confined "both healthy; read-only root, users $(in_container "$agent" 'id -u') and $(in_container "$runtime" 'id -u'), no capability, no new privileges"

# --- sessions -------------------------------------------------------------------------------------------------------
naps() { for _ in $(seq "$1"); do printf '{"seconds": %s}\n' "$2"; done; }
tasks() { ./htcgrid --output json tasks "$1" --state "$2" | { grep -o '"index"' || true; } | wc -l; }
first_attempts() { ./htcgrid --output json tasks "$1" | { grep -o '"attempt" *: *1,' || true; } | wc -l; }
both_slots_run() {
  exec 3<>"/dev/tcp/127.0.0.1/$runtime_port" || return 1
  printf 'GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
  grep -q '"busy" *: *2' <&3
}

for text in so far so good; do printf '{"text": "%s"}\n' "$text"; done |
  ./htcgrid submit --function shout --input - --wait >"$work/java.txt" 2>/dev/null || fail "the Java session failed"
say session "Java:   $(tail -n 1 "$work/java.txt")"
naps 20 0 | ./htcgrid submit --function nap --input - --wait >"$work/python.txt" 2>/dev/null || fail "the Python session failed"
say session "Python: $(tail -n 1 "$work/python.txt")"

# --- SIGTERM drains -------------------------------------------------------------------------------------------------
id=$(naps 6 10 | ./htcgrid submit --function nap --input - 2>/dev/null)
until_true "two tasks run" 60 both_slots_run
"$docker" kill --signal TERM "$agent" >/dev/null
# The preStop hook of a function container, which outlives the agent's drain.
in_container "$runtime" "/htcgrid/bin/await-agent $health_port"
until_true "the agent has ended" 60 ended "$agent"
done_by_then=$(tasks "$id" COMPLETED)
"$docker" logs "$agent" 2>&1 | grep -q 'has stopped' || fail "the agent did not end in good order"
[ "$done_by_then" -eq 2 ] || fail "the agent ended $done_by_then tasks, not the two it ran"
say drained "SIGTERM while 2 of 6 tasks ran: both ended, no other began, the agent left with $("$docker" inspect --format '{{.State.ExitCode}}' "$agent")"
"$docker" rm "$agent" >/dev/null
start_agent
./htcgrid wait "$id" >"$work/drained.txt" 2>/dev/null || fail "the drained session failed"
say drained "another agent: $(tail -n 1 "$work/drained.txt"), $(first_attempts "$id") of 6 in one attempt"

# --- a killed function container ------------------------------------------------------------------------------------
id=$(naps 6 5 | ./htcgrid submit --function nap --input - 2>/dev/null)
until_true "two tasks run" 60 both_slots_run
# Everything in it but process 1, which ends with its command.
in_container "$runtime" 'kill -KILL -1' || true
./htcgrid wait "$id" >"$work/killed.txt" 2>/dev/null || fail "the session whose function container was killed failed"
restarts=$("$docker" inspect --format '{{.RestartCount}}' "$runtime")
[ "$restarts" -eq 1 ] || fail "the engine restarted the function container $restarts times"
say recovered "function container killed while 2 of 6 tasks ran, restarted by the engine; $(tail -n 1 "$work/killed.txt"), $(first_attempts "$id") of 6 in one attempt"

# --- nothing left behind --------------------------------------------------------------------------------------------
zombies=$(in_container "$runtime" 'grep -l "^State:[[:space:]]*Z" /proc/[0-9]*/status 2>/dev/null | grep -c . || true')
[ "$zombies" -eq 0 ] || fail "$zombies dead processes are not buried"
"$docker" stop --time 60 "$agent" "$runtime" >/dev/null
[ "$("$docker" inspect --format '{{.State.ExitCode}}' "$runtime")" != 137 ] || fail "the function container had to be killed"
say stopped "both end on SIGTERM; no dead process was left in the function container"
