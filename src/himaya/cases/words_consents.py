"""What the codes of the ledger of agreements mean to a person."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from himaya.cases import rules_consents as rules
from himaya.cases import rules_consents_child as child
from himaya.cases import rules_consents_consulate as consulate

WORDS: dict[str, Promise] = {
    rules.ASKED: _("Was asked; no answer yet"),
    rules.GIVEN: pgettext_lazy("the person", "Agreed"),
    rules.REFUSED: pgettext_lazy("the person", "Said no"),
    rules.WITHDRAWN: pgettext_lazy("the person", "Took it back"),
    rules.USED: _("Used: the contact was made"),
    rules.WITHOUT: _("Shared without agreement"),
}
PURPOSES: dict[str, Promise] = {
    rules.GIVE_SERVICE: _("To be helped by this desk"),
    rules.EXPORT: _("As a file of records"),
}
MODES: dict[str, Promise] = {
    "spoken": pgettext_lazy("agreement", "Spoken"),
    "written": pgettext_lazy("agreement", "Written"),
    "gesture": pgettext_lazy("agreement", "By a sign or gesture"),
    "recorded": pgettext_lazy("agreement", "Recorded"),
}
SOURCES: dict[str, Promise] = {
    "duty_to_report": _("Duty in law to report: Penal Code, art. 448-7; to be verified"),
    "vital_interest": _("Urgent danger to a life or to freedom; the text of law is to be verified"),
    "child_first": _("A child: protection comes first, no agreement is asked; the text of law is to be verified"),
}


# Of a child: what they said themself, and what a guardian said, or why nobody asked.
ASSENTS: dict[str, Promise] = {
    child.YES: _("The child agrees"),
    child.NO: _("The child says no"),
    child.TOO_YOUNG: _("Too young to be asked"),
    "telling_endangers": _("Not asked: it would put them in danger"),
    "not_alone": _("Not asked: they were not alone"),
    "cannot_understand": _("Not asked: they could not understand it now"),
}
GUARDIANS: dict[str, Promise] = {
    child.AGREED: _("A guardian agrees"),
    child.IMPLICATED: _("Not asked: may be implicated"),
    child.UNKNOWN: _("Not asked: not known whether implicated"),
    child.NONE: _("There is no guardian"),
}
FEARS: dict[str, Promise] = {
    consulate.YES: _("Yes: they fear that State, or seek asylum"),
    consulate.NO: _("No, they said so"),
}
CHILD_REFUSED: dict[str, Promise] = {
    "childs_no": _(
        "The child said no. Nobody’s yes stands above it. Write it down as a no; safety needs no agreement."
    ),
    "nobody_agreed": _(
        "Nobody has agreed for this child. Where they are in danger no agreement is needed: send by the child circuit."
    ),
    "earlier_no": _("The child said no to this before. Only the child can say yes to it: ask them again, alone."),
    "guardian": _(
        "A guardian is asked only once it is known that none is implicated. Choose “Not asked”. No guardian is needed "
        "beside the child’s own yes."
    ),
    "assent": _("Say what the child answered, or why they were not asked."),
}
CONSULATE_REFUSED: dict[str, Promise] = {
    "fear": _(
        "Nothing goes to a consulate: the person fears that State or seeks asylum. Nothing was sent or written. To "
        "keep what they fear in the file, choose “No answer yet”."
    ),
    "child": _(
        "Of a child nothing goes to a consulate before a best-interest decision of the body that protects children. "
        "None stands in this file. Ask that body, and note what it decided under “Going or staying”."
    ),
    "basis": _("To a consulate something goes only because the person agrees to this one contact. Nothing was sent."),
    "ask": _(
        "Ask first whether the person fears that State or seeks asylum, and write it down under “Agreements”. Until "
        "then nothing goes to a consulate."
    ),
    "used": _(
        "Each contact with a consulate needs its own yes. The last one was used, or there is none. Ask the person "
        "again and write it down under “Agreements”."
    ),
    "export": _("No file of records goes to a consulate."),
    "access": _("A consulate is let into no file. What the person agrees to goes there once, contact by contact."),
    "plan": _("A consulate has no line in a plan and no seat at a conference: each contact with it stands alone."),
    "exception": _("Nothing goes to a consulate without the person’s agreement, on no ground."),
    "not_one": _("Only a yes about a consulate is used up by a contact."),
}


def not_agreed(name: str, no: Mapping[str, str]) -> str:
    """Why nothing goes there, and what to do: by the weightiest of the person's last words."""
    words = set(no.values())
    said = {"name": name}
    if rules.REFUSED in words:
        return (
            gettext(
                "The person said no to sharing this with %(name)s. Nothing was sent. Ask again only if something has "
                "changed, and write their answer down under “Agreements”."
            )
            % said
        )
    if rules.WITHDRAWN in words:
        return (
            gettext(
                "The person took their agreement with %(name)s back. Nothing was sent. If they wish it again, write it "
                "down under “Agreements” first."
            )
            % said
        )
    if rules.USED in words:
        return str(CONSULATE_REFUSED["used"])
    return (
        gettext(
            "What the person agreed to with %(name)s is over. Nothing was sent. Ask them again and write their answer "
            "down under “Agreements”."
        )
        % said
    )
