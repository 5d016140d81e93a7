"""What the store itself shows, room by room, on PostgreSQL: to whom how many rows, and what nobody does to them.

Every worker of the cast is asked in a first look: whoever a row does not name sees nothing. What verbs do behind the
wall is in the file of each room, `test_…_wall.py`.
"""

from dataclasses import replace
from functools import partial

import pytest
from django.db import connection

from tests import cast
from tests.races import wall_stages as stages
from tests.races.behind_the_wall import SOUTH
from tests.races.walls import NORTH, OWNER, Look, Wall, each, held_by, of_kind
from tests.rooms.cases.found_abroad import CONSUL, PARTNER, RECEIVER
from tests.rooms.conferences import conference_at_hand
from tests.rooms.determinations.determination_at_hand import OTHER_RECORDER, RECORDER
from tests.rooms.determinations.test_counsel_elsewhere import ELSEWHERE
from tests.rooms.enquiries.asked import HOLDER, HOLDER_COLLEAGUE, HOLDER_OFFICER, POLICE_OFFICER
from tests.rooms.enquiries.asked import OFFICER as LABOUR_OFFICER
from tests.rooms.health import stepped
from tests.rooms.interviews import interview_at_hand

pytestmark = [pytest.mark.postgres]
capability = pytest.mark.capability
INSPECTOR, SISTER, SHELTER, OFFICER, NURSE = (
    cast.INSPECTOR, cast.INSPECTOR_SOUTH, cast.SHELTER, cast.OFFICER, cast.NURSE,
)  # fmt: skip
BESIDE = cast.actor("beside", "labour-south", "front_line", "desk_lead")
AT_SHELTER = (SHELTER, cast.SHELTER_COLLEAGUE, cast.SHELTER_LEAD)
# Where no story of a person is kept, whoever holds the file.
KEPT_OUT = ("police", "border", "gendarmerie", "prosecution", "judiciary", "consulate", "state")
LEADER, LEADS = interview_at_hand.LEADER, interview_at_hand.NORTH
INTERVIEW = (
    "case_file interview interview_telling interview_interpreter interview_preparation interview_agreement "
    "interview_sitting interview_moment interview_draft interview_draft_key interview_draft_earlier interview_event "
    "interview_fact interview_note"
)
WRITTEN = (1, 1, 1, 1, 9, 1, 3, 1, 1, 1, 2, 1, 5)
COUNSELLED = "determination_counsel determination_request determination_decision case_file person"
DECISION = (
    "determination_request determination_decision determination_panel determination_telling determination_period "
    "determination_note case_file person submission referral"
)
# A sister desk, another house, their officers: who is a party, and nothing else. Police and who works on no case: none.
PARTIES = {
    (HOLDER, HOLDER_COLLEAGUE): (0, 1, 0, 2),
    (SISTER, SHELTER, LABOUR_OFFICER, HOLDER_OFFICER): (0, 0, 0, 2),
    (None, OFFICER, POLICE_OFFICER, cast.AUDITOR, cast.OPERATOR, cast.SECRETARY): 0,
}
REFUSED = "row-level security"
TALK = (
    'INSERT INTO plan_talk (id, case_id, instance_id, number, at, "on", language, interpreter, answer, lines, refused, '
    "desk_id, role) VALUES (gen_random_uuid(), %(case)s, gen_random_uuid(), 9, now(), now(), 'ary', 'none', 'agreed', "
    "'[]', '[]', 'shelter', '')"
)
LINE = (
    "INSERT INTO reason_line (id, revision, person_id, case_id, number, kind, at, desk_id, added_by, codes) SELECT "
    "gen_random_uuid(), 0, %(person)s, %(case)s, 9, 'fact', now(), 'shelter', gen_random_uuid(), 'x'"
)
COUNSEL = (
    "INSERT INTO determination_counsel (id, person_id, case_id, request_id, desk_id, named_at, named_by, why) SELECT "
    "gen_random_uuid(), %(person)s, %(case)s, gen_random_uuid(), 'hostel', now(), gen_random_uuid(), ''"
)
KNOWN_AS = (
    "INSERT INTO case_known_as (id, person_id, case_id, token) "
    "VALUES (gen_random_uuid(), %(person)s, %(case)s, '\\x00'::bytea)"
)
COPY = (
    'INSERT INTO held_copy (id, case_id, number, "on", word, language, desk_id, offered_by) VALUES '
    "(gen_random_uuid(), %(case)s, 9, now(), 'offered', '', 'shelter', gen_random_uuid())"
)

