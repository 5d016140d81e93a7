"""The record of an interview as a paper: neutral title, facts, "not a statement". Made in memory and kept nowhere."""

from collections.abc import Iterator
from typing import cast

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from himaya.adapters import paper_html, pdf
from himaya.adapters.paper import Block, Heading, Mode, Paper, Para, same
from himaya.interviews import access, content, rules, words
from himaya.interviews.access import FactInWords, Opened
from himaya.interviews.models import Interview, Sitting
from himaya.kernel import clock, days, languages
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow

LANGUAGES = ("fr", "ar", "en")
SECONDS = 60
Section = tuple[str, list[str]]


def make(actor: Actor, row: Interview, *, purpose: str, language: str) -> bytes:
    """The PDF in one language, one audit event. Raises NotNow where none can be made."""
    about = ("interview", row.pk)
    with override(language), Access(actor, purpose, action="interview.printed", about=about) as opening:
        opened = access.opened_under(opening, row)
        not_asked = access.not_asked_under(opening, row)
        html = paper_html.write(compose(row, opened, language, not_asked=not_asked))
    try:
        return pdf.render(html, seconds=SECONDS)
    except pdf.PdfFailed as failed:
        raise NotNow(_("The paper cannot be made at this moment. Try again."), code=f"pdf_{failed.code}") from None


def compose(row: Interview, opened: Opened, language: str, *, not_asked: int = 0) -> Paper:
    """The record, for a writer of papers; inside the block of the opened interview. `not_asked`: how many questions of
    the form the short path left out."""
    blocks: list[Block] = [
        Para(same(_("This is not a statement. These are short notes of a conversation, to plan help."))),
        Para(same(_("The answers of the form are not printed here; they are read in the file, under “Conversation”."))),
    ]
    if not_asked:
        left = _("Short interview. Questions of the form that were not asked: %(n)s. Not asked is not “no”.")
        blocks.append(Para(same(left % {"n": not_asked})))
    for heading, lines in sections(opened):
        if lines:
            blocks.append(Heading(2, same(heading)))
            blocks += [Para(same(line)) for line in lines]
    return Paper(
        title=same(_("Notes of a conversation")),
        kicker=same(f"{row.case.desk.name} · {row.case.desk.institution.name}"),
        reference=row.case.reference,
        blocks=tuple(blocks),
        mode=cast(Mode, language),
        footer=same(_("Not a statement. For the file of the desk that holds it. Not to be copied or passed on.")),
        exercise=settings.DEMO,
    )


def sections(opened: Opened) -> Iterator[Section]:
    """The record in the language in use: each heading with its sentences."""
    yield _("Sittings"), [_sitting(one) for one, _conditions in opened.sittings]
    topics = {one.id: one.words.in_language(languages.current()) for one in content.words().topics}
    for topic in rules.TOPICS:
        lines = [_fact(one) for one in opened.facts if one.topic == topic]
        yield f"{topic} · {topics[topic]}", lines
    yield _("What happened, in the order of the person"), list(_events(opened))
    own = [said for note, said in opened.notes if note.kind == rules.OWN_VIEW]
    yield _("The danger as the person sees it"), [_joined(words.RATINGS[one["rating"]], one["words"]) for one in own]
    odd = [said for note, said in opened.notes if note.kind == rules.INCONSISTENCY]
    yield (
        _("What does not fit together, and what may explain it"),
        [_joined(one["words"], *(words.EXPLANATIONS[code] for code in one["explanations"])) for one in odd],
    )
    for closing in (said for note, said in opened.notes if note.kind == rules.CLOSING):
        yield _("Summary"), [one for one in (closing["summary"],) if one]
        yield _("What comes next"), [one for one in (closing["next_steps"], closing["told"]) if one]


def _fact(one: FactInWords) -> str:
    amends = f"{words.CHANGES[one.change]} {one.amends}" if one.amends else ""
    replaced = "" if one.stands else _("(corrected below)")
    made_of_it = _("What the worker makes of it: %(text)s") % {"text": one.interpretation} if one.interpretation else ""
    return _joined(
        one.number, amends, words.KINDS[one.kind], one.text, replaced, words.VERBATIM.get(one.verbatim, ""), made_of_it
    )


def _events(opened: Opened) -> Iterator[str]:
    by_number = {one.number: one for one in opened.events}
    names = {one.id: one.words.in_language(languages.current()) for one in content.words().values}
    for step, numbers in enumerate(opened.order, 1):
        for number in numbers:
            one = by_number[number]
            said = [names[code] for code in one.values if code in names]
            yield _joined(step, words.EVENTS[one.kind], *said, one.words, one.anchor)


def _sitting(one: Sitting) -> str:
    began = one.began_at.astimezone(clock.here())
    ended = one.ended_at
    language = languages.current()
    spoken = [one.astimezone(clock.here()) for one in (began, ended) if one is not None]
    hours = " – ".join(days.hour_in_words(one, language) for one in spoken)
    present = [words.PRESENT[code] for code in one.present if code in words.PRESENT]
    return _joined(one.number, days.in_words(began.date(), languages.current()), hours, *present)


def _joined(*parts: object) -> str:
    return " · ".join(str(one) for one in parts if str(one))
