"""Words for what a person asks about their own data."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.disclosures import states_requests as states
from himaya.persons import ways
from himaya.persons import words as words_ways

KINDS: dict[str, Promise] = {
    states.ACCESS: _("What is kept about me?"),
    states.RECTIFY: _("Set something right"),
}
ASKERS: dict[str, Promise] = {
    states.PERSON: _("The person"),
    states.COUNSEL: _("Their lawyer"),
    states.GUARDIAN: _("A parent or guardian"),
    states.TRUSTED: _("Somebody they trust, with a written mandate"),
}
PROOFS: dict[str, Promise] = {
    states.KNOWN: _("A worker who knows them met them"),
    states.DOCUMENT: _("A document was seen, and not copied"),
    states.PHRASE: _("They said the words agreed with them"),
    states.MANDATE: _("A written mandate or decision was seen, and not copied"),
}
FIELDS: dict[str, Promise] = {
    "full_name": _("Name"),
    "other_names": _("Other names"),
    "birth": _("Birth"),
    "phone": _("Telephone"),
    "document": _("Number of a document"),
    "meeting_place": _("Meeting place"),
    states.ANSWER: _("An answer of the latest set"),
}
CONTACT: dict[str, Promise] = {
    "way": _("How to reach you without danger"),
    "who": _("Who may answer"),
    "when": _("When to reach you"),
    "words": _("What to say"),
}
CONTACT_WAYS: dict[str, Promise] = {
    **words_ways.WAYS,
    # Said to the person: who calls, and who does not.
    ways.CALLS_US: _("You call us: nobody calls or writes to you"),
    ways.NEVER: _("Never: you come or call"),
}
# Details that no form asked, where they are codes.
VALUES: dict[str, Promise] = {
    "woman": _("Woman"),
    "man": _("Man"),
    "girl": _("Girl"),
    "boy": _("Boy"),
    "yes": _("Yes"),
    "no": _("No"),
    "unknown": _("Not known"),
}
STATES: dict[str, Promise] = {
    states.RECEIVED: pgettext_lazy("request", "Waits for the desk that holds the file"),
    states.PREPARED: pgettext_lazy("request", "Waits for the data protection officer"),
    states.RELEASED: pgettext_lazy("request", "To be handed over"),
    states.ACCEPTED: pgettext_lazy("request", "Set right; the person is to be told"),
    states.REFUSED: pgettext_lazy("request", "Not changed; the person is to be told"),
    states.DECLINED: pgettext_lazy("request", "Not answered; who asked is to be told"),
    states.DROPPED: pgettext_lazy("request", "Taken back"),
    states.CLOSED: pgettext_lazy("request", "Answered"),
}
REASONS: dict[str, Promise] = {
    "person_says": _("It is theirs to say"),
    "document_shows": _("A document shows it"),
    "written_wrongly": _("It was written down wrongly"),
    "was_said_so": _("It was said so on that day; what is said now stands beside it"),
    "nothing_shows_it": _("Nothing shows yet which is right"),
    states.ABOUT_OTHER: _("It is about somebody else"),
    "not_established": _("It could not be established who asks"),
    "asker_endangers": _("Who asks may endanger the person"),
    "not_this_file": _("The file is not theirs"),
}
LEFT_OUT: dict[str, Promise] = {
    states.ABOUT_OTHER: _("Left out: it is about somebody else"),
    states.ENDANGERS: _("Left out: it would endanger somebody"),
}
WAYS: dict[str, Promise] = {
    "by_hand": _("On paper, into their hands"),
    "read_aloud": _("Read to them; they wanted no paper"),
    "kept_for_them": _("Kept at the desk for them, as they wish"),
}
