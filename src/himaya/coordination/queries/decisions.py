"""What was put to a table and what became of it, who has a voice there, what is held back: narrowed to the actor."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from himaya.coordination import policy, rules_decision, states
from himaya.coordination.models import Decision, Position, Reservation, RoundTable
from himaya.coordination.queries import tables as queries
from himaya.institutions import queries_mandates
from himaya.institutions.models import Institution, Mandate
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound

# Something was decided: what an institution holds back from it stands until it is lifted.
STANDING = (*states.BINDING, states.AWAITING)
ASSENTING = (states.AGREE, states.RESERVE)


def voices_there(table: RoundTable, half_day: str) -> list[Institution]:
    """The institutions that can decide in a half-day, in the order of their seats.

    Present, with a delegate whose mandate is valid on the day of the meeting. An institution that is represented may
    count for the quorum where the rules say so; it never decides, because nobody gave its representative a mandate.
    """
    marked = queries.attendance_of(table, half_day)
    day = queries.meeting_day(table)
    voices = queries.voices_on(table.cycle, day)
    speakers = queries.speakers_on([one.pk for one in voices], day)
    found = []
    for one in voices:
        row = marked.get(one.pk)
        present = row is not None and row.status == states.PRESENT and row.left_at is None
        if row is not None and present and row.delegate in speakers[one.pk]:
            found.append(one)
    return found


def voices_of(decision: Decision, half_day: str) -> list[str]:
    """The institutions that count for a question now: those that are there, and those that spoke while they were.

    What was said stays said when its delegate leaves: nobody waits for an objector to catch a train.
    """
    there = [one.pk for one in voices_there(decision.table, half_day)]
    spoke = list(decision.positions.values_list("institution_id", flat=True))
    return list(dict.fromkeys([*there, *spoke]))


def silent(decision: Decision, half_day: str) -> list[Institution]:
    """The institutions that are there and have not spoken on a question."""
    said = dict(decision.positions.values_list("institution_id", "stance"))
    there = voices_there(decision.table, half_day)
    quiet = set(rules_decision.silent([one.pk for one in there], said))
    return [one for one in there if one.pk in quiet]


def role_on(table: RoundTable, institution_id: str, delegate_id: UUID) -> str:
    """The role in which a delegate speaks for an institution at a table; empty without a valid mandate."""
    rows = Mandate.objects.filter(
        queries_mandates.valid_on(queries.meeting_day(table)),
        delegate_id=delegate_id,
        institution_id=institution_id,
        role__in=states.SPEAKING,
    ).values_list("role", flat=True)
    return min(rows, key=states.SPEAKING.index, default="")


def decisions(actor: Actor) -> "QuerySet[Decision]":
    """The decisions that the actor may know, the latest first; everybody at a table sees what it decided, and how."""
    visible = RoundTable.objects.filter(policy.visible_tables(actor)).values("pk")
    rows = Decision.objects.filter(table__in=visible)
    rows = rows.select_related("table__cycle", "table__chair", "item", "document", "quorum", "concluded_quorum")
    return rows.order_by("-table__starts_at", "-number")


def decision_of(actor: Actor, decision_id: UUID) -> Decision:
    """One decision with its positions and reservations. Raises NotFound."""
    said = Position.objects.select_related("institution").order_by("institution__name_fr")
    held = Reservation.objects.select_related("institution", "lifted_at_table").order_by("review_on", "pk")
    rows = decisions(actor).prefetch_related(Prefetch("positions", said), Prefetch("reservations", held))
    found = rows.filter(pk=decision_id).first()
    if found is None:
        raise NotFound
    return found


def put_at(table: RoundTable) -> Decision | None:
    """The question that is put to a table now."""
    rows = Decision.objects.filter(table=table, state=states.PUT).select_related("table__cycle", "document", "item")
    return rows.first()


def owed_by(actor: Actor) -> "QuerySet[Decision]":
    """The decisions that wait for the actor's institution to confirm what it, or a predecessor, agreed to."""
    ours = queries_mandates.with_predecessors(actor.institution_id)
    waiting = Position.objects.filter(institution_id__in=ours, stance__in=ASSENTING, confirmed_on__isnull=True)
    rows = decisions(actor).filter(state=states.AWAITING, confirm_by=states.AUTHORITIES)
    return rows.filter(pk__in=waiting.values("decision_id"))


def reservations(actor: Actor) -> "QuerySet[Reservation]":
    """What is held back from decisions that the actor may know, the earliest review first."""
    visible = RoundTable.objects.filter(policy.visible_tables(actor)).values("pk")
    rows = Reservation.objects.filter(decision__table__in=visible, decision__state__in=STANDING)
    rows = rows.select_related("institution", "decision__table__cycle", "decision__item", "lifted_at_table")
    return rows.order_by("review_on", "institution__name_fr", "pk")
