"""The texts that tables of this nation adopted, as anybody may read of them: title, decision, reservations, since when.

Per document the last edition, and the one on the screens where that is another. Earlier ones are history and stay in
the archive of the tables. A model that nobody adopted is not a text of this list; nor is what only a source tells.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from himaya.coordination import deciding, drafting, rules_clause, rules_content, rules_no_case, states
from himaya.coordination.models import Decision, Edition, EditionForm, Release, Reservation, Suspension
from himaya.coordination.publishing import full, written
from himaya.coordination.queries import release_rows
from himaya.coordination.queries import tables as queries
from himaya.coordination.wordings import names_of
from himaya.instruments.models import InForce, Version
from himaya.instruments.source import languages_of
from himaya.kernel import clock, languages

KIND = "texts"
Data = dict[str, Any]


def body() -> Data:
    """The whole list, newest decision first."""
    rows = [*_editions(), *_versions()]
    rows.sort(key=lambda row: (row["decision"]["on"], row["decision"]["number"]), reverse=True)
    return {"texts": rows}


# --- what was written here, clause by clause ------------------------------------------------------------------------
def _editions() -> Iterator[Data]:
    known = Edition.objects.filter(document__cycle__recorded=False, decision__state__in=states.BINDING)
    for document_id in known.order_by("document").values_list("document", flat=True).distinct():
        rows = known.filter(document=document_id).select_related("decision__table__cycle").order_by("-number")
        last, release = rows[0], release_rows.standing_release(document_id)
        shown = [last]
        there = _on_the_screens(release) if release is not None else None
        if there is not None and there[0] != last.pk:
            shown.extend(rows.filter(pk=there[0]))
        for edition in shown:
            since = there[1] if there is not None and there[0] == edition.pk else None
            yield _edition(edition, since, _stopped(release, edition))


def _on_the_screens(release: Release) -> tuple[UUID, date] | None:
    """The edition that the desks use, and since when; None when what they use was adopted by nobody.

    Where the last release is off the screens as a whole, the one before it is there again, if there was one.
    """
    if release.state == states.LIVE:
        return (release.edition_id, _day(release.live_at)) if release.live_at else None
    before = Release.objects.filter(document=release.document_id, live_at__lt=release.live_at)
    found = before.exclude(edition=release.edition_id).order_by("-live_at").first()
    if found is None:
        return None
    versions = EditionForm.objects.filter(edition=found.edition_id).values("version")
    again = InForce.objects.filter(version__in=versions).order_by("-since").values_list("since", flat=True).first()
    return (found.edition_id, again) if again is not None else None


def _stopped(release: Release | None, edition: Edition) -> Data:
    """What two people took off the screens of this edition: all of it since a day, or so many clauses."""
    if release is None or release.edition_id != edition.pk:
        return {"suspended_since": None, "clauses_suspended": 0}
    rows = Suspension.objects.filter(release=release, state__in=states.SUSPENDS)
    whole = rows.filter(uid="").order_by("confirmed_at").first() if release.state == states.SUSPENDED else None
    return {
        "suspended_since": _day(whole.confirmed_at).isoformat() if whole is not None and whole.confirmed_at else None,
        "clauses_suspended": rows.exclude(uid="").count(),
    }


def _edition(edition: Edition, since: date | None, stopped: Data) -> Data:
    content = drafting.of_edition(edition)
    held = _held(edition, [clause["uid"] for clause in content["clauses"]])
    return {
        "titles": written(edition.content.get("titles") or {}),
        "version": str(edition.number),
        "decision": _decision(edition.decision),
        "in_part": bool(edition.parts),
        "languages": _languages(content),
        "in_force_since": since.isoformat() if since is not None else None,
        **stopped,
        "reservations": [_reservation(row, content) for row in held],
        "sha256": edition.sha256,
    }


def _languages(content: rules_content.Content) -> list[str]:
    """The languages in which every clause that says something says it."""
    speaking = [clause["texts"] for clause in content["clauses"] if not rules_clause.is_silent(clause["form"])]
    return [code for code in languages.CODES if speaking and all(texts.get(code) for texts in speaking)]


def _held(edition: Edition, uids: Iterable[str]) -> "QuerySet[Reservation]":
    """What is held back today: from its own decision, and from earlier ones where the clause is still there."""
    decisions = Edition.objects.filter(document=edition.document_id, number__lte=edition.number).values("decision")
    rows = Reservation.objects.filter(decision__in=decisions, lifted_on__isnull=True)
    return _ordered(rows.filter(Q(decision=edition.decision_id) | Q(clause__in=list(uids))))


# --- forms of the house that a table adopted as they were ------------------------------------------------------------
def _versions() -> Iterator[Data]:
    rows = Decision.objects.filter(
        state__in=states.BINDING, parts=[], document__version__isnull=False, table__cycle__recorded=False
    ).exclude(document__in=Edition.objects.values("document"))
    seen: set[int] = set()
    for decision in rows.select_related("document__version", "table__cycle").order_by("-concluded_at"):
        version = decision.document.version if decision.document is not None else None
        # The version itself says which decision adopted it: another one about the same document did not.
        if version is None or version.pk in seen or version.adoption != deciding.reference(decision):
            continue
        seen.add(version.pk)
        yield _version(decision, version)


def _version(decision: Decision, version: Version) -> Data:
    since = InForce.objects.filter(version=version).values_list("since", flat=True).first()
    adopted = _decision(decision)
    first = max(since.isoformat(), adopted["on"]) if since is not None else None
    held = _ordered(Reservation.objects.filter(decision=decision, lifted_on__isnull=True))
    return {
        "titles": written({"fr": version.title_fr, "ar": version.title_ar, "en": version.title_en}),
        "version": version.version,
        "decision": adopted,
        "in_part": False,
        "languages": [code for code in languages_of(version.source) if code in languages.CODES],
        # It may have been in use as a model: as an adopted text it is in force from the decision on.
        "in_force_since": first,
        "suspended_since": None,
        "clauses_suspended": 0,
        "reservations": [_reservation(row, {}) for row in held],
        "sha256": version.hash,
    }


# --- what both have --------------------------------------------------------------------------------------------------
def _decision(row: Decision) -> Data:
    day = queries.local(row.table, row.concluded_at or row.put_at).date()
    return {
        "reference": deciding.reference(row),
        "table": row.table.number,
        "number": row.number,
        "on": day.isoformat(),
        "confirmed_on": row.confirmed_on.isoformat() if row.confirmed_on else None,
        "cycle": written(row.table.cycle.titles),
    }


def _ordered(rows: "QuerySet[Reservation]") -> "QuerySet[Reservation]":
    return rows.select_related("institution").order_by("decision__put_at", "institution_id", "pk")


def _reservation(row: Reservation, content: Mapping[str, Any]) -> Data:
    """In the words of the institution, unless they seem to hold data of one person: then only that it stands.

    Nobody stands by when this is published, so that a text in doubt is left out and not refused.
    """
    clause = rules_content.clause_of(content, row.clause) if content and row.clause else None
    label = written(clause["texts"]) if clause is not None else []
    safe = not rules_no_case.findings(row.text)
    return {
        "clause": row.clause,
        "label": label,
        "institution": full(names_of(row.institution)),
        "text": row.text if safe else None,
        "review_on": row.review_on.isoformat(),
    }


def _day(moment: datetime) -> date:
    """The day of a moment by the nation's clock."""
    return moment.astimezone(clock.here()).date()
