"""`himaya content check [--json]`: three languages, source, mark and references of everything in content/.

Needs no store. Exit code 0 when nothing is missing, 1 on a gap, 2 on a wrong argument.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from himaya.attestations import content as attestations
from himaya.attestations import proposed
from himaya.cases import consent_content, grounds, retention_content
from himaya.conferences import functional
from himaya.coordination import report_skeletons
from himaya.coordination.content import load_recorded
from himaya.coordination.content_following import load_plans, load_register
from himaya.crisis import content as crisis
from himaya.determinations import content as determinations
from himaya.disclosures import complaints
from himaya.exchange import content as exchange
from himaya.exchange.published import published
from himaya.health import care_content
from himaya.insight import monitoring_content
from himaya.institutions import consequences, content
from himaya.institutions.content_reader import read_file
from himaya.instruments import catalogue as forms
from himaya.instruments.indicators import INDICATORS
from himaya.instruments.source import Unreadable
from himaya.interviews import content as interviews
from himaya.interviews import trauma
from himaya.legal import exploitation, library
from himaya.ops.content_rules.catalogues import (
    Catalogues,
    catalogue_gaps,
    leans_on_draft,
    legal_gaps,
    load_catalogues,
    position_gaps,
)
from himaya.ops.content_rules.clauses import Documents, clause_gaps, hearing_gaps
from himaya.ops.content_rules.consequences import consequence_gaps, marked_in
from himaya.ops.content_rules.exchange import exchange_gaps
from himaya.ops.content_rules.exploitation import exploitation_gaps, topic_gaps
from himaya.ops.content_rules.follow_up import plan_gaps, register_gaps
from himaya.ops.content_rules.gap import Gap
from himaya.ops.content_rules.glossary import glossary_gaps, glossary_texts
from himaya.ops.content_rules.golden import golden_gaps
from himaya.ops.content_rules.indicators import exposed_by, indicator_gaps, indicator_texts, read_indicators
from himaya.ops.content_rules.letters import letter_gaps
from himaya.ops.content_rules.marks import mark_gaps
from himaya.ops.content_rules.packs import pack_gaps
from himaya.ops.content_rules.practice_cases import practice_case_gaps
from himaya.ops.content_rules.reports import report_gaps
from himaya.ops.content_rules.retention import retention_gaps
from himaya.ops.content_rules.rights import complaint_gaps, rights_gaps
from himaya.ops.content_rules.round_tables import recorded_gaps
from himaya.ops.content_rules.sources import source_gaps
from himaya.ops.content_rules.spoken import spoken_gaps
from himaya.ops.content_rules.texts import gaps_of, texts_in
from himaya.ops.content_rules.training import training_gaps
from himaya.ops.glossary import read_glossary
from himaya.plans import first_days_content
from himaya.relations import content as relations
from himaya.returns import content as returns
from himaya.returns import content_later as returns_later
from himaya.rights import content as rights
from himaya.risks import content_measures as measures
from himaya.safety import content as safety
from himaya.staff_care import content as staff_care
from himaya.training import content as training
from himaya.training import practice_cases
from himaya.yearbook import content as yearbook

# Tables about spelling and sound, and the form of a published standard, which is reported by the linter as it is.
_NOT_OURS_TO_WORD = ("names/", "instruments/htcds/")


@dataclass(frozen=True, slots=True)
class Report:
    """`rows` counts the three-language texts that were read."""

    gaps: tuple[Gap, ...]
    rows: int

    @property
    def ok(self) -> bool:
        return not self.gaps

    def as_json(self) -> str:
        body = {"ok": self.ok, "gaps": [gap.as_dict() for gap in self.gaps], "rows": self.rows}
        return json.dumps(body, ensure_ascii=False, indent=2)


def check_content() -> Report:
    """Read the whole content folder and list every gap, sorted by file and row."""
    gaps: list[Gap] = []
    rows = 0
    documents, broken = _documents()
    gaps += broken
    for file, document in documents.items():
        texts = list(texts_in(file, document))
        rows += len(texts)
        for text in texts:
            gaps += gaps_of(text)
        gaps += mark_gaps(file, document)
        gaps += spoken_gaps(file, document)
    forms = _forms(documents)
    gaps += clause_gaps(forms)
    gaps += _reference_gaps(documents)
    try:
        terms = read_glossary()
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        terms = []
        gaps.append(Gap("glossary.csv", "file", "", f"the file cannot be read: {error}"))
    gaps += glossary_gaps(terms)
    rows += sum(1 for _ in glossary_texts(terms))
    indicators, unread = read_indicators()
    gaps += _exploitation_gaps([row["id"] for row in indicators.get(INDICATORS, [])])
    gaps += [*unread, *indicator_gaps(indicators)]
    rows += sum(1 for _ in indicator_texts(indicators))
    gaps += hearing_gaps(forms, exposed_by(indicators))
    gaps += source_gaps(content.content_root())
    return Report(tuple(sorted(set(gaps))), rows)


def content_check_main(argv: list[str]) -> int:
    """The command. Prints one line per gap, or the report as JSON."""
    parser = argparse.ArgumentParser(prog="himaya content check", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print {ok, gaps, rows} instead of lines")
    wanted = parser.parse_args(argv)
    if not content.content_root().is_dir():
        sys.stderr.write(f"There is no content folder at {content.content_root()}. Set HIMAYA_CONTENT.\n")
        return 1
    report = check_content()
    sys.stdout.write((report.as_json() if wanted.json else _lines(report)) + "\n")
    return 0 if report.ok else 1


def _lines(report: Report) -> str:
    lines = [f"{gap.file}: {gap.row}: {f'[{gap.language}] ' if gap.language else ''}{gap.gap}" for gap in report.gaps]
    return "\n".join([*lines, f"{report.rows} texts in three languages, {len(report.gaps)} gaps"])


def _documents() -> tuple[Documents, list[Gap]]:
    """Every YAML file of the content folder that holds words, by its name from the folder's root."""
    root, read, broken = content.content_root(), {}, []
    for path in sorted(root.rglob("*.yaml")):
        file = str(path.relative_to(root))
        if file.startswith(_NOT_OURS_TO_WORD):
            continue
        try:
            read[file] = read_file(path).data
        except content.ContentError as error:
            broken.append(_as_gap(error))
    return read, broken


