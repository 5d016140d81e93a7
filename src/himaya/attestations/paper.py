"""The paper of a letter: made in memory while it is handed over, and kept nowhere.

Its title, its words and the name of its file say neither why somebody has it nor who made it. A telephone number
stands on it only where she wishes one.
"""

from typing import cast

from django.conf import settings
from django.utils.translation import gettext as _

from himaya.adapters import letter_html, pdf
from himaya.adapters.letter_html import Sheet
from himaya.adapters.paper import Mode, Words
from himaya.attestations.content import Catalogue, catalogue
from himaya.attestations.making import Made
from himaya.institutions import adoption
from himaya.institutions.content_rows import LocalText
from himaya.kernel import days
from himaya.kernel.errors import NotNow

SECONDS, CODES = 60, ("fr", "ar", "en")
DOTS = Words("Texte signé, à lire par une machine", "نص موقع تقرؤه الآلة", "Signed text, to be read by a machine")


def make(made: Made, phone: str = "") -> bytes:
    """The PDF of a letter; `phone` is printed where it is given. Raises NotNow where none can be made."""
    try:
        return pdf.render(letter_html.write(sheet(made, phone)), seconds=SECONDS)
    except pdf.PdfFailed as failed:
        raise NotNow(
            _("The letter could not be made, and none was written down. Call the technical administrator."),
            code=f"pdf_{failed.code}",
        ) from None


def sheet(made: Made, phone: str = "") -> Sheet:
    """What stands on the paper, in three languages; its mode says which of them are written."""
    known = catalogue()
    letter = made.letter
    lines = [_words(one) for one in known.texts[letter.text].paragraphs]
    if letter.bearer:
        lines.insert(0, _filled(known.bearer, name=letter.bearer))
    if phone:
        lines.append(_filled(known.contact, number=phone.replace(" ", "\u00a0")))
    lines.append(_validity(known, made))
    return Sheet(
        title=_words(known.title),
        lines=tuple(lines),
        small=(how(), *model("attestations")),
        dots=DOTS,
        number=letter.number,
        note=made.note,
        mode=cast(Mode, made.wish.languages),
        exercise=settings.DEMO,
    )


def model(text: str) -> tuple[Words, ...]:
    """What a letter says of its own words until this nation adopted them (do-no-harm 21)."""
    said = adoption.line(text)
    return () if said is None else (_words(said),)


def how() -> Words:
    """How a letter with a phrase is read, of whichever room.

    A place to check it stands there only where one was named for letters: a paper that is carried does not lead whoever
    finds it to this installation.
    """
    known, place = catalogue(), settings.HIMAYA_PUBLIC_ADDRESS
    if not place:
        return _words(known.how_alone)
    return Words(*(known.how.in_language(code).format(address=f"{place}/{code}/attestations/") for code in CODES))


def _validity(known: Catalogue, made: Made) -> Words:
    said = {}
    for code in ("fr", "ar", "en"):
        issued, until = (days.in_words(day, code) for day in (made.letter.issued_on, made.letter.valid_until))
        said[code] = known.validity.in_language(code).format(issued=issued, until=until)
    return Words(**said)


def _words(text: LocalText) -> Words:
    return Words(*(text.in_language(code) for code in ("fr", "ar", "en")))


def _filled(text: LocalText, **values: str) -> Words:
    return Words(*(text.in_language(code).format(**values) for code in ("fr", "ar", "en")))
