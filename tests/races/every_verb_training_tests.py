"""The races of tests of trainings: forms, tests of a session, what is sent, sheets that are entered."""

from himaya.kernel import clock
from himaya.kernel.actor import NOBODY
from himaya.training import states
from himaya.training.actions import test_entries, test_forms, test_rounds, test_sittings
from himaya.training.models import TestEntry, TestForm, TestRound, TestSitting
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.training import at_hand
from tests.rooms.training.at_hand import TRAINER

races = Table()
TRAINERS = (TRAINER, TRAINER)


def drafted() -> TestForm:
    at_hand.people()
    return test_forms.draft(track="media", per_module=2, by=at_hand.SECRETARY)


def tested() -> TestRound:
    return at_hand.opened_test(at_hand.session())


@races.of("test_forms.draft")
def a_version_is_drafted_by_one() -> Race:
    drafted()
    return both(
        lambda by: test_forms.draft(track="media", per_module=2, by=by),
        "test_form.drafted",
        lambda: TestForm.objects.filter(letter="A").count() == 3,
    )


@races.of("test_forms.leave_out")
def a_question_is_left_out_once() -> Race:
    row = drafted()
    uid = row.content["items"][0]["uid"]
    return once(
        lambda by: test_forms.leave_out(form_id=row.pk, uid=uid, by=by),
        "test_form.shortened",
        lambda: len(TestForm.objects.get(letter="B").content["items"]) == len(row.content["items"]) - 1,
    )


@races.of("test_forms.put_in_use")
def a_form_is_put_in_use_once() -> Race:
    row = drafted()
    return once(
        lambda by: test_forms.put_in_use(form_id=row.pk, by=by),
        "test_form.put_in_use",
        lambda: TestForm.objects.filter(state=states.FORM_IN_USE).count() == 2,
    )


@races.of("test_forms.retire")
def a_form_is_retired_once() -> Race:
    at_hand.people()
    row = at_hand.form()
    return once(
        lambda by: test_forms.retire(form_id=row.pk, by=by),
        "test_form.retired",
        lambda: TestForm.objects.filter(state=states.FORM_RETIRED).count() == 2,
    )


@races.of("test_rounds.start")
def a_test_is_opened_once() -> Race:
    session, form = at_hand.session(), at_hand.form()
    return once(
        lambda by: test_rounds.start(session_id=session.pk, moment=states.PRE, form_id=form.pk, by=by),
        "test_round.opened",
        lambda: TestRound.objects.count() == 1,
        by=TRAINERS,
    )


@races.of("test_rounds.close")
def a_test_is_closed_once() -> Race:
    row = tested()
    return once(
        lambda by: test_rounds.close(round_id=row.pk, by=by),
        "test_round.closed",
        lambda: TestRound.objects.get().state == states.ROUND_CLOSED,
        by=TRAINERS,
    )


@races.of("test_rounds.count")
def what_came_later_is_counted_once() -> Race:
    row = tested()
    test_rounds.close(round_id=row.pk, by=TRAINER)
    code = at_hand.code(row.session)
    for _time in range(2):
        test_entries.enter(round_id=row.pk, code=code, letter="A", responses=_nothing(row), by=at_hand.SECRETARY)
    return once(
        lambda by: test_rounds.count(round_id=row.pk, by=by),
        "test_round.counted",
        lambda: (TestRound.objects.get().counted or {})["codes"] == [code],
        by=TRAINERS,
    )


@races.of("test_sittings.send")
def a_test_is_sent_once() -> Race:
    row = tested()
    code = at_hand.code(row.session)
    return once(
        lambda by: test_sittings.send(token=row.token, code=code, responses={}, gaps=True, by=by),
        "test_sitting.sent",
        lambda: TestSitting.objects.count() == 1,
        by=(NOBODY, NOBODY),
    )


@races.of("test_entries.enter")
def a_sheet_entered_by_two_at_once_counts() -> Race:
    row = tested()
    code = at_hand.code(row.session)
    test_entries.enter(round_id=row.pk, code=code, letter="A", responses={}, by=at_hand.SECRETARY)
    return once(
        lambda by: test_entries.enter(round_id=row.pk, code=code, letter="A", responses=_nothing(row), by=by),
        "test_entry.confirmed",
        lambda: TestSitting.objects.count() == 1 and not TestEntry.objects.exists(),
    )


@races.of("test_entries.replace")
def a_first_entry_is_replaced_and_stands_once() -> Race:
    row = tested()
    code = at_hand.code(row.session)
    test_entries.enter(round_id=row.pk, code=code, letter="A", responses={}, by=at_hand.SECRETARY)
    return both(
        lambda by: test_entries.replace(round_id=row.pk, code=code, letter="B", responses={}, by=by),
        "test_entry.replaced",
        lambda: TestEntry.objects.get().letter == "B",
    )


@races.of("test_entries.forget")
def a_sheet_entered_once_is_emptied_once() -> Race:
    row = tested()
    test_entries.enter(round_id=row.pk, code=at_hand.code(row.session), letter="A", responses={}, by=at_hand.SECRETARY)
    TestEntry.objects.update(entered_on=clock.today() - test_entries.KEPT)
    return both(
        lambda by: test_entries.forget(by=by), "test_entry.expired", lambda: not TestEntry.objects.exists(), rows=1
    )


def _nothing(row: TestRound) -> dict[str, None]:
    return {one["uid"]: None for one in row.form_a.content["items"]}
