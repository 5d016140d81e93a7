"""What the glossary owes: each term once, in a group, in three languages."""

from collections.abc import Iterator

from himaya.institutions.content import LANGUAGES
from himaya.ops.content_rules.gap import Gap
from himaya.ops.content_rules.texts import Text, gaps_of
from himaya.ops.glossary import COLUMNS, FILE, GROUP


def glossary_texts(rows: list[dict[str, str]]) -> Iterator[Text]:
    """The term and the definition of each row, as texts in three languages."""
    for row in rows:
        for part, prefix in (("term", ""), ("definition", "definition_")):
            values: dict[str, object] = {lang: row.get(f"{prefix}{lang}", "") for lang in LANGUAGES}
            yield Text(FILE, f"{row.get('id', '')}.{part}", values)


def glossary_gaps(rows: list[dict[str, str]]) -> Iterator[Gap]:
    """Terms that stand twice, rows without a group, and whatever a text owes its language."""
    seen: set[str] = set()
    for row in rows:
        name = row.get("id", "")
        if name in seen:
            yield Gap(FILE, name, "", "this term stands twice")
        seen.add(name)
        if set(row) != set(COLUMNS):
            yield Gap(FILE, name, "", f"the columns are {', '.join(COLUMNS)}")
        if not GROUP.match(row.get("note", "")):
            yield Gap(FILE, name, "", "the note must begin with its group in [brackets]")
    for text in glossary_texts(rows):
        yield from gaps_of(text)
