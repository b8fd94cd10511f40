#!/usr/bin/env python3
"""Verifies an audit bundle or a release of Counterfoil, with nothing but Python.

    python3 -I -S verify_register.py BUNDLE --trust FILE [--known-head FILE|CODE]
                                     [--checkpoint FILE] [--require-witness N] [--json]

It shares no code with the program that made the bundle: hashes, signatures and the
register itself are worked out anew. FILE of --trust holds what you were given by
another way than the bundle: public keys of the register and of witnesses, one a line
(name+id+key), and as PEM the certificates by which authorities sign timestamps
(RFC 3161; RSA, or ECDSA on P-256 and P-384). Those certificates are trusted as they
are: neither their own signatures nor revocation are looked at. A known head is an
earlier checkpoint, or the twenty characters on a printed report.

Ends with  0 verified, witnessed      20 tampered       31 of another version
          10 verified, timestamped    21 diverged       40 signed by no trusted key
          11 verified, unanchored     22 incomplete     70 fault of this program
                                      23 entries lost, as was declared by two people
                                      30 not a bundle
"""

import argparse
import base64
import csv
import hashlib
import hmac
import io
import json
import re
import struct
import sys
import zlib
from functools import partial
from pathlib import Path

OK, ANCHORED, UNANCHORED = 0, 10, 11
TAMPERED, DIVERGED, INCOMPLETE, LOST = 20, 21, 22, 23
MALFORMED, UNSUPPORTED, UNTRUSTED, INTERNAL = 30, 31, 40, 70
NAMES = {
    OK: "VERIFIED-WITNESSED",
    ANCHORED: "VERIFIED-ANCHORED",
    UNANCHORED: "VERIFIED-UNANCHORED",
    TAMPERED: "TAMPERED",
    DIVERGED: "DIVERGED",
    INCOMPLETE: "INCOMPLETE",
    LOST: "LOST",
    MALFORMED: "MALFORMED",
    UNSUPPORTED: "UNSUPPORTED",
    UNTRUSTED: "UNTRUSTED",
    INTERNAL: "INTERNAL",
}
FORM, RELEASE = "counterfoil-bundle/1", "counterfoil-release/1"
# fmt: off
HEADER = (
    "log", "position", "stream", "version", "topic", "recorded_at", "effective_on",
    "effective_until", "by", "on_behalf_of", "role", "auth", "confidence",
    "reason_code", "request", "source_document",
)
# fmt: on
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{6}Z")
HEX = re.compile(r"[0-9a-f]{64}")
SALT = re.compile(r"[0-9a-f]{32}")
PEM = re.compile("-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----")
BASES = {
    "personal": "a person's name, address or number: it is in no file of this register",
    "erased": "erased by entry",
}
# Why a release withholds what it does: by law, as two people decided, or of itself.
FOIA = "Freedom of Information Act 2000"
EIR = "Environmental Information Regulations 2004"
LGA = "Local Government Act 1972, Schedule 12A, Part 1"
LAAA = "Local Audit and Accountability Act 2014"
LAWS = {
    "foia_40": f"{FOIA}, s.40 (personal information)",
    "foia_41": f"{FOIA}, s.41 (provided in confidence)",
    "foia_43": f"{FOIA}, s.43 (commercial interests)",
    "eir_12_5_e": f"{EIR}, reg. 12(5)(e) (commercial confidentiality)",
    "eir_13": f"{EIR}, reg. 13 (personal data)",
    "sch_12a_1": f"{LGA}, para. 1 (relating to an individual)",
    "sch_12a_2": f"{LGA}, para. 2 (revealing an individual's identity)",
    "sch_12a_3": f"{LGA}, para. 3 (financial or business affairs)",
    "laaa_26_4": f"{LAAA}, s.26(4) (commercial confidentiality)",
    "laaa_26_6": f"{LAAA}, s.26(6) (personal information)",
}
OF_ITSELF = {
    "not_asked": "not asked for",
    "outside": "about something that is not in this file",
}
MOST = 64 * 2**20  # bytes of any one line, entry or small file


class Verdict(Exception):
    """Where it went wrong: exit code, reason, position and field."""


def refuse(code, reason, position=None, field=None):
    raise Verdict(code, reason, position, field)


def need(holds, code, reason, position=None, field=None):
    """Refuses what does not hold."""
    if not holds:
        refuse(code, reason, position, field)


def sha256(data):
    return hashlib.sha256(data).digest()


def plain_base64(text):
    """Bytes of Base64 in its one spelling."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        data = b""
    one = data and base64.b64encode(data).decode() == text
    need(one, MALFORMED, "Base64 in another spelling than its one")
    return data


def number(text):
    """A whole number; ValueError for any other."""
    if len(text) > 16 or abs(int(text)) >= 2**53:
        raise ValueError("a number is too long")
    return int(text)


def spell(value):
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def read_json(data, what, position=None):
    """A value in canonical JSON, which no name that stands twice has."""
    try:
        value = json.loads(
            data.decode(), parse_int=number, parse_float=number, parse_constant=number
        )
        same = spell(value) == data
    except (ValueError, RecursionError) as error:
        refuse(TAMPERED, f"it is not JSON: {error}", position, what)
    need(same, TAMPERED, "it is not in canonical form", position, what)
    return value


# -- Ed25519, RFC 8032 ---------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def point_of(data):
    """The point that 32 bytes name (5.1.3); None where they name none."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if y >= P or (x * x - square) % P or (sign and not x):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def add(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    i, j, k, m = f - e, h - g, h + g, f + e
    return (i * j % P, k * m % P, j * k % P, i * m % P)


