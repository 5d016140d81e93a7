"""The races of an agreement: two write down, or take back, at once."""

from functools import partial

from himaya.cases.actions import consents
from himaya.cases.actions.consents import Question
from himaya.cases.models import Case, Consent, Referral
from himaya.kernel.actor import Actor
from tests import cast, factories
from tests.races.every_verb import Race, Table, both, once

races = Table()
MEMBERS = (cast.INSPECTOR, cast.INSPECTOR_COLLEAGUE)
ABOUT = Question("desk:lawyers", ("needs",), "ary", "none", "spoken")


def opened() -> Case:
    return Case.objects.get(pk=factories.hand_over().case_id)


def _give(case: Case, by: Actor) -> object:
    return consents.give(case_id=case.pk, question=ABOUT, by=by)


def _numbered() -> bool:
    return sorted(Consent.objects.values_list("number", flat=True)) == [1, 2, 3]


@races.of("consents.ask")
def two_who_ask_at_once_write_a_line_each() -> Race:
    case = opened()
    return both(lambda by: consents.ask(case_id=case.pk, question=ABOUT, by=by), "consent.asked", _numbered, by=MEMBERS)


@races.of("consents.give")
def two_answers_written_down_at_once_both_stand_each_with_its_number() -> Race:
    case = opened()
    return both(partial(_give, case), "consent.given", _numbered, by=MEMBERS)


@races.of("consents.refuse")
def two_refusals_at_once_both_stand() -> Race:
    case = opened()
    return both(
        lambda by: consents.refuse(case_id=case.pk, question=ABOUT, by=by), "consent.refused", _numbered, by=MEMBERS
    )


@races.of("consents.withdraw")
def an_agreement_is_withdrawn_once() -> Race:
    opened()
    line = Consent.objects.get()
    return once(
        lambda by: consents.withdraw(consent_id=line.pk, by=by),
        "consent.withdrawn",
        lambda: Referral.objects.get().state == "withdrawn" and Consent.objects.count() == 2,
        by=MEMBERS,
    )
