"""A program that kills its own work again and again, run in a store of its own; what it tells at the end."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from tests.races.conftest import address, copied
from tests.running import ROOT, demo_environment


def told_by(
    program: str, *words: object, home: Path, base: Path | None = None, database: str = ""
) -> dict[str, object]:
    """The JSON object on the last line of `tests.<program>`, run in a fresh home on a copy of a prepared store.

    The keys are those of this process, which made the stores that are copied.
    """
    home.mkdir()
    shutil.copytree(settings.HIMAYA_KEYS, home / "keys")
    if base is not None:
        shutil.copyfile(base, home / "himaya.sqlite3")
    environment = {
        **demo_environment(home),
        "DJANGO_SETTINGS_MODULE": "himaya.config.settings",
        "HIMAYA_DATABASE": database,
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
    }
    command = [sys.executable, "-m", f"tests.{program}", *(str(word) for word in words)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


@contextmanager
def copy_on_server(template: str) -> Iterator[str]:
    """The address of a copy of a database that nobody has open."""
    with copied(template) as name:
        yield address(name)
