"""What was put and what is held back, in the words of a page."""

from django import template

from himaya.coordination import wordings, words_decisions
from himaya.coordination.models import AgendaItem, Decision
from himaya.coordination.queries import put_texts
from himaya.kernel import languages
from himaya.web.roundtable.room.screen import title_of

register = template.Library()
LONGEST_CLAUSE = 120


@register.filter
def wording(decision: Decision) -> str:
    """What is decided, in the page's language, or in a language that it was written in."""
    texts = {"fr": decision.wording_fr, "ar": decision.wording_ar, "en": decision.wording_en}
    return languages.pick(texts) or next((text for text in texts.values() if text), "")


@register.filter
def decision_state(state: str) -> str:
    """Where a decision stands, as a word."""
    return str(words_decisions.STATES.get(state, state))


@register.filter
def decision_tone(state: str) -> str:
    """The tone of the chip of that state."""
    return words_decisions.TONES.get(state, "")


@register.filter
def said_how(how: str) -> str:
    """Whether the delegate said it or the chair entered it."""
    return str(words_decisions.CHANNELS.get(how, ""))


@register.filter
def method_word(method: str) -> str:
    """How the table decides, in two words."""
    return str(words_decisions.METHODS.get(method, method))


@register.filter
def why_word(decision: Decision) -> str:
    """Why a question was agreed or not, in a sentence; empty before its conclusion."""
    return str(words_decisions.WHY.get(decision.result.get("why", ""), ""))


@register.filter
def item_title(item: AgendaItem) -> str:
    """The title of a point; where it has none, its kind."""
    return title_of(item)


@register.simple_tag
def clause_words(decision: Decision, uid: str) -> str:
    """The beginning of a clause of a text, in the page's language; empty for a question on paper."""
    words = " ".join(wordings.written(put_texts.words_of(decision, uid)).split())
    return words if len(words) <= LONGEST_CLAUSE else f"{words[: LONGEST_CLAUSE - 1].rstrip()}…"
