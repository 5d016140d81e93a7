"""What a list of recommendations says, row by row, and what is wrong with a row. Pure: cells in, values and faults out.

Sources: design/coordination.md section 4 rows 34, 35 and 42 (what a recommendation has; an entity outside the list may
lead). The headings are ours, with the words that lists in French, Arabic and English put there.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from himaya.coordination.rules_likeness import bare

TEXTS = ("text_fr", "text_ar", "text_en")
DAYS = ("source_on", "due_on")
LONGEST: Mapping[str, int] = {
    **dict.fromkeys(TEXTS, 2000),
    "source_ref": 160,
    "indicator": 240,
    "baseline": 80,
    "target": 80,
    "resources": 240,
    "rationale": 600,
}
NAME, MOST_CONTRIBUTORS = 160, 20
# What stands at the head of a column in our own template: in French, in Arabic, in English.
HEADINGS: Mapping[str, Mapping[str, str]] = {
    column: dict(zip(("fr", "ar", "en"), names, strict=True))
    for column, names in (
        ("text_fr", ("Recommandation en français", "التوصية بالفرنسية", "Recommendation in French")),
        ("text_ar", ("Recommandation en arabe", "التوصية بالعربية", "Recommendation in Arabic")),
        ("text_en", ("Recommandation en anglais", "التوصية بالإنجليزية", "Recommendation in English")),
        ("source_ref", ("Référence", "المرجع", "Reference")),
        ("source_on", ("Date de la source", "تاريخ المصدر", "Date of the source")),
        ("lead", ("Chef de file", "المؤسسة المشرفة", "Lead institution")),
        ("contributors", ("Contributeurs", "المؤسسات المساهمة", "Contributors")),
        ("due_on", ("Échéance", "أجل التنفيذ", "Due date")),
        ("priority", ("Priorité", "الأولوية", "Priority")),
        ("theme", ("Thème", "المحور", "Theme")),
        ("action_type", ("Type d’action", "نوع الإجراء", "Kind of action")),
        ("plan_axis", ("Axe du plan", "محور الخطة", "Axis of the plan")),
        ("sdg", ("Cible ODD", "غاية التنمية المستدامة", "SDG target")),
        ("indicator", ("Indicateur", "المؤشر", "Indicator")),
        ("baseline", ("Valeur de départ", "القيمة الأولية", "Baseline")),
        ("target", ("Valeur cible", "القيمة المستهدفة", "Target")),
        ("resources", ("Moyens", "الوسائل", "Resources")),
        ("rationale", ("Motif", "التعليل", "Rationale")),
    )
}
COLUMNS = tuple(HEADINGS)
# What other lists put there, besides these and the column's own name. Compared without accents, case and signs.
ALIASES: Mapping[str, tuple[str, ...]] = {
    "text_fr": ("recommandation", "recommandations", "texte", "texte en français", "français", "texte fr",
                "text in french", "النص بالفرنسية"),
    "text_ar": ("texte en arabe", "arabe", "texte ar", "text in arabic", "arabic", "التوصية", "التوصيات", "النص",
                "نص التوصية", "النص بالعربية", "العربية"),
    "text_en": ("recommendation", "recommendations", "text", "text in english", "english", "texte en anglais",
                "anglais", "النص بالإنجليزية"),
    "source_ref": ("référence de la source", "réf", "paragraphe", "reference of the source", "ref", "paragraph",
                   "مرجع المصدر", "الفقرة"),
    "source_on": ("jour de la source", "date du rapport", "source date", "day of the source", "date of the report",
                  "تاريخ التقرير"),
    "lead": ("institution chef de file", "responsable", "institution responsable", "institution", "lead", "responsible",
             "owner", "المؤسسة المسؤولة", "الجهة المشرفة", "الجهة المسؤولة", "المؤسسة الرائدة", "المؤسسة"),
    "contributors": ("contributrices", "institutions contributrices", "partenaires", "institutions associées",
                     "contributing institutions", "partners", "المساهمون", "الشركاء", "الجهات المساهمة"),
    "due_on": ("date limite", "délai", "due", "due on", "deadline", "الأجل", "تاريخ الاستحقاق", "آخر أجل"),
    "theme": ("axe thématique", "الموضوع"),
    "action_type": ("nature", "type of action", "نوع العمل"),
    "plan_axis": ("axe du plan national", "plan axis"),
    "sdg": ("odd", "cible des odd", "sdg", "sustainable development goal", "هدف التنمية المستدامة"),
    "baseline": ("situation de départ", "référence de départ", "where it stands today", "الوضع الحالي",
                 "الوضعية الحالية", "خط الأساس", "القيمة المرجعية"),
    "target": ("cible", "target value", "الهدف"),
    "resources": ("ressources", "moyens prévus", "means", "الموارد"),
    "rationale": ("motifs", "justification", "constat", "reason", "المبررات"),
}  # fmt: skip
PRIORITIES: Mapping[str, tuple[str, ...]] = {
    "high": ("high", "haute", "élevée", "urgente", "forte", "عالية", "مرتفعة", "عاجلة"),
    "medium": ("medium", "moyenne", "normale", "normal", "متوسطة", "عادية"),
    "low": ("low", "basse", "faible", "منخفضة", "ضعيفة"),
}
ACTION_TYPES: Mapping[str, tuple[str, ...]] = {
    "law": ("law", "loi", "texte juridique", "legislation", "قانون", "تشريع"),
    "procedure": ("procedure", "procédure", "مسطرة", "إجراء"),
    "training": ("training", "formation", "تكوين", "تدريب"),
    "awareness": ("awareness", "sensibilisation", "تحسيس", "توعية"),
    "service": ("service", "services", "prise en charge", "خدمة", "خدمات"),
    "data": ("data", "données", "statistiques", "معطيات", "بيانات", "إحصائيات"),
    "budget": ("budget", "financement", "funding", "ميزانية", "تمويل"),
    "cooperation": ("cooperation", "coopération", "coordination", "تعاون", "تنسيق"),
}
PARTS = re.compile(r"[;؛|\n]+")
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_DIGITS = {ord(sign): str(at) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for at, sign in enumerate(digits)}
FORMULA = "="


@dataclass(frozen=True, slots=True)
class Known:
    """What a list may name, each by every name and code that it has, as `bare` writes them."""

    institutions: Mapping[str, str]
    themes: Mapping[str, str]
    axes: Mapping[str, str]
    goals: Mapping[str, str]
    today: date


@dataclass
class Read:
    """One row: what it says by column, what keeps it out, what is worth a look. Each as code and column."""

    number: int
    values: dict[str, str] = field(default_factory=dict)
    lead_id: str = ""
    contributors: list[str] = field(default_factory=list)
    contributor_names: list[str] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)
    hints: list[tuple[str, str]] = field(default_factory=list)


def headings(cells: Sequence[str]) -> dict[int, str]:
    """The column that each cell of the first row stands for; what is not known is left out, the first of two counts.

    >>> headings(["Recommandation", "Échéance", "Couleur"])
    {0: 'text_fr', 1: 'due_on'}
    """
    known = {
        bare(name): column
        for column in COLUMNS
        for name in (column, *HEADINGS[column].values(), *ALIASES.get(column, ()))
    }
    found: dict[int, str] = {}
    for place, cell in enumerate(cells):
        # A hint in brackets belongs to the heading's reader: "Échéance (AAAA-MM-JJ)".
        column = known.get(bare(re.sub(r"[(\[].*", "", cell)))
        if column is not None and column not in found.values():
            found[place] = column
    return found


def read(number: int, cells: Sequence[str], columns: Mapping[int, str], known: Known) -> Read:
    """One row. Fault codes: no_text, formula, too_long, day, day_to_come, priority, action_type, theme, plan_axis, sdg,
    many.

    Hint codes: no_lead, outside (a name that is not in the list of institutions), due_past.
    """
    row = Read(number)
    said = {column: cells[place].strip() for place, column in columns.items() if place < len(cells)}
    for column in COLUMNS:
        text = said.get(column, "")
        row.values[column] = text
        if text.startswith(FORMULA):
            row.faults.append(("formula", column))
        elif len(text) > LONGEST.get(column, max(LONGEST.values())):
            row.faults.append(("too_long", column))
    if not any(row.values[column] for column in TEXTS):
        row.faults.append(("no_text", TEXTS[0]))
    _days(row, known.today)
    _codes(row, known)
    _institutions(row, known)
    return row


def _days(row: Read, today: date) -> None:
    for column in DAYS:
        text = row.values[column]
        day = day_of(text)
        if text and day is None:
            row.faults.append(("day", column))
        elif day is not None:
            row.values[column] = day.isoformat()
    source = day_of(row.values["source_on"])
    if source is not None and source > today:
        row.faults.append(("day_to_come", "source_on"))
    due = day_of(row.values["due_on"])
    if due is not None and due < today:
        row.hints.append(("due_past", "due_on"))


def day_of(text: str) -> date | None:
    """A day as `2027-12-31`, or with the day first: `31/12/2027`, `31.12.2027`. None for anything else.

    >>> day_of("٣١/١٢/٢٠٢٧"), day_of("décembre 2027")
    (datetime.date(2027, 12, 31), None)
    """
    plain = text.translate(_DIGITS).strip()
    first = _DAY_FIRST.fullmatch(plain)
    if first:
        plain = f"{first[3]}-{int(first[2]):02d}-{int(first[1]):02d}"
    try:
        found = date.fromisoformat(plain)
    except ValueError:
        return None
    return found if len(plain) == 10 and 1900 <= found.year < 2200 else None


def _codes(row: Read, known: Known) -> None:
    for column, words in (("priority", PRIORITIES), ("action_type", ACTION_TYPES)):
        text = row.values[column]
        code = next((code for code, names in words.items() if bare(text) in map(bare, names)), "") if text else ""
        if text and not code:
            row.faults.append((column, column))
        else:
            row.values[column] = code
    row.values["priority"] = row.values["priority"] or "medium"
    for column, codes in (("theme", known.themes), ("plan_axis", known.axes), ("sdg", known.goals)):
        text = row.values[column]
        code = codes.get(bare(text), "")
        if text and not code:
            row.faults.append((column, column))
        else:
            row.values[column] = code


def _institutions(row: Read, known: Known) -> None:
    lead = row.values["lead"]
    row.lead_id = known.institutions.get(bare(lead), "") if lead else ""
    if not lead:
        row.hints.append(("no_lead", "lead"))
    elif not row.lead_id:
        row.hints.append(("outside", "lead"))
    names = [lead, *(part.strip() for part in PARTS.split(row.values["contributors"]) if part.strip())]
    if any(len(name) > NAME for name in names):
        row.faults.append(("too_long", "lead" if len(lead) > NAME else "contributors"))
    if len(names) > MOST_CONTRIBUTORS:
        row.faults.append(("many", "contributors"))
    for name in dict.fromkeys(names[1:]):
        found = known.institutions.get(bare(name), "")
        if found and found != row.lead_id and found not in row.contributors:
            row.contributors.append(found)
        elif not found and bare(name) != bare(lead):
            row.contributor_names.append(name)
    if row.contributor_names:
        row.hints.append(("outside", "contributors"))


def numbers(typed: str) -> list[int] | None:
    """Numbers as people list them: `12, 15-17`, `R-12 15`. None when something else stands there.

    >>> numbers("R-4, 7-9"), numbers("the last one")
    ([4, 7, 8, 9], None)
    """
    found: list[int] = []
    plain = re.sub(r"(?i)\br[- ]?(?=\d)", "", typed.translate(_DIGITS).replace("–", "-"))
    for part in re.split(r"[\s,;،؛]+", re.sub(r"\s*-\s*", "-", plain)):
        if not part:
            continue
        ends = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", part)
        if ends is None:
            return None
        first, last = int(ends[1]), int(ends[2] or ends[1])
        if not first <= last < first + 2000:
            return None
        found += range(first, last + 1)
    return list(dict.fromkeys(found))
