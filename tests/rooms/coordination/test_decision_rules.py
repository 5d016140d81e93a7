"""What becomes of a question: the truth table first, then what can never be, for every table and everything said."""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from himaya.coordination import rules_decision, states, words_decisions
from himaya.coordination.rules import CycleRules
from himaya.coordination.rules_decision import outcome

pytestmark = pytest.mark.capability("A6")

LETTERS = {"a": states.AGREE, "r": states.RESERVE, "b": states.ABSTAIN, "o": states.OBJECT}
AGREED, NOT_AGREED = states.AGREED, states.NOT_AGREED
CASTS, TWO_THIRDS = CycleRules(chair_casts=True), CycleRules(majority="2/3")
PLAIN = CycleRules()

# What is said seat by seat (agree, reserve, aBstain, object, - silent); the chair sits on the first seat.
TABLE = [
    # consensus: nobody objects, and everybody there was asked
    (states.CONSENSUS, PLAIN, "aaaaa", False, AGREED, "all_asked"),
    (states.CONSENSUS, PLAIN, "arbaa", False, AGREED, "all_asked"),
    (states.CONSENSUS, PLAIN, "aaao-", True, NOT_AGREED, "objection"),
    (states.CONSENSUS, PLAIN, "aaaa-", False, NOT_AGREED, "not_all_asked"),
    (states.CONSENSUS, PLAIN, "aaaa-", True, AGREED, "silence_agreed"),
    (states.CONSENSUS, PLAIN, "bbbbb", False, NOT_AGREED, "nobody_agreed"),
    (states.CONSENSUS, PLAIN, "-----", True, NOT_AGREED, "nobody_agreed"),
    (states.CONSENSUS, PLAIN, "", True, NOT_AGREED, "nobody_agreed"),
    # consent: nobody objects
    (states.CONSENT, PLAIN, "a----", False, AGREED, "nobody_objects"),
    (states.CONSENT, PLAIN, "r----", False, AGREED, "nobody_objects"),
    (states.CONSENT, PLAIN, "aaaao", False, NOT_AGREED, "objection"),
    (states.CONSENT, PLAIN, "b----", False, NOT_AGREED, "nobody_agreed"),
    (states.CONSENT, PLAIN, "", False, NOT_AGREED, "nobody_agreed"),
    # vote: strictly more than the majority of those who agree or object
    (states.VOTE, PLAIN, "aaaoo", False, AGREED, "majority"),
    (states.VOTE, PLAIN, "aroo-", False, NOT_AGREED, "tie"),
    (states.VOTE, PLAIN, "raabo", False, AGREED, "majority"),
    (states.VOTE, PLAIN, "aoobb", False, NOT_AGREED, "majority_against"),
    (states.VOTE, PLAIN, "ooo--", False, NOT_AGREED, "majority_against"),
    (states.VOTE, PLAIN, "bbb--", False, NOT_AGREED, "nobody_agreed"),
    (states.VOTE, PLAIN, "", False, NOT_AGREED, "nobody_agreed"),
    (states.VOTE, TWO_THIRDS, "aaaao", False, AGREED, "majority"),
    (states.VOTE, TWO_THIRDS, "aaoo", False, NOT_AGREED, "tie"),
    (states.VOTE, TWO_THIRDS, "aaaaoo", False, NOT_AGREED, "no_majority"),
    # the casting vote settles a tie, and nothing else
    (states.VOTE, CASTS, "aaoo", False, AGREED, "chair_cast"),
    (states.VOTE, CASTS, "raoo", False, AGREED, "chair_cast"),
    (states.VOTE, CASTS, "ooaa", False, NOT_AGREED, "chair_cast_against"),
    (states.VOTE, CASTS, "baaoo", False, NOT_AGREED, "tie"),
    (states.VOTE, CASTS, "-aaoo", False, NOT_AGREED, "tie"),
    (states.VOTE, CASTS, "aaooo", False, NOT_AGREED, "majority_against"),
    (states.VOTE, CycleRules(chair_casts=True, majority="2/3"), "aaoo", False, NOT_AGREED, "no_majority"),
]


def seats(said: str) -> tuple[list[str], dict[str, str]]:
    """The voices of a line of the table, and what they said."""
    voices = [f"seat-{place}" for place in range(len(said))]
    return voices, {one: LETTERS[letter] for one, letter in zip(voices, said, strict=True) if letter != "-"}


@pytest.mark.parametrize(("method", "rules", "said", "asked", "state", "why"), TABLE)
def test_the_truth_table(method: str, rules: CycleRules, said: str, asked: bool, state: str, why: str) -> None:
    voices, positions = seats(said)
    found = outcome(method, rules, voices, positions, "seat-0", asked=asked)
    assert (found.state, found.why) == (state, why)
    assert sum(found.counts.values()) == len(said)
    assert found.counts["silent"] == said.count("-")


def test_every_reason_stands_in_the_table_and_has_its_sentence() -> None:
    assert {line[-1] for line in TABLE} == set(rules_decision.WHY) == set(words_decisions.WHY)


VOICES = st.lists(st.sampled_from("abcdefgh"), unique=True)
POSITIONS = st.dictionaries(st.sampled_from("abcdefghxyz"), st.sampled_from(states.STANCES))
METHODS, ASKED, SHARES = st.sampled_from(states.METHODS), st.booleans(), st.sampled_from(["1/2", "3/5", "2/3", "3/4"])
RULES = st.builds(CycleRules, majority=SHARES, chair_casts=st.booleans())
CHAIR = st.sampled_from("abx")
Said = Mapping[str, str]


@given(METHODS, RULES, VOICES, POSITIONS, CHAIR, ASKED)
def test_what_can_never_be(
    method: str, rules: CycleRules, voices: list[str], said: Said, chair: str, asked: bool
) -> None:
    found = outcome(method, rules, voices, said, chair, asked=asked)
    there = {one: stance for one, stance in said.items() if one in voices}
    # Whoever is not there changes nothing.
    assert found == outcome(method, rules, voices, there, chair, asked=asked)
    agree = sum(stance in (states.AGREE, states.RESERVE) for stance in there.values())
    against = sum(stance == states.OBJECT for stance in there.values())
    if found.state == AGREED:
        # Agreed by somebody's voice, never by counting alone; and no objection is passed over.
        assert agree
        assert method == states.VOTE or not against
    if method == states.VOTE:
        cast = found.why == rules_decision.CHAIR_CAST
        enough = agree + cast > Fraction(rules.majority) * (agree + against + cast)
        assert (found.state == AGREED) <= enough
        assert not cast or (rules.chair_casts and agree == against)


@given(st.lists(st.sampled_from("arbo-"), min_size=1), RULES, st.data())
def test_one_more_agreement_never_undoes_an_agreement(said: list[str], rules: CycleRules, data: st.DataObject) -> None:
    method = data.draw(METHODS)
    voices, positions = seats("".join(said))
    before = outcome(method, rules, voices, positions, asked=True)
    after = outcome(method, rules, [*voices, "new"], {**positions, "new": states.AGREE}, asked=True)
    assert before.state != AGREED or after.state == AGREED


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(1, 60))
def test_a_reservation_is_looked_at_again_after_the_meeting(meeting: date, months: int) -> None:
    found = rules_decision.review_day(meeting, months)
    assert meeting + timedelta(days=27 * months) < found <= meeting + timedelta(days=31 * months)
