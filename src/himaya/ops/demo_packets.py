"""A packet to a partner abroad in the demo, by the verbs: the partner in the register, and one packet ready."""

from datetime import timedelta

from himaya.adapters import age
from himaya.cases.queries import desk_cases
from himaya.institutions import accounts
from himaya.institutions.models import Account
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.legal import states
from himaya.legal.actions import entries
from himaya.legal.actions.entries import Said
from himaya.packets.actions import packets
from himaya.packets.actions.packets import Wanted

# Who works on files, who enters a partner in the register of the institution, and who confirms it.
DESKS = (
    ("inspection-nord", "inspection-donnees", "inspection-conseil"),
    ("asso-accueil", "asso-donnees", "asso-conseil"),
)
PARTNER, NUMBER = "mobility-agency", "EXERCICE-7"
RULES = "Accueil à l’arrivée, convention d’exercice · الاستقبال عند الوصول، اتفاقية تمرين"
WORDS = "Attendre à la sortie, sans pancarte (exercice) · الانتظار عند المخرج دون لافتة (تمرين)"


def seed() -> None:
    """On the newest file of an adult at each desk: nothing where it has none."""
    for names in DESKS:
        _at_a_desk(*(_at_work(name) for name in names))


def _at_a_desk(worker: Actor, officer: Actor, counsel: Actor) -> None:
    said = Said(part=states.RECIPIENT, about=PARTNER, text=RULES, number=NUMBER, dated=clock.today(), abroad=True)
    entries.confirm(entry_id=entries.propose(said=said, by=officer), by=counsel)
    case = desk_cases(worker).filter(state="open", age_group="adult").first()
    if case is None:
        return
    wanted = Wanted(
        receiver=PARTNER,
        # Of a pair whose private half nobody has.
        key=age.forgotten_pair(),
        parts=("age_group", "partner_words"),
        reply_by=clock.today() + timedelta(days=14),
        packet_language="fr",
        language=case.language,
        interpreter="none",
        mode="spoken",
        agrees=True,
        words=WORDS,
    )
    packets.prepare(case_id=case.pk, wanted=wanted, instance_id=new_id(), by=worker)


def _at_work(username: str) -> Actor:
    return accounts.actor_for(Account.objects.values_list("pk", flat=True).get(username=username))
