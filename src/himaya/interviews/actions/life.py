"""What a form says of a life in danger: the desk that holds the file is told to act now, and not why.

No verb by itself: part of keeping the form. The answers stay sealed in it; only the moment goes along.
"""

from himaya.instruments import guard
from himaya.instruments.xform import local
from himaya.interviews import access, rules
from himaya.interviews.models import Draft, Interview
from himaya.kernel import clock
from himaya.kernel.unit import Unit


def told(u: Unit, row: Interview, draft: Draft, xml: str) -> None:
    """When the form says so, and again when it says one more: what was looked at yesterday is not what is said today.

    A tap that was a slip is looked at, and not taken back in silence. Also while the form is still filled in: whoever
    hears this stops the questions, and the form may never be finished.
    """
    before, draft.acts = draft.acts, rules.acts_now(_said(xml))
    if draft.acts == before:
        return
    if draft.acts < before:
        draft.save(update_fields=["acts"])
        return
    draft.acts_at = clock.now()
    draft.save(update_fields=["acts", "acts_at"])
    u.log("interview.act_now", **access.about(row))
    u.tell("interview.act_now", case=str(row.case_id))


def _said(xml: str) -> dict[str, str]:
    root = guard.parse(xml.encode("utf-8", "surrogatepass"))
    return {
        local(one): (one.text or "").strip()
        for one in root.iter()
        if isinstance(one.tag, str) and local(one) in rules.ASKED_OF_LIFE
    }
