"""Papers for the way, a contact with a consulate by its own yes, and what goes on before courts here."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases.actions import consents
from himaya.cases.models import Case, Consent
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.kernel.untold import NotNow, NotValid
from himaya.returns import access, rules, rules_children, said_later, states, words_later
from himaya.returns.access import Opened
from himaya.returns.models import ReturnLine, VoluntaryReturn
from himaya.returns.writing import Next, few, write

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Proceeding:
    """One line on what goes on here: of which kind, how it stands, with whom, since when."""

    kind: str
    how: str
    who: str = ""
    on: date | None = None
    words: str = ""


def contact_consulate(*, case_id: UUID, consent_id: UUID, said: str, instance_id: UUID, by: Actor) -> ReturnLine:
    """Write down a contact with a consulate, and use up the yes on which it rests. The next one needs its own.

    `consent_id` is any line about that consulate. Raises NotPermitted, NotFound, NotValid (words), and NotNow: closed,
    none runs, a fear or asylum in any file of the person, not asked, a child, no yes that was not used.
    """
    kept = few(said)
    if not kept:
        raise NotValid(_("Write down what the consulate was asked, and what it was told."), code="words")

    def then(case: Case, row: VoluntaryReturn) -> Next:
        check_papers(access.within(by, case, row))
        if not Consent.objects.filter(pk=consent_id, case=case).exists():
            raise NotFound
        consents.use(consent_id=consent_id, by=by)
        return Next(states.CONSULAR, "consulate_contacted", {"words": kept})

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def note_paper(*, case_id: UUID, what: str, how: str, said: str = "", instance_id: UUID, by: Actor) -> ReturnLine:
    """Write down how the paper for the way stands. The last word counts.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, a fear, steps of a child), NotValid (what, how, words).
    """
    kept = few(said, code="paper_words")
    if what not in words_later.PAPER_KINDS:
        raise NotValid(_("Choose which paper it is."), code="what")
    if how not in said_later.PAPERS:
        raise NotValid(_("Choose how it stands."), code="how")

    def then(case: Case, row: VoluntaryReturn) -> Next:
        opened = access.within(by, case, row)
        check_papers(opened)
        told = {"what": what, "country": opened.stands.country, "words": kept}
        return Next(states.DOCUMENT, "paper_noted", told, code=how)

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def note_proceeding(*, case_id: UUID, noted: Proceeding, instance_id: UUID, by: Actor) -> ReturnLine:
    """Write down what the prosecutor was told, a mandate, testimony or a claim. None of it holds anybody back.

    Raises NotPermitted, NotFound, NotNow (closed, none runs, not the moment), NotValid (kind, stands, by_whom, on).
    """
    kept, who = few(noted.words, code="court_words"), few(noted.who, code="by_whom", longest=LONGEST_NAME)
    if noted.kind not in words_later.PROCEEDINGS:
        raise NotValid(_("Choose what it is about."), code="kind")
    if noted.how not in words_later.PROCEEDINGS[noted.kind]:
        raise NotValid(_("Choose how it stands."), code="stands")
    if noted.on is not None and noted.on > clock.today():
        raise NotValid(_("Choose a day that has come, or leave it empty."), code="on")
    # How it stands is story too: whether somebody testifies is nobody's to read without a key.
    said = {"how": noted.how, "who": who, "on": noted.on.isoformat() if noted.on else "", "words": kept}

    def then(case: Case, row: VoluntaryReturn) -> Next:
        return Next(noted.kind, "proceeding_noted", said)

    return write(case_id=case_id, instance_id=instance_id, by=by, then=then)


def against_papers(opened: Opened) -> tuple[str, ...]:
    """What stands against a paper or a consulate: fear and asylum first, then what is owed of a child."""
    fears = tuple(one for one in opened.against if one in (rules.FEAR, rules.FEAR_NOT_ASKED))
    return (*fears, *opened.child_owes(rules_children.DOCUMENTS))


def check_papers(opened: Opened) -> None:
    """Raises NotNow with what stands against a paper."""
    if why := against_papers(opened):
        raise NotNow(words_later.said_against(why[0]), code="against")
