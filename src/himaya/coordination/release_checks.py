"""The first gate: is what was adopted sound, form by form, for every actor and in every language?

What was checked before the adoption is computed again over the versions that would go on the screens.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.coordination import canonical, drafting, readiness, rules_content, states
from himaya.coordination.models import EditionForm, Release
from himaya.coordination.queries import release_rows as queries
from himaya.coordination.readiness import Gap
from himaya.instruments import outcomes
from himaya.instruments.lint.run import lint_document
from himaya.instruments.models import Version

SENTENCES: dict[str, Promise] = {
    **readiness.SENTENCES,
    "text_altered": _("The stored text is not the one that was adopted. Call the technical administrator."),
    "form_dropped": _(
        "A form that is on the screens is not in this text any more, so a desk would lose it. Adopt a text that has it."
    ),
    "form_elsewhere": _(
        "A form of this text is on the screens by another text. One form belongs to one text: roll that one back first."
    ),
}
SILENT = ("calculate", "hidden", "start", "end", "today")


def findings(release: Release) -> list[Gap]:
    """Everything that keeps a release before its first gate; empty when it is sound."""
    return list(_findings(release))


def frozen(release: Release) -> dict[str, Any]:
    """What was looked at, for the record: each form with its version and its fingerprint."""
    forms = queries.forms_of(release)
    return {
        "sha256": release.edition.sha256,
        "clauses": len(release.edition.content["clauses"]),
        "forms": [
            {
                "name": name,
                "version": form.version.version,
                "hash": form.version.hash,
                "rows": len(form.version.source["survey"]),
                "reaches": form.version.kind in outcomes.KINDS,
            }
            for name, form in forms.items()
        ],
    }


def _findings(release: Release) -> Iterator[Gap]:
    edition = release.edition
    if canonical.digest(edition.content) != edition.sha256:
        yield _gap("text_altered")
    for clause in drafting.of_edition(edition)["clauses"]:
        if _silent(clause):
            continue
        missing = [code for code in rules_content.LANGUAGES if not clause["texts"].get(code)]
        if missing:
            yield _gap("untranslated", clause["uid"], ", ".join(missing))
    forms = queries.forms_of(release)
    for form in forms.values():
        yield from _form_findings(form.version)
    yield from _lost(release, forms)
    yield from _elsewhere(release, forms)


def _silent(clause: Mapping[str, Any]) -> bool:
    return str(clause["form"].get("type", "")) in SILENT


def _form_findings(version: Version) -> Iterator[Gap]:
    found, _xform = lint_document(version.source)
    for one in found:
        code = "circle" if one.code in readiness.CIRCLES else "form_broken"
        yield _gap(code, _uid_of(version, one.name), f"{version.name}: {one.sentence()}")
    if not found:
        for step in outcomes.unreachable(version.source):
            yield _gap("unreachable", "", f"{version.name}: {step}")


def _uid_of(version: Version, name: str) -> str:
    return next((str(row.get("uid", "")) for row in version.source["survey"] if row.get("name") == name), "")


def _lost(release: Release, forms: Mapping[str, EditionForm]) -> Iterator[Gap]:
    standing = queries.standing_release(release.document_id)
    for name in queries.forms_of(standing) if standing is not None else ():
        if name not in forms:
            yield _gap("form_dropped", "", name)


def _elsewhere(release: Release, forms: Mapping[str, EditionForm]) -> Iterator[Gap]:
    standing = Release.objects.filter(state__in=(states.LIVE, states.SUSPENDED)).exclude(document=release.document_id)
    rows = EditionForm.objects.filter(name__in=list(forms), edition__in=standing.values("edition_id"))
    for name in sorted(set(rows.values_list("name", flat=True))):
        yield _gap("form_elsewhere", "", name)


def _gap(code: str, uid: str = "", detail: str = "") -> Gap:
    return Gap(code, SENTENCES[code], uid, detail)
