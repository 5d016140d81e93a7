"""What the codes of texts are called on a page: drafts, clauses, their typed part, changes; sentences of the verbs."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from himaya.coordination import rules_changes, states

Words = dict[str, Promise]

DRAFT_STATES: Words = {
    states.DRAFTED: pgettext_lazy("draft", "being written"),
    states.IN_CONSULTATION: pgettext_lazy("draft", "in consultation"),
    states.CONSOLIDATION: pgettext_lazy("draft", "being consolidated"),
    states.DRAFT_TABLED: pgettext_lazy("draft", "before the table"),
    states.DRAFT_ADOPTED: pgettext_lazy("draft", "adopted"),
    states.DRAFT_ADOPTED_IN_PART: pgettext_lazy("draft", "adopted in part"),
    states.DRAFT_REJECTED: pgettext_lazy("draft", "not adopted"),
    states.DRAFT_WITHDRAWN: pgettext_lazy("draft", "withdrawn"),
}
DRAFT_TONES = {
    states.DRAFTED: "wait",
    states.IN_CONSULTATION: "calm",
    states.CONSOLIDATION: "wait",
    states.DRAFT_TABLED: "calm",
    states.DRAFT_ADOPTED: "ok",
    states.DRAFT_ADOPTED_IN_PART: "ok",
    states.DRAFT_REJECTED: "late",
}
# Why a text does not change now: said to whoever comes second, or too early.
NOT_IN_STATE: Words = {
    states.DRAFTED: _("This text is being written again. Look at it as it is now."),
    states.IN_CONSULTATION: _("This text is in consultation, so its words stand still. Close the round first."),
    states.CONSOLIDATION: _("This text is being consolidated after its consultation. Look at it as it is now."),
    states.DRAFT_TABLED: _("This text is before the table, so its words stand still. Take it back first."),
    states.DRAFT_ADOPTED: _("This text is adopted and nothing in it changes any more. Begin a new version."),
    states.DRAFT_ADOPTED_IN_PART: _(
        "What was agreed of this text is adopted, and the rest goes on as a draft of its own. Look at the document."
    ),
    states.DRAFT_REJECTED: _("The table did not adopt this text. Begin a new version."),
    states.DRAFT_WITHDRAWN: _("This text was withdrawn. Begin a new version."),
}
GONE = _("This clause was deleted or replaced since the page was opened. Look at the text as it is now.")
PLACE_GONE = _("The place for this clause is gone since the page was opened. Choose another place, then save again.")
CHANGED = _(
    "Somebody changed this clause since the page was opened. What you typed is still here, and the text as it is now "
    "stands beside it. Read it, then save again."
)
CLAUSE_KINDS: Words = {
    states.SECTION: pgettext_lazy("clause", "Section"),
    states.ARTICLE: pgettext_lazy("clause", "Article"),
    states.INDICATOR: pgettext_lazy("clause", "Indicator"),
    states.QUESTION_CLAUSE: pgettext_lazy("clause", "Question"),
    states.STEP: pgettext_lazy("clause", "Step"),
    states.RULE: pgettext_lazy("clause", "Rule"),
    states.NOTE: pgettext_lazy("clause", "Note"),
}
KIND_HINTS: Words = {
    states.SECTION: _("A heading with what stands under it; on a form, one screen"),
    states.ARTICLE: _("A paragraph of the text"),
    states.INDICATOR: _("A sign that is ticked and that the next step reads"),
    states.QUESTION_CLAUSE: _("A question whose answer is kept"),
    states.STEP: _("What an officer does, in order"),
    states.RULE: _("Whether a profession must report, and to whom"),
    states.NOTE: _("A text that is shown on the form and asks nothing"),
}
TRANSLATION: Words = {
    states.MISSING: pgettext_lazy("translation", "missing"),
    states.TO_CHECK: pgettext_lazy("translation", "to check"),
    states.CHECKED: pgettext_lazy("translation", "checked"),
}
TRANSLATION_TONES = {states.MISSING: "late", states.TO_CHECK: "wait", states.CHECKED: "ok"}
LANGUAGES: Words = {"fr": _("French"), "ar": _("Arabic"), "en": _("English")}
CLASSES: Words = {
    states.EDITORIAL: pgettext_lazy("change", "editorial"),
    states.COMPATIBLE: pgettext_lazy("change", "compatible"),
    states.SUBSTANTIVE: pgettext_lazy("change", "substantive"),
}
CLASS_TONES = {states.EDITORIAL: "", states.COMPATIBLE: "calm", states.SUBSTANTIVE: "wait"}
CHANGES: Words = {
    rules_changes.ADDED: pgettext_lazy("change", "new"),
    rules_changes.REMOVED: pgettext_lazy("change", "taken out"),
    rules_changes.REPLACED_BY: pgettext_lazy("change", "replaces a clause"),
    rules_changes.REWORDED: pgettext_lazy("change", "reworded"),
    rules_changes.RESTRUCTURED: pgettext_lazy("change", "built otherwise"),
    rules_changes.MOVED: pgettext_lazy("change", "moved"),
    rules_changes.GUIDANCE: pgettext_lazy("change", "other guidance"),
    rules_changes.ASKED_ELSEWHERE: pgettext_lazy("change", "asked in other forms"),
}
ANSWER_TYPES: Words = {
    "select_one": _("One choice of a list"),
    "select_multiple": _("Several choices of a list"),
    "integer": _("A whole number"),
    "decimal": _("A number"),
    "text": _("Free text"),
    "date": _("A day"),
    "note": _("Nothing: a text that is shown"),
    "calculate": _("Nothing: it is computed"),
}
READS: Words = {
    "yes": pgettext_lazy("triage reads", "a sign"),
    "no": pgettext_lazy("triage reads", "no sign"),
    "unknown": pgettext_lazy("triage reads", "not known"),
    "refused": pgettext_lazy("triage reads", "refused"),
    "not_asked": pgettext_lazy("triage reads", "not asked"),
}
COMPARTMENTS: Words = {
    "story": pgettext_lazy("compartment", "what happened"),
    "health": pgettext_lazy("compartment", "health"),
    "identity": pgettext_lazy("compartment", "who the person is"),
}
ACTS: Words = {
    "gate": pgettext_lazy("act", "asked first of all"),
    "health": pgettext_lazy("act", "about health"),
    "need": pgettext_lazy("act", "about a need"),
    "age": pgettext_lazy("act", "about age"),
    "seen": pgettext_lazy("act", "seen by the worker"),
    "asked": pgettext_lazy("act", "asked of the person"),
    "wish": pgettext_lazy("act", "what the person wishes"),
    "said": pgettext_lazy("act", "said to the person"),
    "worker": pgettext_lazy("act", "the worker’s own view"),
}
SUBJECTS: Words = {"adult": pgettext_lazy("position", "adult"), "child": pgettext_lazy("position", "child")}
CERTAINTIES: Words = {
    "signs": pgettext_lazy("position", "signs only"),
    "known": pgettext_lazy("position", "facts that the worker knows"),
}
POSITIONS: Words = {
    "must": pgettext_lazy("position", "must report"),
    "may": pgettext_lazy("position", "may report"),
    "must_not": pgettext_lazy("position", "must not report"),
    "unverified": pgettext_lazy("position", "not verified: ask for advice"),
}
# The keys of a typed part, as a page names them.
KEYS: Words = {
    "name": _("Code on the form"),
    "type": _("Answer"),
    "choices": _("Choices"),
    "weight": _("Weight"),
    "hint": _("Guidance"),
    "relevant": _("Asked only when"),
    "required": _("Must be answered"),
    "constraint": _("An answer is accepted when"),
    "calculation": _("How it is computed"),
    "exposes": _("Offences that an answer could describe"),
    "compartment": _("Where the answer is kept"),
    "act": _("How it is noted"),
    "triage": _("Key that the next step reads"),
    "darija": _("What is said in Darija"),
    "profession": _("Profession"),
    "subject": _("About whom"),
    "certainty": _("How certain"),
    "position": _("Position"),
    "to_whom": _("To whom"),
    "minimum": _("What is said at most"),
    "after_advice_of": _("After advice of"),
}
# What is wrong with a clause, each with what to do.
WRONG: Words = {
    "clause_kind": _("Choose what kind of clause it is."),
    "text_missing": _("Write the clause in at least one language. The others can follow."),
    "clause_long": _("This text is too long. Keep a clause under 4,000 letters, and split it in two if need be."),
    "hint_long": _("This guidance is too long. Keep it under 1,000 letters."),
    "expression_long": _("This rule is too long. Keep it under 1,000 letters, and split it into several questions."),
    "not_in_list": _("Choose one of the list."),
    "position_incomplete": _("Say for which profession, about whom, on which certainty, and what the position is."),
    "name": _("The code is one word of letters, digits and underscores that begins with a letter."),
    "name_twice": _("Another clause has this code already. Take another one."),
    "code_long": _("This key is too long. Take a short word."),
    "exposes_words": _("Write offences as single words with a space between them, or the word none."),
    "weight": _("A weight is a number between -1000 and 1000, such as 2 or 0.5."),
    "answer_type": _("There is no such answer type. Choose one of the list."),
    "choices_empty": _("This question needs its choices. Take a list that is there, or write at least one choice."),
    "choices_many": _("A list has fifty choices at most. Split the question in two."),
    "choice_value": _("Each choice needs a value: one word of letters, digits and underscores."),
    "choice_twice": _("Two choices have the same value. Give each its own."),
    "choice_label": _("Each choice needs its words in at least one language."),
    "choice_long": _("The words of a choice are too long. Keep them under 300 letters."),
    "choice_reads": _("Choose what the next step hears in each choice."),
}
NOBODY_EXPOSED = _("No answer describes an offence")
YES = _("Yes")
# Codes of closed lists in words, by the key that holds them.
IN_LISTS: dict[str, Words] = {
    "compartment": COMPARTMENTS,
    "act": ACTS,
    "subject": SUBJECTS,
    "certainty": CERTAINTIES,
    "position": POSITIONS,
}
OWN_LIST = _("Its own choices, written below")
# Whose a form is.
AUDIENCES: Words = {
    "police": _("Police or gendarmerie"),
    "border": _("Border"),
    "labour": _("Labour inspection"),
    "health": _("Health"),
    "social": _("Social services"),
    "ngo": _("Association"),
    "child": _("Whoever meets a child"),
}
