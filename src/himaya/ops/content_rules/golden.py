"""Sample answers belong to a form, answer with choices it has, and together end in every step that it can end in."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from himaya.instruments.outcomes import KINDS
from himaya.instruments.source import Unreadable, list_of, resolve
from himaya.instruments.triage import NextStep
from himaya.ops.content_rules.clauses import Documents
from himaya.ops.content_rules.gap import Gap

FILE = "golden/first_line.yaml"
FEWEST = 4
Values = dict[str, dict[str, set[str]]]


def golden_gaps(documents: Documents) -> Iterator[Gap]:
    """`documents`: file name from the content root -> its top mapping.

    What is missing or wrong in the samples. Titles in three languages are looked at with all other texts.
    """
    forms = dict(_forms(documents))
    samples = documents.get(FILE, {}).get("samples")
    rows = [row for row in samples if isinstance(row, dict)] if isinstance(samples, list) else []
    seen: set[str] = set()
    for row in rows:
        name = str(row.get("id", "?"))
        if name in seen:
            yield Gap(FILE, name, "", "this sample stands twice")
        seen.add(name)
        yield from _sample_gaps(name, row, forms)
    for form in forms:
        yield from _form_gaps(form, [row for row in rows if form in (row.get("forms") or ())])


def _forms(documents: Documents) -> Iterator[tuple[str, dict[str, set[str]]]]:
    """The questions of every form that ends in a next step; one that cannot be read has none."""
    for file, document in documents.items():
        if file.startswith("instruments/") and document.get("kind") in KINDS:
            library = documents.get(str(PurePosixPath(file).parent / str(document.get("clauses"))), {})
            try:
                whole = resolve(document, library, Path(file))
            except Unreadable:
                whole = {**document, "survey": []}
            yield str(document["instrument"]), _values(whole)


def _values(document: Mapping[str, Any]) -> dict[str, set[str]]:
    lists = document.get("choices") or {}
    return {
        str(row["name"]): {str(one.get("value")) for one in lists.get(list_of(str(row.get("type") or "")), ())}
        for row in document["survey"]
        if list_of(str(row.get("type") or ""))
    }


def _sample_gaps(name: str, row: Mapping[str, Any], forms: Values) -> Iterator[Gap]:
    if not isinstance(row.get("title"), dict):
        yield Gap(FILE, name, "", "the sample has no title")
    if row.get("expects") not in tuple(NextStep) or not isinstance(row.get("child"), bool):
        yield Gap(FILE, name, "", "say what it ends in: expects now, offer or not_enough, and child true or false")
    if not row.get("forms"):
        yield Gap(FILE, name, "", "the sample belongs to no form")
    answers = row.get("answers")
    if not isinstance(answers, dict) or not answers:
        yield Gap(FILE, name, "", "the sample has no answers")
        return
    for form in row.get("forms") or ():
        if form not in forms:
            yield Gap(FILE, name, "", f"form “{form}” does not exist")
            continue
        for question, value in answers.items():
            if value not in forms[form].get(str(question), ()):
                yield Gap(FILE, name, "", f"“{form}” has no answer “{value}” to “{question}”")


def _form_gaps(form: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[Gap]:
    """Four samples at the least, every step, and a child."""
    own = list(rows)
    missing = [str(step) for step in NextStep if step not in {row.get("expects") for row in own}]
    if not any(row.get("child") is True for row in own):
        missing.append("child")
    if len(own) < FEWEST:
        yield Gap(FILE, form, "", f"this form has fewer than {FEWEST} samples")
    for one in missing:
        yield Gap(FILE, form, "", f"no sample of this form ends in “{one}”")
