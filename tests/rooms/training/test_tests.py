"""Forms that freeze, tests that are sent once, sheets that are entered twice by somebody who did not train."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from himaya.institutions.models import Account, Membership
from himaya.kernel import clock
from himaya.kernel.actor import NOBODY
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.models import AuditEvent
from himaya.training import blueprints, content, rules_tests, states
from himaya.training.actions import test_entries, test_forms, test_rounds, test_sittings, training_sessions
from himaya.training.models import TestEntry, TestForm, TestSitting
from tests.rooms.training import at_hand
from tests.rooms.training.at_hand import LABOUR, OTHER_TRAINER, SECRETARY, TRAINER
from tests.rooms.training.raising import OTHER_SECRETARY

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("G2")]


def test_two_forms_of_one_blueprint_are_twins() -> None:
    made = test_forms.draft(track="police_gendarmerie", per_module=3, by=SECRETARY)
    first, second = TestForm.objects.filter(code=made.code, version=1).order_by("letter")
    assert first.content["blueprint"] == second.content["blueprint"]
    assert {one["items"] for one in first.content["blueprint"]} == {3}
    bank = {one.id: one for module in content.training().modules.values() for one in module.items}
    for one, other in zip(first.content["items"], second.content["items"], strict=True):
        assert bank[one["uid"]].twin == other["uid"]
        assert one["kind"] == other["kind"]
        assert set(one["stem"]) == {"fr", "ar", "en"}
    # One of each objective before a second one of any.
    module = content.training().modules["m4"]
    assert {one.objective for one in blueprints.chosen(module, 3)} == {one.id for one in module.objectives}
    for wrong in ({"track": "nothing", "per_module": 3}, {"track": "media", "per_module": 0}):
        with pytest.raises(NotValid):
            test_forms.draft(**wrong, by=SECRETARY)  # type: ignore[arg-type]
    with pytest.raises(NotPermitted):
        test_forms.draft(track="media", per_module=2, by=TRAINER)


def test_a_question_of_a_form_in_use_is_changed_by_nobody() -> None:
    made = test_forms.draft(track="media", per_module=2, by=SECRETARY)
    gone = made.content["items"][0]["uid"]
    test_forms.leave_out(form_id=made.pk, uid=gone, by=SECRETARY)
    first, second = TestForm.objects.filter(code="media").order_by("letter")
    assert len(first.content["items"]) == len(second.content["items"]) == len(made.content["items"]) - 1
    assert gone not in {one["uid"] for one in first.content["items"]}
    test_forms.put_in_use(form_id=made.pk, by=SECRETARY)
    first.refresh_from_db()
    assert first.sha256 == blueprints.fingerprint(first.content)
    with pytest.raises(NotNow):
        test_forms.leave_out(form_id=made.pk, uid=first.content["items"][0]["uid"], by=SECRETARY)
    changed = {**first.content, "items": first.content["items"][1:]}
    for change in ({"content": changed}, {"sha256": "0"}, {"state": "draft"}, {"letter": "C"}, {"version": 9}):
        with pytest.raises(DatabaseError), transaction.atomic():
            TestForm.objects.filter(pk=first.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        TestForm.objects.filter(pk=first.pk).delete()


def test_the_last_question_of_a_test_stays_in_both_forms() -> None:
    """Seen red with two for one."""
    made = test_forms.draft(track="media", per_module=1, by=SECRETARY)
    *others, last = [one["uid"] for one in made.content["items"]]
    for uid in others:
        test_forms.leave_out(form_id=made.pk, uid=uid, by=SECRETARY)
    with pytest.raises(NotNow) as refused:
        test_forms.leave_out(form_id=made.pk, uid=last, by=SECRETARY)
    assert refused.value.code == "last_question"
    assert [len(one.content["items"]) for one in TestForm.objects.filter(code="media")] == [1, 1]


def test_the_next_version_retires_the_one_before() -> None:
    first = at_hand.form()
    second = at_hand.form()
    first.refresh_from_db()
    assert (first.state, second.state, second.version) == (states.FORM_RETIRED, states.FORM_IN_USE, 2)
    test_forms.retire(form_id=second.pk, by=SECRETARY)
    with pytest.raises(NotNow):
        test_forms.retire(form_id=second.pk, by=SECRETARY)
    with pytest.raises(NotValid):
        test_rounds.start(session_id=at_hand.session().pk, moment=states.PRE, form_id=second.pk, by=TRAINER)


def test_a_test_is_opened_when_it_is_its_moment() -> None:
    session = at_hand.session()
    before = at_hand.opened_test(session)
    with pytest.raises(NotNow):
        at_hand.opened_test(session)
    with pytest.raises(NotNow):
        at_hand.opened_test(session, states.AFTER_3)
    with pytest.raises(NotValid):
        at_hand.opened_test(session, "later")
    after = at_hand.opened_test(session, states.POST)
    assert (after.form_a_id, after.form_b_id) == (before.form_a_id, before.form_b_id)
    test_rounds.close(round_id=before.pk, by=TRAINER)
    with pytest.raises(NotNow):
        test_rounds.close(round_id=before.pk, by=TRAINER)
    assert at_hand.opened_test(session).token == before.token
    test_rounds.close(round_id=before.pk, by=SECRETARY)
    at_hand.closed(session)
    with pytest.raises(NotNow, match="too_late"):
        at_hand.opened_test(session)
    with pytest.raises(NotNow, match="too_early"):
        at_hand.opened_test(session, states.AFTER_3)
    with clock.stopped(clock.now() + timedelta(days=80)):
        assert at_hand.opened_test(session, states.AFTER_3).state == states.ROUND_OPEN
    for stranger, refusal in ((LABOUR, NotPermitted), (OTHER_TRAINER, NotFound)):
        with pytest.raises(refusal):
            test_rounds.close(round_id=after.pk, by=stranger)


def test_a_test_is_sent_once_by_nobody() -> None:
    row = at_hand.opened_test(at_hand.session())
    code = at_hand.code(row.session)
    at_hand.sat(row, code, 3)
    sitting = TestSitting.objects.get()
    assert (sitting.code, sitting.how, sitting.moment) == (code, states.ON_SCREEN, states.PRE)
    event = AuditEvent.objects.get(action="test_sitting.sent")
    assert (event.account_id, event.actor_kind, event.object_id) == (None, "anonymous", str(row.session_id))
    assert code not in f"{event.code}{event.object_id}"
    with pytest.raises(NotNow, match="sent_already"):
        at_hand.sat(row, code, 8)
    sitting.refresh_from_db()
    assert sum(rules_tests.marks(sitting.form.content["items"], sitting.responses)) == 3
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    with pytest.raises(NotValid, match="^code$"):
        test_sittings.send(token=row.token, code=wrong, responses={}, gaps=True, by=NOBODY)


def test_questions_are_left_on_purpose_only() -> None:
    row = at_hand.opened_test(at_hand.session())
    code = at_hand.code(row.session)
    with pytest.raises(NotValid, match="gaps"):
        test_sittings.send(token=row.token, code=code, responses={"strange": "a"}, by=NOBODY)
    test_sittings.send(token=row.token, code=code, responses={"strange": "a"}, gaps=True, by=NOBODY)
    sitting = TestSitting.objects.get()
    assert set(sitting.responses) == {one["uid"] for one in sitting.form.content["items"]}
    assert set(sitting.responses.values()) == {None}


def test_nothing_is_answered_where_no_test_is_open() -> None:
    row = at_hand.opened_test(at_hand.session())
    test_rounds.close(round_id=row.pk, by=TRAINER)
    with pytest.raises(NotNow, match="test_closed"):
        at_hand.sat(row, at_hand.code(row.session), 3)
    said = {"session": row.session, "code": at_hand.code(row.session), "taken_on": clock.today(), "responses": {}}
    with pytest.raises(DatabaseError), transaction.atomic():
        TestSitting.objects.create(**said, moment=states.PRE, form=row.form_a, how=states.ON_SCREEN)
    with pytest.raises(DatabaseError), transaction.atomic():
        TestSitting.objects.create(**said, moment=states.POST, form=row.form_a, how=states.ON_PAPER)
    TestSitting.objects.create(**said, moment=states.PRE, form=row.form_a, how=states.ON_PAPER)
    with pytest.raises(DatabaseError), transaction.atomic():
        TestSitting.objects.update(responses={"m4-01": "a"})


def test_a_sheet_counts_when_it_was_entered_twice_alike() -> None:
    row = at_hand.opened_test(at_hand.session())
    code = at_hand.code(row.session)
    test_rounds.close(round_id=row.pk, by=TRAINER)
    first, second = at_hand.answers(row.form_a, 4), at_hand.answers(row.form_a, 3)

    def enter(responses: dict[str, object], letter: str = "A") -> bool:
        return test_entries.enter(round_id=row.pk, code=code, letter=letter, responses=responses, by=SECRETARY)

    assert enter(first) is False
    assert not TestSitting.objects.exists()
    with pytest.raises(NotValid, match="differ") as refused:
        enter(second)
    assert "differ in: 4." in str(refused.value.sentence)
    with pytest.raises(NotValid, match="letter"):
        enter(first, "B")
    with pytest.raises(NotValid, match="letter"):
        enter(first, "C")
    test_entries.replace(round_id=row.pk, code=code, letter="A", responses=second, by=SECRETARY)
    assert enter(second) is True
    sitting = TestSitting.objects.get()
    assert (sitting.how, sitting.responses, TestEntry.objects.count()) == (states.ON_PAPER, second, 0)
    with pytest.raises(NotNow, match="sent_already"):
        enter(second)
    with pytest.raises(NotNow, match="sent_already"):
        test_entries.replace(round_id=row.pk, code=code, letter="A", responses=second, by=SECRETARY)


def test_whoever_trains_grades_no_test_of_their_own() -> None:
    session = at_hand.session()
    row, said = at_hand.opened_test(session), {"code": at_hand.code(session), "letter": "A", "responses": {}}
    with pytest.raises(NotPermitted, match="own_test"):
        test_entries.enter(round_id=row.pk, **said, by=TRAINER)  # type: ignore[arg-type]
    # Somebody of the secretariat who trains here as well does not either.
    Membership.objects.filter(account_id=SECRETARY.account_id).update(roles=["secretariat", "trainer"])
    name = Account.objects.get(pk=SECRETARY.account_id).username
    training_sessions.add_trainer(session_id=session.pk, username=name, by=OTHER_SECRETARY)
    with pytest.raises(NotPermitted, match="own_test"):
        test_entries.enter(round_id=row.pk, **said, by=SECRETARY)  # type: ignore[arg-type]
    with pytest.raises(NotPermitted, match="own_test"):
        test_entries.replace(round_id=row.pk, **said, by=SECRETARY)  # type: ignore[arg-type]
    assert not TestEntry.objects.exists()
