"""Documents, drafts and clauses for tests: begun by the verbs, or small contents written straight into the store."""

from collections.abc import Mapping, Sequence
from typing import Any

from himaya.coordination import canonical, drafting, rules_content, states
from himaya.coordination.actions import clauses, drafts
from himaya.coordination.models import AgendaItem, Clause, Cycle, Decision, Document, Draft, Edition, EditionForm
from himaya.instruments.models import Version
from himaya.kernel import clock
from himaya.kernel.unit import unit
from tests import cast
from tests.rooms.coordination import at_the_table

LANGUAGES = ("fr", "ar", "en")
YES_NO = [
    {"value": "yes", "reads": "yes", "label": {"fr": "Oui", "ar": "نعم", "en": "Yes"}},
    {"value": "no", "reads": "no", "label": {"fr": "Non", "ar": "لا", "en": "No"}},
]


def words(text: str) -> dict[str, str]:
    """A prose in three languages."""
    return {"fr": f"{text} fr", "ar": f"{text} عر", "en": f"{text} en"}


def clause(uid: str, kind: str = states.QUESTION_CLAUSE, parent: str = "", **form: Any) -> dict[str, Any]:
    """A clause as data; a question asks for yes or no and exposes nobody."""
    asks = {"type": "select_one yn", "name": rules_content.name_from(uid), "exposes": [], "compartment": "story"}
    own = asks if kind in (states.QUESTION_CLAUSE, states.INDICATOR) else {}
    return {"uid": uid, "kind": kind, "parent": parent, "texts": words(uid), "form": {**own, **form}, "replaces": ""}


def small() -> rules_content.Content:
    """Two sections, three questions, one article; two forms that ask some of them."""
    clauses_ = [
        clause("SEC-A", states.SECTION, type="begin_group", name="a"),
        clause("Q-01", parent="SEC-A"),
        clause("Q-02", parent="SEC-A", relevant="${q_01} = 'yes'"),
        clause("ART-01", states.ARTICLE),
        clause("SEC-B", states.SECTION, type="begin_group", name="b"),
        clause("Q-03", parent="SEC-B"),
    ]
    head = {"kind": "training", "audience": "labour", "title": words("form"), "source": "test", "mark": "C"}
    end: dict[str, Any] = {"close": {"type": "end_group"}}
    long = [
        {"open": "SEC-A", "bare": True}, {"use": "Q-01"}, {"use": "Q-02"}, end,
        {"open": "SEC-B", "bare": True}, {"use": "Q-03"}, end,
    ]  # fmt: skip
    short = [{"open": "SEC-A", "bare": True}, {"use": "Q-01"}, end]
    forms = [
        {"name": "long", "head": head, "lists": ["yn"], "rows": long},
        {"name": "short", "head": head, "lists": ["yn"], "rows": short},
    ]
    return {"clauses": clauses_, "lists": {"yn": YES_NO}, "forms": forms}


def document(cycle: Cycle | None = None, kind: str = states.PROTOCOL, **changes: Any) -> Document:
    """A document of a cycle, of a fresh one by default."""
    base: dict[str, Any] = {"title_fr": "Protocole", "title_ar": "بروتوكول", "title_en": "Protocol"}
    base |= {"kind": kind, "state": states.PREPARED}
    return Document.objects.create(cycle=cycle or at_the_table.cycle(), **{**base, **changes})


def draft(of: Document | None = None, content: rules_content.Content | None = None, **changes: Any) -> Draft:
    """A draft of a document whose text is `content` (the small one by default), every translation checked."""
    whole = of or document()
    base: dict[str, Any] = {"number": whole.drafts.count() + 1, "state": states.DRAFTED, "opened_on": clock.today()}
    base["base"] = whole.editions.order_by("-number").first()
    made = Draft.objects.create(document=whole, **{**base, **changes})
    fill(made, small() if content is None else content)
    return made


def fill(row: Draft, content: rules_content.Content, *, checked: bool = True) -> None:
    """Put a content into a draft."""
    with unit(by=cast.SECRETARY) as u:
        drafting.write(u, row, content, checked=checked)


def edition(of: Document | None = None, content: rules_content.Content | None = None, **changes: Any) -> Edition:
    """An edition straight into the store, with the decision of a closed table and a version for each form."""
    whole, text = of or document(), small() if content is None else content
    table = at_the_table.closed(whole.cycle)
    item = AgendaItem.objects.filter(table=table).order_by("position")[0]
    decision = Decision.objects.create(
        table=table,
        item=item,
        number=1,
        document=whole,
        wording_fr="Adopté.",
        method=states.CONSENSUS,
        half_day=at_the_table.MORNING,
        state=states.AGREED,
        put_at=clock.now(),
        concluded_at=clock.now(),
        confirm_by=states.NOBODY_CONFIRMS,
    )
    frozen = {**text, "titles": whole.titles, "kind": whole.kind, "reservations": changes.pop("reservations", [])}
    row = Edition.objects.create(
        document=whole,
        number=whole.editions.count() + 1,
        base=whole.editions.order_by("-number").first(),
        decision=decision,
        content=frozen,
        sha256=canonical.digest(frozen),
        change_class=states.SUBSTANTIVE,
        adopted_on=clock.today(),
        **changes,
    )
    for layout in text["forms"]:
        source = rules_content.compile_form(text, layout["name"], str(row.number))
        version = Version.objects.create(
            name=layout["name"], version=str(row.number), kind="training", source=source, hash=canonical.digest(source),
            title_fr="F", title_ar="ن", title_en="F", stored_on=clock.today(),
        )  # fmt: skip
        EditionForm.objects.create(edition=row, name=layout["name"], version=version, changed=True)
    return row


def row_of(of: Draft, uid: str) -> Clause:
    """The clause of a draft as it is now."""
    return Clause.objects.get(draft=of, uid=uid)


def write(of: Draft, uid: str, **changes: Any) -> Clause:
    """Write a clause by the verb; what is not named stays as it is."""
    row = row_of(of, uid)
    base: dict[str, Any] = {"texts": row.texts, "form": {}, "changes_meaning": False, "seen": row.revision}
    return clauses.write(draft_id=of.pk, uid=uid, **{**base, "by": cast.SECRETARY, **changes})


def add(of: Draft, after: str, kind: str = states.ARTICLE, **changes: Any) -> Clause:
    """Add a clause by the verb."""
    base: dict[str, Any] = {"texts": words("New"), "form": {}, "by": cast.SECRETARY}
    return clauses.add(draft_id=of.pk, after=after, kind=kind, **{**base, **changes})


def order(of: Draft) -> Sequence[str]:
    """The uids of a draft in their order."""
    return list(Clause.objects.filter(draft=of).order_by("position").values_list("uid", flat=True))


def begin(of: Document, source: str = drafts.EMPTY, names: Sequence[str] = (), **changes: Any) -> Draft:
    """Begin a draft by the verb."""
    return drafts.begin(document_id=of.pk, source=source, names=names, **{"by": cast.SECRETARY, **changes})


def texts_of(content: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The prose of a content by uid."""
    return {one["uid"]: one["texts"] for one in content["clauses"]}
