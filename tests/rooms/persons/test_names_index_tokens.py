"""Blind index tokens: equal within a field, unrelated across fields and keys."""

from __future__ import annotations

import hmac
from hashlib import sha256

import pytest

from himaya.persons.index_tokens import TOKEN_BYTES, document_number, document_token, field_key, hmac_token

KEY = bytes(range(32))


def test_a_token_is_the_hmac_of_the_value_under_the_key_of_its_field() -> None:
    # RFC 5869 by hand: extract with a zero salt, then one block of expand.
    extracted = hmac.new(bytes(32), KEY, sha256).digest()
    expanded = hmac.new(extracted, b"himaya blind index 1\x00full\x01", sha256).digest()
    assert field_key(KEY, "full") == expanded
    assert hmac_token(KEY, "full", "tazi karim") == hmac.new(expanded, b"tazi karim", sha256).digest()[:16]


def test_tokens_differ_by_field_value_and_key() -> None:
    tokens = {
        hmac_token(KEY, "full", "a"),
        hmac_token(KEY, "phonetic_pair", "a"),
        hmac_token(KEY, "full", "b"),
        hmac_token(KEY[::-1], "full", "a"),
    }
    assert len(tokens) == 4
    assert {len(token) for token in tokens} == {TOKEN_BYTES}


def test_a_short_key_or_an_unnamed_field_is_refused() -> None:
    with pytest.raises(ValueError, match="31 bytes"):
        hmac_token(KEY[:31], "full", "a")
    with pytest.raises(ValueError, match="field"):
        hmac_token(KEY, "", "a")


@pytest.mark.parametrize("written", ["ab-12 34", "AB1234", "ab١٢٣٤", "ＡＢ1234", " ab 1234\u200f"])
def test_a_document_number_has_one_form(written: str) -> None:
    assert document_number(written) == "AB1234"
    assert document_token(KEY, "cin", written) == document_token(KEY, "cin", "AB1234")


def test_two_kinds_of_document_with_one_number_stay_apart() -> None:
    assert document_token(KEY, "cin", "AB1234") != document_token(KEY, "passport", "AB1234")


def test_an_empty_document_number_is_refused() -> None:
    with pytest.raises(ValueError, match="no letter or digit"):
        document_token(KEY, "cin", " - ")
