"""What the codes of pages and actions are called where roles are given, each as what the role then lets do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, Promise] = {
    "cases.policy.counts": _("See the counts of all desks"),
    "cases.policy.hand_over": _("Hand somebody over to a desk, and work on files there"),
    "cases.policy.keeps_out": _("Keep out of a file whoever watches over it, for a conflict of interest"),
    "cases.policy.oversees": _("See who read a file"),
    "cases.policy.supervises": _("See which files the whole institution holds, without their content"),
    "cases.policy.told_of_emergencies": _("Be told of emergency accesses and review them"),
    "cases.policy_retention.hold": _("Stop an erasure by a legal hold"),
    "cases.policy_retention.lift": _("Lift a legal hold"),
    "persons.policy.search": _("Keep identities and search for one"),
    "legal.policy.reads": _("Read the processing register and confirm what stands in it"),
    "legal.policy.keeps": _("Write in the processing register"),
    "disclosures.policy.keeps": _("Keep the register of demands by authorities"),
    "disclosures.policy.records": _("Write down a demand by an authority"),
    "disclosures.policy.advises": _("Advise on a demand by an authority"),
    "disclosures.policy.is_officer": _("Decide on a demand by an authority that somebody else advised on"),
    "disclosures.policy_exports.asks": _("Ask that records of the desk leave in a file"),
    "disclosures.policy_exports.reads": _("See the register of exports"),
    "disclosures.policy_requests.keeps": _("Write down what people ask about their own data, and release the answer"),
    "disclosures.policy_requests.answers": _("Prepare the answer to a person about a file"),
    "coordination.policy.secretariat": _("Run round tables and keep their texts"),
    "coordination.policy.has_mandate": _("Speak for the institution by a mandate that is valid today"),
    "coordination.policy_releases.sees": _("See which texts go live, and when"),
    "coordination.policy_releases.oversees": _("Keep the register of harm done by a text"),
    "coordination.policy_releases.works": _("Note what a text does to people at the desk"),
    "coordination.policy_releases.asks_to_suspend": _("Ask that a text is taken off the screens"),
    "coordination.policy_releases.reviews": _("Sign a review of safety or of data protection"),
    "coordination.policy_releases.acknowledges": _("Acknowledge a text for the institution"),
    "coordination.policy_releases.finds": _("Say what a desk found in a trial of a text"),
    "institutions.policy.keeps_the_list": _("Keep the list of institutions and of those who speak for them"),
    "institutions.policy_accounts.sets_roles": _("Give and take the roles of others"),
    "institutions.policy_accounts.helps": _("Ask that somebody who lost everything is let back in"),
}
