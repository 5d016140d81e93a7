"""How a case begins at a desk with what came from another one: a person and a file of its own, and nothing else.

Taken over by a hand-over, or, for a child, by taking the referral: who protects the child holds the case from that
moment, and nobody's yes is waited for (do-no-harm 6, ADR 82).
"""

from himaya.cases import arrival_marks, contacts, known_as, policy, queries_handovers, states
from himaya.cases import rules_handovers as rules
from himaya.cases.actions import exclusions, grants
from himaya.cases.models import Arrival, Case, HandOver, Referral
from himaya.cases.packets import Parts
from himaya.kernel import clock, wall
from himaya.kernel.access import Access
from himaya.kernel.ids import new_reference
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit
from himaya.persons.actions import people
from himaya.persons.actions.people import CONTACT_KEYS, Identity


def arrive(u: Unit, case: Case, packet: Parts, *, route: str, mark: str = "") -> Case:
    """Open the case at the actor's desk. The caller holds `case`, which stays where it is, and has checked who.

    Inside one institution the person is known already; elsewhere one is added, of what was sent and of nothing else.
    """
    identity, story = packet
    contact = dict(identity.get("safe_contact", {}))
    who = Identity(
        full_name=identity.get("identity") or identity.get("first_name", ""),
        phone=identity.get("telephone", ""),
        safe_contact={key: said for key, said in contact.items() if key in CONTACT_KEYS},
        meeting_place=identity.get("meeting_place", ""),
    )
    inside = case.institution_id == u.by.institution_id
    person_id = case.person_id if inside else people.add(institution_id=u.by.institution_id, identity=who, by=u.by)
    opened = Case.objects.create(
        reference=new_reference(),
        person_id=person_id,
        institution_id=u.by.institution_id,
        desk_id=u.by.desk_id,
        opened_by=policy.account_of(u.by),
        opened_on=clock.today(),
        route=route,
        age_group=case.age_group,
        language=case.language,
        region=case.region,
    )
    grants.hold(u, opened)
    exclusions.follow(u, opened)
    arrival = Arrival(
        person_id=person_id,
        case=opened,
        from_desk_id=case.desk_id,
        mark=mark,
        arrived_on=clock.today(),
        first_contact_at=contacts.met(case),
    )
    seal(arrival, story=story or None)
    arrival.save(force_insert=True)
    # The paper in the person's hand bears the reference of a referral to this desk: it opens the new file from now on.
    known_as.remember_received(opened, case.pk)
    u.log("case.opened", object_type="case", object_id=opened.pk, code="handed_over", subjects=[person_id])
    return opened


def follow(u: Unit, row: Referral) -> None:
    """The desk that protects a child and took their referral holds a case, begun with the packet; once for each file.

    The sender keeps its rows under its own retention, sees state and report, and reads that the child is helped there.
    The caller holds the case of the referral, and the referral.
    """
    taken = row.services_taken or [row.service]
    if u.by.account_id is None or not rules.begins_a_case(
        basis=row.consent.basis, taken=taken, protects=queries_handovers.protects_children(row.to_desk)
    ):
        return
    with wall.beyond(wall.EVERYTHING):
        marks = arrival_marks.marks_of(row.case_id, row.to_desk_id)
        came = Arrival.objects.filter(mark__in=marks).select_related("case")
        standing = [one.case for one in came if one.case.state == "open" and one.case.desk_id == row.to_desk_id]
        if standing:
            # The paper of the later referral opens it too.
            known_as.remember(standing[0], row.reference)
            return
        case = Case.objects.get(pk=row.case_id)
        own = known_as.grown_from(u.by, row)
        if own is not None and own.state == "open":
            # The desk said that it holds a file of this child: no second one is begun.
            _went(u, case, row)
            return
        used = {one.mark for one in came}
        mark = next((one for one in marks if one not in used), "")
        sealed = Referral.objects.get(pk=row.pk)
        with Access(u.by, "give_service", action="referral.read") as reader:
            reader.open(sealed)
            packet = (dict(sealed.packet_identity or {}), dict(sealed.packet_story or {}))
        arrive(u, case, packet, route=states.CHILD, mark=mark)
        _went(u, case, row)


def _went(u: Unit, case: Case, row: Referral) -> None:
    """So that the file is offered to nobody else, and its desk reads where the child is helped."""
    now = clock.now()
    for offer in HandOver.objects.filter(case=case, state=rules.OFFERED).select_for_update(of=("self",)):
        offer.state, offer.ended_at = rules.TAKEN_BACK, now
        offer.save(update_fields=["state", "ended_at"])
        u.log("handover.taken_back", object_type="case", object_id=case.pk, subjects=[case.person_id])
    gone = HandOver.objects.create(
        case=case,
        from_desk_id=case.desk_id,
        to_desk=row.to_desk,
        reason=rules.GIVES_WHAT_IS_NEEDED,
        data_classes=row.consent.data_classes,
        state=rules.ACCEPTED,
        offered_by=row.sent_by,
        offered_at=row.sent_at,
        expires_at=rules.ends_at(row.sent_at),
        ended_at=now,
    )
    u.log("handover.accepted", object_type="case", object_id=case.pk, code=gone.reason, subjects=[case.person_id])
    u.tell("handover.accepted", handover=str(gone.pk), case=str(case.pk))
