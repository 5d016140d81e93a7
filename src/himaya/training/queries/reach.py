"""Which institutions a line reached, and when: counts of people by institution, nothing else of anybody."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Min, Q

from himaya.kernel import clock
from himaya.training import rules, states
from himaya.training.models import Enrolment, PlanLine, TrainingSession


@dataclass(frozen=True, slots=True)
class Reach:
    """An institution: how many attended, each once; when the first of their sessions began.

    `since`: the last day of the session by which `enough` of them had attended; None where so many never did.
    """

    institution_id: str
    people: int
    first: date
    since: date | None


def of_line(line: PlanLine, *, enough: int) -> list[Reach]:
    """The institutions of which somebody attended a session of this line that was held, by their id."""
    sessions = list(
        TrainingSession.objects.filter(line=line, state=states.HELD)
        .annotate(begins=Min("half_days__starts_at"), ends=Max("half_days__ends_at"))
        .exclude(begins=None)
        .order_by("ends", "pk")
        .values_list("pk", "begins", "ends")
    )
    by_session: dict[UUID, list[tuple[str, UUID]]] = {}
    for _line, session, institution, who in attended(Q(session__line=line)):
        by_session.setdefault(session, []).append((institution, who))
    people: dict[str, set[UUID]] = {}
    first: dict[str, date] = {}
    since: dict[str, date] = {}
    for pk, begins, ends in sessions:
        for institution, who in by_session.get(pk, []):
            people.setdefault(institution, set()).add(who)
            first[institution] = min(first.get(institution, _day(begins)), _day(begins))
            if len(people[institution]) >= enough:
                since.setdefault(institution, _day(ends))
    return [Reach(one, len(people[one]), first[one], since.get(one)) for one in sorted(people)]


def ever() -> set[str]:
    """Every institution of which somebody attended a session that was held, of whatever line."""
    return {one for _line, _session, one, _who in attended(Q())}


def attended(of: Q) -> list[tuple[UUID, UUID, str, UUID]]:
    """Line, session and institution of whoever was there in four of five half-days of a session that was held.

    The last is the account, so that somebody counts once over several sessions; else a row that is theirs alone.
    """
    rows = (
        Enrolment.objects.filter(of, session__state=states.HELD, state=states.NAMED)
        .annotate(
            there=Count("attendance", filter=Q(attendance__status=states.PRESENT), distinct=True),
            half_days=Count("session__half_days", distinct=True),
        )
        .values_list("session__line_id", "session_id", "institution_id", "account_id", "pk", "there", "half_days")
    )
    return [
        (line, session, institution, account or pk)
        for line, session, institution, account, pk, there, half_days in rows
        if rules.attended(there, half_days)
    ]


def _day(at: datetime) -> date:
    return at.astimezone(clock.here()).date()
