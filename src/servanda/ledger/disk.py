"""The few things the ledger asks of a disk, so that every write, fsync and rename can be recorded and replayed."""

import errno
import fcntl
import io
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from servanda.errors import ExternalError

_GLANCES, _GLANCE_S = 50, 0.002
"""How often a writer tries again, and after how many seconds, while others only look whether there is one."""


class Disk(Protocol):
    """A place for files. Nothing written is safe before `fsync`; no name is safe before `fsync_folder`."""

    def exists(self, path: Path) -> bool:
        """Whether a file is there; a folder is none."""

    def names(self, folder: Path) -> list[str]:
        """Names in a folder, sorted; none if it is not there."""

    def length(self, path: Path) -> int:
        """Bytes in a file."""

    def open(self, path: Path) -> BinaryIO:
        """A file for reading."""

    def make_folder(self, path: Path) -> None:
        """Make a folder and those above it, if they are not there."""

    def write(self, path: Path, data: bytes, *, offset: int) -> None:
        """Write at an offset; the file is made if it is not there."""

    def truncate(self, path: Path, length: int) -> None:
        """Cut a file to a length; it is made if it is not there."""

    def fsync(self, path: Path) -> None:
        """Return once the bytes of a file are safe."""

    def rename(self, source: Path, target: Path) -> None:
        """Give a file another name, replacing what bears it."""

    def fsync_folder(self, path: Path) -> None:
        """Return once the names in a folder are safe."""

    def lock(self, path: Path) -> bool:
        """Become the one writer; false if there is another."""

    def unlock(self, path: Path) -> None:
        """Cease to be the writer."""

    def locked(self, path: Path) -> bool:
        """Whether there is a writer now."""


class LocalDisk:
    """The disk of this machine."""

    def __init__(self) -> None:
        self._open: dict[Path, int] = {}
        self._locks: dict[Path, int] = {}

    def exists(self, path: Path) -> bool:
        """Whether a file is there; a folder is none."""
        with _translated(path):
            return path.is_file()

    def names(self, folder: Path) -> list[str]:
        """Names in a folder, sorted; none if it is not there."""
        with _translated(folder):
            return sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []

    def length(self, path: Path) -> int:
        """Bytes in a file."""
        with _translated(path):
            return path.stat().st_size

    def open(self, path: Path) -> BinaryIO:
        """A file for reading."""
        with _translated(path):
            return path.open("rb", buffering=1 << 18)

    def make_folder(self, path: Path) -> None:
        """Make a folder and those above it, if they are not there."""
        with _translated(path):
            path.mkdir(parents=True, exist_ok=True)

    def write(self, path: Path, data: bytes, *, offset: int) -> None:
        """Write at an offset; the file is made if it is not there."""
        with _translated(path):
            handle, rest = self._handle(path), memoryview(data)
            while rest:
                done = os.pwrite(handle, rest, offset)
                rest, offset = rest[done:], offset + done

    def truncate(self, path: Path, length: int) -> None:
        """Cut a file to a length; it is made if it is not there."""
        with _translated(path):
            os.ftruncate(self._handle(path), length)

    def fsync(self, path: Path) -> None:
        """Return once the bytes of a file are safe."""
        with _translated(path):
            os.fsync(self._handle(path))

    def rename(self, source: Path, target: Path) -> None:
        """Give a file another name, replacing what bears it."""
        with _translated(source):
            for path in (source, target):
                if path in self._open:
                    os.close(self._open.pop(path))
            source.replace(target)

    def fsync_folder(self, path: Path) -> None:
        """Return once the names in a folder are safe."""
        with _translated(path):
            handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def lock(self, path: Path) -> bool:
        """Become the one writer; false if there is another.

        Whoever asks `locked` holds the lock for a moment: that is no writer, so it is waited for.
        """
        with _translated(path):
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
            if not _locked_soon(handle):
                os.close(handle)
                return False
            self._locks[path] = handle
            return True

    def unlock(self, path: Path) -> None:
        """Cease to be the writer, and close what was open for writing."""
        for handle in (*self._open.values(), self._locks.pop(path)):
            os.close(handle)
        self._open.clear()

    def locked(self, path: Path) -> bool:
        """Whether there is a writer now."""
        if not path.exists():
            return False
        with _translated(path):
            handle = os.open(path, os.O_RDONLY)
            try:
                return not _flock(handle, fcntl.LOCK_SH)
            finally:
                os.close(handle)

    def _handle(self, path: Path) -> int:
        if path not in self._open:
            self._open[path] = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        return self._open[path]


class MemoryDisk:
    """A disk that forgets: for trying things out, and under the crash tests."""

    def __init__(self, files: dict[Path, bytes] | None = None) -> None:
        self.files = {path: bytearray(data) for path, data in (files or {}).items()}
        self._locks: set[Path] = set()

    def exists(self, path: Path) -> bool:
        """Whether a file is there; a folder is none."""
        return path in self.files

    def names(self, folder: Path) -> list[str]:
        """Names in a folder, sorted; none if it is not there."""
        inside = [file.relative_to(folder) for file in self.files if folder in file.parents]
        return sorted({path.parts[0] for path in inside})

    def length(self, path: Path) -> int:
        """Bytes in a file."""
        return len(self.files[path])

    def open(self, path: Path) -> BinaryIO:
        """A file for reading."""
        return io.BytesIO(self.files[path])

    def make_folder(self, path: Path) -> None:
        """Folders need no making here."""

    def write(self, path: Path, data: bytes, *, offset: int) -> None:
        """Write at an offset; the file is made if it is not there."""
        file = self.files.setdefault(path, bytearray())
        file.extend(bytes(max(0, offset - len(file))))
        file[offset : offset + len(data)] = data

    def truncate(self, path: Path, length: int) -> None:
        """Cut a file to a length; it is made if it is not there."""
        file = self.files.setdefault(path, bytearray())
        file.extend(bytes(max(0, length - len(file))))
        del file[length:]

    def fsync(self, path: Path) -> None:
        """Nothing is ever safe here."""

    def rename(self, source: Path, target: Path) -> None:
        """Give a file another name, replacing what bears it."""
        self.files[target] = self.files.pop(source)

    def fsync_folder(self, path: Path) -> None:
        """Nothing is ever safe here."""

    def lock(self, path: Path) -> bool:
        """Become the one writer; false if there is another."""
        free = path not in self._locks
        self._locks.add(path)
        return free

    def unlock(self, path: Path) -> None:
        """Cease to be the writer."""
        self._locks.discard(path)

    def locked(self, path: Path) -> bool:
        """Whether there is a writer now."""
        return path in self._locks


def _locked_soon(handle: int) -> bool:
    for _ in range(_GLANCES):
        if _flock(handle, fcntl.LOCK_EX):
            return True
        time.sleep(_GLANCE_S)
    return False


def _flock(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in {errno.EWOULDBLOCK, errno.EACCES}:
            return False
        raise
    return True


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Foreign errors stop at the border."""
    try:
        yield
    except OSError as error:
        raise ExternalError("disk-failed", f"The disk says: {error.strerror}.", place=str(path)) from error
