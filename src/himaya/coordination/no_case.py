"""The free texts of the round table refuse what looks like data of one protected person."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from himaya.coordination import rules_no_case, texts
from himaya.coordination.models import Expert
from himaya.institutions.models import Delegate
from himaya.kernel.errors import NotValid

LOOKS_LIKE: dict[str, Promise] = {
    rules_no_case.PHONE: _("a telephone number"),
    rules_no_case.IDENTITY: _("the number of an identity paper"),
    rules_no_case.EMAIL: _("an e-mail address"),
    rules_no_case.BIRTH: _("a date of birth"),
    rules_no_case.COORDINATES: _("the coordinates of a place"),
    rules_no_case.NAME: _("the name of a person"),
    rules_no_case.ADDRESS: _("a street address"),
    rules_no_case.AGE: _("initials with an age"),
}

NEVER_IN_A_LETTER = (rules_no_case.IDENTITY, rules_no_case.BIRTH, rules_no_case.COORDINATES, rules_no_case.AGE)


def check(*said: str, known: Iterable[str] = ()) -> None:
    """Raises NotValid when a text holds something of the kind; the sentence says which, never what.

    `known` are names that may be said: delegates and experts.
    """
    names = list(known)
    found = next((one for text in said for one in rules_no_case.findings(text, names)), None)
    if found is not None:
        raise _refusal(found.kind)


def _refusal(kind: str) -> NotValid:
    return NotValid(
        format_lazy(
            "{} {}",
            format_lazy(_("This text seems to hold {kind}."), kind=LOOKS_LIKE[kind]),
            _("Nothing about one protected person is written here: say it without a name, a number or a place."),
        ),
        code="case_data",
    )


def check_said(*said: str) -> None:
    """The same, where the delegates and the experts of the round tables may be named. Raises NotValid."""
    if any(rules_no_case.findings(text) for text in said):
        check(*said, known=known_names())


def reason(text: str, *, needed: bool = True) -> str:
    """One tidy sentence that others will read. Raises NotValid as `texts.sentence` and `check_said` do."""
    tidy = texts.sentence(text, needed=needed)
    check_said(tidy)
    return tidy


def titles(written: Mapping[str, str]) -> dict[str, str]:
    """A title by field, as `texts.titles`, that holds nobody. Raises NotValid as that and `check_said` do."""
    found = texts.titles(written)
    check_said(*found.values())
    return found


def check_letter(*said: str) -> None:
    """Raises NotValid for what no official letter about a round table says. It may well name people and addresses."""
    found = {one.kind for text in said for one in rules_no_case.findings(text)}
    for kind in NEVER_IN_A_LETTER:
        if kind in found:
            raise _refusal(kind)


def known_names() -> list[str]:
    """The names that may be said at a round table, in both scripts."""
    pairs = Delegate.objects.values_list("name_latin", "name_arabic")
    experts = Expert.objects.values_list("name", flat=True)
    return [name for name in (*(name for pair in pairs for name in pair), *experts) if name]
