"""Lists and counts of plans, without their words. What another desk sees of a line is worked out on every reading."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from himaya.cases import queries_consents, rules_consents
from himaya.cases import states as referral_states
from himaya.cases.models import Case, Consent, Referral
from himaya.institutions.models import Institution
from himaya.kernel import clock, wall
from himaya.kernel.actor import Actor
from himaya.legal import gate
from himaya.plans import policy, rules, states
from himaya.plans.events import DONE
from himaya.plans.models import FirstDays, Goal, Line, LineStep, Talk

# The class of data about which the person is asked: "this desk gets its lines of my plan".
PLAN_LINES = "plan_lines"
MOST_ENDED = 50
# A referral carries lines while something is expected of its desk: what was reported back is over, though the desk
# still reads the packet that it answered for.
STANDING = tuple(one for one in referral_states.READABLE if one != referral_states.REPORTED_BACK)


def was_asked(case_id: UUID) -> bool:
    """The six questions were asked, or somebody said why not now: the plan need not wait."""
    return FirstDays.objects.filter(case_id=case_id).exists()


def talks(case_id: UUID) -> QuerySet[Talk]:
    """Each time the plan of a case was gone through with the person, the newest first."""
    return Talk.objects.filter(case_id=case_id).select_related("desk").order_by("-number")


def lines_of(case_id: UUID) -> QuerySet[Line]:
    """Every line of a plan, without its words, in its order."""
    rows = Line.objects.filter(case_id=case_id).select_related("desk__institution")
    return rows.defer("action").order_by("number")


def goals_of(case_id: UUID) -> QuerySet[Goal]:
    """Every goal of a plan, without its words, in its order."""
    return Goal.objects.filter(case_id=case_id).defer("words").order_by("number")


def open_lines(case_id: UUID) -> list[Line]:
    """The lines of a plan on which something is still to be done: what whoever closes the case has to look at."""
    return list(lines_of(case_id).filter(state__in=states.OPEN))


def still_to_do(case: Case) -> list[Line]:
    """What the person agreed to and is not done yet, without the lines that their desk no longer sees."""
    rows = [row for row in open_lines(case.pk) if row.state not in states.TO_GO_THROUGH]
    gone = unseen(case, rows)
    return [row for row in rows if row.pk not in gone]


def line_due(line_id: UUID, due_on: date) -> Line | None:
    """For the worker: the line, while it is still to be done by that very day. At which desk says `giving.reminded`."""
    rows = Line.objects.filter(pk=line_id, due_on=due_on, state__in=(*states.EXPECTED, states.ACCEPTED))
    return rows.select_related("case", "desk").defer("action").first()


def gone(waiting: Mapping[UUID, str]) -> list[Line]:
    """For the worker: of these lines, those whose task is at the desk that does them, which no longer sees them.

    What waits at the desk that holds the file is its own to see: it says how a line goes that its desk lost sight of.
    """
    rows = Line.objects.filter(pk__in=list(waiting)).select_related("case", "desk").defer("action")
    return [line for line in rows.order_by("pk") if waiting[line.pk] == line.desk_id and not with_its_desk(line)]


def with_its_desk(line: Line) -> bool:
    """The desk that holds the file sees every line; another one, what was given to it, while something carries that."""
    return line.desk_id == line.case.desk_id or _seen(line, line.state, *_grounds([line.case_id], line.desk_id))


def lines_in_mind(case_id: UUID) -> QuerySet[Line]:
    """For the worker: the lines of a case still to be done, of which somebody was, or should have been, reminded.

    At which desk says `giving.reminded`: not all were given, and not all that were are seen where they were.
    """
    by = clock.today() + timedelta(days=rules.DAYS_BEFORE)
    rows = Line.objects.filter(case_id=case_id, due_on__lte=by, state__in=(*states.EXPECTED, states.ACCEPTED))
    return rows.select_related("case", "desk").defer("action").order_by("number")


def steps_of(line_ids: Iterable[UUID]) -> QuerySet[LineStep]:
    """The steps of these lines without their sentences, the oldest first."""
    rows = LineStep.objects.filter(line__in=list(line_ids)).select_related("desk__institution")
    return rows.defer("sentence").order_by("line_id", "number")


def is_overdue(line: Line) -> bool:
    return rules.is_overdue(line.state, line.due_on, clock.today())


def may_give(line: Line) -> bool:
    """True when the desk of a line would see it, were it given to it now."""
    return _seen(line, states.REQUESTED, *_grounds([line.case_id], line.desk_id))


def unseen(case: Case, lines: Iterable[Line]) -> set[UUID]:
    """Of the lines of a case that were given to other desks, those that these no longer see."""
    by_desk = defaultdict(list)
    for line in lines:
        if line.state in states.EXPECTED and line.desk_id != case.desk_id:
            by_desk[line.desk_id].append(line)
    gone: set[UUID] = set()
    for desk_id, rows in by_desk.items():
        grounds = _grounds([case.pk], desk_id)
        gone |= {line.pk for line in rows if not _seen(line, line.state, *grounds)}
    return gone


def had_lines(case_id: UUID, desk_id: str) -> str:
    """The reference under which a desk was ever given lines; or nothing.

    Also a line that was offered anew since: it was read there once, and paper may lie there. And one for which another
    basis stands: a no comes before it, so the desk no longer sees that line either.
    """
    given = LineStep.objects.filter(line=OuterRef("pk"), verb=DONE["request"])
    rows = Line.objects.filter(Q(given_at__isnull=False) | Exists(given), case=case_id, desk=desk_id)
    return rows.order_by("number").values_list("reference", flat=True).first() or ""


@dataclass(frozen=True)
class Given:
    """What a desk sees of the lines that were given to it, and the references of those that it no longer sees."""

    lines: list[Line]
    ended: list[str]


def given_to(actor: Actor) -> Given:
    """The lines of the actor's desk that it may see today, the nearest day first; never the words."""
    rows = list(
        Line.objects.filter(policy.given_lines(actor), state__in=(*states.WITH_THE_BODY, states.REFUSED))
        .select_related("desk")
        .defer("action")
        .order_by("due_on", "number")
    )
    said, other = _grounds({row.case_id for row in rows}, actor.desk_id)
    seen = [row for row in rows if _seen(row, row.state, said, other)]
    kept = {row.pk for row in seen}
    over = {row.reference for row in rows if row.pk not in kept and row.state in (*states.EXPECTED, states.REFUSED)}
    return Given(seen, sorted(over)[:MOST_ENDED])


