import pytest

from tests.security.test_matrix import *  # noqa
from tests.security.test_matrix import walk_entrances


@pytest.mark.django_db
def test_mine(plaintext):
    walk_entrances(["returns"], plaintext, everybody=True)
