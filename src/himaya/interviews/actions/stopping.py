"""How a running sitting stops or rests. Called inside the unit of a verb, by whoever holds the interview."""

from himaya.cases.actions import quiet
from himaya.interviews import access, states
from himaya.interviews.actions import lines
from himaya.interviews.models import Interview, Moment, Sitting
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.unit import Unit


def stop(u: Unit, row: Interview, ending: str, by: Actor) -> None:
    """The sitting ends; how is written with it, and nowhere outside it."""
    sitting = running(row)
    row.state = states.TRANSITIONS["end"][1]
    row.save(update_fields=["state"])
    Sitting.objects.filter(pk=sitting.pk).update(ended_at=clock.now(), ending=ending)
    moment(row, states.END, by, sitting=sitting)
    quiet.stirred(row.case_id)
    u.log("interview.sitting_ended", **access.about(row))


def rest(u: Unit, row: Interview, by: Actor) -> None:
    """No more questions: a break begins, whoever asked for it."""
    row.state = states.PAUSED
    row.save(update_fields=["state"])
    moment(row, states.PAUSE, by)
    u.log("interview.paused", **access.about(row))


def moment(row: Interview, kind: str, by: Actor, *, sitting: Sitting | None = None) -> None:
    """A moment without words."""
    lines.add(Moment, row, by=by, sealed={"words": None}, kind=kind, sitting=sitting or running(row))


def running(row: Interview) -> Sitting:
    """The sitting that goes on, of an interview whose state says so: each verb has looked at it, and refused.

    Where the two did not agree it would be a fault of ours, and no refusal to show.
    """
    return Sitting.objects.defer("conditions").get(interview=row, ended_at__isnull=True)
