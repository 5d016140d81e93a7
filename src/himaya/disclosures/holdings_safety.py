"""Of what is held about a person: how they are reached, and their safety plan. Opened under one access."""

import json
from collections.abc import Iterator

from himaya.cases.access import OpenedCase
from himaya.disclosures.held_part import Item, joined, on, said_day
from himaya.institutions.rules_hours import typed_again
from himaya.kernel import languages
from himaya.safety import content, words
from himaya.safety.models import ContactRules, SafetyCopy, SafetyPlan
from himaya.services.words import WEEKDAYS

# The first is a section of `holdings`: what was said at first of how they are reached stands in it too.
REACHED, SAFETY = "contact", "safety"


def reached(opened: OpenedCase) -> Iterator[Item]:
    """Each line of what was agreed of reaching the person, the earlier ones too."""
    rows = list(ContactRules.objects.filter(case=opened.case).select_related("desk").order_by("number"))
    opened.access.open(*rows)
    for row in rows:
        said = row.content or {}
        ways = [words.WAYS[one] for one in said.get("ways", ()) if one in words.WAYS]
        hours = [f"{WEEKDAYS[day]} {typed_again(spans)}" for day, spans in row.quiet.items()]
        free = [said.get(name, "") for name in ("word", "answer", "who", "say", "words")]
        message = words.MESSAGES.get(str(said.get("messages", "")), "")
        value = joined(*ways, *hours, message, *free, said_day(row.holds_until))
        raw = json.dumps({**said, "quiet": row.quiet}, ensure_ascii=False, sort_keys=True)
        label = said_day(row.agreed_on)
        yield Item(f"reached:{row.number}", REACHED, label, value, on(row.agreed_on, row.desk.name), raw)


def plans(opened: OpenedCase) -> Iterator[Item]:
    """Each part of each version of the safety plan, and what was said of a copy."""
    known, language = content.catalogue().parts, languages.current()
    rows = list(SafetyPlan.objects.filter(case=opened.case).select_related("desk").order_by("number"))
    answers = list(SafetyCopy.objects.filter(case=opened.case).select_related("desk").order_by("number"))
    opened.access.open(*rows, *answers)
    for row in rows:
        source = on(row.written_on, row.desk.name)
        for name, said in (row.parts or {}).items():
            label = known[name].names.in_language(language) if name in known else name
            yield Item(f"safety:{row.number}:{name}", SAFETY, label, said, source, said)
    for one in answers:
        codes = one.said or {}
        told = [f"{words.QUESTIONS[name]} {words.ANSWERS[codes[name]]}" for name in words.QUESTIONS if name in codes]
        value = joined(words.COPIES[codes["wish"]], *told)
        label = str(words.COPY)
        raw = json.dumps(codes, sort_keys=True)
        yield Item(f"safety_copy:{one.number}", SAFETY, label, value, on(one.asked_on, one.desk.name), raw)
