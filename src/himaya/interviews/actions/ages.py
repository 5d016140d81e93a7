"""Doubt about age, whether the file or the form says it: from then on the interview is one with a child.

No verbs by themselves: parts of one, called by whoever holds the interview.
"""

from contextlib import nullcontext, suppress
from uuid import UUID

from himaya.cases.actions import ages
from himaya.instruments import guard, usage
from himaya.instruments.xform import local
from himaya.interviews import access, queries, rules, states
from himaya.interviews.actions import stopping
from himaya.interviews.models import Draft, Interview
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import Refusal
from himaya.kernel.unit import Unit, unit


def settle(row: Interview) -> None:
    """Before a sitting is prepared or begun: the interview follows the file, one way only.

    The form for an adult is put aside as it stands; the one for a child is begun with the next sitting.
    """
    if not queries.doubted(row):
        return
    row.child = True
    if row.version_id is not None:
        usage.ended(row.version_id, row.institution_id)
        row.version = None
    row.save(update_fields=["child", "version"])
    Draft.objects.filter(interview=row, aside_at__isnull=True).update(aside_at=clock.now())


def told(u: Unit, row: Interview, xml: str, by: Actor, *, typing: str = "") -> None:
    """What the form for an adult says of the age moves the file, and stops the questions.

    The question in which somebody is `typing` is not answered yet: a 1 may become a 19, and this goes one way only.
    """
    said = {name: answer for name, answer in _ages(xml).items() if name != typing}
    if row.child or not rules.says_child(said):
        return
    if ages.doubt(row.case):
        u.log("interview.age_doubted", **access.about(row))
    if row.state == states.SITTING:
        stopping.rest(u, row, by)


def heard(interview_id: UUID, by: Actor, *, ends: bool = False) -> None:
    """While no sitting goes on, before anything else does: what the form says of the age as it was kept last.

    Also in a field that nobody left. A unit of its own: what the file learns stays, also where the verb after it is
    refused. `ends`: a reading that is refused, as by a budget that is spent, does not stand in the way.

    Raises as `access.lock` and, unless it `ends`, Access do.
    """
    with unit(by=by) as u:
        row = access.lock(by, interview_id, over=True)
        draft = queries.draft(row)
        if row.state not in states.AT_REST or queries.child(row):
            return
        if draft is None or draft.turn == 0 or draft.finished_at is not None:
            return
        with suppress(Refusal) if ends else nullcontext(), access.open_draft(by, draft) as (xml, _values):
            told(u, row, xml, by)


def heard_at_the_end(interview_id: UUID, by: Actor) -> None:
    """The same once a sitting is over, or nobody wishes it. What was not read then is heard before anything goes on."""
    heard(interview_id, by, ends=True)


def _ages(xml: str) -> dict[str, str]:
    root = guard.parse(xml.encode("utf-8", "surrogatepass"))
    return {
        local(one): (one.text or "").strip()
        for one in root.iter()
        if isinstance(one.tag, str) and local(one) in (rules.ASKED_AGE, rules.ASKED_DOUBT)
    }
