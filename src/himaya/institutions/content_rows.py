"""The rows of the reference content once read: frozen, typed, three languages each. No Django, no clock."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

LANGUAGES = ("fr", "ar", "en")
MARKS = ("C", "C2", "G", "?")
UNVERIFIED = frozenset({"G", "?"})
# A bill: not in force, so it drives nothing and no right rests on it. Only a row of a legal library carries it.
DRAFT = "D"
# From the surest to the least sure.
LAW_MARKS = (*MARKS, DRAFT)
# What a page shows beside a row of law (`shown_mark`).
TO_VERIFY, WORDING = "?", "wording"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALWAYS_OPEN = "24/7"
URGENCIES = ("urgent", "soon", "ordinary")
ELIGIBILITY = ("women", "men", "girls", "boys")
AUDIENCES = (
    "police",
    "labour",
    "health",
    "social",
    "border",
    "ngo",
    "prosecution",
    "child",
    "secretariat",
    "io",
    "coordination",
    "oversight",
    "technical",
)
INSTITUTION_KINDS = (
    "ministry",
    "police",
    "border",
    "gendarmerie",
    "prosecution",
    "judiciary",
    "delegation",
    "labour_inspectorate",
    "social_services",
    "child_protection",
    "hospital",
    "ngo",
    "international",
    "state",
    "consulate",
    "consular_service",
    "commission",
    "council",
    "data_authority",
)
REFERRAL_STATES = (
    "sent",
    "asked",
    "accepted",
    "accepted_in_part",
    "declined",
    "redirected",
    "reported_back",
)
NEXT_STEPS = ("now", "offer", "not_enough")

# An opening span of one day, both ends "HH:MM" in the pack's time zone; an empty tuple is a closed day.
Span = tuple[str, str]
Hours = Literal["24/7"] | dict[str, tuple[Span, ...]]


# A file of ours, and the place in it: of use to whoever checks the content, and no source to whoever reads a page.
_OURS = re.compile(r",?\s*\b(domain|design)/\S+\.md\b[^;]*")


def shown_source(source: str) -> str:
    """A source as a page names it: without files of this software. Empty where nothing else was named.

    >>> shown_source("domain/exploitation.md, Distinctions; UNODC SHERLOC"), shown_source("domain/legal.md section 2")
    ('UNODC SHERLOC', '')
    """
    parts = (_OURS.sub("", part).strip() for part in source.split(";"))
    return "; ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class LocalText:
    """One text in French, Arabic and English; none of them ever stands in for another."""

    fr: str
    ar: str
    en: str

    def in_language(self, language: str) -> str:
        """The text in `language`; KeyError for a language the content does not have."""
        return self.as_dict()[language]

    def as_dict(self) -> dict[str, str]:
        return {"fr": self.fr, "ar": self.ar, "en": self.en}


def weaker(*marks: str) -> str:
    """Of several marks the least sure."""
    return max(marks, key=LAW_MARKS.index)


def mark_in(language: str, mark: str, marks: Mapping[str, str]) -> str:
    """How surely a row was read, for somebody who reads it in `language`: what it says, and the words it is said in.

    `mark` is of what it says, in whichever language that was read; `marks` of the words, by language. A language of
    which nothing is said (English: no text of law of this nation is in it) translates what was read.
    Source: domain/legal.md, "Arabic wording".

    >>> mark_in("fr", "C", {"fr": "C", "ar": "G"}), mark_in("ar", "C", {"fr": "C", "ar": "G"}), mark_in("en", "C2", {})
    ('C', 'G', 'C2')
    """
    return weaker(mark, marks.get(language, mark))


def shown_mark(language: str, mark: str, marks: Mapping[str, str]) -> str:
    """What stands beside it on a page in `language`: DRAFT, TO_VERIFY, WORDING (what it says was read, its words in
    this language were not), or nothing. `parts/mark.html` has the words.

    >>> shown_mark("ar", "C", {"ar": "G"}), shown_mark("fr", "C", {"ar": "G"}), shown_mark("ar", "G", {"ar": "G"})
    ('wording', '', '?')
    """
    if mark == DRAFT:
        return DRAFT
    if mark in UNVERIFIED:
        return TO_VERIFY
    return WORDING if mark_in(language, mark, marks) in UNVERIFIED else ""


@dataclass(frozen=True, slots=True)
class ResponseTarget:
    """`minutes` counted by the clock, or in the receiving desk's opening hours."""

    minutes: int
    counted: Literal["clock", "open"]


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service a desk can be asked for, its proposed targets by urgency and the data that may go with it."""

    id: str
    names: LocalText
    plain: LocalText
    targets: dict[str, ResponseTarget]
    minimum_packet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataClassRow:
    """A kind of data a referral can carry; `key` names what seals it, `clear` means it is not sealed."""

    id: str
    names: LocalText
    meaning: LocalText
    key: Literal["identity", "story", "clear"]
    always: bool


@dataclass(frozen=True, slots=True)
class LanguageRow:
    id: str
    names: LocalText
    native: str
    interface: bool
    signed: bool


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """A coded reason and the verbs it may explain: decline, redirect, no_service, close."""

    id: str
    names: LocalText
    verbs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PurposeRow:
    """Why a record is opened; `reveals` allows the sealed identity, `review` makes somebody look at it later."""

    id: str
    names: LocalText
    meaning: LocalText
    reveals: bool
    review: bool


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role, the roles the same account never holds beside it, and the kinds of institution closed to it."""

    id: str
    names: LocalText
    meaning: LocalText
    reads_cases: bool
    writes: bool
    incompatible: tuple[str, ...]
    not_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegionRow:
    id: str
    code: str
    names: LocalText


