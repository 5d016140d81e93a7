"""What the holder of an account is told about it, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOTICES: dict[str, Promise] = {
    "new_browser": _("Somebody signed in to your account with a browser that it did not know. Was it you?"),
    "key_added": _("A passkey was added to your account."),
    "key_removed": _("A passkey was removed from your account."),
    "codes_renewed": _("Your recovery codes were made anew; the old ones no longer open anything."),
    "password_changed": _("The password of your account was changed; the sessions open elsewhere ended. Was it you?"),
    "roles_changed": _("Your roles at a desk were changed."),
    "roles_changed_here": _("The roles of an account of your institution were changed. Look at its page."),
    "qualification_given": _(
        "A second person confirmed your qualification. It counts from its first day, and from today at the earliest."
    ),
    "qualification_ended": _(
        "Your qualification was ended. You lead no interview under it from today; the lead of your desk can say why."
    ),
    "qualification_ends_soon": _(
        "Your qualification ends within 30 days. Show a new certificate to the lead of a desk of your institution."
    ),
    "qualification_waits": _(
        "A qualification of a colleague of your institution waits for a second person. Look at the accounts."
    ),
    "training_opened": _(
        "A training session was opened for your institution: name who takes part. It stands in your trainings."
    ),
    "training_moved": _(
        "Days, hours or the place of a training session that concerns you were changed. Look at your trainings, and "
        "take the calendar file again."
    ),
    "training_cancelled": _("A training session that concerns you was cancelled. The reason stands in your trainings."),
    "training_trains": _("You were entered as a trainer of a session. It stands in your trainings."),
    "certificate_taken_back": _(
        "A certificate of yours was taken back. What it opened is closed to you; the secretariat can say why."
    ),
    "reset_asked": _("Somebody asked to let you back into your account, as if you had lost everything. Was it you?"),
    "reset_approved": _("A second person let you back into your account. What opened it before opens it no longer."),
    "reset_stopped": _("The reset of your account was stopped."),
    "reset_used": _("Your account was opened by the way in that was handed over, with a new password."),
    "reset_here": _("The holder of an account of your institution was let back in by two people."),
    "budget_spent": _("An account opened as many persons within an hour as its role may. Look at the alarms."),
    "decoy_read": _("A decoy was opened: nobody has a reason to. Look at the alarms."),
    "answer_owed": _("An answer to a person about their data is owed. Look at the requests."),
    "kept_out_here": _(
        "Another lead, or somebody who protects data, was kept from a file of your institution for a conflict of "
        "interest. The page of keeping of a file says who is kept from it."
    ),
    "codes_tried": _("Ten wrong codes were typed at your open or locked desk; that session was ended. Was it you?"),
    "sessions_ended": _("Every session of your account was ended by somebody who helps with accounts."),
    "code_used": _("One of your recovery codes was used."),
}
