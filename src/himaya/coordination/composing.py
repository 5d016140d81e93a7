"""From what somebody wrote to a clause as it is kept, its list of choices with it; refused with a sentence."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from himaya.coordination import linting, no_case, readiness, rules_clause, rules_content, states
from himaya.coordination.models import Draft
from himaya.coordination.rules_content import Clause, Content
from himaya.coordination.words_drafts import WRONG
from himaya.kernel.errors import NotValid


@dataclass(frozen=True, slots=True)
class Written:
    """What a page or a person gives: `choices` None takes the list that the answer type names."""

    texts: Mapping[str, str]
    form: Mapping[str, Any]
    choices: Sequence[Mapping[str, Any]] | None = None


def compose(content: Content, clause: Clause, written: Written) -> tuple[Clause, dict[str, Any]]:
    """The clause as it would be kept, and the lists of the text with its own. Raises NotValid.

    `clause` is what stands there, or a new one that has its uid and its kind.
    """
    texts = rules_clause.texts_of(written.texts)
    kind, before = clause["kind"], clause["form"]
    form = rules_clause.shaped(kind, before, written.form, texts)
    asks = "type" in rules_clause.keys_of(kind, before)
    if asks:
        form.setdefault("name", rules_content.name_from(clause["uid"]))
    head = str(form.get("type") or "").split(" ", 1)[0]
    own = None
    if asks and written.choices is not None and head in rules_clause.WITH_CHOICES:
        own = rules_clause.shaped_choices(written.choices)
        form["type"] = f"{head} {_list_for(content, clause, form, own)}"
    was = str(before.get("type") or "")
    _check(rules_clause.wrong(kind, texts, form, own, lists=content["lists"], was=was))
    _check_name(content, clause, form, asks=asks)
    no_case.check_said(*rules_clause.said(texts, form, own or ()))
    lists = dict(content["lists"])
    if own is not None:
        lists[rules_content.list_name(form)] = own
    return {**clause, "texts": texts, "form": form}, lists


def _check(found: Sequence[rules_clause.Wrong]) -> None:
    """Raises NotValid for the first; its code begins with the field that it is about."""
    if found:
        raise NotValid(WRONG[found[0].code], code=f"{found[0].field}.{found[0].code}")


def _check_name(content: Content, clause: Clause, form: Mapping[str, Any], *, asks: bool) -> None:
    others = {rules_content.node_name(one) for one in content["clauses"] if one["uid"] != clause["uid"]}
    if asks and form["name"] in others:
        raise NotValid(WRONG["name_twice"], code="name.name_twice")


def _list_for(content: Content, clause: Clause, form: Mapping[str, Any], items: Sequence[Mapping[str, Any]]) -> str:
    """The name for a list of its own: the one it has, unless others take their choices from it too."""
    now = rules_content.list_name(clause["form"])
    if now and content["lists"].get(now) == items:
        return now
    users = [one["uid"] for one in content["clauses"] if rules_content.list_name(one["form"]) == now]
    if now and users == [clause["uid"]]:
        return now
    return rules_content.free_uid(str(form["name"]), content["lists"])


def lint(draft: Draft, content: Content, uid: str, changed: Collection[str]) -> None:
    """Raises NotValid with the linter's sentence when a rule of this clause cannot be read or leads in a circle."""
    if not changed:
        return
    found = next(linting.findings(readiness.compiled(draft, content), uid, changed), None)
    if found is not None:
        field, finding = found
        raise NotValid(finding.sentence(), code=f"{field}.{finding.code}")


def changed_keys(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """The keys of a typed part that are not what they were."""
    return {key for key in {*before, *after} if before.get(key) != after.get(key)}


def new_clause(uid: str, kind: str) -> Clause:
    """An empty clause, to be written."""
    form: dict[str, Any] = {}
    if kind == states.SECTION:
        form = {"type": "begin_group", "name": rules_content.name_from(uid)}
    return {"uid": uid, "kind": kind, "parent": "", "texts": {}, "form": form, "replaces": ""}
