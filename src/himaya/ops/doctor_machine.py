"""What `himaya doctor` looks at around the store: keys, permissions, disk, fonts, mail, the way in, letters."""

import os
import shutil
import socket
import stat
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import mailers

from himaya.adapters import mail, pdf
from himaya.kernel.keys import ring
from himaya.ops import store
from himaya.ops.finding import Finding, look, well, wrong

MB = 1024 * 1024
LITTLE_SPACE, SOME_SPACE = 500 * MB, 2048 * MB
PATIENCE = 3.0
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def keys() -> Finding:
    """Whether the master keys, the index key and the web secret are there, and where they may be."""
    try:
        store.check_keys()
    except store.CannotStart as reason:
        return wrong("keys", "not fit to start on", str(reason))
    folder = Path(settings.HIMAYA_KEYS)
    if not settings.DEMO and any(folder.glob("*.agekey")):
        return look(
            "keys",
            "the private key of a backup lies beside them",
            "Move *.agekey to a safe: whoever takes this machine would open its backups too.",
        )
    return well("keys", f"{len(ring().epochs())} master keys, index key, web secret")


def permissions() -> Finding:
    """Whether others on this machine can look into the data or the keys."""
    home, folder = Path(settings.HIMAYA_HOME), Path(settings.HIMAYA_KEYS)
    open_to_others = [
        one
        for one in (home, folder, home / "himaya.sqlite3", home / "backup-recipients.txt")
        if one.exists() and not _is_safe(one)
    ]
    if open_to_others:
        named = ", ".join(str(one) for one in open_to_others)
        return wrong("permissions", f"open to others: {named}", "`chmod 700` the directories, 600 the files.")
    return well("permissions", "data and keys are for their owner only")


def _is_safe(place: Path) -> bool:
    told = place.stat()
    if place.is_dir():
        return not told.st_mode & _OTHERS
    # A file in a directory that nobody else enters is out of reach, whatever its own mode; but none may write it.
    return not told.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def disk() -> Finding:
    """Room where the data lie."""
    home = Path(settings.HIMAYA_HOME)
    if not home.is_dir():
        return wrong("disk", "there is no data directory", "Run `himaya init --pack NAME`, or set HIMAYA_HOME.")
    free = shutil.disk_usage(home).free
    seen = f"{free // MB} MB free"
    if free < LITTLE_SPACE:
        return wrong("disk", seen, "Free space before it is full: a full disk takes nothing more in.")
    database = home / "himaya.sqlite3"
    if free < SOME_SPACE or (database.is_file() and free < 2 * database.stat().st_size):
        return look("disk", seen, "A backup copies the store within the data directory first: free some space.")
    return well("disk", seen)


def fonts() -> Finding:
    """Whether papers can be laid out as PDF."""
    if absent := pdf.missing():
        return look("fonts", "PDFs cannot be made here; DOCX and print still work", f"Install {absent}.")
    if not any(pdf.FONTS.glob("*.ttf")):
        return wrong("fonts", "the fonts that come with Himaya are gone", "Install Himaya again.")
    return well("fonts", "PDFs can be made, with Himaya's own fonts")


def mail_host() -> Finding:
    """Whether the host that is listed, if one is, can be reached."""
    if not mail.host_listed():
        return well("mail_host", "none is listed: no mail leaves")
    host, port = mailers["default"].host, mailers["default"].port  # type: ignore[attr-defined]
    try:
        socket.create_connection((host, port), timeout=PATIENCE).close()
    except OSError as reason:
        seen = f"the listed host does not answer on port {port} ({type(reason).__name__})"
        return look("mail_host", seen, "See whether HIMAYA_MAIL_HOST is right and can be reached from here.")
    return well("mail_host", f"the listed host answers on port {port}")


def entrance() -> Finding:
    """How people come in: encrypted, by a name, and the public process with an account of its own."""
    if settings.DEMO:
        return well("entrance", "an exercise on this machine")
    if not settings.SESSION_COOKIE_SECURE:
        return wrong(
            "entrance",
            "HIMAYA_INSECURE_HTTP is set: cookies travel in clear",
            "Unset it. It is for a rehearsal on one machine only.",
        )
    if not os.environ.get("HIMAYA_HOSTS"):
        return wrong("entrance", "HIMAYA_HOSTS is not set: only localhost is answered", "Set it to your host names.")
    if os.environ.get("HIMAYA_DATABASE") and not os.environ.get("HIMAYA_PUBLIC_DATABASE"):
        return wrong(
            "entrance",
            "the public process uses the main database account",
            "Give it one that can read publication_bundle only (HIMAYA_PUBLIC_DATABASE).",
        )
    return well("entrance", "encrypted, by name, and the public process on its own account")


def letters() -> Finding:
    """Which address a letter that somebody carries says: none, or one that leads to nothing but the public pages."""
    place = settings.HIMAYA_PUBLIC_ADDRESS
    if not place:
        return well("letters", "no address stands on them; desks with an account check them")
    there, here = urlsplit(place), {urlsplit(settings.HIMAYA_ADDRESS).hostname, *settings.ALLOWED_HOSTS}
    if there.scheme not in ("http", "https") or not there.hostname:
        return wrong("letters", "HIMAYA_PUBLIC_ADDRESS is no address", "Write it whole, https:// first, or unset it.")
    if there.hostname in here:
        return look(
            "letters",
            f"they say {place}, the host name by which people sign in",
            "Whoever finds a letter is led here. Give the public pages a name of their own, or unset "
            "HIMAYA_PUBLIC_ADDRESS.",
        )
    return well("letters", f"they say {place}, as HIMAYA_PUBLIC_ADDRESS names it")
