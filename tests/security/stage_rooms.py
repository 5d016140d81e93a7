"""What the matrix needs of rooms of which it names only a thing or two."""

from datetime import timedelta
from uuid import UUID

from django.core.cache import cache

from himaya.cases.models import Case
from himaya.duplicates.actions import searches
from himaya.duplicates.models import Search
from himaya.enquiries.actions import enquiries as enquiry_verbs
from himaya.estimates import states
from himaya.estimates.actions import runs
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.ids import new_id
from himaya.plans.actions import lines
from himaya.risks.actions import own_ratings
from himaya.services.actions import proposals
from himaya.tasks.actions import feeds
from himaya.tasks.actions import tasks as task_verbs
from himaya.tasks.actions.tasks import Wish
from tests import cast, factories
from tests.rooms.attestations import lettered
from tests.rooms.crisis import looked
from tests.rooms.duplicates import duplicated
from tests.rooms.enquiries import asked
from tests.rooms.exchange.exchanging import ROW, taken_in
from tests.rooms.packets import packed
from tests.rooms.plans import planned
from tests.rooms.returns import gone
from tests.rooms.risks import assessed, clocked
from tests.rooms.safety import made
from tests.rooms.yearbook import at_hand
from tests.security.matrix import rows

NAME, BORN = "Canary Asked", "02/02/1990"
TABLE = b"A,B,n\n1,0,40\n0,1,50\n1,1,20\n"


def exchange() -> dict[str, str]:
    """At the own desk: a file of the exchange standard that was taken in, and that nobody worked with."""
    return {rows.TAKEN: str(taken_in(ROW))}


def crisis(case_id: UUID) -> None:
    """Somebody asked, and a look is owed. By the inspector: every visitor of the matrix is a second look."""
    looked.begun(case_id)


def returns(case_id: UUID) -> None:
    """The person chose to go, and the way is weighed, by the inspector."""
    gone.to_weighing(case_id)
    gone.weighed(case_id)


def yearbook() -> dict[str, str]:
    """A draft that waits for its reviewers, drawn up by somebody who does not visit; the hash that they give back."""
    at_hand.counted()
    draft = at_hand.drawn_up()
    return {rows.YEAR_DRAFT: str(draft.pk), f"{rows.YEAR_DRAFT}seen": draft.sha256}


def risks(case_id: UUID) -> None:
    """A finished assessment, one under way, and a domain that the person sees as worse."""
    case = Case.objects.get(pk=case_id)
    first = assessed.begun(case)
    assessed.answered(first, "R2")
    assessed.finished(first, 1)
    rating = {"case_id": case.pk, "domain": "R2", "level": "high", "words": assessed.OWN_WORDS}
    own_ratings.note(**rating, instance_id=new_id(), by=cast.INSPECTOR)
    assessed.answered(assessed.begun(case, "periodic"), "R1")


def risks_clocks(case_id: UUID) -> dict[str, str]:
    """What calls for a look, and what was agreed."""
    case = Case.objects.get(pk=case_id)
    return {rows.RISK_EVENT: str(clocked.noted(case).pk), rows.RISK_MEASURE: str(clocked.planned(case).pk)}


def services() -> dict[str, str]:
    """One proposal of the shelter's lead that waits for a second person."""
    said = proposals.Said("legal_aid", gives=True, eligibility=("men", "boys"))
    return {rows.PROPOSAL: str(proposals.propose(desk_id="shelter", said=said, by=cast.SHELTER_LEAD).pk)}


def packets(case_id: UUID) -> dict[str, str]:
    """A packet to a partner abroad that may be handed out, and one that was."""
    packed.partner()
    ready = packed.prepared(case_id)
    out, _code = packed.handed(case_id)
    return {rows.PACKET: str(ready.pk), rows.PACKET_OUT: str(out.pk)}


def safety(case_id: UUID, child_id: UUID) -> None:
    """A plan of whose copy nobody was asked; and that of a child, whose sheet the desk keeps. It holds both."""
    made.plan(Case.objects.get(pk=case_id))
    child = Case.objects.get(pk=child_id)
    made.plan(child)
    made.copy(child, "staff")


def attestations(case_id: UUID) -> dict[str, str]:
    """A letter that stands, made by the desk that holds the case.

    Its number too: a check of it is no secret to anybody who works with people.
    """
    cache.clear()
    issued, pk = lettered.issued(case_id)
    return {rows.LETTER_MADE: str(pk), rows.LETTER_NUMBER: issued.letter.number}


def estimates() -> dict[str, str]:
    """One that was stopped, by the verbs."""
    row = runs.ask(content=TABLE, origin=states.PUBLISHED, replicates=1000, seed=1, by=cast.SECRETARY)
    runs.cancel(run_id=row.pk, by=cast.SECRETARY)
    return {rows.ESTIMATE: str(row.pk)}


def duplicates() -> dict[str, str]:
    """Two files of the own desk laid side by side, and a search of the foreign institution.

    The search of the own institution was done long ago, so that another may be asked for.
    """
    file = duplicated.kept("Canary Double")
    pair = duplicated.laid(file, duplicated.kept("Canari Doubel"))
    Search.objects.filter(pk=pair.search_id).update(opened_at=factories.TUESDAY.replace(year=2025))
    search_id = searches.ask(by=cast.OFFICER)
    return {
        rows.DUPLICATE_PAIR: str(pair.pk),
        rows.DUPLICATE_FILE: str(file.pk),
        rows.FOREIGN_SEARCH: str(search_id),
    }


def tasks(case_id: UUID) -> dict[str, str]:
    """One about the case and one about nobody at the own desk, and a calendar's address."""
    wish = Wish("call_back", text="Canary calls", due_on=clock.today() + timedelta(days=2))
    about = task_verbs.give(wish=wish, case_id=case_id, by=cast.INSPECTOR)
    desk = task_verbs.give(wish=Wish("prepare"), by=cast.INSPECTOR)
    return {rows.TASK: str(about), rows.DESK_TASK: str(desk), rows.FEED: feeds.make(by=cast.INSPECTOR)}


def enquiries() -> dict[str, str]:
    """Two institutions that signed, and the own desk was told that another one asks.

    Nothing drains the outbox here: the worker's part is done by its verb.
    """
    asked.signed()
    asked.kept(NAME, birth=BORN)
    case_id = asked.kept(NAME, birth=BORN, by=asked.HOLDER).pk
    said = enquiry_verbs.Said((asked.BY.institution_id,), agrees=True)
    row = enquiry_verbs.ask(case_id=case_id, said=said, by=asked.HOLDER)
    (one,) = enquiry_verbs.compare(enquiry_id=row.pk, by=SYSTEM)
    return {rows.ENQUIRY_TOLD: str(one.pk)}


def plans(case_id: UUID) -> dict[str, str]:
    """A goal without a line, and a line that the receiving desk was given; after everything else about the case."""
    case = Case.objects.get(pk=case_id)
    planned.asked(case)
    free = planned.goal(case, "justice")
    line = planned.line(planned.goal(case))
    planned.agreed(case)
    planned.consent(case)
    lines.request(line_id=line.pk, by=cast.INSPECTOR)
    return {rows.PLAN_GOAL: str(free.pk), rows.PLAN_LINE: str(line.pk)}
