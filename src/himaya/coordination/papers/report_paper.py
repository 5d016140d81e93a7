"""A report as a paper, from a frozen edition and from nothing else: chapters, figures, where each comes from, the hash.

Figures that are one number stand together as a list; the others are tables. What a figure counts is told once, in the
annex, under the number that stands beside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from string import ascii_uppercase
from typing import Any

from himaya.adapters.paper import LANGUAGES, Block, Facts, Grid, Heading, Mode, PageBreak, Paper, Para, Words, same
from himaya.coordination import states_following as states
from himaya.coordination.papers.phrases import day, listed, say, words

Data = Mapping[str, Any]
MOST_COUNTED = 40
THOUSANDS = {"fr": "\u202f", "ar": "\u202f", "en": ","}


def report(data: Data, *, mode: Mode, exercise: bool) -> Paper:
    """The whole document."""
    content = data["content"]
    about = content["report"]
    return Paper(
        title=words(about["title"]),
        kicker=words(about["organiser"]),
        reference=_reference(about, data["number"]),
        blocks=(*_opening(about, data), *_chapters(content["chapters"]), *_annex(content["chapters"]), *_seal(data)),
        mode=mode,
        footer=say("page_model"),
        exercise=exercise,
    )


def _reference(about: Data, number: int) -> str:
    """`RA-2026-e1` for a year, `RC-2026-e1` for a cycle, by the year of its last day."""
    letters = "RA" if about["kind"] == states.ANNUAL else "RC"
    return f"{letters}-{about['last_day'][:4]}-e{number}"


def _opening(about: Data, data: Data) -> Iterator[Block]:
    first, last, as_of = (day(date.fromisoformat(about[one])) for one in ("first_day", "last_day", "as_of"))
    yield Para(say("report_period", first=first, last=last, day=as_of))
    if not about["over"]:
        yield Para(say("report_not_over"), "note")
    facts = [
        (say("cycle"), words(about["cycle"])),
        (say("organiser"), words(about["organiser"])),
        (say("funder"), words(about["funder"])),
        (say("report_edition_label"), _frozen(data)),
    ]
    yield Facts(tuple((label, value) for label, value in facts if value))


def _frozen(data: Data) -> Words:
    return say("report_edition", number=data["number"], day=day(date.fromisoformat(data["frozen_on"])))


def _chapters(chapters: Sequence[Data]) -> Iterator[Block]:
    """A chapter of which nothing was written and that has no figure is left out."""
    told = [one for one in chapters if any(one["texts"].values()) or one["figures"]]
    for number, chapter in enumerate(told, start=1):
        yield Heading(1, _numbered(number, chapter["title"]))
        yield from _paragraphs(chapter["texts"])
        if not any(chapter["texts"].values()):
            yield Para(say("report_nothing_written"), "note")
        yield from _figures(chapter["figures"])


def _numbered(number: int, title: Mapping[str, str]) -> Words:
    return Words(**{code: f"{number}. {words(title).shown(code)[0]}" for code in LANGUAGES})


def _paragraphs(texts: Mapping[str, str]) -> Iterator[Block]:
    """What was written, a paragraph each; those of the languages stand beside each other in their order."""
    parts = {code: [one.strip() for one in texts[code].split("\n\n") if one.strip()] for code in LANGUAGES}
    longest = max(map(len, parts.values()))
    for place in range(longest):
        yield Para(Words(**{code: own[place] if place < len(own) else "" for code, own in parts.items()}))


def _figures(figures: Sequence[Data]) -> Iterator[Block]:
    single: list[tuple[Words, Words]] = []
    for one in figures:
        if not one["rows"] or any(one["withheld"].values()):
            single.append((_label(one), _number(one)))
            continue
        if single:
            yield Facts(tuple(single))
            single = []
        yield _table(one)
    if single:
        yield Facts(tuple(single))


def _label(one: Data) -> Words:
    return say("report_label", label=words(one["label"]), number=one["number"])


def _number(one: Data) -> Words:
    if any(one["withheld"].values()):
        return words(one["withheld"])
    if one["whole"] is None:
        return apart(one["part"])
    return say("report_share", part=apart(one["part"]), whole=apart(one["whole"]))


def _table(one: Data) -> Grid:
    rows = tuple(tuple(_cell(cell) for cell in row) for row in one["rows"])
    return Grid(tuple(words(head) for head in one["head"]), rows, _label(one))


def _cell(cell: Any) -> Words:
    """A text, a number, or the word for a hidden one."""
    if cell is None:
        return say("report_hidden")
    return apart(cell) if isinstance(cell, int) else words(cell)


def apart(number: int) -> Words:
    """A number with its thousands apart, as each language writes it."""
    return Words(**{code: f"{number:,}".replace(",", THOUSANDS[code]) for code in LANGUAGES})


def _annex(chapters: Sequence[Data]) -> Iterator[Block]:
    """Each figure under its number; what is hidden is told once for all that have the same note."""
    figures = [figure for chapter in chapters for figure in chapter["figures"]]
    notes = {code: words(one["suppression"]) for one in figures if (code := one["suppression"]["fr"])}
    letters = dict(zip(notes, ascii_uppercase, strict=False))
    yield PageBreak()
    yield Heading(1, say("report_annex"))
    yield Para(say("report_annex_note"), "note")
    for code, note in notes.items():
        yield Para(say("report_note", letter=letters[code], note=note))
    for one in figures:
        yield Heading(3, _numbered(one["number"], one["label"]))
        of = {"letter": letters[one["suppression"]["fr"]], "query": words(one["query"]), "days": words(one["period"])}
        facts = [
            (say("report_counts"), words(one["numerator"])),
            (say("report_of"), words(one["denominator"])),
            (say("report_counted"), _counted(one["counted"])),
            (say("report_source"), say("report_source_value", **of)),
            (say("report_caveat"), words(one["caveat"])),
            # An edition frozen before figures had declarations names none.
            (say("report_declared"), listed(same(name) for name in one.get("declared", ()))),
        ]
        yield Facts(tuple((label, value) for label, value in facts if value))


def _counted(names: Sequence[str]) -> Words:
    """What is counted by name; of a long list the first, and how many more the edition holds."""
    first = listed(same(name) for name in names[:MOST_COUNTED])
    more = len(names) - MOST_COUNTED
    return say("report_counted_more", listed=first, number=more) if more > 0 else first


def _seal(data: Data) -> Iterator[Block]:
    """Which edition it is and the hash of its content: the last that is printed."""
    spaced = " ".join(data["sha256"][n : n + 8] for n in range(0, 64, 8))
    yield Facts(((say("report_edition_label"), _frozen(data)), (say("report_hash"), same(spaced))))
    yield Para(say("report_seal_note", number=data["number"]), "note")
