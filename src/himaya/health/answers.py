"""Answers to a form, verified here by the form itself before they are kept."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from himaya.instruments.compiled import Compiled
from himaya.instruments.render import submission
from himaya.instruments.verify import verify
from himaya.kernel.untold import NotValid

# A question may always be left: an answer that is not there is no flaw, and is counted as missing.
_LEFT = "required"
LONGEST = 4000


def verified(compiled: Compiled, answers: Mapping[str, str]) -> dict[str, str]:
    """What the form holds, by key, what is empty left out. Raises NotValid (answers) without a word of any answer."""
    if any(len(said) > LONGEST for said in answers.values()):
        raise NotValid(_("One of the texts is too long: %(most)s letters at most.") % {"most": LONGEST}, code="answers")
    verdict = verify(compiled, submission(compiled, answers))
    if any(flaw.code != _LEFT for flaw in verdict.errors):
        raise NotValid(_("One of the answers is not among those of the form. Look at them again."), code="answers")
    return {key: said for key, said in verdict.values.items() if isinstance(said, str) and said}
