"""What the register of recommendations says: its groups, the steps of a history, what is awaited of whom."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from himaya.coordination import states_following as states
from himaya.coordination.models import Recommendation, RecommendationStep
from himaya.coordination.queries import recommendations as queries
from himaya.coordination.words_following import CHANNELS, GRADES, RESPONSES
from himaya.kernel import clock, days, languages

Words = dict[str, Promise]

GROUPS: Words = {
    queries.DRAFT: pgettext_lazy("recommendations", "being formulated"),
    queries.WAITING: pgettext_lazy("recommendations", "waiting for an answer"),
    queries.ANSWERED: pgettext_lazy("recommendations", "answered"),
    queries.IN_PROGRESS: pgettext_lazy("recommendations", "in progress"),
    queries.REPORTED: pgettext_lazy("recommendations", "reported done"),
    queries.VERIFIED: pgettext_lazy("recommendations", "verified"),
    queries.ENDED: pgettext_lazy("recommendations", "ended otherwise"),
}
STEPS: Words = {
    "addressed": gettext_lazy("addressed to its lead"),
    "answered": gettext_lazy("answered by its lead"),
    "due_moved": gettext_lazy("given another day"),
    "shown": gettext_lazy("may stand on the public page"),
    "hidden": gettext_lazy("kept off the public page"),
    "heard": gettext_lazy("a progress report came in"),
    "progressed": gettext_lazy("a progress report was accepted"),
    "reported_done": gettext_lazy("reported done by its lead"),
    "reminded": gettext_lazy("its lead was reminded"),
    "passed_on": gettext_lazy("passed to the institution that follows its lead"),
    "given_back": gettext_lazy("found not to be done yet"),
    "verified": gettext_lazy("verified by the secretariat"),
    "closed": gettext_lazy("closed"),
    "reopened": gettext_lazy("opened again"),
    "superseded": gettext_lazy("replaced by another recommendation"),
    "merged": gettext_lazy("merged into another recommendation"),
    "set_aside": gettext_lazy("set aside by a decision"),
    "graded": gettext_lazy("graded by the secretariat"),
}
PROOF: Words = {"evidence": gettext_lazy("by evidence"), "exception": gettext_lazy("by a recorded exception")}


def detail(step: RecommendationStep) -> str | Promise:
    """What goes with a step: the answer, the grade, the old day, the other recommendation; '' where nothing does."""
    if step.did == "due_moved" and step.code:
        return _("before: %(day)s") % {"day": days.in_words(date.fromisoformat(step.code), languages.current())}
    known: dict[str, Words] = {"answered": RESPONSES, "graded": GRADES, "verified": PROOF, "reminded": CHANNELS}
    if step.did in known:
        return known[step.did].get(step.code, step.code)
    return step.code if step.did in ("superseded", "merged") else ""


def awaited(row: Recommendation) -> str:
    """What is awaited now, and of whom, in one sentence; '' once it has ended."""
    if row.state == states.FORMULATED:
        return _("Only the secretariat sees it. It becomes known when it is addressed to its lead.")
    if row.state == states.ADDRESSED and row.answer_by is not None:
        left = (row.answer_by - clock.today()).days
        if left < 0:
            words = ngettext("The answer is late by %(n)d day.", "The answer is late by %(n)d days.", -left)
            return words % {"n": -left}
        words = ngettext("Its lead answers within %(n)d day.", "Its lead answers within %(n)d days.", left)
        return words % {"n": left}
    sentences = {
        states.ANSWERED: _("Its lead has answered. Its first progress report is awaited."),
        states.IN_PROGRESS: _("The work is under way. Its lead reports how far it is."),
        states.REPORTED_DONE: _("Its lead says that it is done. The secretariat has not found so yet."),
        states.VERIFIED: _("The secretariat found that it was carried out."),
        states.REC_CLOSED: _("It was carried out, verified and closed."),
    }
    return sentences.get(row.state, "")


def lateness(row: Recommendation) -> str:
    """`12 days late`, for one that is overdue."""
    late = (clock.today() - row.due_on).days if row.due_on is not None else 0
    return ngettext("%(n)d day late", "%(n)d days late", late) % {"n": late} if late > 0 else ""
