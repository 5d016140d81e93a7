"""Whom and what a release touches: forms, fields, open records, series, languages, roles, institutions.

Computed against what is on the screens, until it is frozen with its gate; from then on against what was frozen there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from himaya.coordination import (
    drafting,
    policy_releases,
    release_forms,
    releasing,
    rules_audience,
    rules_changes,
    rules_content,
    states,
)
from himaya.coordination.models import Edition, EditionForm, Release
from himaya.coordination.queries import release_rows as queries
from himaya.coordination.queries import tables
from himaya.coordination.release_forms import InForceNow
from himaya.coordination.rules_changes import Changes
from himaya.institutions.models import Desk, Membership
from himaya.institutions.queries import standing_desks
from himaya.instruments import usage
from himaya.instruments.models import Version
from himaya.kernel import clock

BREAKS = (rules_changes.REPLACED_BY, rules_changes.RESTRUCTURED)
RETIRED = (rules_changes.REMOVED,)


@dataclass(frozen=True, slots=True)
class Base:
    """What a release is held against: the content on the screens before it, and the versions in force then."""

    content: rules_content.Content
    edition: Edition | None
    before: InForceNow


def base(release: Release) -> Base:
    """What the release changes from: as it was frozen, or as it is today."""
    frozen = releasing.detail(release, states.IMPACT)
    if frozen is not None:
        edition = Edition.objects.filter(pk__in=[frozen["base_edition"]] if frozen["base_edition"] else []).first()
        return _base(release, edition, dict(frozen["before"]))
    standing = queries.standing_release(release.document_id)
    names = list(queries.forms_of(release))
    edition = standing.edition if standing is not None and standing.pk != release.pk else None
    return _base(release, edition, release_forms.in_force_now(names))


def changes(release: Release, against: Base | None = None) -> Changes:
    """What the release changes, clause by clause."""
    return rules_changes.compare((against or base(release)).content, drafting.of_edition(release.edition))


def touched(release: Release, against: Base | None = None) -> list[EditionForm]:
    """The forms that become another one."""
    return release_forms.touched(queries.forms_of(release), (against or base(release)).before)


def desks(forms: Iterable[EditionForm]) -> list[Desk]:
    """The desks that stand today and use one of these forms."""
    kinds = {kind for form in forms for kind in rules_audience.kinds_for(form.version.audience)}
    return list(standing_desks().filter(kind__in=kinds).order_by("institution_id", "pk"))


def frozen(release: Release) -> dict[str, Any]:
    """All of it as plain data, fit to be kept with the gate."""
    against = base(release)
    found = changes(release, against)
    forms = touched(release, against)
    concerned = desks(forms)
    institutions = sorted({one.institution_id for one in concerned})
    seated = _seated(release)
    return {
        "class": found.weight,
        "base_edition": str(against.edition.pk) if against.edition else "",
        "before": against.before,
        "forms": [_form(form, against.before) for form in forms],
        "changes": [{"uid": one.uid, "what": one.what, "weight": one.weight} for one in found.changes],
        "added": [one.uid for one in found.changes if one.what in (rules_changes.ADDED, rules_changes.REPLACED_BY)],
        "retired": [
            *(one.uid for one in found.changes if one.what in RETIRED),
            *(one.replaces for one in found.changes if one.what == rules_changes.REPLACED_BY),
        ],
        "breaks": [one.replaces or one.uid for one in found.changes if one.what in BREAKS],
        "open": _open(against.before),
        "untranslated": _untranslated(release),
        "roles": _roles(concerned),
        "desks": [one.pk for one in concerned],
        "institutions": _already_trained(release) or institutions,
        "seated": [one for one in institutions if one in seated],
    }


def _base(release: Release, edition: Edition | None, before: InForceNow) -> Base:
    if edition is not None:
        return Base(drafting.of_edition(edition), edition, before)
    stored = {row.pk: row for row in Version.objects.filter(pk__in=[pk for pk in before.values() if pk])}
    # In the order in which the text has its forms: sections of the same name are told apart by it.
    names = [layout["name"] for layout in release.edition.content["forms"]]
    sources = [stored[pk].source for name in names for pk in known(before, name) if pk in stored]
    try:
        content = rules_content.from_documents(sources)
    except ValueError:
        # Forms that never shared one text: then the text of the draft before is the nearest thing to hold it against.
        content = drafting.of_edition(release.edition.base) if release.edition.base else rules_content.empty()
    return Base(content, None, before)


def _form(form: EditionForm, before: InForceNow) -> dict[str, Any]:
    version = form.version
    old = Version.objects.filter(pk__in=known(before, form.name)).values_list("version", flat=True).first()
    return {
        "name": form.name,
        "titles": {"fr": version.title_fr, "ar": version.title_ar, "en": version.title_en},
        "audience": version.audience,
        "old": old or "",
        "new": version.version,
    }


def _open(before: InForceNow) -> list[dict[str, Any]]:
    """Open records by version and institution, exact: what of it is shown is for the page to hide."""
    names = {pk: name for name, pk in before.items() if pk}
    rows = usage.open_records(list(names))
    found = [{"form": names[pk], "version": pk, "institution": who, "open": n} for (pk, who), n in rows.items()]
    return sorted(found, key=lambda one: (str(one["form"]), str(one["institution"])))


def _untranslated(release: Release) -> list[str]:
    content = drafting.of_edition(release.edition)
    return [
        clause["uid"]
        for clause in content["clauses"]
        if any(clause["texts"].values()) and not all(clause["texts"].get(code) for code in rules_content.LANGUAGES)
    ]


def _roles(concerned: list[Desk]) -> list[str]:
    """The roles held at these desks by those who work with people there."""
    today = clock.today()
    rows = Membership.objects.filter(desk__in=concerned, valid_from__lte=today, valid_to__isnull=True)
    held = {role for roles in rows.values_list("roles", flat=True) for role in roles}
    return [role for role in policy_releases.WORKERS if role in held]


def _seated(release: Release) -> set[str]:
    rows = tables.seats_on(release.document.cycle, clock.today())
    return {str(one.institution_id) for one in rows}


def _already_trained(release: Release) -> list[str]:
    """A roll-back leads to what these institutions have acknowledged before: nobody else is waited for."""
    if release.rolls_back_id is None:
        return []
    return sorted(part for part in releasing.facts(release).parts(states.TRAINING))


def known(before: InForceNow, name: str) -> list[int]:
    """The version that was in force under a name, as a list of one or none."""
    found = before.get(name)
    return [] if found is None else [found]


def needs_training(found: Mapping[str, Any]) -> bool:
    """True when the release is of a class for which people must learn something new."""
    return str(found["class"]) == states.SUBSTANTIVE
