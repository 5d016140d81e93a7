"""Find before create: does this institution already know the person? Reasons come back, names never do."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.unit import unit
from himaya.persons import index, matching, policy
from himaya.persons.index_tokens import document_number
from himaya.persons.models import IndexToken, Person
from himaya.persons.name_compare import compare
from himaya.persons.names import FULL, PHONETIC_PAIR, SURNAME_YEAR
from himaya.persons.rules_matching import Signs, Weights, verdict
from himaya.persons.signs import hidden_by, signs_of

MOST_OPENED = 50
MOST_SHOWN = 10
PURPOSE = "matching"
# The strongest kind first: what fills the list of candidates before the weaker ones are asked.
KINDS = (index.DOCUMENT, FULL, SURNAME_YEAR, PHONETIC_PAIR)
LEAST_SCORE = 0.5


@dataclass(frozen=True)
class Candidate:
    """A person of the actor's institution who may be the one looked for; `score` from 0 to 1 only ranks.

    `also` are those who were said to be the same person: their files are the same person's.
    """

    person_id: UUID
    score: float
    reasons: tuple[str, ...]
    also: tuple[UUID, ...] = ()


def find_candidates(*, name: str, birth_year: int | None = None, document: str = "", by: Actor) -> list[Candidate]:
    """Candidates inside the actor's institution, best first. At most 50 are opened, in one audited access.

    A search that finds nobody leaves an audit row too. Raises NotPermitted for roles that do not work with people.
    """
    policy.check_search(by)
    wanted = index.names_in(name)
    tokens = index.tokens(wanted, birth_year=birth_year, document=document)
    people = list(Person.objects.filter(pk__in=blocked_ids(tokens, by.institution_id)))
    if not people:
        with unit(by=by) as u:
            u.log("person.searched", object_type="institution", object_id=by.institution_id, code="0", purpose=PURPOSE)
        return []
    scale = _scale(by.institution_id, name, birth_year, document)
    with Access(by, PURPOSE, action="person.searched") as access:
        access.open(*people)
        found = [_candidate(person, wanted, birth_year, document, scale) for person in people]
    likely = sorted((one for one in found if one is not None), key=lambda one: -one.score)
    return _once_each(likely)[:MOST_SHOWN]


@dataclass(frozen=True, slots=True)
class _Scale:
    """What a search of duplicates learnt, to weigh by: the same two people weigh the same there and here."""

    asked: Signs
    weights: Weights
    share: float | None
    hide: Callable[[str], str]


def _scale(institution_id: str, name: str, birth_year: int | None, document: str) -> _Scale | None:
    weights = matching.weights_of(institution_id)
    if weights is None:
        return None
    # Words without sounds are equal or not, here as in the search for duplicates; the index knows them by themselves.
    hide = hidden_by(os.urandom(32))
    asked = signs_of(name, birth=str(birth_year or ""), number=document, hide=hide)
    return _Scale(asked, weights, matching.share(institution_id, signs_of(name), weights.people), hide)


def _once_each(likely: list[Candidate]) -> list[Candidate]:
    """Those who were said to be one person stand once, as the likeliest of them."""
    joined = matching.same_as(one.person_id for one in likely)
    shown: list[Candidate] = []
    taken: set[UUID] = set()
    for one in likely:
        if one.person_id not in taken:
            others = joined.get(one.person_id, frozenset())
            taken |= others
            shown.append(replace(one, also=tuple(sorted(others))))
    return shown


def blocked_ids(tokens: Sequence[tuple[str, bytes]], institution_id: str) -> list[UUID]:
    """The people who share a token, strongest kind first, until the list is full. Ids only: nothing is opened."""
    chosen: dict[UUID, None] = {}
    for kind in KINDS:
        wanted = [token for token_kind, token in tokens if token_kind == kind]
        if not wanted or len(chosen) >= MOST_OPENED:
            continue
        rows = IndexToken.objects.filter(token__in=wanted, institution_id=institution_id, kind=kind)
        for person_id in rows.values_list("person_id", flat=True)[: MOST_OPENED * 4]:
            if len(chosen) < MOST_OPENED:
                chosen.setdefault(person_id)
    return list(chosen)


def _candidate(
    person: Person, wanted: list[str], birth_year: int | None, document: str, scale: _Scale | None
) -> Candidate | None:
    score, reasons = 0.0, []
    if document and document_number(person.document or "") == document_number(document):
        score, reasons = 1.0, [_("The same document number.")]
    kept = index.names_in(person.full_name or "", person.other_names or "")
    compared = [compare(one, other) for one in wanted for other in kept]
    if compared:
        best = max(compared, key=lambda one: (one.same, one.score))
        score = max(score, best.score)
        if best.same:
            reasons.append(_("A name that is written or sounds the same."))
        elif best.score >= LEAST_SCORE:
            reasons.append(_("A name that sounds alike."))
    year = index.year_of(person.birth or "")
    if birth_year is not None and year is not None:
        score = min(1.0, score + 0.05) if year == birth_year else max(0.0, score - 0.1)
        reasons.append(_("The same year of birth.") if year == birth_year else _("Another year of birth."))
    if score < LEAST_SCORE or not reasons:
        return None
    return Candidate(person.pk, round(score, 3) if scale is None else _weighed(person, scale), tuple(reasons))


def _weighed(person: Person, scale: _Scale) -> float:
    kept = signs_of(
        person.full_name or "",
        person.other_names or "",
        birth=person.birth or "",
        number=person.document or "",
        telephone=person.phone or "",
        hide=scale.hide,
    )
    return verdict(scale.asked, kept, scale.weights, share=scale.share).probability
