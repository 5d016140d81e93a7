"""Texts that are rightly the same in two languages: proper nouns, and words French and English share."""

_SHARED = frozenset(
    {
        # places
        "casablanca-settat",
        "draa-tafilalet",
        "souss-massa",
        "guelmim-oued noun",
        "dakhla-oued ed-dahab",
        "marrakech-safi",
        # languages
        "wolof",
        "bambara",
        "bengali",
        "lingala",
        "tagalog",
        "tarifit",
        # words
        "adoption",
        "association",
        "audit",
        "budget",
        "consensus",
        "instrument",
        "institution",
        "kafala",
        "minutes",
        "cycle",
        "vote",
        "version",
        "clause",
        "suspect",
        "observation",
        "transport",
        "interface",
        "dimension",
        "distress",
        "impact",
        "justice",
        "danger",
        "non-refoulement",
        "notification",
        "objection",
        "pause",
        "quorum",
        "servitude",
        "non",
        "description",
    }
)


def may_be_the_same(text: str) -> bool:
    """True for a shared word, or a text without any letter (a number, a code)."""
    return text.casefold() in _SHARED or not any(letter.isalpha() for letter in text)
