"""Where content states law or medicine, each row says its source and how surely it was checked (C, C2, G, ?)."""

from collections.abc import Iterator

from himaya.institutions.content_rows import LANGUAGES, LAW_MARKS, MARKS
from himaya.ops.content_rules.gap import Gap
from himaya.training.content import FOLDER, ITEM_MARKS

# Lists whose rows must each carry their own source and mark: (start of the file's name, key of the list).
ROWS_THAT_STATE_LAW = (
    ("legal/", "texts"),
    ("legal/", "rows"),
    ("exploitation", "forms"),
    ("exploitation", "distinctions"),
    ("first_line_words", "words"),
    ("reporting_positions", "sentences"),
    ("reporting_positions", "texts"),
    ("reporting_positions", "positions"),
    ("retention", "kinds"),
    ("first_days", "reminders"),
    ("complaints", "channels"),
    ("attestations", "texts"),
    ("trauma", "phenomena"),
    ("trauma", "before"),
    ("relations", "ties"),
    ("relations", "carers"),
    ("crisis", "asks"),
    ("crisis", "acts"),
    *(("returns", key) for key in ("points", "fears", "questions", "services", "reasons", "alternatives")),
    *(("returns", key) for key in ("proceedings", "gate", "no_word", "again")),
    ("staff_care", "lines"),
    ("measures", "measures"),
    ("care", "steps"),
    ("care", "cautions"),
    ("safety", "parts"),
    ("monitoring", "indicators"),
    ("follow_up", "themes"),
    ("follow_up", "goals"),
    ("follow_up", "bodies"),
    ("packs/morocco/plans", "plans"),
    (f"{FOLDER}/modules/", "items"),
    (f"{FOLDER}/tracks", "tracks"),
)
# Files whose rows are questions: their marks say on what a right answer rests, which may be a rule of this software.
_QUESTIONS = f"{FOLDER}/modules/"
# Files of pure arrangement, which state nothing about the world.
_NO_STATEMENT = ("languages.yaml", "names/", "packs/demo/", "instruments/first-line/lines.yaml")


def mark_gaps(file: str, document: dict[str, object]) -> Iterator[Gap]:
    """Missing sources and marks, and unknown marks. A draft (D) is a mark of the law alone."""
    for start, key in ROWS_THAT_STATE_LAW:
        if file.startswith(start):
            for name, row in _rows(document.get(key)):
                yield from _needs(file, name, row)
    if not file.startswith(_NO_STATEMENT):
        yield from _needs(file, "file", document)
    yield from _wrong_marks(file, "file", document)


def _needs(file: str, name: str, row: dict[str, object]) -> Iterator[Gap]:
    source = row.get("source")
    if not isinstance(source, str) or not source.strip():
        yield Gap(file, name, "", "source is missing")
    if "mark" not in row:
        yield Gap(file, name, "", "mark is missing (C, C2, G or ?)")


def _wrong_marks(file: str, name: str, node: object) -> Iterator[Gap]:
    if isinstance(node, list):
        for item in node:
            own = item.get("id") if isinstance(item, dict) else None
            yield from _wrong_marks(file, str(own or name), item)
    elif isinstance(node, dict):
        for key, value in node.items():
            allowed: tuple[str, ...] = MARKS
            if name != "file":
                allowed = ITEM_MARKS if file.startswith(_QUESTIONS) else allowed
                allowed = LAW_MARKS if file.startswith("legal/") else allowed
            if (key in ("mark", "penalty_mark") or key.startswith("mark_")) and value not in allowed:
                yield Gap(file, name, "", f"{key} is {value!r}, not one of {', '.join(allowed)}")
            elif key not in LANGUAGES:
                yield from _wrong_marks(file, str(node.get("id") or name), value)


def _rows(value: object) -> list[tuple[str, dict[str, object]]]:
    """A list of rows with ids, or a mapping from a name to its row."""
    if isinstance(value, dict):
        return [(str(key), row) for key, row in value.items() if isinstance(row, dict)]
    if isinstance(value, list):
        return [(str(row.get("id", place)), row) for place, row in enumerate(value) if isinstance(row, dict)]
    return []
