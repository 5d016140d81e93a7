"""The verbs of a desk in the directory: the secretariat enters, changes and closes it; its lead keeps its hours."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from himaya.institutions import days, policy, rules_calls, rules_hours, rules_names
from himaya.institutions.actions.institutions import LONGEST
from himaya.institutions.content import AUDIENCES
from himaya.institutions.locks import lock_desk, lock_institution
from himaya.institutions.models import REACHED_BY, Desk, Institution, Region
from himaya.institutions.rules import Hours
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.languages import CODES
from himaya.kernel.unit import unit

PHONE = re.compile(r"\+?[0-9][0-9 ]{1,30}")
# Pages of the directory stand under these words.
RESERVED = frozenset({"own", "keeping", "gaps", "nobody", "proposals"})


@dataclass(frozen=True, slots=True)
class Said:
    """What the secretariat says of a desk. No address: where people are kept safe stands nowhere."""

    names: Mapping[str, str]
    kind: str
    regions: Iterable[str]
    phone: str = ""
    reached_by: str = "account"
    after_hours: str = ""
    # Where the desk itself is, one of its regions; empty for the whole country and where the place is secret.
    own_region: str = ""


def add(*, institution_id: str, said: Said, by: Actor) -> Desk:
    """Enter a desk of an institution that stands. Its services are proposed next. Raises NotValid, NotNow, NotFound."""
    policy.check_keeps_the_list(by)
    with unit(by=by) as u:
        institution = lock_institution(institution_id)
        _check_stands(institution)
        fields = _checked(said)
        _check_new_name(institution, said)
        desk = Desk(pk=_code(said.names.get("fr", "")), institution=institution, kept_here=True, **fields)
        try:
            with transaction.atomic():
                desk.save(force_insert=True)
        except IntegrityError as fault:
            raise NotNow(
                _("Another desk was entered at the same moment. Look at the list and enter it again."),
                code="code_taken",
            ) from fault
        u.log("desk.added", object_type="desk", object_id=desk.pk, code=desk.reached_by)
    return desk


def change(*, desk_id: str, said: Said, by: Actor) -> None:
    """Change what stands of a desk. Nothing new writes nothing. Raises NotValid, NotNow, NotFound."""
    policy.check_keeps_the_list(by)
    with unit(by=by) as u:
        desk = lock_desk(desk_id)
        _check_open(desk)
        if said.after_hours == desk_id:
            raise NotValid(_("A desk cannot answer for itself when it is closed."), code="after_hours")
        _check_no_secret_place(desk, said)
        fields = {name: value for name, value in _checked(said).items() if getattr(desk, name) != value}
        if not fields:
            return
        for name, value in {**fields, "kept_here": True}.items():
            setattr(desk, name, value)
        desk.save(update_fields=[*fields, "kept_here"])
        u.log("desk.changed", object_type="desk", object_id=desk_id)


def close(*, desk_id: str, on: date, by: Actor) -> None:
    """Close a desk: from that day on it receives nothing. Raises NotValid, NotNow, NotFound."""
    policy.check_keeps_the_list(by)
    with unit(by=by) as u:
        desk = lock_desk(desk_id)
        _check_open(desk)
        days.check(on, code="closed_on")
        desk.closed_on, desk.kept_here = on, True
        desk.save(update_fields=["closed_on", "kept_here"])
        u.log("desk.closed", object_type="desk", object_id=desk_id)


def keep_hours(*, desk_id: str, hours: Hours, by: Actor) -> None:
    """The lead of a desk enters its hours; of one without account the secretariat does.

    Raises NotFound, NotPermitted, NotValid.
    """
    with unit(by=by) as u:
        desk = lock_desk(desk_id)
        check_keeps_hours(by, desk)
        _check_open(desk)
        if not rules_hours.is_whole(hours):
            raise NotValid(
                _("Write the hours as 08:30-12:00, 14:30-16:30. An empty line is a closed day."), code="hours"
            )
        if not rules_hours.ever_opens(hours):
            raise NotValid(
                _("Write at least one opening, or tick day and night. To close a desk, ask the secretariat."),
                code="never_open",
            )
        if desk.hours == hours:
            return
        desk.hours, desk.kept_here = hours, True
        desk.save(update_fields=["hours", "kept_here"])
        u.log("desk.hours_kept", object_type="desk", object_id=desk_id)


def check_keeps_hours(by: Actor, desk: Desk) -> None:
    """Raises NotFound for a desk that is not the actor's to keep, NotPermitted for another role at it."""
    if desk.reached_by != "account" and by.has("secretariat"):
        return
    if by.desk_id != desk.pk:
        raise NotFound
    if not by.has("desk_lead"):
        raise NotPermitted