def times(scalar, point, total=(0, 1, 1, 0), add=add):
    """So many times a point, added up from the neutral one of its curve."""
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def same_point(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 == (a[1] * b[2] - b[1] * a[2]) % P


BASE = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def is_signature(key, message, signature):
    """Whether an Ed25519 key made this signature; weak keys make none."""
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r = point_of(key), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    if same_point(times(8, a), (0, 1, 1, 0)):
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    h = int.from_bytes(digest, "little") % ORDER
    return same_point(times(s, BASE), add(r, times(h, a)))


# -- Signed notes and checkpoints (C2SP) ---------------------------------------


def read_vkey(text):
    """Name, id, kind and bytes of a public key: what a --trust file is made of."""
    name, _, rest = text.partition("+")
    key_id, _, packed = rest.partition("+")
    try:
        data = plain_base64(packed)
    except Verdict:
        data = b""
    fits = sha256(name.encode() + b"\n" + data)[:4].hex() == key_id
    known = len(data) == 33 and data[0] in (1, 4)
    need(fits and known, UNTRUSTED, f"{text!r} is no public key (name+id+key)")
    return name, bytes.fromhex(key_id), data[0], data[1:]


def read_note(data):
    """The text of a note, and its signatures: name, id of the key, bytes."""
    text, empty, under = data.decode().rpartition("\n\n")
    lines = under[:-1].split("\n")
    whole = empty and under.endswith("\n") and len(lines) <= 100
    need(whole, MALFORMED, "a note has no signature lines at its end")
    signatures = []
    for line in lines:
        name, _, packed = line[2:].partition(" ")
        fits = line.startswith("\u2014 ") and name and "+" not in name
        need(fits, MALFORMED, "a line under a note is no signature")
        signature = plain_base64(packed)
        signatures.append((name, signature[:4], signature[4:]))
    return text + "\n", signatures


def signers(note, keys):
    """Which keys signed a note, as log and as witness; a false line is refused."""
    text, signatures = note
    found = {1: set(), 4: set()}
    for name, key_id, signature in signatures:
        for key in keys:
            if (name, key_id) != key[:2]:
                continue
            said, by = text.encode(), signature
            if key[2] == 4:
                time, by = int.from_bytes(signature[:8], "big"), signature[8:]
                said = f"cosignature/v1\ntime {time}\n".encode() + said
            own = is_signature(key[3], said, by)
            need(own, TAMPERED, f"the signature of {name} is not its own")
            found[key[2]].add(key)
    return found


def read_checkpoint(text):
    """Name, size and root."""
    name, size, root, *rest = text.split("\n")
    fits = name and rest == [""]
    need(fits, MALFORMED, "a checkpoint has three lines: name, size, root")
    plain = re.fullmatch("0|[1-9][0-9]{0,18}", size)
    need(plain, MALFORMED, "the size of a checkpoint is a plain number")
    root = plain_base64(root)
    need(len(root) == 32, MALFORMED, "a root has 32 bytes")
    return name, int(size), root


# -- Timestamps (RFC 3161) by pinned certificates ------------------------------

SEQUENCE, SET, OCTETS, INTEGER, OID = 0x30, 0x31, 0x04, 0x02, 0x06
SIGNED_DATA, TST_INFO = "2a864886f70d010702", "2a864886f70d0109100104"
MESSAGE_DIGEST, CONTENT_TYPE = "2a864886f70d010904", "2a864886f70d010903"
RSA, EC = "2a864886f70d010101", "2a8648ce3d0201"
HASHES = {
    "608648016503040201": "sha256",
    "608648016503040202": "sha384",
    "608648016503040203": "sha512",
}
# What stands before a hash that RSA signs (RFC 8017, 9.2).
BEFORE = {
    "sha256": "3031300d060960864801650304020105000420",
    "sha384": "3041300d060960864801650304020205000430",
    "sha512": "3051300d060960864801650304020305000440",
}
# y^2 = x^3 - 3x + b: the prime, b, the order and the base point (SP 800-186, 3.2.1).
CURVES = {
    "2a8648ce3d030107": (
        2**256 - 2**224 + 2**192 + 2**96 - 1,
        0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
        0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
        0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
        0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
    ),
    "2b81040022": (
        2**384 - 2**128 - 2**96 + 2**32 - 1,
        0xB3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF,
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
        0xAA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A385502F25DBF55296C3A545E3872760AB7,
        0x3617DE4A96262C6F5D9E98BF9292DC29F8F41DBD289A147CE9DA3113B5F0B8C00A60B1CE1D7E819D7A431D7C90EA0E5F,
    ),
}


def expect(holds, reason):
    if not holds:
        raise ValueError(reason)


def der(data):
    """The elements of DER: tag, content, and the whole."""
    found, at = [], 0
    while at < len(data):
        length, after = data[at + 1], at + 2
        if length >= 128:
            after += length - 128
            length = int.from_bytes(data[at + 2 : after], "big")
        expect(after + length <= len(data), "an element breaks off")
        whole = data[at : after + length]
        found.append((data[at], data[after : after + length], whole))
        at = after + length
    return found


def content(element, tag):
    """What is in an element, which has to have this tag."""
    expect(element[0] == tag, "an element of another kind")
    return element[1]


def inside(element, tag=SEQUENCE):
    return der(content(element, tag))


def oid(element):
    return content(element, OID).hex()


def integer(element):
    return int.from_bytes(content(element, INTEGER), "big", signed=True)


def moment_of(element):
    """A time of DER as text: years in four figures, UTC, without fractions."""
    text = element[1].decode("ascii")
    if element[0] == 0x17:
        text = ("19" if text >= "50" else "20") + text
    found = re.fullmatch(r"([0-9]{14})(\.[0-9]+)?Z", text)
    expect(found, "no time")
    return found[1]


def read_certificate(data):
    """What names a certificate, its public key, and from when to when it is valid."""
    (outer,) = der(data)
    body = inside(inside(outer)[0])
    if body[0][0] == 0xA0:
        body = body[1:]
    algorithm, key = inside(body[5])
    return {
        "named": (body[2][2], body[0][1]),
        "kind": [oid(one) for one in inside(algorithm) if one[0] == OID],
        "key": key[1][1:],
        "valid": [moment_of(one) for one in inside(body[3])],
    }


def is_signed(certificate, algorithm, message, signature):
    """Whether a certificate's key made a signature: RSA PKCS #1 v1.5, or ECDSA."""
    kind, key = certificate["kind"], certificate["key"]
    digest = hashlib.new(algorithm, message).digest()
    if kind[:1] == [RSA]:
        return is_rsa(key, bytes.fromhex(BEFORE[algorithm]) + digest, signature)
    known = kind[:1] == [EC] and kind[1] in CURVES
    expect(known, "a key of a kind that is not read here")
    r, s = map(integer, inside(der(signature)[0]))
    return is_ecdsa(CURVES[kind[1]], key, digest, r, s)


def is_rsa(key, said, signature):
    """RFC 8017, 8.2.2, with keys of 2048 bits or more."""
    modulus, exponent = map(integer, inside(der(key)[0]))
    length = (modulus.bit_length() + 7) // 8
    if modulus.bit_length() < 2048 or len(signature) != length:
        return False
    expected = b"\0\1" + b"\xff" * (length - len(said) - 3) + b"\0" + said
    found = pow(int.from_bytes(signature, "big"), exponent, modulus)
    return found == int.from_bytes(expected, "big")


def is_ecdsa(curve, key, digest, r, s):
    """FIPS 186-5, 6.4.2."""
    prime, b, order, *base = curve
    width = (prime.bit_length() + 7) // 8
    x, y = (int.from_bytes(part, "big") for part in (key[1:-width], key[-width:]))
    on_it = (y * y - x * x * x + 3 * x - b) % prime == 0
    if key[:1] != b"\4" or len(key) != 1 + 2 * width or not on_it:
        return False
    if not (0 < r < order and 0 < s < order and max(x, y) < prime):
        return False
    shift = max(0, len(digest) * 8 - order.bit_length())
    e, w = int.from_bytes(digest, "big") >> shift, pow(s, -1, order)
    plus = partial(curve_add, prime)
    ours = times(e * w % order, base, None, plus)
    found = plus(ours, times(r * w % order, (x, y), None, plus))
    return found is not None and found[0] % order == r


def curve_add(prime, a, b):
    """The sum of two points, None being the neutral one."""
    if a is None or b is None:
        return a or b
    if a[0] == b[0]:
        if (a[1] + b[1]) % prime == 0:
            return None
        slope = 3 * (a[0] * a[0] - 1) * pow(2 * a[1], -1, prime)
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, prime)
    x = (slope * slope - a[0] - b[0]) % prime
    return x, (slope * (a[0] - x) - a[1]) % prime


