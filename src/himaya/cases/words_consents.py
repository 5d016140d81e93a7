"""What the codes of the ledger of agreements mean to a person."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from himaya.cases import rules_consents as rules

WORDS: dict[str, Promise] = {
    rules.ASKED: _("Was asked; no answer yet"),
    rules.GIVEN: pgettext_lazy("the person", "Agreed"),
    rules.REFUSED: pgettext_lazy("the person", "Said no"),
    rules.WITHDRAWN: pgettext_lazy("the person", "Took it back"),
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
    return (
        gettext(
            "What the person agreed to with %(name)s is over. Nothing was sent. Ask them again and write their answer "
            "down under “Agreements”."
        )
        % said
    )
