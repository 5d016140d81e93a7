"""The gate before a consulate: asked by whatever writes an agreement down, sends, lets in or shares without agreement.

Callers hold the case, inside a unit. What is a consulate is said by the kind of its institution.
"""

from collections.abc import Iterable

from himaya.cases import queries_consents
from himaya.cases import rules_consents_consulate as rules
from himaya.cases.ledger import About
from himaya.cases.models import Case, Consent, Referral
from himaya.cases.rules_assessing import is_known_adult
from himaya.cases.words_consents import CONSULATE_REFUSED
from himaya.institutions.models import Desk, Institution
from himaya.kernel import best_interest, clock, wall
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.fears import told


def is_one(about: About) -> bool:
    """True when the recipient is a consulate, or a desk of one."""
    named = {"pk": about.institution_id} if about.institution_id else {"desks": about.desk_id}
    return Institution.objects.filter(**named, kind__in=rules.CONSULAR).exists()


def refuse_any(desk: Desk, code: str) -> None:
    """Raises NotNow for a desk of a consulate, whatever the person said: there is no such way to it."""
    if rules.CONSULAR & {desk.kind, desk.institution.kind}:
        raise NotNow(CONSULATE_REFUSED[code], code="consulate")


def check_asked(case: Case, about: About, fears: str) -> None:
    """Raises NotNow or NotValid where a yes about a consulate may not be written down; nothing for other recipients."""
    if not is_one(about):
        return
    if about.institution_id:
        raise NotNow(CONSULATE_REFUSED["export"], code="to")
    if why := rules.against(_facts(case, fears)):
        kind = NotValid if why == "ask" else NotNow
        raise kind(CONSULATE_REFUSED[why], code="fears" if why in ("ask", "fear") else "to")


def check_goes(case: Case, about: About, wanted: Iterable[str], *, agreement: bool) -> None:
    """Raises NotNow where something may not go to a consulate now; nothing for other recipients.

    A yes is for one contact: what was sent on it, or a contact that was made, has used it up.
    """
    if not is_one(about):
        return
    lines, classes = queries_consents.lines(case.pk, about.columns), set(wanted) - queries_consents.accompanying()
    used = set(Referral.objects.filter(case=case, to_desk=about.desk_id).values_list("consent__number", flat=True))
    asked = Consent.objects.filter(case=case, **about.columns).exclude(fears="").order_by("-number").first()
    fresh = rules.fresh(lines, classes, used, clock.today())
    if why := rules.against(_facts(case, asked.fears if asked else "", agreement=agreement, fresh=fresh)):
        raise NotNow(CONSULATE_REFUSED[why], code="consulate")


def told_of_a_state(case: Case) -> tuple[bool, bool]:
    """Whether somebody told of fear of a State, and whether of asylum: yes or no, in any file of the person."""
    # A fear that one desk was told must not be missed by another.
    with wall.beyond(wall.EVERYTHING):
        afraid = Consent.objects.filter(case__person_id=case.person_id, fears=rules.YES).exists()
        asylum = Referral.objects.filter(person_id=case.person_id, service__in=rules.ASYLUM).exists()
        return afraid or told(case.person_id), asylum


def _facts(case: Case, fears: str, *, agreement: bool = True, fresh: bool = True) -> rules.Facts:
    afraid, asylum = told_of_a_state(case)
    child = not is_known_adult(case.age_group)
    return rules.Facts(
        child=child,
        decided=child and best_interest.opens(case.pk),
        agreement=agreement,
        fears=rules.YES if afraid else fears,
        asylum=asylum,
        fresh=fresh,
    )
