"""Whether heads of the log can be signed, and by a key that lies where it should."""

import os
import stat

from api.found import Finding
from domain.errors import Unavailable
from domain.log.register import Register

_PRIVATE = stat.S_IRWXG | stat.S_IRWXO


def signing(register: Register) -> Finding:
    """What there is to say of the signing key and of what it signed last."""
    signer = register.signer
    folder = signer.folder.folder
    if not signer.verifiers():
        advice = "make the key that signs: counterfoil signer create"
        return Finding("warn", "signing", "no head of the log is signed", advice)
    try:
        key, last = signer.folder.key(), signer.folder.last()
        if key is not None:
            signer.refuse_rewound(last)
    except Unavailable as refused:
        return Finding("fail", "signing", "refused", refused.detail)
    if key is None:
        advice = "that is well where another machine signs; else bring the key back"
        return Finding("warn", "signing", f"the key is not in {folder}", advice)
    if register.home.data.resolve() in folder.resolve().parents:
        advice = "name another folder in COUNTERFOIL_SIGNER: whoever copies the data"
        return Finding("warn", "signing", "inside the data", f"{advice} could sign")
    path = folder / "signing.key"
    if os.name == "posix" and path.stat().st_mode & _PRIVATE:
        advice = f"chmod 400 {path}"
        return Finding("fail", "signing", "others on this machine may read it", advice)
    return Finding("ok", "signing", f"by the key in {folder}")
