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

import base64
import binascii
import csv
import hashlib
import hmac
import io
import json
import re
import struct
import sys
import zlib
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
ERASES = "erasure-carried-out"
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
    """Where it went wrong: exit code, position, field and reason."""

    def __init__(self, code, reason, position=None, field=None):
        super().__init__(reason)
        self.code, self.reason = code, reason
        self.position, self.field = position, field


def sha256(data):
    return hashlib.sha256(data).digest()


def plain_base64(text):
    """Bytes of Base64 in its one spelling. Verdict MALFORMED otherwise."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if not data or base64.b64encode(data).decode() != text:
        raise Verdict(MALFORMED, "Base64 in another spelling than its one")
    return data


def once(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def number(text):
    if len(text) > 16 or abs(int(text)) >= 2**53:
        raise ValueError("a number is too long")
    return int(text)


def refuse_float(text):
    raise ValueError(f"{text} is no whole number")


def spell(value):
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def read_json(data, what, position=None):
    """A value in canonical JSON. Verdict for any other spelling of it."""
    try:
        value = json.loads(
            data.decode(),
            object_pairs_hook=once,
            parse_int=number,
            parse_float=refuse_float,
            parse_constant=refuse_float,
        )
        same = spell(value) == data
    except (ValueError, RecursionError) as error:
        raise Verdict(TAMPERED, f"it is not JSON: {error}", position, what) from None
    if not same:
        raise Verdict(TAMPERED, "it is not in canonical form", position, what)
    return value


# -- Ed25519, RFC 8032 ---------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def x_of(y, sign):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != sign else x


def add(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    i, j, k, m = f - e, h - g, h + g, f + e
    return (i * j % P, k * m % P, j * k % P, i * m % P)


def times(scalar, point):
    total = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def same_point(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 == (a[1] * b[2] - b[1] * a[2]) % P


def point_of(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    x = x_of(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (x_of(BASE_Y, 0), BASE_Y, 1, x_of(BASE_Y, 0) * BASE_Y % P)


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
    """Name, id, kind and bytes of a public key. Verdict UNTRUSTED for what is none."""
    name, _, rest = text.partition("+")
    key_id, _, packed = rest.partition("+")
    try:
        data = plain_base64(packed)
    except Verdict:
        data = b""
    fits = sha256(name.encode() + b"\n" + data)[:4].hex() == key_id
    if not fits or len(data) != 33 or data[:1] not in (b"\x01", b"\x04"):
        raise Verdict(UNTRUSTED, f"{text!r} is no public key (name+id+key)")
    return name, bytes.fromhex(key_id), data[0], data[1:]


def read_note(data):
    """The text of a note, and its signatures: name, id of the key, bytes."""
    try:
        text, empty, under = data.decode().rpartition("\n\n")
    except UnicodeDecodeError:
        raise Verdict(MALFORMED, "a note is not UTF-8") from None
    lines = under[:-1].split("\n")
    if not empty or not under.endswith("\n") or len(lines) > 100:
        raise Verdict(MALFORMED, "a note has no signature lines at its end")
    signatures = []
    for line in lines:
        name, _, packed = line[2:].partition(" ")
        if not line.startswith("\u2014 ") or not name or "+" in name:
            raise Verdict(MALFORMED, "a line under a note is no signature")
        signature = plain_base64(packed)
        signatures.append((name, signature[:4], signature[4:]))
    return text + "\n", signatures


def signers(note, keys):
    """Which keys signed a note, as log and as witness. Verdict for a false line."""
    text, signatures = note
    found = {1: set(), 4: set()}
    for name, key_id, signature in signatures:
        for key in keys:
            if (name, key_id) != key[:2]:
                continue
            message = text.encode()
            if key[2] == 4:
                time = int.from_bytes(signature[:8], "big")
                message = f"cosignature/v1\ntime {time}\n".encode() + message
            if not is_signature(key[3], message, signature[8 * (key[2] == 4) :]):
                raise Verdict(TAMPERED, f"the signature of {name} is not its own")
            found[key[2]].add(key)
    return found


def read_checkpoint(text):
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0]:
        raise Verdict(MALFORMED, "a checkpoint has three lines: name, size, root")
    if not re.fullmatch("0|[1-9][0-9]{0,18}", lines[1], re.ASCII):
        raise Verdict(MALFORMED, "the size of a checkpoint is a plain number")
    root = plain_base64(lines[2])
    if len(root) != 32:
        raise Verdict(MALFORMED, "a root has 32 bytes")
    return lines[0], int(lines[1]), root


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


def der(data):
    """The elements of DER: tag, content, and the whole. ValueError where broken."""
    found, at = [], 0
    while at < len(data):
        if at + 2 > len(data):
            raise ValueError("an element breaks off")
        length, after = data[at + 1], at + 2
        if length >= 128:
            after += length - 128
            length = int.from_bytes(data[at + 2 : after], "big")
        if after + length > len(data):
            raise ValueError("an element breaks off")
        content = data[after : after + length]
        found.append((data[at], content, data[at : after + length]))
        at = after + length
    return found


def inside(element, tag):
    """The elements in one that has to have this tag."""
    if element[0] != tag:
        raise ValueError("an element of another kind")
    return der(element[1])


def oid(element):
    if element[0] != OID:
        raise ValueError("no object identifier")
    return element[1].hex()


def whole_number(element):
    if element[0] != INTEGER:
        raise ValueError("no number")
    return int.from_bytes(element[1], "big", signed=True)


def moment_of(element):
    """A time of DER as text: years in four figures, UTC, without fractions."""
    text = element[1].decode("ascii")
    if element[0] == 0x17:
        text = ("19" if text >= "50" else "20") + text
    found = re.fullmatch(r"([0-9]{14})(\.[0-9]+)?Z", text)
    if not found:
        raise ValueError("no time")
    return found[1]


def read_certificate(data):
    """What names a certificate, its public key, and from when to when it is valid."""
    (outer,) = der(data)
    body = inside(inside(outer, SEQUENCE)[0], SEQUENCE)
    if body[0][0] == 0xA0:
        body = body[1:]
    algorithm, key = inside(body[5], SEQUENCE)
    kind = [oid(one) for one in inside(algorithm, SEQUENCE) if one[0] == OID]
    valid = tuple(moment_of(one) for one in inside(body[3], SEQUENCE))
    return {"named": (body[2][2], body[0][1]), "kind": kind, "key": key[1][1:]} | {
        "valid": valid
    }


def is_signed(certificate, algorithm, message, signature):
    """Whether a certificate's key made a signature: RSA PKCS #1 v1.5, or ECDSA."""
    kind, key = certificate["kind"], certificate["key"]
    digest = hashlib.new(algorithm, message).digest()
    if kind[:1] == [RSA]:
        modulus, exponent = (whole_number(n) for n in inside(der(key)[0], SEQUENCE))
        length = (modulus.bit_length() + 7) // 8
        said = bytes.fromhex(BEFORE[algorithm]) + digest
        expected = b"\0\1" + b"\xff" * (length - len(said) - 3) + b"\0" + said
        if modulus.bit_length() < 2048 or len(signature) != length:
            return False
        found = pow(int.from_bytes(signature, "big"), exponent, modulus)
        return found == int.from_bytes(expected, "big")
    if kind[:1] != [EC] or kind[1] not in CURVES:
        raise ValueError("a key of a kind that is not read here")
    r, s = (whole_number(n) for n in inside(der(signature)[0], SEQUENCE))
    return is_ecdsa(CURVES[kind[1]], key, digest, r, s)


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
    ours = curve_times(prime, e * w % order, tuple(base))
    found = curve_add(prime, ours, curve_times(prime, r * w % order, (x, y)))
    return found is not None and found[0] % order == r


