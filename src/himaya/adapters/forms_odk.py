"""ODK Validate: the field clients' own parser, asked for a second opinion where a Java runtime is there."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

PATIENCE = 120
FAILED = "The following files failed validation:"
CHATTER = ("Validating:", "The following", "Result:", "/", ">>")


def jar() -> Path:
    """The JavaRosa jar inside the pyxform package."""
    # Found and not imported: the compiler takes long to load, and only the jar beside it is wanted.
    spec = find_spec("pyxform")
    origin = spec.origin if spec else None
    if origin is None:
        raise FileNotFoundError("pyxform")
    return Path(origin).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"


def java() -> str | None:
    """The Java launcher, or None."""
    return shutil.which("java")


def complaints(forms: Mapping[str, bytes]) -> dict[str, str] | None:
    """Name of a form -> why ODK Validate refuses it, for those it refuses; None when it cannot be asked.

    All forms go through one Java process; those it names as failing are asked again alone, for their reason.
    """
    launcher = java()
    if launcher is None or not jar().is_file():
        return None
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for number, (name, content) in enumerate(forms.items()):
            files[name] = Path(folder) / f"{number}.xml"
            files[name].write_bytes(content)
        if not files:
            return {}
        code, output = _run(launcher, list(files.values()))
        failed = set(output.partition(FAILED)[2].split())
        # A failure that names no file may hide in any of them.
        asked = {name: file for name, file in files.items() if code != 0 and (str(file) in failed or not failed)}
        answers = {name: _run(launcher, [file]) for name, file in asked.items()}
    return {name: reason(output) for name, (code, output) in answers.items() if code != 0}


def _run(launcher: str, files: list[Path]) -> tuple[int, str]:
    """Exit code and everything said. A process that hangs counts as a refusal."""
    command = [launcher, "-Djava.awt.headless=true", "-jar", str(jar()), *map(str, files)]
    try:
        # The launcher was found on the path and the arguments are files written here.
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as trouble:
        return 1, str(trouble)
    return done.returncode, f"{done.stdout}\n{done.stderr}"


def reason(output: str) -> str:
    """The lines that say something."""
    lines = (line.strip() for line in output.splitlines())
    return " ".join(line for line in lines if line and not line.startswith(CHATTER))[:400]
