"""The public process's connection: the same store, opened so that it cannot be written."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit


def read_only(address: str, *, home: Path) -> dict[str, Any]:
    """Django's connection settings for `HIMAYA_DATABASE`; an empty address means the embedded store in `home`."""
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": f"file:{quote(str(home / 'himaya.sqlite3'))}?mode=ro",
            "OPTIONS": {"timeout": 20, "init_command": "PRAGMA query_only=ON;"},
        }
    parts = urlsplit(address)
    asked = dict(parse_qsl(parts.query))
    server_options = f"{asked.pop('options', '')} -c default_transaction_read_only=on".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**asked, "options": server_options},
    }
