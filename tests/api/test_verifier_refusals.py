"""What the stand-alone verifier refuses, line by line, without a register behind it."""

import json
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any
from zipfile import ZipFile

import pytest

from domain.ledger.canonical import spell
from domain.log.signing_key import SigningKey
from tests.api.bundles import load_verifier

Json = dict[str, Any]
TAMPERED, INCOMPLETE, MALFORMED, UNTRUSTED = 20, 22, 30, 40
LOG = "00000000-0000-4000-8000-000000000001"
STREAM = "00000000-0000-4000-8000-000000000002"
SIZE = 9
MANIFEST: Json = {"from": 1, "to": SIZE, "size": SIZE, "log": LOG}
MANIFEST |= {"effective_on": "2026-11-21", "scope": [], "release": STREAM}
SALT = "5a" * 16
ROOT = b64encode(bytes(32)).decode()
HEAD = f"r.example\n1\n{ROOT}\n"
LINE = "\u2014 r.example " + b64encode(bytes(68)).decode() + "\n"


@pytest.fixture(scope="module")
def verifier() -> ModuleType:
    return load_verifier()


def refused(verifier: ModuleType, act: Callable[..., Any], *said: Any) -> Any:
    """With which code, and of which field."""
    with pytest.raises(verifier.Verdict) as found:
        act(*said)
    code, _, _, field = found.value.args
    return code, field


def header(**more: Any) -> Json:
    """An entry of a kind of which nothing is worked out anew."""
    names = ("on_behalf_of", "confidence", "reason_code", "source_document")
    made: Json = dict.fromkeys((*names, "effective_until"))
    made |= {"log": LOG, "position": 1, "stream": STREAM, "version": 1}
    made |= {"topic": "kpi-agreed.1", "recorded_at": "2026-11-21T09:00:00.000000Z"}
    made |= {"effective_on": "2026-11-21", "by": "a", "role": "reader", "auth": "key"}
    return made | {"request": "b", "_sd": [digest("title", "Care")]} | more


def digest(name: str, value: Any) -> str:
    return sha256(
        bytes.fromhex(SALT) + name.encode() + b"\0" + spell(value)
    ).hexdigest()


def told(**more: Any) -> Json:
    return {"position": 1, "open": {"title": [SALT, "Care"]}, "withheld": {}} | more


def withheld(**held: Any) -> Json:
    said = {"basis": "scope", "digest": digest("title", "Care")} | held
    return told(open={}, withheld={"title": said})


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}{LINE}",
        f"{HEAD}\n{LINE[:-1]}",
        f"{HEAD}\n{LINE * 101}",
        f"{HEAD}\n-{LINE[1:]}",
        f"{HEAD}\n{LINE.replace('r.example', 'r+x')}",
        f"{HEAD}\n{LINE.replace('r.example', '')}",
        f"{HEAD}\n{LINE[:-2]}\n",
        f"{HEAD}\n{LINE.replace('=', '')}",
        f"{HEAD}\n\u2014 r.example \n",
    ],
)
def test_what_is_no_note_is_refused(verifier: ModuleType, text: str) -> None:
    assert verifier.read_note(f"{HEAD}\n{LINE * 100}".encode())[0] == HEAD
    assert refused(verifier, verifier.read_note, text.encode()) == (MALFORMED, None)


@pytest.mark.parametrize(
    "text",
    [
        f"r.example\n01\n{ROOT}\n",
        f"r.example\n+1\n{ROOT}\n",
        f"r.example\n\u0661\n{ROOT}\n",
        f"\n1\n{ROOT}\n",
        f"r.example\n1\n{ROOT}",
        f"r.example\n1\n{ROOT}\nmore\n",
        f"r.example\n1\n{b64encode(bytes(31)).decode()}\n",
        f"r.example\n1\n{b64encode(bytes(33)).decode()}\n",
        f"r.example\n1\n{ROOT[:-2]}B=\n",
        f"r.example\n1\n{ROOT} \n",
    ],
)
def test_what_is_no_checkpoint_is_refused(verifier: ModuleType, text: str) -> None:
    assert verifier.read_checkpoint(HEAD) == ("r.example", 1, bytes(32))
    assert refused(verifier, verifier.read_checkpoint, text) == (MALFORMED, None)


def vkey(data: bytes, name: str = "r.example") -> str:
    key_id = sha256(name.encode() + b"\n" + data).digest()[:4].hex()
    return f"{name}+{key_id}+{b64encode(data).decode()}"


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        vkey(b"\x01" + bytes(31)),
        vkey(b"\x01" + bytes(33)),
        vkey(b"\x02" + bytes(32)),
        vkey(b"\x01" + bytes(32)).replace("r.example", "s.example"),
        vkey(b"\x01" + bytes(32)) + "=",
    ],
)
def test_what_is_no_key_is_not_trusted(verifier: ModuleType, text: str) -> None:
    for kind in (1, 4):
        assert verifier.read_vkey(vkey(bytes([kind, *range(32)])))[2] == kind
    assert refused(verifier, verifier.read_vkey, text) == (UNTRUSTED, None)


