"""On what the hand-over rests: her agreement, the child circuit, a duty in law, an urgent danger."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from himaya.cases.states import CHILD, CONSENT, DANGER, GUARDIAN, LEGAL_DUTY, NOT_TOLD_REASONS
from himaya.cases.words import NOT_TOLD_REASONS as REASON_WORDS
from himaya.cases.words_packets import DOES_NOT_WANT
from himaya.institutions.rules_calls import CHILDREN
from himaya.institutions.rules_calls import DANGER as AGAINST_DANGER
from himaya.web.calls import Shown
from himaya.web.frontline import whom
from himaya.web.frontline.handover.step import Problem, Read, Scene, Step, always, one_of
from himaya.web.frontline.lists import Item
from himaya.web.frontline.sheet import CHILD as ABOUT_CHILD

NOT_IMPLICATED = "no"


def _fears_home(scene: Scene) -> bool:
    """Whether the child was said to live with a parent and to be afraid to go back there tonight: a "no" is a doubt.

    Source: do-no-harm 6 (a doubt counts for the child).
    """
    said = scene.sheet.answers
    return said.get("q07c") == "parents" and said.get("q08c") == "yes"


def is_child(scene: Scene) -> bool:
    """A child, or doubt about age; a sheet begun about a child stays one unless line 6 says adult."""
    return scene.advice.child or (scene.sheet.about == ABOUT_CHILD and scene.advice.age_unknown)


def routes(scene: Scene) -> list[Item]:
    """What can carry this hand-over. A child has no consent gate (do-no-harm 6)."""
    if is_child(scene):
        return [Item(CHILD, _("Child circuit"), _("Under 18, or a doubt about it: no agreement is needed."))]
    return [
        Item(CONSENT, _("The person agrees"), _("They choose the desk and what is shared.")),
        Item(DANGER, _("Urgent danger"), _("A life or a body is at risk now. The reading will be reviewed.")),
        Item(LEGAL_DUTY, _("A duty to report"), _("Only when your institution’s text says so. Ask your focal point.")),
    ]


def usual(scene: Scene) -> str:
    """The route that is ticked when the page opens: never an agreement that nobody gave."""
    if is_child(scene):
        return CHILD
    return DANGER if scene.danger or scene.advice.words_of_death else ""


def _read(post: QueryDict, scene: Scene) -> Read:
    allowed = tuple(item.value for item in routes(scene))
    route = allowed[0] if len(allowed) == 1 else one_of(post, "route", allowed)
    guardian = one_of(post, "guardian", GUARDIAN)
    problems = []
    if not route:
        problems.append(Problem("route", _("Say on what this hand-over rests.")))
    if route == CHILD and not guardian:
        sentence = _("Say whether a parent or guardian may be implicated. “Unknown” is an answer.")
        problems.append(Problem("guardian", sentence))
    elif route == CHILD and guardian == NOT_IMPLICATED and _fears_home(scene):
        sentence = _(
            "This child lives with a parent and is afraid to go back tonight: whoever receives “no” may call that "
            "parent. Say yes or unknown."
        )
        problems.append(Problem("guardian", sentence))
    advice = one_of(post, "advice", ("yes",))
    said = set(post.getlist("not_wanted"))
    choices = {
        "route": route,
        "guardian": guardian if route == CHILD else "",
        "not_wanted": [code for code in DOES_NOT_WANT if code in said] if route == CHILD else [],
        "advice": advice,
    }
    return Read(choices, tuple(problems))


def _show(scene: Scene) -> dict[str, Any]:
    return {
        "routes": routes(scene),
        "route": scene.said("route") or usual(scene),
        "child": is_child(scene),
        "guardian": scene.said("guardian"),
        "wishes": [Item(code, str(words)) for code, words in DOES_NOT_WANT.items()],
        "not_wanted": scene.chosen("not_wanted"),
        "advice": scene.said("advice"),
        "guardians": [Item("yes", _("Yes, perhaps")), Item("no", _("No")), Item("unknown", _("Unknown"))],
        "whom": _first(scene),
    }


def age_group(scene: Scene) -> str:
    """child, maybe_child or adult, as desks state whom they receive; '' when nothing was said about age."""
    if is_child(scene):
        return "maybe_child" if scene.sheet.answers.get("q06") != "child" else "child"
    return "" if scene.advice.age_unknown else "adult"


def _first(scene: Scene) -> Shown | None:
    """Whom to call before anything is sent: in a danger against it; of a child who is in none, child protection."""
    if scene.danger:
        return _call(whom.need_in_danger(scene.advice, child=is_child(scene)), scene)
    return _call(CHILDREN, scene) if is_child(scene) else None


def _call(need: str, scene: Scene) -> Shown:
    return whom.first(need, by=scene.by, region=scene.sheet.region, age_group=age_group(scene))


def _told_read(post: QueryDict, scene: Scene) -> Read:
    told = one_of(post, "told", ("yes", *NOT_TOLD_REASONS))
    problems = () if told else (Problem("told", _("Say whether the person has been told.")),)
    return Read({"told": told}, problems)


def _told_show(scene: Scene) -> dict[str, Any]:
    danger = scene.said("route") == DANGER
    told = Item("yes", _("Yes, the person knows"), _("They know what is sent, to whom and why."))
    return {
        "told": scene.said("told"),
        "tolds": [told, *(Item(code, str(REASON_WORDS[code])) for code in NOT_TOLD_REASONS)],
        "danger": danger,
        "whom": _call(AGAINST_DANGER, scene) if danger else None,
    }


def _without_consent(scene: Scene) -> bool:
    return scene.said("route") in (DANGER, LEGAL_DUTY)


GROUND = Step("ground", gettext_lazy("On what does this rest?"), always, _read, _show)
TOLD = Step("told", gettext_lazy("Has the person been told?"), _without_consent, _told_read, _told_show)
