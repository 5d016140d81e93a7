"""The verbs of a clinician's letter: drafted; released by the person, or put away; printed; revoked, at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.attestations import making
from himaya.attestations import rules as papers
from himaya.attestations.making import Proof
from himaya.cases import policy as cases
from himaya.cases.models import Case
from himaya.cases.rules_assessing import is_known_adult
from himaya.conferences import functional
from himaya.conferences.rules import found_in
from himaya.health import access, access_care, keeping, letter_paper, policy
from himaya.health import rules_letters as rules
from himaya.health.care_content import care
from himaya.health.models import ClinicianLetter
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.sealed import seal
from himaya.kernel.unit import Unit, unit
from himaya.kernel.untold import NotNow, NotValid

SENTENCES: dict[str, Promise] = {
    "purpose": _("Choose what the letter is for: one use."),
    "reader": _("Choose who will read it, among those of this use."),
    "terms": _("Choose what the person can do or needs, at most eight lines, or write one line of your own."),
    "own": _("One line of your own has at most 160 letters. For a hearing, choose from the list only."),
    "named": _("A letter for a hearing names no diagnosis."),
    "days": _("Choose how long it is valid."),
    "language": _("Choose the language of the letter."),
    "risk": _("Ask the four questions first. “Not known” is an answer to each."),
    "heard": _("Tell the person what is advised, and tick that they wish to carry it all the same."),
    "answer": _("Read it to the person, and say what they answered: yes, no, or later."),
}
NOT_NOW: dict[str, Promise] = {
    rules.DRAFT: _("The person has not released this letter. Read it to them first."),
    rules.RELEASED: _("The person has released this letter already. Nothing else was changed."),
    rules.OVER: _("The time of this letter is over. Draft another one, if the person wishes it."),
    rules.REVOKED: _("This letter was taken back: it is printed no more. Nothing else was changed."),
    rules.NOT_WANTED: _("The person did not want this letter. Nothing else was changed."),
}
TOO_YOUNG = _("For a child, or an age that is not known, no letter goes to an employer or a landlord. Draft another.")
TOO_YOUNG_NOW = _(
    "The file no longer says that this person is an adult: no letter for work or for a landlord is printed. Take it "
    "back, and draft another one if the person wishes it."
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a letter is to say. `asked` and `confirmed`: the person asked that it names a diagnosis, and the clinician
    confirms; both, or neither."""

    purpose: str
    reader: str
    terms: tuple[str, ...]
    own: str
    language: str
    days: int
    asked: bool = False
    confirmed: bool = False


def draft(*, case_id: UUID, wish: Wish, instance_id: UUID, by: Actor) -> UUID:
    """Keep a draft; nobody but those of the compartment sees it. The same form sent again keeps one.

    Raises NotFound, NotNow (closed), NotValid (the code names the field).
    """
    policy.check_works(by)
    with unit(by=by) as u:
        compartment = access.lock_health(by, case_id)
        before = keeping.sent_before(compartment, instance_id, ClinicianLetter)
        if before is not None:
            return before.pk
        keeping.check_open(compartment)
        said = _checked(wish, adult=is_known_adult(compartment.case.age_group))
        last = ClinicianLetter.objects.filter(compartment=compartment).aggregate(last=Max("place"))["last"] or 0
        row = ClinicianLetter(
            compartment=compartment,
            subject_id=compartment.subject_id,
            instance_id=instance_id,
            place=last + 1,
            desk_id=by.desk_id,
            written_by=cases.account_of(by),
            drafted_on=clock.today(),
        )
        seal(row, said=said)
        row.save(force_insert=True)
        _log(u, "drafted", row)
        return row.pk


def release(
    *,
    case_id: UUID,
    letter_id: UUID,
    answer: str,
    risk: Mapping[str, str],
    heard: bool,
    phrase: str = "",
    by: Actor,
) -> None:
    """The letter was read to the person, who answered. Yes releases it, bound to a phrase of theirs; no puts it away
    and keeps nothing of it; later changes nothing. The phrase is kept nowhere.

    Raises NotFound, NotNow (released, put away, closed, not for a child), NotValid (answer, risk, heard, phrase).
    """
    policy.check_works(by)
    if answer not in rules.ANSWERS:
        raise NotValid(SENTENCES["answer"], code="answer")
    proof = _proof(case_id, risk, phrase, heard=heard, by=by) if answer == rules.YES else None
    with unit(by=by) as u:
        row = access_care.lock_letter(by, case_id, letter_id)
        _expect(row, rules.DRAFT)
        if answer == rules.NO:
            # Also in a closed file: it empties, and adds nothing.
            seal(row)
            row.put_away_on, row.put_away_by = clock.today(), cases.account_of(by)
            row.save(update_fields=["revision", "said", "risk", "put_away_on", "put_away_by"])
            # The event of all that is kept apart: who reads the audit counts no refusal (ADR 50).
            keeping.log_added(u, row.compartment)
        elif proof is not None:
            keeping.check_open(row.compartment)
            _release(row, by, risk, proof)
            _log(u, "released", row)
            # The key by which anybody verifies it is made public, as for every letter.
            u.tell("attestation.issued")


