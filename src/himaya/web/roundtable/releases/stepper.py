"""The gates of a release as steps: passed by whom and when, standing before, or still ahead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from himaya.coordination import releasing, rules_release, states
from himaya.coordination.models import Release, ReleaseStep
from himaya.coordination.words_practice import CHANNELS
from himaya.coordination.words_releases import GATES, PARTS
from himaya.institutions import content
from himaya.institutions.models import Institution
from himaya.kernel import languages
from himaya.web.roundtable.practice.showing import Chip

DONE, NOW, LATER = "done", "now", "later"
CHIPS = {
    DONE: Chip("ok", gettext_lazy("passed")),
    NOW: Chip("wait", gettext_lazy("now")),
    LATER: Chip("", gettext_lazy("later")),
}
# Steps of the last gate that say something of their own.
MOMENTS = {"announced": gettext_lazy("Announced"), releasing.WENT_LIVE: gettext_lazy("On the screens")}


@dataclass(frozen=True, slots=True)
class Signed:
    """One part of a gate that was passed. `who` is an official in office, else a desk's institution and the role."""

    part: str | Promise
    who: str
    at: datetime
    note: str
    how: str | Promise
    taken_from: int | None


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate in the order of all. `owed`: the parts that it still owes, in words."""

    code: str
    title: str | Promise
    state: str
    chip: Chip
    signed: list[Signed]
    owed: list[str | Promise]
    found: Mapping[str, Any] | None


def gates(release: Release) -> list[Gate]:
    """All eight, in their order."""
    rows = releasing.steps(release)
    facts = releasing.facts(release)
    roles = {row.id: row.names for row in content.load_roles()}
    names = _names(facts.concerned)
    return [_gate(release, code, rows, facts, roles, names) for code in states.GATES]


def _gate(
    release: Release,
    code: str,
    rows: Iterable[ReleaseStep],
    facts: rules_release.Facts,
    roles: Mapping[str, content.LocalText],
    names: Mapping[str, str],
) -> Gate:
    order = list(PARTS)
    mine = sorted(
        (row for row in rows if row.gate == code),
        key=lambda row: (row.passed_at, order.index(row.part) if row.part in order else len(order), row.part),
    )
    state = _state(release, code, facts)
    whole = next((row.detail for row in mine if not row.part), None)
    owed = [PARTS.get(one, names.get(one, "")) for one in rules_release.owed(code, facts) if one != code]
    return Gate(
        code=code,
        title=GATES[code],
        state=state,
        chip=CHIPS[state],
        signed=[_signed(row, roles, names) for row in mine],
        owed=owed if state == NOW else [],
        found=whole,
    )


def _state(release: Release, code: str, facts: rules_release.Facts) -> str:
    if code == states.EFFECTIVE and release.live_at is not None:
        return DONE
    under_way = release.state in states.RELEASE_UNDER_WAY
    if code == release.gate:
        return NOW if under_way else LATER
    # A roll-back has taken over gates below the one it stands before.
    return LATER if rules_release.owed(code, facts) or code == states.EFFECTIVE else DONE


def _signed(row: ReleaseStep, roles: Mapping[str, content.LocalText], names: Mapping[str, str]) -> Signed:
    taken = row.detail.get("from") if row.how == releasing.TAKEN_OVER else None
    return Signed(
        part=PARTS.get(row.part) or MOMENTS.get(row.part) or names.get(row.part, ""),
        who=_who(row, roles),
        at=row.passed_at,
        note=row.note,
        how=CHANNELS.get(row.how, "") if row.gate == states.TRAINING and row.how != states.CLICK else "",
        taken_from=taken,
    )


def _who(row: ReleaseStep, roles: Mapping[str, content.LocalText]) -> str:
    """An official acts in office and is named; anybody else is a role at an institution (do-no-harm 5)."""
    place = row.institution.name if row.institution is not None else ""
    if row.delegate is not None:
        return " · ".join(filter(None, (row.delegate.name, row.delegate.function, place)))
    role = languages.pick(roles[row.name].as_dict()) if row.name in roles else ""
    return " · ".join(filter(None, (role, place))) or _("The system")


def _names(institutions: Iterable[str]) -> dict[str, str]:
    return {row.pk: row.name for row in Institution.objects.filter(pk__in=list(institutions))}
