"""One word for a verb, its event and its button: the glossary knows each event, and no other."""

import re

from himaya.attestations.events import EVENTS as LETTERS
from himaya.cases.events import EVENTS as CASES
from himaya.conferences.events import EVENTS as CONFERENCES
from himaya.coordination.events import EVENTS
from himaya.crisis.events import EVENTS as CRISIS
from himaya.determinations.events import EVENTS as DECISIONS
from himaya.disclosures.events import EVENTS as DEMANDS
from himaya.duplicates.events import EVENTS as DUPLICATES
from himaya.enquiries.events import EVENTS as ENQUIRIES
from himaya.exchange.events import EVENTS as EXCHANGE
from himaya.health.events import EVENTS as HEALTH
from himaya.institutions.events import EVENTS as PEOPLE
from himaya.interviews.events import EVENTS as INTERVIEWS
from himaya.legal.events import EVENTS as LEGAL
from himaya.ops import glossary
from himaya.packets.events import EVENTS as PACKETS
from himaya.plans.events import EVENTS as PLANS
from himaya.reasonings.events import EVENTS as REASONINGS
from himaya.relations.events import EVENTS as RELATIONS
from himaya.returns.events import EVENTS as RETURNS
from himaya.rights.events import EVENTS as RIGHTS
from himaya.risks.events import EVENTS as RISKS
from himaya.safety.events import EVENTS as SAFETY
from himaya.services.events import EVENTS as SERVICES
from himaya.staff_care.events import EVENTS as STAFF_CARE
from himaya.tasks.events import EVENTS as TASKS
from himaya.training.events import EVENTS as TRAINING
from himaya.yearbook.events import EVENTS as YEARBOOK

# Of the rooms about one person, and of everybody else.
ROOMS = {*CASES, *CONFERENCES, *CRISIS, *DECISIONS, *INTERVIEWS, *LETTERS, *PLANS, *REASONINGS, *RELATIONS, *RIGHTS}
ROOMS |= {*HEALTH, *PACKETS, *RISKS, *SAFETY, *SERVICES, *STAFF_CARE, *TASKS, *EVENTS, *PEOPLE, *LEGAL, *DEMANDS}
ROOMS |= {*RETURNS, *TRAINING, *YEARBOOK, *DUPLICATES, *EXCHANGE, *ENQUIRIES}

# Of the referral desks and of setting an installation up, and older than the round tables.
ELSEWHERE = {
    "capacity.updated",
    "account.added",
    "membership.opened",
    "pack.loaded",
    "institution.loaded",
    "desk.loaded",
}


def named() -> set[str]:
    """Every event that a note of the glossary names."""
    notes = (re.search(r"Events?: ([a-z_., ]+)", row["note"]) for row in glossary.read_glossary())
    return {event for note in notes if note for event in re.findall(r"[a-z_]+\.[a-z_]+", note[1])}


def test_every_event_that_the_glossary_names_is_written_into_the_audit() -> None:
    assert named() - ROOMS == set()


def test_every_event_has_its_word_in_the_glossary() -> None:
    assert ROOMS - named() - ELSEWHERE == set()
