"""Forms as tables make them: compiled back from a text, with a clause replaced, with weights, without a clause."""

import copy
from typing import Any

from himaya.coordination import rules_content
from himaya.instruments import catalogue, derived

Document = dict[str, Any]
LABEL = {"fr": "Papiers retenus", "ar": "أوراق محتجزة", "en": "Papers kept back"}


def shipped(name: str) -> Document:
    """The document of a shipped instrument, to change at will."""
    found = catalogue.find(name)
    assert found is not None
    return copy.deepcopy(dict(found.document))


def row(document: Document, name: str) -> Document:
    """The row of a question."""
    return next(one for one in document["survey"] if one.get("name") == name)


def without(document: Document, *keys: str) -> Document:
    """The document without the questions that triage hears under these keys."""
    rows = [one for one in document["survey"] if one.get("triage") not in keys]
    return {**document, "survey": rows}


def from_its_text(name: str = "first-line-police") -> Document:
    """A shipped form, made into a text together with all others and compiled from it again."""
    forms = [dict(one.document) for one in catalogue.current() if one.kind == "screening"]
    return rules_content.compile_form(rules_content.from_documents(forms), name, "2")


def replaced(name: str = "first-line-police", version: str = "2") -> Document:
    """The form with a clause that means something else: another uid, another name, another list, and what reads it."""
    document = {**shipped(name), "version": version}
    document["choices"]["held"] = [
        {"value": "held", "reads": "yes", "label": LABEL},
        {"value": "free", "reads": "no", "label": LABEL},
        {"value": "unknown", "reads": "unknown", "label": LABEL},
    ]
    row(document, "q08").update(uid="FL-08-2", name="q08b", type="select_one held", label=LABEL)
    row(document, "src_08").update(relevant="${q08b} = 'held'")
    return document


def text_only() -> Document:
    """A protocol of two sections and nothing to fill in."""
    content = rules_content.empty()
    for uid, parent, kind in (("SEC-1", "", "section"), ("STEP-1", "SEC-1", "step"), ("STEP-2", "", "step")):
        clause = {"uid": uid, "kind": kind, "parent": parent, "texts": LABEL, "form": {}, "replaces": ""}
        content["clauses"].append(clause)
    made = rules_content.with_form(content, name="text-1", kind="protocol", titles=LABEL)
    return rules_content.compile_form(made, "text-1", "1")


def scored() -> Document:
    """An indicator set whose choices have weights, so that a score is compiled."""
    content = rules_content.empty()
    content["lists"]["yn"] = [
        {"value": "yes", "reads": "yes", "label": LABEL},
        {"value": "partly", "reads": "yes", "weight": 1, "label": LABEL},
        {"value": "no", "reads": "no", "label": LABEL},
    ]
    for number in (1, 2):
        form = {"type": "select_one yn", "name": f"ind_{number}", "weight": 2, "exposes": [], "compartment": "story"}
        content["clauses"].append(
            {"uid": f"IND-{number}", "kind": "indicator", "parent": "", "texts": LABEL, "form": form, "replaces": ""}
        )
    made = rules_content.with_form(content, name="indicators", kind="indicator_set", titles=LABEL)
    return rules_content.compile_form(made, "indicators", "1")


def stand_in(uid: str = "FL-15", name: str = "first-line-police") -> Document:
    """The form without a clause, as it is used while that clause is suspended."""
    return {**derived.without_clause(shipped(name), uid), "version": "2-s1"}


def released() -> list[Document]:
    """Every kind of form that a release can put on the screens."""
    return [
        from_its_text(),
        replaced(),
        text_only(),
        scored(),
        derived.without_clause(scored(), "IND-1"),
        stand_in(),
        rules_content.compile_form(
            rules_content.from_documents([shipped("reporting-positions")]), "reporting-positions", "2"
        ),
    ]
