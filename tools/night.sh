#!/bin/sh
# Everything at full length: `make night`. Takes hours, and needs PostgreSQL, a JDK and Chromium; never part of CI.
# Usage: HIMAYA_TEST_SERVER=postgresql://… HIMAYA_TEST_DATABASE_AT_NIGHT=postgresql://… tools/night.sh
# Goes on after a stage that failed, and says at the end which did.
set -u
cd -- "$(dirname -- "$0")/.."

# A night without its tools would show less than it says.
CI=true
HIMAYA_NIGHT=1
# Other ids than yesterday, the same for whoever looks into it tomorrow.
HIMAYA_TEST_CHANCE=${HIMAYA_TEST_CHANCE:-$(date +%F)}
export CI HIMAYA_NIGHT HIMAYA_TEST_CHANCE
workers=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
failed=

stage() {
    name=$1
    shift
    printf '\n=== %s\n' "$name"
    "$@" || failed="$failed
  $name"
}
tests() { .venv/bin/python -m pytest -n "$workers" --dist worksteal --durations=25 --durations-min=10 "$@"; }

stage "everything on SQLite, no recorded worlds" env HIMAYA_TEST_WORLDS=off .venv/bin/python -m pytest \
    -n "$workers" --dist worksteal --durations=25 --durations-min=10
stage "everything on SQLite, recorded worlds" tests -m "not browser and not jdk and not postgres"
if [ -n "${HIMAYA_TEST_DATABASE_AT_NIGHT:-}" ]; then
    stage "everything on PostgreSQL" env HIMAYA_TEST_DATABASE="$HIMAYA_TEST_DATABASE_AT_NIGHT" .venv/bin/python -m pytest \
        -n "$workers" --dist worksteal -m "not browser and not jdk"
else
    failed="$failed
  everything on PostgreSQL: HIMAYA_TEST_DATABASE_AT_NIGHT names no database"
fi
stage "mutation of rules, policy, access, states, actions and kernel" \
    .venv/bin/python tools/mutate.py --count "${MUTANTS:-120}" --also deep
stage "each rule of do-no-harm, inverted" .venv/bin/python tools/inversions.py

if [ -n "$failed" ]; then
    printf '\nFAILED:%s\n' "$failed" >&2
    exit 1
fi
