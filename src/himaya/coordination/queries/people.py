"""Who sits at the table and who speaks for whom: all for the secretariat, its own cycles for an institution."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from himaya.coordination import policy, rules, states
from himaya.coordination.models import Cycle, Seat
from himaya.institutions import queries_mandates, rules_mandates
from himaya.institutions.models import Institution
from himaya.institutions.queries_mandates import Post
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Line:
    """An institution as it stands today. `whole`: the actor also sees addresses, accounts and past mandates."""

    institution: Institution
    seats: list[Seat]
    posts: list[Post]
    whole: bool

    @property
    def has_voice(self) -> bool:
        """Whether it keeps a seat that counts."""
        return any(seat.kind in states.VOICES for seat in self.seats)

    @property
    def titular_missing(self) -> bool:
        """Whether nobody is its titular today."""
        return not self.posts[0].now

    @property
    def to_look_at(self) -> list[Post]:
        """Roles that lapsed or end soon, and those that its seats need and nobody ever held."""
        alarming = (rules_mandates.LAPSED, rules_mandates.ENDS_SOON)
        return [
            post
            for post in self.posts
            if post.standing in alarming or (post.standing == rules_mandates.MISSING and self._needs(post.role))
        ]

    def _needs(self, role: str) -> bool:
        """A voice needs a titular; a validating authority only where the rules of the cycle wait for it."""
        waited_for = (rules.rules_of(seat.cycle.rules).confirm_by == states.AUTHORITIES for seat in self.seats)
        return self.has_voice and (
            role == rules_mandates.TITULAR or (role == rules_mandates.VALIDATING and any(waited_for))
        )


def people(actor: Actor) -> list[Line]:
    """The institutions that the actor may see, those to look at first, then by name."""
    rows = queries_mandates.standing_institutions()
    if not policy.is_secretariat(actor):
        rows = rows.filter(_seen(actor))
    seats: dict[str, list[Seat]] = {}
    for seat in _seats(actor):
        seats.setdefault(seat.institution_id or "", []).append(seat)
    found = [_line(actor, row, seats.get(row.pk, [])) for row in rows]
    return sorted(found, key=_order)


def _order(line: Line) -> tuple[bool, bool, bool, str]:
    """Those to look at first, whoever has nobody to speak before the others, then by name."""
    return not line.to_look_at, not (line.has_voice and line.titular_missing), not line.seats, line.institution.name


def one(actor: Actor, institution_id: str) -> Line:
    """One institution that the actor may see, also when it has closed. Raises NotFound."""
    if not policy.is_secretariat(actor) and not Institution.objects.filter(_seen(actor), pk=institution_id).exists():
        raise NotFound
    row = queries_mandates.institution(institution_id)
    return _line(actor, row, list(_seats(actor).filter(institution=row)))


def _seen(actor: Actor) -> Q:
    """Its own institution, and those with a seat in the cycles that it may know."""
    cycles = Cycle.objects.filter(policy.visible_cycles(actor)).values("pk")
    seated = Seat.objects.filter(cycle__in=cycles, institution__isnull=False).values("institution")
    return Q(pk=actor.institution_id) | Q(pk__in=seated)


def _seats(actor: Actor) -> "QuerySet[Seat]":
    today = clock.today()
    cycles = Cycle.objects.filter(policy.visible_cycles(actor), state=states.OPEN).values("pk")
    rows = Seat.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today), cycle__in=cycles)
    return rows.filter(institution__isnull=False).select_related("cycle").order_by("cycle__opened_on", "number")


def _line(actor: Actor, row: Institution, seats: list[Seat]) -> Line:
    whole = policy.is_secretariat(actor) or row.pk == actor.institution_id
    return Line(row, seats, queries_mandates.posts(row), whole)
