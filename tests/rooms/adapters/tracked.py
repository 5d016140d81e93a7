"""Accepts or rejects every tracked change of a DOCX, as a word processor does, and reads what is left."""

import io
import zipfile

from lxml import etree

W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
TAG = f"{{{W['w']}}}"


def part(docx: bytes, name: str = "document") -> etree._Element:
    """One part of the package as XML."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return etree.fromstring(package.read(f"word/{name}.xml"))


def accepted(docx: bytes) -> list[str]:
    """The paragraphs once every change is accepted; empty ones are left out."""
    return _settled(docx, gone="del")


def rejected(docx: bytes) -> list[str]:
    """The paragraphs once every change is rejected."""
    return _settled(docx, gone="ins")


def _settled(docx: bytes, gone: str) -> list[str]:
    root = part(docx)
    for path in (f"//w:tr[w:trPr/w:{gone}]", f"//w:p[w:pPr/w:rPr/w:{gone}]", f"//w:p/w:{gone}"):
        for element in root.xpath(path, namespaces=W):
            element.getparent().remove(element)
    paragraphs = (_text(one) for one in root.iterfind(".//w:p", W))
    return [text for text in paragraphs if text]


def _text(paragraph: etree._Element) -> str:
    found = ""
    for element in paragraph.iter(f"{TAG}t", f"{TAG}delText", f"{TAG}br"):
        found += "\n" if element.tag == f"{TAG}br" else element.text or ""
    return found.replace("\u200e", "")