@dataclass(frozen=True, slots=True)
class InstitutionRow:
    """An institution under one name, between two days; a change of name is a new row with `successor_of`."""

    id: str
    kind: str
    names: LocalText
    aliases: tuple[str, ...]
    parent: str | None
    successor_of: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    precision: str
    source: str
    mark: str
    note: LocalText | None

    @property
    def to_be_verified(self) -> bool:
        return self.mark in UNVERIFIED


@dataclass(frozen=True, slots=True)
class DeskRow:
    """Where referrals arrive. `capacity` is (total, free) places where that makes sense.

    `own_region` is where the desk itself is; None for the whole country and where the place is secret.
    """

    id: str
    institution: str
    audience: str
    names: LocalText
    regions: tuple[str, ...]
    services: tuple[str, ...]
    languages: tuple[str, ...]
    eligibility: tuple[str, ...]
    hours: Hours
    capacity: tuple[int, int] | None
    phone: str
    on_call: bool
    vetted_until: date | None
    after_hours: str | None
    reached_by: str = "account"
    own_region: str | None = None


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account named after its desk; `label` is what others see instead of a person's name."""

    username: str
    desk: str
    roles: tuple[str, ...]
    language: str
    label: LocalText


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    id: str
    number: str
    names: LocalText


@dataclass(frozen=True, slots=True)
class SafeContact:
    """How the person may be reached; `words` is what to say, read before anything else."""

    channel: str
    value: str
    when: str
    words: LocalText


