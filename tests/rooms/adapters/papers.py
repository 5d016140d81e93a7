"""Papers that the tests write: minutes, with everything that a paper can hold, and a letter."""

from himaya.adapters.paper import (
    Block,
    Bullets,
    Facts,
    Grid,
    Heading,
    Lines,
    Mode,
    PageBreak,
    Paper,
    Para,
    Words,
    same,
)

TITLE = Words("Procès-verbal de la table ronde", "محضر المائدة المستديرة", "Minutes of the round table")
SAID = Words(
    "Le Secrétariat rappelle la séance du 2016-07-22. Contact : +212 5 37 68 00 00.",
    "ذكرت الكتابة الدائمة بجلسة 2016-07-22. للاتصال: +212 5 37 68 00 00 (المادة 448-1).",
    "The secretariat recalls the session of 2016-07-22.",
)
DECIDED = Words("Le protocole est adopté.", "تمت المصادقة على البروتوكول.", "The protocol is adopted.")


def paper(*blocks: Block, mode: Mode = "fr", title: Words = TITLE, exercise: bool = False) -> Paper:
    """A paper of these blocks."""
    kicker = Words("Secrétariat permanent", "الكتابة الدائمة", "Permanent secretariat")
    footer = Words("Projet", "مشروع", "Draft")
    return Paper(title, kicker, "TRI-2/PV/14", blocks, mode, footer, exercise)


def minutes(mode: Mode, *, items: int = 1, people: int = 12) -> Paper:
    """Minutes with every kind of block."""
    blocks: list[Block] = [Facts(((Words("Date", "التاريخ", "Date"), same("2016-07-22")),))]
    for number in range(1, items + 1):
        blocks += [
            Heading(1, Words(f"Point {number}", f"النقطة {number}", f"Item {number}")),
            Heading(2, Words("Échanges", "المناقشة", "Discussion")),
            Para(SAID),
            Bullets((SAID, DECIDED)),
            Bullets((DECIDED, SAID), numbered=True),
            Para(DECIDED, "decision"),
            Para(Words("Une note.", "ملاحظة.", "A note."), "note"),
        ]
    head = (Words("Institution", "المؤسسة", "Institution"), Words("Présence", "الحضور", "Attendance"))
    rows = tuple((Words(f"Institution {n}", f"المؤسسة {n}", f"Institution {n}"), same("09:30")) for n in range(people))
    caption = Words("Feuille de présence", "لائحة الحضور", "Attendance")
    signed = Lines((Words("La présidence", "الرئاسة", "The chair"), Words("Le Secrétariat", "الكتابة", "Secretariat")))
    return paper(*blocks, PageBreak(), Grid(head, rows, caption), signed, mode=mode, exercise=True)
