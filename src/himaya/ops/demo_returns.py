"""Going and staying in the demo, by the verbs like everybody's: somebody chose to go, and the ways are weighed."""

from himaya.cases import queries
from himaya.kernel.ids import new_id
from himaya.ops.demo_cases import somebody_at
from himaya.returns import rules
from himaya.returns.actions import choices, returns, talks, weighing
from himaya.returns.actions.choices import Choice
from himaya.returns.actions.talks import Talk

DESK = "inspection-nord"
WORDS = "Voudrait revoir sa mère (exercice) · ترغب في رؤية والدتها (تمرين)"
COUNTRY = "Pays d’exercice · بلد التمرين"
ANSWERS = {"reception": rules.WORRYING, "family": rules.SAFE, "health_care": rules.SAFE}


def seed() -> None:
    """On the newest case of the desk: nothing where it has none."""
    worker = somebody_at(DESK)
    case = queries.desk_cases(worker).first()
    if case is None:
        return
    returns.open_for(case_id=case.pk, instance_id=new_id(), by=worker)
    talk = Talk(("yours", "waiting", "until_boarding", "protection"), "fr", "none")
    talks.go_through(case_id=case.pk, talk=talk, instance_id=new_id(), by=worker)
    fears = dict.fromkeys(rules.FEARS, rules.NO)
    talks.ask_fear(case_id=case.pk, answers=fears, instance_id=new_id(), by=worker)
    choice = Choice(rules.ORIGIN, COUNTRY, WORDS)
    choices.choose(case_id=case.pk, choice=choice, instance_id=new_id(), by=worker)
    sheets = {rules.STAY: {"family": rules.SAFE, "papers": rules.WORRYING}, rules.ORIGIN: ANSWERS}
    weighing.weigh(case_id=case.pk, sheets=sheets, instance_id=new_id(), by=worker)
