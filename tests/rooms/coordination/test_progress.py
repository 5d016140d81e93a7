"""A report is its institution's draft, then its authority's word, then stands in the record."""

from datetime import date, timedelta
from typing import Any

import pytest

from himaya.coordination import policy_progress, states
from himaya.coordination import states_following as following
from himaya.coordination.actions import progress
from himaya.coordination.models import ProgressReport, Recommendation
from himaya.institutions.models import Mandate
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from tests.refusals import refused
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import following_at_hand as hand
from tests.rooms.coordination.at_the_table import DAW, HEALTH, HEALTH_ALTERNATE, HEALTH_AUTHORITY, POLICE, SECRETARY

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A9")]
LETTER: dict[str, Any] = {"how": "letter", "received_on": date(2026, 11, 23)}


@pytest.fixture(name="row")
def _row() -> Recommendation:
    return hand.recommendation(lead="hospital", contributors=["daw"])


def write(row: Recommendation, **changes: Any) -> ProgressReport:
    base: dict[str, Any] = {"recommendation_id": row.pk, "text": "Douze équipes formées.", "value": "12", "by": HEALTH}
    return progress.write(**{**base, **changes})


def handed_in(row: Recommendation, **changes: Any) -> ProgressReport:
    report = write(row, **changes)
    progress.submit(report_id=report.pk, by=changes.get("by", HEALTH))
    return fresh(report)


def validated(row: Recommendation, **changes: Any) -> ProgressReport:
    report = handed_in(row, **changes)
    progress.validate(report_id=report.pk, by=HEALTH_AUTHORITY)
    return fresh(report)


def fresh(report: ProgressReport) -> ProgressReport:
    return ProgressReport.objects.get(pk=report.pk)


def steps(row: Recommendation) -> list[str]:
    return list(row.steps.order_by("number").values_list("did", flat=True))


def test_a_draft_that_was_never_handed_in_stays_its_institutions_also_when_it_is_withdrawn(row: Recommendation) -> None:
    draft = write(row)
    progress.withdraw(report_id=draft.pk, by=HEALTH)
    assert list(policy_progress.reports_of(HEALTH, row)) == [draft]
    assert not policy_progress.reports_of(SECRETARY, row).exists()
    # What was handed in was told, and stays told.
    told = handed_in(row)
    progress.withdraw(report_id=told.pk, by=HEALTH)
    assert list(policy_progress.reports_of(SECRETARY, row)) == [told]


def test_nobody_validates_what_changed_since_the_page_was_opened(row: Recommendation) -> None:
    report = handed_in(row)
    seen = report.revision
    progress.send_back(report_id=report.pk, reason="Dire combien.", by=HEALTH_AUTHORITY)
    write(row, text="Vingt équipes formées.", seen=fresh(report).revision)
    progress.submit(report_id=report.pk, by=HEALTH)
    for step in (progress.validate, progress.send_back):
        takes: dict[str, Any] = {"reason": "Dire où."} if step == progress.send_back else {}
        with refused(NotNow, "written_meanwhile"):
            step(report_id=report.pk, seen=seen, by=HEALTH_AUTHORITY, **takes)
    progress.validate(report_id=report.pk, seen=fresh(report).revision, by=HEALTH_AUTHORITY)
    with pytest.raises(NotNow):
        progress.accept(report_id=report.pk, seen=seen, by=SECRETARY)


def test_a_report_goes_from_draft_to_the_record_and_moves_the_recommendation(row: Recommendation) -> None:
    report = write(row)
    assert (report.number, report.state, report.institution_id, report.how) == (1, "draft", "hospital", "click")
    assert report.delegate == at.delegate("hospital")
    progress.submit(report_id=report.pk, by=HEALTH_ALTERNATE)
    progress.validate(report_id=report.pk, by=HEALTH_AUTHORITY)
    validated_one = fresh(report)
    assert (validated_one.state, validated_one.validated_how) == (following.VALIDATED, "click")
    assert validated_one.validated_by == at.delegate("hospital", states.VALIDATING)
    row.refresh_from_db()
    assert (row.state, row.heard_on) == (following.ANSWERED, clock.today())
    progress.accept(report_id=report.pk, by=SECRETARY)
    row.refresh_from_db()
    assert (fresh(report).state, row.state) == (following.REPORT_ACCEPTED, following.IN_PROGRESS)
    assert steps(row) == ["addressed", "heard", "progressed"]
    written = AuditEvent.objects.filter(object_type="progress_report").order_by("pk").values_list("action", flat=True)
    assert list(written) == [f"progress.{did}" for did in ("written", "submitted", "validated", "accepted")]


