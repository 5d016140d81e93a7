"""Who comes to the releases: the table, and reviewers who sit at none."""

from collections.abc import Callable
from typing import Concatenate

from django.http import HttpRequest, HttpResponse

from himaya.coordination import policy_releases
from himaya.kernel.actor import Actor
from himaya.web.gate import only

type View[**P] = Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]
type Checked[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def who_looks[**P](view: View[P]) -> Checked[P]:
    """Hand the actor to the view. Others sign in first, or learn that their role has nothing to do here."""
    return only(policy_releases.check_sees)(view)


def keepers_only[**P](view: View[P]) -> Checked[P]:
    """The same for the register of harm."""
    return only(policy_releases.check_oversees)(view)
