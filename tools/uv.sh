#!/bin/sh
# Prints the path of a uv that runs, fetching one into .tools/ when there is none.
# Usage: uv=$(tools/uv.sh). Words for humans go to stderr. POSIX sh: dash, bash 3.2 and busybox all run it.
set -eu

PIN=0.13.9
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)

# `command -v` is not enough: a version manager's dead shim is found, and then fails.
runs() { [ -n "$1" ] && "$1" --version >/dev/null 2>&1; }

# A uv from before `pip sync --require-hashes` and PEP 751 would fail later with an obscure message.
recent() {
    version=$("$1" --version 2>/dev/null | sed -n 's/^uv \([0-9]*\)\.\([0-9]*\).*/\1 \2/p')
    [ -n "$version" ] || return 1
    major=${version% *}; minor=${version#* }
    [ "$major" -gt 0 ] || [ "$minor" -ge 5 ]
}

if [ -n "${UV:-}" ]; then
    runs "$UV" || { echo "UV is set to '$UV', which does not run. Unset it, or point it to a uv that works." >&2; exit 1; }
fi

for candidate in "${UV:-}" "$(command -v uv 2>/dev/null || true)" "${HOME:-/nonexistent}/.local/bin/uv" \
    "$root/.tools/bin/uv" "$root/.tools/pip/bin/uv"; do
    if runs "$candidate" && recent "$candidate"; then echo "$candidate"; exit 0; fi
done

export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
try_venv() {
    "$1" -m venv "$root/.tools" >/dev/null 2>&1 || return 1
    "$root/.tools/bin/python" -m pip install --quiet "uv==$PIN" >&2 || return 1
    runs "$root/.tools/bin/uv"
}
# Debian splits venv into a package of its own; `--target` works there, even on an externally managed Python.
try_target() {
    "$1" -m pip install --quiet --upgrade --target "$root/.tools/pip" "uv==$PIN" >&2 || return 1
    runs "$root/.tools/pip/bin/uv"
}

for python in python3 /usr/bin/python3 /usr/local/bin/python3 /opt/homebrew/bin/python3; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 8))' >/dev/null 2>&1 || continue
    echo "    fetching uv $PIN into .tools/ (once)" >&2
    if try_venv "$python"; then echo "$root/.tools/bin/uv"; exit 0; fi
    if try_target "$python"; then echo "$root/.tools/pip/bin/uv"; exit 0; fi
done

echo "Himaya needs uv and could not fetch it: install uv (docs.astral.sh/uv), or Python 3.12 or later with pip" \
    "(Debian: apt install python3 python3-venv), check the network, and run the same command again." >&2
exit 1
