"""Letters in the demo, by the verbs like everybody's: one that stands, left at a desk; one that was taken back.

Their phrases are here so that anybody can try a check; in a real nation a phrase is written nowhere.
"""

from himaya.attestations import making, rules
from himaya.attestations.actions import letters
from himaya.attestations.making import Wish
from himaya.cases import policy
from himaya.cases.models import Case
from himaya.kernel.actor import SYSTEM
from himaya.ops import published
from himaya.ops.demo_cases import somebody_at

CALLER, KEPT_AT = "inspection-nord", "asso-accueil"
STANDS, BACK = "trois oiseaux bleus", "باب أخضر وقمر صغير"
RISK = {"finds": rules.YES, "fears": rules.NO, "lives": rules.UNKNOWN, "harm": rules.NO}


def seed() -> None:
    """On the first open case of the desk."""
    by = somebody_at(CALLER)
    case = Case.objects.filter(policy.held_cases(by), state="open").order_by("opened_on", "reference").first()
    if case is None:
        return
    left = Wish(RISK, rules.AT_DESK, "accompanied", "fr", 30, kept_at=KEPT_AT)
    letters.issue(case_id=case.pk, made=making.make(left, STANDS), by=by)
    carried = Wish(RISK, rules.CARRIED, "appointment", "ar", 7, heard=True)
    gone = letters.issue(case_id=case.pk, made=making.make(carried, BACK), by=by)
    letters.take_back(case_id=case.pk, letter_id=gone, reason="lost", by=by)
    published.key_of_letters(by=SYSTEM)
