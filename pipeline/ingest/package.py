"""The XML parts of an Office file (a zip archive), read within limits."""

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from pipeline.ingest.pieces import Unreadable
from pipeline.settings import Settings

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT, _USUAL = b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/"
_NAMES = {
    b"wordprocessingml/main": b"wordprocessingml/2006/main",
    b"officeDocument/relationships": b"officeDocument/2006/relationships",
    b"officeDocument/math": b"officeDocument/2006/math",
}
_CHUNK = 1 << 20
# Blank documents compress well too: a ratio tells of a bomb only where there is much to unpack.
_SMALL = 10_000_000


@dataclass(frozen=True, slots=True)
class Relation:
    """An arrow from a part to another; ``kind`` is the last word of its type (header, footnotes …)."""

    id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Package:
    """An opened archive whose declared sizes are within the limits."""

    archive: zipfile.ZipFile
    settings: Settings

    def part(self, name: str) -> etree._Element | None:
        """The root element of a part, None where the archive has no such part.

        Raises:
            Unreadable: the part is damaged, too large, encrypted, or brings a DOCTYPE of its own.
        """
        if name not in self.archive.NameToInfo:
            return None
        size, limit = self.archive.getinfo(name).file_size, self.settings.max_xml_bytes
        if size > limit:
            raise Unreadable(
                f"the part {name} has {size / 1e6:.0f} MB, more than {limit / 1e6:g} (max_xml_bytes)"
            )
        try:
            root = etree.fromstring(_transitional(self.read(name)), _parser())
        except etree.XMLSyntaxError as error:
            raise Unreadable(f"the part {name} is damaged XML ({error.msg})") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise Unreadable(f"the part {name} declares XML entities, which no Office program does")
        return root

    def relations(self, name: str) -> tuple[Relation, ...]:
        """The internal relations of the part ``name``, "" for the package itself; targets are part names."""
        folder, base = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        if root is None:
            return ()
        return tuple(
            Relation(
                item.get("Id", ""),
                item.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, item.get("Target", ""))).lstrip("/"),
            )
            for item in root.iter(_RELATIONSHIPS)
            if item.get("TargetMode") != "External"
        )

    def read(self, name: str) -> bytes:
        """The bytes of a part; what the archive declares of its size is not trusted.

        Raises:
            Unreadable: the part is damaged, too large or encrypted.
        """
        limit = self.settings.max_uncompressed_bytes
        chunks: list[bytes] = []
        size = 0
        try:
            with self.archive.open(name) as file:
                while chunk := file.read(_CHUNK):
                    size += len(chunk)
                    if size > limit:
                        raise Unreadable(_too_large(limit))
                    chunks.append(chunk)
        except RuntimeError as error:  # zipfile's word for a password
            raise Unreadable("the archive is encrypted; a password is needed") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise Unreadable(f"the archive is damaged or cut off (part {name})") from error
        return b"".join(chunks)


def open_package(data: bytes, settings: Settings) -> Package:
    """The archive in ``data``.

    Raises:
        Unreadable: it is damaged, or a zip bomb by the limits in ``settings``.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Unreadable("the archive is damaged or cut off") from error
    declared = sum(info.file_size for info in archive.infolist())
    if declared > settings.max_uncompressed_bytes:
        raise Unreadable(_too_large(settings.max_uncompressed_bytes))
    if declared > max(_SMALL, settings.max_compression_ratio * len(data)):
        raise Unreadable(f"a zip bomb: it unpacks to {declared // len(data)} times its size")
    return Package(archive, settings)


def _transitional(xml: bytes) -> bytes:
    """A part in the strict form of ISO/IEC 29500, which Word writes on demand, with the names of the usual form."""
    if _STRICT not in xml:
        return xml
    for strict, usual in _NAMES.items():
        xml = xml.replace(_STRICT + strict, _USUAL + usual)
    return xml


def _too_large(limit: int) -> str:
    return f"a zip bomb: it unpacks to more than {limit / 1e6:g} MB (max_uncompressed_bytes)"


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