def test_a_false_line_of_a_known_key_spoils_a_note(verifier: ModuleType) -> None:
    key = SigningKey.made("r.example")
    known = [verifier.read_vkey(str(key.verifier))]
    good = verifier.read_note(str(key.sign(HEAD)).encode())
    other = (HEAD.replace("1", "2"), good[1])

    assert verifier.signers(good, known)[1] == set(known)
    assert verifier.signers(other, [])[1] == set()
    assert refused(verifier, verifier.signers, other, known) == (TAMPERED, None)


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1e2}',
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b'{"a":-0}',
        b'{"a":9007199254740992}',
        b'{"a":-9007199254740992}',
        b'{"a":' + b"1" * 5000 + b"}",
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b'{"a":"\\u0061"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\xff"}',
        b"[" * 100_000,
        b"",
    ],
)
def test_json_has_one_spelling_and_whole_numbers(
    verifier: ModuleType, data: bytes
) -> None:
    assert verifier.read_json(b'{"a":9007199254740991}', "x") == {"a": 2**53 - 1}
    assert refused(verifier, verifier.read_json, data, "x") == (TAMPERED, "x")


@pytest.mark.parametrize(
    ("entry", "said", "code", "field"),
    [
        (header(log=STREAM), told(), TAMPERED, "log"),
        (header(position=2), told(), INCOMPLETE, "position"),
        (header(version=2), told(), TAMPERED, "version"),
        (header(version="1"), told(), TAMPERED, "version"),
        (header(stream=LOG[:-1]), told(), TAMPERED, "stream"),
        (header(stream=7), told(), TAMPERED, "stream"),
        (header(recorded_at="2026-11-21T09:00:00Z"), told(), TAMPERED, "recorded_at"),
        (header(recorded_at=7), told(), TAMPERED, "recorded_at"),
        (header(recorded_at=""), told(), TAMPERED, "recorded_at"),
        (header(more=1), told(), TAMPERED, "entry"),
        ({**header(), "extra": header().pop("by")}, told(), TAMPERED, "entry"),
        ({k: v for k, v in header().items() if k != "by"}, told(), TAMPERED, "by"),
        ({k: v for k, v in header().items() if k != "_sd"}, told(), TAMPERED, "_sd"),
        (header(), told(position=2), INCOMPLETE, "disclosures"),
        (header(), told(more=1), INCOMPLETE, "disclosures"),
        (header(), told(open={"title": ["5A" * 16, "Care"]}), TAMPERED, "title"),
        (header(), told(open={"title": [SALT, "Cure"]}), TAMPERED, "title"),
        (header(_sd=[*header()["_sd"], "0" * 64]), told(), INCOMPLETE, "_sd"),
        (header(_sd=header()["_sd"] * 2), told(), INCOMPLETE, "_sd"),
        (header(), withheld(digest="0"), TAMPERED, "title"),
        (header(), withheld(digest="0" * 64), TAMPERED, "title"),
        (header(), withheld(basis="because"), INCOMPLETE, "title"),
        (header(), {**withheld(), "open": told()["open"]}, TAMPERED, "title"),
    ],
)
def test_an_entry_that_is_not_as_it_should_be_is_named(
    verifier: ModuleType, entry: Json, said: Json, code: int, field: str
) -> None:
    for good in (told(), withheld(), withheld(basis="personal")):
        verifier.Register(MANIFEST).take(spell(header()), good)
    register = verifier.Register(MANIFEST)
    assert refused(verifier, register.take, spell(entry), said) == (code, field)


def test_time_stands_still_and_never_goes_back(verifier: ModuleType) -> None:
    register, second = verifier.Register(MANIFEST), {"position": 2, "version": 2}
    register.take(spell(header()), told())
    earlier = header(**second, recorded_at="2026-11-21T08:59:59.999999Z")
    said = told(position=2)

    assert refused(verifier, register.take, spell(earlier), said) == (
        TAMPERED,
        "recorded_at",
    )
    register = verifier.Register(MANIFEST)
    register.take(spell(header()), told())
    register.take(spell(header(**second)), said)
    assert register.position == 2


