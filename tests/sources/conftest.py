"""Makes small workbooks part by part, so that a test says exactly what stands in the file."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"

EXCEL_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="organisations" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}

WriteParts = Callable[..., Path]


def _write(path: Path, parts: dict[str, str | Iterable[str]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            with archive.open(name, "w", force_zip64=True) as stream:
                for piece in [content] if isinstance(content, str) else content:
                    stream.write(piece.encode())
    return path


@pytest.fixture
def write_excel(tmp_path: Path) -> WriteParts:
    """Write a workbook whose one sheet has the given XML inside its <worksheet>, and any further parts."""

    def write(inside: str | Iterable[str], name: str = "book.xlsx", before: str = "", **parts: str) -> Path:
        pieces = [inside] if isinstance(inside, str) else inside

        def sheet() -> Iterable[str]:
            yield f'{before}<worksheet xmlns="{_MAIN}">'
            yield from pieces
            yield "</worksheet>"

        return _write(tmp_path / name, {**EXCEL_PARTS, "xl/worksheets/sheet1.xml": sheet(), **parts})

    return write


@pytest.fixture
def write_ods(tmp_path: Path) -> WriteParts:
    """Write an .ods file with the given XML inside its <office:spreadsheet>."""

    def write(inside: str, name: str = "book.ods", manifest: str = "<manifest/>", before: str = "") -> Path:
        spaces = " ".join(f'xmlns:{space}="{_OASIS}:{space}:1.0"' for space in ("office", "table", "text"))
        spaces += f' xmlns:draw="{_OASIS}:drawing:1.0"'
        content = (
            f"{before}<office:document-content {spaces}><office:body><office:spreadsheet>{inside}"
            "</office:spreadsheet></office:body></office:document-content>"
        )
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        return _write(tmp_path / name, {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})

    return write
