"""What of the register of recommendations may be read by anybody, and what of that is public already.

Only what was addressed and is not hidden: its text, who leads, by when, where it stands. Reasons, notes, reports and
evidence were written for those at the table and stay there. Nothing here writes: `actions/publishing.py` publishes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from himaya.coordination import canonical, rules_following, rules_no_case, rules_publishing, words_following
from himaya.coordination import states_following as states
from himaya.coordination.models import FollowUpSnapshot, Recommendation
from himaya.coordination.queries.standing import Standing, standing
from himaya.coordination.rules_publishing import Change
from himaya.coordination.wordings import in_three, names_of
from himaya.kernel import clock, languages
from himaya.publications.models import Bundle

KIND = "follow_up"
# The words of these codes go out with them: the public process knows no code of ours, and no table of ours.
WORDS: dict[str, Mapping[str, Promise]] = {
    "states": words_following.RECOMMENDATION_STATES,
    "responses": words_following.RESPONSES,
    "sources": words_following.SOURCES,
    "grades": words_following.GRADES,
}
COUNTED = ("answered", "overdue", "reported", "verified")
Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unsafe:
    """A recommendation that is not published as it stands: it seems to hold data of one person, of this kind."""

    id: UUID
    number: int
    kind: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What publishing would do now. `seen` is the hash of it: what was looked at is what is published.

    `published` is None while nothing is public; `is_news` is false when the public page would not change at all.
    """

    body: Body
    seen: str
    published: Bundle | None
    changes: tuple[Change, ...]
    unsafe: tuple[Unsafe, ...]
    is_news: bool


def preview() -> Preview:
    """The register as it would be published at this moment, beside what is public."""
    found = _standing()
    body = _body(found)
    published = Bundle.objects.filter(kind=KIND).first()
    before = rows_of(published)
    return Preview(
        body=body,
        seen=canonical.digest(body),
        published=published if is_published(published) else None,
        changes=tuple(rules_publishing.compare(before, body["recommendations"])),
        unsafe=tuple(_unsafe(found)),
        is_news=published is None or published.body != body,
    )


def is_published(bundle: Bundle | None) -> bool:
    """Whether something stands on the public page; a bundle that is only held for a moment is empty."""
    return bundle is not None and bool(bundle.body)


def rows_of(bundle: Bundle | None) -> list[Mapping[str, Any]]:
    """The recommendations of a published bundle; none where nothing is public."""
    return list(bundle.body.get("recommendations", ())) if bundle is not None else []


def _standing() -> list[Standing]:
    rows = Recommendation.objects.filter(is_public=True, addressed_on__isnull=False).exclude(state=states.FORMULATED)
    return standing(rows.select_related("lead", "successor", "table").order_by("number"))


def _body(found: list[Standing]) -> Body:
    numbers = {one.row.number for one in found}
    rows = [_row(one, numbers) for one in found]
    return {
        "as_of": clock.today().isoformat(),
        "table": _table(),
        "counts": {"all": len(rows)} | {key: sum(bool(row[key]) for row in rows) for key in COUNTED},
        "recommendations": rows,
        "words": {key: {code: _in_three(word) for code, word in words.items()} for key, words in WORDS.items()},
        # Whoever reads a grade or "unanswered" has to know after how long; these are ours and nobody adopted them.
        "rules": {
            "answer_days": rules_following.ANSWER_DAYS,
            "reminders": rules_following.REMINDERS_BEFORE_D,
        },
    }


def _row(one: Standing, numbers: set[int]) -> Body:
    row, stood = one.row, one.stood
    follows = row.successor.number if row.successor is not None else 0
    return {
        "number": row.number,
        "texts": written(row.texts),
        "lead": full(names_of(row.lead)) if row.lead is not None else dict.fromkeys(languages.CODES, row.lead_name),
        "source": row.source_kind,
        "source_ref": row.source_ref,
        "source_table": row.table.number if row.table is not None else None,
        "addressed_on": _day(row.addressed_on),
        "due_on": _day(stood.due_on),
        "overdue": stood.overdue,
        "state": stood.state,
        "response": stood.response,
        "answered": bool(stood.response),
        "reported": one.reported,
        "verified": one.verified,
        "verified_on": _day(row.verified_on) if one.verified else None,
        "grade": stood.grade,
        "successor": follows if follows in numbers else None,
    }


def _table() -> Body | None:
    """The last table at which the register was frozen: what stands on the page can be held against it."""
    last = FollowUpSnapshot.objects.select_related("table").order_by("-taken_at").first()
    if last is None:
        return None
    return {"number": last.table.number, "on": last.on.isoformat(), "sha256": last.sha256}


def _unsafe(found: list[Standing]) -> Iterator[Unsafe]:
    """Looked at again before anybody reads it: here not even a delegate is named, who may be named at the table."""
    for one in found:
        row = one.row
        said = (row.text_fr, row.text_ar, row.text_en, row.source_ref, row.lead_name)
        kind = next((kind for text in said if text and (kind := _looks_like(text))), "")
        if kind:
            yield Unsafe(row.pk, row.number, kind)


@lru_cache(maxsize=16_384)
def _looks_like(text: str) -> str:
    """What a text seems to hold, '' for nothing. Thousands of texts are looked at twice per publication, and rarely
    differ from the last time.
    """
    return next((hit.kind for hit in rules_no_case.findings(text)), "")


def full(names: Mapping[str, str]) -> dict[str, str]:
    """A name in every language: where one is not written, in one that is."""
    known = next((names[code] for code in languages.CODES if names.get(code)), "")
    return {code: names.get(code) or known for code in languages.CODES}


def written(texts: Mapping[str, str]) -> list[dict[str, str]]:
    """A text in the languages in which it was written, and in no other: a gap is seen, not filled."""
    return [{"lang": code, "text": texts[code]} for code in languages.CODES if texts.get(code)]


def _in_three(word: Promise) -> dict[str, str]:
    return in_three(lambda: str(word))


def _day(day: Any) -> str | None:
    return day.isoformat() if day is not None else None
