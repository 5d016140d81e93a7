"""Whether a form of this desk changes on a day that is announced: one line on the list of cases, one query."""

from datetime import datetime

from himaya.coordination import rules_audience, states
from himaya.coordination.models import EditionForm
from himaya.institutions.models import Desk


def next_change(desk_id: str) -> datetime | None:
    """When the next announced version of a form of this desk comes into force; None when none is announced."""
    kind = Desk.objects.filter(pk=desk_id).values_list("kind", flat=True).first() or ""
    forms = EditionForm.objects.filter(
        edition__releases__state=states.SCHEDULED,
        changed=True,
        version__audience__in=rules_audience.audiences_of(kind),
    )
    moments = forms.order_by("edition__releases__effective_at").values_list(
        "edition__releases__effective_at", flat=True
    )
    return moments.filter(edition__releases__effective_at__isnull=False).first()
