"""Three tables read line by line: a child's yes, the way to a consulate, the grounds and notices of an exception."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from himaya.cases import consent_content, grounds, rules_consents
from himaya.cases import rules_consents_child as child
from himaya.cases import rules_consents_consulate as consulate
from himaya.cases import rules_consents_exceptions as exceptions
from himaya.cases.rules_consents import GIVEN, REFUSED, USED, WITHDRAWN, Line
from himaya.cases.rules_consents_consulate import Facts
from himaya.cases.rules_consents_exceptions import NOT_TOLD, TO_TELL, TOLD, Notice
from himaya.kernel import clock

pytestmark = pytest.mark.capability("E1")
TODAY = date(2026, 11, 24)


def test_a_childs_word_comes_first_both_ways_and_no_guardian_is_a_gate() -> None:
    """Do-no-harm 6. Seen red with the guardian looked at before the child's no."""
    for assent, guardian in product(child.ASSENTS, ("", *child.GUARDIANS)):
        if assent == child.NO:
            expected = "childs_no"
        elif assent == child.YES or guardian == child.AGREED:
            expected = ""
        else:
            expected = "nobody_agreed"
        assert child.against(assent, guardian) == expected, (assent, guardian)


ASKING = [
    ("no", [], True),
    ("no", ["", "none"], True),
    ("no", ["agreed"], True),
    # Once somebody said that one may be implicated, no later form makes it unsaid.
    ("no", ["implicated"], False),
    ("yes", [], False),
    ("unknown", [], False),
    ("", [], False),
    ("", ["agreed"], False),
]


def test_a_guardian_is_asked_only_where_none_is_implicated() -> None:
    for flag, earlier, may in ASKING:
        assert child.may_ask_guardian(flag, earlier) is may, (flag, earlier)


CONSULATE = [
    (Facts(fears="no"), ""),
    (Facts(fears=""), "ask"),
    (Facts(fears="unknown"), "ask"),
    (Facts(fears="yes"), "fear"),
    (Facts(fears="no", asylum=True), "fear"),
    (Facts(fears="no", agreement=False), "basis"),
    (Facts(fears="no", fresh=False), "used"),
    (Facts(fears="no", child=True), "child"),
    (Facts(fears="no", child=True, agreement=False), "child"),
    (Facts(fears="no", child=True, decided=True), ""),
    # A best-interest decision does not lead past fear, nor past the yes for this one contact.
    (Facts(fears="yes", child=True, decided=True), "fear"),
    (Facts(fears="no", child=True, decided=True, fresh=False), "used"),
]


def test_the_way_to_a_consulate() -> None:
    """Do-no-harm 9. Seen red with `ask` judged before `fear`."""
    for facts, why in CONSULATE:
        assert consulate.against(facts) == why, facts
    for facts in (Facts(*values) for values in product(*[(True, False)] * 3, ("", "yes", "no"), *[(True, False)] * 2)):
        goes = consulate.against(facts) == ""
        may = not facts.child or facts.decided
        assert goes == (may and facts.agreement and facts.fears == "no" and not facts.asylum and facts.fresh)


FRESH: list[tuple[list[tuple[str, date | None]], set[int], bool]] = [
    ([(GIVEN, None)], set(), True),
    ([(GIVEN, None)], {1}, False),
    ([(GIVEN, None), (GIVEN, None)], {1}, True),
    ([(GIVEN, None), (GIVEN, None)], {2}, False),
    ([(GIVEN, None), (USED, None)], set(), False),
    ([(GIVEN, None), (USED, None), (GIVEN, None)], set(), True),
    ([(GIVEN, None), (WITHDRAWN, None)], set(), False),
    ([(REFUSED, None)], set(), False),
    ([(GIVEN, TODAY)], set(), True),
    ([(GIVEN, TODAY - timedelta(days=1))], set(), False),
    ([], set(), False),
]


def test_a_yes_about_a_consulate_counts_once() -> None:
    """Seen red with `used` left out: the second contact went on the first yes."""
    for said, used, expected in FRESH:
        lines = [Line(number, word, ("needs",), until) for number, (word, until) in enumerate(said, 1)]
        assert consulate.fresh(lines, ("needs",), used, TODAY) is expected, (said, used)
        assert not consulate.fresh(lines, ("needs", "signs"), used, TODAY)
        assert not consulate.fresh(lines, (), used, TODAY)


