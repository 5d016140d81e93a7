"""An amendment as the rules see it, whether it still fits its draft, and how it is taken into the draft."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from himaya.coordination import drafting, rules_amending, rules_content, states
from himaya.coordination.models import Amendment, Clause, Draft
from himaya.coordination.queries.drafts import known_uids
from himaya.coordination.rules_amending import Applied
from himaya.coordination.rules_amendments import Ask
from himaya.coordination.rules_content import Content
from himaya.coordination.words_consulting import NOT_AS_IT_STANDS
from himaya.kernel import languages
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import Unit

INTO_ITSELF = _("A section cannot stand inside itself. Choose another place.")


def ask_of(row: Amendment) -> Ask:
    """What an amendment asks, as the rules see it."""
    return Ask(
        key=str(row.pk),
        op=row.op,
        uid=row.uid,
        after=row.after,
        kind=row.kind,
        texts=row.texts,
        form=row.form,
        changes_meaning=row.changes_meaning,
    )


def inside(content: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """What stands in each section, however deep."""
    sections = [one["uid"] for one in content["clauses"] if one["kind"] == states.SECTION]
    return {uid: frozenset(rules_content.below(content, uid)) for uid in sections}


def taken_uids(draft: Draft) -> set[str]:
    """Every uid that any edition or draft of the document ever used: none is given to another clause."""
    settled = Amendment.objects.filter(draft__document=draft.document_id).exclude(settled_uid="")
    return known_uids(draft.document) | set(settled.values_list("settled_uid", flat=True))


def check_as_it_stands(row: Amendment, content: Content) -> None:
    """Raises NotNow, with the way out, when the clause is gone or was changed since the amendment was written."""
    found = rules_amending.standing(content, ask_of(row), row.before)
    if found != rules_amending.STANDS:
        raise NotNow(NOT_AS_IT_STANDS[found], code=f"clause_{found}")


def now_at(row: Amendment, content: Content) -> str:
    """The uid of the clause that the amendment is about as it is now: itself, or what took its place. '' when gone."""
    if row.op == states.INSERT or rules_content.clause_of(content, row.uid) is not None:
        return row.uid
    return rules_amending.successor(content, row.uid)


def other_words(
    row: Amendment,
    content: Content,
    *,
    texts: Mapping[str, str],
    after: str | None,
    changes_meaning: bool,
) -> Ask:
    """What is taken instead of what was asked. Raises NotNow when nothing is left to change, NotValid for no change."""
    asked = ask_of(row)
    uid = now_at(row, content)
    if not uid and row.op != states.INSERT:
        raise NotNow(NOT_AS_IT_STANDS[rules_amending.GONE], code="clause_gone")
    if not any(text.strip() for text in texts.values()) and after is None:
        raise NotValid(_("Write the words that are accepted, or choose the place."), code="texts_missing")
    found = rules_amending.elsewhere(asked, uid=uid, after=after, texts=texts)
    return Ask(
        found.key,
        found.op,
        found.uid,
        found.after,
        found.kind,
        found.texts,
        found.form,
        changes_meaning=changes_meaning,
    )


def applied(draft: Draft, content: Content, ask: Ask) -> Applied:
    """The content with the amendment taken into it. Raises NotNow when its place is gone, NotValid for a circle."""
    base = drafting.base_content(draft)
    try:
        return rules_amending.applied(content, ask, base=base, taken=taken_uids(draft))
    except KeyError as gone:
        raise NotNow(NOT_AS_IT_STANDS[rules_amending.PLACE_GONE], code="clause_place_gone") from gone
    except ValueError as circle:
        raise NotValid(INTO_ITSELF, code="into_itself") from circle


def stood(content: Content, ask: Ask) -> dict[str, Any]:
    """Where a clause stood that is moved or taken out, and what goes with it: papers show it when it is gone."""
    if ask.op not in (states.MOVE, states.DELETE):
        return {}
    order = rules_content.uids(content)
    place = order.index(ask.uid)
    found: dict[str, Any] = {"after": order[place - 1] if place else ""}
    if ask.op == states.DELETE:
        family = {ask.uid, *rules_content.below(content, ask.uid)}
        found["gone"] = [one for one in content["clauses"] if one["uid"] in family]
    return found


def take(u: Unit, draft: Draft, content: Content, ask: Ask) -> str:
    """Write the amended text; returns the uid under which the clause stands now. The draft is held.

    What is not given in a language has to be looked at again in that language.
    """
    done = applied(draft, content, ask)
    if is_same(content, done.content):
        return done.uid
    drafting.write(u, draft, done.content)
    if done.uid and any(text.strip() for text in ask.texts.values()):
        _to_check(draft, done.uid, [code for code in languages.CODES if not ask.texts.get(code, "").strip()])
    return done.uid


def is_same(one: Content, other: Content) -> bool:
    """True when nothing differs between two contents."""
    return all(one[key] == other[key] for key in ("clauses", "lists", "forms"))


def _to_check(draft: Draft, uid: str, codes: Sequence[str]) -> None:
    row = Clause.objects.get(draft=draft, uid=uid)
    again = [code for code in codes if getattr(row, f"state_{code}") == states.CHECKED]
    for code in again:
        setattr(row, f"state_{code}", states.TO_CHECK)
    if again:
        row.save(update_fields=[f"state_{code}" for code in again])
