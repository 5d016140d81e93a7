"""Courses: what a certificate of them needs, and which are outdated by a release that nobody revised them for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from himaya.coordination import release_forms
from himaya.coordination import states as table_states
from himaya.coordination.models import Release
from himaya.coordination.queries.release_rows import forms_of
from himaya.instruments import numbering
from himaya.instruments.models import InForce
from himaya.instruments.source import version_key
from himaya.kernel import clock
from himaya.training import content, rules_certificates
from himaya.training.content import Track
from himaya.training.models import Certificate, CourseRevision
from himaya.training.words import MODULES

# Of a release that is prepared, announced or on the screens the modules are brought to what it asks.
COUNTS = (table_states.PREPARING, table_states.SCHEDULED, table_states.LIVE, table_states.SUSPENDED)


@dataclass(frozen=True, slots=True)
class Outdated:
    """A module that teaches a form of which a release brings another version."""

    module: str
    release: Release


def course(track: str) -> Track | None:
    """A course of the content; None for one that there is not."""
    return content.training().tracks.get(track)


def lasts_until(track: Track, issued_on: date) -> date:
    """The last day of a certificate: the module that expires soonest says it."""
    months = min(content.training().modules[one].expires_months for one in track.modules)
    return rules_certificates.later(issued_on, months)


def taught_by(names: Collection[str]) -> list[str]:
    """The modules that teach one of these forms."""
    return [
        one.id
        for one in content.training().modules.values()
        if any(fnmatchcase(name, form) for form in one.teaches for name in names)
    ]


def outdated(*, live_only: bool = True) -> list[Outdated]:
    """What is outdated today; with `live_only` false also what a release that is prepared will outdate."""
    wanted = (table_states.LIVE, table_states.SUSPENDED) if live_only else COUNTS
    rows = Release.objects.filter(state__in=wanted).select_related("document", "edition").order_by("opened_at", "pk")
    return list(_of(rows))


def owed(release: Release) -> list[str]:
    """The modules that nobody revised for this release yet: a gate before its first day (ADR 59)."""
    return [one.module for one in _of([release])]


def outdated_tracks() -> dict[str, list[str]]:
    """The courses that are outdated today, each with the modules that are."""
    modules = {one.module for one in outdated()}
    found = {one.id: [name for name in one.modules if name in modules] for one in content.training().tracks.values()}
    return {track: names for track, names in found.items() if names}


def in_force(track: Track) -> dict[str, str]:
    """The forms that this course teaches, each with the number of the version in force."""
    taught = [form for one in track.modules for form in content.training().modules[one].teaches]
    now = InForce.objects.order_by("name").values_list("name", "version__version")
    return {name: number for name, number in now if any(fnmatchcase(name, form) for form in taught)}


def newer(row: Certificate) -> bool:
    """True when a form that the course teaches has a later version in force than when this certificate was issued.

    The first version of a form is no newer one; nor is an earlier one that came back, or what stands in while a clause
    is suspended: they ask nothing new.
    """
    found, then = course(row.track), row.forms or {}
    if found is None:
        return False
    now = in_force(found)
    return any(_whole(then[name]) < _whole(number) for name, number in now.items() if name in then)


def _whole(number: str) -> tuple[tuple[int, int, str], ...]:
    return version_key(numbering.stands_in_for(number) or number)


def _forms(release: Release) -> set[str]:
    """The forms that a release makes others: than on the screens today, or before it came there.

    Whether an edition changed a form says it against the edition before, which perhaps never came to the screens.
    """
    forms = forms_of(release)
    if release.live_at is None:
        return {one.name for one in release_forms.touched(forms, release_forms.in_force_now(list(forms)))}
    since = release.live_at.astimezone(clock.here()).date()
    put = InForce.objects.filter(name__in=forms, since__gte=since).values_list("name", "version_id")
    brought = {name for name, version in put if forms[name].version_id == version}
    return brought | {name for name, one in forms.items() if one.changed}


def _of(releases: Iterable[Release]) -> Iterable[Outdated]:
    rows = list(releases)
    done = set(CourseRevision.objects.filter(release__in=rows).values_list("release_id", "module"))
    for one in rows:
        if one.rolls_back_id is not None:
            continue
        for module in taught_by(_forms(one)):
            if (one.pk, module) not in done:
                yield Outdated(module, one)


def stand_in_the_way(release: Release) -> list[str]:
    """The same as words, for the gate that `coordination` asks by the settings: it stands below this room."""
    return [str(MODULES[one.upper()]) for one in owed(release)]
