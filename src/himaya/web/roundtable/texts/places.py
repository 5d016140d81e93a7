"""The places of a text where a clause can stand, as lines of a list: `UID`, or `UID|SECTION` for after a section."""

from typing import Any

from django.utils.translation import gettext as _

from himaya.coordination import rules_content
from himaya.coordination.rules_content import Clause, Content
from himaya.kernel import languages
from himaya.web.roundtable.tables.lists import Item

LONGEST = 60


def of(content: Content, *, but: str = "") -> list[Item]:
    """Every place, in the order of the text; not those inside or just after `but`."""
    family = {but, *rules_content.below(content, but)} if but else set()
    found = [Item("", _("At the very beginning"))]
    for clause in content["clauses"]:
        if clause["uid"] in family:
            continue
        name = f"{clause['uid']} · {_title(clause)}"
        if rules_content.is_section(clause):
            found.append(Item(clause["uid"], _("First in %(section)s") % {"section": name}))
            value = f"{clause['uid']}|{clause['parent']}"
            found.append(Item(value, _("After the whole of %(section)s") % {"section": name}))
        else:
            found.append(Item(clause["uid"], _("After %(clause)s") % {"clause": name}))
    return found


def read(typed: str) -> dict[str, Any]:
    """The arguments of a verb: `after`, and `parent` where it is named."""
    after, bar, parent = typed.partition("|")
    return {"after": after, "parent": parent if bar else None}


def last(content: Content) -> str:
    """The place at the end of the text."""
    if not content["clauses"]:
        return ""
    top = next(one for one in reversed(content["clauses"]) if not one["parent"])
    return f"{top['uid']}|" if rules_content.is_section(top) else str(top["uid"])


def asked_at(content: Content, place: str) -> list[str]:
    """The forms that ask what stands at a place; all of them at the beginning."""
    after = place.partition("|")[0]
    return rules_content.forms_with(content, after) if after else [layout["name"] for layout in content["forms"]]


def _title(clause: Clause) -> str:
    text = languages.pick(clause["texts"]) or next((one for one in clause["texts"].values() if one), "")
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
