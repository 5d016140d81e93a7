"""What the codes of keeping and erasing mean to a person."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PERIOD_OVER, RESTORED = "period_over", "restored"

GROUNDS: dict[str, Promise] = {
    "person_asked": _("The person wishes it"),
    "agreement_withdrawn": _("The person took their agreement back"),
    "no_longer_needed": _("It is no longer needed"),
    "wrongly_kept": _("It should not have been kept"),
}
ALL_GROUNDS: dict[str, Promise] = {
    **GROUNDS,
    PERIOD_OVER: _("The retention period is over"),
    RESTORED: _("It was erased before, and a restored backup had brought it back"),
}

HOLD_GROUNDS: dict[str, Promise] = {
    "court_order": _("An order of a court"),
    "prosecution_order": _("An order of the public prosecution"),
    "dispute": _("A complaint or a dispute that is not settled"),
    "person_asked": _("The person wishes it kept, as proof of their rights"),
}
LIFT_REASONS: dict[str, Promise] = {
    "order_ended": _("The order has ended or was lifted"),
    "dispute_settled": _("The dispute is settled"),
    "person_asked": _("The person no longer wishes it"),
    "placed_by_mistake": _("It was placed by mistake"),
}
DECLINE_REASONS: dict[str, Promise] = {
    "law_requires_keeping": _("A law requires keeping it"),
    "still_needed": _("It is still needed for the safety of the person"),
    "person_not_heard": _("The person has not been heard on it"),
    "narrower_is_enough": _("Erasing the identity alone is enough"),
}

SCOPES: dict[str, Promise] = {
    "identity": _("The identity, and every text that could name the person"),
    "all": _("Everything"),
}
STATES: dict[str, Promise] = {
    "asked": _("Waits for the second person"),
    "declined": _("Not erased"),
    "taken_back": _("Taken back"),
    "done": _("Erased"),
}
ASKED_AS: dict[str, Promise] = {
    "desk": _("The desk that holds the file"),
    "officer": _("The data protection officer"),
    "clock": _("The nightly run"),
    "restore": _("The restoring of a backup"),
}

# What rows are called on the page, whatever table holds them.
WHAT: dict[str, Promise] = {
    "identity": _("Identity, contact, documents"),
    "tokens": _("Marks by which a search finds the person"),
    "files": _("Files"),
    "answers": _("Sets of answers"),
    "consents": _("Agreements"),
    "withdrawal_notices": _("Notices that an agreement ended"),
    "sharing_exceptions": _("Sharings without agreement, and who confirmed them"),
    "referrals": _("Referrals, with what went with them"),
    "steps": _("Steps of referrals"),
    "payloads": _("Reminders that wait"),
    "holds": _("Legal holds that were lifted"),
    "attachments": _("Documents and pictures kept with the file"),
    "closures": _("When the file was closed or opened again"),
    "accesses": _("Accesses to the file"),
    "emergencies": _("Emergency accesses that were reviewed"),
    "exclusions": _("Conflicts of interest that were named"),
    "demands": _("Demands of authorities that were settled"),
    "apart": _("Notes kept apart"),
    "conferences": _("Case conferences and their minutes"),
    "interviews": _("Interviews: what was asked, said and agreed to"),
    "decisions": _("What a named body was asked and decided"),
    "requests": _("What the person asked about their data"),
    "exports": _("Mentions in exports"),
    "first_days": _("Rounds of the six first questions"),
    "plan": _("Goals, lines and steps of the plan"),
    "tasks": _("Tasks"),
    "rights": _("Rights: what is known, and each step"),
    "reasoning": _("Reasoning: each line"),
    "copies": _("Offers of a copy to keep"),
    "relations": _("Links to other files"),
    "risks": _("Assessments of risk, own ratings and talks about them"),
    "carers": _("Who looks after a child"),
    "crisis": _("What was asked and done when a life was in danger"),
    "packets": _("Packets to partners abroad, and what became of them"),
    "enquiries": _("Enquiries at other services"),
    "returns": _("What was said, weighed and decided about going or staying"),
    "contact_rules": _("Rules of how the person is reached"),
    "safety_plans": _("Versions of the safety plan"),
    "safety_copies": _("Answers on a copy of the safety plan"),
    "attestations": _("Letters, and the answers on their risk"),
    "links": _("One-time links to partners"),
    "handovers": _("Offers to hand the file over"),
    "inbound": _("The announcement from abroad: its days and the two desks"),
    "arrivals": _("What came with the file from another institution"),
    "known_as": _("References that open the file"),
    "keys": _("Keys"),
}
# Of these the rows stay, without what could name somebody.
WHAT_NAMES: dict[str, Promise] = {
    **WHAT,
    "referrals": _("Names and free texts in referrals"),
    "demands": _("Texts of demands of authorities"),
    "tasks": _("Sentences of tasks"),
    "safety_plans": _("Words of the safety plan"),
    "requests": _("Words of what the person asked about their data"),
    "rights": _("Free texts about rights"),
    "reasoning": _("Words of the reasoning"),
    "decisions": _("Words of what a named body was asked and decided"),
    "risks": _("Words about risks"),
    "plan": _("Words of the plan"),
    "carers": _("Words about who looks after a child"),
    "inbound": _("Words of the announcement from abroad"),
}
