"""What the rows of agreements name: a line that was taken back, two sharings without agreement, an end that is told."""

from datetime import timedelta
from uuid import UUID

from himaya.cases.actions import acknowledgements, consents, exceptions
from himaya.cases.actions.consents import Question
from himaya.cases.actions.exceptions import Wanted
from himaya.cases.models import Case, Consent, WithdrawalNotice
from himaya.cases.rules_consents_exceptions import TO_TELL, Notice
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.plans.actions import lines
from tests import cast, factories
from tests.rooms.plans import planned
from tests.security.matrix.rows import ENDED_FILE, ENDED_LINES, ENDED_REFERRAL, EXCEPTION, EXCEPTION_OWED, TAKEN_BACK


def set_up(case_id: UUID) -> dict[str, str]:
    """On the case that everybody asks for; the referral is of another one, as this one's stays sent."""
    question = Question("desk:hostel", ("needs",), "ary", "none", "spoken")
    consents.withdraw(
        consent_id=consents.give(case_id=case_id, question=question, by=cast.INSPECTOR), by=cast.INSPECTOR
    )
    other = factories.hand_over(identity=None)
    consents.withdraw(consent_id=Consent.objects.get(case=other.case_id).pk, by=cast.INSPECTOR)
    records = Question("institution:daw", ("identity",), "ary", "none", "spoken")
    line = consents.give(case_id=other.case_id, question=records, by=cast.INSPECTOR)
    consents.withdraw(consent_id=line, by=cast.INSPECTOR)
    back = Consent.objects.get(case=other.case_id, word="withdrawn", receiver="daw")
    acknowledgements.owe_institution(consent_id=back.pk, by=SYSTEM)
    _lines_given(Case.objects.get(pk=other.case_id))
    owed = _proposed(case_id, "ward")
    exceptions.confirm(exception_id=owed, by=cast.LABOUR_LEAD)
    return {
        TAKEN_BACK: str(Consent.objects.get(case=case_id, word="withdrawn").pk),
        EXCEPTION: str(_proposed(case_id, "lawyers")),
        EXCEPTION_OWED: str(owed),
        ENDED_FILE: str(WithdrawalNotice.objects.get(line=back).pk),
        ENDED_LINES: str(WithdrawalNotice.objects.get(desk="shelter", referral=None).pk),
        ENDED_REFERRAL: str(other.referral_ids[0]),
    }


def _lines_given(case: Case) -> None:
    """Lines of a plan at the receiver, whose referral had ended, and then their end."""
    planned.asked(case)
    line = planned.line(planned.goal(case))
    planned.agreed(case)
    agreement = planned.consent(case)
    lines.request(line_id=line.pk, by=cast.INSPECTOR)
    consents.withdraw(consent_id=agreement, by=cast.INSPECTOR)


def _proposed(case_id: UUID, desk: str) -> UUID:
    notice = Notice(TO_TELL, clock.today() + timedelta(days=3))
    wanted = Wanted(desk, ("danger_now",), "danger", notice)
    return exceptions.propose(case_id=case_id, wanted=wanted, by=cast.INSPECTOR)
