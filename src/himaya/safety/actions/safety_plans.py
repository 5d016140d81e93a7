"""The verbs of a safety plan: written with the person, revised as a new version, ended. No word is ever edited."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.cases import access as cases
from himaya.cases import policy as cases_policy
from himaya.cases.actions import quiet
from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit
from himaya.legal.gate import check_real_identities
from himaya.safety import access, policy, queries, rules
from himaya.safety.actions.contact_rules import CLOSED
from himaya.safety.models import SafetyPlan

# Eleven parts of so many letters, in so many lines at most, stay on one page.
LONGEST, MOST_LINES, ALTOGETHER = 400, 8, 2800


def write(*, case_id: UUID, parts: Mapping[str, str], language: str, by: Actor) -> int:
    """Write the first version, or one after the last was ended. Returns its number.

    Raises NotPermitted, NotFound, NotNow (closed, one stands, no legal set-up), NotValid (the code names the part).
    """
    policy.check_works(by)
    said = _checked(parts, language)
    with unit(by=by) as u:
        case = cases.lock_case(by, case_id)
        _check_open(case)
        if queries.standing_plan(case.pk) is not None:
            raise NotNow(_("A plan stands already. Revise it: the earlier version stays."), code="stands")
        row = _next(u, case, said, language)
        u.log("safety_plan.written", object_type="case", object_id=case.pk, subjects=[case.person_id])
        return row.number


def revise(*, case_id: UUID, parts: Mapping[str, str], language: str, after: int, by: Actor) -> int:
    """Write the next version; `after` is the one that the page showed. Returns the new number.

    Raises NotPermitted, NotFound, NotNow (closed, none stands, somebody was quicker), NotValid.
    """
    policy.check_works(by)
    said = _checked(parts, language)
    with unit(by=by) as u:
        case, last = access.lock_plan(by, case_id)
        _check_open(case)
        if last.number != after:
            raise NotNow(
                _("A colleague revised the plan meanwhile. Read their version below, then put yours in."),
                code="revised",
            )
        row = _next(u, case, said, language)
        u.log("safety_plan.revised", object_type="case", object_id=case.pk, subjects=[case.person_id])
        return row.number


def end(*, case_id: UUID, after: int, reason: str, by: Actor) -> None:
    """End the plan that stands; it stays, with its day and reason. `after` is the version that the page showed.

    Raises NotPermitted, NotFound, NotNow (none stands, somebody was quicker), NotValid.
    """
    policy.check_works(by)
    if reason not in rules.ENDED:
        raise NotValid(_("Say why the plan ends."), code="reason")
    with unit(by=by) as u:
        _case, row = access.lock_plan(by, case_id)
        if row.number != after:
            raise NotNow(_("A colleague revised the plan meanwhile. Read it before you end it."), code="revised")
        row.ended_by, row.ended_on, row.reason = cases_policy.account_of(by), clock.today(), reason
        row.save(update_fields=["ended_by", "ended_on", "reason"])
        quiet.stirred(case_id)
        u.log("safety_plan.ended", object_type="case", object_id=case_id, subjects=[row.person_id])


def _checked(parts: Mapping[str, str], language: str) -> dict[str, str]:
    if language not in rules.LANGUAGES:
        raise NotValid(_("Choose the language of the plan."), code="language")
    said = {name: words.replace("\0", "").strip() for name, words in parts.items() if name in rules.PARTS}
    for name, words in said.items():
        if len(words) > LONGEST or words.count("\n") >= MOST_LINES:
            raise NotValid(_("The plan fits on one page. Say this part in fewer words."), code=name)
    if sum(len(words) for words in said.values()) > ALTOGETHER:
        raise NotValid(_("The plan fits on one page. Say the longest parts in fewer words."), code=rules.PARTS[0])
    found = rules.said_parts(said)
    if not found:
        raise NotValid(_("Write at least one part. A plan may begin with a single line."), code=rules.PARTS[0])
    return found


def _check_open(case: Case) -> None:
    if case.state != "open":
        raise NotNow(CLOSED, code="closed")
    check_real_identities(case.institution_id)


def _next(u: Unit, case: Case, said: dict[str, str], language: str) -> SafetyPlan:
    last = SafetyPlan.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    row = SafetyPlan(
        person_id=case.person_id,
        case=case,
        number=last + 1,
        language=language,
        desk_id=u.by.desk_id,
        written_by=cases_policy.account_of(u.by),
        written_on=clock.today(),
    )
    seal(row, parts=said)
    row.save(force_insert=True)
    quiet.stirred(case.pk)
    u.tell("safety_plan.made", case=str(case.pk), at=clock.now().isoformat())
    return row