WALLS = (
    Wall(
        capability("C5"), "letters", "attestation", stages.with_letter, {NORTH: 1},
        tries=(
            (OFFICER, "UPDATE attestation SET kept = 'with_lawyer'", 0),
            (INSPECTOR, "DELETE FROM attestation", 0),
            (INSPECTOR, "UPDATE attestation SET valid_until = valid_until + 1", "never changed"),
        ),
    ),
    Wall(
        capability("D4"), "stepped care", "care_step clinician_letter", stages.stepped_care, {NURSE: 1},
        Look({SHELTER: 1, INSPECTOR: 0}, after=lambda case: stepped.plant(case, SHELTER)),
        tries=(
            (INSPECTOR, "UPDATE clinician_letter SET revoked_on = now()", 0),
            *each("DELETE FROM {}", ("care_step", "clinician_letter"), 0, NURSE),
            (NURSE, "UPDATE clinician_letter SET valid_until = valid_until + 1", "never changed"),
        ),
    ),
    # Seen red with the policy of migration 3, by which each seated desk was shown all three lines.
    Wall(
        capability("A10"), "conferences", "conference_saying conference_seat", conference_at_hand.with_both,
        {NORTH: (3, 2), OFFICER: (1, 1), AT_SHELTER: (0, 1)},
    ),
    # Of the sister desk: what the reason of its emergency needs, as long as that holds. What was said of a copy, never.
    Wall(
        capability("D5"), "a life in danger", "crisis_round crisis_act safety_plan safety_copy", stages.crisis,
        {NORTH: 1},
        *(
            Look({SISTER: rows, BESIDE: 0, NORTH: 1}, after=partial(stages.emergency, reason))
            for reason, rows in (
                ("desk_unreachable", 0), ("child_missing", (0, 0, 1, 0)), ("urgent_care", (1, 1, 0, 0)),
                ("danger_to_life", (1, 1, 1, 0)),
            )
        ),
        *(
            Look({SISTER: (0, 0, 1, 0)}, after=partial(stages.house_of_kind, cast.INSPECTOR.institution_id, kind))
            for kind in ("police", "consular_service")
        ),
        Look({SISTER: 0}, after=partial(stages.kept_out, SISTER)),
        tries=each("UPDATE {} SET number = number", ("crisis_round", "safety_plan"), 0, SISTER),
    ),
    Wall(capability("D5"), "an offer of health", "health_offer", stages.health_offered, {NORTH: 1}),
    # Neither who records elsewhere nor who is at the desk of the body and records nothing.
    Wall(
        capability("C4"), "decisions", DECISION, stages.determined,
        {
            NORTH: (1, 1, 0, 1, 0, 2, 1, 1, 1, 1), RECORDER: (1, 1, 1, 0, 0, 0, 0, 0, 0, 0),
            SISTER: (0, 0, 0, 0, 0, 0, 1, 1, 0, 0), SOUTH: (0, 0, 0, 0, 0, 0, 0, 1, 0, 0),
            AT_SHELTER: (0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
            OTHER_RECORDER: 0, replace(RECORDER, roles=frozenset({"focal_point"})): 0,
        },
    ),
    # One sheet while it waits, and of its file nothing; a colleague who is no counsel sees neither. Seen red without
    # `NO_POLICE` in the policy of `determination_counsel`; and with a policy of the request that asks no naming.
    Wall(
        capability("C4"), "counsel of another desk", COUNSELLED, stages.to_counsel_elsewhere,
        {
            NORTH: (1, 1, 0, 1, 1), SISTER: (0, 0, 0, 1, 1), SOUTH: (0, 0, 0, 0, 1),
            ELSEWHERE: (1, 1, 0, 0, 0), replace(ELSEWHERE, roles=frozenset({"case_manager"})): 0,
        },
        *(
            look
            for kind in (*KEPT_OUT, "consular_service")
            for look in (
                Look({ELSEWHERE: 0}, after=of_kind(ELSEWHERE, kind)),
                Look({ELSEWHERE: (1, 1, 0, 0, 0)}, after=of_kind(ELSEWHERE, "other")),
            )
        ),
        Look({ELSEWHERE: 0}, after=stages.withdrawn_from_counsel),
        tries=(
            *each("DELETE FROM {}", ("determination_counsel",), 0, ELSEWHERE, INSPECTOR),
            (ELSEWHERE, "UPDATE determination_counsel SET opened_at = now()", 0),
            (ELSEWHERE, "UPDATE determination_request SET state = 'sent'", 0),
            (ELSEWHERE, COUNSEL, REFUSED),
            *each(
                "UPDATE determination_counsel SET {}", ("desk_id = 'ward'", "named_at = now()"), "never changed", OWNER,
            ),
        ),
    ),
    # Of the sister desk: the house's search, and that two of the house are one, as a search by name tells.
    Wall(
        capability("H1"), "two who are one", "duplicate_search duplicate_pair same_person", stages.joined,
        {NORTH: 1, (SISTER, SOUTH): (1, 0, 1)},
        Look({cast.INSPECTOR_COLLEAGUE: (1, 0, 0)}, after=partial(stages.excluded, cast.INSPECTOR_COLLEAGUE)),
    ),
    # The third of the house is somebody else. Seen red with the function of before: the other half was shown.
    Wall(
        capability("H1"), "one by a line alone", "person", stages.one_by_a_line,
        {(*NORTH, SISTER, SOUTH): 3, cast.INSPECTOR_COLLEAGUE: 1},
        Look({cast.INSPECTOR_COLLEAGUE: 2}, after=stages.parted),
    ),
    Wall(capability("H1"), "a pair of two desks", "duplicate_pair", stages.two_desks, {}),
    Wall(
        capability("H1"), "enquiries", "enquiry enquiry_told enquiry_answer protocol_party", stages.told,
        {NORTH: (1, 0, 0, 2), **PARTIES},
        Look({NORTH: (1, 0, 1, 2), **PARTIES}, after=stages.in_touch, others=(0, 0, 0, 2)),
        Look({HOLDER: (0, 0, 0, 2), HOLDER_COLLEAGUE: (0, 1, 0, 2)}, after=stages.kept_from),
        others=(0, 0, 0, 2),
    ),
    # Fault to plant: `himaya_holds` of the case in the policy of `health_entry`: the holding desk saw four rows.
    Wall(
        capability("D4"), "a clinician's room", "health_entry scale_load", stages.clinical, {NURSE: (4, 1)},
        Look({INSPECTOR: (4, 0)}, after=stages.planted),
        tries=(
            (NURSE, "UPDATE health_entry SET written_on = written_on", 0),
            (NURSE, "DELETE FROM health_entry", 0),
            (NURSE, "UPDATE scale_load SET sha256 = sha256", "never changed"),
        ),
    ),
    # Seen red with a policy of `inbound_words` that shows them to the desk that sent them; and without `NO_POLICE`.
    Wall(
        capability("F2"), "sheets sent ahead", "inbound_sheet inbound_words", stages.abroad,
        {(CONSUL, RECEIVER): (1, 0), PARTNER: 0},
        *(
            Look({RECEIVER: 0}, after=partial(stages.house_of_kind, "social", kind))
            for kind in ("police", "border", "consulate", "consular_service", "state")
        ),
        tries=(
            *each("DELETE FROM {}", ("inbound_words", "inbound_sheet"), 0, CONSUL, RECEIVER, PARTNER),
            *each("UPDATE {} SET subject_id = subject_id", ("inbound_words",), 0, CONSUL, RECEIVER, PARTNER),
        ),
    ),
    # Four hours of an emergency end no sitting: seen red with policies that ask for the grant alone. Police that hold
    # the case: seen red without the kinds of desk in `himaya_knows_interviews`.
    Wall(
        capability("C3"), "interviews", INTERVIEW, stages.interviewed, {NORTH: (1, *WRITTEN), SISTER: (1, *[0] * 13)},
        Look(
            {LEADER: (1, *WRITTEN)},
            (
                *each("UPDATE {}", ("interview SET number = number", "interview_draft SET turn = turn"), 0, LEADER),
                *each("UPDATE {}", ("interview SET number = number", "interview_draft SET turn = turn"), 1, LEADS),
            ),
            stages.let_in,
        ),
        Look({OFFICER: (1, *[0] * 13)}, after=held_by(OFFICER)),
    ),
    # Fault to plant: no `NO_POLICE` in the policy of the tables.
    Wall(
        capability("F3"), "packets", "packet packet_step", stages.packets_made, {NORTH: (2, 7)},
        *(
            look
            for kind in KEPT_OUT
            for look in (
                Look({INSPECTOR: 0}, after=of_kind(INSPECTOR, kind)),
                Look({INSPECTOR: (2, 7)}, after=of_kind(INSPECTOR, "other")),
                Look({INSPECTOR: 0}, after=partial(stages.house_of_kind, "labour", kind)),
                Look({INSPECTOR: (2, 7)}, after=partial(stages.house_of_kind, "labour", "other")),
            )
        ),
    ),
    # Proposed is not given: lawyers see nothing. Seen red with a policy of `plan_goal` that looks at a desk's lines.
    Wall(
        capability("E2"), "plans", "first_days plan_goal plan_line plan_step plan_talk", stages.given_and_proposed,
        {NORTH: (1, 2, 2, 4, 1), AT_SHELTER: (0, 0, 1, 3, 0)},
        Look({cast.SHELTER_COLLEAGUE: 0}, after=partial(stages.kept_out, cast.SHELTER_COLLEAGUE)),
        tries=(
            (SHELTER, "UPDATE plan_goal SET outcome = 'reached'", 0),
            *each("DELETE FROM {}", ("plan_line", "plan_step"), 0, SHELTER),
            *each("UPDATE {} SET role = ''", ("first_days", "plan_talk"), 0, INSPECTOR),
            (SHELTER, TALK, REFUSED),
            *each("UPDATE {} SET role = ''", ("first_days", "plan_talk"), "never edited", OWNER),
            (OWNER, "UPDATE plan_step SET code = ''", "never edited"),
            (OWNER, "UPDATE plan_step SET sentence = NULL", 4),
        ),
    ),
    # Seen red with a policy of `case_handover` that shows every offer.
    Wall(
        capability("E5", "X2"), "links and offers", "partner_link case_handover case_arrival", stages.link_and_offer,
        {NORTH: (1, 1, 0), (SOUTH, SISTER): (0, 1, 0)},
        tries=each("UPDATE {} SET tries = 0", ("partner_link",), 0, SHELTER, SOUTH),
    ),
    # Neither the sender, whose referral it is, nor police, officers or leads. Seen red with a policy that asks nothing.
    Wall(
        capability("E5"), "references carried", "case_known_as", stages.carried, {AT_SHELTER: 1},
        tries=(
            (SHELTER, "UPDATE case_known_as SET token = token", 0),
            (SHELTER, "DELETE FROM case_known_as", 0),
            (INSPECTOR, KNOWN_AS, REFUSED),
            (OFFICER, KNOWN_AS, REFUSED),
        ),
    ),
    # Seen red with `himaya_watches` in the policy: a lead saw the lines of files that are not open to them.
    Wall(
        capability("C6"), "links and carers", "linked_event linked_event_file child_carer", stages.linked,
        {NORTH: (1, 2, 1), cast.INSPECTOR_COLLEAGUE: (1, 1, 1)},
    ),
    # Seen red without the kinds in the policy of the tables; and without `ops/migrations/0002`, which taught the store
    # that our own consular service is one.
    Wall(
        capability("F1"), "returns", "voluntary_return return_line", stages.returning, {NORTH: (1, 5)},
        Look({SISTER: (1, 5)}, after=held_by(SISTER)),
        *(
            look
            for kind in (*KEPT_OUT, "consular_service")
            for look in (
                Look({SISTER: 0}, after=of_kind(SISTER, kind)),
                Look({SISTER: (1, 5)}, after=of_kind(SISTER, "other")),
            )
        ),
    ),
    Wall(capability("F1"), "a journey", "voluntary_return return_line", stages.journey, {NORTH: (1, 19)}),
    Wall(
        capability("F1"), "the return of a child", "voluntary_return return_line", stages.return_of_a_child,
        {NORTH: (1, 6)},
    ),
    # Police that hold the case see no measure of health, and no line of it.
    Wall(
        capability("D2"), "events and measures", "risk_event risk_measure", stages.clocks, {NORTH: (1, 3)},
        Look({OFFICER: (1, 1)}, after=held_by(OFFICER)),
    ),
    Wall(
        capability("D1"), "risks", "risk_assessment risk_line risk_own_rating risk_first_look risk_discussion",
        stages.risks, {NORTH: (1, 2, 2, 1, 0)},
        Look({OFFICER: (1, 1, 1, 1, 0)}, after=held_by(OFFICER)),
    ),
    Wall(capability("D3"), "contact and plans", "contact_rules safety_plan safety_copy", stages.safe, {NORTH: 1}),
    # Seen red with every referral that it had sent: the row was shown to it.
    Wall(
        capability("E6"), "tasks", "task", stages.tasks_left, {(SOUTH, SISTER): 2},
        Look({INSPECTOR: 0, SOUTH: 1, cast.LAWYER: 0}, after=stages.left_behind),
    ),
    Wall(
        capability("B2", "X2"), "reasonings", "reason_line", stages.reasoned, {NORTH: 8},
        tries=(
            (INSPECTOR, "DELETE FROM reason_line", 0),
            (INSPECTOR, "UPDATE reason_line SET words = NULL", 0),
            (SHELTER, LINE, REFUSED),
            *each(
                "UPDATE reason_line SET {}", ("number = 99", "kind = 'form'", "words = 'x'", "codes = 'x'"),
                "never edited", OWNER,
            ),
        ),
    ),
    # Seen red with a policy that only asks for the grant.
    Wall(capability("B2", "X2"), "a reasoning of police", "reason_line", stages.of_police, {}),
    Wall(
        capability("X2"), "rights and copies", "right_facts right_step held_copy", stages.righted, {NORTH: (1, 2, 1)},
        tries=(
            *each("DELETE FROM {}", ("right_facts", "right_step", "held_copy"), 0, INSPECTOR),
            *each("UPDATE {} SET number = number", ("right_facts", "right_step", "held_copy"), 0, INSPECTOR),
            (SHELTER, COPY, REFUSED),
        ),
    ),
)  # fmt: skip


@pytest.mark.parametrize("one", [pytest.param(one, marks=one.mark, id=one.name) for one in WALLS])
def test_the_store_shows_each_desk_its_own_and_nobody_else_any(one: Wall, role: str) -> None:
    one.stands(role)


@pytest.mark.capability("X2")
@pytest.mark.parametrize(
    "fault",
    [
        "CREATE POLICY all_of_it ON attestation FOR SELECT USING (true)",
        "CREATE POLICY all_of_it ON attestation FOR DELETE USING (true)",
        "ALTER TABLE attestation DISABLE TRIGGER USER",
    ],
)
def test_a_wall_with_a_gap_does_not_stand(own_role: str, fault: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(fault)
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        WALLS[0].stands(own_role)
