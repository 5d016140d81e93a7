"""The path in a store seeded as the demo is: begun, left, begun again on another day, refused with a reason."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import demo_environment

pytestmark = [pytest.mark.deep("a demo nation is made"), pytest.mark.capability("X9", "A6")]
WALK = """
import json
from datetime import timedelta
import django
django.setup()
from django.test import Client
from himaya.coordination.models import AgendaItem, Decision, RoundTable
from himaya.kernel import clock
from himaya.web.guided import rules_path
from himaya.web.guided.standing import Standing, own_tables

visitor = Client(headers={"host": "localhost", "accept-language": "en"})


def step(name, **data):
    return visitor.post(f"/guided/steps/{name}/", data).status_code


def now():
    return rules_path.present(Standing.now().facts(frozenset({"read"})))


seen = {"before": now(), "too_early": step("put"), "begin": step("begin"), "begun": now()}
table = Standing.now().table
agenda = AgendaItem.objects.filter(table=table).exclude(state="dropped").order_by("position")
seen["agenda"] = [one.kind for one in agenda]
seen["third"] = AgendaItem.objects.filter(table__number=3, state="waiting").count()
seen["absent"] = sorted(
    set(table.invitations.values_list("institution_id", flat=True))
    - set(table.attendances.filter(status="present").values_list("institution_id", flat=True))
)
seen["again"] = step("begin")
with clock.stopped(clock.now() + timedelta(days=1)):
    visitor = Client(headers={"host": "localhost"})
    seen["left"] = now()
    seen["tomorrow"] = step("begin")
    seen["resumed"] = now()
    seen["page"] = visitor.get("/guided/").status_code
seen["states"] = list(own_tables().order_by("number").values_list("state", flat=True))
seen["put"] = Decision.objects.filter(table__in=own_tables()).count()
print(json.dumps(seen))
"""


def test_the_path_begins_again_on_another_day_and_after_an_attempt_that_was_left(
    prepared_store: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(prepared_store, home)
    env = {**demo_environment(home), "DJANGO_SETTINGS_MODULE": "himaya.config.settings"}
    done = subprocess.run([sys.executable, "-c", WALK], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert (seen["before"], seen["too_early"]) == ("begin", 409)
    assert (seen["begin"], seen["begun"]) == (302, "settle")
    assert seen["agenda"] == ["document", "document", "other"]
    assert seen["third"] >= 5, "the next ordinary table keeps its points"
    assert seen["absent"] == ["labour-solidarity"], "no mandate, no seat at the table"
    assert (seen["again"], seen["left"]) == (302, "begin")
    assert (seen["tomorrow"], seen["resumed"], seen["page"]) == (302, "settle", 200)
    assert seen["states"] == ["closed", "closed", "in_session"]
    assert seen["put"] == 0
