"""An XForm read into plain frozen data: the instance tree, the binds, the body, the texts, the lists.

Any XForm of pyxform or Kobo can be read, not only ours. Nothing is evaluated here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

XF = "http://www.w3.org/2002/xforms"
HTML = "http://www.w3.org/1999/xhtml"
JR = "http://openrosa.org/javarosa"
HIMAYA = "urn:himaya:instruments"
CONTROLS = ("input", "select1", "select", "rank", "upload", "trigger", "range", "secret", "odk:rank")


class NotAForm(Exception):
    """The bytes are not an XForm we can read; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Output:
    """A computed piece of a label."""

    expression: str


Pieces = tuple[str | Output, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the form: an id in the translations, or pieces written in place."""

    itext: str = ""
    inline: Pieces = ()


@dataclass(frozen=True, slots=True)
class Node:
    """One node of the primary instance. `path` is absolute, `default` its value in an empty form."""

    path: str
    name: str
    default: str
    repeat: bool
    children: tuple[Node, ...]

    def walk(self) -> Iterator[Node]:
        """This node and all below, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Bind:
    """The rules of one node; an empty expression means no rule."""

    path: str
    type: str = "string"
    relevant: str = ""
    required: str = ""
    constraint: str = ""
    calculate: str = ""
    preload: str = ""
    preload_params: str = ""
    readonly: bool = False
    required_message: Words | str = ""
    constraint_message: Words | str = ""
    carried: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """One choice: its value, its label and every further column of the list."""

    value: str
    label: Words
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Itemset:
    """Choices taken from a list: `nodeset` with its filter as written, names of value and label columns."""

    nodeset: str
    list_name: str
    value: str
    filtered: bool


@dataclass(frozen=True, slots=True)
class Control:
    """One question on screen."""

    kind: str
    path: str
    label: Words
    hint: Words
    appearance: str
    items: tuple[Item, ...] = ()
    itemset: Itemset | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A group or a repeat of questions; `path` may be '' for a group that only groups on screen."""

    path: str
    label: Words
    appearance: str
    repeat: bool
    children: tuple[Group | Control, ...]


@dataclass(frozen=True, slots=True, eq=False)
class XForm:
    """The whole form. `instances` holds the lists by id, each item a mapping column -> text."""

    form_id: str
    version: str
    title: str
    root: Node
    binds: Mapping[str, Bind]
    body: tuple[Group | Control, ...]
    texts: Mapping[str, Mapping[str, Pieces]]
    default_language: str
    instances: Mapping[str, tuple[Mapping[str, str], ...]]

    def pieces(self, words: Words, language: str) -> Pieces:
        """The text in a language, else in the form's own language, else nothing."""
        if not words.itext:
            return words.inline
        for code in (language, self.default_language):
            found = self.texts.get(code, {}).get(words.itext)
            if found:
                return found
        return ()

    def controls(self) -> Iterator[Control]:
        """Every question in order of appearance."""
        yield from _controls(self.body)

    def items(self, control: Control) -> tuple[Item, ...]:
        """All choices of a question, before any filter."""
        if control.itemset is None:
            return control.items
        rows = self.instances.get(control.itemset.list_name, ())
        return tuple(item(row, control.itemset.value) for row in rows)


def _controls(body: tuple[Group | Control, ...]) -> Iterator[Control]:
    for part in body:
        if isinstance(part, Control):
            yield part
        else:
            yield from _controls(part.children)


def item(columns: Mapping[str, str], value: str) -> Item:
    """A choice from one row of a list."""
    itext = columns.get("itextId", "")
    label = Words(itext=itext) if itext else Words(inline=(columns.get("label", ""),))
    return Item(columns.get(value, ""), label, columns)


def parser() -> etree.XMLParser:
    """A parser that opens nothing: no entities, no DTD, no network, no huge trees, no comments."""
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def parse(written: bytes) -> XForm:
    """Read an XForm. Raises NotAForm."""
    try:
        top = etree.fromstring(written, parser())
    except etree.XMLSyntaxError as reason:
        raise NotAForm(str(reason)) from reason
    # No form needs one, and entities would stand in the tree as what is no element.
    if top.getroottree().docinfo.internalDTD is not None:
        raise NotAForm("a document type")
    model = top.find(f"{{{HTML}}}head/{{{XF}}}model")
    body = top.find(f"{{{HTML}}}body")
    if model is None or body is None:
        raise NotAForm("no model or no body")
    instances = model.findall(f"{{{XF}}}instance")
    if not instances or not len(instances[0]):
        raise NotAForm("no primary instance")
    tree = instances[0][0]
    children = tuple(_body(body))
    repeats = {group.path for group in _groups(children) if group.repeat}
    title = top.findtext(f"{{{HTML}}}head/{{{HTML}}}title") or ""
    texts, default = _texts(model)
    return XForm(
        form_id=tree.get("id", ""),
        version=tree.get("version", ""),
        title=title,
        root=_node(tree, "", repeats),
        binds=_binds(model),
        body=children,
        texts=texts,
        default_language=default,
        instances={one.get("id", ""): _rows(one) for one in instances[1:]},
    )


def _groups(body: tuple[Group | Control, ...]) -> Iterator[Group]:
    for part in body:
        if isinstance(part, Group):
            yield part
            yield from _groups(part.children)


def _node(element: etree._Element, above: str, repeats: set[str]) -> Node:
    path = f"{above}/{local(element)}"
    seen: set[str] = set()
    children: list[Node] = []
    for child in element:
        # The template of a repeat and its first row have one name: the shape is taken once.
        if local(child) not in seen:
            seen.add(local(child))
            children.append(_node(child, path, repeats))
    default = "" if children else (element.text or "").strip()
    return Node(path, local(element), default, path in repeats, tuple(children))


def _rows(instance: etree._Element) -> tuple[Mapping[str, str], ...]:
    if not len(instance):
        return ()
    return tuple({local(cell): cell.text or "" for cell in row} for row in instance[0])


def _binds(model: etree._Element) -> dict[str, Bind]:
    found = {}
    for bind in model.findall(f"{{{XF}}}bind"):
        path = bind.get("nodeset", "")
        found[path] = Bind(
            path=path,
            type=bind.get("type", "string").removeprefix("xsd:"),
            relevant=bind.get("relevant", "").strip(),
            required=bind.get("required", "").strip(),
            constraint=bind.get("constraint", "").strip(),
            calculate=bind.get("calculate", "").strip(),
            preload=bind.get(f"{{{JR}}}preload", ""),
            preload_params=bind.get(f"{{{JR}}}preloadParams", ""),
            readonly=bind.get("readonly", "") == "true()",
            required_message=_message(bind.get(f"{{{JR}}}requiredMsg", "")),
            constraint_message=_message(bind.get(f"{{{JR}}}constraintMsg", "")),
            carried={
                key.removeprefix(f"{{{HIMAYA}}}"): value
                for key, value in ((str(k), str(v)) for k, v in bind.attrib.items())
                if key.startswith(f"{{{HIMAYA}}}")
            },
        )
    return found


def _message(written: str) -> Words | str:
    reference = _itext_id(written)
    return Words(itext=reference) if reference else written


def _itext_id(written: str) -> str:
    if written.startswith("jr:itext('") and written.endswith("')"):
        return written[len("jr:itext('") : -2]
    return ""


def _texts(model: etree._Element) -> tuple[dict[str, dict[str, Pieces]], str]:
    texts: dict[str, dict[str, Pieces]] = {}
    default = ""
    for translation in model.findall(f"{{{XF}}}itext/{{{XF}}}translation"):
        language = translation.get("lang", "")
        if not default or translation.get("default"):
            default = language
        page = texts.setdefault(language, {})
        for text in translation.findall(f"{{{XF}}}text"):
            for value in text.findall(f"{{{XF}}}value"):
                # Values with a form are pictures and sounds.
                if value.get("form") is None:
                    page[text.get("id", "")] = _pieces(value)
    return texts, default


def _pieces(element: etree._Element) -> Pieces:
    pieces: list[str | Output] = [element.text or ""]
    for child in element:
        if local(child) == "output":
            pieces.append(Output(child.get("value") or child.get("ref") or ""))
        pieces.append(child.tail or "")
    return tuple(piece for piece in pieces if piece != "")


def _words(parent: etree._Element, tag: str) -> Words:
    element = parent.find(f"{{{XF}}}{tag}")
    if element is None:
        return Words()
    reference = _itext_id(element.get("ref", ""))
    return Words(itext=reference) if reference else Words(inline=_pieces(element))


def _body(parent: etree._Element) -> Iterator[Group | Control]:
    for element in parent:
        tag = local(element)
        if tag in ("group", "repeat"):
            path = element.get("ref") or element.get("nodeset") or ""
            yield Group(
                path=path,
                label=_words(element, "label"),
                appearance=element.get("appearance", ""),
                repeat=tag == "repeat",
                children=tuple(_body(element)),
            )
        elif tag in CONTROLS:
            yield _control(element, tag)


def _control(element: etree._Element, tag: str) -> Control:
    itemset = element.find(f"{{{XF}}}itemset")
    items = tuple(
        Item((one.findtext(f"{{{XF}}}value") or "").strip(), _words(one, "label"))
        for one in element.findall(f"{{{XF}}}item")
    )
    return Control(
        kind=tag,
        path=element.get("ref", ""),
        label=_words(element, "label"),
        hint=_words(element, "hint"),
        appearance=element.get("appearance", ""),
        items=items,
        itemset=None if itemset is None else _itemset(itemset),
    )


def _itemset(element: etree._Element) -> Itemset:
    nodeset = element.get("nodeset", "")
    _, _, after = nodeset.partition("instance('")
    value = element.find(f"{{{XF}}}value")
    return Itemset(
        nodeset=nodeset,
        list_name=after.partition("'")[0],
        value="name" if value is None else value.get("ref", "name"),
        filtered="[" in nodeset,
    )
