"""Levels and domains as they stand on a page: word, shape and colour together, never one of them alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from himaya.kernel import languages
from himaya.risks import protocol, rules, words
from himaya.risks.access import Said
from himaya.risks.protocol import Domain, Part
from himaya.risks.rules import Overall, Reading
from himaya.web.forms import Item

_LOOKS = {
    rules.CRITICAL: ("late", "◆"),
    rules.HIGH: ("wait", "▲"),
    rules.MODERATE: ("", "■"),
    rules.LOW: ("ok", "●"),
    rules.NOT_ASSESSED: ("calm", "○"),
}


@dataclass(frozen=True, slots=True)
class Level:
    """A level as a chip."""

    tone: str
    shape: str
    word: str


def level(code: str) -> Level:
    return Level(*_LOOKS[code], str(words.LEVELS[code]))


def of_reading(found: Reading) -> Level:
    """The level of a domain; of one that is not assessed, what it is at least stands in the words."""
    looks = level(found.level)
    if found.level == rules.NOT_ASSESSED and found.at_least:
        shown = _("%(word)s, %(least)s") % {"word": looks.word, "least": words.AT_LEAST[found.at_least]}
        return Level(looks.tone, _LOOKS[found.at_least][1], shown)
    return looks


def of_overall(found: Overall) -> Level:
    """The overall: “at least high, 3 not assessed”, or the level alone where nothing is missing."""
    looks = least(found)
    if not found.missing or found.level == rules.NOT_ASSESSED:
        return looks
    left = ngettext("%(n)s not assessed", "%(n)s not assessed", found.missing) % {"n": found.missing}
    return Level(looks.tone, looks.shape, _("%(least)s, %(left)s") % {"least": looks.word, "left": left})


def least(found: Overall) -> Level:
    """The overall without how many were not assessed, which then stands beside it: “At least high”, or “High”."""
    looks = level(found.level)
    return Level(looks.tone, looks.shape, words.in_words(found))


def title(domain: Domain) -> str:
    return languages.pick(domain.title)


def items(part: Part) -> list[Item]:
    """The answers of a question in the page's language."""
    return [Item(code, languages.pick(label)) for code, label in part.options]


def in_words(domain: Domain, said: Said) -> list[tuple[str, str]]:
    """Each question of a domain with what was answered, in the words of its version."""
    return protocol.in_words(domain, said.answers, said.words)


def number(typed: str) -> int:
    """A number that a form carries; for what is none, one that nothing has."""
    return int(typed) if typed.isdecimal() and len(typed) < 6 else -1


def choices(table: Mapping[str, Promise]) -> list[Item]:
    return [Item(code, word) for code, word in table.items()]