def curve_add(prime, a, b):
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


def curve_times(prime, scalar, point):
    total = None
    while scalar:
        if scalar & 1:
            total = curve_add(prime, total, point)
        point, scalar = curve_add(prime, point, point), scalar >> 1
    return total


def stamped_at(reply, text, certificates):
    """When an authority that is pinned stamped a text; None for one that is not.

    ValueError for what is not a timestamp of this text by whom it says.
    """
    status, token = inside(der(reply)[0], SEQUENCE)[:2]
    if whole_number(inside(status, SEQUENCE)[0]) != 0:
        raise ValueError("the authority refused")
    kind, content = inside(token, SEQUENCE)
    data = inside(inside(content, 0xA0)[0], SEQUENCE)
    what, packed = inside(data[2], SEQUENCE)
    if oid(kind) != SIGNED_DATA or oid(what) != TST_INFO:
        raise ValueError("no timestamp")
    stamp = inside(packed, 0xA0)[0][1]
    said = inside(der(stamp)[0], SEQUENCE)
    hashed, digest = inside(said[2], SEQUENCE)
    of = HASHES[oid(inside(hashed, SEQUENCE)[0])]
    if digest[1] != hashlib.new(of, text.encode()).digest():
        raise ValueError("a timestamp of something else")
    (signer,) = inside(data[-1], SET)
    _, named, hashing, attributes, _, signature = inside(signer, SEQUENCE)[:6]
    issuer, serial = inside(named, SEQUENCE)
    algorithm = HASHES[oid(inside(hashing, SEQUENCE)[0])]
    if attributes[0] != 0xA0:
        raise ValueError("nothing that is signed")
    check_attributes(attributes, algorithm, stamp)
    named = (issuer[2], serial[1])
    for certificate in certificates:
        if certificate["named"] != named:
            continue
        message = b"\x31" + attributes[2][1:]
        if not is_signed(certificate, algorithm, message, signature[1]):
            raise ValueError("the authority has not signed it so")
        at = moment_of(said[4])
        if not certificate["valid"][0] <= at <= certificate["valid"][1]:
            raise ValueError("the certificate was not valid then")
        return f"{at[:4]}-{at[4:6]}-{at[6:8]}T{at[8:10]}:{at[10:12]}:{at[12:]}Z"
    return None


