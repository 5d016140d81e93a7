"""The glossary: one CSV in three languages, and docs/glossary.md made from it."""

import csv
import re

from himaya.institutions.content import content_root

FILE = "glossary.csv"
COLUMNS = ("id", "en", "fr", "ar", "definition_en", "definition_fr", "definition_ar", "note")
# The group a term belongs to opens its note: "[referral] Never a way to obtain the story".
GROUP = re.compile(r"^\[([^\]]+)\] ?")


def read_glossary() -> list[dict[str, str]]:
    """The rows of content/glossary.csv, in file order. OSError when it is missing."""
    with (content_root() / FILE).open(encoding="utf-8", newline="") as file:
        return [{key: value or "" for key, value in row.items()} for row in csv.DictReader(file)]


def page() -> str:
    """docs/glossary.md: the terms by group, in file order, with their definitions in the three languages."""
    lines = [
        "# Glossary",
        "",
        "Made by `himaya docs write` from `content/glossary.csv`: edit the CSV, never this page.",
        "The code, the buttons and the audit log use these words, in all three languages.",
    ]
    group = ""
    for row in read_glossary():
        found = GROUP.match(row["note"])
        if found and found[1] != group:
            group = found[1]
            lines += ["", f"## {group[0].upper()}{group[1:]}", ""]
            lines += ["| term | English | français | العربية | note |", "|---|---|---|---|---|"]
        lines.append(_line(row))
    return "\n".join(lines) + "\n"


def _line(row: dict[str, str]) -> str:
    cells = [
        f"`{row['id']}`",
        f"**{row['en']}**: {row['definition_en']}",
        f"**{row['fr']}**\u00a0: {row['definition_fr']}",
        f'<span dir="rtl" lang="ar"><b>{row["ar"]}</b>: {row["definition_ar"]}</span>',
        GROUP.sub("", row["note"]),
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
