"""Reading what was typed on these pages, asking a verb, and showing its refusal beside the field."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext_lazy as _

from himaya.institutions.models import Institution, Region
from himaya.kernel import clock, days
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.training import states, words
from himaya.web.forms import Item, Typed, refused

Deed = Callable[[], str | Promise]
Page = Callable[..., HttpResponse]


def answered(
    request: HttpRequest, actor: Actor, typed: Typed, deeds: Mapping[str, Deed], page: Page, to: str, **kwargs: Any
) -> HttpResponse:
    """Do what the form asks for; a refusal comes back on the page with all that was typed."""
    deed = deeds.get(typed.text("do"))
    if deed is None:
        raise NotFound
    try:
        told = deed()
    except (NotNow, NotValid) as refusal:
        # What was typed into fields that the deed did not come to read stays too.
        for name in request.POST:
            if name not in ("csrfmiddlewaretoken", *typed.said):
                typed.text(name)
        typed.wrong = refused(refusal, actor, to)
        return page(typed, status=refusal.status)
    messages.success(request, str(told))
    answer: HttpResponse = redirect(to, **kwargs)
    return answer


def number(typed: Typed, name: str) -> int | None:
    """A number, None for nothing. Raises NotValid."""
    said = typed.text(name).replace(" ", "").replace("\u202f", "").replace("\xa0", "")
    if not said:
        return None
    if said.isascii() and said.isdecimal() and len(said) < 8:
        return int(said)
    raise NotValid(_("Write a number without a sign, or leave it empty."), code=name)


def money(typed: Typed, name: str) -> int | None:
    """An amount in hundredths, None for nothing. Raises NotValid."""
    said = typed.text(name).replace(" ", "").replace("\u202f", "").replace("\xa0", "").replace(",", ".")
    if not said:
        return None
    whole, _dot, rest = said.partition(".")
    if not (said.isascii() and whole.isdecimal() and len(whole) < 12 and len(rest) < 3 and (rest + "0").isdecimal()):
        raise NotValid(_("Write the amount as a number greater than nothing, such as 1250.50."), code=name)
    return int(whole) * 100 + int((rest + "00")[:2])


def day(typed: Typed, name: str) -> date | None:
    """A day, None for nothing. Raises NotValid."""
    said = typed.text(name)
    try:
        return days.typed(said) if said else None
    except ValueError:
        raise NotValid(_("Choose the day, the month and the year."), code=name) from None


def half_days(typed: Typed) -> list[tuple[datetime, datetime]]:
    """One half-day a line: its day, from when, until when. Raises NotValid."""
    here, found = get_current_timezone(), []
    for line in typed.text("half_days").splitlines():
        parts = line.split()
        if not parts:
            continue
        try:
            on, starts, ends = days.typed(parts[0]), *(time.fromisoformat(one) for one in parts[1:])
            if starts.tzinfo or ends.tzinfo:
                raise ValueError
        except ValueError:
            raise NotValid(
                _("Write one half-day a line, as 2026-12-10 09:00 12:30: the day, from when, until when."),
                code="half_days",
            ) from None
        found.append((datetime.combine(on, starts, here), datetime.combine(on, ends, here)))
    return found


def ids(typed: Typed, name: str) -> list[UUID]:
    """What was ticked in a list."""
    found = []
    for one in typed.post.getlist(name):
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found


def one_id(typed: Typed, name: str) -> UUID:
    """What a button names. Raises NotFound."""
    try:
        return UUID(typed.text(name))
    except ValueError:
        raise NotFound from None


def titles(typed: Typed) -> dict[str, str]:
    """A title in three languages."""
    return {code: typed.text(f"title_{code}") for code in ("fr", "ar", "en")}


def items(found: Mapping[Any, str | Promise]) -> list[Item]:
    """Words as lines of a list."""
    return [Item(str(code), word) for code, word in found.items()]


def institutions() -> list[Item]:
    """The institutions that stand today."""
    rows = Institution.objects.exclude(valid_to__lt=clock.today())
    return [Item(one.pk, one.name) for one in sorted(rows, key=lambda one: one.name)]


def regions() -> list[Item]:
    """The regions."""
    return [Item(one.pk, one.name) for one in Region.objects.order_by("pk")]


def lists() -> dict[str, Any]:
    """The lists that forms of this desk choose from."""
    return {
        "modules": items(words.MODULES),
        "languages": items(words.LANGUAGES),
        "sexes": items({code: word for code, word in words.SEXES.items() if code != states.NOT_SAID}),
        "institutions": institutions(),
        "regions": regions(),
    }


class Blank(dict[str, Any]):
    """What was not said is empty: a template may ask for anything."""

    def __missing__(self, name: str) -> str:
        return ""


def shown(
    typed: Typed, fields: Iterable[str] = (), *, stands: Mapping[str, Any] | None = None, **ticked: Iterable[str]
) -> dict[str, Any]:
    """What a template needs of a form: what was typed, else what `stands`; what is ticked, what is wrong and where."""
    posted = bool(typed.post)
    names = ("modules", "needs", "recommendations", "others", "channels", "languages")
    return {
        "typed": Blank({**(stands or {}), **typed.said}),
        "wrong": Blank(typed.wrong),
        "errors": typed.errors({name: name for name in fields}),
        "chosen": {name: typed.post.getlist(name) if posted else list(ticked.get(name, ())) for name in names},
    }
