"""What is done about a right: the table of its moments, what each writes down, days, and who sees it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent, OutboxMessage
from himaya.kernel.sealed import blank
from himaya.rights import content, queries, states
from himaya.rights.access import open_rights
from himaya.rights.actions import facts, rights
from himaya.rights.actions.rights import Day
from himaya.rights.models import RightFacts, RightStep
from himaya.rights.rules_days import Term
from tests import cast, factories

pytestmark = pytest.mark.capability("E3")
TODAY = date(2026, 11, 24)
COUNSEL = Day(date(2026, 12, 15), "counsel")


def told(case: Case, right: str = "wages", **changes: Any) -> UUID:
    said = {"language": "ary", "on": TODAY, "by": cast.INSPECTOR, **changes}
    return rights.tell(case_id=case.pk, right=right, **said)


def asked(case: Case, right: str = "wages", **changes: Any) -> UUID:
    said = {"where": "lawyers", "words": "", "on": TODAY, "by": cast.INSPECTOR, **changes}
    return rights.ask(case_id=case.pk, right=right, **said)


def refused(case: Case, right: str = "wages", **changes: Any) -> UUID:
    said = {"reason": "papers_missing", "on": TODAY, "appeal": Day(), "words": "", "by": cast.INSPECTOR, **changes}
    return rights.refuse(case_id=case.pk, right=right, **said)


def appealed(case: Case, right: str = "wages") -> UUID:
    return rights.appeal(case_id=case.pk, right=right, on=TODAY, words="", by=cast.INSPECTOR)


def granted(case: Case, right: str = "wages", until: date | None = None) -> UUID:
    return rights.grant(case_id=case.pk, right=right, on=TODAY, until=until, words="", by=cast.INSPECTOR)


def given_up(case: Case, right: str = "wages") -> UUID:
    return rights.give_up(case_id=case.pk, right=right, on=TODAY, by=cast.INSPECTOR)


def day_set(case: Case, right: str = "wages", day: Day = COUNSEL, words: str = "Cabinet Mizan") -> UUID:
    return rights.set_day(case_id=case.pk, right=right, day=day, words=words, by=cast.INSPECTOR)


DEEDS = {
    states.TELL: told, states.ASK: asked, states.GRANT: granted, states.REFUSE: refused,
    states.APPEAL_VERB: appealed, states.GIVE_UP: given_up, states.SET_DAY: day_set,
}  # fmt: skip


def last(case: Case, right: str = "wages") -> RightStep:
    return queries.standing().get(case=case, right=right)


def standing_at(case: Case, state: str) -> None:
    """A right that stands so, however it came to."""
    RightStep.objects.all().delete()
    if state != states.NOT_RAISED:
        RightStep.objects.create(
            person_id=case.person_id, case=case, number=1, right="wages", at=clock.now(), word="told", state=state,
            on=TODAY, desk_id="labour-north", done_by=case.opened_by,
        )  # fmt: skip


def test_every_verb_is_possible_in_its_states_and_in_no_other(case: Case) -> None:
    """Each state, each verb: the whole table."""
    for state in states.STATES:
        for verb, deed in DEEDS.items():
            standing_at(case, state)
            after = states.leads_to(verb, state)
            if after is None:
                with pytest.raises(NotNow, match="right_moved"):
                    deed(case)
            else:
                deed(case)
                assert (last(case).word, last(case).state) == (states.DONE[verb], after)


def test_what_is_wrong_in_a_step_names_its_field_and_writes_nothing(case: Case) -> None:
    told(case)
    asked(case)
    wrong: list[tuple[str, Any]] = [
        ("language", lambda: told(case, "shelter", language="xx")),
        ("where", lambda: asked(case, where="nowhere")),
        ("where", lambda: asked(case, where="", words=" ")),
        ("on", lambda: told(case, "shelter", on=date(2026, 11, 25))),
        ("reason", lambda: refused(case, reason="liar")),
        ("due_source", lambda: refused(case, appeal=Day(date(2026, 12, 1), "law"), words="x")),
        ("words", lambda: refused(case, appeal=COUNSEL)),
        ("words", lambda: refused(case, words="x" * 601)),
        ("due_on", lambda: day_set(case, day=Day(None, "counsel"))),
        ("due_on", lambda: refused(case, appeal=Day(None, "counsel"))),
        ("words", lambda: day_set(case, words=" ")),
        ("until", lambda: granted(case, until=date(2026, 11, 23))),
    ]
    for code, deed in wrong:
        with pytest.raises(NotValid) as refusal:
            deed()
        assert refusal.value.code == code
    with pytest.raises(NotFound):
        told(case, "no-such-right")
    assert RightStep.objects.count() == 2


def test_a_day_stands_until_it_is_met_and_the_worker_is_told_twice(case: Case) -> None:
    step = day_set(case)
    told(case)
    row = last(case)
    assert (row.due_on, row.due_for, row.due_source) == (date(2026, 12, 15), "claim", "counsel")
    assert not queries.still_due(step)
    assert queries.still_due(row.pk)
    waiting = OutboxMessage.objects.filter(event="right.deadline_due", ids__step=str(step)).order_by("due_at")
    assert [one.due_at for one in waiting] == [
        datetime(2026, 12, 1, 7, 30, tzinfo=UTC), datetime(2026, 12, 11, 7, 30, tzinfo=UTC),
    ]  # fmt: skip
    assert set(waiting[0].ids) == {"case", "step"}
    asked(case)
    assert last(case).due_on is None
    refused(case, appeal=Day(date(2026, 12, 1), "decision"), words="Décision du 20 novembre")
    told(case, "shelter")
    granted(case, "shelter", until=date(2027, 2, 28))
    near = queries.deadlines(cast.INSPECTOR)
    assert [(one.right, one.due_for, one.source, one.nearness) for one in near] == [
        ("wages", "appeal", "decision", "soon")
    ]
    assert [one.due_for for one in queries.deadlines(cast.INSPECTOR, all_days=True)] == ["appeal", "until"]
    with clock.stopped(factories.TUESDAY.replace(month=12, day=2)):
        assert queries.deadlines(cast.INSPECTOR)[0].nearness == "over"
    appealed(case)
    assert queries.deadlines(cast.INSPECTOR) == []
    assert queries.deadlines(cast.SHELTER, all_days=True) == []


APPEAL_DAY = Day(date(2026, 12, 15), "decision")
MARKS = {"appeal": (APPEAL_DAY.on, "appeal", "decision"), "claim": (COUNSEL.on, "claim", "counsel"),
         "until": (date(2027, 2, 28), "until", "decision"), "": (None, "", "")}  # fmt: skip


def with_an_appeal_day(case: Case) -> None:
    told(case)
    asked(case)
    refused(case, appeal=APPEAL_DAY, words="Décision du 20 novembre")


def with_a_claim_day(case: Case) -> None:
    told(case)
    day_set(case)


def granted_for_a_time(case: Case) -> None:
    told(case)
    granted(case, until=date(2027, 2, 28))


@pytest.mark.parametrize(
    ("begin", "deeds", "stands"),
    [
        (with_an_appeal_day, [asked], "appeal"),
        (with_an_appeal_day, [asked, refused], "appeal"),
        (with_an_appeal_day, [given_up], "appeal"),
        (with_an_appeal_day, [given_up, told], "appeal"),
        (with_an_appeal_day, [given_up, told, asked], "appeal"),
        (with_an_appeal_day, [appealed], ""),
        (with_an_appeal_day, [asked, granted], ""),
        (with_a_claim_day, [asked], ""),
        (with_a_claim_day, [given_up], "claim"),
        (with_a_claim_day, [given_up, told], "claim"),
        (with_a_claim_day, [given_up, asked], ""),
        (granted_for_a_time, [asked], "until"),
        (granted_for_a_time, [asked, refused], "until"),
        (granted_for_a_time, [asked, granted], ""),
        (granted_for_a_time, [given_up], ""),
    ],
)
def test_a_day_stands_until_something_meets_it(case: Case, begin: Any, deeds: list[Any], stands: str) -> None:
    """Seen red: asking again and "not for now" let the day of an appeal go, a renewal let the last day go."""
    begin(case)
    for deed in deeds:
        deed(case)
    row = last(case)
    assert (row.due_on, row.due_for, row.due_source) == MARKS[stands]
    assert queries.still_due(row.pk) == row.due_on


def test_an_appeal_whose_day_stands_can_be_taken_wherever_the_right_went_meanwhile(case: Case) -> None:
    for deeds in ([given_up], [given_up, told], [asked]):
        RightStep.objects.all().delete()
        with_an_appeal_day(case)
        for deed in deeds:
            deed(case)
        appealed(case)
        assert (last(case).state, last(case).due_on) == ("appealed", None)
    RightStep.objects.all().delete()
    with_an_appeal_day(case)
    asked(case)
    day_set(case)
    assert last(case).due_for == "appeal", "a correction of the day of the appeal is one of the same"


def test_only_a_term_read_in_an_official_text_counts_by_itself(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    known = content.catalogue()
    row = known.rights["wages"]
    for mark, expected in (("?", None), ("C2", None), ("C", date(2026, 12, 24))):
        planted = replace(row, terms=(replace(row.terms[1], term=Term("refused", mark, months=1)),))
        monkeypatch.setitem(known.rights, "wages", planted)
        RightStep.objects.all().delete()
        for deed in (told, asked, refused):
            deed(case)
        assert last(case).due_on == expected, mark
        assert last(case).due_source == ("law" if expected else "")


def test_facts_are_a_story_asked_once_and_kept_as_sets(case: Case) -> None:
    with open_rights(cast.INSPECTOR, case.pk) as opened:
        assert not opened.asked
        assert (opened.facts.age, opened.facts.nationality) == ("adult", "unknown")
        every = {one.right.id for one in opened.standing}
        assert every >= {"asylum", "no_removal", "wages"}
        assert "guardian" not in every
    told(case, "asylum")
    told(case, "wages")
    said = {"age": "adult", "nationality": "national", "unpaid_wages": "no", "proceedings": "no"}
    assert facts.note(case_id=case.pk, answers=said, by=cast.INSPECTOR) == 1
    with open_rights(cast.INSPECTOR, case.pk) as opened:
        now = {one.right.id for one in opened.standing}
        assert every - now == {"no_removal", "stay_permit"}  # of what was told, nothing goes
        assert opened.facts.proceedings == "no"
        assert opened.of("wages").state == "told"
        assert opened.of("stay_permit").how == ""
        with pytest.raises(NotFound):
            opened.of("no-such-right")
    assert AuditEvent.objects.filter(action="rights.read", purpose="give_service").count() == 2
    assert facts.note(case_id=case.pk, answers={}, by=cast.INSPECTOR_COLLEAGUE) == 2
    for name, value in (("age", "old"), ("cooperates", "yes"), ("pregnant", "maybe")):
        with pytest.raises(NotValid):
            facts.note(case_id=case.pk, answers={name: value}, by=cast.INSPECTOR)


def test_who_was_noted_as_adult_has_the_rights_of_a_child_once_the_case_says_child(case: Case) -> None:
    facts.note(case_id=case.pk, answers={"age": "adult"}, by=cast.INSPECTOR)
    Case.objects.filter(pk=case.pk).update(age_group="child")
    with open_rights(cast.INSPECTOR, case.pk) as opened:
        assert opened.facts.age == "maybe_child"
        assert {one.right.id: one.how for one in opened.standing}["guardian"] == "applies"
    facts.note(case_id=case.pk, answers={"age": "unknown"}, by=cast.INSPECTOR)
    with open_rights(cast.INSPECTOR, case.pk) as opened:
        assert opened.facts.age == "child"


def test_nobody_else_does_or_sees_anything_and_a_closed_file_takes_nothing(case: Case) -> None:
    for actor in (cast.SHELTER, cast.INSPECTOR_SOUTH, cast.LAWYER):
        with pytest.raises(NotFound):
            told(case, by=actor)
        with pytest.raises(NotFound):
            facts.note(case_id=case.pk, answers={}, by=actor)
        with pytest.raises(NotFound), open_rights(actor, case.pk):
            pass
    for actor in (cast.SECRETARY, cast.AUDITOR):
        with pytest.raises(NotPermitted):
            told(case, by=actor)
        with pytest.raises(NotPermitted):
            facts.note(case_id=case.pk, answers={}, by=actor)
    told(case)
    day_set(case)
    Case.objects.filter(pk=case.pk).update(state="closed", closed_on=clock.today())
    for deed in (asked, given_up, day_set):
        with pytest.raises(NotNow, match="closed"):
            deed(case)
    with pytest.raises(NotNow, match="closed"):
        facts.note(case_id=case.pk, answers={}, by=cast.INSPECTOR)
    assert queries.deadlines(cast.INSPECTOR, all_days=True) == []
    assert not queries.still_due(last(case).pk)


def test_what_was_written_is_never_changed_and_only_an_erasure_empties_words(case: Case) -> None:
    told(case)
    asked(case, where="", words="Tribunal, guichet 4")
    facts.note(case_id=case.pk, answers={}, by=cast.INSPECTOR)
    for rows, changes in (
        (RightStep.objects.all(), {"state": "granted"}),
        (RightStep.objects.all(), {"due_on": TODAY}),
        (RightFacts.objects.all(), {"noted_on": TODAY}),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            rows.update(**changes)
    assert blank(RightStep.objects.all(), "words") == 1
    with pytest.raises(DatabaseError, match="a_refused_right_says_why"), transaction.atomic():
        RightStep.objects.create(
            person_id=case.person_id, case=case, number=9, right="wages", at=clock.now(), word="refused",
            state="refused", on=TODAY, desk_id="labour-north", done_by=case.opened_by,
        )  # fmt: skip
