"""What the tests of papers share: a closed table with something in each part of its minutes, and the next one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from himaya.coordination import states
from himaya.coordination.actions import minutes
from himaya.coordination.models import (
    AgendaItem,
    Cycle,
    Decision,
    Letter,
    Minutes,
    Need,
    Position,
    Question,
    Quorum,
    Reservation,
    RoundTable,
    TakeAway,
)
from himaya.kernel import clock
from tests.rooms.coordination import at_the_table as at

# Two days after the meeting, when the minutes are written.
WRITING = datetime(2026, 12, 14, 9, 0, tzinfo=UTC)
DEADLINE = datetime(2026, 12, 24, 9, 0, tzinfo=UTC).date()
AFTER_DEADLINE = datetime(2026, 12, 28, 9, 0, tzinfo=UTC)
NEXT = datetime(2027, 1, 14, 9, 0, tzinfo=UTC)
SAID = {
    "fr": "La table a entendu l’exposé sur le cadre juridique et pris acte des délais.",
    "ar": "استمعت المائدة إلى العرض حول الإطار القانوني وأخذت علما بالآجال.",
    "en": "",
}


@contextmanager
def writing() -> Iterator[None]:
    """In the days in which minutes are written."""
    with clock.stopped(WRITING):
        yield


def held(**rules: object) -> RoundTable:
    """A table that was held in two half-days and closed: quorums frozen, each point with what was said, a decision."""
    table = at.closed(at.cycle(**rules) if rules else None, place="Rabat", title_fr="Repérage", title_ar="الرصد")
    for institution in at.SEATED:
        at.mark(table, at.AFTERNOON, institution, states.PRESENT if institution in at.SEATED[:5] else states.EXCUSED)
    for half_day in (at.MORNING, at.AFTERNOON):
        quorum(table, half_day)
    for item in AgendaItem.objects.filter(table=table):
        item.said_fr, item.said_ar = SAID["fr"], SAID["ar"]
        item.started_at, item.ended_at = table.opened_at, table.closed_at
        item.save()
    decision(table)
    return table


def quorum(table: RoundTable, half_day: str) -> Quorum:
    """A frozen quorum that closes its half-day."""
    return Quorum.objects.create(
        table=table,
        half_day=half_day,
        frozen_at=table.closed_at or clock.now(),
        seats=8,
        there=6,
        needed=5,
        reached=True,
        detail={},
        closes=True,
    )


def decision(table: RoundTable, **changes: object) -> Decision:
    """An agreed decision on the second point, with a position of each kind, a reservation, a need, a question."""
    item = AgendaItem.objects.filter(table=table).order_by("position")[1]
    base: dict[str, object] = {
        "table": table,
        "item": item,
        "number": Decision.objects.filter(table=table).count() + 1,
        "wording_fr": "Le protocole de repérage est adopté.",
        "wording_ar": "تم اعتماد بروتوكول الرصد.",
        "method": states.CONSENSUS,
        "half_day": at.MORNING,
        "state": states.AGREED,
        "put_at": clock.now(),
        "confirm_by": states.NOBODY_CONFIRMS,
    }
    made = Decision.objects.create(**{**base, **changes})
    stances = (("hospital", states.AGREE, ""), ("labour", states.RESERVE, ""), ("police", states.ABSTAIN, ""))
    for institution, stance, reason in stances:
        Position.objects.create(
            decision=made,
            institution_id=institution,
            stance=stance,
            reason=reason,
            how=states.CHAIR,
            said_at=clock.now(),
        )
    Reservation.objects.create(
        decision=made,
        institution_id="labour",
        clause="4",
        text="Le délai de 24 heures reste à confirmer",
        review_on=at.DAY + timedelta(days=365),
    )
    Need.objects.create(
        cycle=table.cycle,
        number=Need.objects.filter(cycle=table.cycle).count() + 1,
        institution_id="labour",
        competence="Reconnaître les signes",
        audience="Inspecteurs",
        people=40,
        priority="high",
        table=table,
        item=item,
        state=states.NEED_OPEN,
        entered_on=at.DAY,
    )
    Question.objects.create(
        table=table,
        item=item,
        owed_by_id="hospital",
        text="Quelle unité reçoit la nuit ?",
        due_on=at.DAY + timedelta(days=30),
        state=states.QUESTION_OPEN,
    )
    TakeAway.objects.update_or_create(
        table=table, institution_id="hospital", defaults={"text": "Former les équipes de garde", "said_on": at.DAY}
    )
    return made


def circulated(table: RoundTable | None = None) -> Minutes:
    """Minutes that went round, with ten days for corrections."""
    whole = table or held()
    with writing():
        minutes.circulate(table_id=whole.pk, deadline_on=DEADLINE, by=at.SECRETARY)
    return Minutes.objects.get(table=whole)


def next_table(cycle: Cycle, *, there: tuple[str, ...] = at.SEATED[:6]) -> RoundTable:
    """The later table, in session, at which minutes are approved."""
    return at.in_session(
        cycle, there=there, starts_at=NEXT, ends_at=NEXT + timedelta(hours=3), opened_at=NEXT + timedelta(minutes=5)
    )


def approved(table: RoundTable | None = None) -> Minutes:
    """Minutes approved at the next table, after the deadline."""
    row = circulated(table)
    later = next_table(row.table.cycle)
    with clock.stopped(NEXT + timedelta(hours=1)):
        return minutes.approve(table_id=row.table_id, at_table_id=later.pk, by=at.SECRETARY)


def letter(cycle: Cycle | None = None, **changes: object) -> Letter:
    """A drafted letter to the hospital."""
    base: dict[str, object] = {
        "cycle": cycle or at.cycle(),
        "institution_id": "hospital",
        "direction": states.OUT,
        "kind": "invitation",
        "year": 2026,
        "dated_on": clock.today(),
        "subject_fr": "Invitation",
        "subject_ar": "دعوة",
        "body_fr": "J’ai l’honneur de vous inviter.",
        "body_ar": "يشرفني أن أدعوكم.",
        "state": states.LETTER_DRAFT,
    }
    return Letter.objects.create(**{**base, **changes})
