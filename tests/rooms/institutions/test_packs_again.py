"""A pack that is loaded again brings names up to date, and undoes nothing that the secretariat has entered since."""

from dataclasses import replace
from datetime import timedelta

import pytest

from himaya.institutions import content, queries_mandates
from himaya.institutions.actions import institutions, packs
from himaya.institutions.content_rows import LocalText
from himaya.institutions.models import Desk, Institution
from himaya.kernel import clock
from himaya.kernel.actor import SYSTEM
from himaya.kernel.errors import NotValid
from tests import factories
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.capability("A1")]
NAMES = {"fr": "Agence nationale", "ar": "الوكالة الوطنية", "en": "National Agency"}


def test_an_institution_that_became_another_one_stays_so_and_its_desks_stay_with_the_successor() -> None:
    pack = content.load_pack("demo")
    with clock.stopped(factories.TUESDAY):
        packs.load(pack=pack, by=SYSTEM)
        desk = Desk.objects.order_by("pk").first()
        assert desk is not None
        old = desk.institution_id
        institutions.succeed(
            institution_id=old, code="agency", kind="ministry", names=NAMES, on=clock.today(), by=SYSTEM
        )
        renamed = [replace(row, names=LocalText("Guichet", "شباك", "Desk")) for row in pack.desks if row.id == desk.pk]
        packs.load(pack=replace(pack, desks=(*renamed, *(row for row in pack.desks if row.id != desk.pk))), by=SYSTEM)
        assert Institution.objects.get(pk=old).valid_to == clock.today() - timedelta(days=1)
        desk.refresh_from_db()
        assert (desk.institution_id, desk.name_fr) == ("agency", "Guichet")
    assert queries_mandates.with_successors(old) == [old, "agency"]
    assert queries_mandates.with_predecessors("agency") == ["agency", old]


def test_a_desk_goes_where_the_pack_says_when_its_institution_stands() -> None:
    pack = content.load_pack("demo")
    packs.load(pack=pack, by=SYSTEM)
    desk, other = pack.desks[0], next(row.id for row in pack.institutions if row.id != pack.desks[0].institution)
    packs.load(pack=replace(pack, desks=(replace(desk, institution=other), *pack.desks[1:])), by=SYSTEM)
    assert Desk.objects.get(pk=desk.id).institution_id == other


def test_the_region_of_its_own_comes_with_the_pack_and_a_file_in_which_it_cannot_be_is_loaded_not_at_all() -> None:
    pack = content.load_pack("demo")
    packs.load(pack=pack, by=SYSTEM)
    kept = dict(Desk.objects.values_list("pk", "own_region_id"))
    assert (kept["hopital-nord"], kept["hopital-centre"], kept["asso-accueil"]) == ("nord", "centre", None)
    rows = {row.id: row for row in pack.desks}
    for wrong in (replace(rows["hopital-nord"], own_region="sud"), replace(rows["asso-accueil"], own_region="nord")):
        with refused(NotValid, "desk_own_region"):
            packs.load_desks(rows=(replace(rows["police-nord"], phone="05 00 00 09 99"), wrong), by=SYSTEM)
    with refused(NotValid, "desk_points_nowhere"):
        packs.load_desks(rows=[replace(rows["hopital-nord"], own_region="mars")], by=SYSTEM)
    assert dict(Desk.objects.values_list("pk", "own_region_id")) == kept
    assert not Desk.objects.filter(phone="05 00 00 09 99").exists()
