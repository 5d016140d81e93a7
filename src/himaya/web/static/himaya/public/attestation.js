// Reads a letter by its signature and its bearer's phrase, in this browser alone: nothing typed here is ever sent.
// What a phrase is tidied to, and what is derived from it, is what himaya/attestations/phrases.py does; a test holds the
// two together. scrypt (RFC 7914) is written out because browsers have PBKDF2 and SHA-256, and no more.
"use strict";

const Attestation = (() => {
  const utf8 = (text) => new TextEncoder().encode(text);
  const hex = (bytes) => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
  const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const unbase64 = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const same = { "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ہ": "ه", "ھ": "ه", "ک": "ك", "گ": "ك",
    "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "ı": "i" };

  function tidy(phrase) {
    const bare = Array.from(phrase).slice(0, 200).join("").normalize("NFKD").toLowerCase().normalize("NFKD");
    return Array.from(bare).filter((one) => /[\p{L}\p{N}]/u.test(one) && !/\p{Lm}/u.test(one)).map((one) => {
      const code = one.codePointAt(0);
      if (code >= 0x660 && code <= 0x669) return String(code - 0x660);
      if (code >= 0x6f0 && code <= 0x6f9) return String(code - 0x6f0);
      return same[one] ?? one;
    }).join("");
  }

  async function pbkdf2(password, salt, length) {
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: 1 };
    return new Uint8Array(await crypto.subtle.deriveBits(how, key, length * 8));
  }

  const turned = (word, by) => (word << by) | (word >>> (32 - by));

  function salsa(block, x) {
    x.set(block);
    const quarter = (a, b, c, d) => {
      x[b] ^= turned(x[a] + x[d], 7);
      x[c] ^= turned(x[b] + x[a], 9);
      x[d] ^= turned(x[c] + x[b], 13);
      x[a] ^= turned(x[d] + x[c], 18);
    };
    for (let round = 0; round < 4; round += 1) {
      quarter(0, 4, 8, 12); quarter(5, 9, 13, 1); quarter(10, 14, 2, 6); quarter(15, 3, 7, 11);
      quarter(0, 1, 2, 3); quarter(5, 6, 7, 4); quarter(10, 11, 8, 9); quarter(15, 12, 13, 14);
    }
    for (let at = 0; at < 16; at += 1) block[at] += x[at];
  }

  function mix(blocks, r, out, block, x) {
    block.set(blocks.subarray((2 * r - 1) * 16));
    for (let at = 0; at < 2 * r; at += 1) {
      for (let word = 0; word < 16; word += 1) block[word] ^= blocks[at * 16 + word];
      salsa(block, x);
      out.set(block, ((at >> 1) + (at & 1) * r) * 16);
    }
    blocks.set(out);
  }

  async function scrypt(password, salt, n, r, length) {
    const size = 32 * r;
    const view = new DataView((await pbkdf2(password, salt, size * 4)).buffer);
    const blocks = Uint32Array.from({ length: size }, (_, at) => view.getUint32(at * 4, true));
    const kept = new Uint32Array(n * size), out = new Uint32Array(size);
    const block = new Uint32Array(16), x = new Uint32Array(16);
    for (let at = 0; at < n; at += 1) {
      kept.set(blocks, at * size);
      mix(blocks, r, out, block, x);
    }
    for (let at = 0; at < n; at += 1) {
      const from = (blocks[(2 * r - 1) * 16] & (n - 1)) * size;
      for (let word = 0; word < size; word += 1) blocks[word] ^= kept[from + word];
      mix(blocks, r, out, block, x);
    }
    blocks.forEach((word, at) => view.setUint32(at * 4, word, true));
    return pbkdf2(password, new Uint8Array(view.buffer), length);
  }

  async function verifier(number, phrase) {
    const salt = (await sha256(utf8(`himaya attestation salt 1${number}`))).slice(0, 16);
    const derived = await scrypt(utf8(tidy(phrase)), salt, 1 << 17, 8, 32);
    const named = utf8("himaya attestation verifier 1");
    const whole = new Uint8Array(named.length + derived.length);
    whole.set(named);
    whole.set(derived, named.length);
    return hex(await sha256(whole));
  }

  async function signed(body, signatures, keyLine) {
    const [name, mark, encoded] = keyLine.trim().split(/\+(.*?)\+(.*)/s);
    const key = await crypto.subtle.importKey("raw", unbase64(encoded).slice(1), { name: "Ed25519" }, false, ["verify"]);
    for (const line of signatures.split("\n")) {
      const found = /^— (\S+) (\S+)$/.exec(line);
      if (!found || found[1] !== name) continue;
      const raw = unbase64(found[2]);
      if (hex(raw.slice(0, 4)) !== mark) continue;
      if (await crypto.subtle.verify({ name: "Ed25519" }, key, raw.slice(4), utf8(body))) return true;
    }
    return false;
  }

  // What the letter says: `valid` or `over` with its lines; `not_fitting` for everything else, alike.
  async function check(note, phrase, keyLine, today) {
    const none = { said: "not_fitting", lines: {} };
    const text = note.trim().split(/\r?\n/).map((line) => line.trimEnd()).join("\n");
    const parted = text.indexOf("\n\n");
    if (text.length > 4000 || parted < 0) return none;
    const lines = Object.fromEntries(text.slice(0, parted).split("\n").slice(1).map((line) => {
      const at = line.indexOf(" ");
      return [line.slice(0, at), line.slice(at + 1)];
    }));
    const own = await signed(`${text.slice(0, parted)}\n`, text.slice(parted + 2), keyLine).catch((fault) => {
      if (fault instanceof DOMException && fault.name === "NotSupportedError") throw fault;
      return false;
    });
    const known = /^scrypt-17-8-1 ([0-9a-f]{64})$/.exec(lines.phrase ?? "");
    if (!own || !known || !lines.attestation) return none;
    if ((await verifier(lines.attestation, phrase)) !== known[1]) return none;
    return { said: today <= lines["valid-until"] ? "valid" : "over", lines };
  }

  return { check, scrypt, tidy, hex, utf8 };
})();

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("check");
  if (!form) return;
  const show = (said, lines) => {
    for (const one of document.querySelectorAll("[data-said]")) one.hidden = one.dataset.said !== said;
    for (const one of document.querySelectorAll("[data-line]")) {
      const value = lines[one.dataset.line] ?? "";
      one.textContent = value;
      const row = one.closest("[data-row]");
      if (row) row.hidden = !value;
    }
    document.getElementById("answer").focus();
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    show("wait", {});
    const now = new Date();
    const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((one) => String(one).padStart(2, "0")).join("-");
    try {
      const found = await Attestation.check(form.note.value, form.phrase.value, form.dataset.key, today);
      show(found.said, found.lines);
    } catch {
      show("cannot", {});
    }
  });
});
