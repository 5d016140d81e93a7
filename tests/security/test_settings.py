"""What the settings of a nation's installation say, read in a process of its own; docs/asvs.md leans on each."""

import json
import logging
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.test import Client

from himaya.kernel import keys
from himaya.kernel.log import IdsOnly
from tests.house import source
from tests.running import ROOT, plain_environment

pytestmark = pytest.mark.once
SAID = {
    "DEBUG": False,
    "SECURE_HSTS_SECONDS": 365 * 24 * 3600,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "WHITENOISE_ALLOW_ALL_ORIGINS": False,
    # A row of the store; the key is Django's own, of its own length and chance.
    "SESSION_ENGINE": "django.contrib.sessions.backends.db",
    "SESSION_COOKIE_AGE": 10 * 3600,
    "HIMAYA_IDLE_MINUTES": 15,
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
}
READ = f"""
import json
from django.conf import settings
said = {{name: getattr(settings, name) for name in {list(SAID)}}}
said["AUTH_PASSWORD_VALIDATORS"] = settings.AUTH_PASSWORD_VALIDATORS
said["LOGGING"] = [one["class"] for one in settings.LOGGING["handlers"].values()]
said["codes"] = [getattr(settings, "MFA_TOTP_PERIOD", 30), getattr(settings, "MFA_TOTP_TOLERANCE", 0)]
print(json.dumps(said))
"""


def test_a_nations_installation_is_set_as_the_tables_say(tmp_path: Path) -> None:
    keys.create(tmp_path / "keys")
    env = plain_environment(
        DJANGO_SETTINGS_MODULE="himaya.config.settings",
        HIMAYA_HOME=str(tmp_path / "home"),
        HIMAYA_KEYS=str(tmp_path / "keys"),
    )
    done = subprocess.run([sys.executable, "-c", READ], env=env, capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)
    rules = {one["NAME"].rpartition(".")[2]: one.get("OPTIONS", {}) for one in said.pop("AUTH_PASSWORD_VALIDATORS")}
    assert rules["MinimumLengthValidator"] == {"min_length": 14}
    # Length and lists: nothing asks for signs of a kind.
    assert not [name for name in rules if "Numeric" in name or "Symbol" in name or "Case" in name]
    assert (said.pop("LOGGING"), said.pop("codes")) == (["logging.StreamHandler"], [30, 0])
    assert said == SAID


def test_what_the_tools_look_for_stays_switched_on() -> None:
    """ruff S: no shell, no SQL put together from text, no weak hash, cipher or chance. mypy: strict."""
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    lint = tools["ruff"]["lint"]
    assert "S" in lint["select"]
    ignored = [
        *lint["ignore"],
        *(rule for where, one in lint["per-file-ignores"].items() for rule in one if "src" in where),
    ]
    assert [rule for rule in ignored if rule.startswith("S")] == []
    assert tools["mypy"]["strict"] is True


def test_nothing_typed_becomes_a_template() -> None:
    made = re.compile(r"\bTemplate\(|engines?\b.*\.from_string\(")
    assert [file.name for file in source.below(ROOT / "src") if made.search(source.text(file))] == []


@pytest.mark.django_db
def test_no_folder_is_listed(client: Client) -> None:
    assert {client.get(place).status_code for place in ("/static/", "/static/himaya/", "/public/static/")} == {404}


def test_a_line_of_the_log_holds_time_level_place_and_ids_and_nothing_that_was_typed() -> None:
    told = "3f0c0a52-6f0b-4c1e-9a53-0f2b3c4d5e6f"
    record = logging.makeLogRecord({"name": "django.request", "levelname": "ERROR", "msg": "Zahra at /x/"})
    try:
        raise ValueError("Zahra")
    except ValueError:
        record.exc_info = sys.exc_info()
    line = IdsOnly().format(record)
    assert "Zahra" not in line
    assert " ERROR django.request ValueError < security/test_settings.py" in line or "test_settings.py:" in line
    ours = logging.makeLogRecord({"name": "himaya.web", "levelname": "INFO", "msg": f"Zahra «said» {told}"})
    assert IdsOnly().format(ours).endswith(f"INFO himaya.web {told}")