@pytest.mark.parametrize(
    ("held", "order", "fits"),
    [
        ({"by": 2}, {"position": 1, "field": "title"}, True),
        ({"by": 2, "subject": "s"}, {"subject": "s"}, True),
        ({"by": 2}, {"position": 2, "field": "title"}, False),
        ({"by": 2}, {"position": 1, "field": "name"}, False),
        ({"by": 2}, {"subject": None}, False),
        ({"by": 2, "subject": "s"}, {"subject": "t"}, False),
        ({"by": 2, "subject": "s"}, {}, False),
        ({"by": 3}, {"position": 1, "field": "title"}, False),
        ({"by": 1}, {"position": 1, "field": "title"}, False),
        ({"by": SIZE + 1}, {"position": 1, "field": "title"}, False),
        ({"by": "2"}, {"position": 1, "field": "title"}, False),
        ({}, {"position": 1, "field": "title"}, False),
    ],
)
def test_only_what_was_ordered_to_be_is_erased(
    verifier: ModuleType, held: Json, order: Json, *, fits: bool
) -> None:
    register = verifier.Register(MANIFEST)
    register.take(spell(header()), withheld(basis="erased", **held))
    register.erasures[2] = order

    if fits:
        assert register.check_erased() == 0
    else:
        assert refused(verifier, register.check_erased) == (INCOMPLETE, "title")


def test_who_ordered_an_erasure_outside_of_a_part_is_counted(
    verifier: ModuleType,
) -> None:
    for last, outside in ((SIZE - 1, 1), (SIZE, 0)):
        register = verifier.Register(MANIFEST | {"to": last})
        register.take(spell(header()), withheld(basis="erased", by=SIZE))
        register.erasures[SIZE] = {"position": 1, "field": "title"}
        assert register.check_erased() == outside


@pytest.mark.parametrize("position", [0, SIZE + 1, "1", None])
def test_entries_of_a_release_are_in_order(verifier: ModuleType, position: Any) -> None:
    release = verifier.Release(MANIFEST)
    said = told(position=position)

    found = refused(verifier, release.take, spell(header(position=position)), said)

    assert found == (TAMPERED, "position")


def decided(verifier: ModuleType, *acts: tuple[str, str], cut_at: int = 7) -> Any:
    """A release after what people did: who, and what."""
    release = verifier.Release(MANIFEST | {"cut_at": 7})
    release.cited = [(1, STREAM, "title_why", "foia_43")]
    rule = {"field": "title", "basis": "foia_43"}
    for who, kind in acts:
        values: Json = {"cut_at": cut_at, "withhold": [rule]}
        by = {"by": who, "on_behalf_of": None}
        release._decide(f"release-{kind}", by, values)  # noqa: SLF001
    return release


@pytest.mark.parametrize(
    "acts",
    [
        (),
        (("ann", "prepared"),),
        (("ann", "prepared"), ("ann", "approved")),
        (("ann", "requested"), ("ben", "prepared"), ("ann", "approved")),
        (("ann", "prepared"), ("ben", "approved"), ("ann", "scoped")),
        (("ann", "prepared"), ("ben", "approved"), ("ben", "rejected")),
    ],
)
def test_nobody_approves_a_release_alone(
    verifier: ModuleType, acts: tuple[tuple[str, str], ...]
) -> None:
    good = (("ann", "prepared"), ("ben", "rejected"), ("ben", "approved"))
    decided(verifier, *good).check_decided()

    for release in (decided(verifier, *acts), decided(verifier, *good, cut_at=8)):
        found = refused(verifier, release.check_decided)
        assert found == (INCOMPLETE, "release-approved")


@pytest.mark.parametrize(
    "cited",
    [
        (1, STREAM, "title", "foia_41"),
        (1, STREAM, "term", "foia_43"),
    ],
)
def test_nothing_is_withheld_that_nobody_decided(
    verifier: ModuleType, cited: tuple[Any, ...]
) -> None:
    release = decided(verifier, ("ann", "prepared"), ("ben", "approved"))
    release.cited = [cited]

    assert refused(verifier, release.check_decided) == (INCOMPLETE, cited[2])


def zipped(path: Path, change: Callable[[bytes], bytes], *names: str) -> Path:
    with ZipFile(path, "w") as made:
        for name in names or ("a", "b"):
            made.writestr(name, b"{}")
    path.write_bytes(change(path.read_bytes()))
    return path


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[:-2] + b"\1\0x",
        lambda data: data[:-22],
        lambda data: data[:0],
        lambda data: data[:21],
        lambda data: data[:22],
        lambda data: data,
    ],
)
def test_what_is_no_bundle_is_said(
    verifier: ModuleType,
    tmp_path: Path,
    change: Callable[[bytes], bytes],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The last is a zip file, and not in the form that bundles have."""
    file = zipped(tmp_path / "x.zip", change)

    assert verifier.main([str(file)]) == MALFORMED
    assert "MALFORMED" in capsys.readouterr().out


@pytest.mark.parametrize(
    "said", [(), ("--trust",), ("a", "b"), ("a", "--what"), ("a", "--require-witness")]
)
def test_what_is_not_understood_is_said(
    verifier: ModuleType, said: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert verifier.main([*said, "--json"]) == MALFORMED
    assert json.loads(capsys.readouterr().out)["verdict"] == "MALFORMED"


def test_help_is_given(
    verifier: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verifier.main(["--help"]) == 0
    assert "20 tampered" in capsys.readouterr().out
