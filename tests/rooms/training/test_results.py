"""What results say of a group: never of one to nine people, on no page, on no day, by no difference of two of them."""

import re
from collections.abc import Sequence
from datetime import timedelta
from html import unescape
from statistics import fmean

import pytest

from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.errors import NotNow, NotValid
from himaya.training import codes, rules_results, rules_tests, states
from himaya.training.actions import test_entries, test_rounds
from himaya.training.models import TestForm, TestRound, TestSitting, TrainingSession
from himaya.training.queries import results
from himaya.training.queries.results import Compared, Results
from tests.rooms.training import at_hand
from tests.rooms.training.at_hand import SECRETARY, TRAINER
from tests.signed_in import Sit

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("G2")]
# What would say that one thing comes from the other.
CAUSES = ("because of", "thanks to", "caused", "led to", "impact", "effect", "improved", "grâce à", "à cause", "effet")
CAUSES += ("a permis", "amélior", "بفضل", "بسبب", "أدى إلى", "أثر", "تحسن")


def sent(row: TestRound, made: Sequence[str], right: Sequence[int]) -> None:
    for code, some in zip(made, right, strict=True):
        at_hand.sat(row, code, some)


def both(
    n: int,
    *,
    before: int = 2,
    after: int = 6,
    lost: int = 0,
    there: int = 10,
    session: TrainingSession | None = None,
    of_form: TestForm | None = None,
) -> TestRound:
    """A session in which so many took both tests, and some the first alone; both are closed."""
    session = session or at_hand.session()
    at_hand.there(session, there)
    pre = at_hand.opened_test(session, of_form=of_form)
    made = [at_hand.code(session) for _one in range(n + lost)]
    sent(pre, made, [before + number % 3 for number in range(n + lost)])
    test_rounds.close(round_id=pre.pk, by=TRAINER)
    post = at_hand.opened_test(session, states.POST)
    sent(post, made[:n], [after + number % 2 for number in range(n)])
    test_rounds.close(round_id=post.pk, by=TRAINER)
    return post


def told(session: TrainingSession) -> tuple[Results, Compared]:
    found = results.of_session(session)
    return found, next(one for one in found.compared if one.later == states.POST)


def figures(found: Results) -> list[object]:
    """All that is shown beyond numbers of people."""
    said = [(one.of, one.mean, one.passed, one.bands) for one in found.moments]
    return [*said, *((one.gain, one.effect, one.normalised, one.kept) for one in found.compared), found.asked]


def again(row: TestRound, moment: str) -> TestRound:
    found = TestRound.objects.get(session=row.session, moment=moment)
    with at_hand.at_its_time(found.session, moment):
        return test_rounds.start(session_id=found.session_id, moment=moment, by=TRAINER)


def test_under_ten_pairs_only_numbers_of_people_are_shown(sit: Sit) -> None:
    row = both(9)
    found = results.of_session(row.session)
    assert (found.pairs, found.compared[0].gain, found.moments[0].mean) == (9, None, None)
    page = sit(TRAINER).get(f"/training/sessions/{row.session_id}/results/").content.decode()
    assert "Fewer than 10 pairs" in page
    assert "<svg" not in page
    assert "Mean difference" not in page
    at_hand.closed(row.session)
    assert [one.left_out for one in results.of_line(row.session.line)] == [9]


def test_ten_pairs_show_a_gain_with_its_interval_and_no_cause(sit: Sit) -> None:
    row = both(10, lost=2)
    found, one = told(row.session)
    assert one.gain is not None
    assert (found.pairs, one.lost.first, one.lost.lost) == (10, 12, pytest.approx(1 / 6))
    assert one.gain.low < one.gain.mean < one.gain.high
    given = set(TestSitting.objects.values_list("code", flat=True))
    at_hand.closed(row.session)
    for language in ("en", "fr", "ar"):
        answer = sit(SECRETARY, language).get(f"/training/lines/{row.session.line_id}/results/")
        page = re.sub("<[^>]+>", " ", unescape(answer.content.decode()))
        assert "d_z" in page
        assert [word for word in CAUSES if word in page.lower()] == []
        assert not set(re.findall(r"\w+", page)) & given


def test_ten_that_were_made_up_show_nothing_of_the_one_who_was_there() -> None:
    """The trainer has one real trainee and fills in the other sheets: not with codes of nobody, not without people."""
    session = at_hand.session()
    at_hand.there(session, 1)
    pre = at_hand.opened_test(session)
    made_up = "".join(codes.ALPHABET[n] for n in range(codes.SAYS))
    for wrong in (made_up + codes.check_sign(made_up), made_up):
        with pytest.raises(NotValid, match="^code$"):
            at_hand.sat(pre, wrong, 3)
    with pytest.raises(NotValid, match="^code$"):
        test_entries.enter(
            round_id=pre.pk, code=made_up + codes.check_sign(made_up), letter="A", responses={}, by=SECRETARY
        )
    assert not TestSitting.objects.exists()
    test_rounds.close(round_id=pre.pk, by=TRAINER)
    row = both(10, there=9)
    found, one = told(row.session)
    assert (found.pairs, one.gain, found.moments[0].mean, found.asked) == (10, None, None, ())


