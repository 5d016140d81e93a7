"""The verbs of a letter: drafted, numbered, cleared, sent, acknowledged; or received from an institution."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.coordination import letter_state, locks, no_case, policy, states, words_papers
from himaya.coordination.actions import scans
from himaya.coordination.models import Cycle, Letter, Rendition, RoundTable
from himaya.coordination.papers import data
from himaya.institutions.models import Institution
from himaya.kernel import clock, days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import unit

LONGEST_SUBJECT, LONGEST_BODY, LONGEST_NAME, LONGEST_NUMBER = 240, 8000, 160, 40


def draft(
    *,
    cycle_id: UUID,
    institution_id: str,
    kind: str,
    table_id: UUID | None,
    through: str,
    subjects: Mapping[str, str],
    bodies: Mapping[str, str],
    dated_on: date,
    by: Actor,
) -> Letter:
    """Draft a letter to an institution. Raises NotValid without a subject and a body, NotFound."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        cycle = locks.lock_cycle(by, cycle_id)
        row = Letter(
            cycle=cycle,
            table=_table(cycle, table_id),
            institution=_institution(institution_id),
            direction=states.OUT,
            kind=_kind(kind),
            state=states.LETTER_DRAFT,
        )
        _write(row, through, subjects, bodies, dated_on)
        row.save()
        u.log("letter.drafted", object_type="letter", object_id=row.pk, code=kind)
        return row


def change(
    *,
    letter_id: UUID,
    through: str,
    subjects: Mapping[str, str],
    bodies: Mapping[str, str],
    dated_on: date,
    by: Actor,
) -> Letter:
    """Change a letter that has no number yet. Raises NotNow, NotValid, NotFound."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        row = letter_state.held(letter_id)
        letter_state.check_draft(row)
        _write(row, through, subjects, bodies, dated_on)
        row.save()
        u.log("letter.changed", object_type="letter", object_id=row.pk)
        return row


def drop(*, letter_id: UUID, by: Actor) -> None:
    """Throw away a draft. A letter with a number stays in the register. Raises NotNow, NotFound."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        row = letter_state.held(letter_id)
        letter_state.check_draft(row)
        u.log("letter.dropped", object_type="letter", object_id=row.pk)
        row.delete()


def number(*, letter_id: UUID, number: str, by: Actor) -> Letter:
    """Give a letter its number, unique in its year. Raises NotValid naming the letter that has it, NotNow, NotFound."""
    policy.check_secretariat(by)
    typed = " ".join(number.split())
    with unit(by=by) as u:
        row = letter_state.held(letter_id)
        if not typed or len(typed) > LONGEST_NUMBER:
            raise NotValid(_("Write the number as it stands in the register."), code="number")
        row.state = letter_state.after(row, "number")
        _check_free(row, typed)
        row.number = typed
        try:
            with transaction.atomic():
                row.save(update_fields=["number", "state"])
        except IntegrityError:
            # Somebody else took the number between the look and the save.
            _check_free(row, typed)
            raise
        # Papers of the draft may hold another text than the one that goes out, and its institution may read those.
        Rendition.objects.filter(kind=data.LETTER, object_id=row.pk).delete()
        u.log("letter.numbered", object_type="letter", object_id=row.pk)
        return row


def clear(*, letter_id: UUID, visa: str, on: date, by: Actor) -> None:
    """Write down who cleared a letter for sending, and when. Raises NotValid, NotNow once it was sent, NotFound."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        row = letter_state.held(letter_id)
        if row.direction == states.IN or row.state not in (states.LETTER_DRAFT, states.NUMBERED):
            raise NotNow(words_papers.LETTER_NOT_NOW[states.SENT], code=f"letter_{row.state}")
        row.visa = _line(visa, LONGEST_NAME, _("Say who cleared the letter: the function, with the name if needed."))
        row.visa_on = _past(on)
        row.save(update_fields=["visa", "visa_on"])
        u.log("letter.cleared", object_type="letter", object_id=row.pk)


def send(*, letter_id: UUID, on: date, by: Actor) -> None:
    """Write down that a numbered and cleared letter went out. Raises NotNow, NotValid, NotFound."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        row = letter_state.held(letter_id)
        row.state = letter_state.after(row, "send")
        if not row.visa:
            raise NotNow(_("Nobody has cleared this letter yet. Enter the visa first."), code="no_visa")
        row.sent_on = _past(on)
        row.save(update_fields=["state", "sent_on"])
        u.log("letter.sent", object_type="letter", object_id=row.pk)


def acknowledge(*, letter_id: UUID, on: date, by: Actor) -> None:
    """Write down the day on which the institution received the letter. Raises NotNow, NotValid, NotFound."""
    policy.check_secretariat(by)
    with unit(by=by) as u:
        row = letter_state.held(letter_id)
        row.state = letter_state.after(row, "acknowledge")
        row.received_on = _past(on)
        if row.sent_on is not None and on < row.sent_on:
            raise NotValid(_("It cannot be received before it was sent. Look at the day again."), code="day")
        row.save(update_fields=["state", "received_on"])
        u.log("letter.received", object_type="letter", object_id=row.pk)


