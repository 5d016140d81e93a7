"""A copy for a person to keep: what they may ask for, their plan, who helps, whom to complain to, who looked.

Neutral: neither its title nor its words say why somebody has a file, and it names nobody who works anywhere. Made in
memory while the file is open, and never kept (ADR 26). Each paragraph has a number and the code of a recording, so
that somebody who does not read can listen to the same, in the same order.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from himaya.adapters import paper_html, pdf
from himaya.adapters.paper import Block, Heading, Mode, Paper, Para, same
from himaya.cases import queries_consents
from himaya.cases.access import held_case
from himaya.cases.models import Case, Referral
from himaya.cases.queries_readings import seen_in_the_open
from himaya.disclosures import complaints
from himaya.institutions import adoption, catalogue, queries
from himaya.institutions.content import load_languages
from himaya.institutions.models import Desk
from himaya.kernel import days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import unit
from himaya.legal.words import SHOWN
from himaya.plans import queries as plans
from himaya.rights import states as rights
from himaya.rights import words
from himaya.rights.access import Opened, Standing, open_rights
from himaya.rights.content import catalogue as rights_catalogue
from himaya.services.calls import at_night

LANGUAGES = ("fr", "ar", "en")
# The language of a paper for whoever speaks another one. Darija is written as Arabic.
_WRITTEN = {"fr": "fr", "ar": "ar", "ary": "ar", "en": "en"}
HELPING = ("accepted", "accepted_in_part", "reported_back")
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Said:
    """One paragraph: its place in the paper, the code of its recording, its words. A heading has no code."""

    number: int
    audio: str
    words: str
    heading: bool = False


def written_in(spoken: str) -> str:
    """The language of a paper for somebody who speaks this one."""
    return _WRITTEN.get(spoken, "fr")


def make(
    actor: Actor,
    case_id: UUID,
    language: str,
    *,
    contacts_only: bool = False,
    called: str = "",
) -> bytes:
    """The PDF. `called` is a word at its top that the person chose, kept nowhere; empty for none.

    Raises NotFound, NotValid, and NotNow where none can be made.
    """
    if language not in LANGUAGES:
        raise NotValid(_("Choose the language of the paper."), code="language")
    with composed(actor, case_id, language, contacts_only=contacts_only) as (case, said):
        paper = _paper(case, said, language, called)
    try:
        return pdf.render(paper_html.write(paper), seconds=SECONDS)
    except pdf.PdfFailed as failed:
        raise NotNow(
            _("The paper could not be made. Read it to the person from the page, or call the technical administrator."),
            code=f"pdf_{failed.code}",
        ) from None


@contextmanager
def composed(
    actor: Actor, case_id: UUID, language: str, *, contacts_only: bool = False
) -> Iterator[tuple[Case, list[Said]]]:
    """The paragraphs in their order, while the rights of the case are open. Raises NotFound."""
    with override(language), open_rights(actor, case_id) as opened:
        told = _contacts(opened.case)
        if not contacts_only:
            told = [*_opening(opened, language), *_rights(opened, language), *_plan(opened, language), *told]
            told += [*_agreed(opened.case, language), *_seen(opened.case, language)]
        yield opened.case, _numbered(told)


def readers(actor: Actor, case_id: UUID) -> tuple[Case, list[tuple[date, list[Desk]]]]:
    """Days and desks that opened something, for the desk that holds the case; the look is logged. Raises NotFound.

    Without what another desk read of notes of its own.
    """
    with unit(by=actor) as u:
        case = held_case(actor, case_id)
        u.log("copy.readers_told", object_type="case", object_id=case.pk, subjects=[case.person_id])
    return case, seen_in_the_open(case)


def _paper(case: Case, said: list[Said], language: str, called: str) -> Paper:
    with override(language):
        return Paper(
            title=same(_("To keep")),
            kicker=same(called.strip()[:40]),
            reference="",
            blocks=tuple(_block(one) for one in said),
            mode=cast(Mode, language),
            footer=same(_("Keep this where nobody else finds it, or leave it with somebody you trust.")),
            exercise=settings.DEMO,
        )


def _block(one: Said) -> Block:
    return Heading(2, same(one.words)) if one.heading else Para(same(f"{one.number}. {one.words}"))


# What is said, before it is numbered: the code of the recording and the words; an empty code is a heading.
_Told = tuple[str, str]


def _numbered(told: list[_Told]) -> list[Said]:
    found, number = [], 0
    for audio, said in told:
        number += bool(audio)
        found.append(Said(number if audio else 0, audio, said, heading=not audio))
    return found


def _opening(opened: Opened, language: str) -> list[_Told]:
    told = [
        ("copy-yours", _("This paper is yours. You may ask for these things. You may also say no, without a reason.")),
        ("copy-free", _("Help does not depend on a complaint, and not on what you tell.")),
    ]
    if not all(one.right.signed for one in opened.standing):
        told.append(("copy-proposal", _("No lawyer has signed these words yet. Ask one before you rely on them.")))
    if _WRITTEN.get(opened.case.language) is None and (spoken := _spoken(opened.case.language, language)):
        told.append(("copy-other-language", _("I speak %(language)s: please read this to me.") % {"language": spoken}))
    return told


def _spoken(code: str, language: str) -> str:
    return next((row.names.in_language(language) for row in load_languages() if row.id == code), "")


def _rights(opened: Opened, language: str) -> list[_Told]:
    told: list[_Told] = []
    for group, names in rights_catalogue().groups.items():
        here = [one for one in opened.standing if one.right.group == group and one.state != rights.GIVEN_UP]
        if here:
            told.append(("", names.in_language(language)))
            told += [(one.right.audio, _right(one, language)) for one in here]
    return told


def _right(one: Standing, language: str) -> str:
    found = one.right.shown_in(language)
    check = f" ({SHOWN[found]})" if found else ""
    said = [f"{one.right.names.in_language(language)}{check}.", one.right.plain.in_language(language)]
    if one.last is not None:
        said += _state(one, language)
    return " ".join(said)


def _state(one: Standing, language: str) -> list[str]:
    last = one.last
    if last is None:
        return []
    day = {"day": days.in_words(last.on, language)}
    said = {
        rights.ASKED: _("It was asked for on %(day)s."),
        rights.GRANTED: _("You have it since %(day)s."),
        rights.REFUSED: _("The answer of %(day)s was no."),
        rights.APPEALED: _("It was taken further on %(day)s."),
    }.get(one.state)
    told = [said % day] if said else []
    if last.due_on is not None:
        due = {"what": words.DUE_FOR[last.due_for], "day": days.in_words(last.due_on, language)}
        source = words.SOURCES[last.due_source]
        told.append(_("%(what)s: %(day)s (%(source)s).") % {**due, "source": source})
    elif one.state == rights.REFUSED:
        told.append(_("Ask a lawyer soon whether you can go further, and until when."))
    return told


def _plan(opened: Opened, language: str) -> list[_Told]:
    """What was agreed and is still to be done: which service, which desk, by which day.

    Not the words of the plan: they are in one language, and a paper can be found.
    """
    lines = plans.still_to_do(opened.case)
    if not lines:
        return []
    services = catalogue.services()
    told: list[_Told] = [("", _("What we agreed to do"))]
    for row in lines:
        parts = (
            services[row.service].names.in_language(language),
            _reached(row.desk),
            days.in_words(row.due_on, language),
        )
        told.append(("copy-plan-line", " · ".join(parts)))
    return told


def _contacts(case: Case) -> list[_Told]:
    told: list[_Told] = [("", _("Who helps"))]
    told += [("copy-desk", _reached(desk)) for desk in helping(case)]
    night = case.desk.after_hours or at_night(region=case.region, own_desk=case.desk_id)
    if night is not None:
        told.append(("copy-on-call", f"{_('At night, or in danger')} · {_reached(night)}"))
    told.append(("", _("To complain about anybody, outside of who helps you")))
    language = languages.current()
    if (said := adoption.line("complaints")) is not None:
        told.append(("copy-model", f"{said.in_language(language)}."))
    for one in complaints.channels():
        check = f" ({_('to be verified')})" if one.to_be_verified else ""
        number = f" · {one.number}" if one.number else ""
        told.append((one.audio, f"{one.names.in_language(language)}{check}{number}. {one.how.in_language(language)}"))
    return told


def helping(case: Case) -> list[Desk]:
    """The desk that holds the case, and those that took up what it sent."""
    taken = Referral.objects.filter(case=case, from_desk=case.desk_id, state__in=HELPING)
    desks = queries.standing_desks().filter(pk__in=taken.values("to_desk")).exclude(pk=case.desk_id)
    return [case.desk, *desks.order_by("pk")]


def _reached(desk: Desk) -> str:
    return f"{desk.name} · {desk.phone}" if desk.phone else str(desk.name)


def _agreed(case: Case, language: str) -> list[_Told]:
    standing = queries_consents.in_force(queries_consents.of_case(case))
    told: list[_Told] = [("", _("What you agreed to"))]
    classes = catalogue.data_classes()
    for one in standing:
        named = [classes[name].names.in_language(language) for name, _end in one.classes if name in classes]
        said = _("You agreed that %(name)s gets this: %(what)s.") % {
            "name": one.row.to_name,
            "what": ("، " if language == "ar" else ", ").join(named),
        }
        told.append(("copy-agreed", said))
    if not standing:
        told.append(("copy-nothing-agreed", _("Nothing is agreed. Help goes on without it.")))
    back = _("You may take it back at any time, without a reason: tell %(desk)s. What was to go there stops at once.")
    return [*told, ("copy-take-back", back % {"desk": case.desk.name})]


def _seen(case: Case, language: str) -> list[_Told]:
    told: list[_Told] = [("", _("Who looked at your file"))]
    for day, desks in seen_in_the_open(case):
        names = " · ".join(desk.name for desk in desks)
        told.append(("copy-readers", f"{days.in_words(day, language)} · {names}"))
    # Always there, so that it tells nothing.
    apart = _(
        "Notes that a desk may keep apart are not in this list. Whether anybody read such notes is told when you ask "
        "what is kept about you."
    )
    return [*told, ("copy-readers-apart", apart)]
