"""What an authority asks after a breach, from the audit alone: ids and counts, never a name, never content."""

import csv
import io
import json
import os
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.db import connection

from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.audit_rows import TABLES, count
from himaya.kernel.checkpoints import marks_of
from himaya.kernel.models import AuditCheckpoint
from himaya.kernel.signed_note import NotANote, read
from himaya.kernel.unit import unit
from himaya.ops.breach_pack_words import README

# A reading opens sealed content for a purpose. What it opens of a person counts, also of one who was erased since and
# whose row is gone; what it opens of a form's note, a scan or a piece of evidence does not: no person stands behind it.
_READINGS = """
SELECT e.account_id, e.desk_id, e.institution_id, e.purpose, e.at, e.id, s.subject_id
FROM audit_event e JOIN audit_subject s ON s.event_id = e.id LEFT JOIN subject k ON k.id = s.subject_id
WHERE e.purpose <> '' AND e.at >= %s AND e.at < %s AND (k.kind IS NULL OR k.kind = 'person')
AND e.action NOT IN ('field.read', 'scan.read', 'evidence.read')
"""
_EVENTS = """
SELECT e.action, e.actor_kind, e.desk_id, e.code, count(*) FROM audit_event e
WHERE e.at >= %s AND e.at < %s GROUP BY e.action, e.actor_kind, e.desk_id, e.code
ORDER BY e.action, e.desk_id, e.code, e.actor_kind
"""
# What went to somebody else: to another desk, to a receiver, to an authority, to the public, to the person, on paper.
LEFT = (
    "referral.sent",
    "inbound.sent",
    "packet.handed_out",
    "link.made",
    "copy.made",
    "consent.used",
    "exception.confirmed",
    "export.made",
    "export.fetched",
    "demand.given",
    "data_request.handed_over",
    "file.read",
    "readers.printed",
    "letter.sent",
    "bundle.published",
    "follow_up.published",
    "evidence.read",
    "scan.read",
)


def make(output: Path, *, since: date, until: date, verification: Mapping[str, object], public_key: str) -> None:
    """Write the pack; that it was made stands in the audit first. Raises FileExistsError."""
    span = _moment(since), _moment(until + timedelta(days=1))
    with unit(by=SYSTEM) as u:
        u.log("audit.breach_pack_made", object_type="audit", object_id=f"{since}/{until}")
    readings = _query(_READINGS, span)
    events = _query(_EVENTS, span)
    parts = {
        "README.txt": README,
        "summary.json": _json(_summary(readings, since, until)),
        "readers.csv": _readers(readings),
        "readings_by_day.csv": _by_day(readings),
        "persons.csv": _persons(readings),
        "left_the_house.csv": _csv(("action", "desk", "events"), _counts(events, LEFT)),
        "refusals.csv": _csv(("code", "desk", "events"), _refusals(events)),
        "events.csv": _csv(("action", "actor_kind", "desk", "code", "events"), events),
        "checkpoints.csv": _checkpoints(),
        "last_checkpoint.txt": AuditCheckpoint.objects.order_by("-first").values_list("note", flat=True).first() or "",
        "public_key.txt": public_key + "\n",
        "verification.json": _json(verification),
    }
    handle = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, words in parts.items():
            pack.writestr(name, words)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), clock.here())


def _query(statement: str, span: tuple[datetime, datetime]) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [connection.ops.adapt_datetimefield_value(moment) for moment in span])
        return [tuple(row) for row in cursor.fetchall()]


def _day(at: object) -> str:
    moment = at if isinstance(at, datetime) else datetime.fromisoformat(f"{at}+00:00")
    return moment.astimezone(clock.here()).date().isoformat()


def _id(value: object) -> str:
    return str(value or "").replace("-", "")


def _readers(readings: list[tuple[object, ...]]) -> str:
    events: dict[tuple[str, str, str], set[object]] = {}
    persons: dict[tuple[str, str, str], set[object]] = {}
    days: dict[tuple[str, str, str], set[str]] = {}
    for account, desk, institution, _purpose, at, event, person in readings:
        who = (_id(account), str(desk), str(institution))
        events.setdefault(who, set()).add(event)
        persons.setdefault(who, set()).add(person)
        days.setdefault(who, set()).add(_day(at))
    rows = [(*who, len(events[who]), len(persons[who]), min(days[who]), max(days[who])) for who in events]
    # Whoever read most persons comes first.
    rows.sort(key=lambda row: (-row[4], row))
    return _csv(("account", "desk", "institution", "readings", "persons", "first_day", "last_day"), rows)


def _by_day(readings: list[tuple[object, ...]]) -> str:
    found: dict[tuple[str, str, str], tuple[set[object], set[object]]] = {}
    for _account, desk, _institution, purpose, at, event, person in readings:
        events, persons = found.setdefault((_day(at), str(desk), str(purpose)), (set(), set()))
        events.add(event)
        persons.add(person)
    rows = [(*key, len(events), len(persons)) for key, (events, persons) in sorted(found.items())]
    return _csv(("day", "desk", "purpose", "readings", "persons"), rows)


def _persons(readings: list[tuple[object, ...]]) -> str:
    found: dict[str, tuple[set[object], set[object], set[object]]] = {}
    for account, desk, _institution, _purpose, _at, event, person in readings:
        events, accounts, desks = found.setdefault(_id(person), (set(), set(), set()))
        events.add(event)
        accounts.add(account)
        desks.add(desk)
    rows = [(person, *(len(one) for one in counts)) for person, counts in sorted(found.items())]
    return _csv(("person", "readings", "accounts", "desks"), rows)


def _summary(readings: list[tuple[object, ...]], since: date, until: date) -> dict[str, object]:
    return {
        "since": since.isoformat(),
        "until": until.isoformat(),
        "made": clock.now().isoformat(timespec="seconds"),
        "time_zone": clock.here().key,
        "readings": len({row[5] for row in readings}),
        "persons_read": len({row[6] for row in readings}),
        "accounts_that_read": len({row[0] for row in readings if row[0]}),
        "desks_that_read": len({row[1] for row in readings if row[1]}),
        "audit_rows": {table.name: count(table) for table in TABLES},
    }


def _counts(events: list[tuple[object, ...]], actions: tuple[str, ...]) -> list[tuple[object, ...]]:
    found: dict[tuple[str, str], int] = {}
    for action, _kind, desk, _code, number in events:
        if action in actions:
            key = (str(action), str(desk))
            found[key] = found.get(key, 0) + int(str(number))
    return [(*key, number) for key, number in sorted(found.items())]


def _refusals(events: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    found: dict[tuple[str, str], int] = {}
    for action, _kind, desk, code, number in events:
        if action == "refused":
            key = (str(code), str(desk))
            found[key] = found.get(key, 0) + int(str(number))
    return [(*key, number) for key, number in sorted(found.items())]


def _checkpoints() -> str:
    rows = []
    for one in AuditCheckpoint.objects.order_by("first").values("id", "first", "count", "note").iterator():
        try:
            said = read(one["note"])
            made, root = marks_of(said).made.isoformat(), said.root.hex()
        except NotANote:
            made, root = "unreadable", "unreadable"
        rows.append((one["id"], one["first"], one["count"], made, root))
    return _csv(("checkpoint", "first_leaf", "leaves", "made", "root"), rows)


def _csv(heads: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([heads, *rows])
    return text.getvalue()


def _json(data: Mapping[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
