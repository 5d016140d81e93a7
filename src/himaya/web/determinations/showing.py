"""Decisions, sheets and what they rest on, in the words of a page."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from himaya.determinations import content, queries, rules_exposing, sheets, states, words
from himaya.determinations.access import Told
from himaya.determinations.models import Decision, Naming, Request
from himaya.determinations.sheets import Sheet
from himaya.institutions import queries as institutions
from himaya.institutions.content import load_languages
from himaya.interviews.content import words as of_interviews
from himaya.kernel import ids, languages
from himaya.web.determinations.typed import said

TONES = {states.PRESUMED: "ok", states.IDENTIFIED: "ok", states.NOT_ESTABLISHED: "wait", states.POTENTIAL: "calm"}


def sheet(one: Sheet) -> list[tuple[str, list[str]]]:
    """A sheet as headings with their lines; what was not asked or not written is left out."""
    lists = content.words().lists
    effects = [
        f"{said(lists['effects'][code])} · {words.READINGS[value]}"
        for code, value in one.effects.items()
        if code in lists["effects"]
    ]
    parts = [
        (str(words.SHEET["acts"]), _names("acts", one.acts)),
        (str(words.SHEET["means"]), _names("means", one.means)),
        (str(words.SHEET["purposes"]), _names("purposes", one.purposes)),
        (str(words.SHEET["effects"]), effects),
        *(
            (str(words.SHEET[name]), [text] if (text := getattr(one, name)) else [])
            for name in (*sheets.AGAIN, *sheets.TEXTS)
        ),
    ]
    return [(heading, lines) for heading, lines in parts if lines]


def exposing(one: Sheet) -> list[tuple[str, list[str]]]:
    """The same for eyes before it goes to police, prosecution or a court: below a line, what it could expose.

    Below a sentence stands what a line of this sheet says, or what nobody asked (`rules_exposing`).
    """
    found = []
    known = content.words()
    asks = {name: tuple(known.lists[name]) for name in ("acts", "purposes")}
    ticked = {"acts": one.acts, "purposes": one.purposes}
    codes: dict[str, tuple[str, ...]] = {"acts": one.acts, "means": one.means, "purposes": one.purposes}
    names = {str(label): name for name, label in words.SHEET.items()}
    for heading, lines in sheet(one):
        name = names[heading]
        told = (
            [exposed(known.exposes.get(code, ())) for code in codes[name]]
            if name in codes
            else [exposed(rules_exposing.warned(name, ticked, known.leads_to(), asks))] * len(lines)
        )
        found.append(
            (heading, [f"{line}\n{warning}" if warning else line for line, warning in zip(lines, told, strict=True)])
        )
    return found


def exposed(offences: Iterable[str]) -> str:
    """What a line or a sentence could expose the person to, in words; empty without any."""
    known = {row.id: said(row.words) for row in of_interviews().exposed}
    named = " · ".join(known[one] for one in offences)
    return _("Could expose the person (to be verified): %(what)s") % {"what": named} if named else ""


def _names(name: str, codes: tuple[str, ...]) -> list[str]:
    known = content.words().lists[name]
    return [said(known[code]) if code in known else code for code in codes]


def basis(row: Naming) -> dict[str, Any]:
    """On which text an entry rests: of a row of the library, its name in the page's language."""
    law, mark = queries.laws().get(row.row) if row.row else None, queries.basis_of(row).mark
    return {
        "text": said(law.text.names) if law is not None else row.text,
        "article": row.article,
        "source": row.source,
        "mark": law.row.shown_in(languages.current()) if law is not None else mark,
        "also": (words.MARKS if not row.row else words.OF_LIBRARY)[mark],
    }


def told(one: Told, decisions: dict[int, Decision]) -> dict[str, Any]:
    """One decision for the desk that holds the case."""
    row = one.row
    earlier = next((other for other in decisions.values() if other.pk == row.about_id), None)
    first = min((line.on for line, _words in one.tellings), default=None)
    return {
        "row": row,
        "status": words.STATUSES[row.status],
        "tone": TONES[row.status],
        "step": words.STEPS[row.step],
        "basis": basis(row.naming),
        "reasons": one.reasons,
        "earlier": earlier.number if earlier is not None else None,
        "not_established": row.status == states.NOT_ESTABLISHED,
        # A later decision stands in its place: nobody looks at the earlier one again.
        "looks_again": row.review_on if row.number == max(decisions, default=row.number) else None,
        "tellings": [
            {"row": line, "language": language(line.language), "how": words.HOW[line.how], "words": spoken}
            for line, spoken in one.tellings
        ],
        "review_until": queries.review_until(first),
    }


def request(row: Request, one: Sheet) -> dict[str, Any]:
    """One request for the desk that sent it."""
    return {
        "row": row,
        "step": words.STEPS[row.step],
        "kind": words.KINDS[row.kind],
        "state": words.REQUESTS[row.state],
        "by": words.ASKED_BY[row.asked_by_whom],
        "waits": row.state in states.WAITING,
        "recovery": words.RECOVERY[row.recovery] if row.recovery else "",
        "enforces": institutions.enforces(row.to_desk),
        "to_counsel": row.state == states.TO_COUNSEL,
        "parts": exposing(one) if row.state == states.TO_COUNSEL else sheet(one),
    }


def recovery(case_id: UUID) -> dict[str, Any]:
    """What the entry in force says of time to recover, and the period of this person, where one was begun."""
    naming, last = queries.configured_period(), queries.last_period(case_id)
    return {
        "days": naming.days if naming is not None else None,
        "basis": basis(naming) if naming is not None else None,
        "period": last,
        "runs": queries.period_runs(case_id),
    }


def language(code: str) -> str:
    """A language in words."""
    names = {row.id: row.names for row in load_languages()}
    return said(names[code]) if code in names else code


def reference(row: Request) -> str:
    """The reference by which only the body knows a request."""
    return ids.reference_of(row.pk)
