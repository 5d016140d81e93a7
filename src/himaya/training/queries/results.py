"""What tests of a session, or of the held sessions of a line, show of a group that took the test before and after.

Beyond numbers of people only what `rules_results` lets stand: of ten pairs at least, and of ten who were named and were
there, since a sheet can be filled in by anybody. Of answers that were counted (`test_rounds`), not of what came since.
A line is made of its larger sessions and of small ones put together, per pair of forms; what is not shown of a session
or of such a group is in no figure of the line either.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import fmean
from uuid import UUID

from himaya.training import codes, rules, rules_results, rules_tests, states, statistics
from himaya.training.models import Enrolment, PlanLine, TestForm, TestRound, TestSitting, TrainingSession
from himaya.training.rules_results import Band
from himaya.training.statistics import Attrition, Effect, Gain

type People = frozenset[str]


@dataclass(frozen=True, slots=True)
class Moment:
    """One test: how many took it, of whom `late` are counted nowhere; the rest is of `of` people, None for nobody.

    `ceiling`: more than 15 % had everything right.
    """

    moment: str
    taken: int
    late: int = 0
    of: int | None = None
    mean: float | None = None
    passed: float | None = None
    bands: tuple[Band, ...] = ()
    ceiling: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """Two tests of the same people. `gain` and what follows from it only where it may be shown.

    `part`: a few of the group are missing, so only the difference is shown. `fell`: less was right the second time, so
    nothing was gained of what could be. `kept` is of `kept_of` people who took all three tests; None where the
    difference after is too uncertain to have a share.
    """

    first: str
    later: str
    lost: Attrition
    gain: Gain | None = None
    effect: Effect | None = None
    normalised: float | None = None
    part: bool = False
    fell: bool = False
    kept: float | None = None
    kept_of: int = 0

    @property
    def pairs(self) -> int:
        """How many took both."""
        return self.lost.both


@dataclass(frozen=True, slots=True)
class Asked:
    """One question in the test before and after; None where it is not shown, or where nothing varies."""

    letter: str
    uid: str
    kind: str
    before: float | None
    after: float | None
    discrimination: float | None
    # Before: outside 0.3 to 0.9. After: hardly apart.
    look: bool


@dataclass(frozen=True, slots=True)
class Results:
    """All of it. `waiting`: tests that are still open. `left_out`: pairs of small sessions. `form`: A of its tests."""

    named: int
    moments: tuple[Moment, ...]
    compared: tuple[Compared, ...]
    asked: tuple[Asked, ...]
    waiting: tuple[str, ...]
    left_out: int = 0
    form: TestForm | None = None

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


class _Session:
    """What is in the store of the tests of one session; scores of counted answers alone."""

    def __init__(self, session: TrainingSession) -> None:
        self.pk = session.pk
        self.held = session.closed_on.isoformat() if session.closed_on else ""
        self.rounds = {one.moment: one for one in TestRound.objects.filter(session=session)}
        self.closed = {moment for moment, one in self.rounds.items() if one.state == states.ROUND_CLOSED}
        rows = list(TestSitting.objects.filter(session=session).values_list("code", "moment", "form_id", "responses"))
        self.taken: dict[str, set[str]] = {moment: set() for moment in states.MOMENTS}
        for code, moment, _form, _responses in rows:
            self.taken[moment].add(code)
        self.counted = {moment: codes_of(row) & self.taken[moment] for moment, row in self.rounds.items()}
        items = {one.pk: one.content["items"] for one in TestForm.objects.filter(pk__in={row[2] for row in rows})}
        self.sat = [
            _Sat(f"{self.pk}:{code}", moment, form, tuple(rules_tests.marks(items[form], responses)))
            for code, moment, form, responses in rows
            if code in self.counted.get(moment, ())
        ]
        enrolled = Enrolment.objects.filter(session=session, state=states.NAMED)
        self.named = enrolled.count()
        present = enrolled.filter(attendance__status=states.PRESENT).distinct().values_list("pk", "account_id")
        accounts = [account for _row, account in present]
        self.there = len(accounts)
        # The store names an account once in a session.
        self.accounts = {account for account in accounts if account is not None}
        self.without = self.there - len(self.accounts)
        both = self.counted.get(states.PRE, set()) & self.counted.get(states.POST, set())
        self.pairs = len(both)
        # Slips of nobody prove nobody.
        self.proved = len(both - set(codes.spare(session.code_key) if session.code_key else ()))

    @property
    def form(self) -> UUID | None:
        """Form A of its tests: all of them have one pair."""
        return next((one.form_a_id for one in self.rounds.values()), None)

    @property
    def since(self) -> tuple[str, str]:
        """Since when its pairs can stand in a line: it was held, and both tests are counted."""
        both = [self.rounds[one].counted for one in (states.PRE, states.POST) if one in self.rounds]
        counted = max((str(one["at"]) for one in both if one), default="")
        return max(self.held, counted), counted


@dataclass(frozen=True)
class _Unit:
    """A session, or small ones together: of whom which figure may be shown.

    `twice`: so many who were there may be somebody of another session. `behind`: of how many people it is sure that
    they stand behind the pairs.
    """

    sat: tuple[_Sat, ...]
    twice: int
    behind: int

    @classmethod
    def of(cls, sessions: Sequence[_Session]) -> "_Unit":
        """These together."""
        there = sum(one.there for one in sessions)
        sure = rules.sure_people((one.accounts, one.without) for one in sessions)
        behind = min(sum(one.proved for one in sessions) - (there - sure), sure)
        return cls(tuple(sat for one in sessions for sat in one.sat), there - sure, behind)

    def small(self, who: People) -> bool:
        """True unless it is sure that ten people stand behind these tests."""
        return len(who) - self.twice < rules.SMALL_GROUP

    def took(self, *moments: str) -> People:
        """Who took all of these tests."""
        each = [frozenset(one.who for one in self.sat if one.moment == moment) for moment in moments]
        return frozenset.intersection(*each)

    @cached_property
    def shown(self) -> dict[str, People]:
        """Figure by figure the people of whom it is. What is not there is not shown."""
        pairs = self.took(states.PRE, states.POST)
        if self.small(pairs) or self.behind < rules.SMALL_GROUP:
            return {}
        found = {f"gain:{states.POST}": pairs, f"level:{states.PRE}": pairs, f"level:{states.POST}": pairs}
        levels, thirds = [pairs], [pairs]
        for later in (states.AFTER_3, states.AFTER_6):
            both, all_three = self.took(states.PRE, later), self.took(states.PRE, states.POST, later)
            if self.small(both):
                continue
            found[f"gain:{later}"] = both
            # The level of these people before follows from theirs later and the difference.
            if not any(rules_results.near(both, known) for known in levels):
                found[f"level:{later}"] = both
                levels.append(both)
            known = (*thirds, both)
            if not self.small(all_three) and not any(rules_results.near(all_three, one) for one in known):
                found[f"kept:{later}"] = all_three
                thirds.append(all_three)
        for moment in (states.PRE, states.POST):
            cells = defaultdict(set)
            for one in self.sat:
                if one.moment == moment and one.who in pairs:
                    cells[str(one.form)].add(one.who)
            if rules_results.cells_shown(cells):
                found[f"asked:{moment}"] = pairs
        return found


def of_session(session: TrainingSession) -> Results:
    """One session."""
    one = _Session(session)
    return _results([one], [_Unit.of([one])])


def of_line(line: PlanLine) -> list[Results]:
    """The sessions of a line that were held, together: once for each pair of forms, and never pooled over two."""
    rows = line.sessions.filter(state=states.HELD).order_by("closed_on", "pk")
    by_form: dict[UUID, list[_Session]] = defaultdict(list)
    for session in map(_Session, rows):
        if session.form is not None:
            by_form[session.form].append(session)
    forms = TestForm.objects.in_bulk(list(by_form))
    return [replace(_of_forms(found), form=forms[form]) for form, found in by_form.items()]


def sittings_of(row: TestRound) -> int:
    """How many sent this test or had their sheet entered twice."""
    return TestSitting.objects.filter(session_id=row.session_id, moment=row.moment).count()


def waiting_in(row: TestRound) -> int:
    """How many answers of a test are here and counted nowhere."""
    rows = TestSitting.objects.filter(session_id=row.session_id, moment=row.moment)
    return len(set(rows.values_list("code", flat=True)) - codes_of(row))


def codes_of(row: TestRound) -> set[str]:
    """Whose answers of a test are counted."""
    return set(row.counted["codes"]) if row.counted else set()


def _of_forms(sessions: list[_Session]) -> Results:
    large = [one for one in sessions if one.pairs >= rules.SMALL_GROUP]
    rest = sorted((one for one in sessions if 0 < one.pairs < rules.SMALL_GROUP), key=lambda one: one.since)
    named = {str(one.pk): one for one in rest}
    groups = rules_results.together(named, lambda some: _Unit.of([named[pk] for pk in some]).behind)
    units = [_Unit.of([one]) for one in large]
    units += [_Unit.of([named.pop(pk) for pk in group]) for group in groups]
    return replace(_results(sessions, units), left_out=sum(one.pairs for one in named.values()))


def _results(sessions: list[_Session], units: list[_Unit]) -> Results:
    figures: dict[str, People] = defaultdict(frozenset)
    for unit in units:
        for figure, people in unit.shown.items():
            figures[figure] |= people
    sat = [one for unit in units for one in unit.sat]
    waiting = {moment for one in sessions for moment in one.rounds.keys() - one.closed}
    # Whoever has one test open sees nothing of that moment.
    shown = {moment for one in sessions for moment in one.closed} - waiting
    scores = {moment: {one.who: one.score for one in sat if one.moment == moment} for moment in states.MOMENTS}
    pair = {states.PRE, states.POST}
    return Results(
        named=sum(one.named for one in sessions),
        moments=tuple(
            _moment(moment, sessions, scores[moment], figures[f"level:{moment}"] if pair <= shown else frozenset())
            for moment in states.MOMENTS
            if moment in shown
        ),
        compared=tuple(
            _compared(later, sessions, scores, figures) for later in states.MOMENTS[1:] if {states.PRE, later} <= shown
        ),
        asked=tuple(_asked(sat, figures)) if pair <= shown else (),
        waiting=tuple(sorted(waiting, key=states.MOMENTS.index)),
    )


def _moment(moment: str, sessions: list[_Session], scores: dict[str, float], who: People) -> Moment:
    taken = sum(len(one.taken[moment]) for one in sessions)
    counted = sum(len(one.counted.get(moment, ())) for one in sessions)
    found = Moment(moment, taken, late=taken - counted if counted else 0)
    if not who:
        return found
    values = [scores[one] for one in sorted(who)]
    bands = rules_results.joined(statistics.bands(values, rules_tests.EDGES))
    passed_apart = bool(bands) and bands[-1].first == len(rules_tests.EDGES)
    return replace(
        found,
        of=len(values),
        mean=fmean(values),
        passed=statistics.share_from(values, rules_tests.PASS_MARK) if passed_apart else None,
        bands=bands,
        ceiling=statistics.at_ceiling(values, rules_tests.BEST),
    )


def _compared(
    later: str, sessions: list[_Session], scores: dict[str, dict[str, float]], figures: dict[str, People]
) -> Compared:
    """The test before with a later one. Months later, what is kept of the gain is of those who took all three."""
    first = {f"{one.pk}:{code}" for one in sessions for code in one.taken[states.PRE]}
    then = {f"{one.pk}:{code}" for one in sessions for code in one.taken[later]}
    found = Compared(states.PRE, later, statistics.attrition(first, then))
    who = figures[f"gain:{later}"]
    if not who:
        return found
    before, after = _of(scores[states.PRE], who), _of(scores[later], who)
    gain, effect = statistics.paired_gain(before, after), statistics.effect(before, after)
    if figures[f"level:{later}"] == who:
        share = statistics.normalised_gain(before, after, rules_tests.BEST)
        fell = share is not None and share < 0
        found = replace(found, normalised=None if fell else share, fell=fell)
    else:
        # This one follows from the spread of single tests, whose people are not the same.
        effect, found = replace(effect, d_av=None), replace(found, part=True)
    three = figures[f"kept:{later}"]
    kept = statistics.retention(*(_of(scores[one], three) for one in (states.PRE, states.POST, later)))
    return replace(found, gain=gain, effect=effect, kept=kept, kept_of=len(three))


def _of(scores: dict[str, float], who: People) -> list[float]:
    return [scores[one] for one in sorted(who)]


def _asked(sat: list[_Sat], figures: dict[str, People]) -> Iterable[Asked]:
    def rows(form: TestForm, moment: str) -> list[tuple[int, ...]]:
        who = figures[f"asked:{moment}"]
        return [one.marks for one in sat if one.form == form.pk and one.moment == moment and one.who in who]

    forms = TestForm.objects.filter(pk__in={one.form for one in sat}).order_by("code", "version", "letter")
    for form in forms:
        before, after = rows(form, states.PRE), rows(form, states.POST)
        if not before and not after:
            continue
        for place, item in enumerate(form.content["items"]):
            shares = _share(before, place), _share(after, place)
            apart = _apart(after, place)
            hard = shares[0] is not None and not statistics.HARDEST <= shares[0] <= statistics.EASIEST
            look = hard or (apart is not None and apart <= statistics.SEPARATES)
            yield Asked(form.letter, item["uid"], item["kind"], *shares, apart, look)


def _share(rows: list[tuple[int, ...]], place: int) -> float | None:
    return statistics.difficulty([row[place] for row in rows]) if rows else None


def _apart(rows: list[tuple[int, ...]], place: int) -> float | None:
    if not rows:
        return None
    return statistics.discrimination([row[place] for row in rows], [float(sum(row) - row[place]) for row in rows])
