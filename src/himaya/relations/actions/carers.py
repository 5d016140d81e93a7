"""The verbs of who looks after a child: written down, and ended. What changed is a new line."""

from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.cases import access as cases
from himaya.cases import policy as cases_policy
from himaya.cases.actions import quiet
from himaya.cases.rules_assessing import is_known_adult
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import unit
from himaya.legal.gate import check_real_identities
from himaya.relations import access, policy, rules
from himaya.relations.content import catalogue
from himaya.relations.models import Carer

LONGEST = 400


def note(*, case_id: UUID, kind: str, implicated: str, words: str, by: Actor) -> int:
    """Write down somebody who looks after the child of a file, and whether they are implicated. Returns the number.

    Raises NotPermitted, NotFound, NotNow (closed, no child, no legal set-up), NotValid (the code names the field).
    """
    policy.check_works(by)
    if kind not in catalogue().carers:
        raise NotValid(_("Choose who looks after the child."), code="kind")
    if implicated not in rules.IMPLICATED:
        raise NotValid(_("Say whether they may be implicated. “Not known” is an answer."), code="implicated")
    said = words.replace("\0", "").strip()
    if len(said) > LONGEST:
        raise NotValid(_("Say it in a few words."), code="words")
    with unit(by=by) as u:
        case = cases.lock_case(by, case_id)
        if case.state != "open":
            raise NotNow(_("This file is closed. Open it again before something is added."), code="closed")
        if is_known_adult(case.age_group):
            raise NotNow(_("The file says adult. Nobody looks after an adult here."), code="no_child")
        check_real_identities(case.institution_id)
        last = Carer.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
        row = Carer(
            person_id=case.person_id,
            case=case,
            number=last + 1,
            kind=kind,
            implicated=implicated,
            desk_id=by.desk_id,
            noted_by=cases_policy.account_of(by),
            noted_on=clock.today(),
        )
        seal(row, words=said or None)
        row.save(force_insert=True)
        quiet.stirred(case.pk)
        u.log("carer.noted", object_type="case", object_id=case.pk, subjects=[case.person_id])
        return row.number


def end(*, case_id: UUID, number: int, reason: str, by: Actor) -> None:
    """End a line that does not hold any more; it stays, with its day and reason.

    That somebody may be implicated counts on, unless a second person ends the line as a mistake.
    Raises NotPermitted (also: a mistake of one's own), NotFound, NotNow (ended already), NotValid.
    """
    policy.check_works(by)
    if reason not in rules.CARER_ENDED:
        raise NotValid(_("Say why this line ends."), code="reason")
    with unit(by=by) as u:
        row = access.lock_carer(by, case_id, number)
        if row.ended_on is not None:
            raise NotNow(_("This line was ended already. Nothing was changed."), code="carer_ended")
        if row.implicated == rules.YES and reason == rules.MISTAKE and row.noted_by == by.account_id:
            raise NotPermitted(
                _("You wrote that they may be implicated. A second person of your desk says that it was a mistake."),
                code="same_person",
            )
        row.ended_by, row.ended_on, row.reason = cases_policy.account_of(by), clock.today(), reason
        row.save(update_fields=["ended_by", "ended_on", "reason"])
        quiet.stirred(case_id)
        u.log("carer.ended", object_type="case", object_id=case_id, subjects=[row.person_id])
