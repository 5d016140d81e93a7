"""What a release means for a desk, and why a question is asked: what other rooms' pages read of releases."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from himaya.coordination import (
    drafting,
    release_impact,
    releasing,
    rules_audience,
    rules_changes,
    rules_content,
    rules_release,
    states,
)
from himaya.coordination.models import Edition, PilotDesk, Release, Reservation, Suspension
from himaya.coordination.queries import tables
from himaya.coordination.queries.release_rows import forms_of, live_release, origin_of
from himaya.coordination.rules_changes import Change
from himaya.institutions.models import Desk, Institution
from himaya.instruments.models import Version
from himaya.kernel import clock

__all__ = ["DeskChange", "DeskRelease", "Held", "Why", "changes_for", "live_release", "why"]
# How long a release on the screens is news.
RECENT = timedelta(days=60)
Texts = Mapping[str, str]
Choices = tuple[Texts, ...]


# --- what changes for a desk -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class DeskChange:
    """One clause that changes for a desk. `before` is empty for a new one, `after` for one that is taken out.

    `choices_*` are the answers it offers; `forms` the titles of the forms of this desk that ask it.
    """

    uid: str
    what: str
    weight: str
    before: Texts
    after: Texts
    choices_before: Choices
    choices_after: Choices
    replaces: str
    forms: tuple[Texts, ...]

    @property
    def answers_change(self) -> bool:
        """The answers offered are not the same as before."""
        return self.choices_before != self.choices_after


@dataclass(frozen=True, slots=True)
class DeskRelease:
    """A release as a desk sees it. `pilot` is set for a desk that tries it; `acknowledged` once its institution did.

    `owed`: the institution is asked to acknowledge it now.
    """

    release: Release
    forms: tuple[Version, ...]
    changes: tuple[DeskChange, ...]
    pilot: PilotDesk | None
    owed: bool
    acknowledged: bool


def changes_for(desk: Desk) -> list[DeskRelease]:
    """The releases that a desk should know: tried by it, to acknowledge, announced, or on the screens since lately.

    What it must do comes first, then what comes next, then what is there.
    """
    mine = rules_audience.audiences_of(desk.kind)
    rows = Release.objects.filter(edition__forms__version__audience__in=mine).distinct()
    rows = rows.filter(state__in=(*states.RELEASE_UNDER_WAY, states.LIVE)).exclude(live_at__lt=clock.now() - RECENT)
    found = [_for_desk(one, desk, mine) for one in rows.select_related("document__cycle", "edition__base")]
    return sorted((one for one in found if one is not None), key=_urgency)


def _urgency(one: DeskRelease) -> tuple[bool, bool, bool, datetime]:
    tried = one.pilot is not None and one.pilot.found_on is None and one.release.gate == states.PILOT
    moment = one.release.effective_at or one.release.opened_at
    return not tried, not one.owed, one.release.state == states.LIVE, moment


def _for_desk(release: Release, desk: Desk, mine: frozenset[str]) -> DeskRelease | None:
    pilot = PilotDesk.objects.filter(release=release, desk=desk).first()
    facts = releasing.facts(release)
    owed = release.gate == states.TRAINING and desk.institution_id in rules_release.owed(states.TRAINING, facts)
    known = release.state != states.PREPARING or owed or (pilot is not None and release.gate == states.PILOT)
    if not known:
        return None
    base = release_impact.base(release)
    forms = [form for form in release_impact.touched(release, base) if form.version.audience in mine]
    if not forms:
        return None
    return DeskRelease(
        release=release,
        forms=tuple(form.version for form in forms),
        changes=tuple(_changes(release, base.content, [form.name for form in forms])),
        pilot=pilot,
        owed=owed,
        acknowledged=desk.institution_id in facts.parts(states.TRAINING),
    )


def _changes(release: Release, old: rules_content.Content, names: list[str]) -> Iterator[DeskChange]:
    new = drafting.of_edition(release.edition)
    titles = {name: _titles(form.version) for name, form in forms_of(release).items()}
    for one in rules_changes.compare(old, new).changes:
        before_uid = one.replaces or one.uid
        asked = {*rules_content.forms_with(new, one.uid), *rules_content.forms_with(old, before_uid)}
        if asked & set(names):
            yield _desk_change(one, old, new, tuple(titles[name] for name in names if name in asked))


def _desk_change(one: Change, old: rules_content.Content, new: rules_content.Content, forms: Any) -> DeskChange:
    before = rules_content.clause_of(old, one.replaces or one.uid)
    after = rules_content.clause_of(new, one.uid)
    return DeskChange(
        uid=one.uid,
        what=one.what,
        weight=one.weight,
        before=before["texts"] if before else {},
        after=after["texts"] if after else {},
        choices_before=_choices(old, before),
        choices_after=_choices(new, after),
        replaces=one.replaces,
        forms=forms,
    )


def _choices(content: rules_content.Content, clause: Mapping[str, Any] | None) -> Choices:
    if clause is None:
        return ()
    labels = [one.get("label") for one in rules_content.choices_of(content, clause)]
    return tuple(dict(one) if isinstance(one, Mapping) else {"en": str(one or "")} for one in labels)


def _titles(version: Version) -> Texts:
    return {"fr": version.title_fr, "ar": version.title_ar, "en": version.title_en}


# --- why a question is asked -----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Held:
    """What an institution holds back from a clause and has not lifted. `uid` '' is the whole text."""

    institution: Institution
    uid: str
    text: str
    review_on: date


@dataclass(frozen=True, slots=True)
class Why:
    """Where a clause on the screens comes from: the text, the table that adopted its words, who held what back.

    `adopted` is the edition in which the clause first stood as it stands now; `edition` the one on the screens.
    `suspended`: it is off the screens at this moment.
    """

    uid: str
    kind: str
    texts: Texts
    replaces: str
    replaced_texts: Texts
    edition: Edition
    adopted: Edition
    reference: str
    table_number: int
    decided_on: date
    reservations: tuple[Held, ...]
    release: Release
    live_since: datetime | None
    suspended: bool


def why(version_id: int, uid: str) -> Why | None:
    """Why this clause is asked by this version; None for a model that nobody adopted, and for no clause of it."""
    origin = origin_of(version_id)
    if origin is None:
        return None
    edition = origin.release.edition
    content = drafting.of_edition(edition)
    clause = rules_content.clause_of(content, uid)
    if clause is None or origin.form.name not in rules_content.forms_with(content, uid):
        return None
    adopted = _first_as_now(edition, clause)
    decision = adopted.decision
    moment = decision.concluded_at or decision.put_at
    off = Suspension.objects.filter(release=origin.release, state__in=states.SUSPENDS, uid__in=("", uid))
    return Why(
        uid=uid,
        kind=clause["kind"],
        texts=clause["texts"],
        replaces=clause["replaces"],
        replaced_texts=_replaced(edition, clause["replaces"]),
        edition=edition,
        adopted=adopted,
        reference=f"TRI {decision.table.number} · {decision.number}",
        table_number=decision.table.number,
        decided_on=tables.local(decision.table, moment).date(),
        reservations=tuple(_held(edition, adopted, uid)),
        release=origin.release,
        live_since=origin.release.live_at,
        suspended=off.exists(),
    )


def _before(edition: Edition) -> Edition | None:
    rows = Edition.objects.select_related("decision__table")
    return rows.filter(pk=edition.base_id).first() if edition.base_id else None


def _first_as_now(edition: Edition, clause: Mapping[str, Any]) -> Edition:
    """The earliest edition from which on the clause stands as it does now, choices and place apart."""
    found = edition
    while (before := _before(found)) is not None:
        then = rules_content.clause_of(before.content, str(clause["uid"]))
        if then is None or any(then[key] != clause[key] for key in ("texts", "form", "kind")):
            break
        found = before
    return found


def _replaced(edition: Edition, uid: str) -> Texts:
    """The words of the clause that was replaced, in the last edition that had it."""
    before = _before(edition) if uid else None
    while before is not None:
        clause = rules_content.clause_of(before.content, uid)
        if clause is not None:
            texts: Texts = clause["texts"]
            return texts
        before = _before(before)
    return {}


def _held(edition: Edition, adopted: Edition, uid: str) -> Iterator[Held]:
    """What is held back from this clause, or from the whole text, since its words were adopted, and was not lifted."""
    decisions = [edition.decision_id]
    seen: Edition | None = edition
    while seen is not None and seen.pk != adopted.pk:
        seen = _before(seen)
        decisions += [seen.decision_id] if seen is not None else []
    rows = Reservation.objects.filter(decision__in=decisions, clause__in=("", uid), lifted_on__isnull=True)
    for one in rows.select_related("institution").order_by("-clause", "institution_id"):
        yield Held(one.institution, one.clause, one.text, one.review_on)
