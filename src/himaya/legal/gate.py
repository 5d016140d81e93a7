"""The gates that other rooms ask: may a real identity be stored, may records leave as a file, and to this recipient."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from himaya.institutions import catalogue
from himaya.institutions.models import Institution
from himaya.kernel import clock, days, languages
from himaya.kernel.errors import NotNow
from himaya.legal import rules, states
from himaya.legal.models import LegalOverride, RegisterEntry


@dataclass(frozen=True)
class Standing:
    """How an institution stands: a state of `rules`, what is missing, and the override that stands instead."""

    state: str
    missing: tuple[rules.Gap, ...] = ()
    override: LegalOverride | None = None


def standing(institution_id: str) -> Standing:
    """Whether an institution may store real identities, computed on asking: nothing keeps a stale answer."""
    rows = RegisterEntry.objects.filter(institution_id=institution_id, state=states.IN_FORCE)
    missing = rules.gaps(rows.values_list("part", "about"), purposes=catalogue.purposes())
    override = override_of(institution_id) if missing else None
    state = rules.standing(exercise=settings.DEMO, missing=missing, overridden=override is not None)
    return Standing(state, missing, override)


def override_of(institution_id: str) -> LegalOverride | None:
    """The override that stands today for an institution, its own or that of the whole installation."""
    rows = LegalOverride.objects.filter(ended_on__isnull=True, until__gte=clock.today())
    return rows.filter(Q(institution_id=institution_id) | Q(institution=None)).order_by("-until", "pk").first()


def check_real_identities(institution_id: str) -> None:
    """Raises NotNow when this is a real nation and the institution's legal set-up is not complete."""
    if not settings.DEMO and standing(institution_id).state == rules.CLOSED:
        raise NotNow(
            _(
                "No real name can be stored yet: the legal set-up of this institution is not complete. "
                "Use the paper card and ask the data protection officer."
            ),
            code="legal_setup_missing",
        )


def exports_are_on(institution_id: str) -> bool:
    """True when two people of the institution entered in its register that records may be exported."""
    rows = RegisterEntry.objects.filter(institution_id=institution_id, state=states.IN_FORCE)
    return rows.filter(part=states.EXPORTS).exists()


def check_exports(institution_id: str) -> None:
    """Raises NotNow unless exports are switched on here, and in a real nation the legal set-up stands."""
    if not exports_are_on(institution_id):
        raise NotNow(
            _(
                "Exports are switched off in this institution. The data protection officer can write in the register "
                "why they are needed; a second person confirms it."
            ),
            code="exports_off",
        )
    check_real_identities(institution_id)


def check_unlisted(*, sender_id: str, abroad: bool, number: str, themself: bool) -> None:
    """Raises NotNow when nothing may go to a receiver that is no institution of the register.

    `themself`: the person of the records, who needs no regime to receive what is theirs.
    """
    bound = not settings.DEMO and override_of(sender_id) is None
    found = rules.recipient(known=themself, abroad=abroad, number=number, bound=bound)
    if found == rules.NO_NUMBER:
        raise NotNow(
            _("Nothing goes abroad without the number of an authorisation. Ask the data protection officer for it."),
            code="transfer_without_number",
        )
    if found == rules.NO_REGIME:
        raise NotNow(
            _(
                "The register does not say yet under which rules this receiver gets data. Choose an institution that "
                "it names, and ask the data protection officer."
            ),
            code="recipient_without_regime",
        )


def check_recipient(*, sender_id: str, receiver: Institution) -> None:
    """Raises NotNow when nothing may go from one institution to another.

    Abroad without an authorisation number is refused everywhere, in an exercise and under an override too. In a real
    nation a recipient without a regime in the sender's register is refused as well.
    """
    if sender_id == receiver.pk:
        return
    entry = RegisterEntry.objects.filter(
        institution_id=sender_id, part=states.RECIPIENT, about=receiver.pk, state=states.IN_FORCE
    ).first()
    abroad = receiver.kind in rules.ABROAD_BY_KIND or (entry is not None and entry.abroad)
    number = entry.number if entry else ""
    bound = not settings.DEMO and entry is None and override_of(sender_id) is None
    names = {"receiver": receiver.name}
    found = rules.recipient(known=entry is not None, abroad=abroad, number=number, bound=bound)
    if found == rules.NO_NUMBER:
        raise NotNow(
            _(
                "%(receiver)s is abroad, and the register holds no authorisation for it. Nothing was sent. "
                "Choose a desk in the country, and ask the data protection officer."
            )
            % names,
            code="transfer_without_number",
        )
    if found == rules.NO_REGIME:
        raise NotNow(
            _(
                "The register does not say yet under which rules %(receiver)s receives data. Nothing was sent. "
                "Choose another desk, and ask the data protection officer."
            )
            % names,
            code="recipient_without_regime",
        )


def without_number(senders: Iterable[str], receiver: Institution) -> frozenset[str]:
    """Of these institutions, those from which nothing may be read at this receiver: abroad, and no number stands."""
    others = set(senders) - {receiver.pk}
    rows = RegisterEntry.objects.filter(
        institution__in=others, part=states.RECIPIENT, about=receiver.pk, state=states.IN_FORCE
    )
    entries = {row.institution_id: row for row in rows} if others else {}
    by_kind = receiver.kind in rules.ABROAD_BY_KIND
    return frozenset(
        one
        for one in others
        if (by_kind or (one in entries and entries[one].abroad))
        and not (one in entries and entries[one].number.strip())
    )


def sentence(institution_id: str) -> str:
    """What every desk is told of its set-up; empty in an exercise and where all is in order."""
    if settings.DEMO:
        return ""
    found = standing(institution_id)
    if found.state == rules.CLOSED:
        return _("Store no real name: the legal set-up of this institution is not complete.")
    if found.override is not None:
        names = {"name": found.override.signed_by, "day": days.in_words(found.override.until, languages.current())}
        return (
            _("The legal set-up is not complete. Real names are stored on the word of %(name)s, until %(day)s.") % names
        )
    return ""
