"""The product's own settings in demo mode, with a throw-away home and keys, on SQLite or on PostgreSQL.

`HIMAYA_TEST_DATABASE=postgresql://…` runs the same tests on PostgreSQL.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_home = tempfile.mkdtemp(prefix="himaya-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["HIMAYA_MODE"] = "demo"
# The browser's driver runs an event loop in the main thread; Django would take every query beside it for a mistake.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
os.environ["HIMAYA_HOME"] = _home
os.environ.pop("HIMAYA_KEYS", None)
os.environ["HIMAYA_DATABASE"] = os.environ.get("HIMAYA_TEST_DATABASE", "")

from himaya.kernel.keys import create  # noqa: E402

create(Path(_home) / "keys")

from himaya.config.settings import *  # noqa: E402, F403

# Tests read templates and static files without the collected manifest.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# On PostgreSQL pages are answered as in production: by a role that owns nothing (conftest.py makes it).
HIMAYA_DATABASE_ROLE = "himaya_tests_app" if os.environ["HIMAYA_DATABASE"] else ""
# A fast hasher: what is tested is who may enter, not how slow a guess is.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