def stamped_at(reply, text, certificates):
    """When an authority that is pinned stamped a text; None for one that is not.

    ValueError for what is not a timestamp of this text by whom it says.
    """
    status, token = inside(der(reply)[0])[:2]
    expect(integer(inside(status)[0]) == 0, "the authority refused")
    kind, packed = inside(token)
    data = inside(inside(packed, 0xA0)[0])
    what, packed = inside(data[2])
    expect((oid(kind), oid(what)) == (SIGNED_DATA, TST_INFO), "no timestamp")
    stamp = inside(packed, 0xA0)[0][1]
    said = inside(der(stamp)[0])
    hashed, digest = inside(said[2])
    of = HASHES[oid(inside(hashed)[0])]
    same = digest[1] == hashlib.new(of, text.encode()).digest()
    expect(same, "a timestamp of something else")
    (signer,) = inside(data[-1], SET)
    _, named, hashing, attributes, _, signature = inside(signer)[:6]
    issuer, serial = inside(named)
    algorithm = HASHES[oid(inside(hashing)[0])]
    check_attributes(attributes, hashlib.new(algorithm, stamp).digest())
    for certificate in certificates:
        if certificate["named"] != (issuer[2], serial[1]):
            continue
        message = b"\x31" + attributes[2][1:]
        own = is_signed(certificate, algorithm, message, signature[1])
        expect(own, "the authority has not signed it so")
        at, (since, until) = moment_of(said[4]), certificate["valid"]
        expect(since <= at <= until, "the certificate was not valid then")
        return f"{at[:4]}-{at[4:6]}-{at[6:8]}T{at[8:10]}:{at[10:12]}:{at[12:]}Z"
    return None


def check_attributes(attributes, digest):
    """What is signed says that it is of this stamp (RFC 5652, 5.4)."""
    pairs = [inside(one) for one in inside(attributes, 0xA0)]
    told = {oid(name): inside(values, SET) for name, values in pairs}
    same = told[MESSAGE_DIGEST] == der(bytes([OCTETS, len(digest)]) + digest)
    expect(same and len(told) == len(pairs), "what was signed is another stamp")
    expect(oid(told[CONTENT_TYPE][0]) == TST_INFO, "what was signed is no stamp")


# -- The tree (RFC 6962) -------------------------------------------------------


