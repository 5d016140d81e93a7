"""What must be settled before minutes go round: outcomes, quorums, translations, and nothing about a protected person.

Pure: content in, places out. A finding says where and what kind, never the words that were found.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from himaya.coordination import rules_no_case, states

Data = Mapping[str, Any]
ATTENDANCE, QUORUM, OUTCOME, UNDECIDED, TRANSLATION, PERSONAL = (
    "attendance",
    "quorum",
    "outcome",
    "undecided",
    "translation",
    "personal",
)
# Minutes go round in the two languages of the administration; English may follow.
NEEDED = ("fr", "ar")
TITLE, SAID, WORDING, REASON, NEED, QUESTION, TAKE_AWAY, CORRECTION, RECOMMENDATION = (
    "title",
    "said",
    "wording",
    "reason",
    "need",
    "question",
    "take_away",
    "correction",
    "recommendation",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to settle. `item` is the number of the point (0: the table as a whole), `what` the kind of text.

    `detail`: the language that is missing, the half-day without a quorum, or what the text looks like.
    """

    code: str
    item: int = 0
    what: str = ""
    detail: str = ""


def findings(content: Data) -> list[Finding]:
    """Everything to settle, the table first, then point by point."""
    known = known_names(content)
    found = [*_table(content), *_personal(0, _texts_of_table(content), known)]
    for item in content["items"]:
        found += [*_outcome(item), *_translations(item), *_personal(item["number"], _texts_of(item), known)]
    return found


def _table(content: Data) -> Iterator[Finding]:
    marked = [day for row in content["attendance"] for day in row["half_days"]]
    if all(day["status"] == states.NO_ANSWER for day in marked):
        yield Finding(ATTENDANCE)
    frozen = {row["half_day"] for row in content["quorums"]}
    for half_day in dict.fromkeys(day["half_day"] for day in marked):
        if half_day not in frozen:
            yield Finding(QUORUM, detail=half_day)
    yield from _missing(0, TITLE, content["table"]["titles"])
    yield from _untranslated(0, _recommended(content))


def _outcome(item: Data) -> Iterator[Finding]:
    told = any((*item["said"].values(), item["decisions"], item["needs"], item["questions"], _recommended(item)))
    ended = item["state"] in (states.ITEM_CARRIED, states.ITEM_DROPPED)
    if not ended and (item["state"] != states.ITEM_DONE or not told):
        yield Finding(OUTCOME, item["number"])
    for row in item["decisions"]:
        if row["state"] == states.PUT:
            yield Finding(UNDECIDED, item["number"], WORDING, str(row["number"]))


def _translations(item: Data) -> Iterator[Finding]:
    yield from _missing(item["number"], TITLE, item["titles"])
    yield from _missing(item["number"], SAID, item["said"])
    for row in item["decisions"]:
        yield from _missing(item["number"], WORDING, row["wording"])
    yield from _untranslated(item["number"], _recommended(item))


def _recommended(part: Data) -> Sequence[Data]:
    """What was recommended; nothing in minutes that were frozen before this was kept."""
    found: Sequence[Data] = part.get("recommendations", ())
    return found


def _untranslated(item: int, rows: Iterable[Data]) -> Iterator[Finding]:
    found = (one for row in rows for one in _missing(item, RECOMMENDATION, row["texts"]))
    yield from dict.fromkeys(found)


def _missing(item: int, what: str, texts: Mapping[str, str]) -> Iterator[Finding]:
    if any(texts.values()):
        yield from (Finding(TRANSLATION, item, what, code) for code in NEEDED if not texts.get(code))


def known_names(content: Data) -> list[str]:
    """Who may be named: the delegates who were there, the chair, the experts of the programme."""
    people = [day["person"] for row in content["attendance"] for day in row["half_days"]]
    named = [one for person in (*people, content["chair"]) if person for one in person["name"].values()]
    standing_in = [day["standing_in"] for row in content["attendance"] for day in row["half_days"]]
    return [one for one in {*named, *standing_in, *(row["name"] for row in content["experts"])} if one]


Texts = Iterator[tuple[str, Iterable[str]]]


def _texts_of_table(content: Data) -> Texts:
    yield NEED, _of_needs(content["needs"])
    yield QUESTION, (row["text"] for row in content["questions"])
    yield RECOMMENDATION, _of_recommendations(_recommended(content))
    yield TAKE_AWAY, (row["text"] for row in content["take_aways"])
    yield CORRECTION, (row[part] for row in content["corrections"] for part in ("text", "answer"))


def _texts_of(item: Data) -> Texts:
    yield TITLE, item["titles"].values()
    yield SAID, item["said"].values()
    yield REASON, (item["reason"],)
    for row in item["decisions"]:
        yield WORDING, row["wording"].values()
        yield REASON, (one["reason"] for one in row["positions"])
        yield REASON, (row["reason"],)
        yield REASON, (one[part] for one in row["reservations"] for part in ("clause", "text"))
    yield NEED, _of_needs(item["needs"])
    yield QUESTION, (row["text"] for row in item["questions"])
    yield RECOMMENDATION, _of_recommendations(_recommended(item))


def _of_needs(rows: Iterable[Data]) -> Iterator[str]:
    return (row[part] for row in rows for part in ("competence", "audience"))


def _of_recommendations(rows: Iterable[Data]) -> Iterator[str]:
    """Its words, and who leads and helps: both may be typed."""
    for row in rows:
        yield from row["texts"].values()
        for one in (row["lead"], *row["contributors"]):
            yield from one.values() if one else ()


def _personal(item: int, texts: Texts, known: list[str]) -> Iterator[Finding]:
    """Each kind of finding once for each kind of text of a point."""
    seen = {(what, one.kind) for what, many in texts for text in many for one in rules_no_case.findings(text, known)}
    for what, kind in sorted(seen):
        yield Finding(PERSONAL, item, what, kind)
