"""Decisions in the demo, by the verbs like everybody's: who decides in Talmira, one told, one that waits."""

from typing import Any
from uuid import UUID

from himaya.cases.actions import consents
from himaya.cases.actions.consents import Question
from himaya.cases.models import Case
from himaya.determinations import queries, states
from himaya.determinations.actions import decision_requests, determinations, namings, periods
from himaya.determinations.actions.decision_requests import Wanted
from himaya.determinations.actions.determinations import Outcome, Said
from himaya.determinations.actions.namings import Entered
from himaya.determinations.sheets import Sheet
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.ops.demo_cases import somebody_at
from himaya.ops.demo_scene import somebody

DESK, BODY = "inspection-nord", "parquet-centre"
COUNSEL = "inspection-nord-conseil"
ENTERS, CONFIRMS = "secretariat", "autorite-sante"
TEXT = "Mécanisme de la Talmire, texte inventé (exercice) · آلية تلميرا، نص متخيل (تمرين)"
SOURCE = "inventé pour l’exercice · متخيل من أجل التمرين"
REASONS = "Les faits relevés suffisent pour présumer (exercice) · الوقائع المتوفرة كافية للافتراض (تمرين)"
SHEET = Sheet(
    acts=("recruit", "harbour"),
    means=("deception", "abuse_vulnerability_need_precarity"),
    purposes=("LAB_FORCED",),
    effects={"freedom_to_change_lost": "yes"},
    found="Salaires retenus, papiers gardés par l’employeur (exercice) · أجور محتجزة ووثائق لدى المشغل (تمرين)",
    alternatives="Un simple litige sur le salaire n’explique pas les papiers gardés (exercice).",
    missing="Le contrat (exercice) · العقد (تمرين)",
    wishes="Rester et travailler ; pas de procédure pour l’instant (exercice).",
)


def seed() -> None:
    """Who decides, named by two people; on one file of the desk a decision that was told and a request that waits."""
    _name()
    by = somebody_at(DESK)
    rows = Case.objects.filter(desk_id=DESK, state="open", age_group="adult")
    case = rows.order_by("opened_on", "reference").first()
    if case is None:
        return
    question = Question(f"desk:{BODY}", (queries.SHEET,), "fr", "none", "spoken")
    consents.give(case_id=case.pk, question=question, by=by)
    request = _asked(case.pk, states.PRESUMED, by)
    outcome = Outcome(states.PRESUMED, REASONS, clock.today())
    decision = determinations.record(request_id=request, outcome=outcome, by=somebody_at(BODY))
    said = Said(clock.today(), case.language or "fr", "none", "spoken")
    determinations.tell(decision_id=decision, said=said, by=by)
    periods.start(case_id=case.pk, by=by)
    _asked(case.pk, states.IDENTIFIED, by)


def _name() -> None:
    today = clock.today()
    base: dict[str, Any] = {"text": TEXT, "source": SOURCE, "mark": "G", "valid_from": today}
    entries = [
        *(Entered(part=states.BODY, step=step, desk_id=BODY, article="4", **base) for step in states.STEPS),
        Entered(part=states.TERM, days=30, article="6", **base),
        Entered(part=states.PERIOD, days=45, since=states.SINCE_DECIDED, article="7", **base),
    ]
    for one in entries:
        pk = namings.propose(entered=one, by=somebody(ENTERS))
        namings.confirm(naming_id=pk, by=somebody(CONFIRMS))


def _asked(case_id: UUID, step: str, by: Actor) -> UUID:
    request = decision_requests.send(case_id=case_id, wanted=Wanted(step), sheet=SHEET, by=by)
    # The body is of the prosecution: legal counsel at the desk reads the sheet before it goes.
    decision_requests.advise(request_id=request, yes=True, by=somebody(COUNSEL))
    return request
