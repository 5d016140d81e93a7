"""The only ways to hold what was said of risks: `open_*` logs the reading, `lock_*` holds it for a change."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import access as cases
from himaya.cases import policy as case_policy
from himaya.cases.models import Case
from himaya.cases.rules_grants import STORY
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted
from himaya.risks import policy, queries, rules, words
from himaya.risks.models import Assessment, Discussion, DomainLine, OwnRating
from himaya.risks.rules import Overall, Reading, Talked

PURPOSE = "give_service"


@dataclass(frozen=True)
class Said:
    """One line of a domain, in its words."""

    row: DomainLine
    answers: Mapping[str, Any]
    words: str


@dataclass(frozen=True)
class Own:
    """How the person sees a domain, in their words; `talked` once both views were talked about."""

    row: OwnRating
    level: str
    words: str
    talked: Talked | None = None
    talk: Discussion | None = None
    talk_words: str = ""


@dataclass(frozen=True)
class DomainView:
    """One domain today: the worker's last line, what it comes to, the person's own view, and what counts of the two.

    `earlier`: the last line is of an assessment before the last one.
    """

    code: str
    line: Said | None
    worker: Reading
    own: Own | None
    counts: Reading
    earlier: bool

    @property
    def differs(self) -> bool:
        """The person sees it as worse than the worker does, and it counts: there is something to talk about."""
        return self.own is not None and rules.rank(self.own.level) > rules.rank(self.worker.at_least)


@dataclass(frozen=True)
class Risks:
    """The risks of a person inside its block. `apart`: without the domains of health, which are not the reader's."""

    case: Case
    apart: bool
    domains: Mapping[str, DomainView]
    overall: Overall
    running: Assessment | None
    last: Assessment | None
    # Of the running assessment: its domains that have a line, and how many lines there are.
    answered: frozenset[str]
    seen: int

    @property
    def due(self) -> date | None:
        """When it is looked at again: the day that was kept, or a nearer one where it has become worse since."""
        kept = self.last or self.running
        days = (kept.due_on, kept.nearer_on) if kept is not None else ()
        return min((one for one in days if one is not None), default=None)

    @property
    def not_assessed(self) -> tuple[str, ...]:
        """The domains that nobody assessed, of those that are the reader's."""
        return tuple(code for code, one in self.domains.items() if one.counts.level == rules.NOT_ASSESSED)


@dataclass(frozen=True)
class Finished:
    """One assessment as it was: its lines, and the levels that it was finished with."""

    row: Assessment
    apart: bool
    lines: Mapping[str, Said]
    levels: Mapping[str, Reading]
    overall: Overall


def told(actor: Actor, case_id: UUID) -> Case:
    """A case of which the actor sees the whole story. Raises NotFound, or NotPermitted for a narrower access."""
    rows = Case.objects.select_related("desk__institution").filter(case_policy.visible_cases(actor), pk=case_id)
    case = rows.first()
    if case is None:
        raise NotFound
    if not cases.view_of(actor, case).shows(STORY):
        raise NotPermitted(
            _("Your access to this file does not show this. Ask the lead of the desk that holds it."),
            code="not_in_the_access",
        )
    return case


@contextmanager
def open_risks(actor: Actor, case_id: UUID, *, purpose: str = PURPOSE) -> Iterator[Risks]:
    """The risks of a person as they stand today; one audit event per block. Raises NotFound, NotPermitted."""
    case = told(actor, case_id)
    apart = policy.sits_apart(actor)
    with Access(actor, purpose, action="risk_assessment.read", about=("case", case.pk)) as reader:
        yield under(reader, case, apart=apart)


@contextmanager
def open_level(actor: Actor, case_id: UUID, *, purpose: str = PURPOSE) -> Iterator[Risks | None]:
    """The same for a page that shows how grave it is and nothing else; None, and no event, where nothing was said yet.

    Raises NotFound, NotPermitted, and ProofNeeded or BudgetSpent, as any opening does.
    """
    case = told(actor, case_id)
    apart = policy.sits_apart(actor)
    if not queries.anything_said(case.pk, policy.domains_of(apart=apart)):
        yield None
        return
    with Access(actor, purpose, action="risk_assessment.read", about=("case", case.pk)) as reader:
        yield under(reader, case, apart=apart)


