"""Who may do what at a round table, and who may see one. The secretariat runs it; institutions speak for themselves."""

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from himaya.coordination import states
from himaya.coordination.models import Cycle, RoundTable
from himaya.institutions import queries_mandates
from himaya.institutions.models import Delegate, Mandate
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted

SPEAKS = ("focal_point", "focal_point_alternate", "validating_authority")


def is_secretariat(actor: Actor) -> bool:
    """True for the secretariat, and for the system when it acts for it."""
    return actor.has("secretariat") or actor.kind == "system"


def takes_part(actor: Actor) -> bool:
    """True for whoever may open the pages of the round tables at all."""
    return actor.is_known and (is_secretariat(actor) or actor.has(*SPEAKS))


def check_secretariat(actor: Actor) -> None:
    """Raises NotPermitted unless the actor is of the secretariat."""
    if not is_secretariat(actor):
        raise NotPermitted(
            _("Only the secretariat does this. Write to it: it answers for the table."), code="not_secretariat"
        )


def my_mandates(actor: Actor, *, on: date | None = None) -> list[Mandate]:
    """The mandates that the actor's account holds for its own institution, valid on a day (by default today)."""
    if actor.account_id is None:
        return []
    rows = Mandate.objects.filter(
        queries_mandates.valid_on(on or clock.today()),
        delegate__account_id=actor.account_id,
        institution_id=actor.institution_id,
    )
    return list(rows.select_related("delegate", "institution").order_by("role"))


def check_has_mandate(actor: Actor) -> None:
    """Raises NotPermitted when the actor speaks for nobody today: the mandate has lapsed, or was never given."""
    if not my_mandates(actor):
        raise NotPermitted(
            _(
                "No mandate of yours is valid today. Ask your institution for a letter of designation; the "
                "secretariat enters it."
            ),
            code="no_valid_mandate",
        )


def check_speaks(actor: Actor, *, institution_id: str, on: date) -> Delegate:
    """The delegate as whom the actor speaks for an institution on that day.

    Raises NotPermitted for another institution, and for a mandate that is not valid on that day.
    """
    if actor.institution_id != institution_id:
        raise NotPermitted(
            _("You answer for your own institution only. This one answers for itself."), code="other_institution"
        )
    found = next((one for one in my_mandates(actor, on=on) if one.role in states.SPEAKING), None)
    if found is None:
        raise NotPermitted(
            _(
                "No mandate of yours is valid on the day of the meeting. Ask your institution for a letter of "
                "designation; the secretariat enters it."
            ),
            code="no_valid_mandate",
        )
    return found.delegate


def visible_cycles(actor: Actor) -> Q:
    """All cycles for the secretariat; for an institution those in which it has, or had, a seat, and told history."""
    if is_secretariat(actor):
        return Q()
    if not takes_part(actor) or not my_mandates(actor):
        return Q(pk__in=[])
    return Q(seats__institution_id=actor.institution_id) | Q(recorded=True)


def visible_tables(actor: Actor) -> Q:
    """The tables of the visible cycles; an institution sees one once it was convened."""
    if is_secretariat(actor):
        return Q()
    if not takes_part(actor) or not my_mandates(actor):
        return Q(pk__in=[])
    return Q(cycle__in=Cycle.objects.filter(visible_cycles(actor)).values("pk")) & ~Q(state=states.PLANNED)


def table_of(actor: Actor, table_id: UUID) -> RoundTable:
    """One table that the actor may know. Raises NotFound."""
    rows = RoundTable.objects.select_related("cycle__organiser", "cycle__funder", "chair")
    found = rows.filter(visible_tables(actor), pk=table_id).first()
    if found is None:
        raise NotFound
    return found


def cycle_of(actor: Actor, cycle_id: UUID) -> Cycle:
    """One cycle that the actor may know. Raises NotFound."""
    rows = Cycle.objects.select_related("organiser", "funder").filter(visible_cycles(actor), pk=cycle_id)
    found = rows.distinct().first()
    if found is None:
        raise NotFound
    return found


def delegate_with_mandate(*, delegate_id: UUID | None, institution_id: str, on: date) -> Delegate:
    """A delegate whom the secretariat names for an institution on a day. Raises NotPermitted without a mandate."""
    rows = Mandate.objects.filter(
        queries_mandates.valid_on(on),
        delegate__in=Delegate.objects.filter(pk=delegate_id) if delegate_id else [],
        institution_id=institution_id,
        role__in=states.SPEAKING,
    )
    found = rows.select_related("delegate").first()
    if found is None:
        raise NotPermitted(
            _(
                "This person has no mandate of that institution on the day of the meeting, so cannot speak or decide "
                "for it. Choose another delegate, or enter the letter of designation first."
            ),
            code="no_valid_mandate",
        )
    return found.delegate


def presides(actor: Actor, table: RoundTable) -> bool:
    """True for the delegate who chairs this table."""
    return table.chair is not None and actor.account_id is not None and table.chair.account_id == actor.account_id


def check_runs(actor: Actor, table: RoundTable) -> None:
    """Raises NotPermitted unless the actor is of the secretariat or presides over this table."""
    if not presides(actor, table):
        check_secretariat(actor)


def validating(*, institution_id: str, on: date, actor: Actor | None = None) -> Delegate:
    """The validating authority of an institution, or of its successor, on a day; with an actor, only that account.

    Raises NotPermitted.
    """
    answerable = queries_mandates.with_successors(institution_id)
    rows = Mandate.objects.filter(
        queries_mandates.valid_on(on),
        institution_id__in=answerable,
        role=states.VALIDATING,
    ).select_related("delegate")
    if actor is not None:
        if actor.institution_id not in answerable or actor.account_id is None:
            raise NotPermitted(
                _("You answer for your own institution only. This one answers for itself."), code="other_institution"
            )
        rows = rows.filter(delegate__account_id=actor.account_id, institution_id=actor.institution_id)
    found = rows.order_by("-valid_from").first()
    if found is None and actor is not None:
        raise NotPermitted(
            _("Only the validating authority of the institution confirms. Ask the secretariat who that is."),
            code="no_validating_mandate",
        )
    if found is None:
        raise NotPermitted(
            _(
                "The validating authority of this institution has no mandate that is valid on that day. Enter the "
                "letter of designation first; then confirm."
            ),
            code="no_validating_mandate",
        )
    return found.delegate