def check_attributes(attributes, algorithm, stamp):
    """What is signed says that it is of this stamp (RFC 5652, 5.4)."""
    pairs = [inside(one, SEQUENCE) for one in der(attributes[1])]
    told = {oid(name): inside(values, SET) for name, values in pairs}
    digest = hashlib.new(algorithm, stamp).digest()
    if len(told) != len(pairs) or told[MESSAGE_DIGEST] != der(
        bytes([OCTETS, len(digest)]) + digest
    ):
        raise ValueError("what was signed is another stamp")
    if oid(told[CONTENT_TYPE][0]) != TST_INFO:
        raise ValueError("what was signed is no stamp")


# -- The tree (RFC 6962) -------------------------------------------------------


class Tree:
    """The tree of a bundle: its own leaves, and what lies beside them as given."""

    def __init__(self, first, beside):
        self.first, self.beside, self.leaves = first, beside, bytearray()

    def add(self, leaf):
        self.leaves += leaf

    @property
    def end(self):
        return self.first - 1 + len(self.leaves) // 32

    def sizes(self, size):
        """The sizes over which a root may be worked out, the largest first."""
        return [size, *range(min(self.end, size - 1), self.first - 2, -1)]

    def root(self, size):
        """The root over the first entries; KeyError if too little is given for it."""
        if size == 0:
            return sha256(b"")
        return self._over(0, size)

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

LOCAL, CENTRAL, END = "<4s5H3I2H", "<4s6H3I5H2I", "<4s4H2IH"


