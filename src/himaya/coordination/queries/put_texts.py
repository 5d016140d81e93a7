"""The text that a question is about: its draft, its clauses that can be decided, and what stands against each."""

from collections.abc import Mapping
from dataclasses import dataclass

from himaya.coordination import drafting, rules_changes, rules_content, states
from himaya.coordination.models import Amendment, Clause, Decision, Document, Draft, Reservation, Stance
from himaya.coordination.rules_changes import Change


@dataclass(frozen=True, slots=True)
class Choice:
    """A clause that a question can be about: what changes in it, its words, and whether something stands against it."""

    uid: str
    change: Change
    texts: Mapping[str, str]
    contested: bool


def draft_of(decision: Decision) -> Draft | None:
    """The draft that a question is, or was, about; None when it is about no text."""
    found = decision.result.get("draft")
    return Draft.objects.select_related("document", "base").filter(pk=found).first() if found else None


def tabled(document: Document) -> Draft | None:
    """The draft of a document that is before the table."""
    rows = Draft.objects.select_related("document", "base")
    return rows.filter(document=document, state=states.DRAFT_TABLED).first()


def choices(draft: Draft) -> list[Choice]:
    """The clauses of a draft that differ from what is adopted, in the order of the text; those taken out come last."""
    new, base = drafting.content(draft), drafting.base_content(draft)
    texts = {one["uid"]: one["texts"] for one in (*base["clauses"], *new["clauses"])}
    against = contested(draft)
    return [
        Choice(one.uid, one, texts[one.uid], one.uid in against or one.replaces in against)
        for one in rules_changes.compare(base, new).changes
    ]


def contested(draft: Draft) -> set[str]:
    """The clauses against which something stands, by uid.

    A reservation at an earlier question on this draft; an amendment that was carried over; one that was not accepted,
    of an institution that objects to the text.
    """
    held = Reservation.objects.filter(decision__result__draft=str(draft.pk), lifted_on__isnull=True)
    found = set(held.exclude(clause="").values_list("clause", flat=True))
    rows = Amendment.objects.filter(draft=draft)
    found |= set(rows.filter(state=states.CARRIED_OVER).values_list("uid", flat=True))
    last = draft.consultations.order_by("-number").first()
    objecting = Stance.objects.filter(consultation=last, stance=states.OBJECTION).values("institution")
    refused = rows.filter(state=states.AMENDMENT_REJECTED, institution__in=objecting)
    return (found | set(refused.values_list("uid", flat=True))) - {""}


def clauses_of(decision: Decision) -> dict[str, Mapping[str, str]]:
    """The clauses on which an institution may hold back: those of the question, each with its words by language.

    Empty when the question is about no text.
    """
    draft = draft_of(decision)
    if draft is None:
        return {}
    new, base = drafting.content(draft), drafting.base_content(draft)
    wanted = set(decision.parts) or {
        *rules_content.uids(new),
        *(one.uid for one in rules_changes.compare(base, new).changes),
    }
    rows = {one["uid"]: one["texts"] for one in (*new["clauses"], *base["clauses"])}
    rows |= {one["uid"]: one["texts"] for one in new["clauses"]}
    return {uid: texts for uid, texts in rows.items() if uid in wanted}


def words_of(decision: Decision, uid: str) -> Mapping[str, str]:
    """The words of one clause of a question, by language; empty when it is about no text or names no clause."""
    draft = draft_of(decision) if uid else None
    if draft is None:
        return {}
    row = Clause.objects.filter(draft=draft, uid=uid).first()
    if row is not None:
        return row.texts
    before = rules_content.clause_of(drafting.base_content(draft), uid)
    return before["texts"] if before is not None else {}
