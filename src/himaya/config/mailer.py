"""From `HIMAYA_MAIL_HOST` to Django's mailer: encrypted unless the host is this machine, and nothing without a host."""

from pathlib import Path
from typing import Any

HERE = ("localhost", "127.0.0.1", "::1")
PATIENCE = 20  # Seconds: a host that hangs must not hold the worker.
SUBMISSION, SUBMISSION_TLS, LOCAL = 587, 465, 25


def from_address(address: str, *, user: str, password_file: str) -> dict[str, Any]:
    """A mailer for `host` or `host:port` (an IPv6 host in brackets); without one, mail stays in memory.

    Port 465 is encrypted from the beginning, any other by STARTTLS; a host that cannot do it gets no mail.
    Raises ValueError for a port that is none, and OSError for a password file that cannot be read.
    """
    if not address:
        return {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    host, port = _parts(address)
    local = host in HERE
    number = int(port) if port else LOCAL if local else SUBMISSION
    options: dict[str, Any] = {"host": host, "port": number, "timeout": PATIENCE}
    options["use_ssl"] = number == SUBMISSION_TLS
    options["use_tls"] = not local and not options["use_ssl"]
    if user:
        password = Path(password_file).read_text("utf-8").strip() if password_file else ""
        options |= {"username": user, "password": password}
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}


def _parts(address: str) -> tuple[str, str]:
    name, closing, rest = address.rpartition("]")
    if closing:
        return name.removeprefix("["), rest.removeprefix(":")
    host, _, port = address.partition(":")
    return host, port
