"""Of what is held about a person: what a body was asked and decided, that they were told, the period and the notes.

Who sat on a panel is the body's own: its sealed row is opened for nobody else, and the numbers are in the decision.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from himaya.cases.access import OpenedCase
from himaya.cases.words_packets import language
from himaya.determinations import content
from himaya.determinations import words as words_decisions
from himaya.determinations.access import Chain, chain_under
from himaya.determinations.models import Request
from himaya.determinations.sheets import TEXTS, UNKNOWN, Sheet, as_json
from himaya.disclosures.held_part import Item, date_of, joined, on, said_day
from himaya.kernel import languages

DECISIONS = "decisions"


def decisions(opened: OpenedCase) -> Iterator[Item]:
    """Every part of it, the oldest first."""
    chain = chain_under(opened.access, opened.case)
    for row, sheet in chain.requests:
        label = str(words_decisions.STEPS[row.step])
        source = _where(row)
        for name, said, raw in _of_sheet(sheet):
            yield Item(f"sheet:{row.number}:{name}", DECISIONS, f"{label} · {name_of(name)}", said, source, raw)
        if row.recovery and row.recovery_on is not None:
            said = str(words_decisions.RECOVERY[row.recovery])
            raw = f"{row.recovery} {row.recovery_on}"
            yield Item(f"recovery:{row.number}", DECISIONS, label, said, said_day(row.recovery_on), raw)
    yield from _decided(chain)
    for period, reason in chain.periods:
        label = _("Recovery and reflection period")
        said = joined(said_day(period.since_on), said_day(period.last_on), reason)
        raw = f"{period.since_on}{period.last_on}{reason}"
        yield Item(f"period:{period.number}", DECISIONS, label, said, said_day(date_of(period.at)), raw)
    covered = content.words().lists["covered"]
    for note, body in chain.notes:
        kinds = [covered[code].in_language(languages.current()) for code in body.get("covered", ()) if code in covered]
        said = joined(words_decisions.NOTES[note.word], note.to_desk.name, *kinds)
        raw = f"{note.word} {note.to_desk_id} {' '.join(body.get('covered', ()))}"
        label = str(_("Note on acts done under threat"))
        yield Item(f"note:{note.number}", DECISIONS, label, said, on(note.on, note.desk_id), raw)


def _where(row: Request) -> str:
    """When the body got the sheet; where counsel has not sent it, that nobody got it."""
    if row.handed_at is not None:
        return on(date_of(row.handed_at), row.to_desk.name)
    return joined(said_day(date_of(row.sent_at)), _("Written here and not handed over to the body"))


def name_of(name: str) -> str:
    """What a part of a sheet is called."""
    return str(words_decisions.SHEET[name])


def _decided(chain: Chain) -> Iterator[Item]:
    for one in chain.decisions:
        row = one.row
        label = str(words_decisions.STATUSES[row.status])
        source = on(row.decided_on, row.desk.name)
        yield Item(f"decision:{row.number}", DECISIONS, label, one.reasons, source, f"{row.status} {one.reasons}")
        for telling, words in one.tellings:
            said = joined(language(telling.language), words_decisions.HOW[telling.how], words)
            raw = f"{telling.language} {telling.how} {words}"
            told = str(_("Told to the person"))
            yield Item(f"told:{telling.pk}", DECISIONS, told, said, on(telling.on, telling.desk_id), raw)


def _of_sheet(sheet: Sheet) -> Iterator[tuple[str, str, str]]:
    """Each part of a sheet that says something: its name, its words, and the same in no language."""
    body: dict[str, Any] = as_json(sheet)
    lists = content.words().lists
    for name in ("acts", "means", "purposes"):
        if body[name]:
            known = [lists[name][code].in_language(languages.current()) for code in body[name] if code in lists[name]]
            yield name, joined(*known), json.dumps(body[name])
    effects = {code: value for code, value in body["effects"].items() if value != UNKNOWN}
    if effects:
        said = [
            f"{lists['effects'][code].in_language(languages.current())}: {words_decisions.READINGS[value]}"
            for code, value in effects.items()
            if code in lists["effects"]
        ]
        yield "effects", joined(*said), json.dumps(effects, sort_keys=True)
    for name in TEXTS:
        if body[name]:
            yield name, body[name], body[name]
