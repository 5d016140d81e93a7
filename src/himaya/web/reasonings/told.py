"""What the interviews of the case say, beside the forms: facts that can be used, answers that speak to an element."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from himaya.cases.models import Case
from himaya.interviews import access, content, suggested
from himaya.interviews import words as interview_words
from himaya.interviews.access import FactInWords
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.reasonings import words
from himaya.reasonings.argued import Argued
from himaya.web.reasonings.typed import Item


@dataclass(frozen=True, slots=True)
class Told:
    """Nothing in it for whoever may not know of interviews, and where there are none."""

    free: tuple[Item, ...] = ()
    others: tuple[dict[str, Any], ...] = ()
    suggestions: tuple[dict[str, Any], ...] = ()
    not_asked: tuple[dict[str, Any], ...] = ()


def of(actor: Actor, case: Case, said: Argued) -> Told:
    """Facts that no line carries yet, those used or corrected, and what the finished forms suggest."""
    try:
        with access.open_facts(actor, case) as facts:
            used = {(one.interview, one.fact_number) for one in said.facts}
            free = tuple(_item(one) for one in facts if _is_free(one, used))
            others = tuple(_other(one) for one in facts if not _is_free(one, used))
        with access.open_forms(actor, case) as forms:
            spoken = [one for version, values in forms for one in suggested.speaks_to(version, values)]
            left = [one for version, values in forms for one in suggested.not_asked(version, values)]
            return Told(free, others, tuple(map(_suggestion, spoken)), tuple(map(_suggestion, left)))
    except NotFound:
        return Told()


def _is_free(one: FactInWords, used: set[tuple[int | None, int | None]]) -> bool:
    return one.stands and (one.sat, one.number) not in used


def _item(one: FactInWords) -> Item:
    return Item(f"{one.sat}.{one.number}", one.text, _about(one))


def _other(one: FactInWords) -> dict[str, Any]:
    return {"text": one.text, "about": _about(one), "corrected": not one.stands}


def _about(one: FactInWords) -> str:
    """Where it stands and what it is of: interview, number, who says it, topic, event."""
    topics = {row.id: row.words for row in content.words().topics}
    parts = [
        _("interview %(sat)s, fact %(n)s") % {"sat": one.sat, "n": one.number},
        str(interview_words.KINDS[one.kind]),
        topics[one.topic].in_language(languages.current()),
        str(interview_words.EVENTS[one.event]) if one.event else "",
        pgettext("fact", "corrects fact %(n)s") % {"n": one.amends} if one.change == "correction" else "",
    ]
    return " · ".join(part for part in parts if part)


def _suggestion(one: suggested.Spoken) -> dict[str, Any]:
    return {"row": one, "to": [said for said in map(words.spoken_to, one.elements) if said]}
