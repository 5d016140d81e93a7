"""Pilots: a version is tried at named desks before it is in force anywhere else (do-no-harm 19)."""

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from himaya.institutions.models import Desk
from himaya.instruments.models import InForce, Pilot, Version
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow
from himaya.kernel.unit import Unit, unit

ALREADY = _("This desk tries another version of this form already. End that pilot first.")
IN_FORCE = _("This version is in force everywhere already. There is nothing to try.")


def begin(*, version_id: int, desk_id: str, by: Actor) -> Pilot:
    """From now on one desk uses this version; all others stay with the one in force. Twice the same changes nothing.

    Who may is for the verb that calls (`releases.begin_pilot`). Raises NotNow, NotFound.
    """
    with unit(by=by) as u:
        version = Version.objects.select_for_update().filter(pk=version_id).first()
        desk = Desk.objects.filter(pk=desk_id).first()
        if version is None or desk is None:
            raise NotFound
        if InForce.objects.filter(version=version).exists():
            raise NotNow(IN_FORCE, code="version_in_force")
        found = Pilot.objects.filter(name=version.name, desk=desk, until=None).first()
        if found is None:
            found = _new(u, version, desk)
        if found.version_id != version.pk:
            raise NotNow(ALREADY, code="desk_has_pilot")
        return found


def _new(u: Unit, version: Version, desk: Desk) -> Pilot:
    try:
        with transaction.atomic():
            pilot = Pilot.objects.create(name=version.name, version=version, desk=desk, since=clock.today())
    except IntegrityError:
        # Somebody began a pilot of another version there between the look and the save.
        raise NotNow(ALREADY, code="desk_has_pilot") from None
    u.log("pilot.begun", object_type="instrument_version", object_id=version.pk, code=desk.pk)
    return pilot


def end(*, version_id: int, by: Actor) -> int:
    """End the pilots of a version at every desk: they go back to the version in force. Returns how many ended."""
    with unit(by=by) as u:
        version = Version.objects.select_for_update().filter(pk=version_id).first()
        if version is None:
            raise NotFound
        return close(u, Pilot.objects.filter(version=version), version)


def end_all(u: Unit, version: Version) -> int:
    """End every pilot of this form, whichever version it tries; part of putting `version` in force."""
    return close(u, Pilot.objects.filter(name=version.name), version)


def close(u: Unit, pilots: "QuerySet[Pilot]", version: Version) -> int:
    """Close the open ones among `pilots`, with one line in the audit when there were any."""
    ended = pilots.filter(until=None).update(until=clock.today())
    if ended:
        u.log("pilot.ended", object_type="instrument_version", object_id=version.pk)
    return ended
