"""`himaya backup verify` and `himaya restore`: nothing is kept of a backup that is not in order."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from himaya.cases import journal
from himaya.kernel import blobs, unlocked
from himaya.kernel.actor import Actor
from himaya.kernel.unit import unit
from himaya.ops import backup, backup_beside, backup_opening, backup_snapshot, catching_up, role_of_pages, store
from himaya.ops.backup_archive import BackupFailed, Manifest, measure
from himaya.ops.backup_opening import AGE_KEYS, STORE, Keys
from himaya.ops.backup_snapshot import Say
from himaya.ops.catching_up import Caught
from himaya.ops.restored import OK, UNTRIED, WRONG, Result

# What an empty home may hold: keys are no data, and a disk has a folder of its own.
NOT_DATA = ("keys", "lost+found", ".backup.lock", blobs.LOCK, journal.LOCK)
STORE_KEYS = ("secret.key", "index.key", "audit.key", "kek-*.key", unlocked.NAME, AGE_KEYS)


def verify(file: Path, given: Keys, *, by: Actor, say: Say) -> tuple[Manifest, list[Result]]:
    """Restore a backup into an empty store, look at it, and throw that store away.

    Raises BackupFailed, AgeFailed, ToolFailed or OSError when it cannot even be restored.
    """
    with backup_snapshot.scratch(Path(settings.HIMAYA_HOME)) as folder:
        manifest = backup_opening.unpack(file, folder, given, say, also=lambda _: None)
        with backup_beside.for_a_moment(manifest) as name:
            backup_opening.fill(manifest, folder, name)
            results = backup_opening.examine(manifest, folder, name, given)
    outcome = standing(results)
    # Where nothing sealed was tried, the doctor must not take it for a backup that was verified.
    if outcome != UNTRIED and _is_here():
        _note("backup.verified" if outcome == OK else "backup.found_wrong", file, by=by)
    return manifest, results


def restore(
    file: Path, given: Keys, *, erased: Path | None, by: Actor, say: Say
) -> tuple[Manifest, list[Result], Caught | None]:
    """Fill an empty home and database from a backup that is in order. Raises as `verify` does; keeps nothing then.

    `erased`: the journal of erasures, by which they are done once more. Without it the store stays marked.
    """
    home = Path(settings.HIMAYA_HOME)
    _clear_what_a_killed_one_left(home)
    _refuse_full(home)
    if given.directory is None:
        raise BackupFailed(
            "The store's own keys are not there, and without them nothing of it opens. Put them back first; "
            "`--keys DIR` says where they are."
        )
    _refuse_other_keys(given.directory)
    known = catching_up.read(erased, given.directory) if erased is not None else None
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _under_way(home), backup_snapshot.scratch(home) as folder:
        manifest = backup_opening.unpack(file, folder, given, say, also=_refuse_other_kind)
        if known is not None:
            catching_up.refuse_older(known[1], folder / journal.FILE, given.directory)
        name = str(settings.DATABASES["default"]["NAME"])
        backup_opening.fill(manifest, folder, name)
        try:
            results = backup_opening.examine(manifest, folder, name, given)
            if standing(results) == WRONG:
                wrong = "; ".join(f"{one.check}: {one.seen}" for one in results if one.state == WRONG)
                raise BackupFailed(f"The backup was restored and is not in order ({wrong}). Nothing was kept.")
            _take_keys(given.directory)
            for one in backup.BELONGS:
                if (folder / one).is_file():
                    (folder / one).rename(home / one)
            # A backup of before there were files of cases has no folder of them; it is made when first needed.
            if (folder / blobs.FOLDER).is_dir():
                (folder / blobs.FOLDER).rename(home / blobs.FOLDER)
            if manifest.engine == "sqlite":
                # Last: a home with a store in it has all of it.
                (folder / STORE).rename(home / STORE)
        except BaseException:
            _empty_again(home)
            raise
        _note(catching_up.RESTORED, file, by=by, code=str(catching_up.sealed_rows()))
    caught = catching_up.catch_up(*known, by=by) if known is not None else None
    try:
        # A dump holds no roles: the one that answers pages is given the tables anew.
        role_of_pages.ensure()
    except role_of_pages.CannotMake as reason:
        raise BackupFailed(f"Everything is restored. {reason}") from None
    return manifest, results, caught


def standing(results: Sequence[Result]) -> str:
    """The worst of them: `wrong`, else `untried` when something was not tried, else `ok`."""
    states = {one.state for one in results}
    return WRONG if WRONG in states else UNTRIED if UNTRIED in states else OK


@contextmanager
def _under_way(home: Path) -> Iterator[None]:
    """A mark in the home for as long as it is filled. What is killed leaves it there, and nothing starts on it."""
    mark = home / store.UNDER_WAY
    mark.touch(mode=0o600)
    try:
        yield
    finally:
        mark.unlink(missing_ok=True)


def _clear_what_a_killed_one_left(home: Path) -> None:
    """So that the same command can be given again. Nothing starts on a marked home: what lies there is this one's."""
    if not (home / store.UNDER_WAY).exists():
        return
    backup_snapshot.sweep(home)
    _remove_parts(home)
    for ending in ("", "-wal", "-shm"):
        (home / f"{STORE}{ending}").unlink(missing_ok=True)
    (home / store.UNDER_WAY).unlink()


