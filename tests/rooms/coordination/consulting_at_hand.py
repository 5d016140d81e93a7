"""A text of four clauses that goes round, and what institutions say of it: what these tests begin with."""

from datetime import timedelta
from typing import Any

from himaya.coordination import canonical, drafting, rules_content, states
from himaya.coordination.actions import amendments, comments, consultations
from himaya.coordination.models import (
    Amendment,
    Clause,
    Comment,
    Consultation,
    Cycle,
    Decision,
    Document,
    Draft,
    Edition,
    RoundTable,
    Stance,
)
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.unit import unit
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import SECRETARY

YES_NO = [
    {"value": "yes", "reads": "yes", "label": {"fr": "Oui", "ar": "نعم", "en": "Yes"}},
    {"value": "no", "reads": "no", "label": {"fr": "Non", "ar": "لا", "en": "No"}},
]
ORDER = ["S-01", "Q-01", "Q-02", "A-01"]


def clause(uid: str, kind: str, parent: str = "", **form: Any) -> rules_content.Clause:
    """A clause in the three languages."""
    texts = {"fr": f"Texte {uid}", "ar": f"نص {uid}", "en": f"Text {uid}"}
    return {"uid": uid, "kind": kind, "parent": parent, "texts": texts, "form": form, "replaces": ""}


def content() -> rules_content.Content:
    """A section with two questions, and an article after it."""
    question = {"type": "select_one yn", "exposes": [], "compartment": "story"}
    return {
        "clauses": [
            clause("S-01", states.SECTION),
            clause("Q-01", states.QUESTION_CLAUSE, "S-01", **question),
            clause("Q-02", states.QUESTION_CLAUSE, "S-01", **question),
            clause("A-01", states.ARTICLE),
        ],
        "lists": {"yn": YES_NO},
        "forms": [],
    }


def document(cycle: Cycle | None = None, **changes: Any) -> Document:
    """A procedure of a cycle."""
    base: dict[str, Any] = {"kind": "procedure", "title_fr": "Procédure", "title_ar": "مسطرة", "title_en": "Procedure"}
    return Document.objects.create(
        **{**base, "cycle": cycle or at_the_table.cycle(), "state": states.PREPARED, **changes}
    )


def draft(of: Document | None = None, *, base: Edition | None = None, state: str = states.DRAFTED) -> Draft:
    """A draft with the four clauses, every language looked at."""
    text = of or document()
    row = Draft.objects.create(
        document=text,
        number=text.drafts.count() + 1,
        base=base,
        state=states.DRAFTED,
        author=SECRETARY.account_id,
        opened_on=clock.today(),
    )
    with unit(by=SECRETARY) as u:
        drafting.write(u, row, content(), checked=True)
    row.state = state
    row.save(update_fields=["state"])
    return row


def edition(of: Document) -> Edition:
    """The four clauses as an edition adopted at an earlier table, straight into the store."""
    table = at_the_table.closed(of.cycle)
    decision = decided(table, of)
    whole = {**content(), "forms": [], "titles": of.titles, "kind": of.kind, "reservations": []}
    return Edition.objects.create(
        document=of,
        number=of.editions.count() + 1,
        decision=decision,
        content=whole,
        sha256=canonical.digest(whole),
        change_class=states.SUBSTANTIVE,
        adopted_on=clock.today(),
    )


def decided(table: RoundTable, of: Document) -> Decision:
    """A decision of a table on a document that binds."""
    return Decision.objects.create(
        table=table,
        item=table.items.order_by("position")[0],
        number=table.decisions.count() + 1,
        document=of,
        wording_fr="Adopté.",
        method=states.CONSENSUS,
        half_day=at_the_table.MORNING,
        state=states.AGREED,
        put_at=clock.now(),
        concluded_at=clock.now(),
        confirm_by=states.NOBODY_CONFIRMS,
    )


def following(cycle: Cycle | None = None, **changes: Any) -> Draft:
    """A draft that follows an edition with the very same clauses."""
    text = document(cycle, state=states.ADOPTED)
    return draft(text, base=edition(text), **changes)


def opened(of: Draft | None = None, **changes: Any) -> Consultation:
    """A round that is open for ten days."""
    base: dict[str, Any] = {"opens_on": None, "closes_on": clock.today() + timedelta(days=10), "by": SECRETARY}
    return consultations.open(draft_id=(of or draft()).pk, **{**base, **changes})


def _entered(by: Actor) -> dict[str, Any]:
    return {"how": states.LETTER} if by == SECRETARY else {}


def stand(of: Consultation, by: Actor, stance: str = states.NO_COMMENT, **changes: Any) -> Stance:
    """An institution says where it stands, or the secretariat enters it from a letter."""
    base: dict[str, Any] = {"institution_id": by.institution_id, "stance": stance, "by": by, **_entered(by)}
    return consultations.take_stance(consultation_id=of.pk, **{**base, **changes})


def comment(of: Consultation, by: Actor, text: str = "Trop court.", **changes: Any) -> Comment:
    """An institution comments on Q-01, or the secretariat enters it from a letter."""
    base: dict[str, Any] = {"institution_id": by.institution_id, "uid": "Q-01", "text": text, "by": by, **_entered(by)}
    return comments.make(consultation_id=of.pk, **{**base, **changes})


def amend(of: Consultation, by: Actor, op: str = states.REPLACE, uid: str = "Q-01", **changes: Any) -> Amendment:
    """An institution asks for another wording of Q-01, or for what is said instead."""
    base: dict[str, Any] = {"institution_id": by.institution_id, "op": op, "uid": uid, "reason": "Plus clair", "by": by}
    if op == states.REPLACE:
        base["texts"] = {"fr": "Autre texte"}
    return amendments.submit(consultation_id=of.pk, **{**base, **_entered(by), **changes})


def closed(of: Consultation) -> Draft:
    """The round is closed; the draft can be consolidated."""
    consultations.close(consultation_id=of.pk, by=SECRETARY)
    return Draft.objects.select_related("document").get(pk=of.draft_id)


def closed_after(row: Amendment) -> Draft:
    """The round of an amendment is closed."""
    assert row.consultation is not None
    return closed(row.consultation)


def settle(row: Amendment, outcome: str = states.ACCEPTED, **changes: Any) -> Amendment:
    """Settled by the secretariat."""
    base: dict[str, Any] = {"amendment_id": row.pk, "outcome": outcome, "by": SECRETARY}
    if outcome == states.AMENDMENT_REJECTED:
        base["answer"] = "La loi le dit déjà."
    return amendments.settle(**{**base, **changes})


def order(of: Draft) -> list[str]:
    """The uids of the draft as it stands, in order."""
    return list(Clause.objects.filter(draft=of).order_by("position").values_list("uid", flat=True))


def at(of: Draft, uid: str) -> Clause:
    """One clause of the draft as it stands."""
    return Clause.objects.get(draft=of, uid=uid)
