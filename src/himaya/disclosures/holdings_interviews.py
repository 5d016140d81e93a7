"""Of what is held about a person: what was asked, said, seen and agreed to at interviews. Opened under one access.

Left out where the desk may not know of interviews at all: what is answered there is answered by whoever holds them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from himaya.cases.access import OpenedCase
from himaya.cases.words_packets import language
from himaya.disclosures.held_part import Item, date_of, joined, on, said_day
from himaya.instruments import queries as instruments
from himaya.instruments import verify
from himaya.interviews import access, content, policy, queries, rules, words
from himaya.interviews.access import Opened
from himaya.interviews.models import Draft, EarlierDraft, Interview, Preparation, Telling
from himaya.kernel import languages

INTERVIEWS = "interviews"


def interviews(opened: OpenedCase) -> Iterator[Item]:
    """What was told before, then interview after interview: gates, items, sittings, facts, events, lines, the form."""
    if not policy.works_at(opened.case.desk_id):
        return
    tellings = list(Telling.objects.filter(case=opened.case).select_related("desk").order_by("number"))
    opened.access.open(*tellings)
    for row in tellings:
        said = row.words or {}
        value = joined(words.BODIES[row.body], said_day(row.on), *said.values())
        yield Item(f"told:{row.number}", INTERVIEWS, _("Already told"), value, row.desk.name, _raw(said))
    for one in Interview.objects.filter(case=opened.case).select_related("desk", "version").order_by("number"):
        yield from _interview(opened, one)


def answers(opened: OpenedCase) -> Iterator[tuple[str, Draft, dict[str, str]]]:
    """The answers of each form: as it stands, put aside, or as it stood before other words were saved over it."""
    if not policy.works_at(opened.case.desk_id):
        return
    rows = Draft.objects.filter(case=opened.case, xml__isnull=False).select_related("interview__desk", "version")
    for row in rows.order_by("interview__number", "pk"):
        opened.access.open(row)
        name = "aside" if row.aside_at else "form"
        yield f"{name}:{row.interview.number}", row, _given(row, row.xml)
    earlier = EarlierDraft.objects.filter(case=opened.case).select_related("draft__interview__desk", "draft__version")
    for one in earlier.order_by("interview__number", "number"):
        opened.access.open(one)
        yield f"earlier_form:{one.draft.interview.number}:{one.number}", one.draft, _given(one.draft, one.xml)


def _given(draft: Draft, xml: object) -> dict[str, str]:
    if draft.version is None:
        return {}
    found = verify.verify(instruments.compiled(draft.version), str(xml or "").encode()).given
    return {name: str(said) for name, said in found.items()}


def _interview(opened: OpenedCase, row: Interview) -> Iterator[Item]:
    known = access.opened_under(opened.access, row)
    day = row.closed_on or row.opened_on
    how = joined(words.STATES[row.state], words.OUTCOMES.get(row.outcome, ""))
    yield Item(
        f"interview:{row.number}",
        INTERVIEWS,
        _("Interview"),
        how,
        on(day, row.desk.name),
        _raw([row.state, row.outcome]),
    )
    yield from _agreements(row)
    yield from _gates(opened, row)
    for sitting, conditions in known.sittings:
        source = on(date_of(sitting.began_at), row.desk.name)
        value = joined(conditions, *(words.PRESENT[one] for one in sitting.present)) or _("Sittings")
        yield Item(f"sitting:{row.number}:{sitting.number}", INTERVIEWS, _("Sittings"), value, source, conditions)
    for moment, said in known.moments:
        source = on(date_of(moment.at), row.desk.name)
        value = joined(words.MOMENTS[moment.kind], said.get("words"))
        yield Item(f"moment:{row.number}:{moment.number}", INTERVIEWS, _("Interview"), value, source, _raw(said))
    for who, details in known.interpreters:
        value = joined(words.MODES[who.mode], words.SEXES[who.sex], details.get("dialect"))
        source = on(date_of(who.noted_at), row.desk.name)
        yield Item(f"interpreter:{row.number}:{who.number}", INTERVIEWS, _("Interpreter"), value, source, value)
    yield from _written(known, row)


def _agreements(row: Interview) -> Iterator[Item]:
    """Line by line what was asked and what the person said, how it was asked and before whom."""
    items = {one.id: one for one in content.words().agreement}
    for one in queries.agreements(row):
        value = joined(
            words.AGREED[one.answer], language(one.language), words.SPOKEN[one.mode], words.WITNESSES[one.witness]
        )
        raw = _raw([one.item, one.answer, one.language, one.mode, one.witness])
        source = on(date_of(one.at), row.desk.name)
        item = items.get(one.item)
        # As it was asked: a child who was asked in words of their own reads these.
        asked = item.to(child=one.assent == "yes").in_language(languages.current()) if item else _("Interview")
        yield Item(f"agreed:{row.number}:{one.number}", INTERVIEWS, asked, value, source, raw)


def _gates(opened: OpenedCase, row: Interview) -> Iterator[Item]:
    rows = list(Preparation.objects.filter(interview=row).order_by("number"))
    opened.access.open(*rows)
    for one in rows:
        gates = one.gates or {}
        said = [
            joined(words.GATES[gate], words.ANSWERS.get(answer, ""), gates.get("what", {}).get(gate))
            for gate, answer in gates.get("answers", {}).items()
            if gate in words.GATES
        ]
        value = joined(*said, gates.get("reason"))
        source = on(date_of(one.at), row.desk.name)
        yield Item(f"gates:{row.number}:{one.number}", INTERVIEWS, _("Before the sitting"), value, source, _raw(gates))


def _written(known: Opened, row: Interview) -> Iterator[Item]:
    topics = {one.id: one.words.in_language(languages.current()) for one in content.words().topics}
    for fact in known.facts:
        value = joined(words.KINDS[fact.kind], fact.text, fact.interpretation)
        source = on(date_of(fact.at), row.desk.name)
        raw = f"{fact.text} {fact.interpretation}"
        yield Item(f"noted:{row.number}:{fact.number}", INTERVIEWS, topics[fact.topic], value, source, raw)
    values = {one.id: one.words.in_language(languages.current()) for one in content.words().values}
    for event in known.events:
        said = [values[code] for code in event.values if code in values]
        value = joined(words.EVENTS[event.kind], *said, event.words, event.anchor)
        raw = _raw([*event.values, event.words, event.anchor])
        yield Item(f"event:{row.number}:{event.number}", INTERVIEWS, _("What happened"), value, row.desk.name, raw)
    for note, said_ in known.notes:
        source = on(date_of(note.at), row.desk.name)
        label, value = _note(note.kind, said_)
        yield Item(f"beside:{row.number}:{note.number}", INTERVIEWS, label, value, source, _raw(said_))


def _note(kind: str, said: Mapping[str, Any]) -> tuple[str, str]:
    if kind == rules.OWN_VIEW:
        return _("The danger as the person sees it"), joined(words.RATINGS[said["rating"]], said["words"])
    if kind == rules.INCONSISTENCY:
        explained = (words.EXPLANATIONS[one] for one in said["explanations"])
        return _("What does not fit together"), joined(said["words"], *explained)
    if kind == rules.PLACING:
        return _("What happened"), joined(said["event"], words.PLACINGS[said["how"]], said["of"])
    if kind == rules.CLOSING:
        told = (said["summary"], said["next_steps"], said["told"])
        return _("Summary"), joined(words.OUTCOMES[said["outcome"]], *told)
    return _("The same day"), joined(said["steps"]) or _("Debrief")


def _raw(said: Any) -> str:
    """Every word and code in it, in no language."""
    if isinstance(said, dict):
        return " ".join(_raw(said[name]) for name in sorted(said))
    return " ".join(_raw(one) for one in said) if isinstance(said, list) else str(said)
