"""The database from one address: `HIMAYA_DATABASE=postgresql://user:password@host:port/name`, else embedded SQLite."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def from_address(address: str, *, home: Path) -> dict[str, Any]:
    """Django's connection settings. An empty address means one file in the data directory."""
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "himaya.sqlite3",
            "OPTIONS": {
                # With the default (deferred), two writers that read first deadlock; IMMEDIATE queues them.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # With secure_delete what is deleted is overwritten in its page, whatever this SQLite was built with.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA secure_delete=ON;",
            },
        }
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def role_of_pages(settings: dict[str, Any], named: str) -> str:
    """The role as which the web process works, which `himaya migrate` makes: of this database only unless named."""
    return "" if settings["ENGINE"].endswith("sqlite3") else named or f"{settings['NAME']}_app"[:63]
