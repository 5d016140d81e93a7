"""The table of a reasoning as a paper. Neutral: neither its title nor its name says why somebody has a file.

Made in memory while the reasoning is open, by a process without key, database or network, and kept nowhere (ADR 5, 26).
"""

from typing import cast
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from himaya.adapters import paper_html, pdf
from himaya.adapters.paper import Block, Grid, Mode, Paper, Para, same
from himaya.cases.models import Case
from himaya.kernel import clock, days
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.reasonings import table
from himaya.reasonings.access import open_page
from himaya.reasonings.argued import Argued

LANGUAGES = ("fr", "ar", "en")
PURPOSES = ("give_service", "answer_the_person")
SECONDS = 60


def make(actor: Actor, case_id: UUID, *, purpose: str, language: str) -> bytes:
    """The PDF in one language, one audit event. Raises NotFound, NotValid, and NotNow where none can be made."""
    if purpose not in PURPOSES:
        raise NotValid(_("Choose for what you need it."), code="purpose")
    if language not in LANGUAGES:
        raise NotValid(_("Choose the language of the paper."), code="language")
    with override(language), open_page(actor, case_id, purpose=purpose, action="reasoning.printed") as opened:
        if not opened.argued.begun:
            raise NotNow(gettext_lazy("Nothing is written yet: there is nothing to print."), code="nothing_to_print")
        html = paper_html.write(compose(opened.case, opened.argued, language))
    try:
        return pdf.render(html, seconds=SECONDS)
    except pdf.PdfFailed as failed:
        raise NotNow(
            gettext_lazy("The paper could not be made. Try again, or print the page."), code=f"pdf_{failed.code}"
        ) from None


def compose(case: Case, argued: Argued, language: str) -> Paper:
    """The paper, in the language in use."""
    rows = tuple(
        (same(row.head), same("\n\n".join(part for part in (row.said, *row.lines) if part)))
        for row in table.rows(argued)
    )
    blocks: list[Block] = [
        Para(same(table.not_a_decision()), tone="decision"),
        Para(same(days.in_words(clock.today(), language)), tone="label"),
        *(Para(same(note)) for note in table.notes(argued)),
        Grid((same(_("What is asked")), same(_("What is known"))), rows),
    ]
    return Paper(
        title=same(_("Working notes")),
        kicker=same(f"{case.desk.name} · {case.desk.institution.name}"),
        reference=case.reference,
        blocks=tuple(blocks),
        mode=cast(Mode, language),
        footer=same(_("For the file of the desk that holds it. Not to be copied or passed on.")),
        exercise=settings.DEMO,
    )
