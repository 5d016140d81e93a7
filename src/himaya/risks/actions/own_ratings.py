"""The verb of the person's own rating: a line of its own, which nobody writes over."""

from uuid import UUID

from himaya.cases.actions import quiet
from himaya.cases.policy import account_of
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.sealed import seal
from himaya.kernel.unit import unit
from himaya.risks import access, nearer, policy, queries, rules
from himaya.risks import words as sentences
from himaya.risks.models import OwnRating

LONGEST = 1000
MOST = 2000


def note(*, case_id: UUID, domain: str, level: str, words: str, instance_id: UUID, by: Actor) -> OwnRating:
    """Write down how the person sees one domain. The same form sent again keeps one line.

    Raises NotPermitted, NotFound, NotNow (closed, full), NotValid (the code names the field).
    """
    with unit(by=by) as u:
        case = access.lock_case(by, case_id)
        policy.check_domain(domain, apart=policy.sits_apart(by))
        rows = OwnRating.objects.filter(case=case)
        done = rows.filter(instance_id=instance_id).defer("level", "words").first()
        if done is not None:
            return done
        if level not in rules.LEVELS:
            raise NotValid(sentences.CHOOSE_OWN, code="own")
        if len(words) > LONGEST:
            raise NotValid(sentences.TOO_LONG, code="words")
        if rows.count() >= MOST:
            raise NotNow(sentences.FULL, code="full")
        row = OwnRating(
            person_id=case.person_id,
            case=case,
            instance_id=instance_id,
            number=queries.next_number(rows.filter(domain=domain)),
            domain=domain,
            at=clock.now(),
            desk_id=by.desk_id,
            written_by=account_of(by),
        )
        seal(row, level=level, words=words.replace("\0", "").strip() or None)
        row.save(force_insert=True)
        nearer.keep_first(case, level)
        nearer.bring(u, case, by=by)
        quiet.stirred(case.pk)
        u.log("own_rating.noted", object_type="case", object_id=case.pk, subjects=[case.person_id])
        return row
