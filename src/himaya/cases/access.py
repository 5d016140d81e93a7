"""The only ways to hold one case or one referral: `open_*` logs the reading, `lock_*` holds it for a change."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.cases import packets, policy, queries_consents, queries_grants, rules_grants, states, words
from himaya.cases.access_people import hold_all_of
from himaya.cases.given import IN_ORDER
from himaya.cases.models import Arrival, Case, Consent, Referral, ReferralStep, Submission
from himaya.cases.rules_grants import EXISTS, IDENTITY, STORY, Given, View
from himaya.institutions import catalogue
from himaya.institutions.models import Desk
from himaya.kernel import clock, wall
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotPermitted, NotValid
from himaya.persons import ways
from himaya.persons.models import Person

SEALED_OF_REFERRAL = ("packet_identity", "packet_story", "question", "answer", "note")
# The purpose of somebody who only follows a delay: dates and states, never content.
NO_CONTENT = "supervise_delay"
# Of a file, what is sealed: the name and what was told.
SEALED = (IDENTITY, STORY)


@dataclass(frozen=True)
class Entry:
    """One line of a timeline: when, which desk, in which role, what (code and sentence), on which referral."""

    at: datetime
    desk: Desk
    role: str
    action: str
    sentence: Promise | str
    code: str
    reference: str


@dataclass(frozen=True)
class OpenedCase:
    """A case inside its block. `person` is None when the purpose or the actor's access does not reveal an identity.

    `view` is how much of it the actor sees; `holds` is true at the desk that may change it.
    """

    case: Case
    view: View
    holds: bool
    person: Person | None
    submissions: list[Submission]
    referrals: list[Referral]
    consents: list[Consent]
    timeline: list[Entry]
    arrived: list[Arrival]
    access: Access = field(repr=False)


@dataclass(frozen=True)
class OpenedReferral:
    """A referral inside its block. `packet` is by data class and only for the receiving desk while it needs it, and so
    are the words there; `masked` names the classes of identity that this purpose does not reveal: ask for one that
    does."""

    referral: Referral
    packet: dict[str, Any]
    masked: tuple[str, ...]
    question: str
    answer: str
    note: str
    steps: list[Entry]
    receiving: bool


def check_purpose(purpose: str) -> bool:
    """True when the purpose reveals an identity. Raises NotValid for a purpose that is not in the list."""
    row = catalogue.purposes().get(purpose)
    if row is None:
        raise NotValid(code="purpose_unknown")
    return row.reveals


def view_of(actor: Actor, case: Case) -> View:
    """How much of a visible case the actor sees, by all accesses in force. Raises NotFound when none is."""
    found = rules_grants.view(_given(actor, case))
    if found is None:
        raise NotFound
    return found


def open_until(actor: Actor, case: Case, *, part: str = "", kind: str = "") -> datetime | None:
    """Until when this part, or an access of this kind, is open to the actor; None where it has no end."""
    return rules_grants.until(_given(actor, case), part=part, kind=kind)


def _given(actor: Actor, case: Case) -> list[Given]:
    rows = policy.granted(actor).filter(case=case).values_list("kind", "level", "sections", "expires_at")
    return [Given(kind, level, tuple(sections), until) for kind, level, sections, until in rows]


@contextmanager
def open_case(
    actor: Actor, case_id: UUID, *, purpose: str, section: str = "", wanted: Collection[str] = SEALED
) -> Iterator[OpenedCase]:
    """Open a case that the actor may see, as far as they may, for a purpose; one audit event per block.

    Of what is sealed only the `wanted` sections are opened: whoever needs states and days wants none, and the log
    still says for what they were read. Raises NotFound, or NotPermitted when `section` is asked for and the actor's
    accesses do not show it.
    """
    reveals = check_purpose(purpose)
    case = Case.objects.select_related("desk__institution").filter(policy.visible_cases(actor), pk=case_id).first()
    if case is None:
        raise NotFound
    view = view_of(actor, case)
    if section and not view.shows(section):
        raise NotPermitted(
            _("Your access to this file does not show this. Ask the lead of the desk that holds it."),
            code="not_in_the_access",
        )
    named = reveals and IDENTITY in wanted and view.shows(IDENTITY)
    person = Person.objects.get(pk=case.person_id) if named else None
    told = purpose != NO_CONTENT and STORY in wanted and view.shows(STORY)
    submissions = _submissions(case) if told else []
    arrived = list(Arrival.objects.filter(case=case).select_related("from_desk__institution")) if told else []
    known = view.level != EXISTS
    referrals = _referrals_of(case) if known else []
    consents = Consent.objects.filter(case=case).select_related("recipient__institution", "receiver", "desk")
    with Access(actor, purpose, action="case.read", about=("case", case.pk)) as access:
        access.open(*([person] if person is not None else []), *submissions, *arrived)
        yield OpenedCase(
            case=case,
            view=view,
            holds=case.desk_id == actor.desk_id,
            person=person,
            submissions=submissions,
            referrals=referrals,
            consents=list(consents.order_by("number")) if known else [],
            timeline=timeline(referrals),
            arrived=arrived,
            access=access,
        )


def purpose_of_looking(actor: Actor, case_id: UUID) -> str:
    """For what somebody looks at the first lines of a file, where nothing sealed stands: whoever only knows that it
    exists follows its delays; whoever works on it gives the service. Raises NotFound."""
    case = Case.objects.filter(policy.visible_cases(actor), pk=case_id).first()
    if case is None:
        raise NotFound
    return NO_CONTENT if view_of(actor, case).level == EXISTS else "give_service"


def has_told(actor: Actor, case: Case) -> bool:
    """Whether the person told something before that this actor may read in the file. Nothing is opened."""
    if not view_of(actor, case).shows(STORY):
        return False
    return Submission.objects.filter(case=case).exists() or Arrival.objects.filter(case=case).exists()


def _submissions(case: Case) -> list[Submission]:
    return list(Submission.objects.filter(case=case).select_related("version").order_by(*IN_ORDER))


def _referrals_of(case: Case) -> list[Referral]:
    return list(
        Referral.objects.filter(case=case)
        .select_related("to_desk__institution", "from_desk__institution", "proposed_desk__institution")
        .defer(*SEALED_OF_REFERRAL)
        .order_by("-sent_at")
    )


@contextmanager
def open_referral(actor: Actor, referral_id: UUID, *, purpose: str) -> Iterator[OpenedReferral]:
    """Open a referral that the actor's desk sent or received; one audit event per block. Raises NotFound.

    The sender sees state, questions and report, and does not read the packet again.
    """
    reveals = check_purpose(purpose)
    rows = Referral.objects.filter(policy.visible_referrals(actor), pk=referral_id)
    sealed = rows.first()
    if sealed is None:
        raise NotFound
    # What the page holds is never the opened row, so that no template can reach past `packet`.
    shown = rows.select_related(
        "to_desk__institution", "from_desk__institution", "proposed_desk__institution", "consent"
    ).defer(*SEALED_OF_REFERRAL)[0]
    receiving = shown.to_desk_id == actor.desk_id
    with Access(actor, purpose, action="referral.read") as access:
        access.open(sealed)
        if receiving and shown.opened_at is None and purpose != NO_CONTENT:
            # The sender sees that it was opened there, and when: the desk, never who.
            rows.filter(opened_at__isnull=True).update(opened_at=clock.now())
        packet, masked = _packet(sealed, receiving=receiving, reveals=reveals, purpose=purpose)
        content = purpose != NO_CONTENT and (not receiving or carries_words(sealed))
        yield OpenedReferral(
            referral=shown,
            packet=packet,
            masked=masked,
            question=(sealed.question or "") if content else "",
            answer=(sealed.answer or "") if content else "",
            note=(sealed.note or "") if content else "",
            steps=timeline([shown]),
            receiving=receiving,
        )


def _packet(
    sealed: Referral, *, receiving: bool, reveals: bool, purpose: str
) -> tuple[dict[str, Any], tuple[str, ...]]:
    if not receiving or sealed.state not in states.READABLE or purpose == NO_CONTENT:
        return {}, ()
    clear = {"reference": sealed.reference, "region": sealed.region}
    story: dict[str, Any] = sealed.packet_story or {}
    # The identity part is not even decrypted for a purpose that does not reveal it.
    shared = shared_now(sealed)
    story = {name: said for name, said in story.items() if name in shared}
    if not reveals:
        classes = catalogue.data_classes()
        return {**clear, **story}, tuple(name for name in shared if classes[name].key == "identity")
    whole: dict[str, Any] = sealed.packet_identity or {}
    # Nothing sent says the way where it was not agreed: a number that left alone is one to be called.
    way = dict(whole.get("safe_contact") or {}).get("way", ways.PHONE)
    return {**clear, **packets.readable(whole, shared, way=way), **story}, ()


def shared_now(referral: Referral) -> tuple[str, ...]:
    """Of what was sent, the classes of data that the receiver may still read: what ran out is closed again."""
    sent = tuple(referral.consent.data_classes)
    if referral.consent.basis != states.CONSENT:
        return sent
    agreed = queries_consents.agreed_at_desk(referral.case_id, referral.to_desk_id)
    along = queries_consents.accompanying() if agreed else frozenset()
    return tuple(name for name in sent if name in agreed | along)


def carries_words(referral: Referral) -> bool:
    """True while the receiver may read what was asked and answered: free words, carried by the whole agreement."""
    return referral.state in states.READABLE and set(shared_now(referral)) == set(referral.consent.data_classes)


def timeline(referrals: list[Referral]) -> list[Entry]:
    """The steps of these referrals, oldest first."""
    references = {row.pk: row.reference for row in referrals}
    steps = (
        ReferralStep.objects.filter(referral_id__in=list(references))
        .select_related("desk__institution")
        .order_by("at", "id")
    )
    return [
        Entry(
            step.at,
            step.desk,
            step.role,
            step.action,
            words.STEPS.get(step.action, ""),
            step.code,
            references[step.referral_id],
        )
        for step in steps
    ]


def held_case(actor: Actor, case_id: UUID) -> Case:
    """The case, closed, for somebody at the desk that holds it. Raises NotFound."""
    found = queries_grants.held_case(actor, case_id)
    if found is None:
        raise NotFound
    return found


def held_or_emergency(actor: Actor, case_id: UUID, part: str) -> Case:
    """The case, closed, for somebody at the desk that holds it, or to whom an emergency opened this part of it.

    Only the desk that holds it changes anything. Raises NotFound.
    """
    rows = Case.objects.select_related("desk__institution").filter(policy.visible_cases(actor), pk=case_id)
    found = rows.first()
    if found is None or not (found.desk_id == actor.desk_id or view_of(actor, found).shows(part)):
        raise NotFound
    return found


def lock_case(actor: Actor, case_id: UUID) -> Case:
    """Hold a case of the actor's desk for a change, inside a unit: whoever was only let in to see changes nothing.

    Raises NotFound.
    """
    with wall.beyond(wall.EVERYTHING):
        list(Case.objects.select_for_update().filter(pk=case_id).values_list("pk"))
    return _held(actor, case_id)


def lock_with_all(actor: Actor, case_id: UUID) -> tuple[Case, list[Case]]:
    """The same, and with it every file of the person and the person, in the order in which an erasure holds them.

    Of the person: also the files of those who were said to be the same one.
    Also for a data protection officer who watches over the file. Raises NotFound, NotNow (joined at this moment).
    """
    watched = policy.overseen_cases(actor) if policy.oversees(actor) else Q(pk__in=[])
    # Judged first too: what is absent and what is another's must cost the same number of looks.
    _held(actor, case_id, watched)
    with wall.beyond(wall.EVERYTHING):
        person = hold_all_of(Case.objects.filter(pk=case_id).values_list("person_id", flat=True))
        # Read once the person is held: a hand-over holds the person before it opens one more file.
        files = list(Case.objects.filter(person_id__in=person).order_by("pk"))
    return _held(actor, case_id, watched), files


def _held(actor: Actor, case_id: UUID, watched: Q | None = None) -> Case:
    """Judged after the waiting: who was kept out, or lost the file, a moment ago, is so already."""
    mine = policy.held_cases(actor) | watched if watched is not None else policy.held_cases(actor)
    found = Case.objects.filter(mine, pk=case_id).first()
    if found is None:
        raise NotFound
    return found


def is_closed(case_id: UUID) -> bool:
    """True for a file that its desk has closed; the receiver of a referral of it may not see the file itself."""
    with wall.beyond(wall.EVERYTHING):
        return Case.objects.filter(pk=case_id).exclude(state="open").exists()


def lock_referral(actor: Actor, referral_id: UUID, *, case_first: bool = False) -> Referral:
    """Hold a referral of the actor's desk (or, for the system, any) for a change, inside a unit. Raises NotFound.

    `case_first` also holds its case, in the order in which sending holds them, so that the two never lock each
    other out.
    """
    if case_first:
        of_referral = Referral.objects.filter(pk=referral_id).values("case_id")
        with wall.beyond(wall.EVERYTHING):
            Case.objects.select_for_update().filter(pk__in=of_referral).first()
    rows = Referral.objects.select_for_update(of=("self",)).select_related("to_desk", "from_desk", "consent")
    if actor.kind != "system":
        rows = rows.filter(policy.visible_referrals(actor))
    found = rows.filter(pk=referral_id).first()
    if found is None:
        raise NotFound
    return found
