"""Going and staying in the demo, by the verbs like everybody's: the ways are weighed for one; another has arrived."""

from datetime import timedelta
from typing import Any

from himaya.cases import queries
from himaya.cases.models import Case
from himaya.institutions import accounts
from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.ops.demo_cases import somebody_at
from himaya.returns import access, rules, rules_travel, said_later
from himaya.returns import queries as returned
from himaya.returns.actions import after, choices, papers, returns, services, talks, travel, weighing
from himaya.returns.actions.after import Budget
from himaya.returns.actions.choices import Choice
from himaya.returns.actions.services import Confirmed
from himaya.returns.actions.talks import Talk
from himaya.returns.actions.travel import Fitness
from himaya.returns.actions.weighing import Partner
from himaya.risks.actions import assessments
from himaya.risks.actions.assessments import Said

DESKS = ("inspection-nord", "asso-accueil")
WORDS = "Voudrait revoir sa mère (exercice) · ترغب في رؤية والدتها (تمرين)"
COUNTRY = "Pays d’exercice · بلد التمرين"
ANSWERS = {"reception": rules.WORRYING, "family": rules.SAFE, "health_care": rules.SAFE}
# Of whoever has arrived: the desk that accompanies, and who signs second there.
DESK_THERE, SECOND = "hopital-centre", "hopitaux-conseil"
PARTNER = "Maison d’accueil d’exercice · دار استقبال للتمرين"
ESCORT = "Accompagnatrice d’exercice · مرافقة للتمرين"
PLAN = "Apprendre la couture, une chambre, un groupe (exercice) · تعلم الخياطة، غرفة، مجموعة (تمرين)"
LEFT, FLIGHT = timedelta(days=3), timedelta(hours=6)


def seed() -> None:
    """On the newest case of each of three desks: nothing where it has none."""
    for desk in DESKS:
        _weighed(desk)
    _arrived()


def _weighed(desk: str) -> None:
    worker = somebody_at(desk)
    case = queries.desk_cases(worker).filter(state="open").exclude(age_group="child").first()
    if case is not None:
        _chosen(case, worker)
        sheets = {rules.STAY: {"family": rules.SAFE, "papers": rules.WORRYING}, rules.ORIGIN: ANSWERS}
        weighing.weigh(case_id=case.pk, sheets=sheets, instance_id=new_id(), by=worker)


def _arrived() -> None:
    """Somebody who left three days ago, was met, and is asked in a month how it goes."""
    worker = somebody_at(DESK_THERE)
    second = accounts.actor_for(Account.objects.get(username=SECOND).pk, desk_id=DESK_THERE)
    case = queries.desk_cases(worker).filter(state="open", age_group="adult").first()
    if case is None:
        return
    now = clock.now()
    with clock.stopped(now - LEFT):
        _chosen(case, worker)
        _signed(case, worker, second)
        _left(case, worker)
    with clock.stopped(now - LEFT + FLIGHT):
        after.receive(case_id=case.pk, who=PARTNER, instance_id=new_id(), by=worker)


def _chosen(case: Case, worker: Actor) -> None:
    returns.open_for(case_id=case.pk, instance_id=new_id(), by=worker)
    talk = Talk(("yours", "waiting", "until_boarding", "protection"), "fr", "none")
    talks.go_through(case_id=case.pk, talk=talk, instance_id=new_id(), by=worker)
    fears = dict.fromkeys(rules.FEARS, rules.NO)
    talks.ask_fear(case_id=case.pk, answers=fears, instance_id=new_id(), by=worker)
    choice = Choice(rules.ORIGIN, COUNTRY, WORDS)
    choices.choose(case_id=case.pk, choice=choice, instance_id=new_id(), by=worker)


def _signed(case: Case, worker: Actor, second: Actor) -> None:
    """Weighed here and there, promised, signed by two."""
    row = assessments.begin(case_id=case.pk, occasion="before_return", instance_id=new_id(), by=worker)
    low = Said({"likelihood": "1", "impact": "2"}, ("individual",), ("said",), PARTNER)
    assessments.answer(
        case_id=case.pk, number=row.number, domain=access.RISK, said=low, seen=0, instance_id=new_id(), by=worker
    )
    assessments.finish(case_id=case.pk, number=row.number, seen=1, by=worker)
    safe = dict.fromkeys(rules.QUESTIONS, rules.SAFE)
    sheets = {rules.STAY: safe, rules.ORIGIN: safe}
    weighing.weigh(case_id=case.pk, sheets=sheets, instance_id=new_id(), by=worker)
    there = Partner(safe, PARTNER, clock.today())
    weighing.partner(case_id=case.pk, said=there, instance_id=new_id(), by=worker)
    for one in rules.NEEDED:
        services.confirm(case_id=case.pk, confirmed=Confirmed(one, PARTNER), instance_id=new_id(), by=worker)
    for by in (worker, second):
        attempt = returned.running(case.pk)
        seen = returned.last_number(attempt) if attempt is not None else 0
        weighing.sign(case_id=case.pk, seen=seen, instance_id=new_id(), by=by)


def _left(case: Case, worker: Actor) -> None:
    """Papers, fitness, somebody along, the plan there and its money, the gate, aboard."""
    one: dict[str, Any] = {"case_id": case.pk, "by": worker}
    papers.note_paper(what="travel_paper", how=said_later.HAS, instance_id=new_id(), **one)
    fitness = Fitness(rules_travel.WITH_HELP, ("needs_company",), ESCORT, clock.today())
    travel.note_fitness(fitness=fitness, instance_id=new_id(), **one)
    travel.name_escort(part=said_later.ALONG, who=ESCORT, instance_id=new_id(), **one)
    travel.note_transit(how=said_later.NONE_NEEDED, instance_id=new_id(), **one)
    after.plan(parts={"economic": PLAN}, instance_id=new_id(), **one)
    money = Budget("economic", "individual", PLAN, "1500", "MAD", PARTNER)
    after.budget(line=money, instance_id=new_id(), **one)
    travel.make_ready(on=clock.today(), instance_id=new_id(), **one)
    travel.ask_at_gate(answer=travel.GOES, instance_id=new_id(), **one)
    travel.board(arrives_at=clock.now() + FLIGHT, instance_id=new_id(), **one)
