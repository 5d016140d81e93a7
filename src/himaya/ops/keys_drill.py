"""`himaya keys drill`: an invented store loses its keys and gets them back from two sheets, and each step is timed.

It runs in a process of its own with a home of its own, removed at the end; the real store's settings do not reach it.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable

Say = Callable[[str], None]
STEPS = "import sys, django; django.setup(); from himaya.ops.keys_drill_steps import main; sys.exit(main(sys.argv[1]))"


def run(say: Say) -> int:
    """Run the drill and pass on what it says. Exit 1 when a step failed."""
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
        command = [sys.executable, "-c", STEPS, folder]
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603
            for line in child.stdout or ():
                say(line.rstrip("\n"))
        return 1 if child.returncode else 0
