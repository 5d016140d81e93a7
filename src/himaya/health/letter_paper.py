"""The paper of a clinician's letter: made in memory while it is handed over, and kept nowhere.

Its title, its words and the name of its file say neither who made it nor why. Its reader checks it as every letter: by
its number or its signed text, with the phrase that the person says.
"""

from typing import cast

from django.conf import settings
from django.utils.translation import gettext as _

from himaya.adapters import letter_html, pdf
from himaya.adapters.letter_html import Sheet
from himaya.adapters.paper import Mode, Words
from himaya.attestations import note, paper
from himaya.attestations.note import Letter
from himaya.conferences import functional
from himaya.health import access_care, rules_letters
from himaya.health.access_care import InWords
from himaya.health.care_content import care
from himaya.institutions.content_rows import LocalText
from himaya.kernel import clock, days
from himaya.kernel.untold import NotNow

CODES = rules_letters.LANGUAGES


def make(said: InWords) -> bytes:
    """The PDF, inside the block that opened it. Raises NotNow where it does not stand, or none can be made."""
    if access_care.state(said.row, clock.today()) != rules_letters.RELEASED:
        raise NotNow(_("This letter does not stand. It is not printed."), code="not_standing")
    try:
        return pdf.render(letter_html.write(sheet(said)), seconds=paper.SECONDS)
    except pdf.PdfFailed as failed:
        raise NotNow(
            _("The letter could not be made. Call the technical administrator."), code=f"pdf_{failed.code}"
        ) from None


def lines(said: InWords, language: str) -> list[str]:
    """What it says of the person, in one language; what one wrote oneself stands as it was written."""
    terms = functional.terms()
    chosen = [terms[one].names.in_language(language) for one in said.terms if one in terms]
    return [*chosen, *([said.own] if said.own else [])]


def sheet(said: InWords) -> Sheet:
    """What stands on the paper."""
    known, row = care(), said.row
    body = [_words(known.letter["opening"])]
    body += [Words(*one) for one in zip(*(lines(said, code) for code in CODES), strict=True)]
    body.append(
        Words(
            *(
                known.letter["use"]
                .in_language(code)
                .format(
                    purpose=known.purposes[said.purpose].in_language(code),
                    reader=known.readers[said.reader].in_language(code),
                )
                for code in CODES
            )
        )
    )
    if row.released_on is not None and row.valid_until is not None:
        issued, until = row.released_on, row.valid_until
        body.append(
            Words(
                *(
                    known.letter["validity"]
                    .in_language(code)
                    .format(issued=days.in_words(issued, code), until=days.in_words(until, code))
                    for code in CODES
                )
            )
        )
    return Sheet(
        title=_words(known.letter["title"]),
        lines=tuple(body),
        # A draft is read to the person before there is a phrase: nothing stands at its foot yet.
        small=(*([paper.how()] if said.number else []), *paper.model("care_letters")),
        dots=paper.DOTS,
        number=said.number,
        note=_signed(said),
        mode=cast(Mode, said.language),
        exercise=settings.DEMO,
    )


def _signed(said: InWords) -> str:
    """What its square of dots holds: days and a number, under the code that says nothing of care. Empty for a draft."""
    issued, until = said.row.released_on, said.row.valid_until
    if not said.number or issued is None or until is None:
        return ""
    return note.sign(Letter(said.number, issued, until, rules_letters.TEXT, said.verifier))


def _words(text: LocalText) -> Words:
    return Words(*(text.in_language(code) for code in CODES))
