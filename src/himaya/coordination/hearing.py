"""Who says what an institution says in a consultation: its delegate by click, the secretariat by mail or letter."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from himaya.coordination import policy, states
from himaya.coordination.models import Consultation
from himaya.coordination.queries import tables as queries
from himaya.coordination.words_consulting import CLOSED
from himaya.institutions.models import Delegate, Institution
from himaya.kernel import clock, days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid


@dataclass(frozen=True, slots=True)
class Heard:
    """The channel, the delegate when known, and the day on which a mail or a letter came in."""

    how: str
    delegate: Delegate | None
    received_on: date | None


def check_open(consultation: Consultation, by: Actor) -> None:
    """Raises NotNow before the first day, after the last one (by click), and once the round is closed."""
    if consultation.state != states.CONSULTATION_OPEN:
        raise NotNow(CLOSED, code="consultation_closed")
    today = clock.today()
    if today < consultation.opens_on:
        raise NotNow(
            format_lazy(_("The consultation opens on {day}. Come back on that day."), day=_day(consultation.opens_on)),
            code="consultation_not_yet",
        )
    if today > consultation.closes_on and not policy.is_secretariat(by):
        raise NotNow(
            format_lazy(
                _("The consultation ended on {day}. Write to the secretariat: it can still enter what you send."),
                day=_day(consultation.closes_on),
            ),
            code="consultation_over",
        )


def heard(
    by: Actor,
    consultation: Consultation,
    *,
    institution_id: str,
    how: str = "",
    delegate_id: UUID | None = None,
    received_on: date | None = None,
) -> Heard:
    """Who speaks for the institution, when, and by which channel.

    By click only a delegate with a mandate valid today, for their own institution. The secretariat says by which
    channel it came and on which day, today by default, and may name the delegate. Raises NotPermitted, NotValid.
    """
    if not policy.is_secretariat(by):
        return Heard(states.CLICK, speaks(by, institution_id), None)
    if how not in (states.MAIL, states.LETTER):
        raise NotValid(_("Say whether the answer came by mail or by letter."), code="how_missing")
    on = received_on or clock.today()
    if not consultation.opens_on <= on <= clock.today():
        raise NotValid(
            _("Say on which day the answer came in: after the consultation opened, and not a day in the future."),
            code="received_on",
        )
    if delegate_id is None:
        return Heard(how, None, on)
    return Heard(how, _named(delegate_id, institution_id, on), on)


def speaks(by: Actor, institution_id: str) -> Delegate:
    """The delegate as whom the actor speaks for an institution today. Raises NotPermitted."""
    try:
        return policy.check_speaks(by, institution_id=institution_id, on=clock.today())
    except NotPermitted as refusal:
        if refusal.code != "no_valid_mandate":
            raise
        raise NotPermitted(
            _(
                "No mandate of yours to speak for your institution is valid today. Ask your institution for a letter "
                "of designation; the secretariat enters it."
            ),
            code="no_valid_mandate",
        ) from refusal


def _named(delegate_id: UUID, institution_id: str, on: date) -> Delegate:
    try:
        return policy.delegate_with_mandate(delegate_id=delegate_id, institution_id=institution_id, on=on)
    except NotPermitted as refusal:
        raise NotPermitted(
            _(
                "This person had no mandate of that institution on the day on which the answer came in. Choose another "
                "delegate, name nobody, or enter the letter of designation first."
            ),
            code="no_valid_mandate",
        ) from refusal


def with_voice(consultation: Consultation, institution_id: str) -> Institution:
    """An institution that is asked for its stance: one with a voice today. Raises NotPermitted."""
    voices = queries.voices_on(consultation.draft.document.cycle, clock.today())
    found = next((one for one in voices if one.pk == institution_id), None)
    if found is None:
        raise NotPermitted(
            _("Only an institution with a voice at the table is asked where it stands. This one may comment."),
            code="no_voice",
        )
    return found


def with_seat(consultation: Consultation, institution_id: str) -> Institution:
    """An institution that sits at the table today, with a voice or without. Raises NotPermitted."""
    seats = queries.seats_on(consultation.draft.document.cycle, clock.today())
    row = seats.filter(institution_id=institution_id).first()
    if row is None or row.institution is None:
        raise NotPermitted(
            _("This institution has no seat in this cycle, so it is not part of the consultation."), code="no_seat"
        )
    return row.institution


def _day(on: date) -> str:
    return days.in_words(on, languages.current())
