"""The next number of a register that runs through the whole nation."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.coordination.models import Cluster, FollowUpAction, Recommendation
from himaya.kernel.errors import NotNow

TRIES = 20


def save_numbered(row: Cluster | FollowUpAction | Recommendation) -> None:
    """Save a new row under the next number; whoever took it at the same moment has it, and the next is tried.

    Raises NotNow when many are at it.
    """
    rows = type(row)._default_manager.all()
    for _turn in range(TRIES):
        row.number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            if not rows.filter(number=row.number).exists():
                raise
        else:
            return
    raise _busy()


def save_all_numbered(new: Sequence[Recommendation]) -> None:
    """Save new rows under the next numbers, in their order, all at once. Raises NotNow when many are at it."""
    rows = Recommendation._default_manager.all()
    for _turn in range(TRIES):
        last = rows.aggregate(last=Max("number"))["last"] or 0
        for number, row in enumerate(new, start=last + 1):
            row.number = number
        try:
            with transaction.atomic():
                rows.bulk_create(new)
        except IntegrityError:
            if not rows.filter(number__gt=last).exists():
                raise
        else:
            return
    raise _busy()


def _busy() -> NotNow:
    return NotNow(_("Many are entering something at this moment. Send it again: nothing is lost."), code="number_taken")
