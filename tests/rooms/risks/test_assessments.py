"""An assessment from its beginning to its end: what it keeps, what it refuses, and what it comes to."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.ids import new_id
from himaya.kernel.models import OutboxMessage
from himaya.risks import access, queries, rules
from himaya.risks.actions import assessments, discussions, own_ratings
from himaya.risks.models import Assessment, DomainLine
from himaya.risks.rules import NOT_ASSESSED, Overall
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.risks.assessed import OWN_WORDS, answered, begun, finished, opened, says

pytestmark = pytest.mark.capability("D1")


def test_one_domain_is_enough_and_what_is_missing_is_said() -> None:
    case = opened()
    row = begun(case)
    answered(row, "R1", "2", "2")
    finished(row, 1)
    with access.open_risks(cast.INSPECTOR, case.pk) as risks:
        assert risks.overall == Overall("moderate", 11)
        assert risks.domains["R1"].counts.level == "moderate"
        assert risks.domains["R9"].counts.level == NOT_ASSESSED
    last = queries.last_finished(case.pk)
    assert last is not None
    assert last.due_on == clock.today() + timedelta(hours=72)


def test_it_can_be_left_and_gone_on_with_and_counts_meanwhile_where_it_is_worse() -> None:
    case = opened()
    row = begun(case)
    answered(row, "R1", "1", "1")
    finished(row, 1)
    again = begun(case, "incident")
    answered(again, "R1", "4", "4")
    with access.open_risks(cast.INSPECTOR, case.pk) as risks:
        assert risks.running is not None
        assert risks.overall.level == "critical"
    answered(again, "R2", "1", "1")
    with access.open_risks(cast.INSPECTOR, case.pk) as risks:
        assert risks.answered == {"R1", "R2"}


def test_what_is_not_looked_at_again_is_not_below_what_was_said() -> None:
    case = opened()
    row = begun(case)
    answered(row, "R3", "3", "4")
    finished(row, 1)
    again = begun(case, "periodic")
    answered(again, "R9", "1", "1")
    finished(again, 1)
    with access.open_risks(cast.INSPECTOR, case.pk) as risks:
        assert risks.overall == Overall("critical", 11)
        assert risks.domains["R3"].counts.level == NOT_ASSESSED
        assert risks.domains["R3"].earlier
    once_more = begun(case, "periodic")
    answered(once_more, "R3", "1", "1")
    finished(once_more, 1)
    with access.open_risks(cast.INSPECTOR, case.pk) as risks:
        assert risks.domains["R3"].counts.level == "low"


def test_the_levels_of_a_finished_one_are_those_that_the_page_showed() -> None:
    case = opened()
    row = begun(case)
    answered(row, "R2", "4", "3", own="critical")
    answered(row, "R9", "1", "2")
    with access.open_risks(cast.INSPECTOR, case.pk) as risks:
        before = access.finishing(risks)
    finished(row, 2)
    with access.open_risks(cast.INSPECTOR, case.pk) as risks:
        assert {code: one.counts for code, one in risks.domains.items()} == before
    with access.open_finished(cast.INSPECTOR, case.pk, row.number) as then:
        assert then.levels == before
        assert set(then.lines) == {"R2", "R9"}


def test_her_own_rating_counts_until_both_views_were_talked_about_and_stays_after() -> None:
    case = opened()
    row = begun(case)
    answered(row, "R2", "1", "1")
    finished(row, 1)
    own = own_ratings.note(
        case_id=case.pk, domain="R2", level="high", words=OWN_WORDS, instance_id=new_id(), by=cast.INSPECTOR
    )
    with access.open_risks(cast.INSPECTOR, case.pk) as risks:
        assert risks.domains["R2"].counts.level == "high"
        assert risks.domains["R2"].worker.level == "low"
        # What became worse since brings the day nearer.
        assert risks.due == clock.today() + timedelta(hours=72)
    discussions.note(
        case_id=case.pk, domain="R2", stands="ours", words="", seen=own.number, instance_id=new_id(), by=cast.INSPECTOR
    )
    with access.open_risks(cast.INSPECTOR, case.pk) as risks:
        view = risks.domains["R2"]
        assert view.counts.level == "low"
        assert view.own is not None
        assert (view.own.level, view.own.words) == ("high", OWN_WORDS)
    # She says it again: it counts again.
    own_ratings.note(case_id=case.pk, domain="R2", level="high", words="", instance_id=new_id(), by=cast.INSPECTOR)
    with access.open_risks(cast.INSPECTOR, case.pk) as risks:
        assert risks.domains["R2"].counts.level == "high"


def test_a_talk_needs_two_views_of_which_hers_is_the_worse() -> None:
    case = opened()
    ask = {"case_id": case.pk, "domain": "R2", "stands": "ours", "words": "", "by": cast.INSPECTOR}
    with refused(NotNow, "no_rating"):
        discussions.note(**ask, seen=0, instance_id=new_id())
    own_ratings.note(case_id=case.pk, domain="R2", level="low", words="", instance_id=new_id(), by=cast.INSPECTOR)
    row = begun(case)
    answered(row, "R2", "2", "2")
    with refused(NotNow, "no_difference"):
        discussions.note(**ask, seen=1, instance_id=new_id())
    with refused(NotNow, "other_tab"):
        discussions.note(**ask, seen=7, instance_id=new_id())


def test_two_who_write_one_domain_overwrite_nothing() -> None:
    row = begun(opened())
    answered(row, "R1", "4", "4")
    with refused(NotNow, "other_tab"):
        answered(row, "R1", "1", "1", by=cast.LABOUR_LEAD)
    answered(row, "R2", "1", "1", by=cast.LABOUR_LEAD)
    answered(row, "R1", "1", "2", seen=1)
    assert DomainLine.objects.filter(assessment=row, domain="R1").count() == 2
    with refused(NotNow, "other_tab"):
        finished(row, 2)


def test_the_same_form_sent_twice_is_kept_once() -> None:
    case, form = opened(), new_id()
    factories.version("risk-protocol")
    one = assessments.begin(case_id=case.pk, occasion="intake", instance_id=form, by=cast.INSPECTOR)
    assert assessments.begin(case_id=case.pk, occasion="intake", instance_id=form, by=cast.INSPECTOR).pk == one.pk
    line = answered(one, "R1", form=form, own="high")
    assert answered(one, "R1", form=form, own="high").pk == line.pk
    with access.open_risks(cast.INSPECTOR, case.pk) as risks:
        assert risks.seen == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"likelihood": "5"}, "likelihood"),
        ({"impact": ""}, "impact"),
        ({"concerns": ("nobody",)}, "concerns"),
        ({"known_from": ("rumour",)}, "known_from"),
        ({"protects": "x" * 1001}, "protects"),
        ({"own": "grave"}, "own"),
    ],
)
def test_what_is_no_answer_of_the_protocol_is_refused_by_its_field(said: dict[str, object], code: str) -> None:
    row = begun(opened())
    form = says("R2")
    answers = {**form.answers, **{name: value for name, value in said.items() if name in form.answers}}
    rest = {"concerns": form.concerns, "known_from": form.known_from, "protects": "", "own": ""}
    rest |= {name: value for name, value in said.items() if name in rest}
    with refused(NotValid, code):
        assessments.answer(
            case_id=row.case_id, number=row.number, domain="R2", said=assessments.Said(answers, **rest), seen=0,  # type: ignore[arg-type]
            instance_id=new_id(), by=cast.INSPECTOR,
        )  # fmt: skip
    assert not DomainLine.objects.exists()


def test_a_question_left_open_is_sent_back_and_not_assessed_is_an_answer() -> None:
    row = begun(opened())
    answered(row, "R1", "unknown", "4", whereabouts="unknown", threat="unknown")
    with access.open_risks(cast.INSPECTOR, row.case_id) as risks:
        assert risks.domains["R1"].counts == rules.Reading(NOT_ASSESSED, "moderate")


def test_an_empty_one_is_taken_back_and_one_with_words_is_finished() -> None:
    case = opened()
    row = begun(case)
    with refused(NotNow, "empty"):
        finished(row, 0)
    assessments.abandon(case_id=case.pk, number=row.number, by=cast.INSPECTOR)
    again = begun(case)
    assert again.number == 2
    answered(again, "R1")
    with refused(NotNow, "written_in"):
        assessments.abandon(case_id=case.pk, number=again.number, by=cast.INSPECTOR)
    with refused(NotNow, "running"):
        begun(case)


def test_a_finished_one_is_changed_by_nobody_and_neither_is_a_line() -> None:
    row = begun(opened())
    line = answered(row, "R1")
    finished(row, 1)
    with refused(NotNow, "finished"):
        answered(row, "R1", seen=1)
    for statement, pk in (
        ("UPDATE risk_assessment SET due_on = NULL WHERE id = %s", row.pk),
        ("UPDATE risk_line SET domain = 'R2' WHERE id = %s", line.pk),
        ("UPDATE risk_line SET words = 'x' WHERE id = %s", line.pk),
    ):
        with pytest.raises(Exception, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [pk.hex if connection.vendor == "sqlite" else pk])


def test_what_follows_is_told_without_a_level() -> None:
    row = begun(opened())
    answered(row, "R1", "4", "4")
    finished(row, 1)
    message = OutboxMessage.objects.get(event="risk_assessment.finished")
    assert message.ids == {"case": str(row.case_id), "assessment": str(row.pk)}


def test_others_learn_nothing_and_write_nothing() -> None:
    case = opened()
    for stranger in (cast.NURSE,):
        with pytest.raises(NotFound), access.open_risks(stranger, case.pk):
            pass
        with pytest.raises(NotFound):
            begun(case, by=stranger)
    with pytest.raises(NotPermitted):
        begun(case, by=cast.SECRETARY)
    assert not Assessment.objects.exists()
