"""The answer to a person as a paper: what is held, from where, to whom it was given, who opened it, what is left out.

Neutral: its title says nothing of why somebody has a file. Made in memory while the file is open, and never kept.
"""

from itertools import groupby
from typing import cast
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from himaya.adapters import paper_html, pdf
from himaya.adapters.paper import Block, Facts, Grid, Heading, Mode, Paper, Para, same
from himaya.cases.queries_readings import seen_by
from himaya.disclosures import holdings
from himaya.disclosures.access_requests import Opened, open_request
from himaya.kernel import clock, days
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow

LANGUAGES = ("fr", "ar", "en")
SECONDS = 60


def make(actor: Actor, request_id: UUID, language: str) -> bytes:
    """The PDF in one language. Raises NotFound, and NotNow where none can be made, with what to do instead."""
    # The words of the parts are those of the person's language too, not of the page that asked.
    with override(language), open_request(actor, request_id, released=True) as opened:
        html = paper_html.write(compose(opened, language))
    try:
        return pdf.render(html, seconds=SECONDS)
    except pdf.PdfFailed as failed:
        raise NotNow(
            _("The paper could not be made. Read the answer to the person, or call the technical administrator."),
            code=f"pdf_{failed.code}",
        ) from None


def compose(opened: Opened, language: str) -> Paper:
    """The paper, from the parts that were released; inside the block and in the language in which they were read."""
    return Paper(
        title=same(_("What is kept about you")),
        kicker=same(f"{opened.case.desk.name} · {opened.case.desk.institution.name}"),
        reference=opened.row.reference,
        blocks=tuple(_blocks(opened, language)),
        mode=cast(Mode, language),
        footer=same(_("Keep this where nobody else finds it, or leave it with somebody you trust.")),
        exercise=settings.DEMO,
    )


def _blocks(opened: Opened, language: str) -> list[Block]:
    row, today = opened.row, clock.today()
    asked = {"asked": days.in_words(row.asked_on, language), "day": days.in_words(today, language)}
    found: list[Block] = [Para(same(_("You asked on %(asked)s. This is the answer of %(day)s.") % asked))]
    for section, parts in groupby(opened.items, key=lambda one: one.section):
        found.append(Heading(2, same(str(holdings.SECTIONS[section]))))
        rows = tuple((same(one.label), same(one.value or "—"), same(one.source)) for one in parts)
        found.append(Grid(head=(same(_("What")), same(_("It says")), same(_("Since, from"))), rows=rows))
    found.append(Heading(2, same(_("Who opened it"))))
    seen = seen_by(opened.case)
    if seen:
        lines = tuple(
            (same(days.in_words(day, language)), same(" · ".join(desk.name for desk in desks))) for day, desks in seen
        )
        found.append(Facts(lines))
    else:
        found.append(Para(same(_("Nobody has opened it."))))
    return [*found, *_left_out(opened, language), *_what_you_may()]


def _left_out(opened: Opened, language: str) -> list[Block]:
    row = opened.row
    said = []
    if row.about_other:
        said.append(
            ngettext(
                "One part is left out: it is about somebody else.",
                "%(n)d parts are left out: they are about somebody else.",
                row.about_other,
            )
            % {"n": row.about_other}
        )
    if row.endangers:
        said.append(
            ngettext(
                "One part is left out: it would put somebody in danger.",
                "%(n)d parts are left out: they would put somebody in danger.",
                row.endangers,
            )
            % {"n": row.endangers}
        )
    if row.prepared_on is not None:
        day = {"day": days.in_words(row.prepared_on, language)}
        said.append(_("What was added or changed after %(day)s is not in this answer. You may ask again.") % day)
    # Always there, so that it tells nothing: said of some, it would say that a desk keeps notes.
    said.append(
        _(
            "This answer is about one file, of the desk named above. A desk that helps you may also keep notes of its "
            "own, or a file of its own. Each answers for what it keeps: ask there."
        )
    )
    return [Heading(2, same(_("What is not here"))), *(Para(same(one)) for one in said)]


def _what_you_may() -> list[Block]:
    return [
        Heading(2, same(_("What you may do"))),
        Para(
            same(
                _(
                    "You may ask that something be set right, or erased, or take back your agreement. You need give no "
                    "reason. Help does not depend on it."
                )
            )
        ),
    ]
