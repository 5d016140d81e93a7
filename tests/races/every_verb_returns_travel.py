"""The races of a child, of papers, of the journey and of the time after it: each line once a form, in its order."""

from datetime import timedelta

from himaya.cases.models import Consent
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.returns.actions import after, children, papers, travel
from himaya.returns.actions.after import Asked, Budget
from himaya.returns.actions.children import BestInterest, Family
from himaya.returns.actions.papers import Proceeding
from himaya.returns.actions.travel import Fitness
from tests.races.every_verb import Race, Table, both, once
from tests.races.every_verb_returns import MEMBERS, of, two
from tests.rooms.returns import gone
from tests.rooms.returns import gone_later as later

races = Table()


@races.of("children.note_best_interest")
def two_decisions_each_have_a_number() -> Race:
    case = gone.child()
    gone.to_weighing(case.pk)
    noted = BestInterest("for_return", "Canary judge", clock.today(), ("child",))
    return both(
        lambda by: children.note_best_interest(case_id=case.pk, noted=noted, instance_id=new_id(), by=by),
        "return.best_interest_noted",
        lambda: two("best_interest"),
        by=MEMBERS,
    )


@races.of("children.hear")
def the_same_view_is_kept_once() -> Race:
    case, form = gone.child(), new_id()
    gone.to_weighing(case.pk)
    return both(
        lambda by: children.hear(case_id=case.pk, stage="weighing", view="wishes", instance_id=form, by=by),
        "return.child_heard",
        lambda: len(of("child_view")) == 1,
        by=MEMBERS,
        rows=1,
    )


@races.of("children.assess_family")
def two_words_of_a_family_each_have_a_number() -> Race:
    case = gone.child()
    gone.to_weighing(case.pk)
    later.decided(case.pk)
    family = Family("to_care", who="Canary worker")
    return both(
        lambda by: children.assess_family(case_id=case.pk, family=family, instance_id=new_id(), by=by),
        "return.family_assessed",
        lambda: two("family_assessed"),
        by=MEMBERS,
    )


@races.of("children.trace")
def family_is_looked_for_once_a_form() -> Race:
    case, form = gone.child(), new_id()
    gone.to_weighing(case.pk)
    later.decided(case.pk)
    later.carer(case.pk, "no")
    return both(
        lambda by: children.trace(case_id=case.pk, said="Canary way", instance_id=form, by=by),
        "return.family_traced",
        lambda: len(of("tracing")) == 1,
        by=MEMBERS,
        rows=1,
    )


@races.of("papers.contact_consulate")
def one_yes_carries_one_contact() -> Race:
    case = gone.case()
    gone.to_preparing(case.pk)
    consent = later.agreed_to_consulate(case.pk)

    def contact(by: Actor) -> object:
        return papers.contact_consulate(case_id=case.pk, consent_id=consent, said="Canary", instance_id=new_id(), by=by)

    def kept() -> bool:
        return len(of("consular")) == 1 and Consent.objects.filter(case=case, word="used").count() == 1

    return once(contact, "return.consulate_contacted", kept, by=MEMBERS)


@races.of("papers.note_paper")
def two_words_on_a_paper_each_have_a_number() -> Race:
    case = gone.case()
    gone.to_preparing(case.pk)
    return both(
        lambda by: papers.note_paper(case_id=case.pk, what="visa", how="has", instance_id=new_id(), by=by),
        "return.paper_noted",
        lambda: two("document"),
        by=MEMBERS,
    )


@races.of("papers.note_proceeding")
def the_same_word_on_a_claim_is_kept_once() -> Race:
    case, form = gone.case(), new_id()
    gone.to_weighing(case.pk)
    noted = Proceeding("claim", "goes_on")
    return both(
        lambda by: papers.note_proceeding(case_id=case.pk, noted=noted, instance_id=form, by=by),
        "return.proceeding_noted",
        lambda: len(of("claim")) == 1,
        by=MEMBERS,
        rows=1,
    )


@races.of("travel.note_fitness")
def two_words_on_fitness_each_have_a_number() -> Race:
    case = gone.case()
    gone.to_preparing(case.pk)
    fitness = Fitness("fit", (), "Canary nurse", clock.today())
    return both(
        lambda by: travel.note_fitness(case_id=case.pk, fitness=fitness, instance_id=new_id(), by=by),
        "return.fitness_noted",
        lambda: two("fitness"),
        by=MEMBERS,
    )