def test_slips_of_nobody_do_not_stand_for_people() -> None:
    session = at_hand.session()
    at_hand.there(session)
    pre, made = at_hand.opened_test(session), [at_hand.code(session) for _one in range(9)]
    assert session.code_key is not None
    made.append(codes.spare(session.code_key)[0])
    sent(pre, made, [3] * 10)
    test_rounds.close(round_id=pre.pk, by=TRAINER)
    post = at_hand.opened_test(session, states.POST)
    sent(post, made, [6] * 10)
    test_rounds.close(round_id=post.pk, by=TRAINER)
    assert told(session)[1].gain is None


def test_who_comes_after_the_closing_changes_no_figure() -> None:
    """Close, look, open, one sends, close, look: the difference of the two looks would be that person's score."""
    row = both(10)
    shown = figures(results.of_session(row.session))
    code = at_hand.code(row.session)
    for moment in (states.PRE, states.POST):
        opened = again(row, moment)
        at_hand.sat(opened, code, 1)
        test_rounds.close(round_id=opened.pk, by=TRAINER)
    found = results.of_session(row.session)
    assert figures(found) == shown
    assert [(one.taken, one.late) for one in found.moments] == [(11, 1), (11, 1)]
    with pytest.raises(NotNow, match="too_few"):
        test_rounds.count(round_id=row.pk, by=TRAINER)


def test_a_sheet_entered_after_the_closing_changes_no_figure() -> None:
    row = both(10, lost=1)
    shown = figures(results.of_session(row.session))
    after = TestSitting.objects.filter(moment=states.POST).values("code")
    code = TestSitting.objects.filter(moment=states.PRE).exclude(code__in=after).get().code
    for _time in range(2):
        test_entries.enter(round_id=row.pk, code=code, letter="A", responses={}, by=SECRETARY)
    assert TestSitting.objects.filter(how=states.ON_PAPER).count() == 1
    assert figures(results.of_session(row.session)) == shown


def test_sheets_that_are_all_entered_later_are_counted_when_it_is_said(sit: Sit) -> None:
    session = at_hand.session()
    at_hand.there(session)
    made = [at_hand.code(session) for _one in range(10)]
    for moment in (states.PRE, states.POST):
        row = at_hand.opened_test(session, moment)
        test_rounds.close(round_id=row.pk, by=TRAINER)
        for code in made:
            form = row.form_a
            for _time in range(2):
                test_entries.enter(
                    round_id=row.pk, code=code, letter="A", responses=at_hand.answers(form, 4), by=SECRETARY
                )
        assert told(session)[1].gain is None if moment == states.POST else True
        page = f"/training/sessions/{session.pk}/tests/"
        assert b'value="count"' in sit(SECRETARY).get(page).content
        assert sit(SECRETARY).post(page, {"do": "count", "round": str(row.pk)}).status_code == 302
        assert b'value="count"' not in sit(SECRETARY).get(page).content
        assert sit(SECRETARY).post(page, {"do": "count", "round": str(row.pk)}).status_code == 409
    assert told(session)[1].gain is not None


def test_who_took_the_later_one_alone_is_in_no_figure() -> None:
    """Eleven took the later one, ten of them both: the mean of the eleven with that of the ten would give the one."""
    session = at_hand.session()
    at_hand.there(session)
    pre, made = at_hand.opened_test(session), [at_hand.code(session) for _one in range(11)]
    sent(pre, made[:10], [3] * 10)
    test_rounds.close(round_id=pre.pk, by=TRAINER)
    assert figures(results.of_session(session))[0] == (None, None, None, ()), "a test alone shows how many took it"
    post = at_hand.opened_test(session, states.POST)
    sent(post, made, [*[6] * 10, 1])
    test_rounds.close(round_id=post.pk, by=TRAINER)
    found, one = told(session)
    before, after = found.moments
    assert one.gain is not None
    assert before.mean is not None
    assert after.mean is not None
    assert (after.taken, after.of) == (11, 10)
    assert after.mean - before.mean == pytest.approx(one.gain.mean)


