"""Who speaks for which institution, today, before and after: institutions as they stand, with their mandates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from himaya.institutions import rules_mandates
from himaya.institutions.models import Delegate, Institution, Mandate
from himaya.institutions.rules_mandates import Span
from himaya.kernel import clock
from himaya.kernel.errors import NotFound


def valid_on(day: date) -> Q:
    """Narrows mandates to those that are valid on a day."""
    return Q(valid_to__isnull=True, valid_from__lte=day) | Q(valid_to__gte=day, valid_from__lte=day)


@dataclass(frozen=True, slots=True)
class Holding:
    """A mandate as it stands today. `standing` is of `rules_mandates`; `followed` when it was handed over."""

    mandate: Mandate
    standing: str
    followed: bool

    @property
    def runs(self) -> bool:
        """True today, also when it ends soon."""
        return self.standing in (rules_mandates.VALID, rules_mandates.ENDS_SOON)


@dataclass(frozen=True, slots=True)
class Post:
    """One role of an institution: who holds it today or will, who held it last when nobody does, when nobody did."""

    role: str
    now: list[Holding]
    to_come: list[Holding]
    past: list[Holding]
    gaps: list[Span]

    @property
    def standing(self) -> str:
        """ends_soon or valid when somebody holds it; else lapsed, or missing when nobody ever did."""
        if any(one.standing == rules_mandates.VALID for one in self.now):
            return rules_mandates.VALID
        if self.now:
            # Whoever ends soon and is followed leaves no gap.
            return rules_mandates.VALID if self.to_come else rules_mandates.ENDS_SOON
        return rules_mandates.LAPSED if self.past else rules_mandates.MISSING

    @property
    def last(self) -> Holding | None:
        """Who held it last, when nobody holds it today."""
        return self.past[0] if self.past and not self.now else None


def standing_institutions(on: date | None = None) -> "QuerySet[Institution]":
    """Institutions that stand on a day (by default today), or begin later, by their French name."""
    day = on or clock.today()
    rows = Institution.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    return rows.prefetch_related(_mandates()).order_by("name_fr", "pk")


def institution(institution_id: str) -> Institution:
    """One institution with its mandates and predecessors. Raises NotFound."""
    found = Institution.objects.filter(pk=institution_id).prefetch_related(_mandates(), "predecessors").first()
    if found is None:
        raise NotFound
    return found


def successors(row: Institution) -> "QuerySet[Institution]":
    """Those that took over from an institution."""
    return Institution.objects.filter(predecessors=row).order_by("valid_from", "pk")


def with_successors(institution_id: str) -> list[str]:
    """An institution and those that came after it, one after the other."""
    return _along(institution_id, ((older, newer) for newer, older in _links()))


def with_predecessors(institution_id: str) -> list[str]:
    """An institution and those that it came out of, one before the other."""
    return _along(institution_id, _links())


def _links() -> "QuerySet[Institution, tuple[str, str]]":
    """Each successor with an institution that it came out of."""
    return Institution.objects.filter(predecessors__isnull=False).values_list("pk", "predecessors__pk")


def _along(institution_id: str, links: Iterable[tuple[str, str]]) -> list[str]:
    pairs, found = list(links), [institution_id]
    for one in found:
        found += [to for start, to in pairs if start == one and to not in found]
    return found


def posts(row: Institution) -> list[Post]:
    """The three roles of an institution whose mandates were read along, in the order of the rules."""
    followed = {one.follows_id for one in row.mandates.all()}
    held = [_holding(one, followed) for one in row.mandates.all()]
    return [_post(role, [one for one in held if one.mandate.role == role]) for role in rules_mandates.ROLES]


def delegates_of(institution_id: str) -> "QuerySet[Delegate]":
    """Everybody on the list of an institution, by name."""
    rows = Delegate.objects.filter(institution_id=institution_id).select_related("account")
    return rows.order_by("name_latin", "name_arabic", "pk")


def delegate(delegate_id: UUID) -> Delegate:
    """One delegate. Raises NotFound."""
    found = Delegate.objects.select_related("institution", "account").filter(pk=delegate_id).first()
    if found is None:
        raise NotFound
    return found


def mandate(mandate_id: UUID) -> Mandate:
    """One mandate. Raises NotFound."""
    found = Mandate.objects.select_related("institution", "delegate").filter(pk=mandate_id).first()
    if found is None:
        raise NotFound
    return found


def _mandates() -> "Prefetch[str, QuerySet[Mandate], str]":
    return Prefetch("mandates", Mandate.objects.select_related("delegate__account").order_by("-valid_from", "pk"))


def _holding(row: Mandate, followed: Iterable[UUID | None]) -> Holding:
    standing = rules_mandates.standing(Span(row.valid_from, row.valid_to), clock.today())
    return Holding(row, standing, row.pk in followed)


def _post(role: str, held: list[Holding]) -> Post:
    spans = [Span(one.mandate.valid_from, one.mandate.valid_to) for one in held]
    return Post(
        role=role,
        now=[one for one in held if one.runs],
        to_come=[one for one in held if one.standing == rules_mandates.TO_COME],
        past=[one for one in held if one.standing == rules_mandates.LAPSED],
        gaps=rules_mandates.gaps(spans, until=clock.today()),
    )
