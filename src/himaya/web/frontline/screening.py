"""The form behind a sheet, and what the answers suggest."""

from dataclasses import dataclass, replace

from himaya.cases import rules_danger, states
from himaya.instruments import queries, triage
from himaya.instruments.compiled import Compiled
from himaya.instruments.models import Version
from himaya.instruments.triage import Advice, Noted, Reading
from himaya.web.frontline.sheet import CHILD, SITE, Sheet
from himaya.web.frontline.token import Unusable


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the result page is made of. `signs` and `unknown` are clause uids, in the order of the form.

    `danger`: somebody threatens the person now; what health asks for at once stands in the advice.
    """

    advice: Advice
    child: bool
    danger: bool
    signs: tuple[str, ...]
    unknown: tuple[str, ...]
    serious_unknown: int
    alone: bool


def version_of(sheet: Sheet) -> Version:
    """The version this sheet began with. Raises Unusable when this installation does not have it."""
    found = Version.objects.defer("source").filter(pk=sheet.version_id).first()
    if found is None:
        raise Unusable(expired=False)
    return found


def form_of(sheet: Sheet) -> Compiled:
    return queries.compiled(version_of(sheet))


def outcome(form: Compiled, sheet: Sheet) -> Outcome:
    """What the answers suggest. The worker's own profession decides what is said about removal, also for a child."""
    document = form.instrument.document
    facts = triage.facts_from(form.instrument.audience, document["survey"], document["choices"], sheet.answers)
    advice = triage.next_step(replace(facts, actor=sheet.kind))
    heard = triage.noted(document["survey"], document["choices"], sheet.answers)
    open_ones = [clause for clause in heard if clause.reading in triage.OPEN and clause.key in advice.unknown]
    child = advice.child or (sheet.about == CHILD and advice.age_unknown)
    # Of a place nobody is asked what a child is asked; whoever heard the answers knows them as child protection would.
    adult = sheet.about == SITE or not child
    return Outcome(
        advice=advice,
        child=child,
        danger=rules_danger.danger(heard, reader=states.CHILD, adult=adult).threat,
        signs=tuple(clause.uid for clause in heard if _is_sign(clause)),
        unknown=tuple(clause.uid for clause in open_ones),
        serious_unknown=sum(1 for clause in open_ones if clause.key in advice.serious_unknown),
        alone=sheet.answers.get("q01") != "no",
    )


def _is_sign(clause: Noted) -> bool:
    return clause.reading is Reading.YES and (clause.key in triage.SIGNS or clause.key == "age")