def test_a_group_a_little_smaller_months_later_shows_its_difference_and_not_its_level() -> None:
    row = both(12)
    at_hand.closed(row.session)
    took = sorted(TestSitting.objects.filter(moment=states.POST).values_list("code", flat=True))
    last = row.session.half_days.get(number=2).ends_at
    with clock.stopped(last + timedelta(days=80)):
        months = at_hand.opened_test(row.session, states.AFTER_3)
        sent(months, took[:11], [5] * 11)
        test_rounds.close(round_id=months.pk, by=TRAINER)
    found = results.of_session(row.session)
    one = next(one for one in found.compared if one.later == states.AFTER_3)
    assert one.gain is not None
    assert (one.gain.n, one.part) == (11, True)
    assert (one.normalised, one.effect.d_av if one.effect else 0, one.kept) == (None, None, None)
    assert [moment.mean for moment in found.moments if moment.moment == states.AFTER_3] == [None]


def test_later_tests_have_a_last_day_and_no_day_has_both() -> None:
    row = both(10)
    at_hand.closed(row.session)
    last = row.session.half_days.get(number=2).ends_at
    for days, moment, code in ((122, states.AFTER_3, "too_late"), (122, states.AFTER_6, "too_early")):
        with clock.stopped(last + timedelta(days=days)), pytest.raises(NotNow, match=code):
            at_hand.opened_test(row.session, moment)
    with clock.stopped(last + timedelta(days=75)), pytest.raises(NotNow, match="too_early"):
        at_hand.opened_test(row.session, states.AFTER_3)
    with clock.stopped(last + timedelta(days=121)):
        assert at_hand.opened_test(row.session, states.AFTER_3).state == states.ROUND_OPEN
    with clock.stopped(last + timedelta(days=214)), pytest.raises(NotNow, match="too_late"):
        at_hand.opened_test(row.session, states.AFTER_6)


def test_a_line_less_a_session_is_no_small_group() -> None:
    """Two sessions of ten pairs; three months later ten of one and one of the other take the test."""
    line, form = at_hand.line(), at_hand.form()
    first, second = (both(10, session=at_hand.session(line), of_form=form, before=before) for before in (2, 3))
    for row, some in ((first, 10), (second, 1)):
        at_hand.closed(row.session)
        took = sorted(TestSitting.objects.filter(session=row.session, moment="post").values_list("code", flat=True))
        with clock.stopped(row.session.half_days.get(number=2).ends_at + timedelta(days=80)):
            months = at_hand.opened_test(row.session, states.AFTER_3)
            sent(months, took[:some], [4] * some)
            test_rounds.close(round_id=months.pk, by=TRAINER)
    alone = {one.later: one.gain for one in results.of_session(first.session).compared}
    (found,) = results.of_line(line)
    pooled = {one.later: one.gain for one in found.compared}
    assert pooled[states.AFTER_3] == alone[states.AFTER_3]
    assert pooled[states.POST] is not None
    assert pooled[states.POST].n == 20


def test_a_question_is_shown_where_each_form_has_ten() -> None:
    """Ten pairs have five of each form, say: the questions of one form with the mean of all would give the other."""
    row = both(12)
    assert results.of_session(row.session).asked == ()
    session = at_hand.session()
    at_hand.there(session)
    made: dict[str, list[str]] = {"A": [], "B": []}
    while min(map(len, made.values())) < 10:
        code = at_hand.code(session)
        letter = rules_tests.letter(str(session.pk), code, states.PRE)
        made[letter] = [*made[letter], code][:10]
    pre = at_hand.opened_test(session)
    sent(pre, sum(made.values(), []), [number % 8 for number in range(20)])
    test_rounds.close(round_id=pre.pk, by=TRAINER)
    post = at_hand.opened_test(session, states.POST)
    sent(post, sum(made.values(), []), [8 - number % 2 for number in range(20)])
    test_rounds.close(round_id=post.pk, by=TRAINER)
    asked = results.of_session(session).asked
    assert {one.letter for one in asked} == {"A", "B"}
    assert all(one.before is not None and one.after is not None for one in asked)
    # What all know afterwards was taught: a question is looked at for what was known before.
    easy = [one for one in asked if one.after == 1 and one.before is not None and 0.3 <= one.before <= 0.9]
    assert easy
    assert not any(one.look for one in easy if one.discrimination is None)


def test_forms_are_never_pooled() -> None:
    line = at_hand.line()
    rows = [both(10, session=at_hand.session(line), of_form=at_hand.form()) for _one in range(2)]
    for row in rows:
        at_hand.closed(row.session)
    found = results.of_line(line)
    assert len(found) == 2
    assert {one.form.version for one in found if one.form} == {1, 2}
    assert [one.compared[0].gain.n for one in found if one.compared[0].gain] == [10, 10]