def print_out(*, case_id: UUID, letter_id: UUID, by: Actor) -> bytes:
    """The paper, made in memory; then it is written down that it was made. Nothing is written where none could be made,
    and none leaves unwritten, nor where the letter was taken back, or the age fell in doubt, meanwhile.

    Raises NotFound, NotNow (not released, over, revoked, not for a child, no paper could be made).
    """
    policy.check_works(by)
    # Made before the unit: nobody waits for a letter while another one is laid out.
    compartment = access.kept_of(by, case_id)
    with access_care.open_letter(by, compartment, letter_id) as said:
        _expect(said.row, rules.RELEASED)
        _expect_reader(compartment.case, said.purpose, said.reader, TOO_YOUNG_NOW)
        paper, purpose, reader = letter_paper.make(said), said.purpose, said.reader
    with unit(by=by) as u:
        row = access_care.lock_letter(by, case_id, letter_id)
        _expect(row, rules.RELEASED)
        # What was released is never written anew: its reader is still the one that was read above.
        _expect_reader(row.compartment.case, purpose, reader, TOO_YOUNG_NOW)
        _log(u, "printed", row)
        return paper


def revoke(*, case_id: UUID, letter_id: UUID, by: Actor) -> None:
    """Taken back, at once and for good, in a closed file too. Raises NotFound, NotNow (not released, revoked)."""
    policy.check_works(by)
    with unit(by=by) as u:
        row = access_care.lock_letter(by, case_id, letter_id)
        _expect(row, rules.RELEASED, rules.OVER)
        row.revoked_on, row.revoked_by = clock.today(), cases.account_of(by)
        row.save(update_fields=["revoked_on", "revoked_by"])
        _log(u, "revoked", row)


def _expect(row: ClinicianLetter, *wanted: str) -> None:
    found = access_care.state(row, clock.today())
    if found not in wanted:
        raise NotNow(NOT_NOW[found], code=found)


def _expect_reader(case: Case, purpose: str, reader: str, sentence: Promise) -> None:
    """Whom the file of today lets read it: a child's age may have come to light since."""
    if reader not in rules.readers(adult=is_known_adult(case.age_group)).get(purpose, ()):
        raise NotNow(sentence, code="age")


def _proof(case_id: UUID, risk: Mapping[str, str], phrase: str, *, heard: bool, by: Actor) -> Proof:
    """What binds the letter to the phrase, before the unit: nobody waits while it is derived."""
    access.kept_of(by, case_id)
    if set(risk) != set(papers.QUESTIONS) or not set(risk.values()) <= set(papers.ANSWERS):
        raise NotValid(SENTENCES["risk"], code="risk")
    if papers.advice(risk) != papers.CARRY and not heard:
        raise NotValid(SENTENCES["heard"], code="heard")
    return making.bound(phrase)


def _release(row: ClinicianLetter, by: Actor, risk: Mapping[str, str], proof: Proof) -> None:
    today = clock.today()
    with access_care.open_letter(by, row.compartment, row.pk) as opened:
        said = dict(opened.row.said)
    # Drafted while the file called them an adult.
    _expect_reader(row.compartment.case, said["purpose"], said["reader"], TOO_YOUNG)
    seal(row, said={**said, "number": proof.number, "verifier": proof.verifier}, risk=dict(risk))
    row.mark = proof.mark
    row.released_on, row.released_by = today, cases.account_of(by)
    row.valid_until = papers.last_day(today, said["days"])
    row.save(update_fields=["revision", "said", "risk", "released_on", "released_by", "valid_until", "mark"])


def _checked(wish: Wish, *, adult: bool) -> dict[str, object]:
    own, named = " ".join(wish.own.replace("\0", "").split()), wish.asked and wish.confirmed
    wrong = rules.wrong(
        wish.purpose, wish.reader, wish.terms, own, named=named, known=functional.terms(), days=wish.days, adult=adult
    )
    if wrong or wish.language not in rules.LANGUAGES:
        raise NotValid(SENTENCES[wrong or "language"], code=wrong or "language")
    if found := found_in(own, (*care().score_words, *care().status_words)):
        raise NotValid(
            _("“%(word)s” is not written in a letter: no score, no status, nothing on whether somebody is believed.")
            % {"word": found},
            code="own",
        )
    if not named and (found := found_in(own, functional.functional().diagnosis_words)):
        raise NotValid(
            _(
                "“%(word)s” says what somebody has. Say what the person can do or needs; or tick that they asked "
                "for it, and that you confirm."
            )
            % {"word": found},
            code="own",
        )
    return {
        "purpose": wish.purpose,
        "reader": wish.reader,
        "terms": list(wish.terms),
        "own": own,
        "named": named,
        "language": wish.language,
        "days": wish.days,
    }


def _log(u: Unit, verb: str, row: ClinicianLetter) -> None:
    case = row.compartment.case
    u.log(
        f"clinician_letter.{verb}", object_type="compartment", object_id=row.compartment_id, subjects=[case.person_id]
    )
