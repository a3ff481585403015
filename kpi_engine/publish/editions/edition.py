"""An edition in the making: a hidden folder that becomes an edition by one rename."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from kpi_engine.model.issue import Issue, Location, Severity
from kpi_engine.model.outputs.edition import EditionName
from kpi_engine.publish.editions.manifest import FileHash, Manifest, listed_outputs, manifest_bytes
from kpi_engine.publish.failure import RefusedError, file_failure, refusal
from kpi_engine.publish.files import remove, sha256_of, sync, sync_tree, unused_path
from kpi_engine.publish.layout import MANIFEST


class Draft:
    """The work folder of an edition that will be called ``name`` and is compared with ``previous``.

    Nobody reads it before it is renamed. ``recorded`` says that the ledger has, or may have, the edition: the
    work folder must then stay for the next run, whatever happens.
    """

    def __init__(self, folder: Path, name: EditionName, previous: str) -> None:
        """Make the work folder in ``folder``.

        Raises:
            PublishError: it cannot be made.
        """
        self.name = name
        self.previous = previous
        self.recorded = False
        self.path = unused_path(folder, str(name))
        self._outputs: dict[str, FileHash] = {}
        self._taken = {MANIFEST.casefold()}
        try:
            self.path.mkdir()
        except OSError as error:
            raise file_failure(error, self.path, "making an edition") from error

    @property
    def outputs(self) -> tuple[FileHash, ...]:
        """What has been written so far, by path."""
        return tuple(self._outputs[path] for path in sorted(self._outputs))

    def write(self, path: str, content: Iterable[bytes]) -> None:
        """Write a file of the edition block by block; ``path`` is relative to the edition, with ``/``.

        Raises:
            PublishError: it cannot be written.
            ValueError: the path leaves the edition, is the manifest's or differs from another one by capitals
                only (it would be the same file on some disks): a fault of the caller, not of the user.
        """
        parts = PurePosixPath(path)
        clash = path.casefold() in self._taken
        if clash or parts.is_absolute() or ".." in parts.parts or parts.as_posix() != path:
            raise ValueError(f"not a path for a new file of an edition: {path}")
        target = self.path / parts
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            digest, size = _written(target, content)
        except OSError as error:
            raise file_failure(error, target, "writing the edition") from error
        self._taken.add(path.casefold())
        self._outputs[path] = FileHash(path, digest, size)

    def seal(self, manifest: Manifest) -> str:
        """Write the manifest, last, wait until all is on the disk, and return the manifest's SHA-256.

        The manifest is given the draft's name, previous edition and outputs.

        Raises:
            PublishError: the disk cannot take it.
        """
        content = manifest_bytes(self.complete(manifest))
        try:
            sync_tree(self.path)
            (self.path / MANIFEST).write_bytes(content)
            sync(self.path / MANIFEST)
            sync(self.path)
            sync(self.path.parent)
        except OSError as error:
            raise file_failure(error, self.path, "writing the edition") from error
        return hashlib.sha256(content).hexdigest()

    def complete(self, manifest: Manifest) -> Manifest:
        """The manifest with the draft's name, previous edition and outputs."""
        return replace(manifest, edition=str(self.name), previous=self.previous, outputs=self.outputs)

    def discard(self) -> None:
        """Remove the work folder; what cannot be removed now is swept by the next run."""
        try:
            remove(self.path)
        except OSError:
            return


def _written(target: Path, content: Iterable[bytes]) -> tuple[str, int]:
    """Write a file, and return the SHA-256 of what is in it, in hexadecimal, and its size in bytes."""
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as file:
        for block in content:
            file.write(block)
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size


def place_edition(work: Path, final: Path) -> None:
    """Rename a sealed work folder to the edition's own name; a reader sees all of it or nothing.

    Raises:
        PublishError: it cannot be renamed; the work folder is unchanged.
    """
    if os.path.lexists(final):
        raise refusal(
            final, "something with the edition's name is there already", "move it away and run again"
        )
    try:
        work.rename(final)
        sync(final.parent)
    except OSError as error:
        raise file_failure(error, final, "putting the edition in its place") from error


def verify_edition(edition: Path, manifest_sha256: str) -> tuple[Issue, ...]:
    """Every way in which an edition's folder is not what was published.

    Checks the manifest against ``manifest_sha256`` (the ledger's) and every file against the manifest.

    Returns:
        The differences; empty if the edition is whole.
    """
    manifest = edition / MANIFEST
    try:
        content = manifest.read_bytes()
        if hashlib.sha256(content).hexdigest() != manifest_sha256:
            return (_spoiled(manifest, "it is not the manifest that was published"),)
        listed = {file.path: file for file in listed_outputs(content, manifest)}
        return _spoiled_files(edition, listed)
    except FileNotFoundError as error:
        return (_spoiled(Path(error.filename), "it is missing"),)
    except OSError as error:
        return (file_failure(error, manifest, "reading the edition").issue,)
    except RefusedError as refused:
        return (refused.issue,)


def _spoiled_files(edition: Path, listed: dict[str, FileHash]) -> tuple[Issue, ...]:
    found = {
        path.relative_to(edition).as_posix(): path for path in sorted(edition.rglob("*")) if not path.is_dir()
    }
    del found[MANIFEST]
    issues = [_spoiled(edition / path, "it is missing") for path in listed.keys() - found.keys()]
    issues += [_spoiled(found[path], "it was not published") for path in found.keys() - listed.keys()]
    issues += [
        _spoiled(found[path], "it has been changed since it was published")
        for path in listed.keys() & found.keys()
        if sha256_of(found[path]) != (listed[path].sha256, listed[path].size)
    ]
    return tuple(sorted(issues, key=lambda issue: issue.location.order))


def _spoiled(path: Path, what: str) -> Issue:
    return Issue(Severity.ERROR, Location(str(path)), what, "restore the edition from a backup")