def test_small_sessions_together_are_shown_from_ten_on() -> None:
    line, form = at_hand.line(), at_hand.form()
    made = []
    for people, left in ((4, 4), (5, 9), (3, 0), (2, 2)):
        with clock.stopped(clock.now() + timedelta(minutes=len(made))):
            row = both(people, session=at_hand.session(line), of_form=form)
        at_hand.known(row.session)
        at_hand.closed(row.session)
        made.append(row)
        (found,) = results.of_line(line)
        gain = found.compared[0].gain
        assert found.left_out == left
        assert (gain.n if gain else 0) == (12 if len(made) > 2 else 0), "who came later changes no group that is full"


@pytest.mark.parametrize("accounts", [True, False])
def test_the_same_people_in_two_small_sessions_are_no_ten(accounts: bool) -> None:
    """Five people twice, with one account each, or with rows of which nobody knows whose they are."""
    line, form = at_hand.line(), at_hand.form()
    same: list[Account] = []
    for number in range(2):
        with clock.stopped(clock.now() + timedelta(minutes=number)):
            row = both(5, there=5, session=at_hand.session(line), of_form=form)
        if accounts:
            same = at_hand.known(row.session, same)
        at_hand.closed(row.session)
    (found,) = results.of_line(line)
    assert (found.left_out, found.compared[0].gain) == (10, None)
    with clock.stopped(clock.now() + timedelta(minutes=3)):
        row = both(5, there=5, session=at_hand.session(line), of_form=form)
    at_hand.known(row.session)
    at_hand.closed(row.session)
    (found,) = results.of_line(line)
    gain = found.compared[0].gain
    assert (found.left_out, gain.n if gain else 0) == ((0, 15) if accounts else (15, 0))


def test_an_open_test_is_shown_nowhere(sit: Sit) -> None:
    row = both(10)
    again(row, states.POST)
    found = results.of_session(row.session)
    assert (found.pairs, found.waiting, [one.moment for one in found.moments]) == (0, ("post",), ["pre"])
    assert found.moments[0].mean is None
    assert b"Still open" in sit(TRAINER).get(f"/training/sessions/{row.session_id}/results/").content


def test_a_fall_is_no_share_of_what_could_be_gained(sit: Sit) -> None:
    row = both(10, before=5, after=3)
    _found, one = told(row.session)
    assert (one.normalised, one.fell) == (None, True)
    assert b"there is no such share" in sit(TRAINER).get(f"/training/sessions/{row.session_id}/results/").content


@pytest.mark.parametrize(
    ("bands", "joined"),
    [
        ((5, 5, 0), [(0, 0, 5), (1, 1, 5), (2, 2, 0)]),
        ((0, 1, 9), [(0, 0, 0), (1, 2, 10)]),
        ((1, 5, 9), [(0, 1, 6), (2, 2, 9)]),
        ((8, 4, 0), [(0, 1, 12), (2, 2, 0)]),
        ((6, 4, 3), [(0, 0, 6), (1, 2, 7)]),
        ((2, 5, 3), []),
    ],
)
def test_a_band_of_one_to_four_is_joined_with_its_neighbour(
    bands: tuple[int, ...], joined: list[tuple[int, int, int]]
) -> None:
    assert [tuple(one) for one in rules_results.joined(bands)] == joined


def test_what_came_later_is_counted_from_ten_on_and_where_no_comparison_grows_by_a_few() -> None:
    old, more = {f"a{n}" for n in range(10)}, {f"b{n}" for n in range(10)}
    may = rules_results.may_count
    nine = set(sorted(old)[:9])
    assert may({}, "pre", nine)
    assert may({"pre": nine}, "pre", old)
    assert not may({"pre": nine}, "pre", old, held=True)
    assert not may({"pre": old}, "pre", old)
    assert may({"pre": old}, "pre", old | more)
    assert not may({"pre": old}, "pre", old | set(sorted(more)[:9]))
    assert not may({"pre": old, "post": old | {"b1"}}, "pre", old | more)
    assert may({"pre": old, "post": old | more}, "pre", old | more)
    assert may({"pre": old, "post": old}, "pre", old | more)
    three = {"pre": old, "post": old | more, "m3": old | more | {"c"}}
    assert may(three, "pre", old | more)
    assert not may({**three, "m3": old | {"b1"}}, "pre", old | more)


def test_the_mean_of_what_is_shown_is_that_of_who_is_shown() -> None:
    row = both(10, lost=1)
    found = results.of_session(row.session)
    sittings = TestSitting.objects.filter(session=row.session)
    took = set(sittings.filter(moment=states.POST).values_list("code", flat=True))
    for one in found.moments:
        rows = sittings.filter(moment=one.moment, code__in=took).select_related("form")
        scores = [rules_tests.score(rules_tests.marks(each.form.content["items"], each.responses)) for each in rows]
        assert one.mean == pytest.approx(fmean(scores))
