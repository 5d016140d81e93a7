"""An interview at the shelter of the cast, as several tests need it: opened, prepared, agreed, begun."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any
from unittest import mock
from uuid import UUID, uuid5

from himaya.cases.models import Case
from himaya.instruments.compiled import compile_document
from himaya.instruments.models import InForce, Version
from himaya.interviews import content, policy, rules, states
from himaya.interviews.actions import (
    agreements,
    drafts,
    facts,
    happenings,
    interpreters,
    interviews,
    notes,
    preparations,
    sittings,
    tellings,
)
from himaya.interviews.actions.agreements import Said
from himaya.interviews.actions.facts import Written
from himaya.interviews.actions.happenings import Happened
from himaya.interviews.actions.interpreters import Offered
from himaya.interviews.actions.interviews import Afterwards, Closing
from himaya.interviews.actions.preparations import Gates
from himaya.interviews.actions.sittings import Distress, Opening
from himaya.interviews.actions.tellings import Told
from himaya.interviews.models import Interview
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.ops import worker
from himaya.persons import ways
from tests import cast, factories

LEADER = cast.SHELTER
# Somebody at the desk of the matrix who may lead.
NORTH = cast.actor("inspector", "labour-north", "front_line", "case_manager", "interviewer")
WORDS = "Canary told this قصر"
READY = {gate: answers[0] for gate, answers in rules.OPENS.items() if gate != rules.MAP}
ITEMS = {"interview", "purpose", "uses", "research", "copy", "kept_for", "withdraw", "channel", "data_law"}
TEXT = {"fr": "Canary", "ar": "Canary", "en": "Canary"}
SOURCE: dict[str, Any] = {
    "instrument": "interview-adult",
    "version": "1",
    "kind": "interview",
    "audience": "ngo",
    "adoption": None,
    "title": TEXT,
    "source": "domain/interview.md",
    "mark": "G",
    "survey": [
        {"type": "begin_group", "name": "free", "label": TEXT},
        {"type": "text", "name": "account", "uid": "INT-FREE-1", "label": TEXT, "source": "x", "mark": "G"},
        {
            "type": "select_one yn",
            "name": "papers",
            "uid": "INT-FREE-2",
            "label": TEXT,
            "required": "yes",
            "source": "x",
            "mark": "G",
        },
        {"type": "integer", "name": "age", "uid": "INT-FREE-3", "label": TEXT, "source": "x", "mark": "G"},
        {
            "type": "select_one yn",
            "name": "maybe_child",
            "uid": "INT-FREE-4",
            "label": TEXT,
            "source": "x",
            "mark": "G",
        },
        *(
            {
                "type": "select_one yn",
                "name": name,
                "uid": f"INT-FREE-{number}",
                "label": TEXT,
                "source": "x",
                "mark": "G",
            }
            for number, name in ((5, "thoughts"), (6, "hurt_self_before"))
        ),
        {
            "type": "select_multiple contact",
            "name": "safe_contact",
            "uid": "INT-FREE-7",
            "label": TEXT,
            "constraint": "not(selected(., 'never')) or count-selected(.) = 1",
            "constraint_message": TEXT,
            "source": "x",
            "mark": "G",
        },
        *(
            {"type": "text", "name": name, "uid": f"INT-FREE-{at}", "label": TEXT, "source": "x", "mark": "G"}
            for at, name in ((8, "safe_hours"), (9, "safe_words"))
        ),
        {"type": "end_group"},
    ],
    "choices": {
        "yn": [{"value": "yes", "label": TEXT}, {"value": "no", "label": TEXT}],
        "contact": [{"value": one, "label": TEXT} for one in ways.WAYS],
    },
}


@dataclass(frozen=True)
class Held:
    """Ids of what is there."""

    case_id: UUID
    pk: UUID

    @property
    def row(self) -> Interview:
        return Interview.objects.get(pk=self.pk)

    @property
    def case(self) -> Case:
        return Case.objects.get(pk=self.case_id)


def form(name: str = "interview-adult") -> Version:
    """A small form in force, made once per test."""
    found = Version.objects.filter(name=name).first()
    if found is not None:
        return found
    source = {**SOURCE, "instrument": name}
    made = Version.objects.create(
        name=name,
        version="1",
        kind="interview",
        audience="ngo",
        title_fr="Canary",
        title_ar="Canary",
        title_en="Canary",
        hash=compile_document(source).hash,
        source=source,
        stored_on=clock.today(),
    )
    InForce.objects.create(name=name, version=made, since=clock.today())
    return made


def say(one: Held, revision: int = 0, *, form: str = "interview-adult", **more: str) -> None:
    """The form is kept with these answers, and whoever follows is told."""
    drafts.keep(interview_id=one.pk, xml=filled(more=more, name=form), revision=revision, by=LEADER)
    worker.drain()


def filled(
    account: str = "short",
    papers: str = "yes",
    *,
    age: str = "",
    doubt: str = "",
    more: Mapping[str, str] | None = None,
    instance: str = "",
    name: str = "interview-adult",
) -> str:
    """A filling of that form."""
    compiled = compile_document({**SOURCE, "instrument": name})
    root = compiled.form.root.name
    instance = instance or f"uuid:{uuid5(UUID(int=7), name)}"
    ages = f"<age>{age}</age><maybe_child>{doubt}</maybe_child>"
    told = "".join(f"<{name}>{said}</{name}>" for name, said in (more or {}).items())
    free = f"<free><account>{account}</account><papers>{papers}</papers>{ages}{told}</free>"
    meta = f"<meta><instanceID>{instance}</instanceID></meta>"
    return f'<{root} id="{compiled.form.form_id}" version="{compiled.form.version}">{free}{meta}</{root}>'


def certified() -> AbstractContextManager[object]:
    """While a stage is set: whoever opens one and answers its gates holds the certificate on that day."""
    return mock.patch.object(policy, "qualified", return_value=True)


def opened(*, age_group: str = "", by: Actor = LEADER) -> Held:
    """Opened on a fresh case of the shelter."""
    wish = factories.wish(service="psychological_support", to_desk_id="ward", data_classes=("age_group", "language"))
    done = factories.hand_over(wishes=[wish], by=by)
    if age_group:
        Case.objects.filter(pk=done.case_id).update(age_group=age_group)
    return on(done.case_id, by=by)


def on(case_id: UUID, *, by: Actor) -> Held:
    """Opened on a case that is there."""
    with certified():
        return Held(case_id, interviews.open_for(case_id=case_id, by=by))


def interpreter(one: Held, *, by: Actor = LEADER, **changes: Any) -> UUID:
    """One who may interpret."""
    return interpreters.note(interview_id=one.pk, offered=offered(**changes), by=by)


def offered(**changes: Any) -> Offered:
    """Vetted, bound to silence, tied to nobody, accepted."""
    today = clock.today()
    known: dict[str, Any] = {
        "name": "Canary Interpreter",
        "language": "wo",
        "sex": "woman",
        "mode": "on_site",
        "vetted_by": "Canary desk",
        "vetted_on": today,
        "signed_on": today,
        "no_tie_to_community": True,
        "no_tie_to_suspect": True,
        "accepted": True,
        **changes,
    }
    return Offered(**known)


def prepared(one: Held | None = None, *, by: Actor = LEADER, **changes: str) -> Held:
    """Every gate open, with an interpreter."""
    one = one or opened()
    answers = {**READY, **changes}
    what = {rules.TRUST: "Canary teacher"} if answers.get(rules.TRUST) == rules.DANGER_TOLD else {}
    gates = Gates(answers, what, interpreter=interpreter(one, by=by), language="")
    with certified():
        preparations.answer(interview_id=one.pk, gates=gates, by=by)
    return one


def agreed(one: Held | None = None, *, by: Actor = LEADER, **answers: str) -> Held:
    """Prepared, and yes to each item."""
    one = one or prepared()
    said = {item.id: "yes" for item in content.words().agreement} | answers
    how = Said("wo", "spoken", "interpreter", "yes" if one.row.child else "")
    agreements.note(interview_id=one.pk, answers=said, said=how, by=by)
    return one


def begun(one: Held | None = None, *, with_form: bool = True) -> Held:
    """A sitting goes on."""
    if with_form:
        form()
    one = one or agreed()
    sittings.begin(interview_id=one.pk, opening=Opening(limits_read=True, present=("interpreter",)), by=LEADER)
    return one


def fact(one: Held, topic: str = "C", *, by: Actor = LEADER, **changes: Any) -> int:
    """A short fact."""
    known = {"topic": topic, "kind": rules.SAID, "text": WORDS, **changes}
    return facts.add(interview_id=one.pk, fact=Written(**known), by=by)


def whole(case_id: UUID) -> Held:
    """An interview on a case of the labour inspectorate in which something was written everywhere; closed at last."""
    told = Told("police", clock.today(), "Canary herself", "Canary papers")
    tellings.note(case_id=case_id, told=told, by=cast.INSPECTOR)
    one = on(case_id, by=NORTH)
    form()
    with certified():
        who = interpreter(one, by=NORTH, dialect="Canary dialect")
        gates = Gates(READY, {"alone": "Canary hall"}, interpreter=who)
        preparations.answer(interview_id=one.pk, gates=gates, by=NORTH)
        said = {item.id: "yes" for item in content.words().agreement}
        agreements.note(interview_id=one.pk, answers=said, said=Said("wo", "spoken", "interpreter"), by=NORTH)
        sittings.begin(interview_id=one.pk, opening=Opening(True, (), "Canary conditions"), by=NORTH)
    seen = Distress(("stop",), "Canary wept", "E")
    sittings.note_distress(interview_id=one.pk, distress=seen, by=NORTH)
    for kind in ("recruitment", "exploitation"):
        happenings.add(interview_id=one.pk, happened=Happened(kind, "Canary event", "Canary feast"), by=NORTH)
    happenings.place(interview_id=one.pk, event=1, how=rules.BEFORE, other=2, by=NORTH)
    written = Written("C", rules.SAID, WORDS, "Canary guess", event=1)
    facts.add(interview_id=one.pk, fact=written, by=NORTH)
    notes.own_view(interview_id=one.pk, rating="much", said="Canary fear", by=NORTH)
    notes.inconsistency(interview_id=one.pk, said="Canary odd", explanations=("trauma",), by=NORTH)
    drafts.keep(interview_id=one.pk, xml=filled("Canary earlier"), revision=0, by=NORTH)
    drafts.keep(interview_id=one.pk, xml=filled("Canary account"), revision=1, over=True, by=NORTH)
    drafts.finish(interview_id=one.pk, xml=filled("Canary account"), revision=2, by=NORTH)
    sittings.end(interview_id=one.pk, ending=states.DONE, by=NORTH)
    closing = Closing(states.HEARD, "yes", "Canary summary", "Canary next", "Canary told")
    interviews.close(interview_id=one.pk, closing=closing, by=NORTH)
    interviews.note_after(interview_id=one.pk, after=Afterwards(True, True, "Canary after"), by=NORTH)
    return one
