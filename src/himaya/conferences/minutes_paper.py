"""The minutes in words, for the page and for a paper. Neutral: the title says nothing of why somebody has a file.

Made in memory while the minutes are open, and kept nowhere.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from himaya.adapters import paper_html, pdf
from himaya.adapters.paper import Block, Heading, Mode, Paper, Para, same
from himaya.conferences import access, functional, rules, words
from himaya.conferences.models import Conference, Minutes
from himaya.institutions import content
from himaya.institutions.models import Desk
from himaya.kernel import clock, days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow

LANGUAGES = ("fr", "ar", "en")
SECONDS = 60
Section = tuple[str, list[str]]


def make(actor: Actor, row: Conference, minutes: Minutes, *, purpose: str, language: str) -> bytes:
    """The PDF of one version in one language, one audit event. Raises NotNow where none can be made."""
    with (
        override(language),
        access.open_minutes(actor, minutes, purpose=purpose, action="conference.minutes_printed") as body,
    ):
        html = paper_html.write(_compose(row, minutes, body, language))
    try:
        return pdf.render(html, seconds=SECONDS)
    except pdf.PdfFailed as failed:
        raise NotNow(words.NO_PDF, code=f"pdf_{failed.code}") from None


def sections(body: dict[str, Any]) -> list[Section]:
    """The minutes in the language in use: each heading with its sentences."""
    names = {one.pk: one.name for one in Desk.objects.filter(pk__in=_desks(body))}
    return list(_sections(body, names))


def _compose(row: Conference, minutes: Minutes, body: dict[str, Any], language: str) -> Paper:
    held = row.begun_at or row.begins_at
    blocks: list[Block] = [
        Para(same(_("Meeting of %(day)s.") % {"day": days.in_words(held.astimezone(clock.here()).date(), language)})),
        Para(same(str(words.STATES[row.state]))),
    ]
    for heading, lines in sections(body):
        blocks.append(Heading(2, same(heading)))
        blocks += [Para(same(line)) for line in lines]
    return Paper(
        title=same(_("Notes of a meeting")),
        kicker=same(f"{row.desk.name} · {row.desk.institution.name}"),
        reference=row.case_reference,
        blocks=tuple(blocks),
        mode=cast(Mode, language),
        footer=same(_("For the file of the desk that holds it. Not to be copied or passed on.")),
        exercise=settings.DEMO,
    )


def _sections(body: dict[str, Any], names: dict[str, str]) -> Iterator[Section]:
    yield _("The person"), [_said(*one) for one in body.get("told", [])]
    yield (
        _("Who came"),
        [
            f"{words.PARTS[part]} · {names.get(desk, desk)} · {_roles(roles)}"
            for part in rules.PARTS
            for desk, roles in body.get("present", {}).get(part, {}).items()
        ],
    )
    if body.get("lines"):
        yield _("Written lines"), [f"{names.get(desk, desk)} · {line}" for _part, desk, line in body["lines"]]
    for one in body.get("items", []):
        yield f"{one['number']} · {words.TOPICS[one['topic']]} · {words.PARTS[one['part']]}", list(_item(one, names))
    if body.get("actions"):
        yield _("Agreed actions"), [_action(one, names) for one in body["actions"]]
    if body.get("remark"):
        yield _("Remark of the chair"), [body["remark"]]


def _item(one: dict[str, Any], names: dict[str, str]) -> Iterator[str]:
    if one["words"]:
        yield one["words"]
    for name, until in one["terms"]:
        term = functional.terms().get(name)
        if term is not None:
            said = term.names.in_language(languages.current())
            yield f"{said} · {pgettext('agreement', 'until')} {_day(until)}" if until else said
    heard = [f"{names.get(desk, desk)} ({words.BASES[basis]})" for desk, basis in one["desks"]]
    yield f"{_('Heard by')} · {' · '.join(heard)}" if heard else _("Heard by the desk that holds the case only.")
    if one["decided"]:
        yield f"{_('Decided')} · {one['decided']}"


def _action(one: list[Any], names: dict[str, str]) -> str:
    number, desk, due, what = one
    return f"{number} · {names.get(desk, desk)} · {_('to be done by %(day)s') % {'day': _day(due)}} · {what}"


def _said(word: str, part: str, on: str, own_words: str = "") -> str:
    """One line; what the person sent stands under it as they said it. Minutes made before that was kept have none."""
    line = " · ".join(str(one) for one in (words.SAID[word], words.PARTS.get(part, ""), _day(on)) if one)
    return f"{line}\n{own_words}" if own_words else line


def _day(iso: str) -> str:
    return days.in_words(date.fromisoformat(iso), languages.current())


def _roles(codes: list[str]) -> str:
    names = {row.id: row.names for row in content.load_roles()}
    return " · ".join(names[code].in_language(languages.current()) for code in codes if code in names)


def _desks(body: dict[str, Any]) -> set[str]:
    heard = {desk for one in body.get("items", []) for desk, _basis in one["desks"]}
    came = {desk for part in body.get("present", {}).values() for desk in part}
    return heard | came | {one[1] for one in body.get("actions", [])} | {one[1] for one in body.get("lines", [])}
