"""content/rights.yaml, read strictly and once per nation: each right, whom it concerns, on what it rests.

A pack may have a rights.yaml of its own: its rows stand instead of those of the same id, new ones come after them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from himaya.institutions import content
from himaya.institutions.content_reader import Row, content_root, pack_folder, read_file
from himaya.institutions.content_rows import (
    DRAFT,
    INSTITUTION_KINDS,
    LAW_MARKS,
    MARKS,
    TO_VERIFY,
    UNVERIFIED,
    WORDING,
    LocalText,
    mark_in,
    shown_mark,
    weaker,
)
from himaya.kernel.models import Stamp
from himaya.legal import library, queries_library
from himaya.legal.library import Read
from himaya.rights import rules, rules_days
from himaya.rights.rules import Concern
from himaya.rights.rules_days import Term

FILE = "rights.yaml"
MODEL, ADOPTED = "model", "adopted"


@dataclass(frozen=True, slots=True)
class Basis:
    """On what a right rests: words, an article where there is one, the source, and how surely it was read."""

    id: str
    names: LocalText
    text: LocalText | None
    article: str
    source: str
    mark: str
    # Two people of this nation read it at its source and signed so in the register.
    signed: bool = False
    # How surely our words were read, by language: of a row of the library alone.
    marks: Mapping[str, str] = field(default_factory=dict, hash=False)
    # Sources differ on it, or a part of it was read nowhere: the row of the library drives nothing.
    doubted: bool = False

    def surely(self, language: str) -> str:
        """How surely it was read, for somebody who reads it in `language`; a doubt about any part counts."""
        found = mark_in(language, self.mark, self.marks)
        return weaker(found, TO_VERIFY) if self.doubted else found

    def shown_in(self, language: str) -> str:
        """What stands beside it on a page in `language`."""
        return TO_VERIFY if self.doubted else shown_mark(language, self.mark, self.marks)


@dataclass(frozen=True, slots=True)
class TermRow:
    """A time limit. Where its mark is not C, it is shown and counts nothing."""

    id: str
    names: LocalText
    term: Term
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class Right:
    """One right or measure. `agreement`: only with the person's yes. `proceedings`: it belongs to a case before a
    court, which takes nothing else away."""

    id: str
    group: str
    names: LocalText
    plain: LocalText
    audio: str
    concern: Concern
    granted_by: tuple[str, ...]
    helped_by: tuple[str, ...]
    agreement: bool
    proceedings: bool
    evidence: LocalText | None
    basis: tuple[Basis, ...]
    terms: tuple[TermRow, ...]

    def weakest(self, language: str) -> Basis:
        """What it rests on least surely for somebody who reads `language`: that which stands beside it in a list. A
        sentence is no surer than that."""
        return max(self.basis, key=lambda one: LAW_MARKS.index(one.surely(language)))

    def to_be_verified(self, language: str) -> bool:
        """True where anything that it rests on was read nowhere, or our words in this language were not."""
        return self.weakest(language).surely(language) in UNVERIFIED

    def shown_in(self, language: str) -> str:
        """What stands beside it on a page in `language`, as `shown_mark`: a doubt about what it says comes first."""
        found = {one.shown_in(language) for one in self.basis}
        return next((one for one in (TO_VERIFY, WORDING) if one in found), "")

    @property
    def signed(self) -> bool:
        """True where all that it rests on was read at its source and signed in this nation's register. Else the words
        are a proposal: "you can ask", and not "you have the right"."""
        return all(one.signed for one in self.basis)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every right by its code, in the order in which they are shown, and the names of the groups."""

    rights: dict[str, Right]
    groups: dict[str, LocalText]
    concerns: dict[str, Concern] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What a right may name: a group, a row of a legal library, a service."""

    groups: tuple[str, ...]
    laws: dict[str, Basis]
    services: tuple[str, ...]


def load(pack: str = "", readings: tuple[Read, ...] = ()) -> Catalogue:
    """Read the file, and a pack's own, with what two people read of the law laid over it. Raises ContentError."""
    top = read_file(content_root() / FILE)
    laws = _laws(readings)
    groups = {row.text("id"): row.local("names") for row in top.rows("groups")}
    known = Known(tuple(groups), laws, tuple(one.id for one in content.load_services()))
    rights = {row.text("id"): _right(row, known) for row in top.rows("rights")}
    own = pack_folder(pack) / FILE if pack else None
    if own is not None and own.is_file():
        rights |= {row.text("id"): _right(row, known) for row in read_file(own).rows("rights")}
    order = list(groups)
    rights = dict(sorted(rights.items(), key=lambda one: order.index(one[1].group)))
    return Catalogue(rights, groups, {code: one.concern for code, one in rights.items()})


