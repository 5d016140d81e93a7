"""Refusals and faults. Each carries a sentence for a person and a code for the audit, never a name."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise


class Refusal(Exception):
    """A verb or a page says no. The sentence is also the tooltip of the greyed button."""

    status: ClassVar[int] = 400
    sentence_default: ClassVar[Sentence] = _("This cannot be done.")
    # Word for the worker that goes out with the refusal's audit row: somebody else must hear of it.
    tells: ClassVar[str] = ""
    # The code that the audit keeps instead of the refusal's own, where that would tell something of the person.
    kept_as: ClassVar[str] = ""

    def __init__(self, sentence: Sentence | None = None, *, code: str = "") -> None:
        self.sentence: Sentence = sentence if sentence is not None else self.sentence_default
        self.code = code or type(self).__name__
        self.logged = False
        super().__init__(self.code)


class NotFound(Refusal):
    """Absent, or not yours to know: the two answer alike (do-no-harm 3)."""

    status = 404
    sentence_default = _("This file does not exist or is not open to you.")


class NotPermitted(Refusal):
    """The actor's role may not do this, and the thing itself is no secret to them."""

    status = 403
    sentence_default = _("Your role does not allow this. Ask the lead of your desk.")


class ProofNeeded(Refusal):
    """The step reaches far: the second factor is asked for again, and then the same request goes on.

    No NotPermitted, like the next: who shows something else to those without the right must not swallow it.
    """

    status = 403
    sentence_default = _("This step reaches far. Confirm with your second factor that it is you.")


class BudgetSpent(Refusal):
    """More persons were to be opened within an hour than the work of this role needs."""

    status = 403
    sentence_default = _(
        "You have opened as many persons in this hour as your role may. Those already open stay readable. For somebody "
        "in danger now, ask a colleague of your desk. The data protection officer is told."
    )
    tells = "budget.spent"


class NotNow(Refusal):
    """Allowed, but not in this state: somebody was faster, or a step is missing."""

    status = 409
    sentence_default = _("This is not possible at this moment.")


class NotValid(Refusal):
    """The input cannot be taken as it is. Nothing the person typed is lost."""

    status = 422
    sentence_default = _("Some answers are missing. Nothing is lost: the draft is kept.")


class Fault(Exception):
    """Something outside everybody's rights is broken. The sentence says what is safe and whom to call."""

    status: ClassVar[int] = 503
    sentence: Sentence = _("Himaya cannot answer at this moment. Nothing you sent earlier is lost.")


class KeyMissing(Fault):
    """A master key or a data key cannot be reached."""

    sentence = _(
        "The key that opens this record cannot be reached. Nothing is lost. "
        "Go on with the paper card and call the technical administrator."
    )


class Damaged(Fault):
    """A sealed value does not belong where it stands, or was cut."""

    sentence = _(
        "This record was altered outside Himaya and cannot be shown. Do not rely on it. "
        "Call the technical administrator: the backup holds the last good copy."
    )


class StoreAway(Fault):
    """The disk is full or the database does not answer. Nothing of this request was kept."""

    sentence = _(
        "Himaya could not keep this: the store is full or does not answer. Nothing was sent, and nothing sent earlier "
        "is lost. Go back with the browser: what you typed is still in the page. Call the technical administrator."
    )


class NotOpened(RuntimeError):
    """A programmer's error: sealed content touched outside `Access`. Never shown to a person."""
