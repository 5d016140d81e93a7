"""Which institutions a line reached, and when: counts of people by institution, nothing else of anybody."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Min, Q

from himaya.kernel import clock
from himaya.training import rules, states
from himaya.training.models import Enrolment, PlanLine, TrainingSession


@dataclass(frozen=True, slots=True)
class Reach:
    """An institution: of how many it is sure that they attended; when the first of their sessions began.

    `since`: the last day of the session by which it was sure of `enough`; None where it never was. Somebody without an
    account is not counted again in another session: nobody knows that they are not the same.
    """

    institution_id: str
    people: int
    first: date
    since: date | None


@dataclass(slots=True)
class _Rows:
    """Who of an institution was at a session: accounts, and how many rows without one."""

    accounts: set[UUID] = field(default_factory=set)
    without: int = 0


def of_line(line: PlanLine, *, enough: int) -> list[Reach]:
    """The institutions of which somebody attended a session of this line that was held, by their id."""
    sessions = list(
        TrainingSession.objects.filter(line=line, state=states.HELD)
        .annotate(begins=Min("half_days__starts_at"), ends=Max("half_days__ends_at"))
        .exclude(begins=None)
        .order_by("ends", "pk")
        .values_list("pk", "begins", "ends")
    )
    by_session: dict[UUID, dict[str, _Rows]] = {}
    for _line, session, institution, account, _row in _attended(Q(session__line=line)):
        rows = by_session.setdefault(session, {}).setdefault(institution, _Rows())
        if account is None:
            rows.without += 1
        else:
            rows.accounts.add(account)
    groups: dict[str, list[_Rows]] = {}
    people: dict[str, int] = {}
    first: dict[str, date] = {}
    since: dict[str, date] = {}
    for pk, begins, ends in sessions:
        for institution, rows in by_session.get(pk, {}).items():
            groups.setdefault(institution, []).append(rows)
            people[institution] = rules.sure_people((one.accounts, one.without) for one in groups[institution])
            first[institution] = min(first.get(institution, _day(begins)), _day(begins))
            if people[institution] >= enough:
                since.setdefault(institution, _day(ends))
    return [Reach(one, people[one], first[one], since.get(one)) for one in sorted(people)]


def ever() -> set[str]:
    """Every institution of which somebody attended a session that was held, of whatever line."""
    return {one for _line, _session, one, _who in attended(Q())}


def attended(of: Q) -> list[tuple[UUID, UUID, str, UUID]]:
    """Line, session and institution of whoever was there in four of five half-days of a session that was held.

    The last is the account, so that somebody counts once over several sessions; else a row that is theirs alone.
    """
    return [(line, session, place, account or row) for line, session, place, account, row in _attended(of)]


def _attended(of: Q) -> list[tuple[UUID, UUID, str, UUID | None, UUID]]:
    """The same, with the account and the row apart."""
    rows = (
        Enrolment.objects.filter(of, session__state=states.HELD, state=states.NAMED)
        .annotate(
            there=Count("attendance", filter=Q(attendance__status=states.PRESENT), distinct=True),
            half_days=Count("session__half_days", distinct=True),
        )
        .values_list("session__line_id", "session_id", "institution_id", "account_id", "pk", "there", "half_days")
    )
    return [
        (line, session, institution, account, pk)
        for line, session, institution, account, pk, there, half_days in rows
        if rules.attended(there, half_days)
    ]


def _day(at: datetime) -> date:
    return at.astimezone(clock.here()).date()
