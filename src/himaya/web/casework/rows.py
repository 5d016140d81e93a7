"""Referrals and cases as lines of a list: what stands on them unseals nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise

from himaya.cases import rules_files, states, words, words_files
from himaya.cases.models import Case, CaseFile, Referral
from himaya.institutions.models import Desk
from himaya.web.casework import chips, labels
from himaya.web.casework.chips import Chip

PAGE = 25
Sentence = str | Promise


def paged[M: Model](found: QuerySet[M], request: HttpRequest) -> Page[M]:
    """The asked page of a list; a page number that means nothing gives the nearest one."""
    return Paginator(found, PAGE).get_page(request.GET.get("page"))


@dataclass(frozen=True, slots=True)
class Line:
    """One referral: what is asked, for whom in general, from or to which desk, and its state."""

    referral: Referral
    title: str
    about: str
    urgent: bool
    desk: Desk
    chip: Chip
    more: Sentence = ""


def received(rows: Iterable[Referral]) -> list[Line]:
    """As the receiving desk sees them. Who agreed to the sharing decides what is read of them, on the page of the
    referral; a line in a list says it only of somebody who was not asked."""
    return [
        _line(row, row.from_desk, chips.for_receiver(row), about=row.consent.basis != states.CONSENT) for row in rows
    ]


def sent(rows: Iterable[Referral], more: Mapping[UUID, Sentence] | None = None) -> list[Line]:
    """As the sending desk sees them; `more` has one more sentence for a referral."""
    return [_line(row, row.to_desk, chips.for_sender(row), more=(more or {}).get(row.pk, "")) for row in rows]


def _line(row: Referral, desk: Desk, chip: Chip, *, about: bool = True, more: Sentence = "") -> Line:
    said = (words.AGE_GROUPS.get(row.age_group, ""), labels.language(row.language)) if about else ()
    return Line(
        referral=row,
        title=labels.service(row.service),
        about=" · ".join(str(part) for part in said if part),
        urgent=row.urgency == states.URGENT,
        desk=desk,
        chip=chip,
        more=more,
    )


@dataclass(frozen=True, slots=True)
class CaseLine:
    case: Case
    about: str


def cases(rows: Iterable[Case]) -> list[CaseLine]:
    """Cases of a desk: a reference, an age group, a language; never a name."""
    lines = []
    for row in rows:
        about = (words.AGE_GROUPS.get(row.age_group, ""), labels.language(row.language))
        lines.append(CaseLine(row, " · ".join(str(part) for part in about if part)))
    return lines


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file: what kind, how large, since when; why it went; and its words, where they were opened."""

    row: CaseFile
    kind: str
    megabytes: float
    reason: str
    words: str


def file(row: CaseFile, words: str = "") -> FileLine:
    """A file as a line; without `words` nothing is opened."""
    return FileLine(
        row=row,
        kind=str(words_files.KINDS[row.kind]),
        megabytes=rules_files.megabytes(row.size),
        reason=str(words_files.REASONS.get(row.removed_reason, "")),
        words=words,
    )