class Container:
    """A zip file in the one form that bundles have: stored, nothing between, no more.

    Every byte of it is either content or follows from the content.
    """

    def __init__(self, file):
        self.file = file
        self.size = self.file.seek(0, 2)
        self.parts = {}
        self._read()

    def _read(self):
        end = self._at(self.size - 22, 22)
        magic, *counts, length, start, comment = self._fields(END, end)
        if magic != b"PK\5\6" or comment or counts[:2] != [0, 0]:
            raise Verdict(MALFORMED, "this is no bundle: it does not end like one")
        if counts[2] != counts[3] or start + length + 22 != self.size:
            raise Verdict(MALFORMED, "the bundle's table of files is not whole")
        at, offset = start, 0
        for _ in range(counts[2]):
            fixed = self._fields(CENTRAL, self._at(at, 46))
            name = self._at(at + 46, fixed[10])
            local = self._fields(LOCAL, self._at(offset, 30))
            expected = (b"PK\1\2", 20, 20, 0, 0, 0, 33)
            if fixed[:7] != expected or fixed[11:] != (0, 0, 0, 0, 0o600 << 16, offset):
                raise Verdict(MALFORMED, "the bundle's table of files is not its own")
            if local != (b"PK\3\4", 20, 0, 0, 0, 33, *fixed[7:11], 0):
                raise Verdict(MALFORMED, "two tables of the bundle disagree")
            if fixed[8] != fixed[9] or self._at(offset + 30, fixed[10]) != name:
                raise Verdict(MALFORMED, "two tables of the bundle disagree")
            told = name.decode("ascii", "replace")
            if told in self.parts or not re.fullmatch(r"[a-z0-9][a-z0-9./]*", told):
                raise Verdict(MALFORMED, f"{told!r} is no file of a bundle, or twice")
            if "//" in told or ".." in told:
                raise Verdict(MALFORMED, f"{told!r} is no file of a bundle")
            self.parts[told] = (offset + 30 + len(name), fixed[8], fixed[7])
            offset += 30 + len(name) + fixed[8]
            at += 46 + len(name)
        if offset != start or at != start + length:
            raise Verdict(MALFORMED, "the bundle holds bytes that belong to no file")

    def _at(self, offset, length):
        self.file.seek(max(offset, 0))
        data = self.file.read(length)
        if offset < 0 or len(data) != length:
            raise Verdict(MALFORMED, "the bundle breaks off")
        return data

    @staticmethod
    def _fields(form, data):
        return struct.unpack(form, data)

    def check(self, name, expected):
        """Checks a file against the manifest: length, SHA-256 and checksum."""
        start, length, crc = self.parts[name]
        digest, found = hashlib.sha256(), 0
        for at in range(start, start + length, 2**20):
            chunk = self._at(at, min(2**20, start + length - at))
            digest.update(chunk)
            found = zlib.crc32(chunk, found)
        if found != crc:
            raise Verdict(TAMPERED, "its checksum is another", field=name)
        if expected and expected != {"bytes": length, "sha256": digest.hexdigest()}:
            raise Verdict(TAMPERED, "it is not as the manifest has it", field=name)

    def whole(self, name):
        if name not in self.parts:
            raise Verdict(INCOMPLETE, "the bundle lacks it", field=name)
        start, length, _ = self.parts[name]
        if length > MOST:
            raise Verdict(MALFORMED, "it is too large", field=name)
        return self._at(start, length)

    def lines(self, name):
        """The lines of a file, each of which has to end."""
        if name not in self.parts:
            raise Verdict(INCOMPLETE, "the bundle lacks it", field=name)
        start, length, _ = self.parts[name]
        rest, at = b"", start
        while at < start + length:
            chunk = self._at(at, min(2**20, start + length - at))
            at += len(chunk)
            *whole, rest = (rest + chunk).split(b"\n")
            yield from whole
            if len(rest) > MOST:
                raise Verdict(MALFORMED, "a line is too long", field=name)
        if rest:
            raise Verdict(TAMPERED, "its last line does not end", field=name)

    def entries(self):
        """The entries of all entry bundles, in the order of their names."""
        for name in sorted(n for n in self.parts if n.startswith("entries/")):
            data, at = self.whole(name), 0
            while at < len(data):
                length = int.from_bytes(data[at : at + 2], "big")
                entry = data[at + 2 : at + 2 + length]
                if len(entry) != length or not length:
                    raise Verdict(TAMPERED, "an entry breaks off", field=name)
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
        self._follow(header, values)

    def next(self, _):
        """The position of the next entry: there is none between."""
        return self.position + 1

    def _check_header(self, header, at):
        for name in (*HEADER, "_sd"):
            if name not in header:
                raise Verdict(TAMPERED, "is missing", at, name)
        if len(header) != len(HEADER) + 1:
            raise Verdict(TAMPERED, "holds more than an entry has", at, "entry")
        if header["position"] != at:
            reason = f"#{header['position']} stands in the place of #{at}"
            raise Verdict(INCOMPLETE, reason, at, "position")
        if header["log"] != self.manifest["log"]:
            raise Verdict(TAMPERED, "is of another log", at, "log")
        stream, version = header["stream"], header["version"]
        known = self.versions.get(stream, 0 if self.whole else None)
        if type(version) is not int or (known is not None and version != known + 1):
            raise Verdict(TAMPERED, f"{version} follows {known}", at, "version")
        self.versions[stream] = version
        if not isinstance(stream, str) or not UUID.fullmatch(stream):
            raise Verdict(TAMPERED, "is no id", at, "stream")
        moment = header["recorded_at"]
        if not isinstance(moment, str) or not MOMENT.fullmatch(moment):
            raise Verdict(TAMPERED, "is no moment", at, "recorded_at")
        if moment < self.moment:
            raise Verdict(
                TAMPERED, "is before that of the entry before", at, "recorded_at"
            )
        self.moment = moment

    def _account(self, header, told, at):
        """Every digest of the entry is disclosed or withheld for a reason."""
        if told.keys() != {"position", "open", "withheld"} or told["position"] != at:
            raise Verdict(
                INCOMPLETE, "nothing is said of its fields", at, "disclosures"
            )
        digests = {}
        values = {}
        for name, (salt, value) in told["open"].items():
            if not SALT.fullmatch(salt):
                raise Verdict(TAMPERED, "has no salt", at, name)
            said = bytes.fromhex(salt) + name.encode() + b"\0" + spell(value)
            digests[name] = hashlib.sha256(said).hexdigest()
            values[name] = value
        for name, held in told["withheld"].items():
            if name in digests or not HEX.fullmatch(held.get("digest", "")):
                raise Verdict(TAMPERED, "is withheld without a digest", at, name)
            if held.get("basis") not in self.bases:
                raise Verdict(INCOMPLETE, "is withheld without a basis", at, name)
            if held["basis"] == "erased":
                self.erased.append((at, name, held.get("by"), held.get("subject")))
            digests[name] = held["digest"]
        sealed = header["_sd"]
        for name, digest in sorted(digests.items()):
            if digest not in sealed:
                reason = "is not what was sealed"
                raise Verdict(TAMPERED, reason, at, name)
        if sorted(digests.values()) != sealed:
            reason = "a field is neither disclosed nor withheld for a reason"
            raise Verdict(INCOMPLETE, reason, at, "_sd")
        return values

    def _follow(self, header, values):
        kind = header["topic"].rpartition(".")[0]
        if kind == ERASES:
            self.erasures[header["position"]] = values
        elif kind in ("signing-key-adopted", "loss-confirmed"):
            self.keys.append((header["position"], values))
        if kind in ("loss-declared", "loss-confirmed"):
            self.losses.append((header["position"], kind, header["by"], values))
        noun = kind.partition("-")[0]
        if noun in self.things:
            reperform(
                self.things[noun], noun, header, values, self.manifest["effective_on"]
            )

    def _reaches(self, position):
        return self.manifest["from"] <= position <= self.manifest["to"]

    def check_erased(self):
        """What is said to be erased was ordered to be, by two people."""
        outside = 0
        for at, name, by, subject in self.erased:
            if type(by) is not int or not at < by <= self.manifest["size"]:
                raise Verdict(INCOMPLETE, "is erased by no entry", at, name)
            if not self._reaches(by):
                outside += 1
                continue
            order = self.erasures.get(by) or {}
            struck = (order.get("position"), order.get("field")) == (at, name)
            forgotten = subject is not None and order.get("subject") == subject
            if not (struck or forgotten):
                reason = f"is said to be erased by #{by}, which ordered no such thing"
                raise Verdict(INCOMPLETE, reason, at, name)
        return outside


