#!/usr/bin/env bash
# Builds the images htcgrid/agent, htcgrid/runtime and htcgrid/embedded, tagged with the project's version.
#   BASE=IMAGE    the image below them; by default the one that the Dockerfiles name
#   DOCKER=NAME   the command of a container engine; docker by default
set -euo pipefail
cd "$(dirname "$0")/../.."

docker=${DOCKER:-docker}
version=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' pom.xml | head -n 1)
base=(); if [ -n "${BASE:-}" ]; then base=(--build-arg "BASE=$BASE"); fi

# Only what the three need, and no tests: those are the build's.
mvn --batch-mode --no-transfer-progress --quiet -Dmaven.test.skip=true -Dspotless.check.skip=true \
  -Dforbiddenapis.skip=true -pl agent,lambda-runtime,local-grid -am package

quiet=$(mktemp)
trap 'rm -f "$quiet"' EXIT
for image in agent:agent runtime:lambda-runtime embedded:local-grid; do
  name=htcgrid/${image%%:*}:$version
  # The host's network: nothing is fetched while building, and it is there on every engine.
  "$docker" build --quiet --network=host "${base[@]}" -t "$name" "${image#*:}/target/image" >"$quiet" 2>&1 ||
    { cat "$quiet" >&2; exit 1; }
  printf '%s\t%s\n' "$name" "$("$docker" image inspect --format '{{.Size}}' "$name" | awk '{printf "%.0f MB", $1 / 1e6}')"
done
