"""What was read of a row of the legal library: one person writes it down, another confirms it or says no."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from himaya.institutions.content_legal import OFFICIAL
from himaya.kernel import clock, two_people
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import unit
from himaya.legal import library, states
from himaya.legal import policy_library as policy
from himaya.legal.models_library import LegalReading

LONGEST_SOURCE, LONGEST_ARTICLE, LONGEST_SUMMARY = 300, 40, 1200


@dataclass(frozen=True, slots=True)
class Said:
    """What was read: the mark it leaves, the source, the day, in which languages, and what is put right of the row."""

    mark: str
    source: str
    read_on: date
    article: str = ""
    summary: tuple[str, str, str] = ("", "", "")
    penalty: bool = False
    languages: tuple[str, ...] = ()


def propose(*, row: str, said: Said, by: Actor) -> UUID:
    """Write down what was read of a row. It counts once a second person has confirmed it.

    Raises NotPermitted, NotFound (no such row), NotNow while another one waits and for a bill, NotValid (the code names
    the field).
    """
    policy.check_proposes(by)
    if row not in library.of_content():
        raise NotFound
    if library.of_content()[row].row.draft:
        raise NotNow(
            _("This is a draft, not in force. Write what became law under the article that it became."), code="draft"
        )
    _check(said)
    with unit(by=by) as u:
        try:
            with transaction.atomic():
                made = _written(row, said, by)
        except IntegrityError as fault:
            raise NotNow(
                _("A reading of this article already waits for a second person. It is confirmed or refused first."),
                code="already_proposed",
            ) from fault
        u.log("legal_reading.proposed", object_type="legal_reading", object_id=made.pk, code=row)
        two_people.begun(u, "reading", made.pk)
        return made.pk


def _written(row: str, said: Said, by: Actor) -> LegalReading:
    return LegalReading.objects.create(
        row=row,
        mark=said.mark,
        source=said.source.strip(),
        read_on=said.read_on,
        article=said.article.strip(),
        summary_fr=said.summary[0].strip(),
        summary_ar=said.summary[1].strip(),
        summary_en=said.summary[2].strip(),
        penalty=said.penalty,
        languages=" ".join(one for one in OFFICIAL if one in said.languages),
        proposed_by=_account(by),
        proposed_at_id=by.institution_id,
        proposed_on=clock.today(),
    )


def confirm(*, reading_id: UUID, by: Actor) -> None:
    """A second person read the same: from now on it counts, and the one before it is replaced and stays readable.

    Raises NotPermitted, NotFound, NotNow.
    """
    policy.check_works(by)
    with unit(by=by) as u:
        reading = _waiting(reading_id)
        policy.check_confirms(by, reading)
        LegalReading.objects.filter(row=reading.row, state=states.IN_FORCE).update(state=states.REPLACED)
        _decide(reading, states.IN_FORCE, by)
        u.log("legal_reading.confirmed", object_type="legal_reading", object_id=reading.pk, code=reading.row)


def refuse(*, reading_id: UUID, by: Actor) -> None:
    """Say no to a reading that waits; who wrote it takes it back in this way too. It stays readable."""
    policy.check_works(by)
    with unit(by=by) as u:
        reading = _waiting(reading_id)
        policy.check_refuses(by, reading)
        _decide(reading, states.REFUSED, by)
        u.log("legal_reading.refused", object_type="legal_reading", object_id=reading.pk, code=reading.row)


def _check(said: Said) -> None:
    if said.mark not in library.LEFT:
        raise NotValid(_("Choose how surely it was read."), code="mark")
    if not said.source.strip() or len(said.source) > LONGEST_SOURCE:
        raise NotValid(_("Say which text was read, with its date and page, in one line."), code="source")
    if not said.languages or set(said.languages) - set(OFFICIAL):
        raise NotValid(_("Say in which language you read it."), code="languages")
    if said.read_on > clock.today():
        raise NotValid(_("This day is still to come."), code="read_on")
    if len(said.article) > LONGEST_ARTICLE:
        raise NotValid(_("Write only the number of the article."), code="article")
    written = [bool(one.strip()) for one in said.summary]
    if any(written) and not all(written):
        raise NotValid(_("Write it in the three languages, or in none."), code="summary_fr")
    if any(len(one) > LONGEST_SUMMARY for one in said.summary):
        raise NotValid(_("Say it in a few sentences."), code="summary_fr")


def _account(by: Actor) -> UUID:
    if by.account_id is None:
        raise NotPermitted
    return by.account_id


def _waiting(reading_id: UUID) -> LegalReading:
    """Held for a decision, with all of the same row, in one order: two decisions never wait on each other."""
    row = LegalReading.objects.filter(pk=reading_id).values("row")
    list(LegalReading.objects.select_for_update().filter(row__in=row).order_by("pk").values_list("pk"))
    found = LegalReading.objects.filter(pk=reading_id).first()
    if found is None:
        raise NotFound
    if found.state != states.PROPOSED:
        raise NotNow(_("This was decided meanwhile. Open the page again."), code="reading_moved")
    return found


def _decide(reading: LegalReading, state: str, by: Actor) -> None:
    reading.state = state
    reading.decided_by = _account(by)
    reading.decided_at_id = by.institution_id
    reading.decided_on = clock.today()
    reading.save(update_fields=["state", "decided_by", "decided_at", "decided_on"])
