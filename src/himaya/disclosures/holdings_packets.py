"""Of what is held about a person: what was sent for them to a partner abroad, and what came back. Under one access."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from himaya.cases.access import OpenedCase
from himaya.disclosures.held_part import Item, date_of, joined, on, said_day
from himaya.institutions import catalogue
from himaya.kernel import languages
from himaya.packets import policy, rules
from himaya.packets import words as words_packets
from himaya.packets.models import Packet, PacketStep

PACKETS = "packets"


def packets(opened: OpenedCase) -> Iterator[Item]:
    """Each packet with its partner, its classes of data, what was typed, in which language, under which number and to
    which key; then each thing that became of it.

    A desk of police, justice, a consulate or a State knows of none.
    """
    if not policy.exists_for(opened.access.actor):
        return
    rows = list(Packet.objects.filter(case=opened.case).select_related("receiver", "desk").order_by("prepared_at"))
    steps = list(PacketStep.objects.filter(case=opened.case).select_related("desk").order_by("at", "number"))
    opened.access.open(*rows, *steps)
    classes, code = catalogue.data_classes(), languages.current()
    for row in rows:
        typed = row.typed or {}
        arrival = typed.get(rules.ARRIVAL, {})
        told = (classes[name].names.in_language(code) for name in row.classes if name in classes)
        own = (str(arrival.get("day", "")), str(arrival.get("place", "")), str(typed.get(rules.WORDS, "")))
        label = _("For %(partner)s") % {"partner": row.receiver.name}
        source = on(date_of(row.prepared_at), row.desk.name)
        value = joined(*told, *own, *_how(row))
        yield Item(f"packet:{row.reference}", PACKETS, label, value, source, " ".join(own))
        for step in (one for one in steps if one.packet_id == row.pk):
            yield _step(row, step)


def _how(row: Packet) -> Iterator[str]:
    yield str(words_packets.LANGUAGES[row.language])
    yield _("Number of the authorisation: %(number)s") % {"number": row.number}
    yield _("Sealed to the key %(key)s") % {"key": row.key}


def _step(row: Packet, step: PacketStep) -> Item:
    said = str((step.said or {}).get("words", ""))
    why = {**words_packets.REASONS, **words_packets.END_REASONS}.get(step.code, "")
    value = joined(str(words_packets.STEPS[step.verb]), str(why), said_day(step.day), said)
    source = on(date_of(step.at), step.desk.name if step.desk is not None else "")
    return Item(
        f"packet:{row.reference}:{step.number}", PACKETS, str(words_packets.STATES[row.state]), value, source, said
    )
