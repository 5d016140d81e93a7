"""Whether the test after a session was passed, asked for a certificate: yes or no, and no score leaves this file."""

from uuid import UUID

from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.training import rules_certificates, states
from himaya.training.models import Enrolment, Participant, TestRound, TestSitting

PURPOSE = "certificate"


def asked_about(session_id: UUID) -> set[str] | None:
    """The modules that both forms of the test after a session ask about; None where there was no such test."""
    rounds = TestRound.objects.filter(session_id=session_id, moment=states.POST)
    found = rounds.select_related("form_a", "form_b").first()
    if found is None:
        return None
    return rules_certificates.asked_about(*(form.content.get("items", ()) for form in (found.form_a, found.form_b)))


def passed(actor: Actor, enrolment: Enrolment) -> bool:
    """Link the code of a sealed row to the sitting after the session; one reading in the audit.

    Called outside the unit of a certificate: the reading is noted also when there is none in the end.
    """
    sealed = Participant.objects.filter(enrolment=enrolment, code__isnull=False).first()
    if sealed is None:
        return False
    with Access(actor, PURPOSE, action="participants.linked", about=("enrolment", enrolment.pk)) as reader:
        reader.open(sealed)
        sittings = TestSitting.objects.filter(
            session_id=enrolment.session_id, code=str(sealed.code or ""), moment=states.POST
        )
        found = sittings.select_related("form").first()
        if found is None:
            return False
        return rules_certificates.passed(found.form.content.get("items", ()), found.responses)
