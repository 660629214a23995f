"""What a file must pass before anything reads it: it is there, it is what its ending says, and it is not a trap."""

from __future__ import annotations

import codecs
import difflib
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from netmap.errors import InputError

TEXT_BYTES = 500_000_000
UNPACKED_BYTES = 200_000_000
PARTS = 1_000
ROWS = 1_048_576
COLUMNS = 16_384
CELLS = 50_000_000
RATIO, RATIO_FROM_BYTES = 1_000, 10_000_000

TEXT_ENDINGS = (".csv", ".tsv", ".tab", ".txt")
EXCEL_ENDINGS = (".xlsx", ".xlsm")
ODS_ENDINGS = (".ods",)
ENDINGS = TEXT_ENDINGS + EXCEL_ENDINGS + ODS_ENDINGS

CHUNK = 1 << 18
BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"SQLite format 3", "a database file"),
)
_WEB_PAGE = re.compile(rb"\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body|table|div|meta|style)\b", re.I | re.S)
_SAVE_AS = "Open it in your spreadsheet program and save it as .xlsx, .ods or .csv."


def check_file(path: Path) -> None:
    """May this file be read as the table or workbook that its ending says it is?

    Definition: refuses what is missing, a folder, unreadable, empty, too large, of an ending that
    netmap does not know, of another content than its ending says, legacy or locked with a password;
    of a workbook also one that unpacks to more than 200 MB, 1,000 parts or 1,000 times its size,
    and one with a document type in any XML part.

    Parameters
        path: the file to read.
    Raises
        InputError: the file may not be read; the message names it and the hint says what to do.
    Cost
        One pass over a text file's first 4 kB; one unpacking and one parse of a workbook, in constant memory.
    """
    head = _read_head(path)
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise InputError(
            f"'{path.name}' is not a kind of file that netmap reads as a table.",
            f"Give a file that ends in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}."
            if ending != ".xls"
            else f"The .xls form is from before 2007. {_SAVE_AS}",
            file=path.name,
        )
    _refuse_other_content(path, head)
    size = path.stat().st_size
    if ending in TEXT_ENDINGS:
        _refuse_over(path, size, TEXT_BYTES, "is {:,} bytes long", "Split it into smaller files.")
    else:
        _refuse_over(path, size, UNPACKED_BYTES, "is {:,} bytes long", "Take pictures out of it, or save it as .csv.")
        _check_archive(path)


def too_large(path: Path, what: str, hint: str, **details: object) -> InputError:
    """Make the error for a file that goes over one of the limits in this module."""
    return InputError(f"'{path.name}' {what}, more than netmap reads.", hint, file=path.name, **details)


def damaged(path: Path) -> InputError:
    """Make the error for a workbook that is cut short or garbled."""
    return InputError(
        f"'{path.name}' is damaged: a part of it is missing or garbled.",
        "Get a fresh copy, or open it in your spreadsheet program, let that repair it and save it again.",
        file=path.name,
    )


def parse_guarded(stream: IO[bytes], parser: DefusedXMLParser) -> None:
    """Feed XML to the handlers that the caller has put on `parser.parser`, in constant memory."""
    while chunk := stream.read(CHUNK):
        parser.parser.Parse(chunk, False)
    parser.parser.Parse(b"", True)


def guarded_parser() -> DefusedXMLParser:
    """Make a parser that refuses any document type, with no handlers yet: it costs next to nothing."""
    parser = DefusedXMLParser(forbid_dtd=True)
    expat = parser.parser
    expat.DefaultHandlerExpand = expat.StartElementHandler = expat.EndElementHandler = None
    expat.CharacterDataHandler = expat.CommentHandler = expat.ProcessingInstructionHandler = None
    expat.buffer_text, expat.ordered_attributes = True, False
    return parser


def _read_head(path: Path) -> bytes:
    """Give the first bytes of an ordinary, readable file that is not empty."""
    try:
        if path.is_dir():
            raise InputError(f"'{path.name}' is a folder, not a file.", "Give one file in it.", file=path.name)
        if not path.exists() and not path.is_symlink():
            raise InputError(f"There is no file '{path.name}' in {path.parent}.", _near_miss(path), file=path.name)
        if path.exists() and not path.is_file():
            raise InputError(f"'{path.name}' is not an ordinary file.", "Copy its content to one.", file=path.name)
        with path.open("rb") as stream:
            head = stream.read(4096)
    except OSError as error:
        raise InputError(
            f"'{path.name}' cannot be opened: {error.strerror or error}.",
            "Close it in other programs, check that you may read it, or copy it to a folder of your own.",
            file=path.name,
        ) from error
    if not head:
        raise InputError(
            f"'{path.name}' is empty: it holds nothing at all.",
            "Save it again from the program that made it, or leave it out.",
            file=path.name,
        )
    return head


def _near_miss(path: Path) -> str:
    names = sorted(item.name for item in path.parent.iterdir()) if path.parent.is_dir() else []
    near = difflib.get_close_matches(path.name, names, n=1)
    return f"Did you mean '{near[0]}'?" if near else "Check the name and the folder."


