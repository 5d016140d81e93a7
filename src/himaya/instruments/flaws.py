"""What can be wrong with a submission, each with a sentence that says what to do."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .labels import assembled, plain
from .xform import Words, XForm

SENTENCES: dict[str, Promise] = {
    "too_large": _("The submission is larger than 1 MB. Send it without attachments, or in parts."),
    "encoding": _("The submission is not in UTF-8. Send it again from the application, without editing the file."),
    "doctype": _("The submission declares a document type. For safety such files are not opened. Send it without one."),
    "malformed": _("The submission is cut or damaged. Send it again from the device that holds the answers."),
    "wrong_form": _("The submission belongs to another form. Choose the form it was filled in with."),
    "wrong_version": _("The submission was made with another version of the form. Name that one, or fill in this one."),
    "unknown_form": _("No form of this name and version is known here. Check the name and the version."),
    "unknown_node": _("The submission holds a field that the form does not have. Fetch the form again and send anew."),
    "duplicate": _("A field stands twice in the submission. Fetch the form again and send anew."),
    "text": _("There is text where the form has none. Fetch the form again and send anew."),
    "readonly": _("A text of the form itself was changed. Fetch the form again and send anew."),
    "required": _("An answer is missing here. Answer this question, or mark it as not asked."),
    "constraint": _("This answer does not fit the rule of the question. Check it and correct it."),
    "type": _("This answer has the wrong form, for example letters where a number is needed. Correct it."),
    "choice": _("This answer is not among the choices. Choose one of the answers on the list."),
    "choice_filter": _("This answer is not offered with the other answers given. Choose again from the list."),
    "calculation": _("A computed value differs from what the form gives. Open the form again and send anew."),
    "cannot_run": _("This form cannot be checked here. Tell the person who looks after the forms."),
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong: a code of SENTENCES, the path of the node, and the form's own message if it has one."""

    code: str
    path: str = ""
    form: XForm | None = field(default=None, repr=False, compare=False)
    own: Words | str = field(default="", repr=False, compare=False)

    def sentence(self, language: str | None = None) -> str:
        """What to do, in a language (by default the active one)."""
        with translation.override(language or translation.get_language()):
            return self._own(translation.get_language() or "") or str(SENTENCES[self.code])

    def _own(self, language: str) -> str:
        if isinstance(self.own, str) or self.form is None:
            return plain(self.own) if isinstance(self.own, str) else ""
        text = plain(assembled(self.form.pieces(self.own, language), lambda expression: "…"))
        # The compiler writes a lone dash where a language has no text.
        return "" if text.strip() == "-" else text

    def as_json(self, language: str | None = None) -> dict[str, str]:
        return {"code": self.code, "path": self.path, "sentence": self.sentence(language)}
