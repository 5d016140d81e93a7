"""Random fillings of any form, right and wrong, with a seed."""

from __future__ import annotations

import datetime as dt
import random

from lxml import etree

from himaya.instruments.compiled import Compiled
from himaya.instruments.program import Program, Rule, program
from himaya.instruments.xform import Node

WORDS = ("", "a", "Amal", "0612345678", "été", "نعم", "x y", "12", "2026-01-02", "yes", "no", "  ")


def random_submission(compiled: Compiled, chance: random.Random) -> bytes:
    """Every node of the form, closed or not, with an answer of its type, an empty one, or an odd one."""
    ready = program(compiled.form)
    root = etree.Element(compiled.form.root.name, id=compiled.form.form_id, version=compiled.form.version)
    _fill(ready, compiled.form.root, root, chance)
    return etree.tostring(root, encoding="utf-8")


def _fill(ready: Program, node: Node, element: etree._Element, chance: random.Random) -> None:
    for child in node.children:
        for _ in range(chance.randint(1, 3) if child.repeat else 1):
            below = etree.SubElement(element, child.name)
            if child.children:
                _fill(ready, child, below, chance)
            else:
                below.text = answer(ready, ready.rules[child.path], chance)


def answer(ready: Program, rule: Rule, chance: random.Random) -> str:
    if rule.node.name == "instanceID":
        return f"uuid:{chance.getrandbits(64):016x}"
    if rule.bind.preload:
        return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
    if rule.calculate is not None or rule.bind.readonly or chance.random() < 0.2:
        return ""
    if rule.answers:
        values = sorted(rule.answers)
        if rule.kind == "select1":
            return chance.choice(values)
        return " ".join(chance.sample(values, chance.randint(1, min(3, len(values)))))
    if rule.kind == "int":
        return str(chance.choice([0, 1, 2, 5, 17, 18, 99, -3, 150, 2024]))
    if rule.kind == "decimal":
        return chance.choice(["0", "1.5", "2.25", "-0.5", "100"])
    if rule.kind == "date":
        return (dt.date(2026, 11, 1) - dt.timedelta(days=chance.choice([0, 1, 30, 6570, 6580, 9000]))).isoformat()
    return chance.choice(WORDS)