def _refuse_full(home: Path) -> None:
    if home.exists() and any(one.name not in NOT_DATA for one in home.iterdir()):
        raise BackupFailed(
            f"{home} is not empty, and a restore overwrites nothing. Name an empty directory by HIMAYA_HOME, "
            "or move what is there away."
        )
    if connection.vendor != "sqlite" and connection.introspection.table_names():
        raise BackupFailed(
            "The database is not empty, and a restore overwrites nothing. Make a new one (`createdb`) and name it by "
            "HIMAYA_DATABASE."
        )


def _refuse_other_kind(manifest: Manifest) -> None:
    if manifest.kind != settings.HIMAYA_MODE:
        raise BackupFailed(
            f"This is the backup of a {manifest.kind} store and Himaya runs in {settings.HIMAYA_MODE} mode. "
            f"They never mix. Set HIMAYA_MODE={manifest.kind} to restore it."
        )


def _key_files(directory: Path) -> list[Path]:
    return [file for pattern in STORE_KEYS for file in sorted(directory.glob(pattern))]


def _refuse_other_keys(directory: Path) -> None:
    here = Path(settings.HIMAYA_KEYS)
    if settings.DEMO and unlocked.is_sealed(directory) and any(here.glob("*.key")):
        raise BackupFailed(
            f"{here} holds open keys and {directory} sealed ones. Move the open ones away and try again."
        )
    for file in _key_files(directory) if settings.DEMO else ():
        there = here / file.name
        # The web secret is made by whatever starts first; it seals second factors, so it must be the store's.
        if there.is_file() and there.read_bytes() != file.read_bytes():
            raise BackupFailed(f"{here} holds other keys than {directory}. Move them away and try again.")


def _take_keys(directory: Path) -> None:
    """An exercise keeps its keys in its home; a nation's stay where they are, outside the data."""
    here = Path(settings.HIMAYA_KEYS)
    if not settings.DEMO or here == directory:
        return
    here.mkdir(parents=True, exist_ok=True, mode=0o700)
    for file in _key_files(directory):
        shutil.copyfile(file, here / file.name)
        (here / file.name).chmod(0o600)


def _remove_parts(home: Path) -> None:
    for name in backup.BELONGS:
        (home / name).unlink(missing_ok=True)
    shutil.rmtree(home / blobs.FOLDER, ignore_errors=True)


def _empty_again(home: Path) -> None:
    _remove_parts(home)
    if connection.vendor == "sqlite":
        (home / STORE).unlink(missing_ok=True)
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    except DatabaseError:
        raise BackupFailed(
            "The backup was restored and is not in order, and the database could not be emptied again. "
            "Drop it and make a new one before anything else."
        ) from None


def _is_here() -> bool:
    """Whether there is a store of this installation's own, in whose audit a verification can be noted."""
    if connection.vendor == "sqlite" and not (Path(settings.HIMAYA_HOME) / STORE).is_file():
        return False
    return store.stamp() is not None


def _note(action: str, file: Path, *, by: Actor, code: str = "") -> None:
    with unit(by=by) as u:
        u.log(action, object_type="backup", object_id=measure(file).sha256, code=code)