def _checked(said: Said) -> dict[str, object]:
    tidy = {language: rules_names.tidy(said.names.get(language, "")) for language in CODES}
    if not all(tidy.values()):
        raise NotValid(_("Write the name in French, in Arabic and in English: papers need all three."), code="names")
    if any(len(name) > LONGEST for name in tidy.values()):
        raise NotValid(_("This name is too long. Write the short official name."), code="names_long")
    if not rules_names.has_arabic(tidy["ar"]):
        raise NotValid(_("Write the Arabic name in Arabic letters."), code="name_ar")
    if rules_names.has_arabic(tidy["fr"]) or rules_names.has_arabic(tidy["en"]):
        raise NotValid(_("Write the French and the English name in Latin letters."), code="name_latin")
    if said.kind not in AUDIENCES:
        raise NotValid(_("Choose the kind of desk."), code="kind")
    regions = sorted(set(said.regions))
    if not regions or Region.objects.filter(pk__in=regions).count() != len(regions):
        raise NotValid(_("Choose at least one region."), code="regions")
    if said.own_region and said.own_region not in regions:
        raise NotValid(_("Choose one of the regions it covers, or none."), code="own_region")
    phone = said.phone.strip()
    if phone and not PHONE.fullmatch(phone):
        raise NotValid(_("Write the telephone with digits and spaces only."), code="phone")
    if said.reached_by not in dict(REACHED_BY):
        raise NotValid(_("Choose how the desk is reached."), code="reached_by")
    if said.reached_by == "phone" and not phone:
        raise NotValid(_("A desk that is reached by telephone needs its number."), code="phone")
    if said.after_hours and not Desk.objects.filter(pk=said.after_hours).exists():
        raise NotValid(_("Choose a desk of the list."), code="after_hours")
    return {
        **{f"name_{language}": name for language, name in tidy.items()},
        "kind": said.kind,
        "regions": regions,
        "own_region_id": said.own_region or None,
        "phone": phone,
        "reached_by": said.reached_by,
        "after_hours_id": said.after_hours or None,
    }


def _check_no_secret_place(desk: Desk, said: Said) -> None:
    if said.own_region and rules_calls.SHELTER in desk.services:
        raise NotValid(
            _("This desk shelters people and its place is secret: leave its own region empty."), code="own_region"
        )


def _check_new_name(institution: Institution, said: Said) -> None:
    """Behind the lock of the institution, so that of two who enter the same desk the second is told."""
    name = rules_names.tidy(said.names.get("fr", ""))
    if Desk.objects.filter(institution=institution, name_fr__iexact=name, closed_on__isnull=True).exists():
        raise NotValid(_("This institution has a desk of that name already."), code="name_twice")


def _code(name: str) -> str:
    taken = {*RESERVED, *Desk.objects.values_list("pk", flat=True)}
    found = rules_names.suggested_code(name, taken=taken)
    if not found:
        raise NotValid(_("Write the French and the English name in Latin letters."), code="name_latin")
    return found


def _check_stands(institution: Institution) -> None:
    if institution.valid_to is not None and institution.valid_to < clock.today():
        raise NotNow(_("This institution has ended. Choose the one that followed it."), code="institution_ended")


def _check_open(desk: Desk) -> None:
    if desk.closed_on is not None:
        raise NotNow(_("This desk is closed already. Look at the list as it is now."), code="desk_closed")
