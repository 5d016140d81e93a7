"""Damage to submissions, with a seed, and a naive second reader of what is left."""

from __future__ import annotations

import copy
import random
from xml.etree import ElementTree

from lxml import etree

from himaya.instruments.compiled import Compiled
from himaya.instruments.program import program


def mutated(content: bytes, chance: random.Random) -> bytes:
    """One to three injuries."""
    for _ in range(chance.randint(1, 3)):
        content = chance.choice([flip, truncate, splice, swap, double, drop, smuggle, rewrite])(content, chance)
    return content


def flip(content: bytes, chance: random.Random) -> bytes:
    if not content:
        return content
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :]


def truncate(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def splice(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    junk = [b"\0", b"<!DOCTYPE a>", b"<![CDATA[x]]>", b"&amp;", b"&x;", b"<!-- -->", b"<?pi?>", b"\xff\xfe"]
    return content[:at] + chance.choice(junk) + content[at:]


def parsed(content: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(content)
    except (etree.XMLSyntaxError, ValueError):
        return None


def swap(content: bytes, chance: random.Random) -> bytes:
    """Two nodes change places."""
    root = parsed(content)
    nodes = [one for one in root.iter() if one is not root and isinstance(one.tag, str)] if root is not None else []
    if root is None or len(nodes) < 2:
        return content
    one, other = chance.sample(nodes, 2)
    one.text, other.text = other.text, one.text
    if chance.random() < 0.5:
        one.tag, other.tag = other.tag, one.tag
    return etree.tostring(root)


def double(content: bytes, chance: random.Random) -> bytes:
    root = parsed(content)
    nodes = [one for one in root.iter() if one.getparent() is not None] if root is not None else []
    if root is None or not nodes:
        return content
    one = chance.choice(nodes)
    chance.choice([one, *one.iterancestors()]).append(copy.deepcopy(one))
    return etree.tostring(root)


def drop(content: bytes, chance: random.Random) -> bytes:
    root = parsed(content)
    nodes = [one for one in root.iter() if one.getparent() is not None] if root is not None else []
    if root is None or not nodes:
        return content
    one = chance.choice(nodes)
    above = one.getparent()
    if above is not None:
        above.remove(one)
    return etree.tostring(root)


def smuggle(content: bytes, chance: random.Random) -> bytes:
    root = parsed(content)
    if root is None:
        return content
    where = chance.choice([one for one in root.iter() if isinstance(one.tag, str)])
    etree.SubElement(where, chance.choice(["story", "name", "q01", "data", "meta"])).text = "more than was asked"
    return etree.tostring(root)


def rewrite(content: bytes, chance: random.Random) -> bytes:
    root = parsed(content)
    if root is None:
        return content
    chance.choice([one for one in root.iter() if isinstance(one.tag, str)]).text = chance.choice(
        ["yes", "", "-1", "999999999999", "x" * 2000, "' or 1=1", "2026-13-45", "\u202e", "NaN"]
    )
    return etree.tostring(root)


def objections(compiled: Compiled, content: bytes) -> list[str]:
    """Why a naive reader would not accept this document: shape and choices only, by another parser."""
    ready = program(compiled.form)
    root = ElementTree.fromstring(content)  # noqa: S314
    found = []
    if (root.get("id"), root.get("version")) != (compiled.form.form_id, compiled.form.version):
        found.append("another form")
    waiting = [(root, compiled.form.root.path)]
    while waiting:
        element, path = waiting.pop()
        names: list[str] = []
        for child in element:
            name = child.tag.rpartition("}")[2]
            rule = ready.rules.get(f"{path}/{name}")
            if rule is None:
                found.append(f"unknown {path}/{name}") if "meta" not in (name, path.rpartition("/")[2]) else None
                continue
            if name in names and not rule.node.repeat:
                found.append(f"twice {path}/{name}")
            names.append(name)
            text = (child.text or "").strip()
            if not rule.leaf:
                waiting.append((child, rule.node.path))
            elif len(child) or (text and rule.bind.readonly and not rule.bind.preload):
                found.append(f"smuggled {path}/{name}")
    return found


def wrong_values(compiled: Compiled, values: dict[str, object]) -> list[str]:
    """Verified values that are no choice of their question."""
    ready = program(compiled.form)
    return [
        key
        for path, key in ready.keys.items()
        if ready.rules[path].answers is not None
        for value in str(values.get(key, "")).split()
        if value not in (ready.rules[path].answers or ())
    ]
