"""What this room writes into the audit, each with a sentence for humans."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "capacity.updated": _("A desk updated its free places."),
    "desk.added": _("A desk was entered in the directory."),
    "desk.changed": _("The entry of a desk in the directory was changed."),
    "desk.closed": _("A desk was closed: it receives nothing from that day on."),
    "desk.hours_kept": _("The lead of a desk entered its opening hours."),
    "institution.added": _("An institution was added to the list."),
    "institution.succeeded": _("An institution became another one; its desks go on under the new name."),
    "institution.closed": _("An institution was closed, and its mandates with it."),
    "delegate.added": _("A delegate was entered for an institution."),
    "delegate.corrected": _("The entry of a delegate was corrected."),
    "mandate.given": _("A mandate was given, as a letter of designation says."),
    "mandate.ended": _("A mandate was ended."),
    "mandate.handed_over": _("A mandate was handed over to another delegate."),
    "pack.loaded": _("The regions, institutions and desks of a nation pack were loaded."),
    "institution.loaded": _("An institution was loaded from a file of this nation."),
    "desk.loaded": _("A desk was loaded or brought up to date from a file."),
    "account.added": _("An account was added."),
    "account.factor_set_up": _("A second factor was set up for an account."),
    "account.key_added": _("A passkey was added to an account."),
    "account.key_removed": _("A passkey was removed from an account."),
    "account.codes_renewed": _("The recovery codes of an account were made anew; the old ones no longer open it."),
    "account.password_changed": _("The holder of an account changed its password."),
    "account.proven": _("Somebody showed their second factor again before a step that reaches far."),
    "account.sessions_ended": _("Every session of an account was ended at once."),
    "account.signed_in": _("Somebody signed in to an account."),
    "notice.given": _("The holder of an account was told of something about it."),
    "notice.read": _("The holder of an account read what they were told about it."),
    "qualification.entered": _("A qualification of an account was entered; it waits for a second person."),
    "qualification.confirmed": _("A second person confirmed a qualification of an account."),
    "qualification.refused": _("A qualification that was entered for an account was refused."),
    "qualification.ended": _("A qualification of an account was ended before its last day."),
    "qualification.warned": _("The holder of an account was told that a qualification ends within 30 days."),
    "account.viewed_as": _("An administrator looked at what is open to an account, without opening any of it."),
    "membership.opened": _("An account was given its roles at a desk."),
    "membership.changed": _("The roles of an account at a desk were changed."),
    "reset.asked": _("Somebody asked that the holder of an account be let back in."),
    "reset.approved": _(
        "A second person let the holder of an account back in; what opened it before opens it no longer."
    ),
    "reset.stopped": _("A reset of an account was stopped."),
    "reset.used": _("The holder of an account came back in by the way that was handed to them."),
}
