"""French as domain/style.md wants it: apostrophes, spaces, capitals, and the words that harm."""

import re
from collections.abc import Iterator

_RULES = (
    (re.compile(r"'"), "straight apostrophe: write ’ (U+2019)"),
    (re.compile(r'"'), "straight quotation mark: write « »"),
    (re.compile(r"[^\s\u202f][ \u00a0]?[;!?](?=[\s»)]|$)"), "U+202F is needed before ; ! ?"),
    (re.compile(r"(?:[^\s\u00a0]|[ \u202f]):(?=\s|$)"), "U+00A0 is needed before :"),
    (re.compile(r"«(?!\u00a0)|(?<!\u00a0)»"), "U+00A0 is needed inside « »"),
    (re.compile(r"\d(?![\u00a0\u202f])\s*%"), "U+00A0 is needed before %"),
    (re.compile(r"\d[ .,\u00a0]000\b"), "thousands are separated by U+202F"),
    (re.compile(r"\w·\w"), "no point médian: screen readers stumble on it"),
    (
        re.compile(r"\b(?:Etat|Etats|Evaluation|Ecole|Equipe|Etre|Ecrire|Etape|Echec|Epoux|Age)\b|^A vérifier"),
        "accent missing on a capital",
    ),
    (re.compile(r"\.\.\."), "write … (U+2026)"),
)

_AVOID = {
    r"clandestin\w*": "en situation irrégulière",
    r"immigr\w+ illég\w+|migrants? illég\w+": "en situation irrégulière",
    r"prostituées?": "personne exploitée",
    r"petites? bonnes?": "travailleuse domestique",
    r"interrogatoires?": "entretien",
    r"non-victimes?": "non établi à ce stade",
    r"exploitant\w*": "administrateur technique",
    r"bris de glace": "accès d’urgence",
    r"handicapée?s?": "personne en situation de handicap",
    r"crédib\w+|mensong\w+|aveux?": "dit, ajoute",
    r"dépistages?": "repérage",
    r"expuls\w+": "éloignement, ou retour volontaire",
}
_AVOIDED = [(re.compile(rf"(?<!\w)(?:{word})(?!\w)", re.IGNORECASE), use) for word, use in _AVOID.items()]


def french_faults(text: str) -> Iterator[str]:
    """One sentence per fault; none for an empty text."""
    for rule, fault in _RULES:
        if rule.search(text):
            yield fault
    for word, use in _AVOIDED:
        if found := word.search(text):
            yield f"“{found[0]}” is on the list of words to avoid; write: {use}"
