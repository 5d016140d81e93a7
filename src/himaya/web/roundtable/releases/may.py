"""What whoever looks at a release can do there now: the one action of the gate, and what stands in the folds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from himaya.coordination import policy, policy_releases, release_impact, releasing, rules_release, states
from himaya.coordination.actions import reviews, suspensions
from himaya.coordination.models import Edition, HarmReport, PilotDesk, Release, RoundTable, Suspension
from himaya.coordination.queries import release_rows as queries
from himaya.coordination.words_releases import MAY_NOT_REVIEW, PARTS, SUSPENSION_STATES, SUSPENSION_TONES
from himaya.institutions.models import Institution
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.web.roundtable.practice.maps import table_label
from himaya.web.roundtable.practice.showing import Chip, by_paper, chip
from himaya.web.roundtable.releases.doing import WHOLE
from himaya.web.roundtable.tables.lists import Item

LONGEST_LABEL = 90


@dataclass(frozen=True, slots=True)
class Half:
    """One half of the review for whoever looks; `why_not` greys the button."""

    part: str
    title: str | Promise
    why_not: str | Promise


@dataclass(frozen=True, slots=True)
class Off:
    """Something that was taken off the screens, or that somebody asked to take off."""

    row: Suspension
    chip: Chip
    title: str
    asked_here: bool


def now(actor: Actor, release: Release) -> dict[str, Any]:
    """What the page needs for the gate that the release stands before; empty once it is over."""
    office = policy.is_secretariat(actor)
    found: dict[str, Any] = {"office": office, "at": release.gate if release.state == states.PREPARING else ""}
    if release.state == states.PREPARING:
        more = _AT_GATE.get(release.gate)
        found |= more(actor, release) if more is not None else {}
    if release.state == states.SCHEDULED:
        due = release.effective_at is not None and clock.now() >= release.effective_at
        found["not_due"] = "" if due else _("Its first day has not come yet. It then changes by itself.")
    if release.state in states.RELEASE_UNDER_WAY and release.gate == states.EFFECTIVE:
        found["notice"] = releasing.rules_of(release).notice_days
    return found


def _pilot(actor: Actor, release: Release) -> dict[str, Any]:
    trials = list(PilotDesk.objects.filter(release=release).select_related("desk__institution").order_by("desk_id"))
    waiting = [one for one in trials if one.found_on is None]
    own = next((one for one in waiting if one.desk_id == actor.desk_id), None)
    mine = own if actor.has(*policy_releases.FINDERS) else None
    found: dict[str, Any] = {
        "pilot_days": releasing.rules_of(release).pilot_days,
        "find_desks": [Item(one.desk_id, one.desk.name) for one in waiting] if policy.is_secretariat(actor) else [],
        "find_own": mine,
    }
    if not trials:
        forms = release_impact.touched(release) or list(queries.forms_of(release).values())
        desks = release_impact.desks(forms)
        found["desks"] = [Item(one.pk, one.name, one.institution.name) for one in desks]
    return found


def _review(actor: Actor, release: Release) -> dict[str, Any]:
    facts = releasing.facts(release)
    halves = []
    for part in rules_release.owed(states.REVIEW, facts):
        code = reviews.why_not_review(release, part, actor)
        halves.append(Half(part, PARTS[part], MAY_NOT_REVIEW[code] if code else ""))
    return {"halves": halves, "my_half": next((one for one in halves if not one.why_not), None)}


def _translation(actor: Actor, release: Release) -> dict[str, Any]:
    owed = rules_release.owed(states.TRANSLATION, releasing.facts(release))
    return {"languages": [Item(code, PARTS[code]) for code in owed]}


def _training(actor: Actor, release: Release) -> dict[str, Any]:
    owed = rules_release.owed(states.TRAINING, releasing.facts(release))
    rows = sorted(Institution.objects.filter(pk__in=owed), key=lambda one: one.name)
    mine = next((one for one in rows if policy_releases.speaks_for_training(actor, one.pk)), None)
    return {"owed": [Item(one.pk, one.name) for one in rows], "acknowledge_own": mine, "channels": by_paper()}


_AT_GATE: dict[str, Callable[[Actor, Release], dict[str, Any]]] = {
    states.PILOT: _pilot,
    states.REVIEW: _review,
    states.TRANSLATION: _translation,
    states.TRAINING: _training,
}


def folds(actor: Actor, release: Release) -> dict[str, Any]:
    """Suspend, roll back, abandon: what may be done beside the way through the gates."""
    office, oversees = policy.is_secretariat(actor), policy_releases.oversees(actor)
    on_screens = release.state in (states.LIVE, states.SUSPENDED)
    asks = release.state == states.LIVE and (oversees or actor.has(policy_releases.LEAD))
    rows = Suspension.objects.filter(release=release).order_by("-asked_at")
    return {
        "may_abandon": office and release.state in states.RELEASE_UNDER_WAY,
        "may_suspend": asks,
        "oversees": oversees,
        "clauses": list(_clauses(release)) if asks else [],
        "harms": [Item(str(one.pk), f"{one.number}. {one.text[:LONGEST_LABEL]}") for one in _harms(actor, release)]
        if asks
        else [],
        "earlier": _earlier(release) if office and on_screens else [],
        "off": [_off(one, release, actor) for one in rows],
        "tables": [Item(str(one.pk), table_label(one)) for one in _tables(release)] if office else [],
    }


def _clauses(release: Release) -> Iterator[Item]:
    yield Item(WHOLE, _("The whole release: what was there before comes back"))
    for one in release.edition.content["clauses"]:
        words = languages.pick(one["texts"])
        if words and one["form"].get("type") != "begin_group":
            yield Item(one["uid"], f"{one['uid']} · {words[:LONGEST_LABEL]}")


def _harms(actor: Actor, release: Release) -> "QuerySet[HarmReport]":
    names = list(queries.forms_of(release))
    return queries.visible_harms(actor).filter(state=states.HARM_OPEN, version__name__in=names)


def _earlier(release: Release) -> list[Item]:
    """The editions that were on the screens and are another one than this, the latest first."""
    was = release.document.releases.filter(live_at__isnull=False).exclude(edition=release.edition_id)
    rows = Edition.objects.filter(pk__in=was.values("edition_id")).order_by("-number")
    return [Item(str(one.pk), _("Edition %(number)s") % {"number": one.number}) for one in rows]


def _off(row: Suspension, release: Release, actor: Actor) -> Off:
    texts = {one["uid"]: languages.pick(one["texts"]) for one in release.edition.content["clauses"]}
    title = texts.get(row.uid, "") if row.uid else _("The whole release")
    shown = chip(row.state, SUSPENSION_STATES, SUSPENSION_TONES)
    return Off(row, shown, title, asked_here=row.asked_by == actor.account_id)


def _tables(release: Release) -> "QuerySet[RoundTable]":
    rows = RoundTable.objects.filter(cycle=release.document.cycle_id, state__in=suspensions.SPOKEN)
    return rows.order_by("-number")
