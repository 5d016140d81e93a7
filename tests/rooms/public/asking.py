"""The public process as a script sees it: its own settings and environment, over a small store, one fork a question.

Reading the settings and the templates takes longer than any question. So one process a worker does it once, without a
key or a setting of the tests, and forks for each script.
"""

import atexit
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[3]
# A store is made beside it, as the web process would.
PRELUDE = """
import json, os, sqlite3, sys
home = os.environ["HIMAYA_HOME"]
store = sqlite3.connect(home + "/himaya.sqlite3")
store.execute("create table publication_bundle "
              "(id integer primary key, kind text, body text, made_on date)")
rows = {"instruments": [{"name": "a", "version": "1", "hash": "9f" * 32, "adoption": None,
        "title": {"fr": "Titre français", "ar": "عنوان عربي", "en": "English title"}}]}
store.execute("insert into publication_bundle values (1, 'models', ?, '2026-09-12')", [json.dumps(rows)])
store.commit()
store.close()
from django.conf import settings
from django.test import Client
client = Client()
"""
FORKING = """
import os, sys, traceback
os.environ["DJANGO_SETTINGS_MODULE"] = "himaya.public.settings"
import django
django.setup()
from django.conf import settings
settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
settings.ALLOWED_HOSTS = ["testserver"]
from pathlib import Path
from django.db import connections
from django.test import Client
from himaya.public import database
Client().get("/fr/")
connections.close_all()
for line in sys.stdin:
    folder = line.rstrip("\\n")
    if not os.fork():
        try:
            for number, name in ((1, "said"), (2, "complaints")):
                os.dup2(os.open(folder + "/" + name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
            os.chdir(folder)
            os.environ["HIMAYA_HOME"] = folder
            connections["default"].settings_dict["NAME"] = database.read_only("", home=Path(folder))["NAME"]
            exec(compile(open("script").read(), "script", "exec"), {"__name__": "__main__"})
            sys.stdout.flush()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
    _child, status = os.wait()
    os.write(1, b"%d\\n" % os.waitstatus_to_exitcode(status))
"""


@cache
def _forking() -> tuple[IO[str], IO[str]]:
    """The process that forks: where it is told a folder, and where it says how the fork ended."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "HIMAYA_HOME": str(ROOT / "absent"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", FORKING], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    atexit.register(process.kill)
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout


def in_public_process(home: Path, script: str) -> object:
    """What the script prints as JSON, run under the public settings with a small store in `home`."""
    told, ended = _forking()
    (home / "script").write_text(PRELUDE + script)
    print(home, file=told, flush=True)
    assert ended.readline() == "0\n", (home / "complaints").read_text()
    return json.loads((home / "said").read_text())
