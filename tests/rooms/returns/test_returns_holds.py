"""What holds although somebody writes on: signatures for what was read, the alarm of an arrival, a family's part."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from himaya.cases.access import open_case
from himaya.cases.actions import handovers
from himaya.cases.models import Case
from himaya.disclosures.held_part import Item
from himaya.disclosures.holdings_returns import returns as returns_of
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.ids import new_id
from himaya.ops import worker
from himaya.returns import access, rules, rules_children, rules_follow, states, telling
from himaya.returns.actions import after, children, papers, services, travel
from himaya.returns.actions.papers import Proceeding
from himaya.returns.actions.services import Confirmed
from himaya.returns.actions.travel import Fitness
from himaya.returns.models import ReturnLine, VoluntaryReturn
from himaya.tasks.models import Task
from tests import cast, factories
from tests.refusals import refused
from tests.rooms.cases.at_a_partner import at_the_ward
from tests.rooms.cases.test_handovers import ALONG, agree, offered
from tests.rooms.returns import gone
from tests.rooms.returns import gone_later as later
from tests.rooms.returns.gone import BY
from tests.rooms.returns.test_travel import TODAY, open_tasks, state
from tests.signed_in import Sit

pytestmark = [pytest.mark.django_db, pytest.mark.capability("F1")]
DUE = TODAY + later.FLIGHT + rules_follow.RECEPTION_WITHIN


def signatures(case: Case) -> int:
    with access.open_return(BY, case.pk) as opened:
        return len(opened.stands.signed)


def promised(case: Case, service: str, who: str, *, no_longer: bool = False) -> ReturnLine:
    confirmed = Confirmed(service, who, no_longer=no_longer)
    return services.confirm(case_id=case.pk, confirmed=confirmed, instance_id=new_id(), by=BY)


@pytest.mark.parametrize("anew", [later.family, later.decided])
def test_what_is_written_of_a_child_after_two_signed_is_signed_anew(anew: Callable[..., ReturnLine]) -> None:
    case = later.child_to_preparing()
    anew(case.pk)
    assert (state(case), signatures(case)) == (states.WEIGHING, 0)


@pytest.mark.parametrize("service", rules.NEEDED)
def test_another_desk_that_promises_what_is_needed_is_signed_anew(service: str) -> None:
    case = gone.case()
    later.to_ready(case.pk)
    promised(case, service, " canary  shelter THERE ")
    assert (state(case), signatures(case)) == (states.READY, 2), "the same desk again changes nothing"
    promised(case, "school", "Another")
    assert (state(case), signatures(case)) == (states.READY, 2), "what is only offered changes nothing"
    promised(case, service, "a cousin")
    assert (state(case), signatures(case)) == (states.WEIGHING, 0)


@pytest.mark.parametrize("service", ["", "strange"])
def test_nothing_is_promised_that_is_no_service_of_the_list(service: str, sit: Sit) -> None:
    """Seen red without the refusal of an unknown service in `services.confirm`."""
    case = gone.case()
    gone.to_weighing(case.pk)
    before = ReturnLine.objects.count()
    with pytest.raises(NotValid) as refusal:
        promised(case, service, "Canary shelter there")
    assert refusal.value.code == "service"
    form = {"do": "confirm", "service": service, "who_confirms": "Canary shelter", "service_words": "Canary words"}
    answer = sit(BY).post(f"/returns/cases/{case.pk}/", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    for said in ("Choose what was promised.", 'href="#service"', 'value="Canary shelter"', "Canary words"):
        assert said in page
    assert ReturnLine.objects.count() == before


def test_another_desk_takes_the_first_signature_back_too() -> None:
    case = gone.case()
    gone.to_signing(case.pk)
    gone.signed(case.pk)
    promised(case, "roof", "a cousin")
    assert signatures(case) == 0


def test_a_promise_that_is_taken_back_is_none_and_is_signed_anew() -> None:
    case = gone.case()
    gone.to_preparing(case.pk)
    line = promised(case, "roof", "Canary shelter there", no_longer=True)
    assert (state(case), signatures(case)) == (states.WEIGHING, 0)
    with access.open_return(BY, case.pk) as opened:
        assert rules.SERVICES_MISSING in opened.against
        assert "No longer promised" in telling.parts(next(one for one in opened.told if one.number == line.number))
    promised(case, "roof", "Canary shelter there")
    with access.open_return(BY, case.pk) as opened:
        assert rules.SERVICES_MISSING not in opened.against


def test_a_promise_grows_old_by_the_day_of_the_travel_and_is_confirmed_anew() -> None:
    case = gone.case()
    gone.to_signing(case.pk)
    with clock.stopped(TODAY + timedelta(days=29)), access.open_return(BY, case.pk) as opened:
        assert rules.SERVICES_MISSING not in opened.against
    with clock.stopped(TODAY + timedelta(days=30)):
        with access.open_return(BY, case.pk) as opened:
            assert rules.SERVICES_MISSING in opened.against
        gone.confirmed(case.pk)
        with access.open_return(BY, case.pk) as opened:
            assert rules.SERVICES_MISSING not in opened.against


def test_a_file_that_goes_elsewhere_while_the_person_is_on_the_way_keeps_its_alarm() -> None:
    case = gone.case(identity=factories.identity(), wishes=[at_the_ward()])
    later.to_travelling(case.pk)
    agree(case.pk)
    handovers.accept(handover_id=offered(case.pk, "shelter", data_classes=ALONG), by=cast.SHELTER)
    worker.drain()
    row = VoluntaryReturn.objects.get()
    assert (row.state, row.reception_due_at) == (states.TRAVELLING, DUE)
    # Where the file went nobody learns of the way: a refusal there would tell that the person travels.
    there = Case.objects.exclude(pk=case.pk).get()
    assert gone.opened(there.pk, by=cast.SHELTER).state == states.TALKING
    with clock.stopped(DUE):
        assert set(open_tasks(case)) == {"return_arrival"}
        later.met(case.pk)
    assert state(case) == states.RECEIVED


@pytest.mark.parametrize("reason", ["unreachable", "left_alone", "elsewhere"])
def test_whoever_is_on_the_way_is_given_up_only_after_no_word_and_by_the_lead(reason: str) -> None:
    case = gone.case()
    later.to_travelling(case.pk)
    later.no_word(case.pk)
    with refused(NotNow, says="on the way"):
        gone.ended(case.pk, reason)
    with clock.stopped(DUE):
        with refused(NotNow, says="No word"):
            gone.ended(case.pk, reason)
        later.no_word(case.pk)
        with pytest.raises(NotPermitted):
            gone.ended(case.pk, reason, by=cast.actor("front-north", BY.desk_id, "front_line"))
        gone.ended(case.pk, reason)
    assert state(case) == states.ENDED


def test_nobody_is_met_before_they_can_have_arrived(sit: Sit) -> None:
    case = gone.case()
    later.to_travelling(case.pk)
    page = sit(BY).get(f"/returns/cases/{case.pk}/after/").content.decode()
    assert 'aria-describedby="why-met"' in page
    assert "The person arrives" in page
    with clock.stopped(TODAY + later.FLIGHT - timedelta(minutes=1)), refused(NotNow, says="arrives"):
        after.receive(case_id=case.pk, who="Canary", instance_id=new_id(), by=BY)
    assert state(case) == states.TRAVELLING
    with clock.stopped(TODAY + later.FLIGHT):
        after.receive(case_id=case.pk, who="Canary", instance_id=new_id(), by=BY)
    assert state(case) == states.RECEIVED


@pytest.mark.parametrize("other_file", [False, True])
def test_a_family_that_had_a_part_is_not_looked_for_in_a_later_attempt_either(other_file: bool) -> None:
    case = gone.child()
    gone.to_weighing(case.pk)
    later.decided(case.pk)
    later.family(case.pk, implicated="yes")
    gone.ended(case.pk, "opened_in_error")
    if other_file:
        case = gone.case(person_id=case.person_id)
        Case.objects.filter(pk=case.pk).update(age_group="child")
    gone.to_weighing(case.pk)
    later.carer(case.pk, "no")
    later.decided(case.pk)
    later.family(case.pk, implicated="no")
    with pytest.raises(NotFound):
        children.trace(case_id=case.pk, said="Canary way", instance_id=new_id(), by=BY)
    with access.open_return(BY, case.pk) as opened:
        assert children.tracing_of(opened) == rules_children.ABSENT
        assert rules_children.FAMILY_IMPLICATED in opened.child_owes("weighing")


@pytest.mark.parametrize(("kind", "how"), [("testimony", "none"), ("prosecutor_told", "not_told")])
def test_how_a_proceeding_stands_is_sealed(kind: str, how: str) -> None:
    case = gone.case()
    gone.to_preparing(case.pk)
    line = papers.note_proceeding(case_id=case.pk, noted=Proceeding(kind, how), instance_id=new_id(), by=BY)
    assert ReturnLine.objects.values_list("code", flat=True).get(pk=line.pk) == ""
    with access.open_return(BY, case.pk) as opened:
        assert opened.told[-1].words["how"] == how
        assert telling.parts(opened.told[-1])[0]


def test_what_was_written_of_the_way_holds_for_the_country_that_was_chosen() -> None:
    case = gone.case()
    later.to_day(case.pk)
    later.stood_by(case.pk)
    gone.changed(case.pk)
    gone.chosen(case.pk, country="Elsewhere")
    gone.weighed(case.pk)
    gone.partner(case.pk)
    gone.confirmed(case.pk)
    gone.signed(case.pk)
    gone.signed(case.pk, by=gone.SECOND)
    with access.open_return(BY, case.pk) as opened:
        found = travel.against(opened, clock.today())
    assert set(found) == {"no_paper", "fitness_missing", "transit_missing"}
    later.fit(case.pk, "with_help")
    with access.open_return(BY, case.pk) as opened:
        assert "help_missing" in travel.against(opened, clock.today())
    later.stood_by(case.pk)
    later.paper(case.pk)
    later.transit(case.pk)
    later.ready(case.pk)
    assert state(case) == states.READY


def unseen(case: Case) -> ReturnLine:
    fitness = Fitness("not_wished", (), "", clock.today())
    return travel.note_fitness(case_id=case.pk, fitness=fitness, instance_id=new_id(), by=BY)


def test_an_adult_who_wishes_no_look_at_their_health_can_travel_with_help() -> None:
    case = gone.case()
    gone.to_preparing(case.pk)
    later.paper(case.pk)
    later.transit(case.pk)
    unseen(case)
    later.ready(case.pk)
    assert state(case) == states.READY


def test_of_a_child_it_stands_against_the_way() -> None:
    case = later.child_to_preparing()
    unseen(case)
    with access.open_return(BY, case.pk) as opened:
        assert "fitness_missing" in travel.against(opened, clock.today())


@pytest.mark.parametrize("way", ["alone", "ended"])
def test_a_child_that_goes_alone_is_an_urgent_task_of_the_desk_and_its_lead(way: str) -> None:
    case = gone.child()
    gone.to_weighing(case.pk)
    gone.alone(case.pk) if way == "alone" else gone.ended(case.pk, "left_alone")
    worker.drain()
    found = Task.objects.filter(case=case, about_kind="return", state="open").defer("words")
    assert {(one.kind, one.urgent) for one in found} == {("risk_worse", True), ("risk_worse_lead", True)}


def test_ending_it_is_greyed_with_its_reason_while_the_person_is_on_the_way(sit: Sit) -> None:
    """Seen red with the form on the page: it was refused only once somebody had filled it in."""
    case = gone.case()
    at, greyed = f"/returns/cases/{case.pk}/", 'aria-describedby="why-end"'
    later.to_ready(case.pk)
    assert 'value="end"' in sit(BY).get(at).content.decode()
    later.at_gate(case.pk)
    later.boarded(case.pk)
    page = sit(BY).get(at).content.decode()
    assert greyed in page
    assert "Wait for word of the arrival" in page
    assert 'value="end"' not in page
    # Whoever sends it all the same reads why, and loses nothing.
    answer = sit(BY).post(at, {"do": "end", "reason": "unreachable", "end_words": "Canary kept"})
    assert answer.status_code == 409
    assert "Canary kept" in answer.content.decode()
    with clock.stopped(DUE):
        assert "No word of the arrival came" in sit(BY).get(at).content.decode()
        later.no_word(case.pk)
        page = sit(BY).get(at).content.decode()
        assert greyed not in page
        assert 'value="end"' in page
        assert "only whoever leads this file ends it" in sit(cast.INSPECTOR_COLLEAGUE).get(at).content.decode()


def test_an_adult_who_goes_alone_raises_none() -> None:
    case = gone.case()
    gone.to_weighing(case.pk)
    gone.alone(case.pk)
    worker.drain()
    assert not Task.objects.filter(case=case, about_kind="return").exists()


def test_the_page_of_a_child_does_not_say_that_nobody_stops_them(sit: Sit) -> None:
    case, grown = gone.child(), gone.case()
    for one in (case, grown):
        gone.to_weighing(one.pk)
    of_child, of_grown = (sit(BY).get(f"/returns/cases/{one.pk}/").content.decode() for one in (case, grown))
    assert "Nobody stops them" in of_grown
    assert "Nobody stops them" not in of_child
    assert "Call whoever protects children now" in of_child


def test_the_person_can_change_their_mind_also_while_fear_is_asked_next(sit: Sit) -> None:
    case = gone.case()
    gone.opened(case.pk)
    gone.told(case.pk)
    gone.chosen(case.pk)
    page = sit(BY).get(f"/returns/cases/{case.pk}/").content.decode()
    assert 'value="change_mind"' in page


def test_this_state_s_own_consular_service_is_offered_on_a_yes_too(sit: Sit) -> None:
    case = gone.case()
    gone.to_preparing(case.pk)
    given = later.agreed_to_consulate(case.pk)
    Institution.objects.filter(desks="consulate").update(kind="consular_service")
    assert f'value="{given}"' in sit(BY).get(f"/returns/cases/{case.pk}/documents/").content.decode()


def test_each_attempt_is_given_with_its_days_and_why_it_ended_to_whoever_asks() -> None:
    case = gone.case()
    later.to_travelling(case.pk)
    given = parts(case)
    assert (given["return:1"].label, given["return:1"].source[:16]) == ("Going or staying, once", "24 November 2026")
    told = "On the way · day of travel: 24 November 2026 · word of the arrival until: 25 November 2026, 16:00"
    assert given["return:1"].value == told
    with clock.stopped(DUE):
        later.no_word(case.pk)
        gone.ended(case.pk, "unreachable")
        assert "ended: 25 November 2026 · The person is not reached any more" in parts(case)["return:1"].value


def parts(case: Case) -> dict[str, Item]:
    with open_case(BY, case.pk, purpose="give_service") as opened:
        return {one.name: one for one in returns_of(opened)}
