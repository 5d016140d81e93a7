"""What lies behind a gate, as the page shows it: samples before and after, whom and what it touches."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from himaya.coordination import drafting, rules_content
from himaya.coordination.models import Release
from himaya.coordination.words_releases import CLASSES, NEXT_STEPS, WHAT
from himaya.insight.suppression import suppress
from himaya.institutions import content
from himaya.institutions.models import Desk, Institution
from himaya.kernel import languages


@dataclass(frozen=True, slots=True)
class Sample:
    """One stored sample: what it ended in before, what it ends in now, the clauses that led there."""

    title: str
    before: str | Promise
    after: str | Promise
    changed: bool
    because: tuple[str, ...]
    lost: tuple[str, ...]
    anew: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormSamples:
    """The samples of one form that end otherwise, lost an answer or gave one anew; `same` of them end as before."""

    title: str
    old: str
    new: str
    samples: list[Sample]
    same: int
    tried: int


@dataclass(frozen=True, slots=True)
class OpenRecords:
    """Open records by institution and form. None in a cell: fewer than may be shown."""

    forms: list[str]
    rows: list[tuple[str, list[int | None]]]
    hidden: int


@dataclass(frozen=True, slots=True)
class Impact:
    """Whom and what a release touches, in words."""

    weight: str | Promise
    forms: list[Mapping[str, Any]]
    changes: list[tuple[str, str | Promise, str]]
    added: list[str]
    retired: list[str]
    breaks: list[str]
    open: OpenRecords
    untranslated: list[str]
    roles: list[str]
    desks: list[Desk]
    institutions: list[Institution]
    without_seat: list[Institution]
    needs: list[int]
    substantive: bool


def golden(found: Mapping[str, Any]) -> list[FormSamples]:
    """The samples form by form, those that end otherwise first."""
    return [_form(one) for one in found["forms"]]


def _form(one: Mapping[str, Any]) -> FormSamples:
    samples = [_sample(row) for row in one["differences"]]
    shown = [row for row in samples if row.changed or row.lost or row.anew]
    title = languages.pick(one["titles"])
    return FormSamples(title, one["old"], one["new"], shown, len(samples) - len(shown), len(samples))


def _sample(row: Mapping[str, Any]) -> Sample:
    before, after = row["before"], row["after"]
    because = [*(before["because"] if before else ()), *after["because"]]
    return Sample(
        title=languages.pick(row["title"]),
        before=_step(before),
        after=_step(after),
        changed=bool(row["changed"]),
        because=tuple(dict.fromkeys(because)),
        lost=tuple(row["lost"]),
        anew=tuple(row["anew"]),
    )


def _step(outcome: Mapping[str, Any] | None) -> str | Promise:
    if outcome is None:
        return _("there was no such form")
    step = NEXT_STEPS.get(outcome["step"], outcome["step"])
    return _("%(step)s, child") % {"step": step} if outcome["child"] else step


def impact(release: Release, found: Mapping[str, Any]) -> Impact:
    """What was frozen, or would be, in words."""
    texts = _texts(release)
    roles = {row.id: row.names for row in content.load_roles()}
    institutions = Institution.objects.in_bulk([*found["institutions"]])
    seated = set(found["seated"])
    return Impact(
        weight=CLASSES[found["class"]],
        forms=list(found["forms"]),
        changes=[
            (one["uid"], WHAT.get(one["what"], one["what"]), texts.get(one["uid"], "")) for one in found["changes"]
        ],
        added=list(found["added"]),
        retired=list(found["retired"]),
        breaks=list(found["breaks"]),
        open=_open(found["open"]),
        untranslated=list(found["untranslated"]),
        roles=[languages.pick(roles[one].as_dict()) for one in found["roles"] if one in roles],
        desks=list(
            Desk.objects.filter(pk__in=found["desks"]).select_related("institution").order_by("institution_id", "pk")
        ),
        institutions=[institutions[one] for one in found["institutions"] if one in institutions],
        without_seat=[institutions[one] for one in found["institutions"] if one in institutions and one not in seated],
        needs=list(found.get("needs", ())),
        substantive=found["class"] == "substantive",
    )


def _open(rows: Iterable[Mapping[str, Any]]) -> OpenRecords:
    """Small cells hidden, and as many others as it takes that nobody works them out."""
    counts: dict[str, dict[str, int]] = {}
    for one in rows:
        counts.setdefault(str(one["institution"]), {})[str(one["form"])] = int(one["open"])
    forms = sorted({form for cells in counts.values() for form in cells})
    table = suppress(counts, columns=forms)
    names = {row.pk: row.name for row in Institution.objects.filter(pk__in=list(counts))}
    lines = [(names.get(who, who), [cells[form] for form in forms]) for who, cells in table.rows.items()]
    totals = [table.totals[form] for form in forms]
    return OpenRecords(forms, [*lines, (_("All institutions"), totals)] if lines else [], table.hidden)


def _texts(release: Release) -> dict[str, str]:
    known = drafting.of_edition(release.edition)["clauses"]
    found = {one["uid"]: languages.pick(one["texts"]) for one in known}
    if release.edition.base is not None:
        for one in rules_content.uids(release.edition.base.content):
            clause = rules_content.clause_of(release.edition.base.content, one)
            found.setdefault(one, languages.pick(clause["texts"]) if clause else "")
    return found
