"""The text that begins from the catalogue of indicators: a section per domain, a clause per row, one form over all.

Strengths stay in the catalogue. As the `weight` of a clause they would compile to a score, and a form never weighs a
person (do-no-harm 8). A row that is only seen says so; those that are asked wait for their words in Darija.
"""

from collections.abc import Mapping

from himaya.coordination import rules_content, states
from himaya.coordination.rules_content import Clause, Content
from himaya.instruments import indicators
from himaya.instruments.indicators import Domain, Indicator
from himaya.instruments.rules_delphi import GRADES

LIST = "sign"
WEIGHED_IN, OUR_OWN = "ILO and European Commission 2009, in our own words", "catalogue of indicators"


def content() -> Content:
    """The content of a text, new each time. ContentError when the catalogue cannot be read."""
    catalogue = indicators.load()
    choices = [{"value": one.value, "reads": one.reads, "label": one.label.as_dict()} for one in catalogue.answers]
    clauses: list[Clause] = []
    for domain in catalogue.domains:
        section = _section(domain)
        clauses += [section, *(_clause(row, section["uid"]) for row in catalogue.of(domain.code))]
    return {**rules_content.empty(), "clauses": clauses, "lists": {LIST: choices}}


def _section(domain: Domain) -> Clause:
    uid = f"SEC-{domain.code}"
    form = {"type": "begin_group", "name": rules_content.name_from(uid)}
    return _of(uid, states.SECTION, "", domain.names.as_dict(), form)


def _clause(row: Indicator, section: str) -> Clause:
    weighed = row.adult in GRADES or row.child in GRADES
    form = {
        "type": f"select_one {LIST}",
        "name": rules_content.name_from(row.id),
        "hint": row.question.as_dict(),
        "exposes": list(row.exposes),
        "compartment": "story",
        "source": WEIGHED_IN if weighed else OUR_OWN,
        "mark": "C2" if weighed else "G",
    }
    if row.way == "observe":
        form["act"] = "seen"
    return _of(row.id, states.INDICATOR, section, row.label.as_dict(), form)


def _of(uid: str, kind: str, parent: str, texts: dict[str, str], form: Mapping[str, object]) -> Clause:
    return {"uid": uid, "kind": kind, "parent": parent, "texts": texts, "form": dict(form), "replaces": ""}
