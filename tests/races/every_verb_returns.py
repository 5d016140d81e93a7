"""The races of going and staying: two colleagues write at once, and each step is taken once and in its order."""

from datetime import timedelta

from himaya.cases.actions import handovers
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.ids import new_id
from himaya.returns import queries, rules
from himaya.returns.actions import choices, returns, services, talks, weighing
from himaya.returns.actions.choices import Choice
from himaya.returns.actions.services import Confirmed
from himaya.returns.actions.weighing import NotArranged, Partner
from himaya.returns.models import ReturnLine, VoluntaryReturn
from tests import cast
from tests.races.every_verb import Race, Table, both, once
from tests.rooms.cases.test_handovers import ALONG, agree, offered
from tests.rooms.returns import gone
from tests.rooms.returns.gone import BY, SECOND

races = Table()
MEMBERS = (BY, cast.INSPECTOR_COLLEAGUE)


def of(kind: str) -> list[int]:
    """The numbers of the lines of a kind: two that wrote at once have two."""
    return sorted(ReturnLine.objects.filter(kind=kind).values_list("number", flat=True))


def two(kind: str) -> bool:
    found = of(kind)
    return len(found) == 2 and len(set(found)) == 2


@races.of("returns.open_for")
def it_is_opened_once() -> Race:
    case = gone.case()
    return once(
        lambda by: returns.open_for(case_id=case.pk, instance_id=new_id(), by=by),
        "return.opened",
        lambda: VoluntaryReturn.objects.count() == 1,
        by=MEMBERS,
    )


@races.of("returns.end")
def it_ends_once() -> Race:
    case = gone.case()
    gone.opened(case.pk)
    return once(
        lambda by: returns.end(case_id=case.pk, reason="stays", instance_id=new_id(), by=by),
        "return.ended",
        lambda: len(of("ended")) == 1,
        by=MEMBERS,
    )


@races.of("talks.go_through")
def the_same_talk_is_kept_once() -> Race:
    case, form = gone.case(), new_id()
    gone.opened(case.pk)
    return both(
        lambda by: talks.go_through(case_id=case.pk, talk=gone.TALK, instance_id=form, by=by),
        "return.gone_through",
        lambda: len(of("talked")) == 1,
        by=MEMBERS,
        rows=1,
    )


@races.of("talks.ask_fear")
def two_answers_each_have_a_number() -> Race:
    case = gone.case()
    gone.opened(case.pk)
    return both(
        lambda by: talks.ask_fear(case_id=case.pk, answers=gone.NO_FEAR, instance_id=new_id(), by=by),
        "return.fear_asked",
        lambda: two("asked_fear"),
        by=MEMBERS,
    )


@races.of("choices.choose")
def two_choices_each_have_a_number() -> Race:
    case = gone.case()
    gone.opened(case.pk)
    gone.told(case.pk)
    choice = Choice(rules.ORIGIN, gone.COUNTRY)
    return both(
        lambda by: choices.choose(case_id=case.pk, choice=choice, instance_id=new_id(), by=by),
        "return.chosen",
        lambda: two("chose"),
        by=MEMBERS,
    )


@races.of("choices.change_mind")
def a_change_of_mind_is_never_lost() -> Race:
    case = gone.case()
    row = gone.to_weighing(case.pk)

    def talking() -> bool:
        row.refresh_from_db()
        return row.state == "talking" and two("changed_mind")

    return both(
        lambda by: choices.change_mind(case_id=case.pk, instance_id=new_id(), by=by),
        "return.mind_changed",
        talking,
        by=MEMBERS,
    )


@races.of("choices.leave_alone")
def the_same_question_about_a_plan_is_kept_once() -> Race:
    case, form = gone.case(), new_id()
    gone.opened(case.pk)
    return both(
        lambda by: choices.leave_alone(case_id=case.pk, plan="wants_one", instance_id=form, by=by),
        "return.left_alone",
        lambda: len(of("left_alone")) == 1,
        by=MEMBERS,
        rows=1,
    )


@races.of("weighing.weigh")
def two_sheets_each_have_a_number() -> Race:
    case = gone.case()
    gone.to_weighing(case.pk)
    sheets = {rules.STAY: gone.SAFE, rules.ORIGIN: gone.SAFE}
    return both(
        lambda by: weighing.weigh(case_id=case.pk, sheets=sheets, instance_id=new_id(), by=by),
        "return.weighed",
        lambda: two("weighed"),
        by=MEMBERS,
    )


@races.of("weighing.partner")
def two_words_of_a_partner_each_have_a_number() -> Race:
    case = gone.case()
    gone.to_weighing(case.pk)
    said = Partner(gone.SAFE, "Canary desk", clock.today())
    return both(
        lambda by: weighing.partner(case_id=case.pk, said=said, instance_id=new_id(), by=by),
        "return.partner_weighed",
        lambda: two("partner_weighed"),
        by=MEMBERS,
    )


@races.of("weighing.sign")
def a_signature_is_for_what_was_read() -> Race:
    """Both read the page at the same line: whoever comes second reads the first signature before they sign."""
    case = gone.case()
    seen = queries.last_number(gone.to_signing(case.pk))

    def sign(by: Actor) -> object:
        return weighing.sign(case_id=case.pk, seen=seen, instance_id=new_id(), by=by)

    return once(sign, "return.signed", lambda: len(of("signed")) == 1, by=(BY, SECOND))


@races.of("weighing.not_now")
def the_last_day_to_look_again_counts() -> Race:
    case = gone.case()
    row = gone.to_weighing(case.pk)
    said = NotArranged(("danger",), ("stay_with_plan",), clock.today() + timedelta(days=7))

    def kept() -> bool:
        row.refresh_from_db()
        return two("not_now") and row.review_on == said.review_on

    return both(
        lambda by: weighing.not_now(case_id=case.pk, said=said, instance_id=new_id(), by=by),
        "return.not_now",
        kept,
        by=MEMBERS,
    )


@races.of("services.confirm")
def the_same_promise_is_kept_once() -> Race:
    case, form = gone.case(), new_id()
    gone.to_weighing(case.pk)
    confirmed = Confirmed("met", "Canary shelter")
    return both(
        lambda by: services.confirm(case_id=case.pk, confirmed=confirmed, instance_id=form, by=by),
        "return.service_confirmed",
        lambda: len(of("service_confirmed")) == 1,
        by=MEMBERS,
        rows=1,
    )


@races.of("returns.end_elsewhere")
def two_workers_end_what_went_elsewhere_once() -> Race:
    case = gone.case()
    gone.to_weighing(case.pk)
    agree(case.pk)
    offer = offered(case.pk, "shelter", data_classes=ALONG)
    handovers.accept(handover_id=offer, by=cast.SHELTER)
    return both(
        lambda by: returns.end_elsewhere(handover_id=offer, by=by),
        "return.ended",
        lambda: VoluntaryReturn.objects.get().end_reason == "elsewhere",
        by=(SYSTEM, SYSTEM),
        rows=1,
    )
