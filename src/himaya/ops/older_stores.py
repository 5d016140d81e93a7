"""Stores made before the tables were written down anew (ADR 39): taken over when they were up to date then."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

# The last change of tables of each room on that day; whoever has seen these has all that the new ones make.
LAST = {
    ("cases", "0014_referrals_deepened"),
    ("conferences", "0004_cancelled_with_its_file"),
    ("coordination", "0015_needs_from_gaps"),
    ("disclosures", "0007_held_copies"),
    ("institutions", "0009_reached_by"),
    ("instruments", "0003_versions_stay"),
    ("kernel", "0005_budget_and_decoys"),
    ("legal", "0003_regimes"),
    ("persons", "0003_anonymous_since"),
    ("plans", "0002_never_edited_and_secured"),
    ("services", "0002_vettings_stay"),
    ("tasks", "0002_insert_only_and_row_security"),
}
TOO_OLD = (
    "this store was made by an early Himaya, before its first release, and not kept up to date. An exercise is made "
    "anew by `make demo-reset`; what is real is first brought up to date by the last Himaya of before (ADR 39)"
)


class TooOld(Exception):
    """The store has seen some of the former changes and not all of them."""


def former(seen: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Of the changes that a store has seen, those that are part of the first one now. Raises TooOld."""
    seen, here = set(seen), set(MigrationLoader(None).disk_migrations)
    newest = dict(LAST)
    gone = {(app, name) for app, name in seen - here if app in newest and name <= newest[app]}
    if gone and not seen >= LAST:
        raise TooOld(TOO_OLD)
    return gone


def take_over() -> None:
    """Forget the former changes of a store that has seen them all. Raises TooOld, and has then changed nothing."""
    recorder = MigrationRecorder(connection)
    # All or none: one that forgot half of them would be taken for too old ever after.
    with transaction.atomic():
        for app, name in former(recorder.applied_migrations()):
            recorder.record_unapplied(app, name)
