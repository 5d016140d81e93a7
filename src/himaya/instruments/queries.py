"""Which version is in force, where one is tried, and the compiled form behind a stored version."""

from django.db.models import QuerySet

from himaya.instruments.compiled import KEPT, Compiled, compile_document
from himaya.instruments.models import InForce, Pilot, Version
from himaya.kernel.errors import NotFound


def in_force(name: str, *, desk_id: str = "") -> Version:
    """The version that new forms use today, at a desk that tries another: that one. Raises NotFound."""
    tried = _tried(desk_id).filter(name=name).first() if desk_id else None
    if tried is not None:
        return tried.version
    found = InForce.objects.select_related("version").filter(name=name).first()
    if found is None:
        raise NotFound
    return found.version


def all_in_force(*, desk_id: str = "") -> list[Version]:
    """Every version in force, by name; at a desk with pilots the tried versions in the place of the others."""
    found = {row.name: row.version for row in InForce.objects.select_related("version")}
    if desk_id:
        found |= {row.name: row.version for row in _tried(desk_id)}
    return [found[name] for name in sorted(found)]


def is_tried(version_id: int, desk_id: str) -> bool:
    """True while this desk tries this version: the page says so to whoever fills it in."""
    return bool(desk_id) and _tried(desk_id).filter(version=version_id).exists()


def pilots(version_id: int) -> list[Pilot]:
    """The desks at which a version was or is tried, in order of the desk; `until` is None where it goes on."""
    return list(Pilot.objects.filter(version=version_id).select_related("desk__institution").order_by("desk", "pk"))


def _tried(desk_id: str) -> "QuerySet[Pilot]":
    return Pilot.objects.select_related("version").filter(desk=desk_id, until=None)


def is_model(version_id: int) -> bool:
    """True while no decision has adopted this version."""
    return not Version.objects.filter(pk=version_id).exclude(adoption="").exists()


def has_models(prefix: str) -> bool:
    """True while one of the versions in force whose names begin so was adopted by nobody."""
    return InForce.objects.filter(name__startswith=prefix, version__adoption="").exists()


_compiled: dict[str, Compiled] = {}


def compiled(version: Version) -> Compiled:
    """The form of a stored version, compiled once per process.

    A stored version never changes and its hash is over all of it, so its source is not even read a second time.
    """
    found = _compiled.get(version.hash)
    if found is None:
        if len(_compiled) >= KEPT:
            _compiled.pop(next(iter(_compiled)))
        found = _compiled[version.hash] = compile_document(version.source)
    return found
