"""The verbs of an enquiry: asked with the person, taken back, compared by the worker, and deleted at its end."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.cases.models import Case
from himaya.cases.rules_assessing import is_known_adult
from himaya.enquiries import access, policy, queries, rules, states
from himaya.enquiries.models import Answer, Enquiry, Told
from himaya.kernel import clock, wall
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.ids import new_reference
from himaya.kernel.unit import unit
from himaya.legal import gate

NO_PARTY = _(
    "Your institution is no party to the protocol on enquiries: it asks nobody and is asked nothing. The data "
    "protection officer enters it, once it has signed."
)
CLOSED = _("This file is closed. Nobody is asked about a person with whom your desk is not in contact any more.")
OPEN_ALREADY = _(
    "An enquiry about this person is open already. Take it back before you ask others, or wait until it ends."
)
NOBODY_CHOSEN = _("Tick the services that the person chooses. Nothing is asked of the others.")
# What is missing of a yes, by the field.
NOT_YET: dict[str, Any] = {
    "agrees": _("Ask the person first, alone. Tick it when they agree; if they do not, go no further."),
    "heard": _("Hear the child first, in a way they understand, and tick it then."),
    "best": _("Say that it serves what is best for the child. If you doubt it, go no further."),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What was asked with the person: the services they chose, and that they agree; of a child two things more."""

    parties: tuple[str, ...]
    agrees: bool = False
    heard: bool = False
    best: bool = False


def is_child(case: Case) -> bool:
    """Doubt about age means child."""
    return not is_known_adult(case.age_group)


def check_yes(
    case: Case, *, agrees: bool, heard: bool, best: bool, not_yet: Mapping[str, Any] = MappingProxyType(NOT_YET)
) -> None:
    """Raises NotValid, with the field for its code, unless what was ticked is a yes of this person."""
    if missing := rules.said_yes(child=is_child(case), agrees=agrees, heard=heard, best=best):
        raise NotValid(not_yet[missing], code=missing)


def ask(*, case_id: UUID, said: Said, by: Actor) -> Enquiry:
    """Ask the services that the person chose whether they know them. Nothing is compared here: the worker does it.

    Raises NotPermitted, NotFound, NotNow (closed, no party, one is open, the gate, asked lately), NotValid.
    """
    policy.check_works(by)
    with unit(by=by) as u:
        case, people = access.lock_to_ask(by, case_id)
        check_may_ask(case)
        if queries.is_open(people):
            raise NotNow(OPEN_ALREADY, code="one_is_open")
        chosen = _chosen(case, said.parties, people)
        check_yes(case, agrees=said.agrees, heard=said.heard, best=said.best)
        now = clock.now()
        with wall.beyond(wall.EVERYTHING):
            # Of a sister desk too: one that ended and is still kept is in nobody's way.
            Enquiry.objects.filter(person_id__in=people, state=states.OPEN, expires_at__lte=now).update(
                state=states.OVER
            )
        row = Enquiry.objects.create(
            person_id=case.person_id,
            case=case,
            institution_id=case.institution_id,
            desk_id=by.desk_id,
            reference=new_reference(),
            parties=chosen,
            as_child=is_child(case),
            asked_by=cases.account_of(by),
            asked_at=now,
            expires_at=now + rules.OPEN_FOR,
        )
        u.log("enquiry.asked", **_about(row))
        u.tell("enquiry.asked", enquiry=str(row.pk))
    return row


def check_may_ask(case: Case) -> None:
    """Raises NotNow where nobody is asked from this file today, whoever was chosen."""
    if case.state != "open":
        raise NotNow(CLOSED, code="closed")
    if queries.party_of(case.institution_id) is None:
        raise NotNow(NO_PARTY, code="no_party")
    gate.check_real_identities(case.institution_id)


def _chosen(case: Case, parties: Collection[str], people: Collection[UUID]) -> list[str]:
    if not parties:
        raise NotValid(NOBODY_CHOSEN, code="parties")
    known = {one.institution.pk: one for one in queries.choices(case, people)}
    if not known.keys() >= set(parties):
        raise NotValid(
            _("One of these services is no party to the protocol any more. Untick it; the others can be asked."),
            code="parties",
        )
    for one in parties:
        if known[one].why_not:
            raise NotNow(known[one].why_not, code="parties")
        if known[one].again_at is not None:
            raise NotNow(
                _("One of these services was asked about this person less than a month ago. Untick it for now."),
                code="parties",
            )
    return sorted(set(parties))


def withdraw(*, case_id: UUID, enquiry_id: UUID, by: Actor) -> None:
    """The person takes it back, without a reason: from here on no desk sees anything that it did not decide yet.

    The same rows are touched whatever was found; what was told is deleted by the worker. On a closed file too.
    Raises NotPermitted, NotFound, NotNow (taken back already).
    """
    with unit(by=by) as u:
        row = access.lock_enquiry(by, case_id, enquiry_id)
        if row.state != states.OPEN:
            raise NotNow(_("This enquiry was taken back already. No desk sees it any more."), code="already_withdrawn")
        row.state, row.withdrawn_by, row.withdrawn_at = states.WITHDRAWN, cases.account_of(by), clock.now()
        row.save(update_fields=["state", "withdrawn_by", "withdrawn_at"])
        u.log("enquiry.withdrawn", **_about(row))
        u.tell("enquiry.withdrawn", enquiry=str(row.pk))


