"""What institutions say of a draft: stances, comments, amendments and which of them clash; narrowed to the actor."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet

from himaya.coordination import amending, drafting, policy, rules_amendments, rules_content, states
from himaya.coordination.models import Amendment, Comment, Consultation, Cycle, Draft, Stance
from himaya.coordination.queries import drafts as known_drafts
from himaya.coordination.queries.tables import seats_on, voices_on
from himaya.coordination.rules_content import Content
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.actor import NOBODY, Actor
from himaya.kernel.errors import NotFound

# These still count against each other: what was not accepted, withdrawn or carried over no longer does.
LIVE = (*states.UNSETTLED, states.ACCEPTED, states.ACCEPTED_MODIFIED)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two amendments that cannot both be accepted as they stand, and why: one of `rules_amendments.CLASHES`."""

    one: Amendment
    other: Amendment
    kind: str


@dataclass(frozen=True, slots=True)
class OnClause:
    """What was said on one clause. `clause` is it, or what took its place; None for the whole, or when it is gone."""

    uid: str
    clause: rules_content.Clause | None
    comments: list[Comment] = field(default_factory=list)
    amendments: list[Amendment] = field(default_factory=list)


def visible(actor: Actor) -> "QuerySet[Consultation]":
    """The consultations on drafts that the actor may know, the latest first."""
    drafts = known_drafts.visible_drafts(actor).order_by().values("pk")
    rows = Consultation.objects.filter(draft__in=drafts).select_related("draft__document__cycle", "draft__base")
    return rows.order_by("-opens_on", "-number")


def consultation_of(actor: Actor, consultation_id: UUID) -> Consultation:
    """One consultation that the actor may know. Raises NotFound."""
    found = visible(actor).filter(pk=consultation_id).first()
    if found is None:
        raise NotFound
    return found


def latest(draft: Draft) -> Consultation | None:
    """The last round on a draft, open or closed."""
    return draft.consultations.order_by("-number").first()


def amendment_of(actor: Actor, amendment_id: UUID) -> Amendment:
    """One amendment to a draft that the actor may know. Raises NotFound."""
    drafts = known_drafts.visible_drafts(actor).order_by().values("pk")
    rows = Amendment.objects.filter(draft__in=drafts).select_related(
        "draft__document__cycle", "draft__base", "institution", "delegate", "consultation"
    )
    found = rows.filter(pk=amendment_id).first()
    if found is None:
        raise NotFound
    return found


def comment_of(actor: Actor, comment_id: UUID) -> Comment:
    """One comment that the actor may read. Raises NotFound."""
    drafts = known_drafts.visible_drafts(actor).order_by().values("pk")
    rows = Comment.objects.filter(_readable(actor), consultation__draft__in=drafts).select_related(
        "consultation__draft__document__cycle", "consultation__draft__base", "institution", "delegate", "follows"
    )
    found = rows.filter(pk=comment_id).first()
    if found is None:
        raise NotFound
    return found


def amendments(draft: Draft) -> list[Amendment]:
    """Every amendment to a draft, in the order in which they came."""
    return list(draft.amendments.select_related("institution", "delegate", "consultation").order_by("number"))


def unsettled(draft: Draft) -> list[Amendment]:
    """The amendments that wait to be settled, in the order of the clauses that they are about."""
    order = {uid: place for place, uid in enumerate(rules_content.uids(drafting.content(draft)))}
    rows = [one for one in amendments(draft) if one.state in states.UNSETTLED]
    return sorted(rows, key=lambda one: (order.get(one.uid, -1 if not one.uid else len(order)), one.number))


def comments(draft: Draft, actor: Actor = NOBODY) -> list[Comment]:
    """What was said on a draft that the actor may read, oldest first; by default what everybody reads."""
    rows = Comment.objects.filter(_readable(actor), consultation__draft=draft)
    return list(rows.select_related("institution", "delegate", "consultation").order_by("made_at", "pk"))


def _readable(actor: Actor) -> Q:
    if policy.is_secretariat(actor):
        return Q()
    return Q(visibility=states.FOR_ALL) | Q(institution_id=actor.institution_id)


