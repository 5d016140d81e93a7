#!/bin/sh
# Makes .venv hold exactly what a lock says, plus Himaya itself, editable.
#   tools/setup.sh run   what a running Himaya needs
#   tools/setup.sh dev   that, and what tests, checks and benchmarks need
# An environment that already has the dev packages keeps them: the dev lock contains the runtime lock.
set -eu

mode=${1:?usage: tools/setup.sh run|dev}
case $mode in run | dev) ;; *) echo "usage: tools/setup.sh run|dev" >&2; exit 2 ;; esac
cd -- "$(dirname -- "$0")/.."

stamp=.venv/himaya-installed
lock_of() { [ "$1" = dev ] && echo requirements-dev.lock || echo requirements.lock; }

# The stamp holds what was installed, and where: an environment that was moved has scripts that point nowhere.
wanted() { printf '%s\n' "$1" "$(pwd -P)"; cat "$(lock_of "$1")" pyproject.toml tools/setup.sh; }
fresh() { [ -x .venv/bin/himaya ] && wanted "$1" | cmp -s - "$stamp"; }

if fresh dev || { [ "$mode" = run ] && fresh run; }; then exit 0; fi
if [ -f "$stamp" ] && [ "$(head -n 1 "$stamp")" = dev ]; then mode=dev; fi

uv=$(tools/uv.sh)
# Only Pythons that are here: a download would come from an address nobody agreed to.
UV_PYTHON_DOWNLOADS=never
UV_NO_PROGRESS=1
VIRTUAL_ENV=$(pwd -P)/.venv
export UV_PYTHON_DOWNLOADS UV_NO_PROGRESS VIRTUAL_ENV

suits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; }
at_home() { grep -qF "$(pwd -P)/.venv" .venv/bin/activate 2>/dev/null; }

if ! suits .venv/bin/python || ! at_home; then
    python=$("$uv" python find --system '>=3.12' 2>/dev/null || true)
    for candidate in "$python" /usr/bin/python3 /usr/local/bin/python3 /opt/homebrew/bin/python3; do
        if [ -n "$candidate" ] && suits "$candidate"; then python=$candidate; break; else python=; fi
    done
    if [ -z "$python" ]; then
        echo "Himaya needs Python 3.12 or later and found none: install it (Debian: apt install python3;" \
            "macOS: brew install python@3.13) and run the same command again." >&2
        exit 1
    fi
    "$uv" venv --quiet --clear --python "$python" .venv
fi

# Only the first line until all is there: after a failure the next run starts over, and still knows the mode.
echo "$mode" >"$stamp"
lock=$(lock_of "$mode")
echo "    $(grep -c '==' "$lock") packages from $lock, each checked against its hash"
"$uv" pip sync --quiet --require-hashes "$lock"
# After the sync, which removes what the lock does not name.
"$uv" pip install --quiet --no-deps --no-build-isolation --editable .
wanted "$mode" >"$stamp"
