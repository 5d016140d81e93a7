"""Of what is held about a person: every line of the reasoning about them, also one that was taken back."""

import json
from collections.abc import Iterator

from django.utils.translation import gettext as _

from himaya.cases.access import OpenedCase
from himaya.disclosures.held_part import Item, date_of, joined, on
from himaya.kernel import languages
from himaya.reasonings import rules_signs, states, words
from himaya.reasonings.access import lines_under
from himaya.reasonings.argued import Said

ARGUED = "argued"


def argued(opened: OpenedCase) -> Iterator[Item]:
    """Each line with its words, its codes as words, the desk and the day; opened under the same access."""
    for one in lines_under(opened.access, opened.case.pk):
        label = str(words.KINDS[one.kind])
        said = joined(words.line(one), *_signs(one), _("taken back") if one.back is not None else "")
        raw = json.dumps(one.body, ensure_ascii=False, sort_keys=True)
        yield Item(f"argued:{one.number}", ARGUED, label, said, on(date_of(one.at), one.desk), raw)


def _signs(one: Said) -> Iterator[str]:
    if one.kind != states.SIGNS:
        return
    labels = {row.id: row.label for row in rules_signs.catalogue().indicators}
    for name, answer in (one.body.get("answers") or {}).items():
        label = labels[name].in_language(languages.current()) if name in labels else name
        yield f"{label}: {words.SIGNS.get(answer, answer)}"
