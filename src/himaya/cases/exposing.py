"""Which answers could expose whoever gave them: asked of every version of a form, not of the one that was filled."""

from collections.abc import Iterable

from himaya.instruments.models import Version
from himaya.instruments.source import from_document
from himaya.legal import rules_firewall as firewall


def marks_of(version: Version) -> dict[str, tuple[str, ...]]:
    """The questions of a version, and which offences an answer to each could describe."""
    return {one.name: one.exposes for one in from_document(version.source).survey if one.asks}


def harmless_in(forms: Iterable[str]) -> frozenset[str]:
    """The questions of these forms that no version marks, also none that was stored after the form was filled."""
    return firewall.harmless(marks_of(one) for one in Version.objects.filter(name__in=set(forms)))
