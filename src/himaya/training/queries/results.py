"""What tests of a session, or of all sessions of a line, show of a group. Of closed tests only; under ten, counts only.

While a test is open nothing is counted: two looks, one before and one after somebody sends, would be their score. For
the same reason a line leaves small sessions out unless they are ten pairs together: line less session would be a small
group.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean
from uuid import UUID

from himaya.training import rules, rules_tests, states, statistics
from himaya.training.models import Enrolment, PlanLine, TestForm, TestRound, TestSitting, TrainingSession
from himaya.training.statistics import Attrition, Effect, Gain

type Scores = dict[str, float]


@dataclass(frozen=True, slots=True)
class Moment:
    """One test: how many took it; the rest only from ten on. `ceiling`: more than 15 % had everything right."""

    moment: str
    taken: int
    mean: float | None = None
    passed: float | None = None
    bands: tuple[int, ...] = ()
    ceiling: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """Two tests of the same people. `gain` and what follows from it only from ten pairs on."""

    first: str
    later: str
    lost: Attrition
    gain: Gain | None = None
    effect: Effect | None = None
    normalised: float | None = None
    kept: float | None = None

    @property
    def pairs(self) -> int:
        """How many took both."""
        return self.lost.both


@dataclass(frozen=True, slots=True)
class Asked:
    """One question in the test before and after; None where fewer than ten had it, or where nothing varies."""

    letter: str
    uid: str
    kind: str
    before: float | None
    after: float | None
    discrimination: float | None
    # Outside 0.3 to 0.9 after, or hardly apart: a question to look at.
    look: bool


@dataclass(frozen=True, slots=True)
class Results:
    """All of it. `waiting`: tests that are still open, and counted nowhere. `left_out`: pairs of small sessions."""

    named: int
    moments: tuple[Moment, ...]
    compared: tuple[Compared, ...]
    asked: tuple[Asked, ...]
    waiting: tuple[str, ...]
    left_out: int = 0

    @property
    def pairs(self) -> int:
        """How many took the test before and the one after."""
        return next((one.pairs for one in self.compared if one.later == states.POST), 0)


@dataclass(frozen=True, slots=True)
class _Sat:
    who: str
    moment: str
    form: UUID
    marks: tuple[int, ...]

    @property
    def score(self) -> float:
        return rules_tests.score(self.marks)


def of_session(session: TrainingSession) -> Results:
    """One session."""
    return _results([session.pk], 0)


def of_line(line: PlanLine) -> Results:
    """All sessions of a line together."""
    pairs = {pk: _pairs(pk) for pk in line.sessions.exclude(state=states.CANCELLED).values_list("pk", flat=True)}
    small = [pk for pk, n in pairs.items() if n < rules.SMALL_GROUP]
    together = sum(pairs[pk] for pk in small)
    if together >= rules.SMALL_GROUP:
        return _results(list(pairs), 0)
    return _results([pk for pk in pairs if pk not in small], together)


def sittings_of(row: TestRound) -> int:
    """How many sent this test or had their sheet entered twice."""
    return TestSitting.objects.filter(session_id=row.session_id, moment=row.moment).count()


def _pairs(session_id: UUID) -> int:
    sat = _sat([session_id])
    return len(_scores(sat, states.PRE).keys() & _scores(sat, states.POST).keys())


def _results(sessions: Iterable[UUID], left_out: int) -> Results:
    pks = list(sessions)
    sat = _sat(pks)
    scores = {moment: _scores(sat, moment) for moment in states.MOMENTS}
    waiting = TestRound.objects.filter(session__in=pks, state=states.ROUND_OPEN).values_list("moment", flat=True)
    closed = set(TestRound.objects.filter(session__in=pks, state=states.ROUND_CLOSED).values_list("moment", flat=True))
    order = states.MOMENTS.index
    return Results(
        named=Enrolment.objects.filter(session__in=pks, state=states.NAMED).count(),
        moments=tuple(_moment(moment, scores[moment]) for moment in states.MOMENTS if moment in closed),
        compared=tuple(_compared(scores, later) for later in states.MOMENTS[1:] if {states.PRE, later} <= closed),
        asked=tuple(_asked(sat)),
        waiting=tuple(sorted(set(waiting), key=order)),
        left_out=left_out,
    )


def _sat(sessions: list[UUID]) -> list[_Sat]:
    """Sittings of closed tests, with what was right."""
    closed = set(
        TestRound.objects.filter(session__in=sessions, state=states.ROUND_CLOSED).values_list("session_id", "moment")
    )
    rows = TestSitting.objects.filter(session__in=sessions).values_list(
        "session_id", "code", "moment", "form_id", "responses"
    )
    items = {one.pk: one.content["items"] for one in TestForm.objects.filter(pk__in={row[3] for row in rows})}
    return [
        _Sat(f"{session}:{code}", moment, form, tuple(rules_tests.marks(items[form], responses)))
        for session, code, moment, form, responses in rows
        if (session, moment) in closed
    ]


def _scores(sat: list[_Sat], moment: str) -> Scores:
    return {one.who: one.score for one in sat if one.moment == moment}


def _moment(moment: str, found: Scores) -> Moment:
    values = list(found.values())
    if len(values) < rules.SMALL_GROUP:
        return Moment(moment, len(values))
    return Moment(
        moment,
        len(values),
        mean=fmean(values),
        passed=statistics.share_from(values, rules_tests.PASS_MARK),
        bands=tuple(statistics.bands(values, rules_tests.EDGES)),
        ceiling=statistics.at_ceiling(values, rules_tests.BEST),
    )


def _compared(scores: dict[str, Scores], later: str) -> Compared:
    """The test before with a later one. Months later, what is kept of the gain is of those who took all three."""
    first, then = scores[states.PRE], scores[later]
    lost = statistics.attrition(set(first), set(then))
    who = sorted(first.keys() & then.keys())
    if len(who) < rules.SMALL_GROUP:
        return Compared(states.PRE, later, lost)
    before, after = [first[one] for one in who], [then[one] for one in who]
    return Compared(
        states.PRE,
        later,
        lost,
        gain=statistics.paired_gain(before, after),
        effect=statistics.effect(before, after),
        normalised=statistics.normalised_gain(before, after, rules_tests.BEST),
        kept=_kept(scores, later) if later != states.POST else None,
    )


def _kept(scores: dict[str, Scores], later: str) -> float | None:
    first, soon, then = scores[states.PRE], scores[states.POST], scores[later]
    who = sorted(first.keys() & soon.keys() & then.keys())
    if len(who) < rules.SMALL_GROUP:
        return None
    return statistics.retention([first[one] for one in who], [soon[one] for one in who], [then[one] for one in who])


def _asked(sat: list[_Sat]) -> Iterable[Asked]:
    forms = TestForm.objects.filter(pk__in={one.form for one in sat}).order_by("code", "version", "letter")
    for form in forms:
        before = [one.marks for one in sat if one.form == form.pk and one.moment == states.PRE]
        after = [one.marks for one in sat if one.form == form.pk and one.moment == states.POST]
        for place, item in enumerate(form.content["items"]):
            shares = _share(before, place), _share(after, place)
            apart = _apart(after, place)
            hard = shares[1] is not None and not statistics.HARDEST <= shares[1] <= statistics.EASIEST
            look = hard or (apart is not None and apart <= statistics.SEPARATES)
            yield Asked(form.letter, item["uid"], item["kind"], *shares, apart, look)


def _share(rows: list[tuple[int, ...]], place: int) -> float | None:
    return statistics.difficulty([row[place] for row in rows]) if len(rows) >= rules.SMALL_GROUP else None


def _apart(rows: list[tuple[int, ...]], place: int) -> float | None:
    if len(rows) < rules.SMALL_GROUP:
        return None
    return statistics.discrimination([row[place] for row in rows], [float(sum(row) - row[place]) for row in rows])
