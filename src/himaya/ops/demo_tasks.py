"""Tasks in the demo, given by the verbs like everybody's: five at two desks."""

from datetime import timedelta

from himaya.cases import queries
from himaya.kernel import clock
from himaya.ops.demo_cases import somebody_at
from himaya.tasks.actions import tasks
from himaya.tasks.actions.tasks import Wish

HOLDER, RECEIVER = "inspection-nord", "asso-accueil"
# Kind, a sentence about the person, in how many days, whether for whoever gives it.
OF_CASE = (
    ("call_back", "Demander si l’interprète peut venir (exercice) · السؤال عن إمكانية حضور المترجم (تمرين)", 0, True),
    (
        "ask_papers",
        "Fiches de paie des six derniers mois (exercice) · أوراق الأجر للأشهر الستة الأخيرة (تمرين)",
        4,
        False,
    ),
)
OF_REFERRAL = (("accompany", "Rendez-vous à l’hôpital, à pied (exercice) · موعد في المستشفى، مشيا (تمرين)", 1, True),)


def seed() -> None:
    """About the newest case of one desk, about the first referral of another, and one about nobody at each."""
    holder, receiver = somebody_at(HOLDER), somebody_at(RECEIVER)
    today = clock.today()
    case, referral = queries.desk_cases(holder).first(), queries.inbox(receiver).first()
    for kind, text, days, own in OF_CASE if case is not None else ():
        to = holder.account_id if own else None
        wish = Wish(kind, text=text, due_on=today + timedelta(days=days), to=to)
        tasks.give(wish=wish, case_id=case.pk if case is not None else None, by=holder)
    for kind, text, days, own in OF_REFERRAL if referral is not None else ():
        to = receiver.account_id if own else None
        wish = Wish(kind, text=text, due_on=today + timedelta(days=days), to=to)
        tasks.give(wish=wish, referral_id=referral.pk if referral is not None else None, by=receiver)
    for somebody in (holder, receiver):
        tasks.give(wish=Wish("prepare", due_on=today + timedelta(days=2)), by=somebody)
