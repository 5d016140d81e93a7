"""What stands between a line that the person agreed to and the desk that is to do it; and who says how it goes."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from himaya.cases.models import Case
from himaya.institutions import queries as institutions
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.errors import NotNow
from himaya.legal import gate
from himaya.plans import queries, states
from himaya.plans.models import Line

NOT_REACHED = "desk_not_reached"


def check(case: Case, line: Line) -> None:
    """Raises NotNow unless this line may be given to its desk now, and the desk would see it."""
    check_told(case, line)
    if line.desk.reached_by != "account":
        raise NotNow(
            gettext(
                "%(desk)s has no account here and would not see it. Call them, then write here yourself how it goes."
            )
            % {"desk": line.desk.name},
            code=NOT_REACHED,
        )


def check_told(case: Case, line: Line) -> None:
    """Raises NotNow unless the desk of this line may be told of it now, in whatever way.

    The law on transfers comes before the person: nobody is asked about what may not go in any case.
    """
    _check_stands(line.desk)
    gate.check_recipient(sender_id=case.institution_id, receiver=line.desk.institution)
    if not queries.may_give(line):
        raise NotNow(
            _(
                "The person has not agreed that this desk sees its lines of the plan. Ask them, and write the "
                "answer down under “Agreements”; then give it."
            ),
            code="not_agreed",
        )


def against(case: Case, line: Line) -> NotNow | None:
    """What stands today against giving this line to its desk; None when nothing does."""
    try:
        check(case, line)
    except NotNow as refusal:
        return refusal
    return None


def stands_in(case: Case, line: Line) -> bool:
    """Whether the desk that holds the plan says how a line of another desk goes, because that one cannot.

    It has no account, closed or is not vetted any more; it no longer sees the line; or it was never given it: it had
    begun it as a line of its own, before the file went to the desk that holds it now.
    """
    if line.desk_id == case.desk_id or line.state not in (states.ACCEPTED, *states.EXPECTED):
        return False
    if line.desk.reached_by != "account" or _gone(line.desk) or _over(line.desk):
        return True
    return line.state in states.EXPECTED and (line.given_at is None or bool(queries.unseen(case, [line])))


def reminded(case: Case, line: Line) -> str | None:
    """At which desk a line comes to mind: the one that says how it goes. Empty: at the one that holds the file; None:
    at none, for it is done or was never given.

    A desk without an account could not read a task about it, even while a referral stands there.
    """
    if line.state not in (states.ACCEPTED, *states.EXPECTED):
        return None
    if line.desk_id == case.desk_id:
        return ""
    if stands_in(case, line):
        return "" if line.state in states.EXPECTED else None
    return line.desk_id if queries.with_its_desk(line) else None


def _check_stands(desk: Desk) -> None:
    if _gone(desk):
        raise NotNow(
            gettext(
                "%(desk)s has closed. Nothing was given. Say here that it is not available, and add a line for "
                "another desk."
            )
            % {"desk": desk.name},
            code="desk_closed",
        )
    if _over(desk):
        raise NotNow(
            gettext(
                "The vetting of %(desk)s has run out. Nothing was given. Say here that it is not available, and add a "
                "line for another desk."
            )
            % {"desk": desk.name},
            code="vetting_over",
        )


def _gone(desk: Desk) -> bool:
    return not institutions.standing_desks().filter(pk=desk.pk).exists()


def _over(desk: Desk) -> bool:
    return desk.vetted_until is not None and desk.vetted_until < clock.today()