def test_that_the_lead_says_done_is_its_word_and_verifies_nothing(row: Recommendation) -> None:
    progress.accept(report_id=validated(row, done=True).pk, by=SECRETARY)
    row.refresh_from_db()
    assert (row.state, row.verified_on) == (following.REPORTED_DONE, None)
    with pytest.raises(NotNow, match="recommendation_reported_done"):
        write(row)


def test_what_a_contributor_reports_neither_moves_it_nor_counts_as_the_leads_word(row: Recommendation) -> None:
    before = row.heard_on
    report = handed_in(row, by=DAW, done=True)
    at.mandate("daw", "authority-daw", states.VALIDATING)
    progress.validate(report_id=report.pk, by=SECRETARY, **LETTER)
    progress.accept(report_id=report.pk, by=SECRETARY)
    row.refresh_from_db()
    assert (row.state, row.heard_on) == (following.ANSWERED, before)
    assert steps(row) == ["addressed"]


def test_lead_and_contributor_each_have_a_report_under_way_and_no_more_than_one(row: Recommendation) -> None:
    first, other = write(row), write(row, by=DAW)
    again = write(row, text="Treize équipes.", seen=1, by=HEALTH_ALTERNATE)
    assert (first.number, other.number, again.pk, again.revision) == (1, 2, first.pk, 2)
    with pytest.raises(NotNow, match="written_meanwhile"):
        write(row, text="D’une page ancienne.", seen=1)
    assert fresh(first).text == "Treize équipes."


def test_a_recommendation_that_is_not_answered_is_answered_first() -> None:
    row = hand.recommendation(following.ADDRESSED, lead="hospital")
    with refused(NotNow, says="First its answer"):
        write(row)


@pytest.mark.parametrize("state", [following.VERIFIED, following.REC_CLOSED, following.MERGED])
def test_nothing_is_reported_of_what_has_ended(state: str) -> None:
    row = hand.recommendation(state, lead="hospital")
    with pytest.raises(NotNow):
        write(row)
    report = hand.report(row, following.VALIDATED, institution="hospital")
    with pytest.raises(NotNow):
        progress.accept(report_id=report.pk, by=SECRETARY)
    assert fresh(report).state == following.VALIDATED


def test_whoever_is_not_named_has_nothing_to_report(row: Recommendation) -> None:
    with pytest.raises(NotPermitted, match="not_concerned"):
        write(row, by=POLICE)
    with pytest.raises(NotPermitted, match="other_institution"):
        write(row, institution_id="daw")


def test_without_a_mandate_today_nobody_writes(row: Recommendation) -> None:
    report = write(row)
    Mandate.objects.filter(institution_id="hospital").update(valid_to=clock.today() - timedelta(days=1))
    with pytest.raises(NotFound):
        write(row, seen=1)
    with pytest.raises(NotFound):
        progress.submit(report_id=report.pk, by=HEALTH)


def test_only_the_authority_validates(row: Recommendation) -> None:
    report = handed_in(row)
    for somebody in (HEALTH, DAW):
        with pytest.raises((NotPermitted, NotFound)):
            progress.validate(report_id=report.pk, by=somebody)
    with pytest.raises(NotValid, match="how_missing"):
        progress.validate(report_id=report.pk, by=SECRETARY)
    progress.validate(report_id=report.pk, signed_by="Secrétaire général", by=SECRETARY, **LETTER)
    done = fresh(report)
    assert (done.validated_how, done.validated_on, done.signed_by) == (
        "letter",
        LETTER["received_on"],
        "Secrétaire général",
    )


def test_the_authority_sends_back_what_was_handed_in_and_the_secretariat_what_was_validated(
    row: Recommendation,
) -> None:
    report = handed_in(row)
    with pytest.raises(NotPermitted, match="not_validated_yet"):
        progress.send_back(report_id=report.pk, reason="Dire combien.", by=SECRETARY)
    with pytest.raises(NotValid, match="text_missing"):
        progress.send_back(report_id=report.pk, reason=" ", by=HEALTH_AUTHORITY)
    progress.send_back(report_id=report.pk, reason="Dire combien.", by=HEALTH_AUTHORITY)
    assert (fresh(report).state, fresh(report).returned_by) == (following.RETURNED, following.BY_AUTHORITY)
    write(row, text="Douze sur vingt.", seen=fresh(report).revision)
    progress.submit(report_id=report.pk, by=HEALTH)
    progress.validate(report_id=report.pk, by=HEALTH_AUTHORITY)
    with pytest.raises(NotPermitted):
        progress.send_back(report_id=report.pk, reason="Encore.", by=HEALTH_AUTHORITY)
    progress.send_back(report_id=report.pk, reason="Joindre la circulaire.", by=SECRETARY)
    progress.submit(report_id=report.pk, by=HEALTH)
    again = fresh(report)
    assert (again.returned_by, again.validated_how, again.validated_by) == (following.BY_SECRETARIAT, "", None)


