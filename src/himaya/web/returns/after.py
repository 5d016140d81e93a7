"""On arrival and after it: somebody met the person, the plan there and its money, and how it goes month by month."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.kernel import clock, contact_hours, days, languages
from himaya.kernel.actor import Actor
from himaya.returns import content_later, policy, rules_follow, said_later, states, words_later
from himaya.returns.access import Opened
from himaya.returns.actions import after as verbs
from himaya.returns.actions.after import Asked, Budget
from himaya.returns.models import VoluntaryReturn
from himaya.web import case_labels as labels
from himaya.web.forms import Item, Typed
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

VIEW = "returns:after"
KINDS = (
    states.RECEPTION, states.NO_WORD, states.REINTEGRATION, states.BUDGET, states.MONITORED, states.ADVERSE,
)  # fmt: skip


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def after(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The page; POST writes one thing down."""
    return handle(request, actor, case_id, view=VIEW, does=DOES, show=_show)


def _met(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    verbs.receive(case_id=case_id, who=typed.text("met_by"), said=typed.text("met_words"), instance_id=form, by=by)
    return _("Written down: the person was met. They are asked how it goes, beginning in a month.")


def _no_word(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    again, said = typed.text("again"), typed.text("no_words")
    verbs.no_word(case_id=case_id, done=typed.post.getlist("done"), again=again, said=said, instance_id=form, by=by)
    return _("Written down. Your desk is told again at that hour, if there is still no word.")


def _plan(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    parts = {one: typed.text(one) for one in rules_follow.DIMENSIONS}
    verbs.plan(case_id=case_id, parts=parts, instance_id=form, by=by)
    return _("Written down: the plan for the time there.")


def _budget(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    line = Budget(
        typed.text("dimension"),
        typed.text("level"),
        typed.text("for_what"),
        typed.text("amount"),
        typed.text("currency"),
        typed.text("payer"),
        typed.day("until"),
    )
    verbs.budget(case_id=case_id, line=line, instance_id=form, by=by)
    return _("Written down: a line of money.")


def _follow(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    asked = Asked(typed.text("reached"), typed.text("anew"), typed.text("follow_words"))
    verbs.monitor(case_id=case_id, asked=asked, instance_id=form, by=by)
    return _("Written down: how it goes.")


def _adverse(case_id: UUID, typed: Typed, form: UUID, by: Actor) -> str:
    what, said = typed.text("wrong"), typed.text("wrong_words")
    verbs.note_adverse(case_id=case_id, what=what, said=said, instance_id=form, by=by)
    return _("Written down. It is counted, and nothing of the person with it.")


DOES: dict[str, Do] = {
    "met": _met,
    "no_word": _no_word,
    "plan": _plan,
    "budget": _budget,
    "follow": _follow,
    "adverse": _adverse,
}


def _show(opened: Opened) -> Shown:
    row = opened.row
    following, said = _next(row)
    alert, lines = _alert(opened)
    return Shown(
        pgettext("page of a return", "On arrival and after"),
        _("Somebody there says within 24 hours that the person was met. After 1, 3, 6 and 12 months they are asked."),
        _forms(verbs.not_arrived(row) if row is not None else ""),
        KINDS,
        next=following,
        next_words=said,
        link=_link(opened, following),
        alert=alert,
        alert_lines=lines,
        alert_link=_alert_link(opened),
        notes=[(str(one), False) for one in _contact(opened)],
    )


def _next(row: VoluntaryReturn | None) -> tuple[str, str]:
    if row is None or row.ended_on is not None:
        return "", ""
    if row.state == states.TRAVELLING:
        if early := verbs.not_arrived(row):
            return "", early
        late = row.reception_due_at is not None and row.reception_due_at <= clock.now()
        return ("no_word" if late else "met"), ""
    if row.state == states.RECEIVED:
        due = verbs.still_owed(row)
        if due is None:
            return "", _("Nobody asks any more. End it where going and staying are talked about.")
        if due > clock.today():
            on = days.in_words(due, languages.current())
            return "", _("The person is asked next on %(day)s. They can be asked sooner if they wish.") % {"day": on}
        return "follow", ""
    if row.state in (states.PREPARING, states.READY):
        return "plan", _("Make the plan for the time there with the person, and say who pays for it.")
    return "", _("This begins once two people have signed.")


def _alert(opened: Opened) -> tuple[str, list[str]]:
    row = opened.row
    if row is None or row.ended_on is not None:
        return "", []
    table = content_later.words()
    if row.state == states.TRAVELLING and row.reception_due_at and row.reception_due_at <= clock.now():
        steps = [labels.said(one.words) for one in table.no_word.values()]
        return _("Nobody has said that the person was met. Do this now, and write down what was done."), steps
    if said_later.is_exploited_again(opened.told):
        return _("It has begun anew. Do this today."), [labels.said(one.words) for one in table.again.values()]
    if said_later.is_in_danger(opened.told):
        return _("What went wrong means danger. Act today."), []
    return "", []


def _alert_link(opened: Opened) -> tuple[str, str] | None:
    """Where what means danger is followed: the risk is looked at anew. None where nothing does, or it is over."""
    row = opened.row
    if row is None or row.ended_on is not None or not said_later.is_in_danger(opened.told):
        return None
    return reverse("risks:begin", args=[opened.case.pk]), _("Look at the risk again")


def _contact(opened: Opened) -> list[str]:
    """How the person may be reached, before anybody does; nothing once nobody asks any more."""
    row = opened.row
    if row is None or row.state not in (states.TRAVELLING, states.RECEIVED):
        return []
    if row.state == states.RECEIVED and verbs.still_owed(row) is None:
        return []
    case = opened.case.pk
    found = [_("Look first how the person may be reached, on the page for that.")]
    if case in contact_hours.nobody_calls([case]):
        found.append(_("Nobody calls this person. They come or call; speak with them then."))
    elif contact_hours.is_closed(case, clock.now()):
        at = days.moment_in_words(
            contact_hours.not_before(case, clock.now()).astimezone(clock.here()), clock.today(), languages.current()
        )
        found.append(_("Nobody may reach the person before %(moment)s.") % {"moment": at})
    return found


def _link(opened: Opened, following: str) -> tuple[str, str] | None:
    if opened.row is None or opened.row.ended_on is not None or opened.row.state != states.RECEIVED:
        return None
    if following == "follow":
        return reverse("safety:contact", args=[opened.case.pk]), _("How to reach the person")
    if verbs.still_owed(opened.row) is None:
        return reverse("returns:of_case", args=[opened.case.pk]), _("Go to that page")
    return None


def hours() -> list[Item]:
    """After how long somebody asks again while there is no word."""
    said = rules_follow.ASK_AGAIN_HOURS
    return [Item(str(one), ngettext("In one hour", "In %(n)s hours", one) % {"n": one}) for one in said]


def _forms(early: str) -> list[Form]:
    steps = [Item(code, labels.said(one.words)) for code, one in content_later.words().no_word.items()]
    return [
        Form(
            "met",
            states.RECEPTION,
            _("The person was met"),
            _("Write down that they were met"),
            (Field(LINE, "met_by", _("Who met the person and said so, by name")), few("met_words")),
            why=early,
            places={"words": "met_words"},
        ),
        Form(
            "no_word",
            states.NO_WORD,
            _("No word from there"),
            _("Write down what was done"),
            (
                Field(CHECKBOX, "done", _("What was done to hear of the person?"), steps),
                Field(RADIO, "again", _("When does somebody ask again?"), hours(), default="2"),
                few("no_words"),
            ),
        ),
        Form(
            "follow",
            states.MONITORED,
            _("How it goes there"),
            _("Write down how it goes"),
            (
                Field(RADIO, "reached", _("Was the person reached?"), items(words_later.REACHED)),
                Field(
                    RADIO,
                    "anew",
                    _("Did it begin anew: work, debts, threats, somebody who decides for them?"),
                    items(words_later.AGAIN),
                ),
                Field(AREA, "follow_words", _("How the person is, short"), hint=_("Sealed. Short, not word for word.")),
            ),
        ),
        _plan_form(),
        _budget_form(),
        Form(
            "adverse",
            states.ADVERSE,
            _("Something went wrong"),
            _("Write down what went wrong"),
            (Field(RADIO, "wrong", _("What went wrong?"), items(words_later.ADVERSE)), few("wrong_words")),
        ),
    ]


def _plan_form() -> Form:
    parts = [Field(AREA, code, str(word), hint=_("Sealed.")) for code, word in words_later.DIMENSIONS.items()]
    return Form(
        "plan",
        states.REINTEGRATION,
        _("The plan for the time there"),
        _("Write down the plan"),
        parts,
        says=_("Made with the person: what helps them to live there. What is left empty is not planned."),
    )


def _budget_form() -> Form:
    return Form(
        "budget",
        states.BUDGET,
        _("Money for the plan"),
        _("Add this line"),
        (
            Field(RADIO, "dimension", pgettext("money of a plan", "For what?"), items(words_later.DIMENSIONS)),
            Field(RADIO, "level", _("On which level?"), items(words_later.LEVELS)),
            Field(LINE, "for_what", _("What is paid")),
            Field(LINE, "amount", _("How much")),
            Field(LINE, "currency", _("In which currency, in three letters")),
            Field(LINE, "payer", _("Who pays, by name")),
            Field(DATE, "until", _("Until which day, if there is one")),
        ),
    )
