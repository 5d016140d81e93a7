"""The stages of `test_walls.py`: what a room puts into its tables, by its verbs, and what is done to it afterwards.

A stage returns its case, or what its changes need.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from himaya.cases import policy, rules_grants
from himaya.cases.actions import emergencies, exclusions
from himaya.cases.contacts import contact
from himaya.cases.models import Case, Compartment, CompartmentGrant, Exclusion, Grant, Referral
from himaya.determinations.actions import counsels
from himaya.determinations.models import Request
from himaya.determinations.rules_panel import FOR, Member
from himaya.duplicates.actions import pairs
from himaya.enquiries.actions import told as decided
from himaya.institutions.models import Institution
from himaya.interviews import states
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.ids import new_id
from himaya.packets.actions import answers, packets
from himaya.persons.models import SamePerson
from himaya.plans.actions import health_offers
from himaya.relations.actions import carers
from himaya.returns import access as returns
from himaya.risks.actions import own_ratings
from himaya.tasks.models import Task
from tests import cast, factories
from tests.races.behind_the_wall import page_of
from tests.races.every_verb_referrals import linked_referral, offered
from tests.rooms.attestations import lettered
from tests.rooms.cases import found_abroad
from tests.rooms.cases.test_known_as import handed_on
from tests.rooms.crisis import looked
from tests.rooms.determinations import determination_at_hand, test_counsel_elsewhere
from tests.rooms.duplicates import duplicated
from tests.rooms.enquiries import asked
from tests.rooms.health import cared, nonsense, stepped
from tests.rooms.interviews import interview_at_hand
from tests.rooms.packets import packed
from tests.rooms.plans import planned
from tests.rooms.relations import related
from tests.rooms.returns import gone
from tests.rooms.returns import gone_later as later
from tests.rooms.risks import assessed, clocked
from tests.rooms.safety import made
from tests.rooms.tasks.test_given_away import sent_back_by_the_next_holder
from tests.security import stage_reasonings, stage_rights


def excluded(actor: Actor, case: Case, by: Actor = cast.LABOUR_LEAD) -> None:
    exclusions.add(case_id=case.pk, account_id=policy.account_of(actor), reason="family", by=by)


def kept_out(actor: Actor, case: Case) -> None:
    """As `excluded`, past the verb: of a desk that only does a line, say."""
    said = {"account_id": actor.account_id, "excluded_by": new_id(), "excluded_at": clock.now(), "reason": "family"}
    Exclusion.objects.create(case=case, **said)


def with_letter() -> None:
    lettered.issued(factories.hand_over().case_id)


def stepped_care() -> UUID:
    case = stepped.apart()
    stepped.begun(case)
    stepped.released(case)
    return case


def crisis() -> Case:
    case = looked.case()
    with page_of(looked.BY):
        looked.begun(case.pk)
        looked.recorded(case.pk)
        made.plan(case)
        made.copy(case)
    return case


def emergency(reason: str, case: Case) -> None:
    """A desk of the same house opens the case; an earlier one of it is over."""
    Grant.objects.filter(case=case, kind=rules_grants.BREAK_GLASS).update(expires_at=clock.now())
    said = {"reference": case.reference, "reason": reason, "proved_at": clock.now()}
    with page_of(cast.INSPECTOR_SOUTH):
        emergencies.begin(**said, by=cast.INSPECTOR_SOUTH)


def health_offered() -> None:
    case = looked.case()
    with page_of(looked.BY):
        health_offers.say(case_id=case.pk, said="declined", instance_id=new_id(), by=looked.BY)
        assert contact(case).at == clock.now()


def determined() -> None:
    determination_at_hand.seat_everybody()
    request = determination_at_hand.asked(determination_at_hand.ready(panel=1))
    decision = determination_at_hand.recorded(request, members=(Member("Canary", FOR),))
    determination_at_hand.told(decision)
    determination_at_hand.note(request.case_id)


def to_counsel_elsewhere() -> Case:
    return Case.objects.get(pk=test_counsel_elsewhere.named().case_id)


def withdrawn_from_counsel(case: Case) -> None:
    request = Request.objects.get(case=case)
    counsels.take_back_counsel(request_id=request.pk, by=test_counsel_elsewhere.ASKS)


def joined() -> Case:
    one, other = duplicated.twice()
    pairs.join(pair_id=duplicated.laid(one, other).pk, by=duplicated.BY)
    return other


def one_by_a_line() -> SamePerson:
    one, other = duplicated.twice()
    excluded(cast.INSPECTOR_COLLEAGUE, other)
    return SamePerson.objects.create(
        institution_id="labour",
        one_id=one.person_id,
        other_id=other.person_id,
        desk_id="labour-north",
        joined_by=duplicated.BY.account_id,
        joined_at=clock.now(),
    )


def parted(line: SamePerson) -> None:
    line.parted_by, line.parted_at = duplicated.BY.account_id, clock.now()
    line.save(update_fields=["parted_by", "parted_at"])


def two_desks() -> None:
    duplicated.laid(duplicated.kept("Hanane Bouzerda"), duplicated.kept("Hanane Bouzerda", by=cast.INSPECTOR_SOUTH))


def told() -> Any:
    return asked.both()[1]


def in_touch(one: Any) -> None:
    decided.get_in_touch(told_id=one.pk, agrees=True, by=asked.HOLDER)


def kept_from(one: Any) -> None:
    excluded(asked.HOLDER, one.case, asked.HOLDER_COLLEAGUE)


def clinical() -> Case:
    case = cared.accepted()
    cared.observe(case)
    cared.administer(case, cared.confirmed(), dict.fromkeys(nonsense.ITEMS, "3"))
    return case


def planted(case: Case) -> None:
    CompartmentGrant.objects.create(
        compartment=Compartment.objects.get(case=case),
        account_id=cast.INSPECTOR.account_id,
        institution_id="labour",
        reason="advice",
        granted_by=cared.BY.account_id,
        granted_at=clock.now(),
        expires_at=clock.now() + timedelta(days=3),
    )


def abroad() -> None:
    found_abroad.set_up()
    found_abroad.sent()


def house_of_kind(house: str, kind: str, _staged: object) -> None:
    assert Institution.objects.filter(pk=house).update(kind=kind) == 1


def interviewed() -> Case:
    one = interview_at_hand.whole(factories.hand_over().case_id)
    assert one.row.state == states.CLOSED
    return one.case


def let_in(case: Case) -> None:
    """In an emergency, for four hours."""
    leader = interview_at_hand.LEADER
    Grant.objects.create(
        case=case,
        account_id=leader.account_id,
        institution_id=leader.institution_id,
        kind="break_glass",
        level="full",
        sections=Grant.objects.get(case=case, desk_id="labour-north").sections,
        granted_by=leader.account_id,
        granted_at=clock.now(),
        expires_at=clock.now() + timedelta(hours=4),
    )


def packets_made() -> Case:
    case = packed.case()
    with page_of(packed.BY) as by:
        row, code = packed.handed(case.pk)
        assert answers.acknowledge(case_id=case.pk, packet_id=row.pk, code=code, by=by)
        packed.answered(row)
        packets.take_back(case_id=case.pk, packet_id=packed.prepared(case.pk).pk, by=by)
    return case


def given_and_proposed() -> Case:
    case, _line = planned.given()
    planned.line(planned.goal(case), "lawyers", "legal_aid")
    return case


def link_and_offer() -> None:
    linked_referral()
    offered(factories.hand_over(identity=None).case_id, "labour-south")


def carried() -> Case:
    """A file that came to the shelter with the reference of a referral in the person's hand."""
    return handed_on(Referral.objects.get(pk=factories.referral_to_shelter()))


