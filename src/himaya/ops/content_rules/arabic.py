"""Arabic in the Moroccan administrative register of domain/style.md: letters, signs, verbs and words."""

import re
from collections.abc import Iterator

_LETTER = "\u0620-\u064a\u0671-\u06d3"
_MARK = "\u064b-\u0652\u0670"
_MARKED_WORD = re.compile(rf"[{_LETTER}]+(?:[{_MARK}]+[{_LETTER}]*)+")
# One reading mark is allowed in a word; a passive with a doubled letter (يُعرَّف) needs three signs for two marks.
_MOST_MARKS = 3

_RULES = (
    (re.compile("\u0640"), "tatweel (U+0640)"),
    (re.compile("\u064b"), "tanwin: the register writes none"),
    (re.compile("[\u0660-\u0669\u06f0-\u06f9]"), "digits are 0-9"),
    (re.compile(rf"[{_LETTER}]\s*[,;?](?=\s|$|[{_LETTER}])"), "Arabic punctuation is ، ؛ ؟"),
    (re.compile(r"\s[،؛؟:.](?=\s|$)"), "no space before a punctuation mark"),
    (re.compile(r"«\s|\s»"), "no space inside « »"),
    (re.compile(r"[\"“”']"), "quotation marks are « »"),
    (re.compile(r"!|\.\.\."), "no exclamation mark; write … (U+2026)"),
    (re.compile(r"القانون رقم \d+-\d+"), "the number of a law takes a dot (27.14)"),
)


def _word(pattern: str) -> re.Pattern[str]:
    """Whole words, with the particles that attach to them (و ف ب ل ك and the article)."""
    return re.compile(rf"(?<![{_LETTER}{_MARK}])(?:[وف])?(?:[بكل])?(?:ال|لل)?(?:{pattern})(?![{_LETTER}{_MARK}])")


_SPELLING = (
    (
        re.compile(
            rf"(?<![{_LETTER}{_MARK}])[وف]?(?:الى|اذا|او|ان|الانترنت|انترنت|مسئول|مسئولة|هيأة|شؤن)(?![{_LETTER}{_MARK}])"
        ),
        "a hamza is missing or misplaced",
    ),
    (
        _word("إتجار|إستماع|إستقبال|إنتداب|إجتماع|إستغلال|إحتيال|إختطاف|إستمارة|إختيار|إتصال|إستعمال"),
        "no hamza on hamzat wasl",
    ),
)
_IMPERATIVE = _word(
    "احفظ|احفظي|اضغط|اضغطي|اختر|اختاري|أدخل|أدخلي|اكتب|اكتبي|انقر|انقري|احذف|احذفي|ابحث|ابحثي|اطبع|اطبعي"
    "|تخط|ألغ|استأنف|استأنفي|افتح|افتحي|أغلق|أغلقي|راجع|راجعي"
)
_AVOIDED = tuple(
    (_word(words), use)
    for words, use in (
        ("مايو", "ماي"),
        ("يوليو", "يوليوز"),
        ("أغسطس", "غشت"),
        ("سبتمبر", "شتنبر"),
        ("نوفمبر", "نونبر"),
        ("ديسمبر", "دجنبر"),
        ("تدريب|تدريبية|تدريبي", "تكوين"),
        ("توعية|توعوي|توعوية", "تحسيس"),
        ("بيانات", "معطيات"),
        ("أمانة الدائمة|أمانة دائمة", "الكتابة الدائمة"),
        ("استجواب", "مقابلة"),
        ("مومس|عاهرة|عاهرات|مومسات", "الشخص المستغَل"),
        ("خادمة|خادمات|خادم", "عاملة منزلية"),
        ("غير شرعي|غير شرعية|غير الشرعي|غير الشرعية|غير الشرعيين|غير شرعيين", "غير نظامي"),
        ("هجرة سرية|هجرة السرية|مهاجر سري|مهاجرين السريين", "في وضعية غير نظامية"),
        ("معاق|معاقة|معاقين|معاقون", "شخص في وضعية إعاقة"),
        ("ترحيل|ترحيله|ترحيلها", "إبعاد, or عودة طوعية"),
        ("كسر الزجاج", "ولوج استعجالي"),
        ("يزعم|تزعم|اعتراف|اعترافات|كذب", "ذكر، أضاف"),
        ("نتيجة سلبية|سلبي", "لم يثبت في هذه المرحلة"),
        ("جنس", "النوع"),
        ("بغاء", "استغلال دعارة الغير"),
    )
)


def arabic_faults(text: str) -> Iterator[str]:
    """One sentence per fault; none for an empty text."""
    if text and not re.search(f"[{_LETTER}]", text):
        yield "no Arabic letter"
    for rule, fault in (*_RULES, *_SPELLING):
        if found := rule.search(text):
            yield f"{fault}: {found[0].strip()}"
    for marked in _MARKED_WORD.findall(text):
        if len(re.findall(f"[{_MARK}]", marked)) > _MOST_MARKS:
            yield f"vowel marks beyond the one that a second reading needs: {marked}"
    if found := _IMPERATIVE.search(text):
        yield f"imperative “{found[0]}”: use a verbal noun"
    for word, use in _AVOIDED:
        if found := word.search(text):
            yield f"“{found[0]}” is on the list of words to avoid; write: {use}"
