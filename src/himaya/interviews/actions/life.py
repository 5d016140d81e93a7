"""What a form says of danger: the desk that holds the file is told, and not why.

No verb by itself: part of keeping the form. The answers stay sealed in it; only the moment goes along. Which answers
call for what stands in the table of consequences.
"""

from himaya.institutions import consequences
from himaya.instruments import guard
from himaya.instruments.xform import local
from himaya.interviews import access, rules
from himaya.interviews.actions import lines
from himaya.interviews.models import Draft, Interview
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.kernel.unit import Unit

ACT_NOW, IN_DANGER = "interview.act_now", "interview.in_danger"


def told(u: Unit, row: Interview, draft: Draft, xml: str, by: Actor) -> None:
    """When the form says so, and again when it says one more: what was looked at yesterday is not what is said today.

    A tap that was a slip is looked at, and not taken back in silence. Also while the form is still filled in: whoever
    hears this stops the questions, and the form may never be finished.
    """
    form, said = _said(xml)
    acts = rules.heard(said, consequences.grave_in(form, ACT_NOW))
    dangers = rules.heard(said, consequences.grave_in(form, IN_DANGER))
    life, danger = acts > draft.acts, dangers > draft.dangers
    if (acts, dangers) == (draft.acts, draft.dangers):
        return
    draft.acts, draft.dangers = acts, dangers
    draft.save(update_fields=["acts", "dangers"])
    if life:
        act_now(u, row, draft)
    if danger:
        in_danger(u, row, by)


def act_now(u: Unit, row: Interview, draft: Draft | None) -> None:
    """A life may be in danger: somebody acts now. From this moment on the pages of the interview say so."""
    if draft is not None:
        draft.acts_at = clock.now()
        draft.save(update_fields=["acts_at"])
    u.log("interview.act_now", **access.about(row))
    u.tell("interview.act_now", case=str(row.case_id))


def in_danger(u: Unit, row: Interview, by: Actor) -> None:
    """There is danger from others. Each time a name of its own: what is said tomorrow is looked at tomorrow."""
    u.log("interview.in_danger", **access.about(row))
    worker = str(lines.account(by))
    u.tell("interview.in_danger", case=str(row.case_id), desk=by.desk_id, worker=worker, said=str(new_id()))


def _said(xml: str) -> tuple[str, dict[str, str]]:
    root = guard.parse(xml.encode("utf-8", "surrogatepass"))
    return root.get("id", ""), {local(one): (one.text or "").strip() for one in root.iter() if isinstance(one.tag, str)}
