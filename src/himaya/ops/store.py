"""Making a store and knowing which kind it is: a demo store never opens in production, nor the reverse."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection

import himaya
from himaya.coordination.actions import history
from himaya.coordination.content import load_recorded
from himaya.institutions import content
from himaya.institutions.actions import packs
from himaya.instruments.actions import versions
from himaya.kernel import clock, fit, keys, rules_clock, steady
from himaya.kernel.actor import SYSTEM
from himaya.kernel.models import DataKey, Stamp
from himaya.ops import canary, key_places, older_stores, published, role_of_pages

# In a home that a restore is filling.
UNDER_WAY = ".restore-under-way"


class CannotStart(Exception):
    """The store or its keys are not fit to start on. The message says what to do."""


def prepare_home() -> None:
    """The data directory, and in demo the keys inside it. In production keys are made by `himaya keys create`."""
    home = Path(settings.HIMAYA_HOME)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if settings.DEMO:
        keys.create(Path(settings.HIMAYA_KEYS))


def check_keys() -> None:
    """Raises CannotStart when the keys are absent, readable by others, or (production) inside the data."""
    if wrong := key_places.fault(Path(settings.HIMAYA_KEYS), Path(settings.HIMAYA_HOME), demo=settings.DEMO):
        raise CannotStart(wrong)


def check_opens() -> None:
    """Raises CannotStart when the keys open nothing of this store: what they seal from here on would be lost."""
    if fit.tried().strange:
        raise CannotStart(
            f"The keys in {settings.HIMAYA_KEYS} are not those of this store: they open none of its records. Put "
            "its own in place (is their volume mounted, is HIMAYA_KEYS right?), or restore them: `himaya keys restore`."
        )


def has_records() -> bool:
    """Whether there is a store here that keys were used on. Raises CannotStart when nobody can tell."""
    file = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and not file.startswith("file:") and not Path(file).is_file():
        # Asking would make it.
        return False
    try:
        return stamp() is not None and DataKey.objects.exists()
    except DatabaseError as fault:
        raise CannotStart(
            "The database does not answer, so nobody can tell whether it holds records that other keys sealed. "
            "Start it, or see whether HIMAYA_DATABASE is right; nothing was made."
        ) from fault


def migrate() -> None:
    """Bring the tables up to date, make the table of counters, and give pages what they need. Raises CannotStart."""
    try:
        older_stores.take_over()
    except older_stores.TooOld as reason:
        raise CannotStart(f"Nothing was changed: {reason}.") from None
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    try:
        role_of_pages.ensure()
    except role_of_pages.CannotMake as reason:
        raise CannotStart(str(reason)) from None


def check_clock(*, is_right: bool) -> None:
    """Raises CannotStart in production when the clock is behind what was written: accesses would outlive their end."""
    if is_right:
        steady.confirm(by=SYSTEM)
    if not settings.DEMO and steady.doubt() == rules_clock.BEHIND:
        raise CannotStart(f"{steady.SENTENCES[rules_clock.BEHIND]} Accesses that should have ended would be open.")


def check_role_of_pages() -> None:
    """Raises CannotStart on PostgreSQL when pages would not be answered behind row-level security."""
    if wrong := role_of_pages.fault():
        raise CannotStart(f"Pages would not be answered behind the second wall: {wrong}. Run `himaya migrate`.")
    if gap := role_of_pages.unsecured():
        raise CannotStart(f"The second wall has a gap. {gap}. {role_of_pages.MEND}.")


def stamp() -> Stamp | None:
    """What this store is, or None when it was never initialised."""
    if Stamp._meta.db_table not in connection.introspection.table_names():
        return None
    # Columns that came later are left out, so that an older store can still say what it is.
    return Stamp.objects.filter(pk=1).only("kind", "pack").first()


def check_filled() -> None:
    """Raises CannotStart when a restore into this home was killed, or has not ended yet."""
    # Also where the store stands already: its audit does not say yet that it was restored.
    if (Path(settings.HIMAYA_HOME) / UNDER_WAY).exists():
        raise CannotStart(
            "A restore into this data directory has not ended, or was cut off. Wait for it, or run `himaya restore` "
            "again: it begins anew by itself. On PostgreSQL give it a new database."
        )


def check_stamp() -> None:
    """Raises CannotStart when the store is not whole, or not of the mode that this process runs in."""
    check_filled()
    found = stamp()
    if found is None:
        raise CannotStart(
            "This store was never initialised. Run `himaya init --pack NAME` (or `make run` for the demo)."
        )
    if found.kind != settings.HIMAYA_MODE:
        raise CannotStart(
            f"This is a {found.kind} store and Himaya runs in {settings.HIMAYA_MODE} mode. They never mix. "
            f"Set HIMAYA_MODE={found.kind} for this store, or name another one by HIMAYA_HOME."
        )


def fingerprint() -> str:
    """SHA-256 over names, sizes and times of content and migrations: cheap, and enough to see a change."""
    digest = hashlib.sha256()
    folders = [(content.content_root(), "*"), (Path(himaya.__file__).parent, "migrations/**/*.py")]
    for folder, pattern in folders:
        for file in sorted(folder.rglob(pattern)):
            if file.is_file():
                told = file.stat()
                digest.update(f"{file.relative_to(folder)}|{told.st_size}|{told.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def is_current() -> bool:
    """True when this store already holds what this code and content would load."""
    try:
        return Stamp.objects.filter(content=fingerprint()).exists()
    except DatabaseError:
        return False


def initialise(pack_name: str) -> None:
    """Tables, stamp, institutions, instruments in force. Repeating it brings content up to date."""
    check_filled()
    prepare_home()
    check_keys()
    migrate()
    found = stamp()
    if found is not None and found.kind != settings.HIMAYA_MODE:
        raise CannotStart(f"This is a {found.kind} store; it cannot become a {settings.HIMAYA_MODE} store.")
    pack = content.load_pack(pack_name)
    if pack.invented != settings.DEMO:
        raise CannotStart("An invented country is for the demo only, and a real nation is never a demo.")
    check_opens()
    if found is None:
        Stamp.objects.create(kind=settings.HIMAYA_MODE, pack=pack_name, created_on=clock.today())
    packs.load(pack=pack, by=SYSTEM)
    history.load(rows=load_recorded(pack_name), by=SYSTEM)
    versions.load_models(by=SYSTEM)
    published.adopted_texts(by=SYSTEM)
    canary.ensure(by=SYSTEM)
    Stamp.objects.update(content=fingerprint())