def compare(*, enquiry_id: UUID, by: Actor) -> list[Told]:
    """Compare tokens and tell the desks that may know the person; once for each enquiry. For the worker.

    Returns what was told, mostly nothing. The asker's side of the audit is the same in either case.
    """
    _check_system(by)
    with unit(by=by) as u:
        found = Enquiry.objects.filter(pk=enquiry_id, state=states.OPEN, compared_at__isnull=True).first()
        if found is None:
            return []
        likely = queries.found_by_tokens(found, found.parties)
        access.hold_files([found.case_id, *(case.pk for case in likely.values())])
        row = Enquiry.objects.select_for_update(of=("self",)).filter(pk=found.pk, compared_at__isnull=True).first()
        now = clock.now()
        if row is None or row.state != states.OPEN or rules.is_over(row.expires_at, now):
            return []
        told = _tell(row, likely)
        row.compared_at = now
        row.save(update_fields=["compared_at"])
        u.log("enquiry.compared", **_about(row))
        for one in told:
            u.log("enquiry.told", object_type="enquiry_told", object_id=one.pk, subjects=[one.person_id])
        return told


def _tell(row: Enquiry, likely: dict[UUID, Case]) -> list[Told]:
    """Once the files are held: whoever was erased, closed or left the protocol meanwhile is told nothing.

    Nor is a desk that still waits with its word about this person to the same institution: else a file invented after
    a file would have somebody asked again and again.
    """
    today = access.parties_held()
    asked_from = Case.objects.filter(pk=row.case_id, state="open", person__anonymous_since__isnull=True)
    if row.institution_id not in today or not asked_from.exists():
        return []
    still = queries.open_files(list(likely))
    # The parties are held: another enquiry that finds the same human, by whichever identity, comes before or after.
    waits = queries.told_already(list(likely), row.institution_id)
    return [
        Told.objects.create(
            enquiry=row,
            person_id=person,
            case=case,
            institution_id=case.institution_id,
            from_desk_id=row.desk_id,
            reference=row.reference,
            told_at=clock.now(),
            expires_at=row.expires_at,
        )
        for person, case in sorted(still.items(), key=lambda one: one[0].hex)
        if case.pk == likely[person].pk
        and person not in waits
        and case.institution_id in today
        and may_go(case, row.institution_id)
    ]


def may_go(case: Case, institution_id: str) -> bool:
    """True where this file's institution may let that other one know anything at all, by its own register."""
    try:
        gate.check_recipient(sender_id=case.institution_id, receiver=queries.institution(institution_id))
    except NotNow:
        return False
    return True


def forget(*, enquiry_id: UUID, by: Actor) -> list[Told]:
    """Delete what no desk decided of an enquiry that was taken back; returns what it was. For the worker."""
    _check_system(by)
    with unit(by=by):
        access.hold_files(Told.objects.filter(enquiry_id=enquiry_id).values_list("case_id", flat=True))
        gone = list(Told.objects.filter(enquiry_id=enquiry_id, state=states.WAITS).order_by("pk"))
        Told.objects.filter(pk__in=[one.pk for one in gone]).delete()
        return gone


def lapse(*, by: Actor) -> None:
    """Delete enquiries that are over with all that was told of them, and what an institution that left had. Worker."""
    _check_system(by)
    now = clock.now()
    of_today = list(queries.parties().values_list("institution_id", flat=True))
    left = ~Q(institution_id__in=of_today) | ~Q(enquiry__institution_id__in=of_today)
    ended = [
        row.pk
        for row in Enquiry.objects.filter(expires_at__lte=now).order_by("pk")
        if now >= rules.ends(row.expires_at, Answer.objects.filter(enquiry=row).values_list("at", flat=True))
    ]
    unsaid = Told.objects.filter(state=states.WAITS).filter(Q(expires_at__lte=now) | left)
    if not ended and not unsaid.exists():
        return
    with unit(by=by) as u:
        files = set(Enquiry.objects.filter(pk__in=ended).values_list("case_id", flat=True))
        files |= set(Told.objects.filter(enquiry__in=ended).values_list("case_id", flat=True))
        access.hold_files(files | set(unsaid.values_list("case_id", flat=True)))
        unsaid.delete()
        Told.objects.filter(enquiry__in=ended).delete()
        Answer.objects.filter(enquiry__in=ended).delete()
        Enquiry.objects.filter(pk__in=ended).delete()
        u.log("enquiry.lapsed", object_type="enquiry", object_id="")


def _check_system(by: Actor) -> None:
    if by.kind != "system":
        raise NotPermitted(code="system_only")


def _about(row: Enquiry) -> dict[str, Any]:
    return {"object_type": "enquiry", "object_id": row.pk, "subjects": [row.person_id]}
