"""The rights of one invented person: what is known, three rights that stand differently, one last day, one offer."""

from datetime import timedelta
from typing import Any

from himaya.cases import queries
from himaya.disclosures.actions import copies
from himaya.kernel import clock
from himaya.ops.demo_cases import somebody_at
from himaya.rights.actions import facts, rights
from himaya.rights.actions.rights import Day

DESK, HELPERS = "inspection-nord", "asso-droits"
KNOWN = {"nationality": "foreign", "unpaid_wages": "yes", "papers_held": "yes", "proceedings": "no"}


def seed() -> None:
    """On the newest open case of the desk, by the verbs like everybody's."""
    worker = somebody_at(DESK)
    case = queries.desk_cases(worker).filter(state="open").order_by("-opened_on", "reference").first()
    if case is None:
        return
    about: Any = {"case_id": case.pk, "by": worker}
    today, language = clock.today(), case.language or "fr"
    facts.note(answers=KNOWN, **about)
    for right in ("information", "legal_aid", "wages"):
        rights.tell(right=right, language=language, on=today, **about)
    rights.ask(right="legal_aid", where=HELPERS, words="", on=today, **about)
    rights.ask(right="wages", where=DESK, words="", on=today, **about)
    day = Day(today + timedelta(days=10), "counsel")
    words = "Permanence juridique, par téléphone (exercice) · المداومة القانونية، عبر الهاتف (تمرين)"
    rights.refuse(right="wages", reason="papers_missing", on=today, appeal=day, words=words, **about)
    copies.offer(**about)
