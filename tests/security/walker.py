"""A browser without a screen: follows forms and links of a running server, and keeps every address and header."""

import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPMessage
from http.cookiejar import CookieJar
from typing import IO
from urllib.parse import urlencode, urljoin

Value = str | list[str]


@dataclass
class Form:
    """One form as the page sent it: where it goes, what it holds, its buttons in order."""

    action: str
    fields: dict[str, Value] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def keep(self, name: str, value: str) -> None:
        """A second value under a name makes a list, as a browser sends it."""
        kept = self.fields.get(name)
        self.fields[name] = value if kept is None else [*([kept] if isinstance(kept, str) else kept), value]


class _Forms(HTMLParser):
    def __init__(self, here: str) -> None:
        super().__init__(convert_charrefs=True)
        self.here, self.select, self.area = here, "", ""
        self.title, self._in_title = "", False
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.by_id: dict[str, Form] = {}
        self.apart: list[tuple[str, dict[str, str]]] = []

    def settle(self) -> list[Form]:
        """The forms, with the buttons that stand elsewhere on the page and name their form."""
        for owner, given in self.apart:
            if owner in self.by_id:
                self._control("button", given, self.by_id[owner])
        return self.forms

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "title":
            self._in_title = True
        if tag == "form":
            self.open = Form(urljoin(self.here, given.get("action", "")))
            self.forms.append(self.open)
            self.by_id[given.get("id", "")] = self.open
        elif tag == "button" and given.get("form"):
            self.apart.append((given.pop("form"), given))
        elif self.open is not None:
            self._control(tag, given, self.open)

    def _control(self, tag: str, given: dict[str, str], form: Form) -> None:
        name, value, kind = given.get("name", ""), given.get("value", ""), given.get("type", "text")
        if name:
            form.names.add(name)
        if tag == "button":
            form.buttons.append((name, value, urljoin(self.here, given.get("formaction", form.action))))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in given or self.select not in form.fields):
            form.fields[self.select] = value
        elif tag == "textarea":
            self.area = name
            form.fields[name] = ""
        elif tag == "input" and name and (kind not in ("radio", "checkbox") or "checked" in given):
            form.keep(name, value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        if tag in ("select", "textarea", "title"):
            self.select, self.area, self._in_title = "", "", False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        if self.area and self.open is not None:
            self.open.fields[self.area] = f"{self.open.fields[self.area]}{data}"


class _Stay(urllib.request.HTTPRedirectHandler):
    """Redirections are followed by hand, so that each address and header is kept."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


@dataclass
class Seen:
    """One answer: its address, status, headers, page."""

    url: str
    status: int
    headers: list[tuple[str, str]]
    page: str
    title: str
    forms: list[Form]

    def form_with(self, *names: str) -> Form:
        """The first form that has all these fields or buttons."""
        return next(one for one in self.forms if set(names) <= one.names)


class Walker:
    """One visitor with cookies. `trail` holds every answer."""

    def __init__(self, base: str, language: str = "fr") -> None:
        self.base, self.language = base, language
        self.trail: list[Seen] = []
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), _Stay())

    def get(self, url: str) -> Seen:
        return self._ask(urllib.request.Request(urljoin(self.base, url)))  # noqa: S310

    def send(self, form: Form, changes: Mapping[str, Value] | None = None, *, button: str = "", to: str = "") -> Seen:
        """Submit a form with changed fields, by the button `name=value`, by the one that goes `to`, or the first."""
        fitting = (one for one in form.buttons if button in ("", f"{one[0]}={one[1]}") and one[2].endswith(to))
        name, value, action = next(fitting, ("", "", form.action))
        fields = {**form.fields, **(changes or {}), **({name: value} if name else {})}
        body = urlencode(fields, doseq=True).encode()
        return self._ask(urllib.request.Request(action, data=body))  # noqa: S310

    def send_file(self, form: Form, field_name: str, name: str, data: bytes, changes: Mapping[str, str]) -> Seen:
        """Submit a form with a file, as a browser does."""
        fields = {**{key: str(value) for key, value in form.fields.items()}, **changes}
        fields.pop(field_name, None)
        edge = "edge-of-a-part"
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{said}\r\n'
            for key, said in fields.items()
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{field_name}"; filename="{name}"\r\n\r\n'
        body = "".join(parts).encode() + head.encode() + data + f"\r\n--{edge}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={edge}"}
        return self._ask(urllib.request.Request(form.action, data=body, headers=kind))  # noqa: S310

    def post(self, url: str, fields: Mapping[str, Value], *, like: Seen) -> Seen:
        """Post fields to an address, with the token of a page."""
        token = next(one.fields["csrfmiddlewaretoken"] for one in like.forms if "csrfmiddlewaretoken" in one.fields)
        return self.send(Form(urljoin(self.base, url), {"csrfmiddlewaretoken": token, **fields}))

    def _ask(self, request: urllib.request.Request) -> Seen:
        request.add_header("Accept-Language", self.language)
        request.add_header("Origin", self.base)
        try:
            with self._open.open(request, timeout=30) as answer:
                seen = _seen(answer.url, answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as answer:
            with answer:
                seen = _seen(request.full_url, answer.code, answer.headers, answer.read())
        self.trail.append(seen)
        place = dict(seen.headers).get("Location", "")
        return self.get(urljoin(seen.url, place)) if seen.status == 302 else seen


def _seen(url: str, status: int, headers: HTTPMessage, body: bytes) -> Seen:
    page = body.decode("utf-8", "replace")
    parsed = _Forms(url)
    parsed.feed(page)
    return Seen(url, status, list(headers.items()), page, parsed.title, parsed.settle())