class Tree:
    """The tree of a bundle: its own leaves, and what lies beside them as given."""

    def __init__(self, first, leaves, beside):
        self.first, self.leaves, self.beside = first, leaves, beside
        self.end = first - 1 + len(leaves) // 32

    def sizes(self, size):
        """The sizes over which a root may be worked out, the largest first."""
        return [size, *range(min(self.end, size - 1), self.first - 2, -1)]

    def root(self, size):
        """The root over the first entries; KeyError if too little is given for it."""
        if size == 0:
            return sha256(b"")
        return self._over(0, size)

    def require(self, size, reason, position, field=None):
        try:
            return self.root(size)
        except KeyError:
            refuse(INCOMPLETE, reason, position, field)

    def _over(self, start, stop):
        if start >= self.first - 1 and stop <= self.end:
            return self._own(start, stop)
        span = stop - start
        if span & (span - 1) == 0 and (start, stop) in self.beside:
            return self.beside[start, stop]
        if span == 1:
            raise KeyError(start)
        split = start + (1 << (span - 1).bit_length() - 1)
        return sha256(b"\x01" + self._over(start, split) + self._over(split, stop))

    def _own(self, start, stop):
        """The same where all leaves are the bundle's: row by row, without recursion."""
        at = (start - self.first + 1) * 32
        row = [
            bytes(self.leaves[n : n + 32])
            for n in range(at, at + (stop - start) * 32, 32)
        ]
        while len(row) > 1:
            over = [
                sha256(b"\x01" + row[n] + row[n + 1]) for n in range(0, len(row) - 1, 2)
            ]
            row = over + ([row[-1]] if len(row) % 2 else [])
        return row[0]


def head_code(root):
    return base64.b32encode(root).decode()[:20]


# -- The container -------------------------------------------------------------

# The heads of files, the lines of the table of files, and its end (APPNOTE, 4.3).
LOCAL, CENTRAL, END = "<4s5H3I2H", "<4s6H3I5H2I", "<4s4H2IH"


class Container:
    """A zip file in the one form that bundles have: stored, nothing between, no more.

    Every byte of it is either content or follows from the content.
    """

    def __init__(self, file):
        self.file, self.parts = file, {}
        self.size = file.seek(0, 2)
        end = self._at(self.size - 22, 22)
        no_end = "this is no bundle: it does not end like one"
        need(end[:4] == b"PK\5\6", MALFORMED, no_end)
        many, start = struct.unpack("<10xH4xI2x", end)
        table, offset = bytearray(), 0
        for _ in range(many):
            line = self._at(start + len(table), 46)
            crc, size, width = struct.unpack("<16x2I4xH16x", line)
            name = self._at(start + len(table) + 46, width)
            same = 20, 0, 0, 0, 33, crc, size, size, width
            local = struct.pack(LOCAL, b"PK\3\4", *same, 0) + name
            there = self._at(offset, len(local))
            need(there == local, MALFORMED, "two tables of the bundle disagree")
            more = 0, 0, 0, 0, 0o600 << 16, offset
            table += struct.pack(CENTRAL, b"PK\1\2", 20, *same, *more) + name
            self._add(name.decode("ascii", "replace"), offset + len(local), size, crc)
            offset += len(local) + size
        ended = b"PK\5\6", 0, 0, many, many, len(table), offset, 0
        table += struct.pack(END, *ended)
        fits = offset + len(table) == self.size
        fits = fits and self._at(offset, len(table)) == table
        need(fits, MALFORMED, "the bundle's table of files is not its own")

    def _add(self, name, *place):
        plain = re.fullmatch(r"[a-z0-9][a-z0-9./]*", name)
        fits = plain and "//" not in name and ".." not in name
        twice = name in self.parts
        need(
            fits and not twice, MALFORMED, f"{name!r} is no file of a bundle, or twice"
        )
        self.parts[name] = place

    def _at(self, offset, length):
        self.file.seek(max(offset, 0))
        data = self.file.read(length)
        need(offset >= 0 and len(data) == length, MALFORMED, "the bundle breaks off")
        return data

    def _find(self, name):
        need(name in self.parts, INCOMPLETE, "the bundle lacks it", None, name)
        return self.parts[name]

    def _chunks(self, name):
        start, length, _ = self._find(name)
        for at in range(start, start + length, 2**20):
            yield self._at(at, min(2**20, start + length - at))

    def check(self, name, expected):
        """Checks a file against the manifest: length, SHA-256 and checksum."""
        _, length, crc = self.parts[name]
        digest, found = hashlib.sha256(), 0
        for chunk in self._chunks(name):
            digest.update(chunk)
            found = zlib.crc32(chunk, found)
        need(found == crc, TAMPERED, "its checksum is another", None, name)
        if expected:
            same = expected == {"bytes": length, "sha256": digest.hexdigest()}
            need(same, TAMPERED, "it is not as the manifest has it", None, name)

    def whole(self, name):
        start, length, _ = self._find(name)
        need(length <= MOST, MALFORMED, "it is too large", None, name)
        return self._at(start, length)

    def lines(self, name):
        """The lines of a file, each of which has to end."""
        rest = b""
        for chunk in self._chunks(name):
            *whole, rest = (rest + chunk).split(b"\n")
            yield from whole
            need(len(rest) <= MOST, MALFORMED, "a line is too long", None, name)
        need(not rest, TAMPERED, "its last line does not end", None, name)

    def entries(self):
        """The entries of all entry bundles, in the order of their names."""
        for name in sorted(n for n in self.parts if n.startswith("entries/")):
            data, at = self.whole(name), 0
            while at < len(data):
                length = int.from_bytes(data[at : at + 2], "big")
                entry = data[at + 2 : at + 2 + length]
                whole = len(entry) == length > 0
                need(whole, TAMPERED, "an entry breaks off", None, name)
                yield entry
                at += 2 + length


# -- What the entries say ------------------------------------------------------


