"""Off the screens at once by two people, whole or one clause; the next table finds it on its agenda and decides."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from himaya.coordination import rules_seeding, seeding, states
from himaya.coordination.actions import harms, suspensions
from himaya.coordination.models import AgendaItem, HarmReport, Release, RoundTable, Suspension
from himaya.coordination.queries import release_rows, releases
from himaya.instruments.models import InForce
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from tests import cast
from tests.refusals import refused
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination import releases_at_hand as hand
from tests.rooms.coordination.at_the_table import HEALTH, SECRETARY

pytestmark = [pytest.mark.usefixtures("stage"), pytest.mark.capability("A7")]


def asked(row: Release, uid: str = "", *, by: Actor = SECRETARY) -> Suspension:
    return suspensions.ask(release_id=row.pk, uid=uid, reason="La question fait peur", by=by)


def suspended(row: Release, uid: str = "") -> Suspension:
    return suspensions.confirm(suspension_id=asked(row, uid).pk, by=hand.SECOND_SECRETARY)


def uids(name: str = hand.LABOUR_FORM) -> list[str]:
    return [str(one["uid"]) for one in hand.in_force(name).source["survey"] if "uid" in one]


def later_table(row: Release, state: str = states.TABLE_CLOSED) -> RoundTable:
    """A table of the cycle that met after now."""
    after = clock.now() + timedelta(days=1)
    return at_the_table.planned(
        row.document.cycle,
        state=state,
        starts_at=after,
        ends_at=after + timedelta(hours=3),
        closed_at=after + timedelta(hours=3) if state == states.TABLE_CLOSED else None,
    )


# --- two people ------------------------------------------------------------------------------------------------------
def test_nothing_happens_before_a_second_person_confirms() -> None:
    row = hand.live()
    one = asked(row, hand.OTHER_UID)
    assert hand.OTHER_UID in uids()
    with refused(NotNow, "same_person"):
        suspensions.confirm(suspension_id=one.pk, by=SECRETARY)
    suspensions.confirm(suspension_id=one.pk, by=hand.OFFICER)
    assert hand.OTHER_UID not in uids()
    with refused(NotNow, "suspension_in_force"):
        suspensions.confirm(suspension_id=one.pk, by=hand.SECOND_SECRETARY)


def test_the_database_insists_on_two_people() -> None:
    one = asked(hand.live(), hand.OTHER_UID)
    with pytest.raises(IntegrityError), transaction.atomic():
        Suspension.objects.filter(pk=one.pk).update(confirmed_by=one.asked_by)


def test_the_lead_of_a_desk_may_ask_and_not_confirm() -> None:
    row = hand.live()
    one = asked(row, hand.OTHER_UID, by=cast.LABOUR_LEAD)
    for wrong in (cast.LABOUR_LEAD, cast.SHELTER_LEAD, HEALTH):
        with pytest.raises(NotPermitted):
            suspensions.confirm(suspension_id=one.pk, by=wrong)
    with pytest.raises(NotPermitted):
        asked(row, by=HEALTH)
    with pytest.raises(NotPermitted):
        asked(row, by=SYSTEM)
    with pytest.raises(NotFound):
        asked(row, by=cast.actor("lead-of-ward", "ward", "desk_lead"))


def test_only_what_is_on_the_screens_is_suspended_and_once() -> None:
    row = hand.scheduled()
    with refused(NotNow, "release_scheduled"):
        asked(row)
    live = hand.at_last(row)
    with refused(NotValid, "clause_unknown"):
        asked(live, "FL-99")
    asked(live, hand.OTHER_UID)
    with refused(NotNow, "suspension_asked"):
        asked(live, hand.OTHER_UID)


def test_a_declined_suspension_stays_written_and_another_may_be_asked() -> None:
    row = hand.live()
    one = asked(row, hand.OTHER_UID)
    with pytest.raises(NotValid):
        suspensions.decline(suspension_id=one.pk, answer="", by=hand.OFFICER)
    suspensions.decline(suspension_id=one.pk, answer="Rien ne le montre", by=hand.OFFICER)
    assert hand.OTHER_UID in uids()
    asked(row, hand.OTHER_UID)


# --- one clause ------------------------------------------------------------------------------------------------------
def test_two_clauses_are_off_together_and_come_back_one_by_one() -> None:
    row = hand.live()
    first, second = suspended(row, hand.OTHER_UID), suspended(row, hand.UID)
    assert not {hand.OTHER_UID, hand.UID} & {*uids(), *uids(hand.NGO_FORM)}
    table = later_table(row)
    with clock.stopped(clock.now() + timedelta(days=2)):
        suspensions.lift(suspension_id=first.pk, table_id=table.pk, answer="Reformulée à l’oral", by=SECRETARY)
        assert hand.OTHER_UID in uids()
        assert hand.UID not in uids()
        second.refresh_from_db()
        assert second.stand_ins[hand.LABOUR_FORM] == hand.in_force().pk
        suspensions.lift(suspension_id=second.pk, table_id=table.pk, answer="Sans danger", by=SECRETARY)
    assert hand.in_force() == hand.version_of(row)


def test_a_clause_that_others_lean_on_is_not_taken_out_alone() -> None:
    row = hand.live()
    one = asked(row, hand.NEEDED_UID)
    with refused(NotNow, "clause_needed"):
        suspensions.confirm(suspension_id=one.pk, by=hand.SECOND_SECRETARY)
    one.refresh_from_db()
    assert one.state == states.SUSPENSION_ASKED
    assert hand.in_force() == hand.version_of(row)


# --- the whole -------------------------------------------------------------------------------------------------------
def test_the_first_release_falls_back_to_the_model_of_the_house() -> None:
    row = hand.live()
    suspended(row)
    row.refresh_from_db()
    assert row.state == states.SUSPENDED
    assert [hand.in_force(name) for name in hand.FORMS] == [hand.shipped(name) for name in hand.FORMS]
    assert release_rows.live_release(row.document) is None


def test_a_later_release_falls_back_to_the_one_before() -> None:
    first = hand.live()
    second = hand.live(hand.edition(first.document, hand.replaced()))
    one = suspended(second)
    assert hand.in_force() == hand.version_of(first)
    table = later_table(second)
    with clock.stopped(clock.now() + timedelta(days=2)):
        suspensions.lift(suspension_id=one.pk, table_id=table.pk, answer="Sans danger", by=SECRETARY)
    second.refresh_from_db()
    assert second.state == states.LIVE
    assert hand.in_force() == hand.version_of(second)


def test_a_form_that_did_not_exist_before_is_taken_out_of_force() -> None:
    text = hand.document()
    made = hand.edition(text)
    InForce.objects.filter(name=hand.NGO_FORM).delete()
    row = hand.live(made)
    assert hand.in_force(hand.NGO_FORM) == hand.version_of(row, hand.NGO_FORM)
    suspended(row)
    assert not InForce.objects.filter(name=hand.NGO_FORM).exists()


def test_the_next_release_ends_a_suspension_of_the_whole() -> None:
    first = hand.live()
    one = suspended(first)
    second = hand.live(hand.edition(first.document))
    one.refresh_from_db()
    first.refresh_from_db()
    assert (one.state, first.state, second.state) == (states.SUSPENSION_OVER, states.SUPERSEDED, states.LIVE)
    assert hand.in_force() == hand.version_of(second)


# --- the table -------------------------------------------------------------------------------------------------------
def test_the_next_table_finds_it_on_its_agenda_at_once() -> None:
    row = hand.live()
    table = at_the_table.convened(row.document.cycle)
    one = suspended(row, hand.OTHER_UID)
    item = AgendaItem.objects.get(table=table, seed=f"suspension:{one.pk}")
    assert (item.kind, item.title_en) == (states.FOLLOW_UP, "Taken off the screens: Repérage")


def test_a_table_planned_later_finds_it_too_until_one_has_looked_at_it() -> None:
    row = hand.live()
    one = suspended(row, hand.OTHER_UID)
    table = later_table(row, states.PLANNED)
    keys = [seed.key for seed in rules_seeding.seeds(seeding.facts(table))]
    assert f"suspension:{one.pk}" in keys
    held = later_table(row)
    with clock.stopped(clock.now() + timedelta(days=2)):
        suspensions.keep(suspension_id=one.pk, table_id=held.pk, answer="Reste retirée", by=SECRETARY)
    keys = [seed.key for seed in rules_seeding.seeds(seeding.facts(table))]
    assert f"suspension:{one.pk}" not in keys
    assert hand.OTHER_UID not in uids()


def test_it_is_lifted_only_after_a_table_and_only_by_the_secretariat() -> None:
    row = hand.live()
    one = suspended(row, hand.OTHER_UID)
    before = RoundTable.objects.get(cycle=row.document.cycle, state=states.TABLE_CLOSED)
    ahead = later_table(row, states.INVITED)
    lift = partial(suspensions.lift, suspension_id=one.pk, answer="Sans danger", by=SECRETARY)
    for wrong in (None, before.pk, ahead.pk):
        with refused(NotValid, "table_missing"):
            lift(table_id=wrong)
    held = later_table(row)
    with pytest.raises(NotPermitted):
        suspensions.lift(suspension_id=one.pk, table_id=held.pk, answer="Sans danger", by=hand.OFFICER)
    assert hand.OTHER_UID not in uids()


# --- harm ------------------------------------------------------------------------------------------------------------
def reported(row: Release) -> HarmReport:
    version = hand.version_of(row)
    return harms.report(
        version_id=version.pk, uid=hand.OTHER_UID, kind="fear", text="La question fait peur", by=cast.INSPECTOR
    )


def test_a_desk_reports_harm_and_neither_a_name_nor_an_account_is_kept() -> None:
    one = reported(hand.live())
    assert (one.number, one.institution_id, one.desk_id) == (1, "labour", "labour-north")
    kept = {str(getattr(one, field.attname)) for field in one._meta.fields}
    assert str(cast.INSPECTOR.account_id) not in kept
    assert reported(Release.objects.get()).number == 2


@pytest.mark.parametrize(
    ("changes", "kind", "code"),
    [
        ({"kind": "noise"}, NotValid, "harm_kind"),
        ({"text": " "}, NotValid, "text_missing"),
        ({"text": "Appeler le 0612345678"}, NotValid, "case_data"),
        ({"uid": "FL-99"}, NotFound, "NotFound"),
        ({"version_id": 99_999}, NotFound, "NotFound"),
        ({"by": cast.AUDITOR}, NotPermitted, "no_desk_work"),
        ({"by": SECRETARY}, NotPermitted, "no_desk_work"),
    ],
)
def test_what_a_report_refuses(changes: dict[str, object], kind: type[Exception], code: str) -> None:
    base: dict[str, object] = {"version_id": hand.models()[0].pk, "uid": hand.UID, "kind": "fear", "text": "Fait peur"}
    with refused(kind, code):
        harms.report(**{**base, "by": cast.INSPECTOR, **changes})  # type: ignore[arg-type]


def test_a_report_is_answered_once_by_those_who_keep_the_register() -> None:
    one = reported(hand.live())
    with pytest.raises(NotPermitted):
        harms.answer(harm_id=one.pk, answer="Vu", by=cast.LABOUR_LEAD)
    harms.answer(harm_id=one.pk, answer="La formation en parle.", by=hand.OFFICER)
    with refused(NotNow, "harm_answered"):
        harms.answer(harm_id=one.pk, answer="Encore", by=SECRETARY)


def test_a_report_can_lead_to_the_suspension_of_its_clause() -> None:
    row = hand.live()
    one = reported(row)
    linked = suspensions.ask(
        release_id=row.pk, uid=hand.OTHER_UID, reason="La question fait peur", harm_id=one.pk, by=SECRETARY
    )
    suspensions.confirm(suspension_id=linked.pk, by=hand.OFFICER)
    one.refresh_from_db()
    assert (one.state, one.answer) == (states.HARM_SUSPENDED, "La question fait peur")
    found = releases.why(hand.version_of(row).pk, hand.OTHER_UID)
    assert found is not None
    assert found.suspended
    with pytest.raises(NotNow):
        suspensions.ask(release_id=row.pk, uid=hand.UID, reason="Encore", harm_id=one.pk, by=SECRETARY)
