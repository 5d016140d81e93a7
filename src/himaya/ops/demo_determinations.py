"""Decisions in the demo, by the verbs like everybody's: who decides in Talmira, one told, one that waits for the body,
one that waits for legal counsel of another desk."""

from typing import Any
from uuid import UUID

from himaya.cases.actions import consents
from himaya.cases.actions.consents import Question
from himaya.cases.models import Case
from himaya.determinations import queries, states
from himaya.determinations.actions import counsels, decision_requests, determinations, namings, periods
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
ASKS_ELSEWHERE, ELSEWHERE = "asso-accueil", "asso-droits"
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
    """Who decides, named by two people; on one file of a desk a decision that was told and a request that waits; on
    one of another desk a sheet that lawyers are asked to read."""
    _name()
    _ask_elsewhere()
    by = somebody_at(DESK)
    case = _oldest(DESK)
    if case is None:
        return
    _agreed(case, BODY, queries.SHEET, by)
    request = _asked(case.pk, states.PRESUMED, by)
    outcome = Outcome(states.PRESUMED, REASONS, clock.today())
    decision = determinations.record(request_id=request, outcome=outcome, by=somebody_at(BODY))
    said = Said(clock.today(), case.language or "fr", "none", "spoken")
    determinations.tell(decision_id=decision, said=said, by=by)
    periods.start(case_id=case.pk, by=by)
    _asked(case.pk, states.IDENTIFIED, by)


def _oldest(desk: str) -> Case | None:
    rows = Case.objects.filter(desk_id=desk, state="open", age_group="adult")
    return rows.order_by("opened_on", "reference").first()


def _agreed(case: Case, desk: str, data_class: str, by: Actor) -> None:
    consents.give(case_id=case.pk, question=Question(f"desk:{desk}", (data_class,), "fr", "none", "spoken"), by=by)


def _ask_elsewhere() -> None:
    """The sheet has not gone: lawyers of another association read it first, and nothing else of the file."""
    by, case = somebody_at(ASKS_ELSEWHERE), _oldest(ASKS_ELSEWHERE)
    if case is None:
        return
    _agreed(case, BODY, queries.SHEET, by)
    _agreed(case, ELSEWHERE, queries.COUNSEL, by)
    wanted = Wanted(states.PRESUMED)
    request = decision_requests.send(case_id=case.pk, wanted=wanted, sheet=SHEET, by=by)
    counsels.name_counsel(request_id=request, desk_id=ELSEWHERE, by=by)


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
