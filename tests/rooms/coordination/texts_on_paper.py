"""A text with all that its papers show: an edition with reservations, a draft that was consulted on, amendments."""

from dataclasses import dataclass
from datetime import timedelta

from himaya.coordination import canonical, states
from himaya.coordination.actions import amendments
from himaya.coordination.models import Amendment, Clause, Consultation, Draft, Edition, Reservation
from himaya.kernel import clock
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import consulting_at_hand as hand

PRIVATE = "Pour le secrétariat seul."


@dataclass(frozen=True, slots=True)
class Text:
    """What was adopted, the draft that follows, and its round."""

    edition: Edition
    draft: Draft
    round: Consultation


def adopted(**changes: object) -> Edition:
    """The four clauses as version 1, with three reservations: one lifted, one on the whole."""
    text = hand.document(title_fr="Repérage", title_ar="الرصد", title_en="Screening", **changes)
    table = at.closed(text.cycle)
    decision = hand.decided(table, text)
    review = at.DAY + timedelta(days=180)
    for institution, clause, lifted in (("labour", "A-01", None), ("hospital", "Q-01", at.DAY), ("daw", "", None)):
        Reservation.objects.create(
            decision=decision,
            institution_id=institution,
            clause=clause,
            text=f"Réserve de {institution}.",
            review_on=review,
            lifted_on=lifted,
            lifted_at_table=table if lifted else None,
        )
    whole = {**hand.content(), "titles": text.titles, "kind": text.kind, "reservations": []}
    return Edition.objects.create(
        document=text,
        number=1,
        decision=decision,
        content=whole,
        sha256=canonical.digest(whole),
        change_class=states.SUBSTANTIVE,
        adopted_on=clock.today(),
    )


def consulted() -> Text:
    """The draft that follows, in consultation: two comments, five amendments of which two clash, three stances."""
    edition = adopted()
    draft = hand.draft(edition.document, base=edition)
    row = Clause.objects.get(draft=draft, uid="Q-01")
    row.form = {
        **row.form,
        "required": True,
        "hint": {"fr": "À dire d’abord.", "ar": "يقال أولا.", "en": "Said first."},
        "darija": {"ar": "واش بغيتي؟", "latin": "wash bghiti"},
        "relevant": "${care} = 'yes'",
    }
    row.save()
    consultation = hand.opened(draft)
    hand.comment(consultation, at.HEALTH, "Qui est de garde ?")
    hand.comment(consultation, at.LABOUR, PRIVATE, visibility=states.FOR_SECRETARIAT)
    hand.stand(consultation, at.HEALTH, states.COMMENTS)
    hand.stand(consultation, at.LABOUR, states.OBJECTION, reason="Le délai est trop court.")
    hand.amend(consultation, at.HEALTH, uid="A-01", texts={"fr": "Texte A-01 sans délai", "ar": "نص A-01 دون أجل"})
    hand.amend(consultation, at.LABOUR, uid="A-01", texts={"fr": "Texte A-01 en 72 heures"})
    hand.amend(
        consultation, at.POLICE, states.INSERT, "Q-02", kind=states.ARTICLE, texts={"fr": "Un interprète vient."}
    )
    hand.amend(consultation, at.DAW, states.DELETE, "Q-02", reason="Double emploi.")
    hand.amend(consultation, at.SOCIAL, states.MOVE, "Q-01", after="A-01")
    return Text(edition, draft, consultation)


def amendment(text: Text, number: int) -> Amendment:
    """One of the five, by its number."""
    return Amendment.objects.get(draft=text.draft, number=number)


def proposed(text: Text) -> None:
    """The secretariat proposes to take the first amendment."""
    amendments.propose(
        amendment_id=amendment(text, 1).pk, proposal=states.ACCEPTED, reason="Conforme à la pratique.", by=at.SECRETARY
    )


def settled(text: Text) -> Draft:
    """The round is closed; the first amendment, the deletion and the new clause are accepted, the second is not."""
    draft = hand.closed(text.round)
    for number in (1, 3, 4):
        hand.settle(amendment(text, number))
    hand.settle(amendment(text, 2), states.AMENDMENT_REJECTED)
    return draft