def catalogue() -> Catalogue:
    """The rights of this nation."""
    pack = Stamp.objects.filter(pk=1).values_list("pack", flat=True).first() or ""
    return _of(pack, queries_library.in_force())


@lru_cache(maxsize=4)
def _of(pack: str, readings: tuple[Read, ...]) -> Catalogue:
    return load(pack, readings)


def _laws(readings: tuple[Read, ...]) -> dict[str, Basis]:
    """Each row of the legal libraries by its id: a right names it, and its mark is kept in one place."""
    return {
        row: Basis(
            row,
            one.row.title,
            one.text.names,
            one.row.article,
            one.row.source,
            one.row.mark,
            signed=one.before is not None and one.row.mark == library.READ and not one.row.to_be_verified,
            marks=one.row.marks,
            doubted=one.row.to_be_verified,
        )
        for row, one in library.laid_over(readings).items()
    }


def _right(row: Row, known: Known) -> Right:
    unknown = [one for one in row.words("legal") if one not in known.laws]
    if unknown:
        raise row.gap(f"legal names {', '.join(unknown)}, which no legal library has")
    if drafts := [one for one in row.words("legal") if known.laws[one].mark == DRAFT]:
        raise row.gap(f"legal names {', '.join(drafts)}: a draft (D) is not in force, and no right rests on it")
    own = tuple(
        Basis(one.text("id"), one.local("names"), None, "", one.text("source"), one.one_of("mark", MARKS))
        for one in row.rows("basis")
    )
    basis = (*(known.laws[one] for one in row.words("legal")), *own)
    if not basis:
        raise row.gap("nothing is said of what it rests on: legal or basis")
    return Right(
        id=row.text("id"),
        group=row.one_of("group", known.groups),
        names=row.local("names"),
        plain=row.local("plain"),
        audio=row.text("audio"),
        concern=_concern(row),
        granted_by=_known(row, "granted_by", INSTITUTION_KINDS),
        helped_by=_known(row, "helped_by", known.services),
        agreement=row.flag("agreement"),
        proceedings=row.flag("proceedings", default=False),
        evidence=row.maybe_local("evidence"),
        basis=basis,
        terms=tuple(_term(one) for one in row.rows("terms")),
    )


def _concern(row: Row) -> Concern:
    return Concern(
        ages=_known(row, "ages", rules.AGES, needed=False),
        nationalities=_known(row, "nationalities", rules.NATIONALITIES, needed=False),
        status=row.one_of("status", rules.STATUSES, rules.ANY),
        # A complaint, a testimony or cooperation is not among them: no right is made to depend on one.
        when_any=_known(row, "when_any", rules.CONDITIONS, needed=False),
    )


def _known(row: Row, key: str, allowed: tuple[str, ...], *, needed: bool = True) -> tuple[str, ...]:
    found = row.words(key)
    if needed and not found:
        raise row.gap(f"{key} is empty")
    strange = [one for one in found if one not in allowed]
    if strange:
        raise row.gap(f"{key} has {', '.join(strange)}, not one of {', '.join(allowed)}")
    return found


def _term(row: Row) -> TermRow:
    months, days, mark = row.maybe_number("months"), row.maybe_number("days"), row.one_of("mark", MARKS)
    if (mark == rules_days.DRIVES) != (months is not None or days is not None) or (months and days):
        raise row.gap("a term has months or days when its mark is C, and no length otherwise")
    term = Term(row.one_of("from", rules_days.SINCE), mark, months, days)
    return TermRow(row.text("id"), row.local("names"), term, row.text("source"), mark)