class Register:
    """The register, followed entry by entry: order, accounts of digests, values."""

    def __init__(self, manifest):
        self.manifest, self.position = manifest, manifest["from"] - 1
        self.versions, self.moment = {}, ""
        self.whole, self.bases = manifest["from"] == 1, {*BASES, "scope"}
        self.erased, self.erasures, self.keys, self.losses = [], {}, [], []
        self.things = {"risk": {}, "contract": {}}

    def take(self, entry, told):
        """Follows one entry with what is disclosed of it."""
        at = self.next(told)
        header = read_json(entry, "entry", at)
        self._check_header(header, at)
        values = self._account(header, told, at)
        self.position = at
        self._follow(header, header["topic"].rpartition(".")[0], values, told)

    def next(self, _):
        """The position of the next entry: there is none between."""
        return self.position + 1

    def _check_header(self, header, at):
        for name in (*HEADER, "_sd"):
            need(name in header, TAMPERED, "is missing", at, name)
        no_more = len(header) == len(HEADER) + 1
        need(no_more, TAMPERED, "holds more than an entry has", at, "entry")
        reason = f"#{header['position']} stands in the place of #{at}"
        need(header["position"] == at, INCOMPLETE, reason, at, "position")
        own = header["log"] == self.manifest["log"]
        need(own, TAMPERED, "is of another log", at, "log")
        stream, version = header["stream"], header["version"]
        known = self.versions.get(stream, 0 if self.whole else None)
        fits = type(version) is int and known in (None, version - 1)
        need(fits, TAMPERED, f"{version} follows {known}", at, "version")
        self.versions[stream] = version
        plain = isinstance(stream, str) and UUID.fullmatch(stream)
        need(plain, TAMPERED, "is no id", at, "stream")
        moment = header["recorded_at"]
        plain = isinstance(moment, str) and MOMENT.fullmatch(moment)
        need(plain, TAMPERED, "is no moment", at, "recorded_at")
        reason = "is before that of the entry before"
        need(moment >= self.moment, TAMPERED, reason, at, "recorded_at")
        self.moment = moment

    def _account(self, header, told, at):
        """Every digest of the entry is disclosed or withheld for a reason."""
        fits = told.keys() == {"position", "open", "withheld"}
        fits = fits and told["position"] == at
        need(fits, INCOMPLETE, "nothing is said of its fields", at, "disclosures")
        digests, values = {}, {}
        for name, (salt, value) in told["open"].items():
            need(SALT.fullmatch(salt), TAMPERED, "has no salt", at, name)
            said = bytes.fromhex(salt) + name.encode() + b"\0" + spell(value)
            digests[name] = hashlib.sha256(said).hexdigest()
            values[name] = value
        for name, held in told["withheld"].items():
            fits = name not in digests and HEX.fullmatch(held.get("digest", ""))
            need(fits, TAMPERED, "is withheld without a digest", at, name)
            based = held.get("basis") in self.bases
            need(based, INCOMPLETE, "is withheld without a basis", at, name)
            if held["basis"] == "erased":
                self.erased.append((at, name, held.get("by"), held.get("subject")))
            digests[name] = held["digest"]
        sealed = header["_sd"]
        for name, digest in sorted(digests.items()):
            need(digest in sealed, TAMPERED, "is not what was sealed", at, name)
        reason = "a field is neither disclosed nor withheld for a reason"
        need(sorted(digests.values()) == sealed, INCOMPLETE, reason, at, "_sd")
        return values

    def _follow(self, header, kind, values, _):
        at = header["position"]
        if kind == "erasure-carried-out":
            self.erasures[at] = values
        if kind in ("signing-key-adopted", "loss-confirmed"):
            self.keys.append(values)
        if kind in ("loss-declared", "loss-confirmed"):
            self.losses.append((kind, header["by"], values))
        noun = kind.partition("-")[0]
        if noun in self.things:
            day = self.manifest["effective_on"]
            reperform(self.things[noun], noun, header, values, day)

    def _reaches(self, position):
        return self.manifest["from"] <= position <= self.manifest["to"]

    def check_erased(self):
        """What is said to be erased was ordered to be, by two people."""
        outside = 0
        for at, name, by, subject in self.erased:
            later = type(by) is int and at < by <= self.manifest["size"]
            need(later, INCOMPLETE, "is erased by no entry", at, name)
            if not self._reaches(by):
                outside += 1
                continue
            order = self.erasures.get(by) or {}
            struck = (order.get("position"), order.get("field")) == (at, name)
            forgotten = subject is not None and order.get("subject") == subject
            reason = f"is said to be erased by #{by}, which ordered no such thing"
            need(struck or forgotten, INCOMPLETE, reason, at, name)
        return outside