class Release(Register):
    """What a release tells: whole records, by whose decision, and why not all of it."""

    def __init__(self, manifest):
        super().__init__(manifest | {"from": 1, "to": manifest["size"]})
        self.things, self.bases = {}, {*BASES, *LAWS, *OF_ITSELF}
        self.hands, self.prepared, self.approved = set(), None, False
        self.cited, self.born, self.counts, self.rows = [], {}, [0, 0], []

    def next(self, told):
        at = told["position"]
        if type(at) is not int or not self.position < at <= self.manifest["size"]:
            raise Verdict(TAMPERED, "its entries are not in order", at, "position")
        return at

    def _reaches(self, _):
        return True

    def take(self, entry, told):
        header = read_json(entry, "entry", told["position"])
        before = self.versions.get(header.get("stream"), 0)
        if isinstance(header.get("version"), int) and header["version"] > before + 1:
            reason = f"{before} is followed by {header['version']}: entries are missing"
            raise Verdict(INCOMPLETE, reason, told["position"], "version")
        super().take(entry, told)
        stream, kind = header["stream"], header["topic"].rpartition(".")[0]
        record = self.born.setdefault(stream, header["position"])
        self.rows.append((header, record, kind, told))
        self.counts[0] += len(told["open"])
        self.counts[1] += len(told["withheld"])
        for name, held in told["withheld"].items():
            if held["basis"] in LAWS:
                self.cited.append((header["position"], stream, name, held["basis"]))
        if stream == self.manifest["release"]:
            self._decide(kind, header, {n: v for n, (_, v) in told["open"].items()})

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
        if not self.approved or self.prepared["cut_at"] != self.manifest["cut_at"]:
            reason = "it was approved by nobody but those who prepared it"
            raise Verdict(INCOMPLETE, reason, field="release-approved")
        rules = [
            (r["field"], r["basis"], r.get("record_id"))
            for r in self.prepared["withhold"]
        ]
        for at, stream, name, basis in self.cited:
            of = name.removesuffix("_why"), basis
            if (*of, None) not in rules and (*of, stream) not in rules:
                reason = f"is withheld under {LAWS[basis]}, which nobody decided"
                raise Verdict(INCOMPLETE, reason, at, name)

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


