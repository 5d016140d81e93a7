"""Minutes: built from what happened, checked, sent round, corrected, approved at a later table, locked."""

import json
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from himaya.coordination import canonical, minutes_check, minutes_content, states, words_papers
from himaya.coordination.actions import agenda, corrections, minutes
from himaya.coordination.models import (
    AgendaItem,
    Attendance,
    Decision,
    Minutes,
    MinutesVersion,
    Position,
    Quorum,
    RoundTable,
)
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from tests.refusals import refused
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import papers_at_hand as hand

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A8")]


def content_of(table: RoundTable) -> dict[str, Any]:
    return minutes_content.build(RoundTable.objects.select_related("cycle__organiser", "chair").get(pk=table.pk))


def codes(table: RoundTable) -> list[tuple[str, int, str, str]]:
    return [(one.code, one.item, one.what, one.detail) for one in minutes_check.findings(content_of(table))]


def ask(row: Minutes, text: str = "Le délai est de 48 heures.", **changes: Any) -> Any:
    given = {"item_id": None, "how": states.CLICK, "institution_id": "hospital", "by": at.HEALTH, **changes}
    with hand.writing():
        return corrections.ask(minutes_id=row.pk, text=text, **given)


def settle(correction: Any, *, taken: bool, **changes: Any) -> Any:
    given = {"answer": "Le texte a été précisé.", "by": at.SECRETARY, **changes}
    with hand.writing():
        return corrections.settle(correction_id=correction.pk, taken=taken, **given)


def test_the_minutes_say_what_happened() -> None:
    told = content_of(hand.held())
    assert [row["institution"]["fr"] for row in told["attendance"]] == list(at.SEATED)
    first = told["attendance"][0]["half_days"]
    assert [(one["half_day"], one["status"]) for one in first] == [(at.MORNING, "present"), (at.AFTERNOON, "present")]
    assert first[0]["person"]["name"]["ar"] == "ممثل focal-justice"
    assert [(row["half_day"], row["reached"]) for row in told["quorums"]] == [(at.MORNING, True), (at.AFTERNOON, True)]
    decided = told["items"][1]["decisions"][0]
    assert decided["counts"] == {"agree": 1, "reserve": 1, "abstain": 1, "object": 0}
    assert decided["reservations"][0]["institution"]["fr"] == "labour"
    assert told["items"][1]["needs"][0]["people"] == 40
    assert told["items"][1]["questions"][0]["due_on"] == "2027-01-09"
    assert told["take_aways"][0]["text"] == "Former les équipes de garde"
    assert told["table"]["starts"] == "2026-12-10T09:05"
    assert json.loads(canonical.canonical(told)) == told


def test_persons_are_named_only_where_attendance_is_told() -> None:
    told = content_of(hand.held())
    rest = json.dumps({**told, "attendance": [], "chair": None}, ensure_ascii=False)
    assert "Delegate" not in rest
    assert "ممثل" not in rest


def test_a_held_table_passes_the_check() -> None:
    assert codes(hand.held()) == []


def test_what_is_missing_is_named_with_its_place() -> None:
    table = hand.held()
    first, second, third = AgendaItem.objects.filter(table=table).order_by("position")
    AgendaItem.objects.filter(pk=first.pk).update(said_ar="")
    Decision.objects.filter(item=second).update(wording_fr="")
    AgendaItem.objects.filter(pk=third.pk).update(said_fr="", said_ar="", title_ar="")
    hand.decision(table, item=third, state=states.PUT)
    assert codes(table) == [
        (minutes_check.TRANSLATION, 1, minutes_check.SAID, "ar"),
        (minutes_check.TRANSLATION, 2, minutes_check.WORDING, "fr"),
        (minutes_check.UNDECIDED, 3, minutes_check.WORDING, "2"),
        (minutes_check.TRANSLATION, 3, minutes_check.TITLE, "ar"),
    ]


def test_a_point_without_an_outcome_holds_the_minutes_back() -> None:
    table = hand.held()
    AgendaItem.objects.filter(table=table, kind=states.OTHER).update(said_fr="", said_ar="")
    assert codes(table) == [(minutes_check.OUTCOME, 3, "", "")]
    AgendaItem.objects.filter(table=table, kind=states.OTHER).update(state=states.ITEM_CARRIED)
    assert codes(table) == []


