"""docs/reference/reasoning-cases*.md: the reasoning of six invented people as tables that a jurist reads.

Made in each language from content/golden/reasoning.yaml by the same rule and the same table as the page.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from himaya.reasonings import golden, table

NAMES = {
    "en": "docs/reference/reasoning-cases.md",
    "fr": "docs/reference/reasoning-cases.fr.md",
    "ar": "docs/reference/reasoning-cases.ar.md",
}


def page(language: str) -> str:
    """All six, in one language."""
    with override(language):
        return "\n".join(_page(language)) + "\n"


def _page(language: str) -> Iterator[str]:
    if language == "ar":
        yield '<div dir="rtl" lang="ar">\n'
    yield f"# {_('Six invented people: the reasoning as a table')}\n"
    yield f"{_('Made by `himaya docs write` from `content/golden/reasoning.yaml`. Nobody here exists.')}\n"
    yield f"{table.not_a_decision()}\n"
    for sample in golden.load():
        argued = sample.argued()
        yield f"## {sample.title.in_language(language)}\n"
        for note in table.notes(argued):
            yield f"> {note}\n"
        yield f"| {_('What is asked')} | {_('What is known')} |\n|---|---|"
        for row in table.rows(argued):
            parts = [f"**{_cell(row.said)}**" if row.said else "", *(_cell(line) for line in row.lines)]
            yield f"| {row.head} | {'<br><br>'.join(part for part in parts if part)} |"
        yield ""
    if language == "ar":
        yield "</div>"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>")