def check_score(shown, born):
    if isinstance(shown, dict) and "score" in shown:
        if shown["score"] == shown["likelihood"] * shown["impact"]:
            return
        reason = "the score is not likelihood times impact"
        raise Verdict(TAMPERED, reason, born, "score")


def compare_tables(container, register):
    """What the register shows against what its entries come to."""
    counts = {}
    for noun, things in register.things.items():
        seen = set()
        for line in container.lines(f"tables/{noun}s.ndjson"):
            shown = read_json(line, f"tables/{noun}s.ndjson")
            thing = things.get(shown["id"])
            if thing is None:
                raise Verdict(TAMPERED, f"no entry speaks of the {noun} {shown['id']}")
            seen.add(shown["id"])
            for name in FIELDS[noun]:
                if comparable(shown[name]) != comparable(thing.get(name)):
                    reason = (
                        f"the register shows {spell(shown[name]).decode()}, its entries"
                        f" come to {spell(thing.get(name)).decode()}"
                    )
                    field = f"{shown['reference']} {name}"
                    raise Verdict(TAMPERED, reason, thing["born"], field)
            check_score(shown.get("current"), thing["born"])
        if register.whole and not register.manifest["scope"] and seen != things.keys():
            missing = min(things[one]["born"] for one in things.keys() - seen)
            reason = f"the {noun} begun here is not among those that are shown"
            raise Verdict(INCOMPLETE, reason, missing, f"tables/{noun}s.ndjson")
        counts[noun] = len(seen)
    return counts


# -- Trust ---------------------------------------------------------------------


def trusted_keys(register, trusted):
    """The keys that are trusted, and those that a trusted one has vouched for."""
    known = list(trusted)
    for _, values in register.keys:
        over = values.get("signed_over")
        if not over or "vkey" not in values:
            continue
        note = read_note(over.encode())
        said = f"counterfoil/next-signing-key/v1\n{register.manifest['log']}\n"
        if note[0] == f"{said}{values['vkey']}\n" and signers(note, known)[1]:
            known.append(read_vkey(values["vkey"]))
    return known


def declared_lost(register, size, root):
    """Whether two people declared that a head with this size and root is gone."""
    for n, (_, kind, by, values) in enumerate(register.losses):
        if kind != "loss-declared":
            continue
        _, last, lost_root = read_checkpoint(
            read_note(values["last_signed"].encode())[0]
        )
        agreed = any(
            k == "loss-confirmed" and b != by for _, k, b, _ in register.losses[n:]
        )
        ours = values["lost_from"] <= size <= last
        if agreed and ours and (size < last or root == lost_root):
            return f"entries {values['lost_from']} to {last}"
    return None


def check_known_head(said, tree, register, size):
    """An earlier head, as a note or a typed code, against the tree of the bundle."""
    path = Path(said)
    data = path.read_bytes() if path.is_file() else said.encode()
    if b"\n\n" in data:
        _, at, root = read_checkpoint(read_note(data)[0])
        if at > size:
            if lost := declared_lost(register, at, root):
                raise Verdict(LOST, f"{lost} are lost, as two people declared", at)
            reason = f"it has {at} entries, and the log ends at {size}"
            raise Verdict(DIVERGED, reason, at, "known head")
        try:
            found = tree.root(at)
        except KeyError:
            raise Verdict(
                INCOMPLETE, "the bundle does not reach back to it", at
            ) from None
        if found != root:
            if lost := declared_lost(register, at, root):
                raise Verdict(LOST, f"{lost} are lost, as two people declared", at)
            reason = "the first entries are not those that were signed then"
            raise Verdict(DIVERGED, reason, at, "known head")
        return f"begins with the known head of {at}"
    code = "".join(data.decode("utf-8", "replace").split()).replace("-", "").upper()
    if not re.fullmatch("[A-Z2-7]{20}", code):
        raise Verdict(MALFORMED, "a head code has twenty letters and figures 2 to 7")
    for at in tree.sizes(size):
        try:
            if hmac.compare_digest(head_code(tree.root(at)), code):
                return f"begins with the head of that code, of {at} entries"
        except KeyError:
            continue
    raise Verdict(DIVERGED, "no head of this log has that code", None, "known head")


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
            raise Verdict(TAMPERED, reason, size, "timestamp") from None
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
        try:
            fits = size == int(told[1]) and tree.root(size) == root
        except KeyError:
            raise Verdict(
                INCOMPLETE, "the bundle does not reach it", field=name
            ) from None
        if not fits:
            raise Verdict(TAMPERED, "is no head of these entries", size, name)
        if told[2]:
            found.take_stamp(container.whole(name), note, size, certificates)
        else:
            found.take_head(note, size, known)
    return found


