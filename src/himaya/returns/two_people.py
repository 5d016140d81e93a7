"""The second signature under going or staying: the lead of the desk, or legal counsel, never who signed first."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.cases.models import Case
from himaya.institutions.models import Desk
from himaya.institutions.queries import NO_STORIES
from himaya.kernel.actor import Actor
from himaya.kernel.two_people import A_DAY, Act
from himaya.returns import states
from himaya.returns.actions.weighing import FIRST
from himaya.returns.models import ReturnLine, VoluntaryReturn
from himaya.returns.said import UNSIGNS

# What undoes a first signature, as `said.stands` reads it. A promise that went to another desk says so in sealed words:
# then it waits here too, and whoever opens it is told what stands against signing.
UNDONE = Q(kind__in=UNSIGNS) | Q(kind=states.ASKED_FEAR, code="closes")


def _signed_once(actor: Actor) -> "QuerySet[ReturnLine]":
    """The first signatures that stand."""
    there = Desk.objects.filter(pk=actor.desk_id).exclude(Q(kind__in=NO_STORIES) | Q(institution__kind__in=NO_STORIES))
    held = Case.objects.filter(cases.held_cases(actor), Exists(there), pk=OuterRef("case_id"), state="open")
    weighed = VoluntaryReturn.objects.filter(pk=OuterRef("voluntary_return_id"), state=states.WEIGHING)
    later = ReturnLine.objects.filter(
        UNDONE, voluntary_return_id=OuterRef("voluntary_return_id"), number__gt=OuterRef("number")
    )
    rows = ReturnLine.objects.filter(Exists(held), Exists(weighed), ~Exists(later), kind=states.SIGNED, code=FIRST)
    return rows.exclude(written_by=cases.me(actor))


ACTS = [
    Act(
        "return_signature",
        "returns.weighing.sign",
        _("Going or staying: sign as the second person, or say that it is not arranged now"),
        (cases.LEAD, cases.COUNSEL),
        _signed_once,
        asked="at",
        within=2 * A_DAY,
        view="returns:of_case",
        args={"case_id": "case_id"},
        reference="case__reference",
        case="case_id",
    )
]
