"""Who may know of an interview, who writes in it, and who leads one. For everybody else it does not exist.

Whoever enforces or judges holds no interview here and reads none, also where their desk holds the case: a judicial
hearing is another record, under another law, and nothing goes from here to there by itself.
"""

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.cases.models import Case
from himaya.institutions import queries as institutions
from himaya.institutions import queries_qualifications
from himaya.institutions.queries_qualifications import is_qualified as qualified
from himaya.institutions.rules_qualifications import IDENTIFICATION_INTERVIEW, MISSING
from himaya.institutions.words import NOT_QUALIFIED
from himaya.interviews import words
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted, Sentence

INTERVIEWER = "interviewer"
READS = (INTERVIEWER, cases.MANAGER, cases.LEAD, cases.COUNSEL)


def works(actor: Actor) -> bool:
    """True for a role that may know of interviews, at a desk that neither enforces, nor judges, nor is a State's."""
    return cases.works_on_cases(actor) and actor.has(*READS) and works_at(actor.desk_id)


def works_at(desk_id: str) -> bool:
    """True for a desk at which interviews can be held: none that enforces, judges, or is a State's."""
    return institutions.keeps_stories(desk_id)


def check_works(actor: Actor) -> None:
    """Raises NotFound, and nothing that says more, for everybody else."""
    if not works(actor):
        raise NotFound


def leads(actor: Actor) -> bool:
    """True for whoever may prepare, lead and write."""
    return works(actor) and actor.has(INTERVIEWER)


def check_leads(actor: Actor) -> None:
    """Raises NotPermitted for whoever knows of the interview and does not lead any."""
    if not leads(actor):
        raise NotPermitted(
            _("An interview is prepared and led by somebody with the role of an interviewer. Ask one of your desk."),
            code="not_an_interviewer",
        )


def check_holds(actor: Actor, case: Case) -> None:
    """Raises NotPermitted for whoever was only let into a case, in an emergency too: they read, and write nothing."""
    if case.desk_id != actor.desk_id:
        raise NotPermitted(words.NOT_HELD, code="not_held")


def is_qualified(actor: Actor) -> bool:
    """True for whoever holds the qualification today."""
    return actor.account_id is not None and qualified(actor.account_id, IDENTIFICATION_INTERVIEW, on=clock.today())


def why_not_qualified(actor: Actor) -> Sentence:
    """What is missing and who can enter it; empty for whoever holds the qualification today."""
    if is_qualified(actor):
        return ""
    why = (
        queries_qualifications.why_not(actor.account_id, IDENTIFICATION_INTERVIEW, clock.today())
        if actor.account_id
        else ""
    )
    return NOT_QUALIFIED[why or MISSING]


def check_qualified(actor: Actor) -> None:
    """Raises NotPermitted for an interviewer without the qualification, with what is missing and who can enter it."""
    if why := why_not_qualified(actor):
        raise NotPermitted(why, code="not_qualified")


def check_prepares(actor: Actor) -> None:
    """Raises NotPermitted for whoever leads none, and for whoever could not begin what they would prepare: the
    certificate is asked for before the first gate, not after the last one."""
    check_leads(actor)
    check_qualified(actor)
