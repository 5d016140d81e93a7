"""The public process has no key and cannot write; its page says what is a model, in three languages."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
# Runs in a process of its own, because settings are read once: a store is made beside it, as the web process would.
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
os.environ["DJANGO_SETTINGS_MODULE"] = "himaya.public.settings"
import django
django.setup()
from django.conf import settings
settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
settings.ALLOWED_HOSTS = ["testserver"]
from django.test import Client
client = Client()
"""


def in_public_process(home: Path, script: str) -> object:
    """What the script prints as JSON, run under the public settings with a small store in `home`."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "HIMAYA_HOME": str(home),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", PRELUDE + script],
        env=environment, cwd=home, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_page_lists_models_in_the_language_of_its_address(tmp_path: Path) -> None:
    pages = in_public_process(
        tmp_path,
        "json.dump({l: client.get('/' + l + '/').content.decode() for l in ('fr', 'ar', 'en')}, sys.stdout)",
    )
    assert isinstance(pages, dict)
    assert "Titre français" in pages["fr"]
    assert "عنوان عربي" in pages["ar"]
    assert 'dir="rtl"' in pages["ar"]
    assert "English title" in pages["en"]
    assert "Model, not adopted" in pages["en"]
    assert "12 September 2026" in pages["en"]


def test_without_a_language_in_the_address_the_browser_decides(tmp_path: Path) -> None:
    answer = in_public_process(
        tmp_path,
        "r = client.get('/', headers={'accept-language': 'ar-MA,fr;q=0.5'});"
        "json.dump([r.headers['Content-Language'], r.headers['Vary']], sys.stdout)",
    )
    assert answer == ["ar", "Accept-Language"]


def test_nothing_can_be_written_signed_or_remembered(tmp_path: Path) -> None:
    answer = in_public_process(
        tmp_path,
        "from himaya.publications.models import Bundle\n"
        "from django.db import OperationalError\n"
        "from django.core.exceptions import ImproperlyConfigured\n"
        "said = []\n"
        "try: Bundle.objects.create(kind='x', body={}, made_on='2026-01-01')\n"
        "except OperationalError as refused: said.append(str(refused))\n"
        "try: settings.SECRET_KEY\n"
        "except ImproperlyConfigured: said.append('no key')\n"
        "r = client.get('/fr/')\n"
        "said.append(list(r.cookies))\n"
        "said.append(sorted(m for m in sys.modules if m.startswith('himaya.') and m.count('.') == 1))\n"
        "json.dump(said, sys.stdout)",
    )
    assert answer == [
        "attempt to write a readonly database",
        "no key",
        [],
        ["himaya.kernel", "himaya.public", "himaya.publications"],
    ]


@pytest.mark.parametrize("path", ["/fr/", "/", "/public/ar/", "/absent/"])
def test_every_answer_carries_the_strict_headers(tmp_path: Path, path: str) -> None:
    headers = in_public_process(tmp_path, f"json.dump(dict(client.get({path!r}).headers), sys.stdout)")
    assert isinstance(headers, dict)
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "script-src" not in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_store_that_does_not_exist_yet_gives_a_sentence_and_not_an_error(tmp_path: Path) -> None:
    answer = in_public_process(
        tmp_path,
        "from django.db import connection\n"
        "os.unlink(home + '/himaya.sqlite3')\n"
        "r = client.get('/en/')\n"
        "json.dump([r.status_code, 'cannot be shown at this moment' in r.content.decode()], sys.stdout)",
    )
    assert answer == [200, True]