def under(reader: Access, case: Case, *, apart: bool, only: Collection[str] = rules.DOMAINS) -> Risks:
    """The same under an access that is open already, of a case that the actor was shown or holds.

    `only`: nothing else is opened, and `overall` is of these alone.
    """
    seen = tuple(one for one in policy.domains_of(apart=apart) if one in only)
    lines = list(queries.lines(case.pk, seen))
    ratings, talks = list(queries.ratings(case.pk, seen)), list(queries.discussions(case.pk, seen))
    if lines or ratings:
        reader.open(*lines, *ratings, *talks)
    looks = list(queries.assessments(case.pk))
    finished = [one for one in looks if one.finished_at is not None]
    running = next((one for one in looks if one.finished_at is None), None)
    owns = _owns(ratings, talks)
    domains = {}
    for code in seen:
        mine = [_said(one) for one in lines if one.domain == code]
        worker = _worker(code, mine, reversed(finished), running)
        own = owns.get(code)
        counts = rules.beside(worker, own.level if own else "", own.talked if own else None)
        last = mine[-1] if mine else None
        newest = running.pk if running is not None else finished[0].pk if finished else None
        earlier = last is not None and last.row.assessment_id != newest
        domains[code] = DomainView(code, last, worker, own, counts, earlier)
    now = [one for one in lines if running is not None and one.assessment_id == running.pk]
    return Risks(
        case=case,
        apart=apart,
        domains=domains,
        overall=rules.overall(one.counts for one in domains.values()),
        running=running,
        last=finished[0] if finished else None,
        answered=frozenset(one.domain for one in now),
        seen=len(now),
    )


def _worker(code: str, lines: list[Said], finished: "Iterator[Assessment]", running: Assessment | None) -> Reading:
    """What the worker's lines come to: each finished assessment after the one before, and the running one if worse."""
    by_assessment = {one.row.assessment_id: one for one in lines}
    found = Reading()
    for assessment in finished:
        line = by_assessment.get(assessment.pk)
        found = rules.after(rules.reading(code, line.answers) if line else Reading(), found)
    line = by_assessment.get(running.pk) if running is not None else None
    return rules.worse(found, rules.reading(code, line.answers)) if line else found


def finishing(opened: Risks) -> dict[str, Reading]:
    """What each domain comes to once the running assessment is finished: its lines count, better or worse."""
    found = {}
    for code, one in opened.domains.items():
        worker = one.worker
        if code in opened.answered and one.line is not None:
            worker = rules.after(rules.reading(code, one.line.answers), worker)
        elif worker.level != rules.NOT_ASSESSED:
            worker = rules.after(Reading(), worker)
        found[code] = rules.beside(worker, one.own.level if one.own else "", one.own.talked if one.own else None)
    return found


def _said(row: DomainLine) -> Said:
    return Said(row, dict(row.answers or {}), str(row.words or ""))


def _owns(ratings: list[OwnRating], talks: list[Discussion]) -> dict[str, Own]:
    """By domain the person's last word, with the last talk about that very word."""
    found = {}
    for row in ratings:
        found[row.domain] = Own(row, str(row.level or ""), str(row.words or ""))
    for talk in talks:
        own = found[talk.domain]
        if talk.rating_id == own.row.pk:
            said = talk.said or {}
            talked = Talked(str(said.get("ours_then", "")), str(said.get("stands", "")))
            found[talk.domain] = Own(own.row, own.level, own.words, talked, talk, str(talk.words or ""))
    return found


@contextmanager
def open_finished(actor: Actor, case_id: UUID, number: int, *, purpose: str = PURPOSE) -> Iterator[Finished]:
    """A finished assessment as it was; one audit event per block. Raises NotFound, NotPermitted."""
    case = told(actor, case_id)
    apart = policy.sits_apart(actor)
    row = (
        Assessment.objects.filter(case=case, number=number, finished_at__isnull=False)
        .select_related("version", "desk__institution")
        .first()
    )
    if row is None:
        raise NotFound
    lines = list(queries.lines(case.pk, policy.domains_of(apart=apart)).filter(assessment=row))
    with Access(actor, purpose, action="risk_assessment.read", about=("risk_assessment", row.pk)) as reader:
        reader.open(row, *lines)
        then = (row.levels_apart if apart else row.levels) or {}
        levels = {code: Reading(*pair) for code, pair in then["domains"].items()}
        overall = Overall(str(then["overall"]), int(then["missing"]))
        yield Finished(row, apart, {one.domain: _said(one) for one in lines}, levels, overall)


def lock_case(actor: Actor, case_id: UUID) -> Case:
    """Hold an open case of the actor's desk, inside a unit. Raises NotPermitted, NotFound, NotNow (closed)."""
    policy.check_works(actor)
    case = cases.lock_case(actor, case_id)
    if case.state != "open":
        raise NotNow(words.CLOSED, code="closed")
    return case


def lock(actor: Actor, case_id: UUID, number: int) -> tuple[Case, Assessment]:
    """Hold a running assessment, its case first, inside a unit.

    Raises as `lock_case`, and NotNow (finished, taken back).
    """
    case = lock_case(actor, case_id)
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("version", "desk")
    row = rows.filter(case=case, number=number).defer("levels", "levels_apart").first()
    if row is None:
        raise NotFound
    if row.finished_at is not None:
        raise NotNow(words.FINISHED, code="finished")
    if row.abandoned_on is not None:
        raise NotNow(words.TAKEN_BACK, code="taken_back")
    return case, row
