"""Loading a nation's institutions, regions and desks from a pack or from a nation's own file.

What the secretariat has done since stays: an institution that ended, and a desk that went on under its successor.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from himaya.institutions import queries_mandates
from himaya.institutions.content_rows import DeskRow, Hours, InstitutionRow, Pack, RegionRow
from himaya.institutions.models import Desk, Institution, Region
from himaya.institutions.rules_calls import SHELTER
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotValid
from himaya.kernel.unit import unit


def load(*, pack: Pack, by: Actor) -> None:
    """Put a pack's regions, institutions and desks in the store. A second load brings names up to date."""
    with unit(by=by) as u:
        for region in pack.regions:
            _region(region)
        for institution in pack.institutions:
            _institution(institution)
        for institution in pack.institutions:
            Institution.objects.get(pk=institution.id).predecessors.set(
                Institution.objects.filter(pk__in=institution.successor_of)
            )
        load_desks(rows=pack.desks, by=by)
        u.log("pack.loaded", object_type="pack", object_id=pack.id)


def load_nation(*, institutions: Iterable[InstitutionRow], desks: Iterable[DeskRow], by: Actor) -> None:
    """A nation's own institutions and desks, beside those of its pack: all of the file or nothing."""
    added = tuple(institutions)
    with unit(by=by) as u:
        for row in added:
            _institution(row)
            u.log("institution.loaded", object_type="institution", object_id=row.id)
        load_desks(rows=desks, by=by)


def load_desks(*, rows: Iterable[DeskRow], by: Actor) -> None:
    """Open or bring up to date desks; then say which answers for which after hours.

    Raises NotValid, naming the first institution, region or desk that a row points to and that does not exist, or the
    first desk whose own region cannot be.
    """
    kept = tuple(rows)
    _check_references(kept)
    with unit(by=by) as u:
        for row in kept:
            _desk(row)
            u.log("desk.loaded", object_type="desk", object_id=row.id)
        for row in kept:
            Desk.objects.filter(pk=row.id, kept_here=False).update(after_hours_id=row.after_hours)


def _check_references(rows: tuple[DeskRow, ...]) -> None:
    institutions = set(Institution.objects.values_list("pk", flat=True))
    regions = set(Region.objects.values_list("pk", flat=True))
    desks = set(Desk.objects.values_list("pk", flat=True)) | {row.id for row in rows}
    for row in rows:
        pointed = [(row.institution, institutions), (row.after_hours, desks)]
        pointed += [(region, regions) for region in (*row.regions, row.own_region)]
        lost = next((name for name, known in pointed if name and name not in known), None)
        if lost:
            raise NotValid(
                _("The desk %(desk)s points to %(lost)s, which does not exist here. Nothing was loaded.")
                % {"desk": row.id, "lost": lost},
                code="desk_points_nowhere",
            )
        if row.own_region and (row.own_region not in row.regions or SHELTER in row.services):
            raise NotValid(
                _("The region of its own of %(desk)s must be one it covers; a desk that shelters people names none.")
                % {"desk": row.id},
                code="desk_own_region",
            )


def _region(row: RegionRow) -> None:
    names = {"name_fr": row.names.fr, "name_ar": row.names.ar, "name_en": row.names.en}
    Region.objects.update_or_create(pk=row.id, defaults=names)


def _institution(row: InstitutionRow) -> None:
    said = {
        "kind": row.kind,
        "name_fr": row.names.fr,
        "name_ar": row.names.ar,
        "name_en": row.names.en,
        "valid_from": row.valid_from,
        "source": row.source[:200],
        "mark": row.mark,
    }
    # A pack that knows of no end does not undo one that was entered here.
    ended = {"valid_to": row.valid_to} if row.valid_to is not None else {}
    Institution.objects.update_or_create(pk=row.id, defaults=said | ended)


def _desk(row: DeskRow) -> None:
    if Desk.objects.filter(pk=row.id, kept_here=True).exists():
        # What is kept in the directory is not undone by a file; only its name follows, as that of an institution.
        names = {"name_fr": row.names.fr, "name_ar": row.names.ar, "name_en": row.names.en}
        Desk.objects.filter(pk=row.id).update(**names)
        return
    total, free = row.capacity or (None, None)
    Desk.objects.update_or_create(
        pk=row.id,
        defaults={
            "institution_id": _keeper(row),
            "kind": row.audience,
            "name_fr": row.names.fr,
            "name_ar": row.names.ar,
            "name_en": row.names.en,
            "regions": list(row.regions),
            "own_region_id": row.own_region,
            "services": list(row.services),
            "languages": list(row.languages),
            "eligibility": list(row.eligibility),
            "hours": _plain(row.hours),
            "phone": row.phone,
            "on_call": row.on_call,
            "capacity_total": total,
            "capacity_free": free,
            "capacity_on": clock.now() if total is not None else None,
            "vetted_until": row.vetted_until,
            "reached_by": row.reached_by,
        },
    )


def _keeper(row: DeskRow) -> str:
    """The institution of a desk: the pack's, or the one here that succeeded it and took the desk over."""
    held = Desk.objects.filter(pk=row.id).values_list("institution_id", flat=True).first()
    return held if held in queries_mandates.with_successors(row.institution) else row.institution


def _plain(hours: Hours) -> object:
    """Opening hours as JSON keeps them: `"24/7"`, or lists of [from, to] by weekday."""
    if isinstance(hours, str):
        return hours
    return {day: [list(span) for span in spans] for day, spans in hours.items()}
