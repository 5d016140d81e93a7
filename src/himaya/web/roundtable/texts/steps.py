"""The one thing to do next with a document, for whoever looks at it."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from himaya.coordination import policy, states
from himaya.coordination.models import Document, Draft, Edition, Release
from himaya.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Next:
    """A sentence and one button; no button where somebody else is to act."""

    sentence: str | Promise
    label: str | Promise = ""
    href: str = ""


def of(actor: Actor, document: Document, draft: Draft | None, edition: Edition | None) -> Next:
    """What is to be done next. `draft` is the one under way that the actor may read."""
    runs = policy.is_secretariat(actor)
    standing = document.cycle.state == states.OPEN and not document.cycle.recorded
    if draft is not None:
        return _with_draft(draft, runs=runs and standing)
    if runs and edition is not None and (found := _in_use(edition)) is not None:
        return found
    if runs and standing:
        return _to_begin(document, edition)
    if edition is not None:
        return Next(_("This is the adopted text, with what was held back."), _("Read the adopted text"),
                    _to("edition", edition.pk))  # fmt: skip
    return Next(_("The secretariat is preparing this text. You read it here once it goes round."))


def _in_use(edition: Edition) -> Next | None:
    """The way of an adopted text to the screens; nothing when it has been there."""
    release = Release.objects.filter(edition=edition).exclude(state=states.ABANDONED).order_by("-opened_at").first()
    if release is None:
        return Next(
            _("This text is adopted and on no screen yet. A release takes it there, gate by gate."),
            _("Bring it into use"),
            reverse("roundtable:releases"),
        )
    if release.state in states.RELEASE_UNDER_WAY:
        return Next(
            _("This text is adopted and on its way to the screens."),
            _("Go on with its release"),
            reverse("roundtable:release", args=[release.pk]),
        )
    return None


def _to_begin(document: Document, edition: Edition | None) -> Next:
    if edition is None:
        sentence = _("Nothing is written yet. Begin the text: from a form of the house, a file, or empty.")
        return Next(sentence, _("Begin the text"), _to("draft_begin", document.pk))
    sentence = _("The adopted text stands. When it must change, begin a new version of it.")
    return Next(sentence, _("Begin a new version"), _to("draft_begin", document.pk))


def _with_draft(draft: Draft, *, runs: bool) -> Next:
    here = _to("draft", draft.pk)
    if draft.state == states.IN_CONSULTATION:
        label = _("See what institutions say") if runs else _("Read it and say what you think")
        return Next(_("The text is with the institutions."), label, _to("consultation", draft.pk) or here)
    if draft.state == states.DRAFT_TABLED:
        return Next(_("The text is before the table, which decides on it."), _("Read the text"), here)
    if not runs:
        return Next(_("The secretariat is working in what institutions said."), _("Read the text"), here)
    if draft.state == states.CONSOLIDATION:
        return Next(_("The round is over. Settle what institutions asked, then put the text before the table."),
                    _("Go on with the text"), here)  # fmt: skip
    return Next(_("A version is being written. When it is whole, it goes round or before the table."),
                _("Go on writing"), here)  # fmt: skip


def _to(name: str, pk: UUID) -> str:
    """An address of the round tables, or nothing when there is no such page."""
    try:
        return reverse(f"roundtable:{name}", args=[pk])
    except NoReverseMatch:
        return ""
