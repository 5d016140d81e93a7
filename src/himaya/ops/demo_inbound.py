"""People found abroad in the demo, by the verbs like everybody's: one is expected, one waits for a word."""

from datetime import timedelta

from himaya.cases.actions import inbound
from himaya.cases.actions.inbound import Heard, Said
from himaya.kernel import clock
from himaya.kernel.ids import new_id
from himaya.ops.demo_scene import somebody

CONSULAR, AIRPORT, RECEIVER = "consulaire-verlande", "accueil-aeroport", "aeroport-accueil"
HEARD = Heard(danger="no", wants="yes", afraid="no", age="adult")
CALLED = "Inass (exercice)"
WORDS = "Dire que l’on appelle de la pharmacie (exercice) · القول إن الاتصال من الصيدلية (تمرين)"
PLACE = "Vol d’exercice, hall des arrivées (exercice) · رحلة تمرين، بهو الوصول (تمرين)"


def seed() -> None:
    """Two sheets of the consular desk: the airport expects the first, and has not answered the second."""
    consul, receiver = somebody(CONSULAR), somebody(RECEIVER)
    named = Said(
        language="ary",
        interpreter="none",
        called=CALLED,
        way="in_person",
        words=WORDS,
        gender="woman",
        needs=("papers", "shelter"),
        place=PLACE,
    )
    unnamed = Said(language="fr", interpreter="none", needs=("accompaniment",))
    sheets = [
        inbound.send(
            to_desk_id=AIRPORT,
            heard=HEARD,
            told=True,
            agreed=True,
            said=said,
            arrives_on=clock.today() + timedelta(days=days),
            instance_id=new_id(),
            by=consul,
        )
        for said, days in ((named, 2), (unnamed, 6))
    ]
    inbound.accept(sheet_id=sheets[0], by=receiver)
