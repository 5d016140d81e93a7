"""Lists for the pages of the first line, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from himaya.institutions.content import load_languages
from himaya.institutions.content_rows import LanguageRow
from himaya.institutions.models import Region
from himaya.kernel.languages import current, pick


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to choose: what is sent back, what is shown, and a line below it."""

    value: str
    label: str
    hint: str = ""


@lru_cache(maxsize=1)
def languages() -> dict[str, LanguageRow]:
    """The languages people speak, by id."""
    return {row.id: row for row in load_languages()}


def language_items() -> list[Item]:
    """Each language with its own name beside ours where the two differ."""
    items = []
    for row in languages().values():
        ours = pick(row.names.as_dict())
        items.append(Item(row.id, ours if row.native == ours else f"{ours} ({row.native})"))
    return items


def language_name(code: str) -> str:
    """The language's name in the page's language, '' when it is not known."""
    row = languages().get(code)
    return pick(row.names.as_dict()) if row else ""


def joined(names: Iterable[str]) -> str:
    """Names one after the other, with the comma of the page's language."""
    return ("، " if current() == "ar" else ", ").join(names)


def region_items() -> list[Item]:
    return [Item(region.pk, region.name) for region in Region.objects.order_by("id")]


def region_name(code: str) -> str:
    region = Region.objects.filter(pk=code).first()
    return region.name if region else ""


def a_region(code: str) -> str:
    """The code when it is one of the nation's regions, else ''."""
    return code if code and Region.objects.filter(pk=code).exists() else ""