class Release(Register):
    """What a release tells: whole records, by whose decision, and why not all of it."""

    def __init__(self, manifest):
        super().__init__(manifest)
        self.things, self.bases = {}, {*BASES, *LAWS, *OF_ITSELF}
        self.hands, self.prepared, self.approved = set(), None, False
        self.cited, self.born, self.counts, self.rows = [], {}, [0, 0], []

    def next(self, told):
        at = told["position"]
        fits = type(at) is int and self.position < at <= self.manifest["size"]
        need(fits, TAMPERED, "its entries are not in order", at, "position")
        return at

    def _check_header(self, header, at):
        before = self.versions.get(header.get("stream"), 0)
        if isinstance(header.get("version"), int) and header["version"] > before + 1:
            reason = f"{before} is followed by {header['version']}: entries are missing"
            refuse(INCOMPLETE, reason, at, "version")
        super()._check_header(header, at)

    def _follow(self, header, kind, values, told):
        super()._follow(header, kind, values, told)
        at, stream = header["position"], header["stream"]
        self.rows.append((header, self.born.setdefault(stream, at), kind, told))
        self.counts[0] += len(told["open"])
        self.counts[1] += len(told["withheld"])
        for name, held in told["withheld"].items():
            if held["basis"] in LAWS:
                self.cited.append((at, stream, name, held["basis"]))
        if stream == self.manifest["release"]:
            self._decide(kind, header, values)

    def _decide(self, kind, header, values):
        people = {header["by"], header["on_behalf_of"]} - {None}
        if kind == "release-approved":
            fits = values.get("cut_at") == (self.prepared or {}).get("cut_at")
            self.approved = fits and self.hands.isdisjoint(people)
            return
        self.approved = False
        if kind == "release-prepared":
            self.prepared = values
        if kind != "release-rejected":
            self.hands |= people

    def check_decided(self):
        """What is withheld was decided to be, by two people."""
        fits = self.approved and self.prepared["cut_at"] == self.manifest["cut_at"]
        reason = "it was approved by nobody but those who prepared it"
        need(fits, INCOMPLETE, reason, None, "release-approved")
        rules = [
            (r["field"], r["basis"], r.get("record_id"))
            for r in self.prepared["withhold"]
        ]
        for at, stream, name, basis in self.cited:
            of = name.removesuffix("_why"), basis
            decided = (*of, None) in rules or (*of, stream) in rules
            reason = f"is withheld under {LAWS[basis]}, which nobody decided"
            need(decided, INCOMPLETE, reason, at, name)

    def table(self):
        """The table that people read, worked out from the entries."""
        out = io.StringIO()
        write = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow
        write(["entry", "recorded", "record", "what", "field", "value", "withheld"])
        for header, record, kind, told in self.rows:
            first = (header["position"], header["recorded_at"][:10], record, kind)
            for name in sorted({**told["open"], **told["withheld"]}):
                cells = (*first, name, *shown(told, name))
                risky = ("=", "+", "-", "@", "\t", "\r")
                write([f"'{c}" if str(c).startswith(risky) else c for c in cells])
        return out.getvalue().encode()


def shown(told, name):
    if name in told["open"]:
        value = told["open"][name][1]
        return value if isinstance(value, str) else spell(value).decode(), ""
    held = told["withheld"][name]
    because = {**BASES, **LAWS, **OF_ITSELF}[held["basis"]]
    return "", f"{because} {held['by']}" if "by" in held else because


# -- The register worked out anew ----------------------------------------------

FIELDS = {
    "risk": ("current", "inherent", "target"),
    "contract": ("start", "end", "annual_value", "payment_terms_days"),
}


def reperform(things, noun, header, values, day):
    """The scores of a risk, the terms of a contract: the last said of a day holds."""
    until = header["effective_until"]
    thing = things.setdefault(header["stream"], {"born": header["position"]})
    holds = header["effective_on"] <= day and (until is None or day < until)
    for name in FIELDS[noun]:
        if name in values and holds:
            thing[name] = values[name]


def comparable(value):
    """A value as both sides write it: what is not known has no value."""
    if isinstance(value, dict):
        if "unknown" in value or "not_applicable" in value:
            return None
        return {k: v for k, v in value.items() if k != "score"}
    return value


def compare_tables(container, register):
    """What the register shows against what its entries come to."""
    counts = {}
    for noun, things in register.things.items():
        table, seen = f"tables/{noun}s.ndjson", set()
        for line in container.lines(table):
            shown = read_json(line, table)
            thing, named = things.get(shown["id"]), f"the {noun} {shown['id']}"
            need(thing is not None, TAMPERED, f"no entry speaks of {named}")
            seen.add(shown["id"])
            compare(noun, shown, thing)
        hidden = [thing["born"] for one, thing in things.items() if one not in seen]
        if hidden and not register.manifest["scope"]:
            reason = f"the {noun} begun here is not among those that are shown"
            refuse(INCOMPLETE, reason, min(hidden), table)
        counts[noun] = len(seen)
    return counts


def compare(noun, shown, thing):
    for name in FIELDS[noun]:
        ours = thing.get(name)
        if comparable(shown[name]) != comparable(ours):
            told, found = spell(shown[name]).decode(), spell(ours).decode()
            reason = f"the register shows {told}, its entries come to {found}"
            refuse(TAMPERED, reason, thing["born"], f"{shown['reference']} {name}")
    score = shown.get("current")
    if isinstance(score, dict) and "score" in score:
        right = score["score"] == score["likelihood"] * score["impact"]
        reason = "the score is not likelihood times impact"
        need(right, TAMPERED, reason, thing["born"], "score")


# -- Trust ---------------------------------------------------------------------


def trusted_keys(register, trusted):
    """The keys that are trusted, and those that a trusted one has vouched for."""
    known = list(trusted)
    for values in register.keys:
        over = values.get("signed_over")
        if not over or "vkey" not in values:
            continue
        note = read_note(over.encode())
        said = f"counterfoil/next-signing-key/v1\n{register.manifest['log']}\n"
        if note[0] == f"{said}{values['vkey']}\n" and signers(note, known)[1]:
            known.append(read_vkey(values["vkey"]))
    return known


def declared_lost(register, size, root):
    """Which entries two people declared to be gone, if this head is one of theirs."""
    for n, (kind, by, values) in enumerate(register.losses):
        if kind != "loss-declared":
            continue
        note = read_note(values["last_signed"].encode())
        _, last, lost_root = read_checkpoint(note[0])
        agreed = any(
            k == "loss-confirmed" and b != by for k, b, _ in register.losses[n:]
        )
        ours = values["lost_from"] <= size <= last
        if agreed and ours and (size < last or root == lost_root):
            return f"entries {values['lost_from']} to {last}"
    return None


