"""A child who would go: what is owed first, whom to hear, and who stands by the child."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.kernel.actor import Actor
from himaya.returns import policy, rules_children, said_later, states, words_later
from himaya.returns.access import Opened
from himaya.returns.actions import children, travel
from himaya.returns.actions.children import BestInterest, Family
from himaya.web.forms import Typed
from himaya.web.gate import only
from himaya.web.returns.stepping import (
    AREA,
    CHECKBOX,
    DATE,
    LINE,
    RADIO,
    Do,
    Field,
    Form,
    Shown,
    few,
    handle,
    items,
)

VIEW = "returns:child"
KINDS = (states.BEST_INTEREST, states.CHILD_VIEW, states.FAMILY_ASSESSED, states.TRACING, states.ESCORT)
# Which form settles what is owed.
SETTLES = {
    rules_children.BEST_INTEREST: "interest",
    rules_children.NOT_HEARD: "interest",
    rules_children.BEST_INTEREST_AGAINST: "",
    rules_children.SAYS_NO: "",
    rules_children.VIEW: "view",
    rules_children.FAMILY_IMPLICATED: "family",
    rules_children.FAMILY_AGAINST: "family",
    rules_children.FAMILY_UNKNOWN: "family",
    rules_children.FAMILY_MISSING: "family",
    rules_children.GUARDIAN_MISSING: "stand_by",
    rules_children.ESCORT_MISSING: "stand_by",
}


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def child(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The page; POST writes one thing down."""
    return handle(request, actor, case_id, view=VIEW, does=DOES, show=_show)


def _interest(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    noted = BestInterest(
        typed.text("outcome"),
        typed.text("who"),
        typed.day("on"),
        typed.post.getlist("heard"),
        typed.text("interest_words"),
    )
    children.note_best_interest(case_id=case_id, noted=noted, instance_id=form, by=by)
    return _("Noted. It was decided elsewhere; nothing is decided here.")


def _view(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    stage, view, how = typed.text("stage"), typed.text("view"), typed.text("how")
    children.hear(
        case_id=case_id, stage=stage, view=view, how=how, said=typed.text("view_words"), instance_id=form, by=by
    )
    return _("Written down: what the child says.")


def _family(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    family = Family(
        typed.text("goes_to"),
        typed.text("agrees"),
        typed.text("able"),
        typed.text("implicated"),
        typed.text("family_who"),
        typed.text("family_words"),
    )
    children.assess_family(case_id=case_id, family=family, instance_id=form, by=by)
    return _("Written down: to whom the child would go.")


def _trace(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    children.trace(case_id=case_id, said=typed.text("trace_words"), instance_id=form, by=by)
    return _("Written down: how family is looked for.")


def stand_by(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    """Who stands by somebody, or goes along: from the page of a child and from that of the journey."""
    part, who = typed.text("part"), typed.text("part_who")
    travel.name_escort(case_id=case_id, part=part, who=who, said=typed.text("part_words"), instance_id=form, by=by)
    return _("Written down: who stands by the person or goes along.")


DOES: dict[str, Do] = {
    "interest": _interest,
    "view": _view,
    "family": _family,
    "trace": _trace,
    "stand_by": stand_by,
}


def stand_by_form() -> Form:
    """The form of it."""
    return Form(
        "stand_by",
        states.ESCORT,
        _("Who stands by, who goes along"),
        _("Write down who it is"),
        (
            Field(RADIO, "part", _("Whose part is it?"), items(words_later.PARTS)),
            Field(LINE, "part_who", _("Who: a person or a desk, by name")),
            few("part_words"),
        ),
    )


def _show(opened: Opened) -> Shown:
    title, is_child = pgettext("page of a return", "A child who would go"), opened.child is not None
    lead = _("What is best for the child comes first; it is decided elsewhere, and noted here.")
    if not is_child:
        return Shown(title, lead, (), KINDS, next_words=str(words_later.NOT_A_CHILD))
    stage = _stage(opened)
    owed = opened.child_owes(stage)
    following = next((SETTLES[code.partition(":")[0]] for code in owed), "")
    forms = [_interest_form(), _view_form(owed, stage), _family_form(), stand_by_form()]
    why = children.tracing_of(opened)
    if why != rules_children.ABSENT:
        forms.append(_trace_form(str(words_later.said_against(why)) if why else ""))
    return Shown(
        title,
        lead,
        forms,
        KINDS,
        next=following,
        next_words="" if owed else _("All that is owed at this stage is there. Hear the child again before the next."),
        against=[words_later.said_against(one) for one in owed],
        against_title=_("What is owed of a child at this stage"),
    )


def _stage(opened: Opened) -> str:
    """For which stage something is owed now: papers once two have signed, the travel once a paper is there."""
    state = opened.row.state if opened.row is not None else ""
    if state not in (states.PREPARING, states.READY):
        return rules_children.WEIGHING
    paper = said_later.last(opened.told, states.DOCUMENT)
    return rules_children.TRAVEL if paper is not None and paper.code == said_later.HAS else rules_children.DOCUMENTS


def _interest_form() -> Form:
    return Form(
        "interest",
        states.BEST_INTEREST,
        _("What was decided about the best interest"),
        _("Note the decision"),
        (
            Field(
                RADIO, "outcome", _("What was decided, about the country that was chosen?"), items(words_later.OUTCOMES)
            ),
            Field(LINE, "who", _("Who decided it: a judge, a panel, a body, by name")),
            Field(DATE, "on", _("On which day")),
            Field(CHECKBOX, "heard", _("Who was heard for it?"), items(words_later.HEARD)),
            few("interest_words"),
        ),
        places={"words": "interest_words"},
    )


def _view_form(owed: tuple[str, ...], stage: str) -> Form:
    due = next((one.partition(":")[2] for one in owed if one.startswith(rules_children.VIEW + ":")), stage)
    return Form(
        "view",
        states.CHILD_VIEW,
        _("What the child says"),
        _("Write down what the child says"),
        (
            Field(RADIO, "stage", _("Before which step?"), items(words_later.STAGES), default=due),
            Field(RADIO, "view", _("What does the child say?"), items(words_later.VIEWS)),
            Field(LINE, "how", _("How: alone, in which language, who was there")),
            Field(AREA, "view_words", _("In the words of the child, short"), hint=_("Sealed.")),
        ),
        says=_("Alone with the child, in their words. To say nothing is an answer, and nothing is lost by a no."),
        places={"words": "view_words"},
    )


def _family_form() -> Form:
    three = (
        ("agrees", _("Does the family agree?")),
        ("able", _("Is the family able to care for the child?")),
        ("implicated", _("Did somebody of the family have a part in what happened?")),
    )
    return Form(
        "family",
        states.FAMILY_ASSESSED,
        _("To whom the child would go"),
        _("Write it down"),
        (
            Field(RADIO, "goes_to", _("To whom would the child go?"), items(words_later.GOES_TO)),
            *(Field(RADIO, name, label, items(words_later.SAID)) for name, label in three),
            Field(LINE, "family_who", _("Who asked and looked: a person or a desk, by name")),
            few("family_words"),
        ),
        places={"words": "family_words"},
    )


def _trace_form(why: str) -> Form:
    return Form(
        "trace",
        states.TRACING,
        _("Look for family"),
        _("Write down how family is looked for"),
        (
            Field(
                AREA, "trace_words", _("Who looks, and how; nothing of what happened is told for it"), hint=_("Sealed.")
            ),
        ),
        why=why,
        places={"words": "trace_words"},
    )
