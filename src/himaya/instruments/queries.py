"""Which version is in force, and the compiled form behind a stored version."""

from himaya.instruments.compiled import Compiled, compile_document
from himaya.instruments.models import InForce, Version
from himaya.kernel.errors import NotFound


def in_force(name: str) -> Version:
    """The version that new forms use today. Raises NotFound."""
    found = InForce.objects.select_related("version").filter(name=name).first()
    if found is None:
        raise NotFound
    return found.version


def all_in_force() -> list[Version]:
    """Every version in force, by name."""
    return [row.version for row in InForce.objects.select_related("version").order_by("name")]


def is_model(version_id: int) -> bool:
    """True while no decision has adopted this version."""
    return not Version.objects.filter(pk=version_id).exclude(adoption="").exists()


def has_models(prefix: str) -> bool:
    """True while one of the versions in force whose names begin so was adopted by nobody."""
    return InForce.objects.filter(name__startswith=prefix, version__adoption="").exists()


def compiled(version: Version) -> Compiled:
    """The form of a stored version, compiled once per process."""
    return compile_document(version.source)
