"""The races of agreements made whole: one contact, two people without agreement, an end that is read."""

from datetime import timedelta
from uuid import UUID

from himaya.cases.actions import acknowledgements, consents, exceptions
from himaya.cases.actions.consents import Question
from himaya.cases.actions.exceptions import Wanted
from himaya.cases.models import Case, Consent, SharingException, WithdrawalNotice
from himaya.cases.rules_consents_exceptions import NOT_TOLD, TO_TELL, Notice
from himaya.kernel.actor import SYSTEM, Actor
from tests import cast, factories
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.plans import planned

races = Table()
MEMBERS = (cast.INSPECTOR, cast.INSPECTOR_COLLEAGUE)
COUNSEL = cast.actor("inspector", "labour-north", "legal_counsel")
SECONDS = (cast.LABOUR_LEAD, COUNSEL)
SOON = factories.TUESDAY.date() + timedelta(days=3)
WANTED = Wanted("lawyers", ("danger_now",), "danger", Notice(TO_TELL, SOON))


def opened() -> Case:
    return Case.objects.get(pk=factories.hand_over().case_id)


def proposed(by: Actor = cast.INSPECTOR_COLLEAGUE) -> UUID:
    return exceptions.propose(case_id=opened().pk, wanted=WANTED, by=by)


def owed() -> UUID:
    one = proposed()
    exceptions.confirm(exception_id=one, by=cast.LABOUR_LEAD)
    return one


def _is(state: str, notice: str = TO_TELL) -> bool:
    row = SharingException.objects.get()
    return (row.state, row.notice) == (state, notice)


@races.of("consents.use")
def one_yes_about_a_consulate_is_used_once() -> Race:
    case = opened()
    cast.consulate()
    question = Question("desk:consulate", ("needs",), "ary", "none", "spoken", fears="no")
    line = consents.give(case_id=case.pk, question=question, by=cast.INSPECTOR)
    return once(
        lambda by: consents.use(consent_id=line, by=by),
        "consent.used",
        lambda: Consent.objects.filter(word="used").count() == 1,
        by=MEMBERS,
    )


@races.of("consents.prove")
def two_papers_at_once_say_the_same() -> Race:
    case = opened()
    consents.withdraw(consent_id=Consent.objects.get().pk, by=cast.INSPECTOR)
    line = Consent.objects.get(case=case, word="withdrawn")
    return both(
        lambda by: consents.prove(consent_id=line.pk, by=by),
        "consent.proven",
        lambda: Consent.objects.count() == 2,
        by=MEMBERS,
    )


@races.of("acknowledgements.give")
def a_desk_says_once_that_it_has_read_it() -> Race:
    case = opened()
    consents.withdraw(consent_id=Consent.objects.get(case=case).pk, by=cast.INSPECTOR)
    notice = WithdrawalNotice.objects.get()
    return once(
        lambda by: acknowledgements.give(referral_id=notice.referral_id, by=by),
        "withdrawal.acknowledged",
        lambda: WithdrawalNotice.objects.get().acknowledged_at is not None,
        by=(cast.SHELTER, cast.SHELTER_COLLEAGUE),
    )


def taken_out() -> UUID:
    """A line by which somebody took back that a file of records holds them."""
    question = Question("institution:daw", ("identity",), "ary", "none", "spoken")
    consents.withdraw(
        consent_id=consents.give(case_id=opened().pk, question=question, by=cast.INSPECTOR), by=cast.INSPECTOR
    )
    return Consent.objects.get(word="withdrawn").pk


@races.of("acknowledgements.owe_institution")
def an_institution_is_told_once() -> Race:
    line = taken_out()
    return both(
        lambda _by: acknowledgements.owe_institution(consent_id=line, by=SYSTEM),
        "withdrawal.told",
        lambda: WithdrawalNotice.objects.count() == 1,
        rows=1,
    )


@races.of("acknowledgements.give_by_notice")
def an_institution_says_once_that_it_has_read_it() -> Race:
    acknowledgements.owe_institution(consent_id=taken_out(), by=SYSTEM)
    notice = WithdrawalNotice.objects.get()
    lead = cast.actor("shelter-worker", "shelter", "desk_lead")
    return once(
        lambda by: acknowledgements.give_by_notice(notice_id=notice.pk, by=by),
        "withdrawal.acknowledged",
        lambda: WithdrawalNotice.objects.get().acknowledged_at is not None,
        by=(cast.SHELTER_LEAD, lead),
    )


@races.of("acknowledgements.give_by_notice")
def a_desk_without_a_referral_says_once_that_it_has_read_it() -> Race:
    consents.withdraw(consent_id=planned.given_without_a_referral()[2], by=cast.INSPECTOR)
    notice = WithdrawalNotice.objects.get()
    colleague = cast.actor("lawyer", "lawyers", "front_line")
    return once(
        lambda by: acknowledgements.give_by_notice(notice_id=notice.pk, by=by),
        "withdrawal.acknowledged",
        lambda: WithdrawalNotice.objects.get().acknowledged_at is not None,
        by=(cast.LAWYER, colleague),
    )


@races.of("consents.withdraw")
def what_two_take_back_at_once_is_told_once() -> Race:
    _case, _line, agreement = planned.given_without_a_referral()
    return once(
        lambda by: consents.withdraw(consent_id=agreement, by=by),
        "withdrawal.told",
        lambda: WithdrawalNotice.objects.count() == 1,
        by=MEMBERS,
    )


@races.of("exceptions.propose")
def one_desk_is_proposed_once() -> Race:
    case = opened()
    return once(
        lambda by: exceptions.propose(case_id=case.pk, wanted=WANTED, by=by),
        "exception.proposed",
        lambda: SharingException.objects.count() == 1,
        by=MEMBERS,
    )


@races.of("exceptions.confirm")
def one_second_person_confirms_and_one_line_is_written() -> Race:
    one = proposed()
    return once(
        lambda by: exceptions.confirm(exception_id=one, by=by),
        "exception.confirmed",
        lambda: _is("confirmed") and Consent.objects.filter(word="without").count() == 1,
        by=SECONDS,
    )


@races.of("exceptions.decline")
def it_is_declined_once() -> Race:
    one = proposed()
    return once(
        lambda by: exceptions.decline(exception_id=one, by=by),
        "exception.declined",
        lambda: _is("declined"),
        by=SECONDS,
    )


@races.of("exceptions.tell")
def the_person_is_told_once() -> Race:
    one = owed()
    return once(
        lambda by: exceptions.tell(exception_id=one, by=by),
        "exception.told",
        lambda: _is("confirmed", "told"),
        by=MEMBERS,
    )


@races.of("exceptions.put_off")
def two_who_put_it_off_write_one_after_the_other() -> Race:
    one, notice = owed(), Notice(NOT_TOLD, SOON, "not_alone")
    return both(
        lambda by: exceptions.put_off(exception_id=one, notice=notice, by=by),
        "exception.put_off",
        lambda: _is("confirmed", NOT_TOLD),
        by=MEMBERS,
    )
