"""Which versions a release puts on the screens, with what was taken off left out, and what was there before it."""

from collections.abc import Mapping, Sequence

from himaya.coordination.models import EditionForm, Release, Suspension
from himaya.coordination.queries.release_rows import forms_of
from himaya.instruments.actions import versions
from himaya.instruments.models import InForce, Version
from himaya.kernel.unit import Unit

# What is in force by name of the form; None where nothing is.
InForceNow = dict[str, int | None]


def in_force_now(names: Sequence[str]) -> InForceNow:
    """What is in force at this moment under these names."""
    known = dict(InForce.objects.filter(name__in=names).values_list("name", "version_id"))
    return {name: known.get(name) for name in names}


def touched(forms: Mapping[str, EditionForm], before: InForceNow) -> list[EditionForm]:
    """The forms that would be another one than before."""
    return [form for name, form in forms.items() if before.get(name) != form.version_id]


def asks(version: Version, uid: str) -> bool:
    """Whether a version asks this clause."""
    return any(row.get("uid") == uid for row in version.source["survey"])


def without(u: Unit, release: Release, off: Sequence[Suspension]) -> dict[str, Version]:
    """The versions of a release with these clauses left out, each suspension told which stand in for it.

    Raises NotNow when a clause cannot be left out of a form.
    """
    for one in off:
        one.stand_ins = {}
    found = {}
    for name, form in forms_of(release).items():
        version = form.version
        for one in off:
            if asks(version, one.uid):
                reference = f"{form.version.adoption} · {one.uid} –"[:200]
                version = versions.stand_in(version_id=version.pk, without=one.uid, reference=reference, by=u.by)
                one.stand_ins[name] = version.pk
        found[name] = version
    return found


def put(u: Unit, wanted: Mapping[str, int | None]) -> None:
    """Bring what is in force to this; what is so already is left alone."""
    now = in_force_now(list(wanted))
    for name, version_id in wanted.items():
        if now[name] == version_id:
            continue
        if version_id is None:
            versions.take_out_of_force(name=name, by=u.by)
        else:
            versions.put_in_force(version_id=version_id, by=u.by)


def bring(u: Unit, release: Release, off: Sequence[Suspension]) -> None:
    """Put the forms of a release in force, with what is suspended left out. Raises NotNow as `without`."""
    versions_by_name = without(u, release, off)
    put(u, {name: version.pk for name, version in versions_by_name.items()})
    for one in off:
        one.save(update_fields=["stand_ins"])
