"""What answers come to: the table that a clinician and a jurist can read, and what may never happen."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himaya.plans import rules_first_days
from himaya.risks import rules
from himaya.risks.rules import NOT_ASSESSED, Overall, Reading, Talked
from himaya.risks.rules_clocks import by_level

pytestmark = pytest.mark.capability("D1")
TABLE = Path(__file__).parents[2] / "data" / "risk_truth.txt"


def rows(section: str) -> list[tuple[list[str], list[str]]]:
    """Of one section: what is given and what it comes to, cell by cell."""
    found, here = [], ""
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("["):
            here = line.strip("[]")
        elif here == section and line and not line.startswith("#"):
            left, _, right = line.partition("->")
            cells = [[cell.strip() for cell in side.split("|")] for side in (left, right)]
            found.append((cells[0], cells[1]))
    assert found
    return found


def level(word: str) -> str:
    return {"none": NOT_ASSESSED, "-": ""}.get(word, word)


def facts(cell: str) -> dict[str, str]:
    signs = {"+": rules.YES, "-": rules.NO, "?": rules.UNKNOWN}
    return {word[:-1]: signs[word[-1]] for word in cell.split()}


def least(cells: list[str]) -> Reading:
    return Reading(level(cells[0]), level(cells[1]))


@pytest.mark.parametrize(("row", "says"), rows("domain"), ids=lambda cells: " ".join(cells))
def test_a_domain_comes_to_what_the_table_says(row: list[str], says: list[str]) -> None:
    domain, likelihood, impact, asked = row
    answers = {"likelihood": level(likelihood), "impact": level(impact), **facts(asked)}
    assert rules.reading(domain, answers) == least(says)


@pytest.mark.parametrize(("row", "says"), rows("suicide"), ids=lambda cells: " ".join(cells))
def test_of_suicide_the_word_of_whoever_asked_stands(row: list[str], says: list[str]) -> None:
    assert rules.reading("R6", {"judged": level(row[0]), **facts(row[1])}) == least(says)


@pytest.mark.parametrize(("row", "says"), rows("acts"), ids=lambda cells: " ".join(cells))
def test_one_yes_on_suicide_leads_to_the_acts_and_only_soon_moves_a_level(row: list[str], says: list[str]) -> None:
    said = {"judged": "1", **facts(row[0])}
    assert rules.leads_to_acts("R6", said) is (says == ["yes"])
    without = {name: value for name, value in said.items() if name not in rules.HISTORY}
    soon = said["timing"] == rules.YES
    assert (rules.reading("R6", said) != rules.reading("R6", without)) is soon


@pytest.mark.parametrize("judged", ["", "1", "2", "3", "4"])
@pytest.mark.parametrize("plan", ["", "yes", "no", "unknown"])
@pytest.mark.parametrize("means", ["", "yes", "no", "unknown"])
def test_meant_for_tonight_is_never_read_as_low_or_moderate(judged: str, plan: str, means: str) -> None:
    """Seen red with the level of the worker's word alone, as it was: tonight could end low."""
    said = {"judged": judged, "plan": plan, "means": means, "timing": "yes"}
    assert rules.rank(rules.reading("R6", said).at_least) >= rules.rank(rules.HIGH)


def test_of_suicide_nothing_is_multiplied() -> None:
    said = {"likelihood": "4", "impact": "4", "plan": "no", "means": "no"}
    assert rules.reading("R6", said) == Reading(NOT_ASSESSED, "")


@pytest.mark.parametrize(("row", "says"), rows("own"), ids=lambda cells: " ".join(cells))
def test_the_higher_of_two_views_counts_until_both_were_talked_about(row: list[str], says: list[str]) -> None:
    then, _, stands = row[3].partition(" ")
    talked = Talked(level(then), stands) if stands else None
    assert rules.beside(least(row), level(row[2]), talked) == least(says)


@pytest.mark.parametrize(("row", "says"), rows("earlier"), ids=lambda cells: " ".join(cells))
def test_what_is_not_looked_at_this_time_is_not_below_what_was_said(row: list[str], says: list[str]) -> None:
    assert rules.after(least(row), Reading(level(row[2]), level(row[2]))) == least(says)


def days_until_next(found: Overall) -> int:
    """After a look that is not the first of its file."""
    day = date(2026, 11, 24)
    return (by_level(found.level, missing=bool(found.missing), first=False, on=day) - day).days