def receive(
    *,
    cycle_id: UUID,
    institution_id: str,
    kind: str,
    number: str,
    dated_on: date,
    received_on: date,
    subjects: Mapping[str, str],
    answers_id: UUID | None,
    by: Actor,
    scan: bytes | None = None,
) -> Letter:
    """Enter a letter that came in: their number, their date, the day received, which of ours it answers, its scan.

    Raises NotValid (also for a scan that cannot be kept: then nothing is), NotFound.
    """
    policy.check_secretariat(by)
    cleaned = scans.cleaned(scan) if scan else None
    with unit(by=by) as u:
        cycle = locks.lock_cycle(by, cycle_id)
        row = Letter(
            cycle=cycle,
            institution=_institution(institution_id),
            direction=states.IN,
            kind=_kind(kind),
            state=states.RECEIVED,
            number=_line(number, LONGEST_NUMBER, _("Write the number that stands on their letter.")),
            year=dated_on.year,
            dated_on=_past(dated_on),
            received_on=_past(received_on),
            answers=_ours(cycle, institution_id, answers_id),
            **_subjects(subjects),
        )
        if received_on < dated_on:
            raise NotValid(_("It cannot be received before its date. Look at the days again."), code="received_on")
        row.save()
        u.log("letter.came_in", object_type="letter", object_id=row.pk, code=institution_id)
        if cleaned is not None:
            scans.keep(u, row, cleaned)
        return row


def _write(row: Letter, through: str, subjects: Mapping[str, str], bodies: Mapping[str, str], dated_on: date) -> None:
    for name, value in _subjects(subjects).items():
        setattr(row, name, value)
    texts = {code: bodies.get(code, "").replace("\r\n", "\n").strip() for code in ("fr", "ar")}
    if not any(texts.values()):
        raise NotValid(_("Write the letter in at least one language."), code="body_missing")
    if any(len(text) > LONGEST_BODY for text in texts.values()):
        raise NotValid(_("This letter is too long. Put the rest into an annex."), code="body_long")
    no_case.check_letter(*texts.values())
    row.body_fr, row.body_ar = texts["fr"], texts["ar"]
    row.through = " ".join(through.split())
    if len(row.through) > LONGEST_NAME:
        raise NotValid(_("This is too long. Keep it to one line."), code="through_long")
    row.dated_on, row.year = dated_on, dated_on.year


def _subjects(subjects: Mapping[str, str]) -> dict[str, str]:
    found = {code: " ".join(subjects.get(code, "").split()) for code in ("fr", "ar")}
    if not any(found.values()):
        raise NotValid(_("Write the subject in at least one language."), code="subject_missing")
    if any(len(text) > LONGEST_SUBJECT for text in found.values()):
        raise NotValid(_("This subject is too long. Keep it to one line."), code="subject_long")
    no_case.check_letter(*found.values())
    return {f"subject_{code}": text for code, text in found.items()}


def _check_free(row: Letter, typed: str) -> None:
    taken = Letter.objects.filter(direction=states.OUT, year=row.year, number=typed).exclude(pk=row.pk)
    other = taken.select_related("institution").first()
    if other is not None:
        sentence = _(
            "The number %(number)s was given in %(year)s to the letter of %(day)s to %(name)s. Choose the next one."
        )
        told = {
            "number": typed,
            "year": row.year,
            "day": days.in_words(other.dated_on, languages.current()),
            "name": other.institution.name,
        }
        raise NotValid(str(sentence) % told, code="number_taken")


def _line(text: str, longest: int, missing: Promise) -> str:
    tidy = " ".join(text.split())
    if not tidy or len(tidy) > longest:
        raise NotValid(missing, code="line_missing")
    return tidy


def _past(on: date) -> date:
    if on > clock.today():
        raise NotValid(_("This day has not come yet. Enter what has happened."), code="day")
    return on


def _kind(kind: str) -> str:
    if kind not in states.LETTER_KINDS:
        raise NotValid(_("Choose what the letter is about."), code="kind")
    return kind


def _institution(institution_id: str) -> Institution:
    found = Institution.objects.filter(pk=institution_id).first()
    if found is None:
        raise NotValid(_("Choose the institution."), code="institution")
    return found


def _table(cycle: Cycle, table_id: UUID | None) -> RoundTable | None:
    if table_id is None:
        return None
    found = RoundTable.objects.filter(pk=table_id, cycle=cycle).first()
    if found is None:
        raise NotFound
    return found


def _ours(cycle: Cycle, institution_id: str, answers_id: UUID | None) -> Letter | None:
    if answers_id is None:
        return None
    found = Letter.objects.filter(
        pk=answers_id, cycle=cycle, direction=states.OUT, institution_id=institution_id
    ).first()
    if found is None:
        raise NotValid(_("Choose one of our letters to this institution."), code="answers")
    return found
