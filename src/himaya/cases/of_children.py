"""Whether a child's answer, or somebody's for them, may be written down. The caller holds the case, inside a unit."""

from typing import Protocol
from uuid import UUID

from django.db.models import Q

from himaya.cases import policy, rules_consents, rules_consents_child
from himaya.cases.given import IN_ORDER
from himaya.cases.ledger import About
from himaya.cases.models import Arrival, Case, Consent, Submission
from himaya.cases.rules_assessing import is_known_adult
from himaya.cases.words_consents import CHILD_REFUSED
from himaya.kernel import looked_after
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid

rules = rules_consents_child


class Heard(Protocol):
    """What was said: by the child, by a guardian."""

    @property
    def assent(self) -> str: ...
    @property
    def guardian(self) -> str: ...


def known_of_guardian(by: Actor, case_id: UUID, heard: Heard) -> str:
    """Whether a guardian may be implicated, as it was said with the answers or came with the case, sealed; looked at
    only if one agreed.

    Before the unit, so that the reading stays in the audit where the answer is then refused. Raises NotFound.
    """
    if heard.guardian != rules.AGREED:
        return ""
    if not Case.objects.filter(policy.held_cases(by), pk=case_id).exists():
        raise NotFound
    rows, flag = list(Submission.objects.filter(case=case_id).order_by(*IN_ORDER)), ""
    arrived = list(Arrival.objects.filter(case=case_id))
    with Access(by, "prepare_referral", action="guardian.looked_up", about=("case", case_id)) as reader:
        reader.open(*arrived, *rows)
        for came in arrived:
            flag = str((came.story or {}).get("guardian_flag", ""))
        for row in rows:
            flag = str((row.details or {}).get("guardian_flag") or flag)
    return flag


def check_heard(case: Case, about: About, heard: Heard, word: str, *, flag: str) -> None:
    """Raises NotValid or NotNow where this word may not be written down so. Nothing is asked about a known adult.

    `flag` is what `known_of_guardian` found.
    """
    if is_known_adult(case.age_group):
        if heard.assent or heard.guardian:
            raise NotValid(CHILD_REFUSED["assent"], code="assent")
        return
    given = word == rules_consents.GIVEN
    if heard.assent not in (rules.ASSENTS if given else ("", *rules.ASSENTS)):
        raise NotValid(CHILD_REFUSED["assent"], code="assent")
    if heard.guardian not in ("", *rules.GUARDIANS):
        raise NotValid(CHILD_REFUSED["guardian"], code="guardian")
    if heard.guardian == rules.AGREED and not _may_be_asked(case, flag):
        raise NotNow(CHILD_REFUSED["guardian"], code="guardian")
    if not given:
        return
    if why := rules.against(heard.assent, heard.guardian):
        raise NotNow(CHILD_REFUSED[why], code="assent")
    if heard.assent != rules.YES and _said_no_before(case, about):
        raise NotNow(CHILD_REFUSED["earlier_no"], code="assent")


def _said_no_before(case: Case, about: About) -> bool:
    """True when the last that the child said of this recipient was no, or it was taken back; their own yes lifts it."""
    lines = Consent.objects.filter(case=case, **about.columns).exclude(word=rules_consents.ASKED)
    own = Q(assent__in=(rules.YES, rules.NO)) | Q(word=rules_consents.WITHDRAWN)
    last = lines.filter(own).order_by("-number").first()
    return last is not None and last.assent != rules.YES


def _may_be_asked(case: Case, flag: str) -> bool:
    earlier = Consent.objects.filter(case=case).values_list("guardian", flat=True)
    return rules.may_ask_guardian(flag, earlier, looked_after.implicated(case.pk))