def stances(consultation: Consultation) -> list[Stance]:
    """Where each institution that said so stands, and after the closing who was silent; by name."""
    rows = consultation.stances.select_related("institution", "delegate")
    return sorted(rows, key=lambda one: one.institution.name)


def asked(consultation: Consultation) -> list[Institution]:
    """The institutions that are asked for their stance: those with a voice, in the order of their seats."""
    return voices_on(consultation.draft.document.cycle, consultation.closed_on or clock.today())


def conflicts(draft: Draft) -> list[Clash]:
    """The pairs of amendments that cannot both be accepted as they stand."""
    return clashes(amendments(draft), drafting.content(draft))


def clashes(rows: Iterable[Amendment], content: Content) -> list[Clash]:
    """The same among amendments and over a content that are at hand."""
    live = {str(one.pk): one for one in rows if one.state in LIVE}
    found = rules_amendments.conflicts([amending.ask_of(one) for one in live.values()], amending.inside(content))
    open_ones = [one for one in found if _is_open(live[one.one]) or _is_open(live[one.other])]
    return [Clash(live[one.one], live[one.other], one.kind) for one in open_ones]


def _is_open(row: Amendment) -> bool:
    return row.state in states.UNSETTLED


def by_clause(draft: Draft, actor: Actor, content: Content) -> list[OnClause]:
    """Everything said, clause by clause in the order of the text: the whole first, clauses that are gone last."""
    order = ["", *rules_content.uids(content)]
    known = {one["uid"]: one for one in content["clauses"]}
    heirs = {one["replaces"]: one for one in content["clauses"] if one["replaces"] and one["replaces"] not in known}
    found: dict[str, OnClause] = {}

    def at(uid: str) -> OnClause:
        return found.setdefault(uid, OnClause(uid, known.get(uid) or heirs.get(uid)))

    for comment in comments(draft, actor):
        at(comment.uid).comments.append(comment)
    for amendment in amendments(draft):
        at(amendment.uid).amendments.append(amendment)
    places = {uid: place for place, uid in enumerate(order)}
    return sorted(found.values(), key=lambda one: places.get(one.clause["uid"] if one.clause else one.uid, len(order)))


def under_way(actor: Actor, documents: Iterable[UUID | None]) -> dict[UUID, Draft]:
    """By document the draft that institutions talk about, or that is before a table; as far as the actor may know."""
    talked_about = (states.IN_CONSULTATION, states.CONSOLIDATION, states.DRAFT_TABLED)
    wanted = [one for one in documents if one is not None]
    rows = known_drafts.visible_drafts(actor).filter(document__in=wanted, state__in=talked_about)
    return {one.document_id: one for one in rows}


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open round, and where one institution is with it. `stance` is None until it said where it stands."""

    consultation: Consultation
    stance: Stance | None


def asked_of(institution_id: str, cycle: Cycle) -> list[Waiting]:
    """The open rounds of a cycle in which an institution is asked for its stance, the soonest to close first."""
    if institution_id not in {one.pk for one in voices_on(cycle, clock.today())}:
        return []
    rows = Consultation.objects.filter(draft__document__cycle=cycle, state=states.CONSULTATION_OPEN)
    said = {
        one.consultation_id: one for one in Stance.objects.filter(consultation__in=rows, institution=institution_id)
    }
    rows = rows.select_related("draft__document").order_by("closes_on", "pk")
    return [Waiting(one, said.get(one.pk)) for one in rows]


def sits(institution_id: str, cycle: Cycle) -> bool:
    """True when an institution has a seat today, with a voice or without."""
    return seats_on(cycle, clock.today()).filter(institution_id=institution_id).exists()


def carried_over(draft: Draft) -> list[Amendment]:
    """What was carried over from earlier drafts of the document, or from this one, and not asked for anew since."""
    rows = Amendment.objects.filter(draft__document=draft.document_id, state=states.CARRIED_OVER)
    rows = rows.filter(draft__number__lte=draft.number).select_related("institution", "draft")
    again = {(one.institution_id, one.op, one.uid, one.after) for one in amendments(draft) if _is_open(one)}
    return [
        one
        for one in rows.order_by("draft__number", "number")
        if (one.institution_id, one.op, one.uid, one.after) not in again
    ]
