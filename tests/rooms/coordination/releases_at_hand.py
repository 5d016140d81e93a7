"""An adopted text on its way to the screens: a screening of two short forms, its editions, its release gate by gate.

The forms are a few lines of those of the house, for the labour inspection and for associations; an edition differs from
what is in force by the changes that a test names. Written straight into the store; verbs are for tests.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from typing import Any

from himaya.coordination import (
    canonical,
    drafting,
    release_checks,
    release_impact,
    rules_changes,
    rules_content,
    rules_editing,
    states,
)
from himaya.coordination.actions import release_pilots, releases, reviews
from himaya.coordination.models import (
    Cycle,
    Decision,
    Document,
    Draft,
    Edition,
    EditionForm,
    Release,
    ReleaseStep,
    RoundTable,
)
from himaya.instruments import catalogue
from himaya.instruments.actions import versions
from himaya.instruments.models import InForce, Version
from himaya.instruments.source import from_document
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM, Actor
from tests import cast, factories
from tests.rooms.coordination import at_the_table
from tests.rooms.coordination.at_the_table import SECRETARY

LABOUR_FORM, NGO_FORM = "short-labour", "short-ngo"
FORMS = {LABOUR_FORM: "first-line-labour", NGO_FORM: "first-line-ngo"}
LINES = ("FL-01", "FL-02", "FL-06", "FL-08", "FL-09", "FL-16")
# The whole form of the inspection, for what a few lines do not show.
WHOLE = "first-line-labour"
OFFICER = cast.actor("officer-of-data", "oversight", "data_protection_officer")
SECOND_SECRETARY = cast.actor("secretary-2", "secretariat", "secretariat")
LEAD, INSPECTOR = cast.LABOUR_LEAD, cast.INSPECTOR
SAFETY = at_the_table.HEALTH
# A line that is reworded, one that becomes another question, one that others lean on.
UID, OTHER_UID, NEEDED_UID = "FL-16", "FL-09", "FL-01"
DAY = timedelta(days=1)
Change = Callable[[rules_content.Content], rules_content.Content]


def people() -> None:
    """The officer of data protection and a second secretary, with accounts; twice is once."""
    for name, actor in (("officer-of-data", OFFICER), ("secretary-2", SECOND_SECRETARY)):
        cast.seat(actor, name)


def models(*names: str) -> list[Version]:
    """The forms of the house, in force and adopted by nobody."""
    return [factories.version(name) if name not in FORMS else _short(name) for name in names or FORMS]


def _short(name: str) -> Version:
    found = Version.objects.filter(name=name).order_by("pk").first()
    if found is not None:
        return found
    made = versions.store(instrument=from_document(_source(name)), by=SYSTEM)
    versions.put_in_force(version_id=made.pk, by=SYSTEM)
    return made


@cache
def _source(name: str) -> dict[str, Any]:
    """A form of the house with these lines only, and the groups in which they stand."""
    whole = catalogue.find(FORMS[name])
    assert whole is not None
    rows: list[Mapping[str, Any]] = []
    for row in whole.document["survey"]:
        if row["type"] == "end_group" and rows[-1]["type"] == "begin_group":
            rows.pop()
        elif row["type"] in ("begin_group", "end_group") or row["uid"] in LINES:
            rows.append(row)
    used = {str(row["type"]).partition(" ")[2] for row in rows}
    choices = {key: items for key, items in whole.document["choices"].items() if key in used}
    return {**whole.document, "instrument": name, "survey": rows, "choices": choices}


def reworded(uid: str = UID, words: str = "Autrement dit.") -> Change:
    """Other words for one clause in French."""

    def change(content: rules_content.Content) -> rules_content.Content:
        new = deepcopy(content)
        clause = rules_content.clause_of(new, uid)
        assert clause is not None
        clause["texts"] = {**clause["texts"], "fr": words}
        return new

    return change


def replaced(uid: str = OTHER_UID, by: str = "FL-09-2") -> Change:
    """Another question in the place of one: a new uid that says what it replaces."""

    def change(content: rules_content.Content) -> rules_content.Content:
        clause = rules_content.clause_of(content, uid)
        assert clause is not None
        texts = {code: f"{text} (?)" for code, text in clause["texts"].items()}
        return rules_editing.replaced(content, uid, {**clause, "uid": by, "texts": texts, "replaces": uid})

    return change


def document(cycle: Cycle | None = None, **changes: Any) -> Document:
    """A screening on its way, in a cycle of its own unless one is given."""
    people()
    base: dict[str, Any] = {"kind": states.SCREENING, "title_fr": "Repérage", "state": states.ADOPTED}
    return Document.objects.create(cycle=cycle or at_the_table.cycle(), **{**base, **changes})


def content_of(text: Document, *names: str) -> rules_content.Content:
    """What a text says today: its last edition, or these forms of the house."""
    last = Edition.objects.filter(document=text).order_by("-number").first()
    if last is not None:
        return drafting.of_edition(last)
    return rules_content.from_documents([one.source for one in models(*names)])


def edition(
    text: Document,
    *changes: Change,
    author: Actor = SECRETARY,
    editors: Sequence[Actor] = (),
    names: Sequence[str] = (),
) -> Edition:
    """The next edition of a text, adopted by a table that was held: what it says today with these changes."""
    content = content_of(text, *names)
    base = Edition.objects.filter(document=text).order_by("-number").first()
    new = content
    for change in changes or (reworded(words=f"Texte {base.number + 1 if base else 1}"),):
        new = change(new)
    decision = _decision(text)
    frozen = {**new, "titles": text.titles, "kind": text.kind, "reservations": []}
    made = Edition.objects.create(
        document=text,
        number=base.number + 1 if base else 1,
        base=base,
        decision=decision,
        content=frozen,
        sha256=canonical.digest(frozen),
        change_class=rules_changes.compare(content, new).weight,
        author=author.account_id,
        adopted_on=clock.today(),
    )
    _draft(made, author, editors)
    before = {one.name: one.version for one in EditionForm.objects.filter(edition=base)} if base else {}
    for layout in new["forms"]:
        name = layout["name"]
        document = rules_content.compile_form(new, name, "0")
        old = before.get(name)
        same = old is not None and versions.unlike(old.source, document) == ()
        version = old if same and old is not None else _frozen(document, decision)
        EditionForm.objects.create(edition=made, name=name, version=version, changed=not same)
    return made


def _frozen(document: Mapping[str, Any], decision: Decision) -> Version:
    return versions.freeze(document=document, reference=f"TRI {decision.table.number}", by=SYSTEM)


def _draft(made: Edition, author: Actor, editors: Sequence[Actor]) -> None:
    Draft.objects.create(
        document=made.document,
        number=made.number,
        base=made.base,
        edition=made,
        state=states.DRAFT_ADOPTED,
        author=author.account_id,
        editors=[str(one.account_id) for one in (author, *editors)],
        opened_on=clock.today(),
    )


def table_held(cycle: Cycle) -> RoundTable:
    """The table that adopted: held before today, made once."""
    found = RoundTable.objects.filter(cycle=cycle, state=states.TABLE_CLOSED).order_by("number").first()
    if found is not None:
        return found
    ended = clock.now() - DAY
    return at_the_table.closed(cycle, starts_at=ended - DAY, ends_at=ended, closed_at=ended)


def _decision(text: Document) -> Decision:
    table = table_held(text.cycle)
    return Decision.objects.create(
        table=table,
        item=table.items.order_by("position")[0],
        number=Decision.objects.filter(table=table).count() + 1,
        document=text,
        wording_fr="Adopté.",
        method=states.CONSENSUS,
        state=states.AGREED,
        put_at=clock.now(),
        concluded_at=clock.now(),
        confirm_by=states.NOBODY_CONFIRMS,
    )


# --- gate by gate ----------------------------------------------------------------------------------------------------
def opened(made: Edition | None = None) -> Release:
    """A release of this edition, or of the first one of a new text."""
    return releases.open(edition_id=(made or edition(document())).pk, by=SECRETARY)


def concerned(row: Release) -> list[str]:
    """The institutions that must acknowledge."""
    step = row.steps.filter(gate=states.IMPACT).get()
    return list(step.detail["institutions"])


def pass_gate(row: Release, gate: str) -> Release:
    """Pass one gate as it should be passed, by those who should; the clock moves on where days must."""
    taken: dict[str, Callable[[Release], None]] = {
        states.CHECKS: lambda one: _do(releases.pass_checks, one),
        states.GOLDEN: lambda one: _do(releases.acknowledge_golden, one),
        states.IMPACT: lambda one: _do(releases.acknowledge_impact, one),
        states.PILOT: tried,
        states.REVIEW: reviewed,
        states.TRANSLATION: read,
        states.TRAINING: acknowledged,
        states.EFFECTIVE: announced,
    }
    taken[gate](row)
    row.refresh_from_db()
    return row


def up_to(gate: str, row: Release | None = None) -> Release:
    """A release that stands before this gate; what lies behind it was written straight into the store.

    Its pilot is over: nobody tries it. Only the impact is what it really is.
    """
    made = row or opened()
    for passed in states.GATES[states.GATES.index(made.gate) : states.GATES.index(gate)]:
        _written(made, passed)
    made.gate = gate
    made.save(update_fields=["gate"])
    return made


def _written(row: Release, gate: str) -> None:
    parts: dict[str, Sequence[str]] = {
        states.REVIEW: states.REVIEWS,
        states.TRANSLATION: ("fr", "ar", "en"),
        states.TRAINING: concerned(row) if gate == states.TRAINING else (),
    }
    details: dict[str, Callable[[Release], Mapping[str, Any]]] = {
        states.CHECKS: release_checks.frozen,
        states.GOLDEN: lambda one: {"forms": []},
        states.IMPACT: lambda one: {**release_impact.frozen(one), "needs": []},
    }
    signers = iter((SAFETY, OFFICER))
    for part in parts.get(gate, ("",)):
        who = next(signers) if gate == states.REVIEW else SECRETARY
        ReleaseStep.objects.create(
            release=row,
            gate=gate,
            part=part,
            passed_at=clock.now(),
            account=who.account_id,
            name=sorted(who.roles)[0],
            institution_id=who.institution_id,
            detail=details[gate](row) if gate in details else {},
        )


def through(gate: str, row: Release | None = None) -> Release:
    """The same by the verbs, each gate as it should be passed."""
    made = row or opened()
    while made.gate != gate:
        made = pass_gate(made, made.gate)
    return made


def _do(verb: Callable[..., Any], row: Release) -> None:
    verb(release_id=row.pk, by=SECRETARY)


def begin_pilot(row: Release, *desks: str) -> Release:
    """The pilot begins, at the labour inspectorate of the north unless desks are named."""
    return release_pilots.begin(release_id=row.pk, desk_ids=list(desks or ("labour-north",)), by=SECRETARY)


def find(row: Release, *, harmful: bool = False, by: Actor = LEAD, desk: str = "labour-north") -> Any:
    """What a desk of the pilot found."""
    return release_pilots.record_finding(
        release_id=row.pk, desk_id=desk, finding="Lu et compris.", harmful=harmful, by=by
    )


def tried(row: Release) -> None:
    begun = begin_pilot(row)
    find(row)
    assert begun.pilot_until is not None
    with clock.stopped(begun.pilot_until):
        release_pilots.end(release_id=row.pk, by=SECRETARY)


def reviewed(row: Release) -> None:
    reviews.review(release_id=row.pk, part=states.SAFETY, note="Relu en entier.", by=SAFETY)
    reviews.review(release_id=row.pk, part=states.DATA_PROTECTION, note="Relu en entier.", by=OFFICER)


def read(row: Release) -> None:
    for code in ("fr", "ar", "en"):
        reviews.check_language(release_id=row.pk, language=code, by=SECRETARY)


def acknowledged(row: Release) -> None:
    for institution in concerned(row):
        reviews.acknowledge_training(
            release_id=row.pk, institution_id=institution, how=states.LETTER, reference="L-12", by=SECRETARY
        )


def first_day(row: Release) -> date:
    """The earliest first day that the rules allow."""
    return clock.today() + int(row.document.cycle.rules["notice_days"]) * DAY


def announced(row: Release) -> None:
    releases.schedule(release_id=row.pk, effective_on=first_day(row), by=SECRETARY)


def scheduled(made: Edition | None = None) -> Release:
    """A release whose first day is announced."""
    return pass_gate(up_to(states.EFFECTIVE, opened(made)), states.EFFECTIVE)


def live(made: Edition | None = None) -> Release:
    """A release on the screens, by the secretariat, at its moment."""
    return at_last(scheduled(made))


def at_last(row: Release) -> Release:
    """What was announced is on the screens at its moment."""
    assert row.effective_at is not None
    with clock.stopped(row.effective_at):
        releases.go_live(release_id=row.pk, by=SECRETARY)
    row.refresh_from_db()
    return row


def in_force(name: str = LABOUR_FORM) -> Version:
    """The version that new forms use."""
    return InForce.objects.select_related("version").get(name=name).version


def shipped(name: str = LABOUR_FORM) -> Version:
    """The model of the house."""
    return Version.objects.get(name=name, version="2")


def version_of(row: Release, name: str = LABOUR_FORM) -> Version:
    """The version that a release brings."""
    return EditionForm.objects.select_related("version").get(edition=row.edition_id, name=name).version
