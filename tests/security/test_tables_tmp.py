import pytest
from tests.security import test_matrix as m
from tests.security.test_matrix import _plaintext, _refusals_are_no_news
@pytest.mark.django_db
def test_mine(plaintext):
    m.walk_entrance("roundtable_tables", plaintext, everybody=True)
