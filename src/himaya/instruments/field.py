"""How clauses fare in the field: whether they are answered, left open or refused, counted without a case.

A count that moves by one tells whoever looks twice what one person answered. So what a filled form did is sealed in a
note, and notes are counted and destroyed together, `TOGETHER` or more of one version and one institution.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F

from himaya.instruments.models import FieldCount, FieldNote, InForce, Pilot, Usage, Version
from himaya.instruments.rules_signals import FILLED, OVERRIDDEN, TOGETHER, WHOLE, Signal, heard
from himaya.kernel import clock, subjects
from himaya.kernel.access import Access
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import Damaged, KeyMissing
from himaya.kernel.models import Subject
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit

__all__ = ["PURPOSE", "TOGETHER", "Signal", "fold", "note", "signals"]

PURPOSE = "improve_forms"
# Forms begun before another version came into force are handed over for a while.
GRACE = timedelta(days=7)
Counts = Counter[tuple[str, str]]


def note(
    *, version_id: int, institution_id: str, readings: Mapping[str, str], overridden: bool, by: Actor
) -> FieldNote:
    """Seal what one filled form did: clause uid -> reading, and whether another step was taken than it suggested.

    Joins the unit of the verb that keeps the form. Of a text that somebody wrote only that it was answered is noted.
    """
    with unit(by=by) as u:
        subject = subjects.create("field_note", key_kinds=[subjects.NOTE])
        row = FieldNote(subject=subject, version_id=version_id, institution_id=institution_id)
        seal(row, reads={"heard": {uid: heard(one) for uid, one in readings.items() if uid}, "overridden": overridden})
        row.save()
        # Names the version and not the note: nothing in the audit leads from a hand-over to what was answered.
        u.log("field.noted", object_type="instrument_version", object_id=version_id)
    return row


def fold(*, by: Actor = SYSTEM) -> int:
    """Count and destroy the notes of which there are enough; returns how many went. Safe to be killed in and repeated.

    Those of a version that nobody fills in any more are destroyed uncounted: there will never be enough of them.
    """
    done = 0
    pairs = FieldNote.objects.values("version_id", "institution_id").annotate(there=Count("pk")).order_by()
    for pair in pairs:
        version_id, institution_id = int(pair["version_id"]), str(pair["institution_id"])
        if pair["there"] >= TOGETHER:
            done += _count(version_id, institution_id, by)
        elif _is_over(version_id):
            done += _forget(version_id, institution_id, by)
    return done


def _count(version_id: int, institution_id: str, by: Actor) -> int:
    with unit(by=by) as u:
        notes = _held(version_id, institution_id)
        if len(notes) < TOGETHER:
            # Another worker counted them in the meantime.
            return 0
        read = _read(notes, version_id, by)
        if len(read) < TOGETHER:
            # Some can no longer be read, and go; the others wait until there are enough of them.
            return _destroy(u, [one for one in notes if one.pk not in read])
        _add(version_id, institution_id, sum(read.values(), Counter()))
        u.log("field.counted", object_type="instrument_version", object_id=version_id, code=institution_id)
        return _destroy(u, notes)


def _held(version_id: int, institution_id: str) -> list[FieldNote]:
    rows = FieldNote.objects.select_for_update().filter(version=version_id, institution=institution_id)
    return list(rows.order_by("pk"))


def _read(notes: Iterable[FieldNote], version_id: int, by: Actor) -> dict[UUID, Counts]:
    """What each note says, as counts; one whose key is gone or that was altered is left out.

    Raises KeyMissing while a master key is away: then none is lost for it.
    """
    found: dict[UUID, Counts] = {}
    with Access(by, PURPOSE, action="field.read", about=("instrument_version", version_id)) as reader:
        for one in notes:
            try:
                reader.open(one)
            except Damaged:
                continue
            try:
                said = one.reads
            except (KeyMissing, Damaged):
                continue
            found[one.pk] = Counter(dict.fromkeys(said["heard"].items(), 1))
            found[one.pk][WHOLE, FILLED] = 1
            if said["overridden"]:
                found[one.pk][WHOLE, OVERRIDDEN] = 1
    return found


def _add(version_id: int, institution_id: str, counts: Counts) -> None:
    for (uid, reading), count in sorted(counts.items()):
        place: dict[str, Any] = {
            "version_id": version_id,
            "institution_id": institution_id,
            "uid": uid,
            "reading": reading,
        }
        row, _made = FieldCount.objects.get_or_create(**place)
        FieldCount.objects.filter(pk=row.pk).update(count=F("count") + count)


def _destroy(u: Unit, notes: Iterable[FieldNote]) -> int:
    """Key, note and subject: no copy of the store that is made from here on can tell what a note said."""
    gone = list(notes)
    for one in gone:
        subjects.erase(one.subject_id, kinds=[subjects.NOTE], by=u.by)
        one.delete()
    Subject.objects.filter(pk__in=[one.subject_id for one in gone]).delete()
    return len(gone)


def _forget(version_id: int, institution_id: str, by: Actor) -> int:
    with unit(by=by) as u:
        notes = _held(version_id, institution_id)
        if len(notes) >= TOGETHER:
            return 0
        u.log("field.forgotten", object_type="instrument_version", object_id=version_id, code=institution_id)
        return _destroy(u, notes)


def _is_over(version_id: int) -> bool:
    """Not in force for longer than what was begun under it may take, tried nowhere, and answered by no open record."""
    in_force = InForce.objects.filter(version=version_id)
    tried = Pilot.objects.filter(version=version_id, until=None)
    used = Usage.objects.filter(version=version_id, open__gt=0)
    if in_force.exists() or tried.exists() or used.exists():
        return False
    last = Pilot.objects.filter(version=version_id).order_by("-until").values_list("until", flat=True).first()
    name = Version.objects.values_list("name", flat=True).get(pk=version_id)
    since = InForce.objects.filter(name=name).values_list("since", flat=True).first()
    return max(filter(None, (last, since)), default=clock.today()) + GRACE < clock.today()


def signals(version_id: int) -> tuple[Signal, ...]:
    """How each clause of a version fared at each institution, the whole form first. Raw: never shown as they are."""
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for row in FieldCount.objects.filter(version=version_id).order_by("institution", "uid", "reading"):
        counts.setdefault((row.institution_id, row.uid), {})[row.reading] = row.count
    filled = {where: found.get(FILLED, 0) for (where, uid), found in counts.items() if uid == WHOLE}
    whole = {where: found.get(OVERRIDDEN, 0) for (where, uid), found in counts.items() if uid == WHOLE}
    return tuple(
        Signal(
            institution_id=where,
            uid=uid,
            filled=filled.get(where, 0),
            counts={} if uid == WHOLE else found,
            overridden=whole.get(where, 0) if uid == WHOLE else 0,
        )
        for (where, uid), found in counts.items()
    )
