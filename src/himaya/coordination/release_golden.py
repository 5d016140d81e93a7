"""The second gate: how the outcomes of the stored samples differ between what is on the screens and what would be."""

from typing import Any

from himaya.coordination import release_impact
from himaya.coordination.models import EditionForm, Release
from himaya.coordination.release_forms import InForceNow
from himaya.instruments import golden
from himaya.instruments.golden import Difference
from himaya.instruments.models import Version
from himaya.instruments.outcomes import Outcome


def frozen(release: Release) -> dict[str, Any]:
    """The differences form by form, as plain data, for the forms that become another one."""
    against = release_impact.base(release)
    return {"forms": [_form(form, against.before) for form in release_impact.touched(release, against)]}


def _form(form: EditionForm, before: InForceNow) -> dict[str, Any]:
    new = form.version.source
    old = Version.objects.filter(pk__in=release_impact.known(before, form.name)).first()
    found = golden.differences(old.source if old is not None else None, new)
    titles = {"fr": form.version.title_fr, "ar": form.version.title_ar, "en": form.version.title_en}
    return {
        "name": form.name,
        "titles": titles,
        "old": old.version if old is not None else "",
        "new": form.version.version,
        "samples": len(golden.samples(new)),
        "differences": [_difference(one) for one in found],
    }


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "sample": one.sample_id,
        "title": dict(one.title),
        "changed": one.changed,
        "before": _outcome(one.old),
        "after": _outcome(one.new),
        "lost": list(one.lost),
        "anew": list(one.anew),
    }


def _outcome(one: Outcome | None) -> dict[str, Any] | None:
    return None if one is None else {"step": one.step, "because": list(one.because), "child": one.child}
