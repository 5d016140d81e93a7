"""Which entrances an actor sees in the bar. Showing is comfort; each page checks again."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.cases import policy_inbound
from himaya.conferences import queries as conferences
from himaya.coordination import policy, policy_releases
from himaya.determinations import policy as determinations
from himaya.disclosures import policy as disclosures
from himaya.disclosures import policy_exports
from himaya.disclosures import policy_requests as requests
from himaya.duplicates import policy as duplicates
from himaya.enquiries import policy as enquiries
from himaya.estimates import policy as estimates
from himaya.exchange import policy as exchange
from himaya.institutions import policy_accounts
from himaya.kernel import two_people
from himaya.kernel.actor import Actor
from himaya.legal import policy as legal_policy
from himaya.packets import policy as packets
from himaya.relations import policy_suspects as suspects
from himaya.services import policy as directory
from himaya.yearbook import policy as yearbook

READS_CASES = (
    "front_line",
    "interviewer",
    "case_manager",
    "desk_lead",
    "health_professional",
    "legal_counsel",
)

CONFERENCES = "conferences:all"


@dataclass(frozen=True)
class Entrance:
    view: str
    label: str | Promise


# A role opens it at some desks only: at those that keep stories.
EXCHANGE = Entrance("exchange:take", _("Exchange"))
# An officer opens it where the institution may be a party.
PROTOCOL = Entrance("enquiries:protocol", _("Protocol on enquiries"))


def shown(actor: Actor) -> list[Entrance]:
    """Those that stand in the bar: the conferences only where the desk has one to go to."""
    found = entrances(actor)
    if any(one.view == CONFERENCES for one in found) and not conferences.concerns(actor):
        return [one for one in found if one.view != CONFERENCES]
    return found


def surely(actor: Actor) -> list[Entrance]:
    """Those that need no look into the store."""
    return [one for one in _by_role(actor) if one.view != CONFERENCES]


def entrances(actor: Actor) -> list[Entrance]:
    """The entrances open to this actor, in the order of the bar."""
    apart = [Entrance("relations:suspects", _("Register apart"))] if suspects.sees_entrance(actor) else []
    exchanges = [EXCHANGE] if exchange.leads(actor) else []
    protocol = [PROTOCOL] if enquiries.keeps_protocol(actor) else []
    return [*_by_role(actor), *exchanges, *protocol, *apart]


def _by_role(actor: Actor) -> list[Entrance]:
    """Those that the roles of the actor open."""
    found: list[Entrance] = []
    if actor.has(*READS_CASES):
        found += [
            Entrance("casework:inbox", _("To answer")),
            Entrance("casework:cases", _("Cases")),
            Entrance("tasks:mine", _("Tasks")),
            Entrance("attestations:check", _("Check a letter")),
            Entrance("casework:search", _("Search")),
            Entrance("changes:all", _("What changes")),
            Entrance(CONFERENCES, _("Conferences")),
        ]
    if policy_inbound.sends(actor):
        found.append(Entrance("frontline:abroad", _("Found abroad")))
    if determinations.records(actor):
        found.append(Entrance("determinations:all", _("Decisions to record")))
    if determinations.advises(actor):
        found.append(Entrance("determinations:advised", _("Sheets to read")))
    if determinations.reads_register(actor):
        found.append(Entrance("determinations:bodies", _("Who decides")))
    if directory.reads(actor):
        found.append(Entrance("services:directory", _("Services")))
    if policy.takes_part(actor):
        found.append(Entrance("roundtable:cycles", _("Round tables")))
        found.append(Entrance("roundtable:documents_list", _("Texts")))
    if actor.has("secretariat", "trainer", "focal_point", "focal_point_alternate", "validating_authority"):
        found.append(Entrance("training:home", _("Trainings")))
    if policy_releases.sees_releases(actor):
        found.append(Entrance("roundtable:releases", _("Releases")))
    if actor.has("secretariat"):
        found.append(Entrance("secretariat:counts", _("Counts")))
    if estimates.reads(actor):
        found.append(Entrance("estimates:all", _("Estimates")))
    if yearbook.may_review(actor):
        found.append(Entrance("yearbook:home", _("Yearly figures")))
    if actor.has("secretariat", "focal_point", "focal_point_alternate", "desk_lead"):
        found.append(Entrance("monitoring:home", _("Figures")))
    if actor.has("data_protection_officer"):
        found.append(Entrance("oversight:find", _("Who saw a file")))
        found.append(Entrance("oversight:keeping", _("Keeping and erasing")))
    if actor.has("desk_lead", "case_manager", "data_protection_officer"):
        found.append(Entrance("oversight:emergencies", _("Emergencies")))
    if legal_policy.reads(actor):
        found.append(Entrance("legal:register", _("Register")))
    if disclosures.keeps(actor):
        found.append(Entrance("legal:demands", _("Demands")))
    elif actor.has(*READS_CASES):
        found.append(Entrance("legal:to_prepare", _("Demands")))
    if policy_accounts.helps(actor):
        found.append(Entrance("staff:accounts", _("Accounts")))
    if requests.keeps(actor):
        found.append(Entrance("legal:requests", _("Requests")))
    elif requests.answers(actor):
        found.append(Entrance("legal:to_answer", _("Requests")))
    if duplicates.looks(actor) or actor.has("data_protection_officer"):
        found.append(Entrance("duplicates:all", _("Duplicates")))
    if policy_exports.reads(actor):
        found.append(Entrance("legal:exports", _("Exports")))
    if two_people.concerns(actor) and not actor.has(*READS_CASES):
        found.append(Entrance("tasks:notices", _("Notices")))
    if packets.keeps_register(actor):
        found.append(Entrance("legal:transfers", _("What went abroad")))
    return found