def _refuse_over(path: Path, size: int, limit: int, what: str, hint: str) -> None:
    if size > limit:
        raise too_large(path, what.format(size), f"The limit is {limit:,}. {hint}")


def _refuse_other_content(path: Path, head: bytes) -> None:
    ending = path.suffix.lower()
    if head.startswith(_OLE):
        raise _legacy_or_locked(path)
    expected = {"an Excel workbook"} if ending in EXCEL_ENDINGS else {"an OpenDocument spreadsheet"}
    found = _content(path, head)
    if found in (expected if ending not in TEXT_ENDINGS else {"plain text"}):
        return
    raise InputError(
        f"'{path.name}' is not what its ending says: it is {found}.", _advice(found, ending), file=path.name
    )


def _advice(found: str, ending: str) -> str:
    if found == "plain text":
        return "If it is a table, change its ending to .csv; else save it again from your spreadsheet program."
    if found == "an Excel workbook":
        return "Change its ending to .xlsx, or save it again as the kind you want."
    if found == "an OpenDocument spreadsheet":
        return "Change its ending to .ods, or save it again as the kind you want."
    if found.endswith("archive"):
        return "Unpack it first and give the file inside."
    if found == "a web page":
        return "A download may have given a log-in page instead of the file: fetch it again, or open it in " + (
            f"your spreadsheet program and save it as {ending}."
        )
    return f"Give the table itself, saved as {ending} from your spreadsheet program."


def _content(path: Path, head: bytes) -> str:
    """Say in words what a file is, from its first bytes."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed_content(path)
    for start, words in _MAGIC:
        if head.startswith(start):
            return words
    text = head.removeprefix(b"\xef\xbb\xbf")
    if _WEB_PAGE.match(text):
        return "a web page"
    if text.lstrip().startswith(b"<?xml"):
        return "an XML file"
    if re.match(rb"\s*(\{\s*\"|\[\s*[\[{])", text):
        return "a JSON file"
    if b"\x00" in head and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "binary data"
    return "plain text"


def _packed_content(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            kind = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except BROKEN_ARCHIVE as error:
        raise damaged(path) from error
    if "xl/workbook.xml" in names:
        return "an Excel workbook"
    if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "an OpenDocument spreadsheet"
    if "xl/workbook.bin" in names:
        return "a binary Excel workbook (.xlsb)"
    if "word/document.xml" in names or kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return "a text document"
    return "a zip archive"


def _legacy_or_locked(path: Path) -> InputError:
    with path.open("rb") as stream:
        data = stream.read(UNPACKED_BYTES)
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _locked(path)
    return InputError(f"'{path.name}' is in the form that Excel wrote before 2007 (.xls).", _SAVE_AS, file=path.name)


def _locked(path: Path) -> InputError:
    return InputError(
        f"'{path.name}' is locked with a password.",
        "Open it in your spreadsheet program, take the password off and save a copy for netmap.",
        file=path.name,
    )


def _check_archive(path: Path) -> None:
    """Count what the archive really unpacks to before its XML is looked at, whatever its directory claims."""
    try:
        with zipfile.ZipFile(path) as archive:
            if any(part.flag_bits & 1 for part in archive.infolist()):
                raise _locked(path)
            _check_size(path, archive)
            _check_xml(path, archive)
    except BROKEN_ARCHIVE as error:
        raise damaged(path) from error


def _check_size(path: Path, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > PARTS:
        raise too_large(path, f"is made of {len(parts):,} parts", f"The limit is {PARTS:,}. {_SAVE_AS}")
    unpacked = 0
    for size in (len(chunk) for part in parts for chunk in _chunks(archive, part)):
        unpacked += size
        if unpacked > UNPACKED_BYTES:
            raise too_large(
                path,
                f"unpacks to more than {UNPACKED_BYTES:,} bytes",
                "If you trust it, save the sheet that you need as .csv and give that.",
            )
    packed = path.stat().st_size
    if unpacked > RATIO_FROM_BYTES and unpacked > RATIO * packed:
        raise too_large(
            path, f"unpacks to {unpacked // packed:,} times its size", f"A workbook does not do that. {_SAVE_AS}"
        )


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _check_xml(path: Path, archive: zipfile.ZipFile) -> None:
    for part in archive.infolist():
        try:
            _parse_if_xml(archive, part)
        except DefusedXmlException as error:
            raise InputError(
                f"'{path.name}' holds a document type in its part '{part.filename}', which can be used for an attack.",
                f"Do not open a file that you do not trust. If you do trust it: {_SAVE_AS[0].lower()}{_SAVE_AS[1:]}",
                file=path.name,
            ) from error
        except ExpatError:
            continue
        if part.filename == "META-INF/manifest.xml" and b"encryption-data" in archive.read(part):
            raise _locked(path)


def _parse_if_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Parse any part that begins like XML, by whatever name; what is garbled is garbled for the real reader too."""
    with archive.open(part) as stream:
        head = stream.read(CHUNK)
        start = head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
        if head and (not start or start.startswith(b"<")):
            parser = guarded_parser()
            parser.parser.Parse(head, False)
            parse_guarded(stream, parser)
