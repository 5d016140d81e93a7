"""Releases as their pages show them: those that the actor may know, what is live, what stands in for what."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from himaya.coordination import policy_releases, states
from himaya.coordination.models import Document, Edition, EditionForm, HarmReport, Release, Suspension
from himaya.instruments.models import Version
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound

_WITH = ("document__cycle", "edition__draft", "edition__decision__table", "rolls_back")


def visible(actor: Actor) -> "QuerySet[Release]":
    """The releases that the actor may know, those under way first, then the latest."""
    rows = Release.objects.filter(policy_releases.visible_releases(actor)).select_related(*_WITH)
    return rows.order_by("document__title_fr", "-number")


def release_of(actor: Actor, release_id: UUID) -> Release:
    """One release that the actor may know. Raises NotFound."""
    found = visible(actor).filter(pk=release_id).first()
    if found is None:
        raise NotFound
    return found


def live_release(document: Document) -> Release | None:
    """The release of a document that is on the screens; None when none is, or when it is suspended whole."""
    return Release.objects.filter(document=document, state=states.LIVE).select_related(*_WITH).first()


def standing_release(document_id: UUID) -> Release | None:
    """The release that came live last, on the screens or suspended whole."""
    rows = Release.objects.filter(document=document_id, state__in=(states.LIVE, states.SUSPENDED))
    return rows.select_related("edition").order_by("-live_at", "-number").first()


def under_way(document_id: UUID) -> Release | None:
    """The release of a document that is before its gates or announced."""
    return Release.objects.filter(document=document_id, state__in=states.RELEASE_UNDER_WAY).first()


def forms_of(release: Release) -> dict[str, EditionForm]:
    """The forms of the edition that a release carries, by name."""
    rows = EditionForm.objects.filter(edition=release.edition_id).select_related("version").order_by("name")
    return {row.name: row for row in rows}


def suspended(release: Release) -> list[Suspension]:
    """What is off the screens of a release, clause by clause, in the order in which it was taken off."""
    rows = Suspension.objects.filter(release=release, state__in=states.SUSPENDS).exclude(uid="")
    return list(rows.order_by("confirmed_at", "pk"))


def releasable() -> list[Edition]:
    """The last edition of each document that can be released, for whoever opens releases."""
    documents = Document.objects.filter(pk__in=Edition.objects.values("document_id")).order_by("title_fr", "pk")
    return [found for found in map(may_open, documents) if found is not None]


def may_open(document: Document) -> Edition | None:
    """The last edition of a document, when it can be released: it never was, and nothing else is under way."""
    last = Edition.objects.filter(document=document).select_related("document").order_by("-number").first()
    if last is None or under_way(document.pk) is not None:
        return None
    taken = Release.objects.filter(edition=last).exclude(state=states.ABANDONED).exists()
    return None if taken else last


# --- harm ------------------------------------------------------------------------------------------------------------
def visible_harms(actor: Actor) -> "QuerySet[HarmReport]":
    """The register of harm: whole for those who keep it, empty for everybody else."""
    rows = HarmReport.objects.select_related("version", "institution", "desk")
    return rows.order_by("-number") if policy_releases.oversees(actor) else rows.none()


@dataclass(frozen=True, slots=True)
class Origin:
    """The release that a version on the screens comes from, and the version of its edition where this stands in."""

    release: Release
    form: EditionForm


def origin_of(version_id: int) -> Origin | None:
    """Where a version comes from: the release that last brought it on the screens, whole or without a clause.

    None for a model.
    """
    rows = Release.objects.filter(live_at__isnull=False).select_related(*_WITH)
    version = Version.objects.filter(pk=version_id).first()
    if version is None:
        return None
    for release in rows.filter(edition__forms__name=version.name).order_by("-live_at", "-number").distinct():
        form = forms_of(release)[version.name]
        if version_id == form.version_id or version_id in _stand_ins(release, version.name):
            return Origin(release, form)
    return None


def _stand_ins(release: Release, name: str) -> set[int]:
    kept: list[Mapping[str, int]] = list(Suspension.objects.filter(release=release).values_list("stand_ins", flat=True))
    return {one[name] for one in kept if name in one}