def _forms(documents: Documents) -> Documents:
    return {file: doc for file, doc in documents.items() if file.startswith("instruments/")}


def _reference_gaps(documents: Documents) -> Iterator[Gap]:
    """What strict loading refuses, then what refers to nothing."""
    try:
        lists = load_catalogues()
    except content.ContentError as error:
        yield _as_gap(error)
        return
    yield from catalogue_gaps(lists)
    libraries = tuple(Path(file).stem for file in documents if file.startswith("legal/"))
    legal_rows: list[str] = []
    drafts: set[str] = set()
    for name in libraries:
        try:
            library = content.load_legal(name)
        except content.ContentError as error:
            yield _as_gap(error)
        else:
            legal_rows += [row.id for row in library.rows]
            drafts |= {row.id for row in library.rows if row.draft}
            yield from legal_gaps(library)
    for load in (consent_content.load_texts, grounds.load_grounds):
        try:
            load()
        except content.ContentError as error:
            yield _as_gap(error)
    yield from position_gaps(documents.get("reporting_positions.yaml", {}), legal_rows, drafts)
    yield from golden_gaps(documents)
    try:
        yield from consequence_gaps(consequences.load(), marked_in(_forms(documents)))
    except content.ContentError as error:
        yield _as_gap(error)
    try:
        yield from register_gaps(load_register())
    except content.ContentError as error:
        yield _as_gap(error)
    try:
        yield from report_gaps(report_skeletons.load())
    except content.ContentError as error:
        yield _as_gap(error)
    try:
        yield from retention_gaps(retention_content.load())
    except content.ContentError as error:
        yield _as_gap(error)
    try:
        functional.load()
        first_days_content.load()
        interviews.load()
        trauma.load()
        yield from training_gaps(training.load(), trauma.load_judging())
        yield from _practice_case_gaps()
        yield from letter_gaps(attestations.load())
        proposed.load()
        relations.load()
        crisis.load()
        returns.load()
        returns_later.load()
        staff_care.load()
        yearbook.load()
        monitoring_content.load()
        measures.load()
        safety.load()
        determinations.load()
        care_content.load()
        classes = [row.id for row in lists.data_classes]
        yield from _exchange_gaps(classes)
    except content.ContentError as error:
        yield _as_gap(error)
    yield from _rights_gaps("")
    for name in content.pack_names():
        yield from _rights_gaps(name)
        yield from _pack_gaps(name, lists, libraries)


def _exchange_gaps(classes: list[str]) -> Iterator[Gap]:
    """None while a form cannot be read: its own row says so, and whoever mends it asks again."""
    with suppress(Unreadable):
        yield from exchange_gaps(exchange.load(), published(), classes, forms.marks())


def _pack_gaps(name: str, lists: Catalogues, libraries: tuple[str, ...]) -> Iterator[Gap]:
    try:
        pack, recorded, plans = content.load_pack(name), load_recorded(name), load_plans(name)
    except content.ContentError as error:
        yield _as_gap(error)
    else:
        yield from pack_gaps(pack, lists, libraries)
        yield from recorded_gaps(pack, recorded)
        yield from plan_gaps(name, plans)


def _rights_gaps(pack: str) -> Iterator[Gap]:
    try:
        yield from rights_gaps(rights.load(pack), pack)
        yield from complaint_gaps(complaints.load(pack), pack)
    except content.ContentError as error:
        yield _as_gap(error)


def _practice_case_gaps() -> Iterator[Gap]:
    cases, pack = practice_cases.load(), content.load_pack(practice_cases.NATION)
    yield from practice_case_gaps(cases, pack, training.load(), trauma.load_judging())


def _exploitation_gaps(signs: list[str]) -> Iterator[Gap]:
    """What refers to no row of law and to no sign; a library that cannot be read was reported above."""
    try:
        rows = [row.id for name in library.LIBRARIES for row in content.load_legal(name).rows]
        drafts = {row.id for name in library.LIBRARIES for row in content.load_legal(name).rows if row.draft}
        yield from exploitation_gaps(exploitation.load(), rows, signs)
        yield from leans_on_draft(exploitation.FILE, "legal", sorted(exploitation.load().rows_named()), drafts)
        yield from topic_gaps(library.topics(), rows)
    except content.ContentError as error:
        yield _as_gap(error)


def _as_gap(error: content.ContentError) -> Gap:
    return Gap(error.file, error.row, "", error.gap)