def test_a_half_day_without_a_frozen_quorum_and_a_table_without_attendance_are_found() -> None:
    table = at.closed()
    assert minutes_check.QUORUM in {one[0] for one in codes(table)}
    Attendance.objects.filter(table=table).delete()
    assert minutes_check.ATTENDANCE in {one[0] for one in codes(table)}


def test_a_table_that_ended_at_noon_has_no_afternoon_in_its_minutes() -> None:
    table = hand.held()
    Attendance.objects.filter(table=table, half_day=at.AFTERNOON).delete()
    days = [day["half_day"] for row in content_of(table)["attendance"] for day in row["half_days"]]
    assert set(days) == {at.MORNING}


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Rappeler Mme Zahra Canary", "name"), ("Téléphone 06 12 34 56 78", "phone"), ("CIN AB123456", "identity")],
)
def test_details_of_a_person_hold_the_minutes_back_and_are_repeated_nowhere(
    text: str, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    table = hand.held()
    item = AgendaItem.objects.filter(table=table).order_by("position")[0]
    AgendaItem.objects.filter(pk=item.pk).update(said_fr=f"{text}.")
    assert codes(table) == [(minutes_check.PERSONAL, 1, minutes_check.SAID, kind)]
    with hand.writing(), refused(NotNow, "minutes_check") as refusal:
        minutes.circulate(table_id=table.pk, deadline_on=None, by=at.SECRETARY)
    assert text not in caplog.text + str(refusal.value.sentence)
    assert not MinutesVersion.objects.exists()


def test_a_delegate_who_was_there_may_be_named() -> None:
    table = hand.held()
    item = AgendaItem.objects.filter(table=table).order_by("position")[0]
    AgendaItem.objects.filter(pk=item.pk).update(said_fr="Exposé de Mme Delegate Focal-Health.")
    assert codes(table) == []


def test_a_draft_is_written_until_it_goes_round_and_then_only_corrected() -> None:
    table = hand.held()
    item = AgendaItem.objects.filter(table=table).order_by("position")[0]
    with hand.writing():
        minutes.say(item_id=item.pk, said={"fr": "Texte du matin.", "ar": "نص الصباح."}, by=at.SECRETARY)
        assert Minutes.objects.get(table=table).state == states.MINUTES_DRAFT
        version = minutes.circulate(table_id=table.pk, deadline_on=hand.DEADLINE, by=at.SECRETARY)
        assert version.content["items"][0]["said"]["fr"] == "Texte du matin."
        assert version.sha256 == canonical.digest(version.content)
        with pytest.raises(NotNow, match="minutes_circulated") as refusal:
            minutes.say(item_id=item.pk, said={"fr": "Autre chose."}, by=at.SECRETARY)
    assert "correction" in str(refusal.value.sentence)
    assert AgendaItem.objects.get(pk=item.pk).said_fr == "Texte du matin."


def test_a_missing_translation_is_added_and_nothing_written_is_changed() -> None:
    table = hand.held()
    decision = Decision.objects.get(table=table)
    Decision.objects.filter(pk=decision.pk).update(wording_ar="")
    with hand.writing():
        minutes.write(
            item_id=decision.item_id,
            said=hand.SAID,
            titles={"fr": "Autre titre"},
            wordings={decision.pk: {"fr": "Autre décision.", "ar": "تم الاعتماد."}},
            by=at.SECRETARY,
        )
    decision.refresh_from_db()
    assert (decision.wording_fr, decision.wording_ar) == ("Le protocole de repérage est adopté.", "تم الاعتماد.")
    assert AgendaItem.objects.get(pk=decision.item_id).title_fr == "Protocole de repérage"


def test_without_a_day_the_rules_of_the_cycle_give_one() -> None:
    table = hand.held(comment_days=7)
    with hand.writing():
        minutes.circulate(table_id=table.pk, deadline_on=None, by=at.SECRETARY)
        assert (Minutes.objects.get(table=table).deadline_on - clock.today()).days == 7  # type: ignore[operator]


def test_a_table_in_session_has_no_minutes_yet() -> None:
    table = at.in_session()
    with at.in_the_morning(), pytest.raises(NotNow, match="table_in_session"):
        minutes.draft(table_id=table.pk, by=at.SECRETARY)


def test_a_circulated_version_refuses_to_change() -> None:
    row = hand.circulated()
    with pytest.raises(DatabaseError), transaction.atomic():
        MinutesVersion.objects.filter(minutes=row).update(sha256="0" * 64)
    Position.objects.filter(decision__table=row.table_id).update(reason="autre")
    Quorum.objects.filter(pk=None)
    assert row.versions.get().sha256 == canonical.digest(row.versions.get().content)


def test_an_institution_asks_by_click_and_a_letter_is_entered_for_one_that_never_signs_in() -> None:
    row = hand.circulated()
    by_click = ask(row)
    assert by_click.delegate.institution_id == "hospital"
    by_letter = ask(row, how=states.LETTER, institution_id="justice", by=at.SECRETARY, received_on=hand.WRITING.date())
    assert (by_letter.how, by_letter.delegate) == (states.LETTER, None)


def test_only_one_s_own_institution_with_a_mandate_of_the_meeting_day_asks() -> None:
    row = hand.circulated()
    with pytest.raises(NotPermitted, match="other_institution"):
        ask(row, institution_id="labour")
    with pytest.raises(NotFound):
        ask(row, institution_id=at.STRANGER, by=at.MINORS)
    at.delegate("hospital").pk  # noqa: B018
    mandate = at.delegate("hospital").mandates.get(role=states.TITULAR)
    mandate.valid_from = hand.WRITING.date()
    mandate.save()
    with pytest.raises(NotPermitted, match="no_valid_mandate"):
        ask(row)


def test_after_the_deadline_nobody_asks_any_more() -> None:
    row = hand.circulated()
    with clock.stopped(hand.AFTER_DEADLINE), pytest.raises(NotNow, match="deadline_over"):
        corrections.ask(
            minutes_id=row.pk, institution_id="hospital", item_id=None, text="Trop tard", how="click", by=at.HEALTH
        )


def test_a_correction_holds_no_details_of_a_person() -> None:
    row = hand.circulated()
    with pytest.raises(NotValid, match="case_data"):
        ask(row, "Il faut rappeler Mme Zahra Canary.")


def test_a_correction_that_is_taken_makes_a_new_version_with_its_reason() -> None:
    row = hand.circulated()
    item = AgendaItem.objects.filter(table=row.table_id).order_by("position")[0]
    version = settle(
        ask(row, item_id=item.pk), taken=True, said={"fr": "Le délai est de 48 heures.", "ar": "الأجل 48 ساعة."}
    )
    assert (version.number, version.reason) == (2, "Le texte a été précisé.")
    assert version.content["items"][0]["said"]["fr"] == "Le délai est de 48 heures."
    assert version.content["corrections"][0]["item"] == 1
    first = row.versions.get(number=1)
    assert first.content["items"][0]["said"]["fr"] == hand.SAID["fr"]
    row.refresh_from_db()
    assert row.state == states.CORRECTED


def test_a_correction_that_is_not_taken_has_an_answer_and_changes_nothing() -> None:
    row = hand.circulated()
    correction = ask(row)
    with pytest.raises(NotValid, match="text_missing"):
        settle(correction, taken=False, answer=" ")
    assert settle(correction, taken=False) is None
    assert row.versions.count() == 1
    with pytest.raises(NotNow, match="settled"):
        settle(correction, taken=True)


def test_what_happens_after_circulation_does_not_slip_into_a_corrected_version() -> None:
    row = hand.circulated()
    AgendaItem.objects.filter(table=row.table_id).update(said_fr="Changé entre-temps.")
    version = settle(ask(row), taken=True)
    assert "Changé entre-temps." not in json.dumps(version.content, ensure_ascii=False)


def test_silence_until_the_deadline_is_agreement_and_written_down_as_such() -> None:
    table = hand.held()
    row = hand.circulated(table)
    settle(ask(row), taken=True)
    settle(ask(row, institution_id="labour", by=at.LABOUR), taken=False)
    later = hand.next_table(table.cycle)
    with clock.stopped(hand.NEXT):
        minutes.approve(table_id=table.pk, at_table_id=later.pk, by=at.SECRETARY)
    row.refresh_from_db()
    how = {one["institution"]: one["how"] for one in row.agreements}
    assert how.pop("hospital") == words_papers.WITH_CORRECTION
    assert how.pop("labour") == words_papers.WITH_ANSWER
    assert set(how.values()) == {words_papers.TACIT}
    assert len(how) == 6
    table.refresh_from_db()
    assert (row.state, table.state) == (states.APPROVED, states.MINUTES_APPROVED)


def test_before_the_deadline_every_institution_is_at_the_table_that_approves() -> None:
    table = hand.held()
    row = hand.circulated(table)
    later = hand.next_table(table.cycle)
    with hand.writing(), pytest.raises(NotNow, match="deadline_open") as refusal:
        minutes.approve(table_id=table.pk, at_table_id=later.pk, by=at.SECRETARY)
    assert "mizan" in str(refusal.value.sentence)
    for institution in at.SEATED:
        at.mark(later, at.MORNING, institution)
    with hand.writing():
        minutes.approve(table_id=table.pk, at_table_id=later.pk, by=at.SECRETARY)
    row.refresh_from_db()
    assert {one["how"] for one in row.agreements} == {words_papers.AT_TABLE}


def test_minutes_with_an_open_correction_are_not_approved() -> None:
    table = hand.held()
    ask(hand.circulated(table))
    later = hand.next_table(table.cycle)
    with clock.stopped(hand.NEXT), pytest.raises(NotNow, match="corrections_open"):
        minutes.approve(table_id=table.pk, at_table_id=later.pk, by=at.SECRETARY)


def test_minutes_are_approved_at_a_later_table_that_has_begun() -> None:
    table = hand.held()
    hand.circulated(table)
    planned = at.planned(table.cycle)
    elsewhere = at.in_session()
    with clock.stopped(hand.NEXT):
        for wrong, code in ((table, "earlier_table"), (elsewhere, "earlier_table"), (planned, "approving_table")):
            with pytest.raises((NotValid, NotNow), match=code):
                minutes.approve(table_id=table.pk, at_table_id=wrong.pk, by=at.SECRETARY)


def test_locked_minutes_keep_their_hash_and_nothing_changes_any_more() -> None:
    row = hand.approved()
    with clock.stopped(hand.NEXT):
        minutes.lock(table_id=row.table_id, by=at.SECRETARY)
        row.refresh_from_db()
        assert row.sha256 == canonical.digest(row.versions.get().content)
        with pytest.raises(NotNow, match="minutes_locked"):
            minutes.lock(table_id=row.table_id, by=at.SECRETARY)
        with pytest.raises(NotNow, match="minutes_locked"):
            ask(row)
        with pytest.raises(NotNow):
            minutes.circulate(table_id=row.table_id, deadline_on=None, by=at.SECRETARY)


def test_minutes_are_locked_only_once_approved() -> None:
    row = hand.circulated()
    with hand.writing(), pytest.raises(NotNow, match="minutes_circulated"):
        minutes.lock(table_id=row.table_id, by=at.SECRETARY)


def test_every_step_leaves_its_audit_row_and_institutions_take_none() -> None:
    table = hand.held()
    for verb, more in (("circulate", {"deadline_on": None}), ("approve", {"at_table_id": table.pk}), ("lock", {})):
        with pytest.raises(NotPermitted):
            getattr(minutes, verb)(table_id=table.pk, by=at.HEALTH, **more)
    row = hand.approved(table)
    with clock.stopped(hand.NEXT):
        minutes.lock(table_id=row.table_id, by=at.SECRETARY)
    logged = set(AuditEvent.objects.filter(object_id=str(table.pk)).values_list("action", flat=True))
    assert logged == {"minutes.drafted", "minutes.circulated", "minutes.approved", "minutes.locked"}


def test_noting_what_was_said_on_a_point_of_circulated_minutes_is_refused_wherever_it_is_asked() -> None:
    row = hand.circulated()
    item = AgendaItem.objects.filter(table=row.table_id).order_by("position")[0]
    with hand.writing(), pytest.raises(NotNow):
        agenda.say(item_id=item.pk, said={"fr": "Autre chose."}, by=at.SECRETARY)


def test_locked_minutes_refuse_every_change_and_every_further_version() -> None:
    row = hand.approved()
    version = row.versions.get()
    with clock.stopped(hand.NEXT):
        minutes.lock(table_id=row.table_id, by=at.SECRETARY)
    for change in (
        lambda: Minutes.objects.filter(pk=row.pk).update(sha256="0" * 64),
        lambda: Minutes.objects.filter(pk=row.pk).update(locked_at=None),
        lambda: Minutes.objects.filter(pk=row.pk)._raw_delete("default"),  # type: ignore[attr-defined]
        lambda: MinutesVersion.objects.create(
            minutes=row, number=2, made_at=clock.now(), content=version.content, sha256=version.sha256
        ),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()
    assert Minutes.objects.get(pk=row.pk).sha256 == version.sha256
