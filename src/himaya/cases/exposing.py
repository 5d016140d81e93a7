"""Which answers could expose whoever gave them: asked of every version of a form, not of the one that was filled."""

from collections.abc import Iterable

from himaya.instruments.models import Version
from himaya.instruments.source import from_document
from himaya.legal import rules_firewall as firewall

# Of a form that nobody here wrote, nobody said what its answers could describe: they stay here.
UNCLASSIFIED = ("unclassified",)


def marks_of(version: Version) -> dict[str, tuple[str, ...]]:
    """The questions of a version, and which offences an answer to each could describe."""
    classified = any("exposes" in row for row in version.source["survey"])
    asked = [one for one in from_document(version.source).survey if one.asks]
    return {one.name: one.exposes if classified else UNCLASSIFIED for one in asked}


def harmless_in(forms: Iterable[str]) -> frozenset[str]:
    """The questions of these forms that no version marks, also none that was stored after the form was filled."""
    return firewall.harmless(marks_of(one) for one in Version.objects.filter(name__in=set(forms)))
