"""The nightly run over what was kept long enough, and the desk's word that an old open file is still needed."""

import logging
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy
from himaya.cases import queries_retention as queries
from himaya.cases.access import SEALED_OF_REFERRAL, lock_case, lock_referral
from himaya.cases.actions import erasures, links
from himaya.cases.models import Case, LegalHold, Referral
from himaya.kernel import clock, steady
from himaya.kernel.actor import SYSTEM, Actor
from himaya.kernel.belongings import ALL, IDENTITY
from himaya.kernel.errors import NotNow, Refusal
from himaya.kernel.sealed import blank
from himaya.kernel.unit import unit

__all__ = ["Ran", "keep", "run"]

log = logging.getLogger("himaya.store")


@dataclass(frozen=True)
class Ran:
    """What one run erased: whole persons, identities, packets."""

    files: int
    identities: int
    packets: int


def run(*, by: Actor = SYSTEM) -> Ran:
    """Erase what is due. Each person in a unit of their own: killed in between, the next run goes on.

    Raises NotNow while the clock may not be believed: then nobody knows what is due.
    """
    steady.check()
    files = sum(_erase(case, ALL, by) for case in queries.due(ALL))
    identities = sum(_erase(case, IDENTITY, by) for case in queries.due(IDENTITY))
    links.sweep(by=by)
    packets = sum(_empty(number, by) for number in queries.due_packets())
    with unit(by=by) as u:
        u.log("retention.run", object_type="retention", object_id=clock.today(), code=f"{files}/{identities}/{packets}")
    return Ran(files, identities, packets)


def keep(*, case_id: UUID, by: Actor) -> None:
    """The desk says that an open file nobody used is still needed; it is asked again after the same period."""
    policy.check_hand_over(by)
    with unit(by=by) as u:
        case = lock_case(by, case_id)
        if case.state != "open" or not queries.is_idle(case):
            raise NotNow(_("This file is not among those to look at. Nothing was changed."), code="not_idle")
        # Not `needed_until`, which silences the question of thirty days: for so long nobody would hear of a quiet file.
        case.stirred_on = clock.today()
        case.save(update_fields=["stirred_on"])
        u.log("retention.kept", object_type="case", object_id=case.pk, subjects=[case.person_id])


def _erase(case: Case, scope: str, by: Actor) -> int:
    try:
        erasures.erase_due(case=case, scope=scope, by=by)
    except Refusal:
        # A hold or a new file came in between; the refusal is in the audit, and the next night looks again.
        return 0
    except IntegrityError as fault:
        # Some room keeps rows of this person that it did not declare. Nothing went, and the others go on.
        log.error("erasure refused by the database %s", case.pk, exc_info=fault)
        return 0
    return 1


def _empty(number: UUID, by: Actor) -> int:
    """Empty what a referral carried, unless somebody placed a hold or erased it meanwhile."""
    try:
        with unit(by=by) as u:
            # Its file first, as whoever places a hold does.
            row = lock_referral(by, number, case_first=True)
            if LegalHold.objects.filter(person_id=row.person_id, lifted_on__isnull=True).exists():
                return 0
            went = blank(Referral.objects.filter(pk=number), *SEALED_OF_REFERRAL)
            if went:
                u.log("packet.erased", object_type="referral", object_id=number, subjects=[row.person_id])
    except Refusal:
        return 0
    return went
