"""Open a sealed packet and answer it, on a machine that has nothing but Python 3.10 or later. No network is used.

    python3 -m venv venv && venv/bin/pip install pyrage==1.4.0 cryptography==50.0.2
    venv/bin/python packet.py key my.key
    venv/bin/python packet.py open packet.age --identity my.key --fingerprint "1234 …" --language fr --to form.html
    venv/bin/python packet.py answer packet.age --identity my.key --fingerprint "1234 …" --answer accept --to reply.age

The fingerprint is read to you over the telephone by the desk that sent the packet. Exit codes: 0 done, 1 the packet
does not open or was not signed by that key, 2 something was typed wrong.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import html
import json
import os
import sys
from pathlib import Path
from typing import Any

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT, REPLY_FORMAT, VERSION = "sealed-packet", "sealed-packet-reply", 1
MOST_BYTES = 1024 * 1024
ANSWERS = ("accept", "accept_in_part", "cannot", "refuse")
REASONS = ("no_place", "not_our_service", "not_safe", "no_contact", "other")
WORDS = {
    "en": {
        "title": "Packet", "from": "From", "to": "To", "made": "Made on", "by": "Please answer by",
        "code": "Code to read aloud, or to send back", "exercise": "Exercise: an invented person.",
        "care": "For you alone. Keep it closed, share nothing of it, and destroy it when you are asked to.",
        "how": "To answer: call the desk and read the code, or make a reply file. You may say no: nobody asks more of "
               "you. Tell the person nothing but what is written here.",
        "phone": "Telephone", "answer": "Answer", "signed": "The signature fits the fingerprint that you gave.",
        "choices": "we accept / we accept a part / we cannot / we do not wish to",
    },
    "fr": {
        "title": "Pli", "from": "De", "to": "À", "made": "Établi le", "by": "Réponse souhaitée avant le",
        "code": "Code à lire à voix haute ou à renvoyer", "exercise": "Exercice : une personne inventée.",
        "care": "Pour vous seulement. Gardez ce pli fermé, n’en transmettez rien, détruisez-le si on vous le demande.",
        "how": "Pour répondre : appelez le guichet et lisez le code, ou faites un fichier de réponse. Vous pouvez dire "
               "non : rien de plus ne vous sera demandé. Ne dites à la personne que ce qui est écrit ici.",
        "phone": "Téléphone", "answer": "Réponse", "signed": "La signature correspond à l’empreinte que vous avez "
                                                             "donnée.",
        "choices": "nous acceptons / nous acceptons une partie / nous ne pouvons pas / nous ne souhaitons pas",
    },
    "ar": {
        "title": "ظرف مغلق", "from": "من", "to": "إلى", "made": "أُنجز بتاريخ", "by": "المرجو الجواب قبل",
        "code": "رمز يُقرأ بصوت مسموع أو يُعاد إرساله", "exercise": "تمرين: شخص غير حقيقي.",
        "care": "لكم وحدكم. المرجو إبقاؤه مغلقا وعدم إطلاع أحد عليه وإتلافه عند الطلب.",
        "how": "للجواب: المرجو الاتصال بالمكتب وقراءة الرمز، أو إعداد ملف جواب. لكم أن تقولوا لا، ولن يُطلب منكم أكثر. "
               "لا يُقال للشخص إلا ما كُتب هنا.",
        "phone": "الهاتف", "answer": "الجواب", "signed": "التوقيع مطابق للبصمة التي أدخلتموها.",
        "choices": "نقبل / نقبل جزءا / لا نستطيع / لا نرغب",
    },
}  # fmt: skip

# With a space that does not break before it in French.
COLONS = {"en": ":", "fr": "\u00a0:", "ar": ":"}


class Wrong(Exception):
    """The message says what is wrong and what to do."""


def main(typed: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    asked = _parser().parse_args(typed)
    try:
        asked.run(asked)
    except Wrong as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    return 0


def key(asked: argparse.Namespace) -> None:
    """Make a private key in a new file, for its owner alone, and print the public one."""
    made = pyrage.x25519.Identity.generate()
    public = str(made.to_public())
    _write(asked.file, f"# public key: {public}\n{made}\n".encode())
    _say(public)


def open_packet(asked: argparse.Namespace) -> None:
    """Decrypt, verify, and write a plain form that can be read and printed."""
    packet = _opened(asked)
    language = asked.language or packet.get("language", "fr")
    as_page = asked.to.suffix.lower() in (".html", ".htm")
    _write(asked.to, (_page if as_page else _text)(packet, language).encode())
    _say(f"Written: {asked.to}. Please answer by {packet.get('reply_by', '')}.")


def answer(asked: argparse.Namespace) -> None:
    """Write a reply file, which only the desk that sent the packet opens."""
    packet = _opened(asked)
    if asked.answer != "accept" and not asked.reason:
        raise Wrong(f"Say why with --reason: one of {', '.join(REASONS)}.")
    reply = {
        "format": REPLY_FORMAT,
        "version": VERSION,
        "reference": packet["reference"],
        "code": packet["code"],
        "answer": asked.answer,
        "reason": "" if asked.answer == "accept" else asked.reason,
        "words": asked.words.encode("utf-8", "replace").decode()[:2000],
    }
    recipient = pyrage.x25519.Recipient.from_str(str(packet["reply_key"]))
    _write(asked.to, pyrage.encrypt(json.dumps(reply, ensure_ascii=False).encode(), [recipient]))
    _say(f"Written: {asked.to}. Send it back the way you agreed on.")


def _opened(asked: argparse.Namespace) -> dict[str, Any]:
    """The packet, once its signature fits the key with this fingerprint."""
    whole = _decrypted(asked.packet, asked.identity)
    packet, note, line = whole.get("packet"), whole.get("note"), whole.get("key")
    if not (isinstance(packet, dict) and isinstance(note, str) and isinstance(line, str)):
        raise Wrong("This file is no packet of this kind. Ask the desk that sent it.")
    if (packet.get("format"), packet.get("version")) != (FORMAT, VERSION):
        raise Wrong("This packet has a form that this program does not know. Ask for the program that belongs to it.")
    name, raw = _key_of(line)
    given = "".join(asked.fingerprint.lower().split())
    if hashlib.sha256(raw).hexdigest()[:32] != given:
        raise Wrong("This packet was not signed by the key with this fingerprint. Trust nothing of it; call the desk.")
    text, _, signatures = note.partition("\n\n")
    lines = dict(one.split(" ", 1) for one in text.splitlines()[1:] if " " in one)
    canonical = json.dumps(packet, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    fits = (
        lines.get("packet") == packet.get("reference") and lines.get("sha256") == hashlib.sha256(canonical).hexdigest()
    )
    if not fits or not _signed(f"{text}\n", signatures, name, raw):
        raise Wrong("The signature does not fit: the packet was altered. Trust nothing of it; call the desk.")
    return packet


def _decrypted(file: Path, identity: Path) -> dict[str, Any]:
    try:
        kept = [one.strip() for one in identity.read_text("ascii").splitlines()]
        mine = [pyrage.x25519.Identity.from_str(one) for one in kept if one and not one.startswith("#")]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError):
        raise Wrong(f"{identity} holds no private key (AGE-SECRET-KEY-1…).") from None
    try:
        body = file.read_bytes()
        if len(body) > MOST_BYTES:
            raise Wrong("This file is too large to be a packet.")
        found = json.loads(pyrage.decrypt(body, mine))
    except OSError:
        raise Wrong(f"There is no file {file} that can be read.") from None
    except pyrage.DecryptError:
        raise Wrong("This file does not open with your key: it is for another key, or was cut or altered.") from None
    except (ValueError, RecursionError):
        raise Wrong("This file is no packet of this kind. Ask the desk that sent it.") from None
    return found if isinstance(found, dict) else {}


def _key_of(line: str) -> tuple[str, bytes]:
    try:
        name, _mark, encoded = line.strip().split("+", 2)
        kind = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        raise Wrong("The key in this packet is damaged. Call the desk.") from None
    if kind[:1] != b"\x01" or len(kind) != 33:
        raise Wrong("The key in this packet is damaged. Call the desk.")
    return name, kind[1:]


def _signed(text: str, signatures: str, name: str, raw: bytes) -> bool:
    mark = hashlib.sha256(name.encode() + b"\n\x01" + raw).digest()[:4]
    for line in signatures.splitlines():
        signer, _, encoded = line.removeprefix("— ").partition(" ")
        try:
            body = base64.b64decode(encoded, validate=True)
            if (signer, body[:4]) == (name, mark):
                Ed25519PublicKey.from_public_bytes(raw).verify(body[4:], text.encode())
                return True
        except (ValueError, binascii.Error, InvalidSignature):
            continue
    return False


def _said(text: object, language: str) -> str:
    found = text.get(language) or text.get("fr") or "" if isinstance(text, dict) else ""
    return str(found)


def _pairs(packet: dict[str, Any], language: str) -> list[tuple[str, str]]:
    """Everything that the form says, one line after the other."""
    words, sender = WORDS[language], packet.get("from", {})
    head = [
        (words["from"], f"{sender.get('desk', '')} · {sender.get('institution', '')}"),
        (words["phone"], str(sender.get("phone", ""))),
        (words["to"], str(packet.get("to", ""))),
        (words["made"], str(packet.get("made", ""))),
        (words["by"], str(packet.get("reply_by", ""))),
    ]
    said = [(_said(one.get("label"), language), _said(one.get("text"), language)) for one in packet.get("lines", [])]
    tail = [(words["code"], str(packet.get("code", ""))), (words["answer"], words["choices"])]
    return [pair for pair in (*head, *said, *tail) if pair[1]]


def _notes(packet: dict[str, Any], language: str) -> list[str]:
    words = WORDS[language]
    return [*([words["exercise"]] if packet.get("exercise") else []), words["care"], words["how"], words["signed"]]


def _text(packet: dict[str, Any], language: str) -> str:
    lines = [f"{WORDS[language]['title']} {packet['reference']}", ""]
    lines += [f"{name}{COLONS[language]} {said}" for name, said in _pairs(packet, language)]
    return "\n".join((*lines, "", *_notes(packet, language), ""))


def _page(packet: dict[str, Any], language: str) -> str:
    direction = "rtl" if language == "ar" else "ltr"
    title = html.escape(f"{WORDS[language]['title']} {packet['reference']}")
    rows = "".join(
        f'<tr><th scope="row">{html.escape(name)}</th><td dir="auto">{html.escape(said)}</td></tr>\n'
        for name, said in _pairs(packet, language)
    )
    notes = "".join(f"<p>{html.escape(one)}</p>\n" for one in _notes(packet, language))
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction}"><head><meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>\n'
        "<style>body{font:1rem/1.6 sans-serif;margin:2rem auto;max-width:42rem;padding:0 1rem}"
        "th{text-align:start;vertical-align:top;padding:.4rem;width:35%}td{padding:.4rem;white-space:pre-line}"
        "tr{border-bottom:1px solid}table{width:100%;border-collapse:collapse}</style></head>\n"
        f"<body><h1>{title}</h1>\n<table>\n{rows}</table>\n{notes}</body></html>\n"
    )


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


def _write(file: Path, body: bytes) -> None:
    """A new file that only its owner reads: nothing that is there is written over."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Wrong(f"{file} is there already. Choose another name.") from None
    except OSError as reason:
        raise Wrong(f"{file} cannot be written: {reason.strerror}.") from None
    with os.fdopen(handle, "wb") as out:
        out.write(body)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="packet.py", description="Open a sealed packet, and answer it.")
    commands = parser.add_subparsers(required=True, metavar="key | open | answer")
    made = commands.add_parser("key", help="make a key, once")
    made.add_argument("file", type=Path, help="where the private key is kept")
    made.set_defaults(run=key)
    for name, run, words in (
        ("open", open_packet, "read a packet"),
        ("answer", answer, "write a reply file"),
    ):
        one = commands.add_parser(name, help=words)
        one.add_argument("packet", type=Path, help="the file that you were given")
        one.add_argument("--identity", type=Path, required=True, help="the file with your private key")
        one.add_argument("--fingerprint", required=True, help="of the key that signs, read to you by telephone")
        one.add_argument("--to", type=Path, required=True, help="the file to write (.html or .txt; a reply: .age)")
        one.set_defaults(run=run)
        if name == "open":
            one.add_argument("--language", choices=sorted(WORDS), default="")
        else:
            one.add_argument("--answer", choices=ANSWERS, required=True)
            one.add_argument("--reason", choices=REASONS, default="")
            one.add_argument("--words", default="")
    return parser


if __name__ == "__main__":
    sys.exit(main())
