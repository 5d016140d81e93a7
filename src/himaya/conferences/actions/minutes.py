"""The verbs of the minutes: drafted from what happened, agreed by the chair, then locked. They stay in the case."""

from typing import Any
from uuid import UUID

from django.db.models import Max

from himaya.cases import policy as cases
from himaya.conferences import access, policy, queries, rules, states, words
from himaya.conferences.actions import texts
from himaya.conferences.models import Conference, Heard, Minutes
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit


def draft(*, conference_id: UUID, remark: str, by: Actor) -> UUID:
    """Draft them anew from what happened, with a remark of the chair.

    Raises NotFound, NotPermitted, NotNow, NotValid.
    """
    with unit(by=by) as u:
        row = _held(by, conference_id)
        said = texts.checked(remark, field="remark", needed=False)
        with access.open_chaired(by, row, action="conference.minutes_composed") as opened:
            body = _body(row, opened, said)
        made = _version(u, row, states.DRAFT, body)
        u.log("conference.minutes_drafted", **access.about(row))
        return made.pk


def agree(*, conference_id: UUID, number: int, by: Actor) -> None:
    """The chair agrees the newest draft: it is locked, and each desk reads its excerpt for a day.

    Raises NotFound, NotPermitted, NotNow (no draft, a newer one, agreed already).
    """
    with unit(by=by) as u:
        row = _held(by, conference_id)
        last = Minutes.objects.filter(conference=row).order_by("-number").first()
        if last is None:
            raise NotNow(words.DRAFT_FIRST, code="draft_first")
        if last.number != number:
            raise NotNow(words.NEWER_DRAFT, code="newer")
        with access.open_minutes(by, last, purpose=access.PURPOSE, action="conference.minutes_composed") as body:
            _version(u, row, states.FINAL, body)
        row.state, row.agreed_at = states.AGREED, clock.now()
        row.save(update_fields=["state", "agreed_at"])
        u.log("conference.minutes_agreed", **access.about(row))


def _held(by: Actor, conference_id: UUID) -> Conference:
    row = access.lock(by, conference_id)
    policy.check_chairs(by)
    if row.state != states.HELD:
        raise NotNow(words.NOT_HELD_YET if row.state in states.LIVE else words.NOT_IN_STATE[row.state], code=row.state)
    return row


def _version(u: Unit, row: Conference, kind: str, body: dict[str, Any]) -> Minutes:
    last = Minutes.objects.filter(conference=row).aggregate(last=Max("number"))["last"] or 0
    made = Minutes(
        conference=row,
        person_id=row.person_id,
        number=last + 1,
        kind=kind,
        made_at=clock.now(),
        made_by=cases.account_of(u.by),
    )
    seal(made, body=body)
    made.save(force_insert=True)
    return made


def _body(row: Conference, opened: access.Chaired, remark: str) -> dict[str, Any]:
    """What happened, in codes and in the words that were sealed."""
    heard = {one.item_id: one.desks for one in Heard.objects.filter(item__conference=row).defer("decided")}
    stands = queries.standing(row)
    return {
        "parts": {part: part in stands for part in rules.PARTS},
        "present": {part: queries.present(row, part) for part in rules.PARTS},
        "told": [[one.word, one.part, one.on.isoformat(), own_words] for one, own_words in opened.sayings],
        "items": [
            {
                "number": one.item.number,
                "part": one.item.part,
                "topic": one.item.topic,
                "words": one.words,
                "terms": [[name, until.isoformat() if until else ""] for name, until in one.terms],
                "desks": heard[one.item.pk],
                "decided": one.decided,
            }
            for one in opened.items
            if one.item.state == states.HEARD
        ],
        "lines": [[seat.part, seat.desk_id, line] for seat, line in opened.lines],
        "actions": [
            [one.row.item.number, one.row.desk_id, one.row.due_on.isoformat(), one.what] for one in opened.actions
        ],
        "remark": remark,
    }