def check_known_head(said, tree, register, size):
    """An earlier head, as a note or a typed code, against the tree of the bundle."""
    path = Path(said)
    data = path.read_bytes() if path.is_file() else said.encode()
    if b"\n\n" not in data:
        return check_code(data, tree, size)
    _, at, root = read_checkpoint(read_note(data)[0])
    reason = f"it has {at} entries, and the log ends at {size}"
    if at <= size:
        if tree.require(at, "the bundle does not reach back to it", at) == root:
            return f"begins with the known head of {at}"
        reason = "the first entries are not those that were signed then"
    if lost := declared_lost(register, at, root):
        refuse(LOST, f"{lost} are lost, as two people declared", at)
    return refuse(DIVERGED, reason, at, "known head")


def check_code(data, tree, size):
    code = "".join(data.decode("utf-8", "replace").split()).replace("-", "").upper()
    fits = re.fullmatch("[A-Z2-7]{20}", code)
    need(fits, MALFORMED, "a head code has twenty letters and figures 2 to 7")
    for at in tree.sizes(size):
        try:
            if hmac.compare_digest(head_code(tree.root(at)), code):
                return f"begins with the head of that code, of {at} entries"
        except KeyError:
            continue
    return refuse(DIVERGED, "no head of this log has that code", None, "known head")


class Vouched:
    """Up to which entry witnesses and authorities vouch for a log, and their words."""

    def __init__(self):
        self.witnessed, self.stamped, self.witnesses = {}, {}, {}

    def take_head(self, note, size, known):
        """The cosignatures under a head that is one of this log's."""
        for key in signers(note, known)[4]:
            self.witnessed[size] = f"entries to #{size} witnessed by {key[0]}"
            self.witnesses[key] = max(size, self.witnesses.get(key, 0))

    def take_stamp(self, reply, note, size, trusted):
        try:
            at = stamped_at(reply, note[0], trusted)
        except (ValueError, KeyError, IndexError, TypeError) as error:
            reason = f"it is no timestamp of the head beside it: {error!r}"
            refuse(TAMPERED, reason, size, "timestamp")
        if at is not None:
            self.stamped[size] = f"entries to #{size} stamped at {at}"

    def grade(self, last):
        if max(self.witnessed, default=0) >= last:
            return OK
        return ANCHORED if max(self.stamped, default=0) >= last else UNANCHORED

    def said(self):
        for found in (self.witnessed, self.stamped):
            if found:
                yield found[max(found)]


def vouched_for(container, tree, known, certificates):
    """What others have signed of heads of this log, which the tree has to have."""
    found = Vouched()
    for name in container.parts:
        told = re.fullmatch(r"checkpoints/([0-9]{1,18})(\.[0-9]{1,3}\.tsr)?", name)
        if not told:
            continue
        note = read_note(container.whole(f"checkpoints/{told[1]}"))
        _, size, root = read_checkpoint(note[0])
        fits = size == int(told[1])
        fits = (
            fits
            and tree.require(size, "the bundle does not reach it", None, name) == root
        )
        need(fits, TAMPERED, "is no head of these entries", size, name)
        if told[2]:
            found.take_stamp(container.whole(name), note, size, certificates)
        else:
            found.take_head(note, size, known)
    return found


# -- All of it -----------------------------------------------------------------


def open_bundle(file):
    container = Container(file)
    data = container.whole("manifest.json").rstrip(b"\n")
    manifest = read_json(data, "manifest.json")
    known = isinstance(manifest, dict) and manifest.get("form") in (FORM, RELEASE)
    need(known, UNSUPPORTED, f"it is in none of the forms {FORM}, {RELEASE}")
    files, apart = manifest["files"], {"manifest.json"}
    if manifest["form"] == RELEASE:
        apart.add("manifest.note")
        manifest |= {"from": 1, "to": manifest["size"]}
    same = set(files) | apart == set(container.parts)
    need(same, INCOMPLETE, "the manifest names other files than there are")
    for name in container.parts:
        container.check(name, files.get(name))
    return container, manifest


def read_beside(container, own, size):
    """The roots of the subtrees beside the entries: exactly these, and none over them.

    A root that lay over an entry would vouch for it, whatever the entry says.
    """
    beside = {}
    for line in container.lines("beside.txt"):
        found = re.fullmatch(rb"([0-9]{1,18}) ([0-9]{1,18}) ([0-9a-f]{64})", line)
        need(found, TAMPERED, "a line is no subtree", None, "beside.txt")
        beside[int(found[1]), int(found[2])] = bytes.fromhex(found[3].decode())
    at = 0
    for start, stop in sorted([*beside, *own]):
        reason = f"entries and subtrees do not lie side by side at {start}"
        need(start == at < stop, TAMPERED, reason, None, "beside.txt")
        at = stop
    need(at == size, INCOMPLETE, f"it ends at {at} of {size}", None, "beside.txt")
    return beside


def follow(container, manifest):
    """The tree over the entries, and the register that they come to."""
    scattered = manifest["form"] == RELEASE
    first, last, size = (manifest[name] for name in ("from", "to", "size"))
    beside = {} if scattered else read_beside(container, [(first - 1, last)], size)
    register = (Release if scattered else Register)(manifest)
    told, leaves, alone = container.lines("disclosures.ndjson"), bytearray(), {}
    for entry in container.entries():
        line = next(told, None)
        at = register.position + 1
        there = line is not None
        need(there, INCOMPLETE, "nothing is said of its fields", at, "disclosures")
        register.take(entry, read_json(line, "disclosures", at))
        if scattered:
            alone[register.position - 1, register.position] = sha256(b"\0" + entry)
        else:
            leaves += sha256(b"\0" + entry)
    many = manifest["entries"] if scattered else last - first + 1
    whole = next(told, None) is None and many == len(alone) + len(leaves) // 32
    reason = f"entries are missing, or too many: the manifest has {many}"
    need(whole, INCOMPLETE, reason, register.position, "to")
    if scattered:
        beside = read_beside(container, alone, size) | alone
    return Tree(first, leaves, beside), register