# -- All of it -----------------------------------------------------------------


def open_bundle(file):
    container = Container(file)
    manifest = read_json(
        container.whole("manifest.json").rstrip(b"\n"), "manifest.json"
    )
    if not isinstance(manifest, dict) or manifest.get("form") not in (FORM, RELEASE):
        raise Verdict(UNSUPPORTED, f"it is in none of the forms {FORM}, {RELEASE}")
    files, apart = manifest["files"], {"manifest.json"}
    if manifest["form"] == RELEASE:
        apart.add("manifest.note")
    if set(files) | apart != set(container.parts):
        raise Verdict(INCOMPLETE, "the manifest names other files than there are")
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
        if not found:
            raise Verdict(TAMPERED, "a line is no subtree", field="beside.txt")
        beside[int(found[1]), int(found[2])] = bytes.fromhex(found[3].decode())
    at = 0
    for start, stop in sorted([*beside, *own]):
        if start != at or stop <= start:
            reason = f"entries and subtrees do not lie side by side at {start}"
            raise Verdict(TAMPERED, reason, field="beside.txt")
        at = stop
    if at != size:
        raise Verdict(INCOMPLETE, f"it ends at {at} of {size}", field="beside.txt")
    return beside


def follow(container, manifest):
    own = [(manifest["from"] - 1, manifest["to"])]
    beside = read_beside(container, own, manifest["size"])
    tree = Tree(manifest["from"], beside)
    register = Register(manifest)
    told = container.lines("disclosures.ndjson")
    for entry in container.entries():
        line = next(told, None)
        if line is None:
            at = register.position + 1
            raise Verdict(
                INCOMPLETE, "nothing is said of its fields", at, "disclosures"
            )
        register.take(entry, read_json(line, "disclosures", register.position + 1))
        tree.add(sha256(b"\0" + entry))
    if register.position != manifest["to"] or next(told, None) is not None:
        reason = f"it ends at #{register.position}, the manifest at #{manifest['to']}"
        raise Verdict(INCOMPLETE, reason, register.position, "to")
    return tree, register


def follow_release(container, manifest):
    """The tree of a release: each entry by itself, all others as they are given."""
    register, leaves = Release(manifest), {}
    told = container.lines("disclosures.ndjson")
    for entry in container.entries():
        line = read_json(next(told, b"null"), "disclosures", register.position)
        register.take(entry, line)
        leaves[register.position - 1, register.position] = sha256(b"\0" + entry)
    if next(told, None) is not None or len(leaves) != manifest["entries"]:
        raise Verdict(INCOMPLETE, "entries are missing", field="disclosures")
    beside = read_beside(container, leaves, manifest["size"])
    register.check_decided()
    if container.whole("table.csv") != register.table():
        raise Verdict(
            TAMPERED, "it does not say what the entries say", None, "table.csv"
        )
    return Tree(1, beside | leaves), register


def check_note(container, manifest, keys):
    """The signature of the log on the manifest, and so on every byte of a release."""
    text, signatures = note = read_note(container.whole("manifest.note"))
    hashed = base64.b64encode(sha256(container.whole("manifest.json"))).decode()
    if text != f"{RELEASE}\n{manifest['log']}\n{hashed}\n" or len(signatures) != 1:
        raise Verdict(TAMPERED, "the signature is on another one", None, "manifest")
    if not signers(note, keys)[1]:
        raise Verdict(UNTRUSTED, "no key that you trust has signed this release")


def verify(options):
    with Path(options["bundle"]).open("rb") as file:
        return verify_file(file, options)


