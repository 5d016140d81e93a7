"""The forms of a reasoning: for each verb, what is asked, what can be chosen, and which verb it calls."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotValid
from himaya.legal import library
from himaya.reasonings import rules, states, words
from himaya.reasonings.actions import reasonings
from himaya.reasonings.argued import Argued
from himaya.web.reasonings.told import Told
from himaya.web.reasonings.typed import Item, Typed

ADD, USE, PLACE, QUALIFY, ARGUE, CONSIDER, FLAG, BACK = (
    "add",
    "use",
    "place",
    "qualify",
    "argue",
    "consider",
    "flag",
    "take_back",
)
Act = Callable[[UUID, Typed, Actor], object]


@dataclass(frozen=True, slots=True)
class Field:
    """One question: its name, how it is answered (select, radios, told, area, input), its words."""

    name: str
    kind: str
    label: Promise
    hint: Promise | str = ""


_SEALED = gettext_lazy("Sealed, and read at this desk only. No name of anybody.")
_STANCE = Field("stance", "radios", gettext_lazy("What does it say of it?"))
_REST = Field("words", "area", gettext_lazy("What does this rest on?"), _SEALED)
LABELS: dict[str, Promise] = {
    ADD: gettext_lazy("Add a fact"),
    USE: gettext_lazy("Use a fact of the interview"),
    PLACE: gettext_lazy("Put a fact under one more element"),
    QUALIFY: gettext_lazy("Say what is known of the effect on the person"),
    ARGUE: gettext_lazy("Argue a form of exploitation"),
    CONSIDER: gettext_lazy("Consider another explanation"),
    FLAG: gettext_lazy("Say what is looked at apart"),
    BACK: gettext_lazy("Take a line back"),
}
FIELDS: dict[str, tuple[Field, ...]] = {
    ADD: (
        Field("words", "area", gettext_lazy("What is known, in one sentence?"), _SEALED),
        Field("source", "radios", gettext_lazy("Where does this fact come from?")),
        Field("fact_number", "input", gettext_lazy("Its number in the interview, if it has one")),
        Field(
            "place",
            "select",
            gettext_lazy("Under which element does it stand?"),
            gettext_lazy("It can be left out, and said later."),
        ),
        _STANCE,
    ),
    USE: (
        Field(
            "told",
            "told",
            gettext_lazy("Which fact?"),
            gettext_lazy("Its words are read where they stand, and are copied nowhere."),
        ),
        Field(
            "place",
            "select",
            gettext_lazy("Under which element does it stand?"),
            gettext_lazy("It can be left out, and said later."),
        ),
        _STANCE,
    ),
    PLACE: (
        Field("fact", "select", gettext_lazy("Which fact?")),
        Field("place", "select", gettext_lazy("Under which element does it stand?")),
        _STANCE,
    ),
    QUALIFY: (
        Field("code", "radios", gettext_lazy("Which effect?")),
        Field("value", "radios", gettext_lazy("Is it so, by what is known?")),
        _REST,
    ),
    ARGUE: (
        Field("code", "select", gettext_lazy("Which form?")),
        Field("value", "radios", gettext_lazy("What do the facts say of it?")),
        _REST,
    ),
    CONSIDER: (
        Field("code", "radios", gettext_lazy("Which explanation?")),
        Field("value", "radios", gettext_lazy("How far does it reach?")),
        Field("words", "area", gettext_lazy("Why does it suffice, or not?"), _SEALED),
    ),
    FLAG: (
        Field("code", "radios", gettext_lazy("What is looked at?")),
        Field("value", "radios", gettext_lazy("Is it looked at?")),
    ),
    BACK: (
        Field("line", "select", gettext_lazy("Which line?")),
        Field("words", "area", gettext_lazy("Why is it taken back?"), _SEALED),
    ),
}


def _add(case_id: UUID, typed: Typed, by: Actor) -> object:
    number = typed.text("fact_number")
    if number and not typed.number("fact_number"):
        raise NotValid(_("This is no number of a fact of the interview."), code="fact_number")
    return reasonings.add(
        case_id=case_id,
        words=typed.text("words"),
        source=typed.text("source"),
        place=typed.text("place"),
        stance=typed.text("stance"),
        fact_number=typed.number("fact_number") or None,
        by=by,
    )


def _use(case_id: UUID, typed: Typed, by: Actor) -> object:
    sat, number = typed.pair("told")
    return reasonings.use(
        case_id=case_id,
        interview=sat,
        fact_number=number,
        place=typed.text("place"),
        stance=typed.text("stance"),
        by=by,
    )


def _place(case_id: UUID, typed: Typed, by: Actor) -> object:
    fact = _chosen(typed, "fact")
    return reasonings.place(case_id=case_id, fact=fact, place=typed.text("place"), stance=typed.text("stance"), by=by)


def _coded(verb: Callable[..., object]) -> Act:
    """A verb with a code, what is said of it, and why."""

    def act(case_id: UUID, typed: Typed, by: Actor) -> object:
        code, value = typed.text("code"), typed.text("value")
        return verb(case_id=case_id, code=code, value=value, words=typed.text("words"), by=by)

    return act


def _flag(case_id: UUID, typed: Typed, by: Actor) -> object:
    return reasonings.flag(case_id=case_id, code=typed.text("code"), value=typed.text("value"), by=by)


def _back(case_id: UUID, typed: Typed, by: Actor) -> object:
    return reasonings.take_back(case_id=case_id, line=_chosen(typed, "line"), words=typed.text("words"), by=by)


def _chosen(typed: Typed, name: str) -> int:
    if not typed.text(name):
        raise NotValid(_("Choose one of the list."), code=name)
    return typed.number(name)


_ACTS: dict[str, Act] = {
    ADD: _add,
    USE: _use,
    PLACE: _place,
    QUALIFY: _coded(reasonings.qualify),
    ARGUE: _coded(reasonings.argue),
    CONSIDER: _coded(reasonings.consider),
    FLAG: _flag,
    BACK: _back,
}


def act(verb: str, case_id: UUID, typed: Typed, by: Actor) -> None:
    """Do a verb with what was typed. Raises NotFound for a verb that there is not."""
    if verb not in _ACTS:
        raise NotFound
    _ACTS[verb](case_id, typed, by)


def forms(argued: Argued, verb: str, typed: Typed | None, told: Told) -> list[dict[str, Any]]:
    """Every form that can be done now: the first stands open, and one that was refused, with what was typed."""
    offered = {USE: told.free or told.others, PLACE: _lines(argued, PLACE), BACK: _lines(argued, BACK)}
    possible = [one for one in LABELS if offered.get(one, True)]
    if verb in LABELS and verb not in possible:
        possible.append(verb)
    return [_form(argued, one, typed if one == verb else None, told) for one in possible]


def kept(argued: Argued, verb: str, typed: Typed | None, told: Told) -> list[dict[str, Any]]:
    """Of a file that was closed meanwhile: the one form that was sent, with what was typed, and no other."""
    return [_form(argued, verb, typed, told)] if typed is not None and verb in LABELS else []


def _form(argued: Argued, verb: str, typed: Typed | None, told: Told) -> dict[str, Any]:
    return {
        "verb": verb,
        "label": LABELS[verb],
        "first": verb in (ADD, USE),
        "open": typed is not None or verb == ADD or (verb == USE and bool(told.free)),
        "fields": [
            {
                "name": field.name,
                "id": place_of(verb, field.name),
                "kind": field.kind,
                "label": field.label,
                "hint": field.hint,
                "items": told.free if field.kind == "told" else items(argued, verb, field.name),
                "value": typed.text(field.name) if typed else "",
                "wrong": typed.wrong.get(field.name, "") if typed else "",
            }
            for field in FIELDS[verb]
        ],
    }


def place_of(verb: str, name: str) -> str:
    """The id of a field on the page; empty where the form has no such field."""
    return f"{verb}-{name}" if name in {field.name for field in FIELDS.get(verb, ())} else ""


def items(argued: Argued, verb: str, name: str) -> list[Item]:
    """What is offered in a field; nothing for one that is typed."""
    if name == "place":
        return _places()
    if name in ("fact", "line"):
        return _lines(argued, verb)
    tables: dict[tuple[str, str], Mapping[str, Promise | str]] = {
        (ADD, "source"): words.SOURCES,
        (ADD, "stance"): words.STANCES,
        (USE, "stance"): words.STANCES,
        (PLACE, "stance"): words.STANCES,
        (QUALIFY, "code"): words.QUALIFIER,
        (QUALIFY, "value"): words.ANSWERS,
        (ARGUE, "code"): {code: words.form(code) for code in library.forms().forms},
        (ARGUE, "value"): words.STANCES,
        (CONSIDER, "code"): {code: words.alternative(code) for code in rules.ALTERNATIVES},
        (CONSIDER, "value"): words.REACHES,
        (FLAG, "code"): words.FLAGS,
        (FLAG, "value"): words.ANSWERS,
    }
    return [Item(code, label) for code, label in tables.get((verb, name), {}).items()]


def _places() -> list[Item]:
    forms_ = library.forms().forms
    return [
        *_group(rules.ACT, rules.ACTS, words.ELEMENTS[rules.ACT]),
        *_group(rules.MEANS, rules.WAYS, words.ELEMENTS[rules.MEANS]),
        *_group(rules.PURPOSE, forms_, words.ELEMENTS[rules.PURPOSE]),
        *_group(rules.INTENDED, forms_, _("Purpose that was meant, and has not happened")),
    ]


def _group(where: str, codes: Iterable[str], name: str | Promise) -> list[Item]:
    element = rules.PURPOSE if where == rules.INTENDED else where
    return [Item(f"{where}:{code}", words.code_of(element, code), group=name) for code in codes]


def _lines(argued: Argued, verb: str) -> list[Item]:
    """Lines by their number and the beginning of what they say: facts to place, or all that still stand."""
    kinds = (states.FACT,) if verb == PLACE else tuple(one for one in states.KINDS if one != states.BACK)
    standing = [one for one in argued.lines if one.back is None and one.kind in kinds]
    return [Item(str(one.number), f"{one.number} · {words.line(one)[:80]}") for one in standing]
