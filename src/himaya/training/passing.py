"""Whether the test after a session was passed, asked for a certificate: yes or no, and no score leaves this file."""

from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.training import rules_certificates, states
from himaya.training.models import Enrolment, Participant, TestSitting

PURPOSE = "certificate"


def passed(actor: Actor, enrolment: Enrolment) -> bool:
    """Link the code of a sealed row to the sitting after the session; one reading in the audit."""
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
