"""The verbs of an agreement: asked, given, refused, withdrawn. Each is a line; what rests on it ends with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import access, consulates, ledger, of_children, policy, proofs, queries_consents, states
from himaya.cases import rules_consents as rules
from himaya.cases.actions import acknowledgements, grants, referrals
from himaya.cases.ledger import About, Talk
from himaya.cases.models import Case, Consent
from himaya.cases.rules_assessing import is_known_adult
from himaya.cases.rules_consents_consulate import NO, YES
from himaya.cases.words_consents import CONSULATE_REFUSED
from himaya.institutions.content import load_languages
from himaya.institutions.models import Institution
from himaya.kernel import clock, days, reached
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import Unit, unit


@dataclass(frozen=True, slots=True)
class Question:
    """What the person is asked: may these classes of data go there, in which conversation. `to` is `desk:ID` or
    `institution:ID`, the second for a file of records."""

    to: str
    data_classes: Sequence[str]
    language: str
    interpreter: str
    mode: str
    # Of a child: what they said themself, and a guardian. About a consulate: whether the person fears that State.
    assent: str = ""
    guardian: str = ""
    fears: str = ""


def ask(*, case_id: UUID, question: Question, by: Actor) -> UUID:
    """The person was asked and has not answered yet: nothing changes. Returns the id of the line.

    Like all of these raises NotFound, NotNow (closed) and NotValid (the code names the field).
    """
    flag = of_children.known_of_guardian(by, case_id, question)
    with unit(by=by) as u:
        case, about = _asked(by, case_id, question)
        of_children.check_heard(case, about, question, rules.ASKED, flag=flag)
        return _line(u, case, rules.ASKED, about, question).pk


def give(*, case_id: UUID, question: Question, by: Actor, until: date | None = None) -> UUID:
    """The person agrees, until a day, that day included, or until they say otherwise. Returns the id of the line.

    An end that is nearer than before also ends what was opened to that desk for longer.
    """
    flag = of_children.known_of_guardian(by, case_id, question)
    with unit(by=by) as u:
        case, about = _asked(by, case_id, question)
        if until is not None and (until < clock.today() or not days.lies_near(until)):
            raise NotValid(_("Choose a last day from today on, or none."), code="until")
        consulates.check_asked(case, about, question.fears)
        of_children.check_heard(case, about, question, rules.GIVEN, flag=flag)
        row = _line(u, case, rules.GIVEN, about, question, until=until)
        if until is not None and about.desk_id:
            grants.shorten(u, case, about.desk_id, until)
        return row.pk


def refuse(*, case_id: UUID, question: Question, by: Actor) -> UUID:
    """The person says no. No reason is asked, and help does not depend on it. Returns the id of the line."""
    flag = of_children.known_of_guardian(by, case_id, question)
    with unit(by=by) as u:
        case, about = _asked(by, case_id, question)
        held = rules.in_force(queries_consents.lines(case.pk, about.columns), clock.today())
        if not held.isdisjoint(question.data_classes):
            raise NotNow(
                _("The person agreed to this before. If they no longer do, withdraw it: what flows stops at once."),
                code="answer",
            )
        of_children.check_heard(case, about, question, rules.REFUSED, flag=flag)
        return _line(u, case, rules.REFUSED, about, question).pk


def use(*, consent_id: UUID, by: Actor) -> None:
    """The contact with a consulate was made, outside this system: the yes is used up, and the next one needs its own.

    `consent_id` is any line about that consulate. Raises NotNow where no yes is in force, or one may no longer go.
    """
    with unit(by=by) as u:
        row = _line_held(by, consent_id)
        about = About(row.recipient_id or "", row.receiver_id or "")
        if not consulates.is_one(about):
            raise NotNow(CONSULATE_REFUSED["not_one"], code="not_one")
        classes = rules.in_force(queries_consents.lines(row.case_id, about.columns), clock.today())
        consulates.check_goes(row.case, about, classes, agreement=True)
        ledger.write(
            u, case_id=row.case_id, person_id=row.case.person_id, word=rules.USED, about=about, classes=classes
        )


def withdraw(*, consent_id: UUID, by: Actor) -> None:
    """The person takes back what they agreed with one recipient: no reason, and at once.

    Every referral to that desk that rests on agreement is withdrawn with it, accepted or not: what was shared can no
    longer be read, accesses end, the desk is told. `consent_id` is any line about that recipient.
    """
    with unit(by=by) as u:
        row = _line_held(by, consent_id)
        about = About(row.recipient_id or "", row.receiver_id or "")
        resting = queries_consents.standing_referrals(row.case_id, about.desk_id) if about.desk_id else []
        back = rules.taken_back(queries_consents.lines(row.case_id, about.columns), clock.today())
        if not back and not resting:
            raise NotNow(_("Nothing is agreed with this recipient any more. Nothing else was changed."), code="nothing")
        line = ledger.write(
            u, case_id=row.case_id, person_id=row.case.person_id, word=rules.WITHDRAWN, about=about, classes=back
        )
        for one in resting:
            referrals.withdraw(referral_id=one.pk, by=by)
        # A desk is told once: by its referral, where one ends here.
        if about.desk_id and not resting and (known := reached.reference(row.case_id, about.desk_id, back)):
            acknowledgements.owe_desk(u, line, known)


def prove(*, consent_id: UUID, by: Actor) -> proofs.Proof:
    """What the person may hold in the hand: taken back on a day, who was told, who has read so. Signed; names nobody.

    `consent_id` is a line that says so; all that was taken back on its day is in the proof. Raises NotFound.
    """
    with unit(by=by) as u:
        row = _line_held(by, consent_id)
        if row.word != rules.WITHDRAWN:
            raise NotFound
        u.log("consent.proven", object_type="case", object_id=row.case_id, subjects=[row.case.person_id])
        return proofs.of(row)


def _line_held(by: Actor, consent_id: UUID) -> Consent:
    found = Consent.objects.filter(pk=consent_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotFound
    access.lock_case(by, found)
    return Consent.objects.select_related("case").get(pk=consent_id)


def _asked(by: Actor, case_id: UUID, question: Question) -> tuple[Case, About]:
    policy.check_hand_over(by)
    case = access.lock_case(by, case_id)
    if case.state != "open":
        raise NotNow(_("This file is closed. Nothing more is asked; what was agreed can be withdrawn."), code="closed")
    about = _about(case, question.to)
    if not question.data_classes or not set(question.data_classes) <= ledger.offered():
        raise NotValid(_("Tick what the person was asked about."), code="data_classes")
    if question.language not in {row.id for row in load_languages()}:
        raise NotValid(_("Choose the language in which it was asked."), code="language")
    if question.interpreter not in states.INTERPRETERS:
        raise NotValid(_("Say whether an interpreter was needed."), code="interpreter")
    if question.mode not in rules.MODES:
        raise NotValid(_("Say in which form the person answered."), code="mode")
    if question.fears not in ("", YES, NO):
        raise NotValid(CONSULATE_REFUSED["ask"], code="fears")
    return case, about


def _about(case: Case, to: str) -> About:
    kind, _colon, number = to.partition(":")
    if kind == "desk" and queries_consents.desks_to_ask_about(case).filter(pk=number).exists():
        return About(desk_id=number)
    others = Institution.objects.filter(pk=number, valid_to__isnull=True).exclude(pk=case.institution_id)
    if kind == "institution" and others.exists():
        return About(institution_id=number)
    raise NotValid(_("Choose who would receive it."), code="to")


def _line(u: Unit, case: Case, word: str, about: About, question: Question, *, until: date | None = None) -> Consent:
    # A reference and a region go with whatever goes; a refusal of something else does not take them away.
    along = queries_consents.accompanying() if word == rules.GIVEN else ()
    classes = [*question.data_classes, *along]
    return ledger.write(
        u,
        case_id=case.pk,
        person_id=case.person_id,
        word=word,
        about=about,
        classes=classes,
        talk=Talk(
            question.language,
            question.interpreter,
            question.mode,
            question.assent or _of_no(case, word),
            question.guardian,
            question.fears if consulates.is_one(about) else "",
        ),
        until=until,
    )


def _of_no(case: Case, word: str) -> str:
    """A no about a child is the child's, where nothing else was said: three taps, as for everybody."""
    return of_children.rules.NO if word == rules.REFUSED and not is_known_adult(case.age_group) else ""
