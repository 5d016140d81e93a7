"""The verbs of a copy to keep: offered, and not wished now; or made, for the person's hand or left at a desk."""

from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.cases import access
from himaya.cases import policy as cases
from himaya.cases.models import Case
from himaya.disclosures import held_copy
from himaya.disclosures.models_copies import AT_DESK, CONTACTS, OFFERED, TAKEN, HeldCopy
from himaya.institutions import queries
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.kernel.unit import Unit, unit

WISHES = (TAKEN, AT_DESK, CONTACTS)


def offer(*, case_id: UUID, by: Actor) -> None:
    """The person does not want one now. Only that it was offered is kept; it can be offered again.

    Both raise NotPermitted and NotFound.
    """
    cases.check_hand_over(by)
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        _row(u, case, HeldCopy(word=OFFERED))
        u.log("copy.offered", object_type="case", object_id=case.pk, subjects=[case.person_id])


def make(*, case_id: UUID, wish: str, language: str, left_at: str, by: Actor) -> None:
    """Write down that a copy is made, before it is given out: what it is, its language, and the desk it is left at.

    Raises NotValid (the code names the field) besides.
    """
    cases.check_hand_over(by)
    if wish not in WISHES:
        raise NotValid(_("Say what the person wishes."), code="wish")
    if language not in held_copy.LANGUAGES:
        raise NotValid(_("Choose the language of the paper."), code="language")
    if (wish == AT_DESK) != bool(left_at) or (left_at and not queries.no_consulates().filter(pk=left_at).exists()):
        raise NotValid(_("Choose the desk where it is left."), code="left_at")
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        _row(u, case, HeldCopy(word=wish, language=language, left_at_id=left_at or None))
        u.log("copy.made", object_type="case", object_id=case.pk, code=wish, subjects=[case.person_id])


def _row(u: Unit, case: Case, row: HeldCopy) -> None:
    last = HeldCopy.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    row.case, row.number, row.on = case, last + 1, clock.today()
    row.desk_id, row.offered_by = u.by.desk_id, cases.account_of(u.by)
    row.save(force_insert=True)
