"""What looks like data of one protected person in a text for the round table. Pure: text in, places out.

Source: domain/round-tables.md section 5 (no identifiable case data in minutes, article 448-9). A pattern is a hint: it
finds how such data is usually written in French, Arabic and English, and cannot vouch for a text that it finds clean.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PHONE, IDENTITY, EMAIL, BIRTH = "phone", "identity", "email", "birth"
COORDINATES, NAME, ADDRESS, AGE = "coordinates", "name", "address", "age"
KINDS = (PHONE, IDENTITY, EMAIL, BIRTH, COORDINATES, NAME, ADDRESS, AGE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in the text: what it looks like, and where it stands (`text[start:end]`)."""

    kind: str
    start: int
    end: int


# One character for one, so that a place in the plain text is the place in the text as typed.
_PLAIN = {
    **{ord(digit): str(place) for place, digit in enumerate("٠١٢٣٤٥٦٧٨٩")},
    **{ord(digit): str(place) for place, digit in enumerate("۰۱۲۳۴۵۶۷۸۹")},
    **dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u200e\u200f\u2066\u2067\u2068\u2069\t"), " "),
    **dict.fromkeys(map(ord, "‐‑‒–−"), "-"),
    ord("’"): "'",
    ord("،"): ",",
}
_MONEY = r"(?![ .,\d]*(?:DH|MAD|dirhams?|EUR|euros?|USD|dollars?|[€$%]|درهم|مليون))"
_DAY = r"(?!\d{2}[ ./-]\d{2}[ ./-](?:19|20)\d{2}(?!\d))"
_STREETS = r"(?:rue|avenue|av\.|boulevard|bd\.?|impasse|ruelle|allée|lotissement|derb|hay|quartier)"
_ARABIC_STREETS = r"(?:زنقة|شارع|درب|زقاق|حي|تجزئة|إقامة|عمارة)"
_PAPERS = (
    r"(?:\bCIN\b|\bCNIE?\b|carte (?:nationale|de séjour|de résidence)|titre de séjour|passeport|passport"
    r"|identity card|residence permit|registration number|numéro d'enregistrement|\bHCR\b|\bUNHCR\b"
    r"|بطاقة التعريف|البطاقة الوطنية|جواز (?:ال)?سفر|بطاقة الإقامة|سند الإقامة|رخصة الإقامة|رقم التسجيل)"
)
_BORN = (
    r"(?:\bné(?:e|\(e\))? (?:le|en|vers)|date de naissance|\bborn (?:on|in)|date of birth"
    r"|مواليد|مزدادة?|ازداد(?:ت)?|ولد(?:ت)? (?:في|سنة|بتاريخ|يوم)|تاريخ (?:الازدياد|الميلاد))"
)
_PATTERNS = {
    EMAIL: (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",),
    PHONE: (
        rf"(?<!\d)(?<!\d[ .-]){_DAY}0[5-8](?:[ .-]{{0,2}}\d){{8}}(?!\d){_MONEY}",
        rf"(?<!\w)(?<!\d )(?:\+|00) ?[1-9](?:[ .()/-]{{0,2}}\d){{8,13}}(?!\d){_MONEY}",
        r"(?:\btél|\btel|téléphone|\bphone|\bGSM\b|whatsapp|هاتف)[\w.]*[ :°nمقر]{0,6}\d(?:[ .-]?\d){5,}",
    ),
    IDENTITY: (
        r"(?<![\w/-])[A-Z]{1,2} ?\d{5,7}(?![\w/-])",
        r"(?<!\w)\d{3}-\d{2}C\d{5}(?!\w)",
        rf"{_PAPERS}[^\d\n,;.]{{0,25}}?(?<![A-Z0-9])[A-Z]{{0,3}}[ -]?\d{{5,}}[A-Z]?",
        rf"{_PAPERS}[^\d\n,;.]{{0,25}}?(?<![A-Z0-9])\d{{2}}[A-Z]{{2}}\d{{5}}",
    ),
    BIRTH: (rf"{_BORN}[^\d\n.;]{{0,24}}(?:\d{{1,2}}[^\n.;]{{1,12}}\d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{2}}|\d{{4}})",),
    COORDINATES: (
        r"-?\d{1,2}[.,]\d{4,} ?[,;/ ] ?-?\d{1,3}[.,]\d{4,}",
        r"\d{1,2} ?° ?\d{1,2} ?['′](?: ?\d{1,2}(?:[.,]\d+)? ?(?:\"|″|''))? ?[NSش]",
    ),
    ADDRESS: (
        rf"(?<!\d)\d{{1,4}} ?(?:bis|ter)?,? (?i:{_STREETS}) (?:(?:de|des|du|la|le|el|al) ){{0,2}}[A-ZÀ-Ý][\w'-]+",
        rf"(?i:{_STREETS}) (?:[\w'-]+ ){{0,4}}?(?:n[°ºo]|numéro) ?\d+",
        r"(?<!\d)\d{1,4},? (?:[A-Z]\w+ ){1,3}(?:Street|Road|Avenue|Lane|Alley)\b",
        rf"رقم ?\d+ ?,? ?{_ARABIC_STREETS} \w+",
        rf"(?<!\d)\d{{1,4}} ?,? ?{_ARABIC_STREETS} \w+",
        rf"{_ARABIC_STREETS} (?:\w+ ){{1,4}}?,? ?رقم ?\d+",
    ),
    AGE: (
        r"(?<!\w)[A-Z]\. ?(?:[A-Z]\.)? ?[,(]? ?(?:âgée? de |aged )?\d{1,2} ?(?:ans\b|years?\b|-year)",
        r"(?<!\w)[ء-ي] ?\. ?(?:[ء-ي] ?\.?)? ?[,(]? ?(?:البالغة? (?:من العمر )?|عمرها? )?\d{1,2} ?(?:سنة|عاما|سنوات)",
    ),
}
# These are written in any case; the others are told by their capitals.
_ANY_CASE = (PHONE, BIRTH)
_RULES = [
    (kind, re.compile(pattern, re.IGNORECASE if kind in _ANY_CASE else 0))
    for kind, patterns in _PATTERNS.items()
    for pattern in patterns
]

_LATIN_NAME = re.compile(
    r"(?<!\w)(?:M\.|MM\.|Mme|Mlle|Mr\.?|Mrs\.?|Ms\.?|Miss|Monsieur|Madame|Mademoiselle) "
    r"(?P<name>[A-ZÀ-Ý][\w'-]*(?: (?:(?:el|al|ben|bent|ould|de) )?[A-ZÀ-Ý][\w'-]*){0,3})"
)
_ARABIC_NAME = re.compile(r"(?<!\w)[وبلفك]?(?:ال|ل)(?:سيدة|سيد|سيد\(ة\)|آنسة) (?P<name>[ء-ي]{2,}(?: [ء-ي]{2,})?)")
_FUNCTIONS = frozenset(
    re.findall(
        r"\w+",
        """
        président présidente directeur directrice ministre procureur procureure juge secrétaire coordinateur
        coordinatrice rapporteur rapporteure expert experte chair president minister prosecutor judge director
        رئيس رئيسة مدير مديرة وزير وزيرة وكيل وكيلة كاتب كاتبة قاض قاضي قاضية ممثل ممثلة نائب نائبة والي عامل
        منسق منسقة مفتش مفتشة خبير خبيرة مندوب مندوبة مستشار مستشارة عميد قائد مسير مسيرة مقرر مقررة نقطة
        """,
    )
)


def findings(text: str, known: Iterable[str] = ()) -> list[Finding]:
    """Everything in the text that looks like data of one person, in order, without overlaps.

    `known` are the names of delegates and experts, in any script: they may be named.

    >>> [one.kind for one in findings("Rappeler Mme Amal Tazi au 06 12 34 56 78", ["Amal Tazi"])]
    ['phone']
    """
    plain = text.translate(_PLAIN)
    found = [Finding(kind, *place.span()) for kind, rule in _RULES for place in rule.finditer(plain)]
    found += _names(plain, [one.translate(_PLAIN).casefold().split() for one in known])
    kept: list[Finding] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _names(plain: str, known: list[list[str]]) -> Iterator[Finding]:
    for match in _LATIN_NAME.finditer(plain):
        words = match["name"].casefold().split()
        if words[0] not in _FUNCTIONS and not any(set(words) <= set(name) for name in known):
            yield Finding(NAME, *match.span())
    for match in _ARABIC_NAME.finditer(plain):
        words = match["name"].split()
        if words[0].removeprefix("ال") not in _FUNCTIONS and not any(_is_named(words, name) for name in known):
            yield Finding(NAME, *match.span())


def _is_named(words: list[str], name: list[str]) -> bool:
    """Arabic has no capitals: the second word may already be the verb, so a family name alone is enough."""
    return set(words) <= set(name) or words[0] in name[1:]
