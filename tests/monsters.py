"""Files made to take all the time or all the memory, small on the disk."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import pairwise

from tests.ingest.office_samples import paragraph, word_file
from tests.ingest.pdf_samples import pdf_file

_CELLS = 1_000_000
_COLUMNS = 50
_ROWS = _CELLS // _COLUMNS


def docx_with_a_million_cells() -> bytes:
    def row(number: int) -> str:
        cell = f"<w:tc><w:p><w:r><w:t>{number * 7919 % 10_007}</w:t></w:r></w:p></w:tc>"
        return f"<w:tr>{cell * _COLUMNS}</w:tr>"

    return word_file(f"<w:tbl>{''.join(map(row, range(_ROWS)))}</w:tbl>")


def html_with_a_million_cells() -> bytes:
    row = f"<tr>{'<td>9</td>' * _COLUMNS}</tr>"
    return f"<html><body><table border=1>{row * _ROWS}</table></body></html>".encode()


def xlsx_with_a_million_cells() -> bytes:
    rows = "".join(f'<row r="{n}">{"<c><v>9</v></c>" * _COLUMNS}</row>' for n in range(1, _ROWS + 1))
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return _zip(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{main}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1"'
            f' Type="{main}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook {space} xmlns:r="{main}"><sheets><sheet name="A" sheetId="1" r:id="r1"/>'
            "</sheets></workbook>",
            "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{rows}</sheetData></worksheet>",
        }
    )


def pdf_with_a_million_cells() -> bytes:
    """One page, over and over, with a ruled table of so many cells on each."""
    across = "".join(f"36 {y} m 559 {y} l S\n" for y in range(36, 806, 10))
    down = "".join(f"{x} 36 m {x} 796 l S\n" for x in range(36, 560, 20))
    said = "".join(
        f"BT /F 6 Tf {x} {y} Td <21> Tj ET\n" for y in range(38, 790, 10) for x in range(38, 550, 20)
    )
    page = (across + down + said).encode()
    return _pdf(_CELLS // (76 * 26) + 1, page)


def pdf_with_many_pages() -> bytes:
    return _pdf(10_000, b"BT /F 12 Tf 72 700 Td <21> Tj ET")


def pdf_with_a_huge_image() -> bytes:
    return _pdf(1, b"q 595 0 0 842 0 0 cm /Im Do Q", image=30_000)


def png_with_a_huge_image() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    size = 30_000
    head = size.to_bytes(4, "big") * 2 + b"\x01\0\0\0\0"
    pixels = zlib.compress(bytes(size * (size // 8 + 1)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def docx_with_entities_in_entities() -> bytes:
    names = [f"e{n}" for n in range(10)]
    entities = '<!ENTITY e0 "ha">' + "".join(
        f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in pairwise(names)
    )
    whole = word_file(paragraph("&e9;"))
    return _changed(whole, lambda xml: f"<!DOCTYPE w:document [{entities}]>".encode() + xml)


def docx_nested_deeply() -> bytes:
    return word_file("<w:sdt><w:sdtContent>" * 100_000 + paragraph("9") + "</w:sdtContent></w:sdt>" * 100_000)


def docx_of_tables_in_tables() -> bytes:
    return word_file("<w:tbl><w:tr><w:tc>" * 80 + paragraph("9") + "</w:tc></w:tr></w:tbl>" * 80)


def docx_in_a_docx() -> bytes:
    inner = word_file(paragraph("9"))
    for _ in range(10):
        inner = _zip({"word/document.xml": inner, "word/copy.xml": inner})
    return inner


def html_nested_deeply() -> bytes:
    return b"<html><body>" + b"<div>" * 200_000 + b"9" + b"</div>" * 200_000 + b"</body></html>"


def html_of_spans() -> bytes:
    """Every cell says that it spans a thousand columns and rows."""
    cell = "<td colspan=1000 rowspan=1000>9</td>"
    rows = f"<tr>{cell * 30}</tr>" * 300
    return f"<html><body><table border=1>{rows}</table></body></html>".encode()


def pdf_whose_pages_hold_themselves() -> bytes:
    return pdf_file([(72, 700, "9")]).replace(b"/Kids [7 0 R]", b"/Kids [2 0 R]")


def pdf_whose_drawing_draws_itself() -> bytes:
    content = pdf_file([(72, 700, "Chỉ tiêu 90%")], image=True)
    return content.replace(b"/Subtype /Image /Width 1 /Height 1", b"/Subtype /Form /BBox [0 0 9 9]  ")


MONSTERS: dict[str, Callable[[], bytes]] = {
    "cells.docx": docx_with_a_million_cells,
    "cells.html": html_with_a_million_cells,
    "cells.xlsx": xlsx_with_a_million_cells,
    "cells.pdf": pdf_with_a_million_cells,
    "pages.pdf": pdf_with_many_pages,
    "image.pdf": pdf_with_a_huge_image,
    "image.png": png_with_a_huge_image,
    "entities.docx": docx_with_entities_in_entities,
    "deep.docx": docx_nested_deeply,
    "tables.docx": docx_of_tables_in_tables,
    "inner.docx": docx_in_a_docx,
    "deep.html": html_nested_deeply,
    "spans.html": html_of_spans,
    "loop.pdf": pdf_whose_pages_hold_themselves,
    "itself.pdf": pdf_whose_drawing_draws_itself,
}


def _pdf(pages: int, content: bytes, image: int = 0) -> bytes:
    """A PDF whose pages all show ``content``; ``image`` is the width of a blank image."""
    packed = zlib.compress(content)
    pixels = zlib.compress(bytes(image * (image // 8 + 1)), 9)
    bits = f"/Width {image} /Height {image} /ColorSpace /DeviceGray /BitsPerComponent 1"

    def objects() -> Iterator[bytes]:
        yield b"<< /Type /Catalog /Pages 2 0 R >>"
        kids = " ".join(f"{6 + n} 0 R" for n in range(pages))
        yield f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>".encode()
        yield b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
        yield b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(packed), packed)
        yield (
            b"<< /Type /XObject /Subtype /Image %b /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream"
            % (
                *(bits.encode(), len(pixels)),
                pixels,
            )
        )
        page = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F 3 0 R >> /XObject << /Im 5 0 R >> >> >>"
        )
        yield from [page] * pages

    out, offsets = [b"%PDF-1.4\n"], []
    at = len(out[0])
    for number, body in enumerate(objects(), start=1):
        offsets.append(at)
        out.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        at += len(out[-1])
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(offsets) + 1
    out.append(
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n".encode()
    )
    return b"".join(out) + f"startxref\n{at}\n%%EOF\n".encode()


def _zip(files: dict[str, str] | dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _changed(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with its main part changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return _zip(files | {"word/document.xml": change(files["word/document.xml"])})
