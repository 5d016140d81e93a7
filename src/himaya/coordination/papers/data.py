"""What each kind of paper is made of, read from the store as JSON: its hash says whether a paper was made already."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from himaya.adapters.paper import Mode, Paper
from himaya.coordination import minutes_content, states
from himaya.coordination.models import Invitation, Letter, Minutes, MinutesVersion, RoundTable
from himaya.coordination.papers import (
    consultation_paper,
    consulting_data,
    follow_up_data,
    follow_up_paper,
    letter_paper,
    report_data,
    report_paper,
    table_papers,
    text_data,
    text_paper,
    tracked_paper,
)
from himaya.coordination.papers.minutes_paper import Standing, minutes
from himaya.coordination.queries import tables as queries
from himaya.coordination.queries.asks import DONE, asks_of
from himaya.coordination.queries.restitution import Restitution
from himaya.coordination.queries.restitution import restitution as restituted
from himaya.coordination.wordings import names_of
from himaya.institutions.models import Institution
from himaya.kernel.errors import NotFound

Data = dict[str, Any]
MINUTES, DRAFT, LETTER, PACKET, RESTITUTION, ATTENDANCE = (
    "minutes",
    "draft",
    "letter",
    "packet",
    "restitution",
    "attendance",
)
EDITION, TEXT, CONSULTATION, TRACKED = "edition", "text", "consultation", "tracked"
REPORT = "report"
FOLLOW_UP = "follow_up"
# What only a word processor can show.
DOCUMENT_ONLY = (TRACKED,)


def gather(kind: str, object_id: UUID, institution_id: str = "") -> Data:
    """The data of one paper. Raises NotFound for a kind or an object that is not there."""
    reader = _READERS.get(kind)
    if reader is None:
        raise NotFound
    return reader(object_id, institution_id)


def lay_out(kind: str, data: Data, *, mode: Mode, exercise: bool) -> Paper:
    """The paper of what was gathered."""
    return _WRITERS[kind](data, mode=mode, exercise=exercise)


def _standing(data: Data) -> Standing:
    days = {name: date.fromisoformat(data[name]) for name in ("deadline_on", "approved_on") if data[name]}
    return Standing(**{**data, "deadline_on": None, "approved_on": None, **days})


def _minutes(data: Data, *, mode: Mode, exercise: bool) -> Paper:
    return minutes(data["content"], _standing(data["standing"]), mode=mode, exercise=exercise)


_WRITERS: Mapping[str, Callable[..., Paper]] = {
    MINUTES: _minutes,
    DRAFT: _minutes,
    LETTER: letter_paper.letter,
    PACKET: table_papers.packet,
    RESTITUTION: table_papers.restitution,
    ATTENDANCE: table_papers.attendance,
    EDITION: text_paper.text,
    TEXT: text_paper.text,
    CONSULTATION: consultation_paper.consultation,
    TRACKED: tracked_paper.tracked,
    REPORT: report_paper.report,
    FOLLOW_UP: follow_up_paper.follow_up,
}


def standing_of(version: MinutesVersion) -> Data:
    """What is printed beside a version. An older one is never said to be the approved one."""
    row = version.minutes
    latest = not MinutesVersion.objects.filter(minutes=row, number__gt=version.number).exists()
    approved = row.approved_on if latest else None
    state = row.state if latest else states.CORRECTED
    return {
        "state": state,
        "version": version.number,
        "reason": version.reason,
        "deadline_on": _iso(row.deadline_on),
        "approved_on": _iso(approved),
        "approved_at": row.approved_at_table.number if approved and row.approved_at_table else None,
        "agreements": row.agreements if approved else [],
        "sha256": version.sha256,
    }


def _version(object_id: UUID, _institution_id: str) -> Data:
    rows = MinutesVersion.objects.select_related("minutes__approved_at_table")
    version = rows.filter(pk=object_id).first()
    if version is None:
        raise NotFound
    return {"content": version.content, "standing": standing_of(version)}


def _draft(object_id: UUID, _institution_id: str) -> Data:
    table = _table(object_id)
    if Minutes.objects.filter(table=table).exclude(state=states.MINUTES_DRAFT).exists():
        raise NotFound
    return {"content": minutes_content.build(table), "standing": draft_standing()}


def draft_standing() -> Data:
    """What is printed beside a draft."""
    blank = {"version": 0, "reason": "", "deadline_on": "", "approved_on": "", "approved_at": None}
    return {"state": states.MINUTES_DRAFT, **blank, "agreements": [], "sha256": ""}


def _letter(object_id: UUID, _institution_id: str) -> Data:
    rows = Letter.objects.select_related("institution", "cycle__organiser", "answers")
    row = rows.filter(pk=object_id, direction=states.OUT).first()
    if row is None:
        raise NotFound
    answered = {"number": row.answers.number, "dated_on": row.answers.dated_on.isoformat()} if row.answers else None
    return {
        "organiser": names_of(row.cycle.organiser),
        "institution": names_of(row.institution),
        "number": row.number,
        "year": row.year,
        "dated_on": row.dated_on.isoformat(),
        "through": row.through,
        "subject": {"fr": row.subject_fr, "ar": row.subject_ar},
        "body": {"fr": row.body_fr, "ar": row.body_ar},
        "visa": row.visa,
        "visa_on": _iso(row.visa_on),
        "answers": answered,
    }


def _table(table_id: UUID) -> RoundTable:
    rows = RoundTable.objects.select_related("cycle__organiser", "cycle__funder", "chair__institution")
    found = rows.filter(pk=table_id).first()
    if found is None:
        raise NotFound
    return found


def _about(table: RoundTable) -> Data:
    return {
        "organiser": names_of(table.cycle.organiser),
        "number": table.number,
        "starts": minutes_content.at(table, table.starts_at),
        "place": table.place,
    }


def _packet(object_id: UUID, institution_id: str) -> Data:
    table = _table(object_id)
    institution = Institution.objects.filter(pk=institution_id).first()
    if institution is None:
        raise NotFound
    asks = asks_of(institution.pk, table=table)
    rows = [{"what": dict(one.what), "by": one.by_when.isoformat(), "state": one.state} for one in asks]
    return {**_about(table), "institution": names_of(institution), "asks": rows}


def _restitution(object_id: UUID, institution_id: str) -> Data:
    """With an institution, of what is asked only its own part."""
    table = _table(object_id)
    found = restituted(table)
    return {
        **_about(table),
        "decided": _decided(found),
        "differs": [
            {"titles": dict(one.titles), "lines": [[dict(step), dict(said)] for step, said in one.lines]}
            for one in found.differs
        ],
        "left_open": [
            {"kind": one.kind, "what": dict(one.what), "owed_by": dict(one.owed_by or {}), "by": _iso(one.by_when)}
            for one in found.left_open
        ],
        "took_home": [{"institution": dict(one.institution), "text": one.text} for one in found.took_home],
        "asked": [
            {"institution": dict(one.institution), "what": dict(ask.what), "by": ask.by_when.isoformat()}
            for one in found.asked
            if not institution_id or one.institution_id == institution_id
            for ask in one.asks
            if ask.state != DONE
        ],
    }


def _decided(found: Restitution) -> list[Data]:
    return [
        {
            "number": one.number,
            "wording": dict(one.wording),
            "confirm_by": one.confirm_by if one.state == states.AWAITING else "",
            "held": [
                {"institution": dict(held.institution), "text": held.text, "review_on": held.review_on.isoformat()}
                for held in one.reservations
            ],
        }
        for one in found.decided
    ]


def _attendance(object_id: UUID, _institution_id: str) -> Data:
    table = _table(object_id)
    answers = {
        row.institution_id: row
        for row in Invitation.objects.filter(table=table).select_related("delegate__institution")
    }
    rows = []
    for seat in queries.seats_on(table.cycle, queries.meeting_day(table)):
        answer = answers.get(seat.institution_id or "")
        who = answer.delegate if answer and answer.answer != states.EXCUSED else None
        rows.append(
            {
                "institution": names_of(seat.institution) if seat.institution else {},
                "person": minutes_content.person(who) if who else None,
                "standing_in": answer.standing_in if answer else "",
            }
        )
    return {**_about(table), "half_days": list(queries.half_days_of(table)), "rows": rows}


def _iso(on: date | None) -> str:
    return on.isoformat() if on else ""


_READERS: Mapping[str, Callable[[UUID, str], Data]] = {
    MINUTES: _version,
    DRAFT: _draft,
    LETTER: _letter,
    PACKET: _packet,
    RESTITUTION: _restitution,
    ATTENDANCE: _attendance,
    EDITION: text_data.edition,
    TEXT: text_data.draft,
    CONSULTATION: consulting_data.consultation,
    TRACKED: consulting_data.tracked,
    REPORT: report_data.edition,
    FOLLOW_UP: follow_up_data.follow_up,
}
