"""The forms of a right: for each verb, what is asked and which verb it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.rights import states
from himaya.rights.actions import rights
from himaya.rights.actions.rights import Day
from himaya.web.rights.typed import Typed

Act = Callable[[UUID, str, Typed, Actor], object]


@dataclass(frozen=True, slots=True)
class Field:
    """One question: its name, how it is answered (date, select, radios, area), its words."""

    name: str
    kind: str
    label: Promise
    hint: Promise | str = ""


_ON = Field("on", "date", _("On which day?"))
_WORDS = Field(
    "words", "area", _("In a few words, if needed"), _("Sealed, and read by this desk only. No name of anybody.")
)
_DAY = Field("due_on", "date", _("Last day, as a lawyer or the decision gives it"))
_SOURCE = Field("due_source", "radios", _("Who gave this day?"))
_WHOSE = Field("words", "area", _("Which lawyer, or which paper?"), _WORDS.hint)
FIELDS: dict[str, tuple[Field, ...]] = {
    states.TELL: (Field("language", "select", _("In which language?")), _ON),
    states.ASK: (
        Field("where", "select", _("At which desk?")),
        Field("words", "area", _("Or elsewhere: where?"), _WORDS.hint),
        _ON,
    ),
    states.GRANT: (_ON, Field("until", "date", _("Last day, if there is one")), _WORDS),
    states.REFUSE: (
        Field("reason", "radios", _("What do they say?")),
        _ON,
        Field("due_on", "date", _("Last day to go further, if a lawyer or the decision gives one")),
        _SOURCE,
        Field("words", "area", _("Which lawyer or paper, and what else matters?"), _WORDS.hint),
    ),
    states.APPEAL_VERB: (_ON, _WORDS),
    states.GIVE_UP: (_ON,),
    states.SET_DAY: (_DAY, _SOURCE, _WHOSE),
}


def _tell(case_id: UUID, right: str, typed: Typed, by: Actor) -> object:
    language = typed.text("language")
    return rights.tell(case_id=case_id, right=right, language=language, on=typed.needed_day("on"), by=by)


def _ask(case_id: UUID, right: str, typed: Typed, by: Actor) -> object:
    where, words = typed.text("where"), typed.text("words")
    return rights.ask(case_id=case_id, right=right, where=where, words=words, on=typed.needed_day("on"), by=by)


def _grant(case_id: UUID, right: str, typed: Typed, by: Actor) -> object:
    on, until, words = typed.needed_day("on"), typed.day("until"), typed.text("words")
    return rights.grant(case_id=case_id, right=right, on=on, until=until, words=words, by=by)


def _refuse(case_id: UUID, right: str, typed: Typed, by: Actor) -> object:
    on, appeal = typed.needed_day("on"), Day(typed.day("due_on"), typed.text("due_source"))
    reason, words = typed.text("reason"), typed.text("words")
    return rights.refuse(case_id=case_id, right=right, reason=reason, on=on, appeal=appeal, words=words, by=by)


def _appeal(case_id: UUID, right: str, typed: Typed, by: Actor) -> object:
    return rights.appeal(case_id=case_id, right=right, on=typed.needed_day("on"), words=typed.text("words"), by=by)


def _give_up(case_id: UUID, right: str, typed: Typed, by: Actor) -> object:
    return rights.give_up(case_id=case_id, right=right, on=typed.needed_day("on"), by=by)


def _set_day(case_id: UUID, right: str, typed: Typed, by: Actor) -> object:
    day = Day(typed.day("due_on"), typed.text("due_source"))
    return rights.set_day(case_id=case_id, right=right, day=day, words=typed.text("words"), by=by)


_ACTS: dict[str, Act] = {
    states.TELL: _tell,
    states.ASK: _ask,
    states.GRANT: _grant,
    states.REFUSE: _refuse,
    states.APPEAL_VERB: _appeal,
    states.GIVE_UP: _give_up,
    states.SET_DAY: _set_day,
}


def act(verb: str, case_id: UUID, right: str, typed: Typed, by: Actor) -> None:
    """Do a verb with what was typed. Every field is read before: whatever is refused, nothing typed is lost."""
    if verb not in _ACTS:
        raise NotFound
    for field in FIELDS[verb]:
        typed.text(field.name)
    _ACTS[verb](case_id, right, typed, by)
