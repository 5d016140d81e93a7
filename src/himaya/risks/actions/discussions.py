"""The verb of a talk about two views of a risk: both stay as they are, and the talk says which one stands."""

from uuid import UUID

from himaya.cases.actions import quiet
from himaya.cases.policy import account_of
from himaya.kernel import clock
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import unit
from himaya.risks import access, policy, queries, rules
from himaya.risks import words as sentences
from himaya.risks.models import Discussion

LONGEST = 1000
MOST = 2000


def note(*, case_id: UUID, domain: str, stands: str, words: str, seen: int, instance_id: UUID, by: Actor) -> Discussion:
    """Write down that the two views of a domain were talked about; `seen` is the number of the rating that the page
    showed. The same form sent again keeps one line.

    Raises NotPermitted, NotFound, NotNow (closed, no rating, another one since, nothing to settle, full), NotValid.
    """
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        apart = policy.sits_apart(by)
        policy.check_domain(domain, apart=apart)
        rows = Discussion.objects.filter(case=case)
        done = rows.filter(instance_id=instance_id).defer("said", "words").first()
        if done is not None:
            return done
        if stands not in (rules.HERS, rules.OURS):
            raise NotValid(sentences.CHOOSE_STANDS, code="stands")
        if len(words) > LONGEST:
            raise NotValid(sentences.TOO_LONG, code="words")
        rating = queries.last_rating(case.pk, domain)
        if rating is None:
            raise NotNow(sentences.NO_RATING, code="no_rating")
        if rating.number != seen:
            raise NotNow(sentences.OTHER_TAB, code="other_tab")
        if rows.count() >= MOST:
            raise NotNow(sentences.FULL, code="full")
        with Access(by, access.PURPOSE, action="risk_assessment.read", about=("case", case.pk)) as reader:
            view = access.under(reader, case, apart=apart).domains[domain]
            if not view.differs:
                raise NotNow(sentences.NO_DIFFERENCE, code="no_difference")
            ours_then = view.worker.at_least
        row = Discussion(
            person_id=case.person_id,
            case=case,
            rating=rating,
            instance_id=instance_id,
            number=queries.next_number(rows.filter(domain=domain)),
            domain=domain,
            at=clock.now(),
            desk_id=by.desk_id,
            written_by=account_of(by),
        )
        said = {"ours_then": ours_then, "stands": stands}
        seal(row, said=said, words=words.replace("\0", "").strip() or None)
        row.save(force_insert=True)
        quiet.stirred(case.pk)
        u.log("risk_discussion.noted", object_type="case", object_id=case.pk, subjects=[case.person_id])
        return row
