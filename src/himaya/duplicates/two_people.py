"""A search for duplicates: the data protection officer of the institution agrees to it, never who asked."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.duplicates import states
from himaya.duplicates.models import Search
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.two_people import A_WEEK, Act


def _searches(actor: Actor) -> "QuerySet[Search]":
    rows = Search.objects.filter(institution_id=actor.institution_id, state=states.ASKED, expires_at__gt=clock.now())
    return rows.exclude(asked_by=cases.me(actor))


ACTS = [
    Act(
        "search",
        "duplicates.searches.agree",
        _("A search for duplicates: agree to it, or do not"),
        (cases.OVERSEES,),
        _searches,
        asked="asked_at",
        within=A_WEEK,
        until="expires_at",
        view="duplicates:all",
    )
]
