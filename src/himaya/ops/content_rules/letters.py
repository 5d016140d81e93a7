"""Letters: whoever finds one learns nothing by its words, neither what happened nor who made it."""

from collections.abc import Iterator

from himaya.attestations.content import FILE, Catalogue
from himaya.ops.content_rules.gap import Gap
from himaya.ops.content_rules.rights import telling

# Words of a status, which no model text gives to anybody.
STATUS = {"fr": ("présum", "identifi", "statut"), "ar": ("مفترض", "صفة"), "en": ("presumed", "identified", "status")}


def letter_gaps(known: Catalogue) -> Iterator[Gap]:
    """Words that tell, a title that is not neutral, and words of a status."""
    yield from telling(FILE, "file", known.title, known.bearer, known.contact, known.validity, known.how)
    for row in known.texts.values():
        yield from telling(FILE, row.id, row.names, *row.paragraphs)
        for text in row.paragraphs:
            for language, words in STATUS.items():
                if any(word in text.in_language(language).lower() for word in words):
                    yield Gap(FILE, row.id, language, "a letter says no status: the recorded decision does")