def linked() -> None:
    one, other = related.child(), related.case()
    related.linked(one, other)
    carers.note(case_id=one.pk, kind="parent", implicated="no", words="", by=related.BY)
    excluded(cast.INSPECTOR_COLLEAGUE, other)


def returning() -> Case:
    case = gone.case()
    with page_of(gone.BY) as by:
        gone.to_weighing(case.pk)
        gone.weighed(case.pk)
        gone.not_now(case.pk)
        with returns.open_return(by, case.pk) as opened:
            assert opened.stands.country == gone.COUNTRY
    return case


def journey() -> None:
    case = gone.case()
    later.to_day(case.pk)
    consent = later.agreed_to_consulate(case.pk)
    with page_of(gone.BY) as by:
        later.contacted(case.pk, consent)
        later.ready(case.pk, days=0)
        later.at_gate(case.pk)
        later.boarded(case.pk)
        later.met(case.pk)
        later.asked(case.pk)
        with returns.open_return(by, case.pk) as opened:
            assert opened.told[-1].kind == "monitored"


def return_of_a_child() -> None:
    case = gone.child()
    gone.to_weighing(case.pk)
    later.carer(case.pk, "yes")
    with page_of(gone.BY) as by:
        later.decided(case.pk)
        later.heard(case.pk)
        later.family(case.pk)
        with returns.open_return(by, case.pk) as opened:
            assert opened.child_owes("weighing") == ("family_implicated",)


def clocks() -> Case:
    case = assessed.opened()
    clocked.noted(case)
    for code, domain in (("medical_referral", ""), ("accompaniment", "R5"), ("relocation", "R1")):
        clocked.planned(case, code, domain=domain)
    return case


def risks() -> Case:
    case = assessed.opened()
    row = assessed.begun(case)
    assessed.answered(row, "R5", "4", "4")
    assessed.answered(row, "R9")
    for domain in ("R4", "R9"):
        own_ratings.note(
            case_id=case.pk, domain=domain, level="high", words="", instance_id=new_id(), by=cast.INSPECTOR
        )
    return case


def safe() -> None:
    case = made.case()
    made.rules(case)
    made.plan(case)
    made.copy(case)


def tasks_left() -> Any:
    sent_back_by_the_next_holder()
    return Task.objects.filter(about_id=Referral.objects.get(from_desk="labour-north").pk, state="open")


def left_behind(tasks: Any) -> None:
    assert tasks.update(desk="labour-north") == 1


def reasoned() -> UUID:
    case_id = factories.hand_over().case_id
    stage_reasonings.set_up(case_id)
    return case_id


def of_police() -> UUID:
    """A line that no verb would add, in a file that police opened."""
    case_id = factories.hand_over(by=cast.OFFICER).case_id
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO reason_line (id, revision, person_id, case_id, number, kind, at, desk_id, added_by, codes) "
            "SELECT gen_random_uuid(), 0, person_id, id, 1, 'fact', now(), desk_id, gen_random_uuid(), 'x' "
            "FROM case_file WHERE id = %s",
            [case_id],
        )
    return case_id


def righted() -> UUID:
    case_id = factories.hand_over().case_id
    stage_rights.set_up(case_id)
    return case_id