@pytest.mark.parametrize(("row", "says"), rows("overall"), ids=lambda cells: " ".join(cells))
def test_the_worst_counts_and_what_is_missing_is_said(row: list[str], says: list[str]) -> None:
    domains = []
    for word in row[0].split():
        name, _, floor = word.partition("/")
        domains.append(Reading(level(name), floor if name == "none" else name))
    found = rules.overall(domains)
    assert found == Overall(level(says[0]), int(says[1]))
    assert days_until_next(found) == int(says[2])


@pytest.mark.parametrize(("row", "says"), rows("first days"), ids=lambda cells: " ".join(cells))
def test_the_first_days_say_where_to_look_first(row: list[str], says: list[str]) -> None:
    answers = dict(pair.split(":") for pair in row[0].split())
    assert rules.first_to_look(one for one, _, _ in rules_first_days.steps(answers)) == says[0].split()


ANSWER = {
    "likelihood": ["", "1", "2", "3", "4"],
    "impact": ["", "1", "2", "3", "4"],
    "judged": ["", "1", "2", "3", "4"],
    **dict.fromkeys(("whereabouts", "threat", "plan", "means", "contact", "timing"), ["unknown", "no", "yes"]),
}
answered = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in ANSWER.items()})
everything = st.fixed_dictionaries(dict.fromkeys(rules.DOMAINS, answered))
one_of_them = st.sampled_from([(domain, part) for domain in rules.DOMAINS for part in rules.parts(domain)])
# Of the answers, those that add nothing: rare, minor, no; and the lowest word on suicide.
ADDS_NOTHING = ("1", "no")


def above_low(level: str) -> int:
    """How far above low: low and nothing known are alike."""
    return max(rules.rank(level), rules.rank(rules.LOW))


def never_lower(after: Reading, before: Reading) -> None:
    assert above_low(after.at_least) >= above_low(before.at_least)
    if after.level != NOT_ASSESSED and before.level != NOT_ASSESSED:
        assert rules.rank(after.level) >= rules.rank(before.level)


@given(everything, one_of_them, st.data())
def test_no_answer_that_adds_danger_lowers_a_level(
    said: dict[str, dict[str, str]], place: tuple[str, str], data: st.DataObject
) -> None:
    domain, part = place
    values = ANSWER[part]
    now = values.index(said[domain][part])
    worse = {**said, domain: {**said[domain], part: values[data.draw(st.integers(now, len(values) - 1))]}}
    never_lower(rules.reading(domain, worse[domain]), rules.reading(domain, said[domain]))
    assert above_low(whole(worse).level) >= above_low(whole(said).level)


@given(everything, one_of_them)
def test_an_answer_that_adds_nothing_can_be_missing_and_no_level_falls(
    said: dict[str, dict[str, str]], place: tuple[str, str]
) -> None:
    domain, part = place
    if said[domain][part] not in ADDS_NOTHING:
        said = {**said, domain: {**said[domain], part: "no" if "no" in ANSWER[part] else "1"}}
    left = {**said, domain: {**said[domain], part: ANSWER[part][0]}}
    before, after = rules.reading(domain, said[domain]), rules.reading(domain, left[domain])
    never_lower(after, before)
    assert above_low(whole(left).level) >= above_low(whole(said).level)
    assert whole(left).missing >= whole(said).missing
    assert days_until_next(whole(left)) <= days_until_next(whole(said))


@given(answered, st.sampled_from(rules.DOMAINS))
def test_a_domain_of_which_nothing_was_said_is_never_low(said: dict[str, str], domain: str) -> None:
    empty = {name: values[0] for name, values in ANSWER.items()}
    assert rules.reading(domain, empty) == Reading()
    if any(not said[part] for part in rules.parts(domain)):
        assert rules.reading(domain, said).level != rules.LOW


@given(answered, st.sampled_from(rules.DOMAINS), st.sampled_from(rules.LEVELS))
def test_her_own_rating_never_lowers_a_level(said: dict[str, str], domain: str, own: str) -> None:
    worker = rules.reading(domain, said)
    never_lower(rules.beside(worker, own, None), worker)


def whole(said: dict[str, dict[str, str]]) -> Overall:
    return rules.overall(rules.reading(domain, said[domain]) for domain in rules.DOMAINS)
