"""The zip of a pack: written as a stream with a checksum of every entry, read back only when all of them hold."""

import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from shared_apps import signatures
from shared_apps.errors import InvalidError
from shared_apps.signatures import rules as signing
from tenants.departure import rules

MANIFEST, SIGNATURE = "manifest.json", "manifest.json.sig"
_PIECE = 1 << 20


class Writer:
    """Adds entries one after the other; ZIP64, so that no size is too large."""

    def __init__(self, path: Path, *, at: datetime) -> None:
        self.entries: dict[str, dict[str, Any]] = {}
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        self._moment = at.timetuple()[:6]

    def add(self, name: str, pieces: Iterable[bytes]) -> str:
        """One entry; its checksum."""
        digest, size = sha256(), 0
        head = zipfile.ZipInfo(name, date_time=self._moment)  # the pack's moment, not the machine's
        head.compress_type = zipfile.ZIP_DEFLATED
        with self._zip.open(head, "w", force_zip64=True) as entry:
            for piece in pieces:
                entry.write(piece)
                digest.update(piece)
                size += len(piece)
        self.entries[name] = {"sha256": digest.hexdigest(), "bytes": size}
        return digest.hexdigest()

    def finish(self, facts: dict[str, Any]) -> str:
        """The manifest over everything, its signature, the end; the manifest's checksum."""
        content = as_json({**facts, "entries": self.entries})
        signature = signatures.signature_file(signatures.sign(content, purpose=rules.PURPOSE), purpose=rules.PURPOSE)
        self.add(MANIFEST, [content])
        self.add(SIGNATURE, [signature])
        self._zip.close()
        return sha256(content).hexdigest()


class Reader:
    """A pack whose every byte is what its signed manifest says; nothing else can be read through it."""

    def __init__(self, path: Path, *, trusted: bytes | None = None) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            content, signature = self._zip.read(MANIFEST), signing.read(self._zip.read(SIGNATURE))
            self.manifest: dict[str, Any] = json.loads(content)
        except (zipfile.BadZipFile, KeyError, ValueError, RuntimeError, zlib.error) as error:
            raise _refused(_("Berkas ini bukan paket akhir yang utuh.")) from error
        key = trusted or signature.public_key
        self.key_id = signing.key_id_of(key)
        if not signatures.verify(content, signature.signature, purpose=rules.PURPOSE, public_key=key):
            raise _refused(_("Tanda tangan daftar isi tidak cocok."))
        if self.manifest.get("format") != rules.FORMAT:
            raise _refused(_("Bentuk paket ini tidak dikenal oleh versi ini."))
        self._check()

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of an entry."""
        with self._zip.open(name) as entry:
            while piece := entry.read(_PIECE):
                yield piece

    def read(self, name: str) -> bytes:
        """A small entry."""
        return b"".join(self.pieces(name))

    def _check(self) -> None:
        said: dict[str, dict[str, Any]] = self.manifest["entries"]
        there = self._zip.namelist()
        if sorted(there) != sorted([*said, MANIFEST, SIGNATURE]):
            raise _refused(_("Isi paket tidak sama dengan daftar isinya."))
        for name, fact in said.items():
            parts = PurePosixPath(name)
            if parts.is_absolute() or ".." in parts.parts or "\\" in name:
                raise _refused(_("Paket memuat nama berkas yang tidak sah."))
            digest, size = sha256(), 0
            try:
                for piece in self.pieces(name):
                    digest.update(piece)
                    size += len(piece)
                    if size > fact["bytes"]:  # it is larger than it says: not unpacked any further
                        break
            # RuntimeError is zipfile's word for an encrypted entry and for a method it does not know
            except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as error:
                raise _refused(_("%(name)s rusak.") % {"name": name}) from error
            if digest.hexdigest() != fact["sha256"] or size != fact["bytes"]:
                raise _refused(_("%(name)s tidak sama dengan yang dikemas.") % {"name": name})


def as_json(value: object) -> bytes:
    """JSON as it is written in a pack."""
    return json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def loads(content: bytes) -> Any:
    """Read JSON of a pack."""
    return json.loads(content)


def digest_of(path: Path) -> str:
    """The checksum of a file."""
    digest = sha256()
    with path.open("rb") as opened:
        while piece := opened.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _refused(why: str) -> InvalidError:
    return InvalidError("pack_refused", _("%(why)s Tidak ada yang dibuat.") % {"why": why})
