"""The note on acts done under threat as a paper. Neutral: its title says nothing of why somebody has a file.

It names kinds of acts in general terms and texts with their marks; no name, no story. Made in memory, kept nowhere.
"""

from collections.abc import Iterator
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from himaya.adapters import paper_html, pdf
from himaya.adapters.paper import Block, Heading, Mode, Paper, Para, same
from himaya.cases.models import Case
from himaya.determinations import access, content, states, words
from himaya.determinations.actions import decision_notes
from himaya.determinations.models import Note
from himaya.institutions import adoption
from himaya.institutions.content_rows import WORDING, LegalRow
from himaya.kernel import clock, days, ids
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow
from himaya.legal.words import SHOWN

LANGUAGES = ("fr", "ar", "en")
SECONDS = 60


def make(actor: Actor, case: Case, note_id: UUID, *, language: str) -> bytes:
    """The PDF in one language, one audit event. Raises NotFound, NotNow (no yes of counsel or the person, no PDF)."""
    last = decision_notes.last_line(note_id)
    decision_notes.check_printable(actor, case, last)
    first = Note.objects.filter(note=note_id, word=states.DRAFTED).first()
    if first is None:
        raise NotFound
    with (
        override(language),
        Access(actor, access.HELD, action="decision_note.printed", about=("case", case.pk)) as reader,
    ):
        reader.open(first)
        html = paper_html.write(_compose(case, last, dict(first.content or {}), language))
    try:
        return pdf.render(html, seconds=SECONDS)
    except pdf.PdfFailed as failed:
        raise NotNow(words.NO_PDF, code=f"pdf_{failed.code}") from None


def _compose(case: Case, last: Note, body: dict[str, Any], language: str) -> Paper:
    return Paper(
        title=same(pgettext("title of a paper", "Note")),
        kicker=same(f"{case.desk.name} · {case.desk.institution.name}"),
        reference=ids.reference_of(last.note),
        blocks=tuple(_blocks(last, body, language)),
        mode=cast(Mode, language),
        footer=same(_("Given with the agreement of the person whom it is about. It is not a statement of theirs.")),
        exercise=settings.DEMO,
    )


def _blocks(last: Note, body: dict[str, Any], language: str) -> Iterator[Block]:
    covered = content.words().lists["covered"]
    yield Para(same(_("For: %(desk)s, %(day)s.") % {"desk": last.to_desk.name, "day": _day(language)}))
    yield Para(
        same(
            _(
                "Acts of the following kinds may have been done under threat by a person whom our desk looks after, "
                "and may be linked directly to what was done to them. We ask that this be taken into account before "
                "any decision on proceedings or removal."
            )
        )
    )
    yield Heading(2, same(_("Kinds of acts")))
    for code in body.get("covered", ()):
        if code in covered:
            yield Para(same(covered[code].in_language(language)))
    yield Heading(2, same(_("Texts")))
    for law in content.note_rows():
        row = law.row
        name = " · ".join(one for one in (law.text.names.in_language(language), row.article) if one)
        yield Para(same(f"{name} · {row.title.in_language(language)} ({_mark(row, language)})"))
    yield Para(
        same(
            _(
                "A text with the words “to be verified” was not read at its source: check its number and its content "
                "before you lean on it."
            )
        )
    )
    if (said := adoption.line("decisions")) is not None:
        yield Para(same(f"{said.in_language(language)}."))
    yield Para(same(_("To speak with the person, ask our desk. Legal counsel has read this note.")))


def _mark(row: LegalRow, language: str) -> str:
    """How surely it was read: for whoever reads the paper, in the language of the paper."""
    found = row.shown_in(language)
    said = str(words.MARKS.get(row.mark, ""))
    if found == WORDING:
        return f"{said}; {SHOWN[found]}"
    return str(SHOWN[found]) if found else said


def _day(language: str) -> str:
    return days.in_words(clock.today(), language)
