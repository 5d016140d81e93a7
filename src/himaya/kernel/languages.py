"""Three languages, one reader: pick the wording for the language of the page."""

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language

CODES = ("fr", "ar", "en")


def current() -> str:
    """The page's language: `fr`, `ar` or `en`."""
    code = (get_language() or "fr")[:2]
    return code if code in CODES else "fr"


def listed(words: Iterable[str]) -> str:
    """Words one after the other, with the comma of the page's language."""
    return ("، " if current() == "ar" else ", ").join(words)


def pick(words: Mapping[str, str]) -> str:
    """The wording in the page's language. All three are present: `himaya content check` refuses a gap."""
    return words.get(current()) or words.get("fr", "")