def test_a_report_can_be_taken_back_until_the_authority_has_spoken(row: Recommendation) -> None:
    report = handed_in(row)
    progress.withdraw(report_id=report.pk, by=HEALTH)
    assert fresh(report).state == following.REPORT_WITHDRAWN
    assert write(row).number == 2
    other = validated(hand.recommendation(lead="hospital"))
    with pytest.raises(NotNow, match="report_validated"):
        progress.withdraw(report_id=other.pk, by=HEALTH)


def test_a_signed_letter_is_entered_in_one_step() -> None:
    row = hand.recommendation(lead="justice", heard_on=None)
    letter: dict[str, Any] = {"recommendation_id": row.pk, "institution_id": "justice", "text": "Circulaire diffusée."}
    with pytest.raises(NotPermitted, match="no_validating_mandate"):
        progress.enter_letter(**letter, by=SECRETARY, **LETTER)
    assert not ProgressReport.objects.exists()
    at.mandate("justice", "authority-justice", states.VALIDATING)
    report = progress.enter_letter(**letter, signed_by="Ministre", by=SECRETARY, **LETTER)
    row.refresh_from_db()
    assert (report.state, report.how, report.validated_how) == (following.VALIDATED, "letter", "letter")
    assert (row.heard_on, report.received_on) == (LETTER["received_on"], LETTER["received_on"])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"how": "mail", "received_on": None}, "received_missing"),
        ({"how": "mail", "received_on": date(2027, 1, 1)}, "received_future"),
        ({"received_on": date(2026, 1, 1)}, "received_early"),
        ({"how": "telephone", "received_on": date(2026, 11, 23)}, "how_missing"),
        ({"text": " "}, "text_missing"),
        ({"text": "x" * 4001}, "text_length"),
        ({"text": "Madame Zineb Tazi, +212 661 22 33 44"}, "case_data"),
        ({"value": "AB123456"}, "case_data"),
        ({"as_of": date(2027, 1, 1)}, "as_of_future"),
        ({"institution_id": ""}, "who_missing"),
        ({"entity": "Barreau"}, "who_missing"),
    ],
)
def test_what_is_entered_for_others_says_whose_when_and_how(
    row: Recommendation, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(NotValid, match=f"^{code}$"):
        write(row, **{"institution_id": "hospital", "by": SECRETARY, **LETTER, **changes})


def test_somebody_outside_the_list_reports_through_the_secretariat() -> None:
    row = hand.recommendation(lead_name="Ordre des avocats")
    with pytest.raises(NotPermitted, match="not_concerned"):
        write(row, entity="Une autre", by=SECRETARY, **LETTER)
    letter: dict[str, Any] = {"recommendation_id": row.pk, "entity": "Ordre des avocats", "text": "Permanence ouverte."}
    with pytest.raises(NotValid, match="signed_missing"):
        progress.enter_letter(**letter, by=SECRETARY, **LETTER)
    report = progress.enter_letter(**letter, done=True, signed_by="Bâtonnier", by=SECRETARY, **LETTER)
    progress.accept(report_id=report.pk, by=SECRETARY)
    row.refresh_from_db()
    assert (row.state, report.institution, report.delegate) == (following.REPORTED_DONE, None, None)


def test_a_draft_is_the_institutions_own_until_it_is_handed_in(row: Recommendation) -> None:
    report = write(row)
    assert not policy_progress.reports_of(SECRETARY, row).exists()
    with pytest.raises(NotNow, match="own_draft"):
        write(row, institution_id="hospital", by=SECRETARY, **LETTER)
    with pytest.raises(NotFound):
        policy_progress.report_of(DAW, report.pk)
    progress.submit(report_id=report.pk, by=HEALTH)
    assert policy_progress.report_of(SECRETARY, report.pk) == report
    assert not policy_progress.reports_of(DAW, row).exists()
    progress.validate(report_id=report.pk, by=HEALTH_AUTHORITY)
    progress.accept(report_id=report.pk, by=SECRETARY)
    assert policy_progress.report_of(DAW, report.pk) == report


def test_only_the_secretariat_takes_a_report_into_the_record(row: Recommendation) -> None:
    report = validated(row)
    with pytest.raises(NotPermitted, match="not_secretariat"):
        progress.accept(report_id=report.pk, by=HEALTH_AUTHORITY)
    with pytest.raises(NotNow, match="report_submitted"):
        progress.accept(report_id=handed_in(row, by=DAW).pk, by=SECRETARY)