@dataclass(frozen=True, slots=True)
class PersonRow:
    """An invented person of the demonstration. `latin` and `arabic` are (first, last)."""

    id: str
    latin: tuple[str, str]
    arabic: tuple[str, str]
    other_spellings: tuple[str, ...]
    birth_year: int
    age_group: str
    gender: str
    language: str
    interpreter: bool
    nationality: str
    region: str
    dependants: int
    safe_contact: SafeContact


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A sample referral; hours are counted back from the moment of seeding."""

    id: str
    person: str
    from_desk: str
    to_desk: str
    service: str
    urgency: str
    basis: str
    consent_language: str
    next_step: str
    first_line: tuple[int, ...]
    needs: tuple[str, ...]
    data_classes: tuple[str, ...]
    state: str
    reason: str | None
    question: str | None
    outcome: str | None
    guardian_implicated: str | None
    sent_hours_ago: int
    answered_hours_ago: int | None
    reported_hours_ago: int | None


@dataclass(frozen=True, slots=True)
class LegalText:
    """A law, treaty or rule as a whole; `unit` is the Arabic word for its articles (fasl or madda)."""

    id: str
    unit: Literal["fasl", "madda"]
    names: LocalText
    citation: str
    valid_from: date | None
    source: str
    mark: str

    @property
    def to_be_verified(self) -> bool:
        return self.mark in UNVERIFIED


@dataclass(frozen=True, slots=True)
class Bulletin:
    """The number and the day of the Official Bulletin, and how surely they are known."""

    number: str
    on: date
    mark: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of the law itself, in one language: where they were read, how surely, and where they were published.

    `variant`: what another source, `variant_source`, has instead of some of them; empty where none was found.
    """

    words: str
    source: str
    mark: str
    bulletin: Bulletin
    variant: str = ""
    variant_source: str = ""


@dataclass(frozen=True, slots=True)
class LegalRow:
    """An article in our words. A weak mark on any part puts "to be verified" on the whole row.

    `mark` is of what it says and decides what it may drive; `marks` is of our words, by language. `read_in`: the
    languages in which `source` was read. `quotations`: the words of the law, by language.
    """

    id: str
    text: str
    article: str
    title: LocalText
    summary: LocalText
    penalty: LocalText | None
    conflict: LocalText | None
    verify: LocalText | None
    source: str
    mark: str
    penalty_mark: str | None
    valid_from: date | None
    # What may rest on this article besides what every article says; empty for nothing.
    opens: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)
    read_in: tuple[str, ...] = ()
    quotations: Mapping[str, Quotation] = field(default_factory=dict)

    @property
    def draft(self) -> bool:
        """True for a bill: not in force."""
        return self.mark == DRAFT

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why the row drives nothing: its mark, that of its penalty, sources that differ. Empty where it may."""
        weak = UNVERIFIED | {DRAFT}
        found = {
            "mark": self.mark in weak,
            "penalty": self.penalty_mark in weak,
            "conflict": self.conflict is not None,
        }
        return tuple(why for why, is_so in found.items() if is_so)

    @property
    def to_be_verified(self) -> bool:
        """True when the row may drive nothing (domain/legal.md), in whichever language it is read."""
        return bool(self.doubts)

    def mark_in(self, language: str) -> str:
        """How surely it was read, for somebody who reads it in `language`."""
        return mark_in(language, self.mark, self.marks)

    def shown_in(self, language: str) -> str:
        """What stands beside it on a page in `language`: as `shown_mark`, and a doubt about any part counts."""
        found = shown_mark(language, self.mark, self.marks)
        return found if found == DRAFT or not self.to_be_verified else TO_VERIFY


@dataclass(frozen=True, slots=True)
class LegalLibrary:
    id: str
    names: LocalText
    as_of: date
    texts: tuple[LegalText, ...]
    rows: tuple[LegalRow, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """A nation as data: who its institutions are, where, and (for an invented one) who sits at which desk."""

    id: str
    invented: bool
    names: LocalText
    official_names: LocalText
    banner: LocalText | None
    languages: tuple[str, ...]
    default_language: str
    time_zone: str
    country_code: str
    # Of an invented nation alone: of a real one it is known from its country.
    calling_code: str
    currency: str
    week: tuple[str, ...]
    legal_library: tuple[str, ...]
    legal_note: LocalText | None
    emergency_numbers: tuple[EmergencyNumber, ...]
    regions: tuple[RegionRow, ...]
    institutions: tuple[InstitutionRow, ...]
    desks: tuple[DeskRow, ...]
    accounts: tuple[AccountRow, ...]
    people: tuple[PersonRow, ...]
    referrals: tuple[ReferralRow, ...]
