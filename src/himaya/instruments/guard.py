"""Before any rule: is this a small, plain, well-formed document, in the encoding it claims?"""

from __future__ import annotations

import re

from lxml import etree

from .xform import parser

LARGEST = 1_000_000
_DECLARED = re.compile(r"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")
_DTD = re.compile(r"<!\s*(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
# Characters XML 1.0 does not allow, and code points that are no characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
PLAIN = ("utf-8", "utf8", "us-ascii", "ascii")


class Refused(Exception):
    """`code` says why: too_large, encoding, doctype, malformed."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


def parse(content: bytes) -> etree._Element:
    """The root element. Raises Refused, and nothing else, whatever the bytes."""
    if len(content) > LARGEST:
        raise Refused("too_large")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        raise Refused("encoding") from reason
    declared = _DECLARED.match(text)
    if declared is not None and declared[1].lower() not in PLAIN:
        raise Refused("encoding", declared[1][:40])
    # Refused wherever it stands, so that no trick of nesting can hide one from this test.
    if _DTD.search(text):
        raise Refused("doctype")
    if _FORBIDDEN.search(text):
        raise Refused("malformed")
    try:
        return etree.fromstring(text.encode("utf-8"), parser())
    except (etree.XMLSyntaxError, ValueError) as reason:
        raise Refused("malformed", str(reason)[:200]) from reason
