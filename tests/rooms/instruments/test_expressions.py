"""Expressions: a truth table, two other engines, and what hostile authors write."""

from __future__ import annotations

from pathlib import Path

import pytest
import rxeval
from hypothesis import given, settings
from hypothesis import strategies as st

from himaya.instruments.compiled import Compiled, compile_instrument
from himaya.instruments.source import load
from himaya.instruments.xpath.errors import XPathError
from himaya.instruments.xpath.evaluate import compiled
from himaya.instruments.xpath.scope import Scope
from himaya.instruments.xpath.values import string
from tests.oracles import javarosa, ours

pytestmark = pytest.mark.capability("B4")

FORMS = Path(__file__).with_name("forms")
TABLE = Path(__file__).parents[2] / "oracles" / "expressions.txt"


def rows() -> list[tuple[str, str, bool]]:
    """Expression, result, whether JavaRosa gives the same."""
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    found = []
    for line in lines:
        shared, marked, _ = line.partition(" ## ")
        expression, _, result = shared.partition(" =>")
        found.append((expression, result.removeprefix(" "), not marked))
    return found


def everything() -> Compiled:
    return compile_instrument(load(FORMS / "everything.yaml"))


def evaluated(expression: str) -> str:
    return string(compiled(expression)(ours.sheet_of(everything(), (FORMS / "everything.xml").read_bytes()).scope()))


def test_every_row_of_the_truth_table_holds() -> None:
    sheet = ours.sheet_of(everything(), (FORMS / "everything.xml").read_bytes())
    wrong = [(text, result) for text, result, _ in rows() if string(compiled(text)(sheet.scope())).rstrip() != result]
    assert wrong == []
    assert len(rows()) > 240


@pytest.mark.jdk
def test_javarosa_gives_the_same_table_but_for_the_rows_that_say_why(tmp_path: Path) -> None:
    form, filled = tmp_path / "form.xml", tmp_path / "filled.xml"
    form.write_bytes(everything().xform)
    filled.write_bytes((FORMS / "everything.xml").read_bytes())
    jobs = [("FORM", str(form)), ("FILL", str(filled)), *(("EVAL", text) for text, _, _ in rows())]
    theirs = javarosa.ask(jobs).results
    differing = [(row, got) for row, got in zip(rows(), theirs, strict=True) if (got.rstrip() == row[1]) is not row[2]]
    assert differing == []


SUBMISSION = "<data><a>5</a><b>x y</b><c></c><d>2.5</d><e>-3</e></data>"
PATHS = ("/data/a", "/data/b", "string(/data/c)", "/data/d", "/data/e")
numbers = st.one_of(st.integers(0, 200).map(str), st.sampled_from(["0.5", "2.25", "1000", "(-1)", "(-7)"]))
texts = st.sampled_from(["''", "'x'", "'y'", "'x y'", "'12'", "'-3.5'", "'été'", "'a-b'", "'نعم'"])
leaves = st.one_of(numbers, texts, st.sampled_from(PATHS), st.sampled_from(["true()", "false()"]))


def bigger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """One level more of the grammar. Left out, with the reason why the engines differ: rounding of negative halves,
    extremes of what is not a number, the empty word in the empty list, and an empty node as a truth value (for JavaRosa
    and us an unanswered question is false; by the letter of XPath a node that exists is true);
    coalesce keeps the kind of its value here, rxeval makes it a text;
    and dividing by nothing, because rxeval reads the text Infinity as a number again."""
    two = st.tuples(inner, inner)
    three = st.tuples(inner, inner, inner)
    operators = st.sampled_from(["+", "-", "*", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or"])
    called = st.sampled_from(
        ["contains", "starts-with", "ends-with", "substring-before", "substring-after", "concat", "join"]
    )
    single = st.sampled_from(
        ["not", "boolean", "number", "string", "string-length", "normalize-space", "count-selected", "int", "abs"]
    )
    return st.one_of(
        st.tuples(two, operators).map(lambda one: f"({one[0][0]} {one[1]} {one[0][1]})"),
        st.tuples(two, called).map(lambda one: f"{one[1]}({one[0][0]}, {one[0][1]})"),
        two.map(lambda one: f"coalesce(string({one[0]}), string({one[1]}))"),
        st.tuples(inner, single).map(lambda one: f"{one[1]}({one[0]})"),
        three.map(lambda one: f"if({one[0]}, {one[1]}, {one[2]})"),
        three.map(lambda one: f"translate({one[0]}, {one[1]}, {one[2]})"),
        st.tuples(st.sampled_from(PATHS), st.sampled_from(["'x'", "'y'"])).map(
            lambda one: f"selected({one[0]}, {one[1]})"
        ),
        st.tuples(inner, st.sampled_from(["2", "4", "0.5"])).map(lambda one: f"({one[0]} div {one[1]})"),
        inner.map(lambda one: f"-({one})"),
    )


expressions = st.recursive(leaves, bigger, max_leaves=12)


def here(expression: str) -> str:
    """Ours over the same submission, every value a text, because rxeval is given no form."""
    return string(compiled(expression)(plain_scope()))


def plain_scope() -> Scope:
    return ours.bare_scope(SUBMISSION)


@settings(max_examples=300, deadline=None)
@given(expressions)
def test_rxeval_agrees_on_random_expressions(expression: str) -> None:
    try:
        theirs = rxeval.eval_expression(expression, SUBMISSION)
    except Exception:
        return
    mine = here(expression)
    assert mine == theirs or _both_numbers(mine, theirs), expression


def _both_numbers(mine: str, theirs: str) -> bool:
    """The same number, written with more or fewer digits."""
    try:
        one, other = float(mine), float(theirs)
    except ValueError:
        return False
    return one == other or abs(one - other) <= 1e-9 * max(abs(one), abs(other))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("(1 + 2", "syntax"),
        ("1 + 2)", "syntax"),
        ("", "syntax"),
        ("/data/", "syntax"),
        ("//age", "syntax"),
        ("'open", "syntax"),
        ("\u2018a\u2019 = 'a'", "syntax"),
        ("slected(/data/a, 'b')", "function"),
        ("if(1, 2)", "arity"),
        ("not()", "arity"),
        ("foo:bar(1)", "namespace"),
        ("pulldata('a', 'b', 'c', 'd')", "unsupported"),
        ("(" * 5000 + "1" + ")" * 5000, "depth"),
        ("not(" * 200 + "1" + ")" * 200, "depth"),
        ("a[" * 200 + "1" + "]" * 200, "depth"),
        ("1 + " * 10_000 + "1", "depth"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_code(text: str, code: str) -> None:
    with pytest.raises(XPathError) as refusal:
        compiled(text)
    assert refusal.value.code == code


def test_a_sum_of_a_thousand_terms_is_no_deep_nesting() -> None:
    assert evaluated(" + ".join(["1"] * 1000)) == "1000"


def test_a_slow_pattern_is_never_tried_on_a_long_text() -> None:
    assert compiled(f"regex('{'a' * 3000}', '(a+)+b')")(plain_scope()) is False
