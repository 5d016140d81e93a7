"""The paper of a certificate: made in memory with the name from the sealed row, and kept nowhere.

The square says the code, and an address only where one was named for certificates; the file is called “document”.
"""

from typing import cast

from django.conf import settings
from django.utils.translation import gettext as _

from himaya.adapters import letter_html, pdf
from himaya.adapters.letter_html import Sheet
from himaya.adapters.paper import Mode, Words
from himaya.institutions import adoption
from himaya.kernel import days
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.publications import certificates as public
from himaya.training import content, passing, states
from himaya.training.models import Certificate, Participant
from himaya.training.queries import certificates as queries
from himaya.training.queries import courses

SECONDS, CODES = 60, ("fr", "ar", "en")
TITLE = Words("Certificat de formation", "شهادة تكوين", "Certificate of training")
SQUARE = Words("Code du certificat, à lire par une machine", "رمز الشهادة، تقرؤه الآلة", "Code, for a machine")
FOLLOWED = Words(
    "a suivi la formation «\u00a0{course}\u00a0» ({hours}\u00a0h) et réussi son test.",
    "حضور التكوين «{course}» (عدد الساعات: {hours}) واجتياز اختباره بنجاح.",
    "followed the course “{course}” ({hours} h) and passed its test.",
)
# A renewal is of the shorter session: its hours, its test.
RENEWED = Words(
    "a suivi une session plus courte ({hours}\u00a0h) pour renouveler son certificat de la formation "
    "«\u00a0{course}\u00a0» et réussi le test de cette session.",
    "حضور دورة أقصر (عدد الساعات: {hours}) لتجديد شهادة التكوين «{course}» واجتياز اختبارها بنجاح.",
    "followed a shorter session ({hours} h) to renew their certificate of the course “{course}” and passed its test.",
)
VALIDITY = Words(
    "Délivré le {issued}, valable jusqu’au {until}.",
    "سُلمت في {issued}، وهي صالحة إلى غاية {until}.",
    "Issued on {issued}, valid until {until}.",
)
# Who issued it is said as it is typed where it opens work: what bears this name is looked up (`issued_here.is_us`).
CHECKED = Words(
    "Numéro {serial}, délivré par la plateforme Himaya. Le code permet de vérifier la formation, les heures et la "
    "validité\u00a0; le nom ne figure que sur ce papier.",
    "الرقم {serial}، والجهة التي سلمتها: منصة حماية. "
    "يتيح الرمز التحقق من التكوين وعدد الساعات والصلاحية؛ ولا يوجد الاسم إلا على هذه الورقة.",
    "Number {serial}, issued by Himaya. The code lets anybody check course, hours and validity; the name stands on "
    "this paper only.",
)
WHERE = Words("À vérifier sur {address}", "للتحقق: {address}", "To be checked at {address}")


def make(actor: Actor, row: Certificate, mode: str) -> bytes:
    """The PDF of a certificate that `queries.printable` gave; one reading in the audit.

    Raises NotValid (language), NotNow (not valid today, names erased, none can be made).
    """
    if mode not in states.PAPERS:
        raise NotValid(_("Choose the language."), code="language")
    if queries.standing(row) != states.VALID:
        raise NotNow(_("This certificate is not valid any more. It is not printed."), code="not_valid")
    sealed = Participant.objects.filter(enrolment_id=row.enrolment_id).first()
    if sealed is None or row.enrolment.session.names_erased_on is not None:
        raise NotNow(_("The names of this session were erased. It is not printed."), code="names_erased")
    with Access(actor, passing.PURPOSE, action="certificate.printed", about=("certificate", row.pk)) as reader:
        reader.open(sealed)
        html = letter_html.write(sheet(row, str(sealed.name or ""), mode))
    try:
        return pdf.render(html, seconds=SECONDS)
    except pdf.PdfFailed as failed:
        raise NotNow(
            _("The certificate could not be made. Call the technical administrator."), code=f"pdf_{failed.code}"
        ) from None


def sheet(row: Certificate, name: str, mode: str) -> Sheet:
    """What stands on it."""
    course = courses.course(row.track)
    titles = {code: course.title.in_language(code) if course is not None else row.track for code in CODES}
    code = public.shown(row.code)
    place = settings.HIMAYA_CERTIFICATE_ADDRESS
    small = [_filled(CHECKED, {one: {"serial": row.serial} for one in CODES})]
    if place:
        small.append(_filled(WHERE, {one: {"address": f"{place}/{one}/certificates/"} for one in CODES}))
    if not content.training().adopted:
        small.append(Words(adoption.LINE.fr, adoption.LINE.ar, adoption.LINE.en))
    in_days = {
        one: {"issued": days.in_words(row.issued_on, one), "until": days.in_words(row.expires_on, one)} for one in CODES
    }
    did = FOLLOWED if row.renews_id is None else RENEWED
    return Sheet(
        title=TITLE,
        lines=(
            Words(name, name, name),
            _filled(did, {one: {"course": titles[one], "hours": str(row.hours)} for one in CODES}),
            _filled(VALIDITY, in_days),
        ),
        small=tuple(small),
        dots=SQUARE,
        number=code,
        # What follows the sign # is not sent to the server by whoever opens it: the page puts it into its field.
        note=f"{place}/{'ar' if mode == 'ar' else 'fr'}/certificates/#{code}" if place else code,
        mode=cast(Mode, mode),
        exercise=settings.DEMO,
    )


def _filled(words: Words, values: dict[str, dict[str, str]]) -> Words:
    return Words(*(words.in_language(code).format(**values[code]) for code in CODES))  # type: ignore[arg-type]
