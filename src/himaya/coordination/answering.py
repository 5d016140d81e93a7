"""What an answer to an invitation needs: a channel, a name, and a sentence for whoever comes second."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from himaya.coordination import policy, states, texts, words_tables
from himaya.coordination.models import Invitation
from himaya.institutions.models import Delegate
from himaya.kernel import clock
from himaya.kernel.errors import NotValid

LONGEST_NAME = 160


def meanwhile(row: Invitation) -> str:
    """The sentence for whoever answered from an older page: who answered what since."""
    if row.answer == states.NO_ANSWER:
        return _("The meeting day changed since this page was opened, so the answer was asked anew. Answer again.")
    who = row.answered_by.name if row.answered_by is not None else _("The secretariat")
    sentence = _(
        "%(who)s has answered since this page was opened: “%(answer)s”. Nothing of yours was kept. "
        "Look at the answer below and change it only if it must be."
    )
    return sentence % {"who": who, "answer": in_words(row)}


def in_words(row: Invitation) -> str:
    """The answer in words, with the name of whoever comes."""
    word = str(words_tables.ANSWERS[row.answer])
    name = row.delegate.name if row.delegate is not None else row.standing_in
    return f"{word} · {name}" if name else word


def channel(how: str, received_on: date | None, *, entered: bool) -> tuple[str, date | None]:
    """How the answer came, and on which day when it came by mail or letter. Raises NotValid."""
    if not entered:
        return states.CLICK, None
    if how not in (states.MAIL, states.LETTER):
        raise NotValid(_("Say whether the answer came by mail or by letter."), code="how_missing")
    if received_on is None or received_on > clock.today():
        raise NotValid(_("Say on which day the answer came in; not a day in the future."), code="received_on")
    return how, received_on


def who_comes(
    institution_id: str, answer: str, delegate_id: UUID | None, standing_in: str, *, on: date
) -> tuple[Delegate | None, str]:
    """The delegate who comes, or the name of whoever stands in. Raises NotValid, NotPermitted."""
    name = texts.sentence(standing_in, needed=False, longest=LONGEST_NAME)
    if answer == states.PRESENT:
        if delegate_id is None:
            raise NotValid(_("Choose which delegate will be present."), code="delegate_missing")
        return policy.delegate_with_mandate(delegate_id=delegate_id, institution_id=institution_id, on=on), ""
    if answer == states.REPRESENTED:
        known = None
        if delegate_id is not None:
            known = Delegate.objects.filter(pk=delegate_id, institution_id=institution_id).first()
        if known is None and not name:
            raise NotValid(_("Write the name of the person who will represent the institution."), code="name_missing")
        return known, "" if known is not None else name
    return None, ""