NOTICES = [
    (Notice(TOLD, TODAY), ""),
    (Notice(TOLD, TODAY - timedelta(days=30)), ""),
    (Notice(TOLD, TODAY - timedelta(days=31)), "day"),
    (Notice(TOLD, TODAY + timedelta(days=1)), "day"),
    (Notice(TOLD), "day"),
    (Notice(TO_TELL, TODAY), ""),
    (Notice(TO_TELL, TODAY + timedelta(days=30)), ""),
    (Notice(TO_TELL, TODAY + timedelta(days=31)), "day"),
    (Notice(TO_TELL, TODAY - timedelta(days=1)), "day"),
    (Notice(NOT_TOLD, TODAY, "not_alone"), ""),
    (Notice(NOT_TOLD, TODAY, ""), "reason"),
    (Notice(NOT_TOLD, TODAY, "no_time"), "reason"),
    (Notice(NOT_TOLD, None, "not_alone"), "day"),
    (Notice("never", TODAY), "notice"),
]


def test_a_person_is_told_or_there_is_a_reason_and_a_day() -> None:
    for notice, wrong in NOTICES:
        assert exceptions.fault(notice, TODAY) == wrong, notice
    assert [exceptions.owed(kind) for kind in exceptions.NOTICES] == [False, True, True]
    assert exceptions.late(TO_TELL, TODAY - timedelta(days=1), TODAY)
    assert not exceptions.late(TO_TELL, TODAY, TODAY)
    assert not exceptions.late(TOLD, TODAY - timedelta(days=9), TODAY)


def test_a_second_person_is_another_one_and_leads_or_counsels() -> None:
    assert exceptions.second("a", "b", ["desk_lead"])
    assert exceptions.second("a", "b", ["legal_counsel", "front_line"])
    assert not exceptions.second("a", "a", ["desk_lead", "legal_counsel"])
    assert not exceptions.second("a", "b", ["case_manager", "front_line"])


def test_what_is_still_to_be_verified_is_no_ground_that_anybody_can_name() -> None:
    """The marks of the content decide it. Seen red with G among VERIFIED."""
    offered = {code: row.ground for code, row in grounds.grounds().items() if exceptions.may_name(row.ground)}
    assert set(offered) == {"danger", "child", "legal_duty"}
    assert {one.mark for one in offered.values()} <= {"C", "C2"}
    assert all(row.source for row in grounds.grounds().values())


def test_every_question_has_a_plain_text_in_three_languages() -> None:
    for plain in consent_content.load_texts():
        for language in ("fr", "ar", "en"):
            words = plain.texts.in_language(language)
            for sentence in words.replace("؟", ".").replace("?", ".").split("."):
                assert len(sentence.split()) <= 20, (plain.id, language)
    assert consent_content.recording("fr", "ask") is None
    for language, name in (("fr", "../secret"), ("../..", "ask"), ("fr", "")):
        assert consent_content.recording(language, name) is None


def test_what_ends_soon_is_said_from_fourteen_days_before_until_the_day_itself() -> None:
    """29 February 2028 is a day like another, and the day is over at midnight in Casablanca."""
    last = date(2028, 2, 29)
    assert [rules_consents.ends_soon(last, day) for day in (date(2028, 2, 14), date(2028, 2, 15), last)] == [
        False,
        True,
        True,
    ]
    assert not rules_consents.ends_soon(last, date(2028, 3, 1))
    assert not rules_consents.ends_soon(None, last)
    lines = [Line(1, GIVEN, ("needs",), last)]
    assert rules_consents.in_force(lines, last)
    assert not rules_consents.in_force(lines, date(2028, 3, 1))
    # The nation's clock stands at UTC on that day, which is within Ramadan, and an hour ahead for most of the year.
    for moment, day in (
        (datetime(2028, 2, 29, 23, 59, tzinfo=UTC), last),
        (datetime(2028, 3, 1, 0, 0, tzinfo=UTC), date(2028, 3, 1)),
        (datetime(2026, 11, 24, 22, 59, tzinfo=UTC), TODAY),
        (datetime(2026, 11, 24, 23, 0, tzinfo=UTC), TODAY + timedelta(days=1)),
    ):
        with clock.stopped(moment):
            assert clock.today() == day