def verify_file(file, options):
    container, manifest = open_bundle(file)
    note = read_note(container.whole("checkpoint"))
    origin, size, root = read_checkpoint(note[0])
    if (origin, size) != (manifest["origin"], manifest["size"]):
        raise Verdict(TAMPERED, "the manifest names another head", field="checkpoint")
    is_release = manifest["form"] == RELEASE
    tree, register = (follow_release if is_release else follow)(container, manifest)
    try:
        found = tree.root(size)
    except KeyError as missing:
        reason = f"the tree cannot be worked out: {missing} is not there"
        raise Verdict(INCOMPLETE, reason, field="beside.txt") from None
    if found != root:
        raise Verdict(
            TAMPERED, "the entries do not lead to the signed root", None, "root"
        )
    outside = register.check_erased()
    counts = {}
    if register.whole and not is_release:
        counts = compare_tables(container, register)
    known = trusted_keys(register, options["trust"])
    signed = signers(note, known)
    vouched = vouched_for(container, tree, known, options["certificates"])
    vouched.take_head(note, size, known)
    said = [summary(manifest, register, is_release)]
    if is_release:
        check_note(container, manifest, known)
    if outside:
        said.append(f"{outside} fields erased by entries outside of this bundle")
    said += [f"{n} {noun}s worked out anew" for noun, n in counts.items()]
    if options["checkpoint"]:
        cosigned = read_note(Path(options["checkpoint"]).read_bytes())
        if cosigned[0] != note[0]:
            raise Verdict(
                DIVERGED, "the cosigned checkpoint is another", size, "checkpoint"
            )
        vouched.take_head(cosigned, size, known)
        signed[1] |= signers(cosigned, known)[1]
    if options["known"]:
        said.append(check_known_head(options["known"], tree, register, size))
    if not any(key[0] == origin for key in signed[1]):
        raise Verdict(
            UNTRUSTED, f"no key that you trust has signed the head of {origin}"
        )
    last = manifest.get("to", size)
    all_of_it = [at for at in vouched.witnesses.values() if at >= last]
    if len(all_of_it) < options["witnesses"]:
        reason = f"{len(all_of_it)} of {options['witnesses']} witnesses have signed it"
        raise Verdict(UNTRUSTED, reason)
    return vouched.grade(last), [*said, *vouched.said()]


def summary(manifest, register, is_release):
    if is_release:
        many, (told, withheld) = manifest["entries"], register.counts
        said = (
            f"{many} entries, {told} fields disclosed, {withheld} withheld for a reason"
        )
        laws = sorted({LAWS[basis] for *_, basis in register.cited})
        return "; ".join([f"{said}, under a head of {manifest['size']}", *laws])
    many = manifest["to"] - manifest["from"] + 1
    span = f"#{manifest['from']} to #{manifest['to']}"
    return f"{many} entries, {span}, under a head of {manifest['size']}"


def arguments(given):
    options = {"bundle": None, "trust": [], "known": None, "checkpoint": None}
    options |= {"certificates": []}
    options |= {"witnesses": 0, "json": False}
    rest = iter(given)
    for word in rest:
        if word == "--trust":
            said = Path(next(rest)).read_text(encoding="utf-8")
            lines = PEM.sub("", said).splitlines()
            keys = (line.strip() for line in lines if not line.startswith("#"))
            options["trust"] = [read_vkey(key) for key in keys if key]
            options["certificates"] = [
                read_certificate(base64.b64decode(one)) for one in PEM.findall(said)
            ]
        elif word == "--known-head":
            options["known"] = next(rest)
        elif word == "--checkpoint":
            options["checkpoint"] = next(rest)
        elif word == "--require-witness":
            options["witnesses"] = int(next(rest))
        elif word == "--json":
            options["json"] = True
        elif word.startswith("-") or options["bundle"]:
            raise Verdict(MALFORMED, f"{word} is not understood; see --help")
        else:
            options["bundle"] = word
    if not options["bundle"]:
        raise Verdict(MALFORMED, "say which bundle; see --help")
    return options


def main(given):
    if "--help" in given:
        print(__doc__)
        return OK
    as_json = "--json" in given
    try:
        code, said = verify(arguments(given))
        verdict = {"position": None, "field": None, "reason": "; ".join(said)}
    except Verdict as bad:
        code = bad.code
        verdict = {"position": bad.position, "field": bad.field, "reason": bad.reason}
    except (OSError, StopIteration) as error:
        code = MALFORMED
        verdict = {"position": None, "field": None, "reason": f"cannot read: {error}"}
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        # The shape of what was read is not that of a bundle.
        code = MALFORMED
        reason = f"{type(error).__name__}: {error}"
        verdict = {"position": None, "field": None, "reason": reason}
    except Exception as error:  # noqa: BLE001 - whatever it was, it is no verification
        code = INTERNAL
        verdict = {"position": None, "field": None, "reason": repr(error)}
    verdict = {"verdict": NAMES[code], "exit": code} | verdict
    if as_json:
        print(json.dumps(verdict))
        return code
    print(verdict["verdict"])
    if verdict["position"] is not None:
        print(f"  position: #{verdict['position']}")
    if verdict["field"] is not None:
        print(f"  field: {verdict['field']}")
    print(f"  {verdict['reason']}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
