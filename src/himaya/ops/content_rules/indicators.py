"""The catalogue of indicators: three languages a row, known domains and strengths, and the rows that stay out."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from himaya.institutions.content import LANGUAGES, ContentError
from himaya.instruments import indicators, rules_delphi
from himaya.instruments.indicators import ANSWERS, COLUMNS, DOMAINS, EXPOSES, INDICATORS, Row
from himaya.instruments.lint.lists import READS
from himaya.ops.content_rules.gap import Gap
from himaya.ops.content_rules.texts import Text, gaps_of

# They read as marks of credibility, or against somebody's defence (do-no-harm 8).
DROPPED = ("GEN-06", "SEX-03", "CRI-01", "CRI-05")
# What the published lists hold: graded rows for adults by dimension, and for children in all.
ADULT = dict(zip(rules_delphi.DIMENSIONS, (10, 10, 16, 9, 15, 7), strict=True))
CHILD = 65
_NAMES = {INDICATORS: "id", DOMAINS: "domain", EXPOSES: "id", ANSWERS: "value"}
_TEXTS = {INDICATORS: ("label", "question"), DOMAINS: ("label",), ANSWERS: ("label",), EXPOSES: ()}
_CLOSED = {
    "strength_adult_labour": ("strength", indicators.STRENGTHS),
    "strength_child_labour": ("strength", indicators.STRENGTHS),
    "age_scope": ("scope", indicators.SCOPES),
    "observe_or_ask": ("way", indicators.WAYS),
}
Files = Mapping[str, Sequence[Row]]


def read_indicators() -> tuple[dict[str, list[Row]], list[Gap]]:
    """The files of the catalogue, and a gap for each that cannot be read."""
    read: dict[str, list[Row]] = {}
    broken: list[Gap] = []
    for file in COLUMNS:
        try:
            read[file] = indicators.rows_of(file)
        except ContentError as error:
            broken.append(Gap(error.file, error.row, "", error.gap))
    return read, broken


def exposed_by(files: Files) -> dict[str, list[str]]:
    """Every indicator, with the offences that its answer could describe."""
    known: dict[str, list[str]] = {row["id"]: [] for row in files.get(INDICATORS, ())}
    return known | {row["id"]: row["exposes"].split() for row in files.get(EXPOSES, ()) if row["id"] in known}


def indicator_texts(files: Files) -> Iterator[Text]:
    """Every label and question, as texts in three languages."""
    for file, rows in files.items():
        for row in rows:
            for stem in _TEXTS[file]:
                values: dict[str, object] = {code: row[f"{stem}_{code}"] for code in LANGUAGES}
                yield Text(file, f"{row[_NAMES[file]]}.{stem}", values)


def indicator_gaps(files: Files) -> Iterator[Gap]:
    """Everything that is missing or wrong. A file that is absent here was reported when it was read."""
    for text in indicator_texts(files):
        yield from gaps_of(text)
    for file, rows in files.items():
        named = Counter(row[_NAMES[file]] for row in rows)
        yield from (Gap(file, name, "", "this row stands twice") for name, times in named.items() if times > 1)
    for row in files.get(ANSWERS, ()):
        if row["reads"] not in READS:
            yield Gap(ANSWERS, row["value"], "", f"it reads “{row['reads']}”, not one of {', '.join(READS)}")
    if INDICATORS in files:
        rows = files[INDICATORS]
        yield from _row_gaps(rows)
        yield from _reference_gaps(files, rows)
        yield from _count_gaps(rows)


def _row_gaps(rows: Sequence[Row]) -> Iterator[Gap]:
    codes = indicators.codes_of(rows)
    shared = [code for code, times in Counter(codes.values()).items() if times > 1]
    for row in rows:
        name = row["id"]
        if name in DROPPED:
            yield Gap(INDICATORS, name, "", "this row was dropped: it reads as a mark of credibility or of guilt")
        code, _, number = name.partition("-")
        if code != codes[row["domain"]] or code in shared or not (len(number) == 2 and number.isdigit()):
            yield Gap(INDICATORS, name, "", "the id is the code of its domain, a hyphen and two digits")
        for column, (what, allowed) in _CLOSED.items():
            if row[column] not in allowed:
                yield Gap(INDICATORS, name, "", f"{what} “{row[column]}” does not exist")
        actors = row["first_line_actors"]
        if not actors or len(set(actors)) < len(actors) or not set(actors) <= set(indicators.PROFESSIONS):
            yield Gap(INDICATORS, name, "", f"the professions are letters of {indicators.PROFESSIONS}, each once")
        yield from _weight_gaps(row, codes[row["domain"]])


def _weight_gaps(row: Row, code: str) -> Iterator[Gap]:
    """Weights belong to the six labour dimensions; the list of children has no weak ones."""
    adult, child = row["strength_adult_labour"], row["strength_child_labour"]
    graded = [one for one in (adult, child) if one in rules_delphi.GRADES]
    if graded and code not in rules_delphi.DIMENSIONS:
        yield Gap(INDICATORS, row["id"], "", "only the six dimensions of the labour lists carry a strength")
    if child == rules_delphi.WEAK:
        yield Gap(INDICATORS, row["id"], "", "the list of children has no weak indicator")


def _reference_gaps(files: Files, rows: Sequence[Row]) -> Iterator[Gap]:
    known, used = {row["domain"] for row in files.get(DOMAINS, ())}, {row["domain"] for row in rows}
    if DOMAINS in files:
        yield from (
            Gap(INDICATORS, row["id"], "", f"domain “{row['domain']}” does not exist")
            for row in rows
            if row["domain"] not in known
        )
    yield from (Gap(DOMAINS, name, "", "no row belongs to this domain") for name in known - used)
    ids = {row["id"] for row in rows}
    for row in files.get(EXPOSES, ()):
        if row["id"] not in ids:
            yield Gap(EXPOSES, row["id"], "", f"indicator “{row['id']}” does not exist")
        if not row["exposes"].split():
            yield Gap(EXPOSES, row["id"], "", "name at least one offence, or take the row out")


def _count_gaps(rows: Sequence[Row]) -> Iterator[Gap]:
    codes = indicators.codes_of(rows)
    adult = Counter(codes[row["domain"]] for row in rows if row["strength_adult_labour"] in rules_delphi.GRADES)
    for code, published in ADULT.items():
        if adult[code] != published:
            yield Gap(INDICATORS, code, "", f"{adult[code]} rows are graded for adults; the list has {published}")
    child = sum(row["strength_child_labour"] in rules_delphi.GRADES for row in rows)
    if child != CHILD:
        yield Gap(INDICATORS, "file", "", f"{child} rows are graded for children; the list has {CHILD}")