def sees(actor: Actor, line: Line) -> bool:
    """True when the actor's desk is the one that does it, and may see it today."""
    return line.desk_id == actor.desk_id and _seen(line, line.state, *_grounds([line.case_id], line.desk_id))


def referrals_of(actor: Actor, lines: Iterable[Line]) -> dict[UUID, Referral]:
    """By case, the newest referral by which the actor's desk knows the person, when there is one."""
    cases = {line.case_id for line in lines}
    rows = Referral.objects.filter(case__in=cases, to_desk_id=actor.desk_id, state__in=referral_states.READABLE)
    return {row.case_id: row for row in rows.only("id", "case_id", "reference", "sent_at").order_by("sent_at")}


def _grounds(cases: Iterable[UUID], desk_id: str) -> tuple[dict[UUID, str], dict[UUID, set[str]]]:
    """For one desk, by case: the person's last word about its lines; and the services of referrals on another basis.

    Open cases only: once a file is closed nothing of its plan is read elsewhere. A desk abroad reads only while the
    register of whoever holds the file names the authorisation: every reading there is a transfer.
    """
    # The desk of a line need not know the case; only whether it is open, and whose it is, is looked at.
    with wall.beyond(wall.EVERYTHING):
        held = dict(Case.objects.filter(pk__in=list(cases), state="open").values_list("pk", "institution_id"))
    barred = _barred(held.values(), desk_id)
    wanted = [pk for pk, institution in held.items() if institution not in barred]
    ledger = defaultdict(list)
    for row in Consent.objects.filter(case__in=wanted, recipient_id=desk_id).order_by("case_id", "number"):
        ledger[row.case_id].append(queries_consents.line_of(row))
    today = clock.today()
    words = {pk: rules_consents.word_on(said, PLAN_LINES, today) for pk, said in ledger.items()}
    other: dict[UUID, set[str]] = defaultdict(set)
    standing = Referral.objects.filter(case__in=wanted, to_desk_id=desk_id, state__in=STANDING)
    for case_id, service in standing.exclude(consent__basis=referral_states.CONSENT).values_list("case_id", "service"):
        other[case_id].add(service)
    return words, other


def _barred(senders: Iterable[str], desk_id: str) -> frozenset[str]:
    """Of the institutions that hold these files, those whose register lets nothing be read at this desk."""
    receiver = Institution.objects.filter(desks=desk_id).first() if senders else None
    return gate.without_number(senders, receiver) if receiver else frozenset()


def _seen(line: Line, state: str, said: Mapping[UUID, str], other: Mapping[UUID, set[str]]) -> bool:
    bases, word = frozenset(other.get(line.case_id, ())), said.get(line.case_id, "")
    return rules.sees_line(state=state, service=line.service, word=word, other_bases=bases)
