"""Whether a signed file is as it was signed: offline, without an installation."""

import argparse
import json
import sys
from pathlib import Path

from shared_apps.signatures import rules


def verify(argv: list[str]) -> int:
    """Check FILE against FILE.sig, with a key that was kept or at least its short name."""
    parser = argparse.ArgumentParser(prog="merit signature verify")
    parser.add_argument("file", type=Path)
    parser.add_argument("--signature", type=Path, help="the signature; default: FILE.sig")
    kept = parser.add_mutually_exclusive_group(required=True)
    kept.add_argument("--key", type=Path, help="the public key you kept (/.well-known/merit-signing-key.pem)")
    kept.add_argument("--key-id", help="or the short name of it you wrote down")
    parser.add_argument("--purpose", help="refuse a signature given for anything else")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(argv)
    beside = given.signature or given.file.with_name(given.file.name + ".sig")
    fault, signer = _fault(given.file.read_bytes(), beside.read_bytes(), given)
    if given.json:
        print(json.dumps({"file": str(given.file), "holds": not fault, "fault": fault, **signer}))
    elif fault:
        print(f"{given.file}: NOT GENUINE: {fault}", file=sys.stderr)
    else:
        print(f"{given.file}: genuine, unchanged; {signer['purpose']}, key {signer['key_id']}")
    return 1 if fault else 0


def _fault(content: bytes, beside: bytes, given: argparse.Namespace) -> tuple[str, dict[str, str]]:
    """What is wrong, or nothing, and who signed for what."""
    try:
        file = rules.read(beside)
        key = given.key.read_bytes() if given.key else file.public_key
        key_id = rules.key_id_of(key)
    except ValueError as error:
        return f"the signature or the key cannot be read ({error})", {}
    signer = {"purpose": file.purpose, "key_id": file.signature.key_id}
    if file.signature.key_id != key_id or (given.key_id and given.key_id.lower() != key_id):
        return f"signed with another key ({file.signature.key_id})", signer
    if given.purpose and given.purpose != file.purpose:
        return f"signed for another purpose ({file.purpose})", signer
    if not rules.verify(content, file.signature, purpose=file.purpose, public_key=key):
        return "the file or its signature was changed", signer
    return "", signer
