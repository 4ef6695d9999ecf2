"""The archive: a tar of small parts, compressed, encrypted by age. Neither way is more than a part of it in memory.

Without this program: `age -d -i KEY FILE | tar xz`.
"""

import os
import tarfile
import threading
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import pyrage
from django.utils.translation import gettext as _
from pyrage import x25519

from shared_apps.errors import ConflictError
from tenants.backups.rules import CHUNK

_LEVEL = 4
_GZIP = 16 + zlib.MAX_WBITS


class Part(NamedTuple):
    """A file of the archive; what is large is cut into several."""

    name: str
    content: bytes


class Written(NamedTuple):
    """What lies on the disk."""

    size: int
    sha256: str


def write(parts: Iterable[Part], path: Path, recipients: list[x25519.Recipient]) -> Written:
    """Encrypt the parts as they come; the file has its name once it is whole and on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_suffix(".part")
    packed = _Packed(parts)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        target = _Counted(file)
        try:
            pyrage.encrypt_io(packed, target, recipients)
        finally:
            if packed.fault is not None:  # the library tells of it as of an error of its own
                raise packed.fault from None
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return Written(target.size, target.digest.hexdigest())


def read(path: Path, identity: x25519.Identity) -> Iterator[Part]:
    """The parts one after another. Raises ConflictError where the key is another or a byte was changed."""
    source, sink = os.pipe()
    faults: list[Exception] = []
    thread = threading.Thread(target=_decrypt, args=(path, identity, sink, faults), daemon=True)
    thread.start()
    is_whole = False
    try:
        with os.fdopen(source, "rb") as pipe:
            try:
                with tarfile.open(fileobj=pipe, mode="r|gz") as tar:
                    for member in tar:
                        content = tar.extractfile(member)
                        yield Part(member.name, content.read() if content else b"")
                while pipe.read(CHUNK):
                    """What follows the last part, so that the seal at the very end is looked at too."""
                is_whole = True
            except (tarfile.TarError, EOFError, zlib.error) as error:
                faults.append(error)
    finally:
        thread.join()
    if faults or not is_whole:
        raise damaged()


def digest_of(path: Path) -> str:
    """SHA-256 of a file, part by part."""
    digest = sha256()
    with path.open("rb") as file:
        while part := file.read(CHUNK):
            digest.update(part)
    return digest.hexdigest()


def damaged() -> ConflictError:
    """What somebody is told whose backup does not open."""
    return ConflictError(
        "backup_damaged",
        _("Cadangan ini rusak atau dikunci untuk kunci lain. Daerah tidak tersentuh; pakai cadangan yang lain."),
    )


def _decrypt(path: Path, identity: x25519.Identity, sink: int, faults: list[Exception]) -> None:
    """In a thread, since age hands out and tar wants to be handed; touches no database."""
    try:
        with os.fdopen(sink, "wb") as out, path.open("rb") as file:
            pyrage.decrypt_io(file, out, [identity])
    except (pyrage.DecryptError, OSError) as error:
        faults.append(error)


class _Packed:
    """What age reads from: a part is packed when more bytes are asked for."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._parts = iter(parts)
        self._ready = bytearray()
        self._zip = zlib.compressobj(_LEVEL, wbits=_GZIP)
        target: Any = self  # of a file, tar only writes to it
        self._tar = tarfile.open(fileobj=target, mode="w|")  # noqa: SIM115  closed with the last part
        self._is_over = False
        self.fault: BaseException | None = None

    def write(self, content: Any) -> int:
        """From tar."""
        self._ready += self._zip.compress(content)
        return len(content)

    def read(self, size: int) -> bytes:
        """For age; empty at the end."""
        with ExitStack() as ending:
            ending.push(self._remember)
            while len(self._ready) < size and not self._is_over:
                self._pack()
        found = bytes(self._ready[:size])
        del self._ready[:size]
        return found

    def _remember(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """What hinders the packing, in its own words."""
        self.fault = error

    def _pack(self) -> None:
        part = next(self._parts, None)
        if part is None:
            self._tar.close()
            self._ready += self._zip.flush()
            self._is_over = True
            return
        info = tarfile.TarInfo(part.name)
        info.size, info.mode = len(part.content), 0o600
        self._tar.addfile(info, BytesIO(part.content))


class _Counted:
    """Writes on, and knows what it wrote."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = 0
        self.digest = sha256()

    def write(self, content: bytes) -> int:
        """From age."""
        self._file.write(content)
        self.digest.update(content)
        self.size += len(content)
        return len(content)

    def flush(self) -> None:
        """From age."""
        self._file.flush()