@races.of("travel.name_escort")
def two_escorts_each_have_a_number() -> Race:
    case = gone.case()
    gone.to_weighing(case.pk)
    return both(
        lambda by: travel.name_escort(case_id=case.pk, part="along", who="Canary", instance_id=new_id(), by=by),
        "return.escort_named",
        lambda: two("escort"),
        by=MEMBERS,
    )


@races.of("travel.note_transit")
def the_same_help_on_the_way_is_kept_once() -> Race:
    case, form = gone.case(), new_id()
    gone.to_preparing(case.pk)
    return both(
        lambda by: travel.note_transit(case_id=case.pk, how="none_needed", instance_id=form, by=by),
        "return.transit_noted",
        lambda: len(of("transit")) == 1,
        by=MEMBERS,
        rows=1,
    )


@races.of("travel.make_ready")
def the_last_day_of_travel_counts() -> Race:
    case = gone.case()
    row = later.to_day(case.pk)
    on = clock.today() + timedelta(days=3)

    def ready() -> bool:
        row.refresh_from_db()
        return (row.state, row.travel_on) == ("ready", on) and two("made_ready")

    return both(
        lambda by: travel.make_ready(case_id=case.pk, on=on, instance_id=new_id(), by=by),
        "return.made_ready",
        ready,
        by=MEMBERS,
    )


@races.of("travel.ask_at_gate")
def a_no_at_the_gate_is_kept_once() -> Race:
    """Both heard it: whoever comes second finds that it is talked about again."""
    case = gone.case()
    row = later.to_ready(case.pk)

    def talking() -> bool:
        row.refresh_from_db()
        return row.state == "talking" and len(of("changed_mind")) == 1

    return once(
        lambda by: travel.ask_at_gate(case_id=case.pk, answer="stays", instance_id=new_id(), by=by),
        "return.mind_changed",
        talking,
        by=MEMBERS,
    )


@races.of("travel.board")
def the_person_boards_once() -> Race:
    case = gone.case()
    later.to_ready(case.pk)
    later.at_gate(case.pk)
    arrives = clock.now() + later.FLIGHT
    return once(
        lambda by: travel.board(case_id=case.pk, arrives_at=arrives, instance_id=new_id(), by=by),
        "return.boarded",
        lambda: len(of("boarded")) == 1,
        by=MEMBERS,
    )


@races.of("after.receive")
def the_person_is_met_once() -> Race:
    case = gone.case()
    later.to_travelling(case.pk, flight=timedelta())
    return once(
        lambda by: after.receive(case_id=case.pk, who="Canary desk", instance_id=new_id(), by=by),
        "return.received",
        lambda: len(of("reception")) == 1,
        by=MEMBERS,
    )


@races.of("after.no_word")
def two_words_of_no_word_each_have_a_number() -> Race:
    case = gone.case()
    later.to_travelling(case.pk)
    return both(
        lambda by: after.no_word(case_id=case.pk, done=("call_there",), again="2", instance_id=new_id(), by=by),
        "return.no_word",
        lambda: two("no_word"),
        by=MEMBERS,
    )


@races.of("after.plan")
def the_same_plan_is_kept_once() -> Race:
    case, form = gone.case(), new_id()
    gone.to_preparing(case.pk)
    return both(
        lambda by: after.plan(case_id=case.pk, parts={"social": "Canary"}, instance_id=form, by=by),
        "return.planned",
        lambda: len(of("reintegration")) == 1,
        by=MEMBERS,
        rows=1,
    )


@races.of("after.budget")
def two_lines_of_money_each_have_a_number() -> Race:
    case = gone.case()
    gone.to_preparing(case.pk)
    line = Budget("social", "individual", "School", "10", "MAD", "Canary desk")
    return both(
        lambda by: after.budget(case_id=case.pk, line=line, instance_id=new_id(), by=by),
        "return.money_planned",
        lambda: two("budget"),
        by=MEMBERS,
    )


@races.of("after.monitor")
def two_answers_each_have_a_number_and_use_no_later_month_up() -> Race:
    case = gone.case()
    later.to_received(case.pk)
    return both(
        lambda by: after.monitor(case_id=case.pk, asked=Asked("reached", "no"), instance_id=new_id(), by=by),
        "return.followed",
        lambda: two("monitored"),
        by=MEMBERS,
    )


@races.of("after.note_adverse")
def the_same_bad_news_is_counted_once() -> Race:
    case, form = gone.case(), new_id()
    later.to_received(case.pk)
    return both(
        lambda by: after.note_adverse(case_id=case.pk, what="held", instance_id=form, by=by),
        "return.went_wrong",
        lambda: len(of("adverse")) == 1,
        by=MEMBERS,
        rows=1,
    )
