"""Drills run in a process of their own, with a home of their own that is removed at the end.

The real store's settings do not reach it: nothing of it can be read or changed by a rehearsal.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable

Say = Callable[[str], None]


def run(steps: str, say: Say, *words: str) -> int:
    """Run Python source in an empty home, the folder and `words` as its arguments, and pass on what it says.

    Exit 1 when a step failed.
    """
    with tempfile.TemporaryDirectory(prefix="himaya-drill-") as folder:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("HIMAYA_", "DJANGO_", "CREDENTIALS_DIRECTORY"))
        }
        env = {
            **kept,
            "HIMAYA_HOME": f"{folder}/home",
            "HIMAYA_KEYS": f"{folder}/keys",
            "DJANGO_SETTINGS_MODULE": "himaya.config.settings",
        }
        command = [sys.executable, "-c", steps, folder, *words]
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603
            for line in child.stdout or ():
                say(line.rstrip("\n"))
        return 1 if child.returncode else 0