def check_release(container, register):
    """What a release withholds was decided, and its table says what its entries say."""
    register.check_decided()
    same = container.whole("table.csv") == register.table()
    need(same, TAMPERED, "it does not say what the entries say", None, "table.csv")


def check_note(container, manifest, keys):
    """The signature of the log on the manifest, and so on every byte of a release."""
    text, signatures = note = read_note(container.whole("manifest.note"))
    hashed = base64.b64encode(sha256(container.whole("manifest.json"))).decode()
    same = text == f"{RELEASE}\n{manifest['log']}\n{hashed}\n"
    fits = same and len(signatures) == 1
    need(fits, TAMPERED, "the signature is on another one", None, "manifest")
    own = signers(note, keys)[1]
    need(own, UNTRUSTED, "no key that you trust has signed this release")


def verify(options):
    options.trust = read_trust(options.trust) if options.trust else ([], [])
    with Path(options.bundle).open("rb") as file:
        return verify_file(file, options)


def verify_file(file, options):
    container, manifest = open_bundle(file)
    note = read_note(container.whole("checkpoint"))
    origin, size, root = read_checkpoint(note[0])
    same = (origin, size) == (manifest["origin"], manifest["size"])
    need(same, TAMPERED, "the manifest names another head", None, "checkpoint")
    is_release = manifest["form"] == RELEASE
    tree, register = follow(container, manifest)
    if is_release:
        check_release(container, register)
    found = tree.require(size, "the tree cannot be worked out", None, "beside.txt")
    reason = "the entries do not lead to the signed root"
    need(found == root, TAMPERED, reason, None, "root")
    outside = register.check_erased()
    counts = {}
    if register.whole and not is_release:
        counts = compare_tables(container, register)
    keys, certificates = options.trust
    known = trusted_keys(register, keys)
    signed = signers(note, known)
    vouched = vouched_for(container, tree, known, certificates)
    vouched.take_head(note, size, known)
    said = [summary(manifest, register, is_release)]
    if is_release:
        check_note(container, manifest, known)
    if outside:
        said.append(f"{outside} fields erased by entries outside of this bundle")
    said += [f"{n} {noun}s worked out anew" for noun, n in counts.items()]
    if options.checkpoint:
        cosigned = read_note(Path(options.checkpoint).read_bytes())
        reason = "the cosigned checkpoint is another"
        need(cosigned[0] == note[0], DIVERGED, reason, size, "checkpoint")
        vouched.take_head(cosigned, size, known)
        signed[1] |= signers(cosigned, known)[1]
    if options.known_head:
        said.append(check_known_head(options.known_head, tree, register, size))
    own = any(key[0] == origin for key in signed[1])
    need(own, UNTRUSTED, f"no key that you trust has signed the head of {origin}")
    last = manifest["to"]
    many = sum(at >= last for at in vouched.witnesses.values())
    wanted = options.require_witness
    reason = f"{many} of {wanted} witnesses have signed it"
    need(many >= wanted, UNTRUSTED, reason)
    return vouched.grade(last), "; ".join([*said, *vouched.said()])


def summary(manifest, register, is_release):
    size, first, last = (manifest[name] for name in ("size", "from", "to"))
    if not is_release:
        span = f"{last - first + 1} entries, #{first} to #{last}"
        return f"{span}, under a head of {size}"
    told, withheld = register.counts
    said = (
        f"{manifest['entries']} entries, {told} fields disclosed, {withheld} withheld"
    )
    laws = sorted({LAWS[basis] for *_, basis in register.cited})
    return "; ".join([f"{said} for a reason, under a head of {size}", *laws])


class Arguments(argparse.ArgumentParser):
    def error(self, message):
        refuse(MALFORMED, f"{message}; see --help")


def read_trust(path):
    """Public keys and certificates, each as it was given."""
    said = Path(path).read_text(encoding="utf-8")
    lines = (line.strip() for line in PEM.sub("", said).splitlines())
    keys = [read_vkey(line) for line in lines if line and not line.startswith("#")]
    return keys, [read_certificate(base64.b64decode(one)) for one in PEM.findall(said)]


def arguments(given):
    parser = Arguments(add_help=False, allow_abbrev=False)
    parser.add_argument("bundle")
    parser.add_argument("--trust")
    parser.add_argument("--known-head")
    parser.add_argument("--checkpoint")
    parser.add_argument("--require-witness", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(given)


def judged(given):
    """Exit code, reason, position and field."""
    try:
        return *verify(arguments(given)), None, None
    except Verdict as bad:
        return bad.args
    except OSError as error:
        return MALFORMED, f"cannot read: {error}", None, None
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        # The shape of what was read is not that of a bundle.
        return MALFORMED, f"{type(error).__name__}: {error}", None, None
    except Exception as error:  # noqa: BLE001 - whatever it was, it is no verification
        return INTERNAL, repr(error), None, None


def main(given):
    if "--help" in given:
        print(__doc__)
        return OK
    code, reason, position, field = judged(given)
    if "--json" in given:
        told = {"verdict": NAMES[code], "exit": code, "position": position}
        print(json.dumps(told | {"field": field, "reason": reason}))
        return code
    print(NAMES[code])
    if position is not None:
        print(f"  position: #{position}")
    if field is not None:
        print(f"  field: {field}")
    print(f"  {reason}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
