"""Small PDFs in memory: text at given places, ruled lines, images, a password."""

from collections.abc import Sequence

Text = tuple[float, float, str]
Line = tuple[float, float, float, float]

WIDTH, HEIGHT = 595, 842
WATERMARK = "0.6 0.8 -0.8 0.6 150 250"


def pdf_file(
    *pages: Sequence[Text],
    lines: Sequence[Line] = (),
    image: bool = False,
    encrypted: bool = False,
    turned: int = 0,
    fields: Sequence[Text] = (),
    across: str = "",
) -> bytes:
    """A PDF whose pages say ``(x, y, text)``, y counted upwards; ``lines`` and ``image`` stand on every page.

    ``fields`` are stamped upon the first page, ``across`` is a watermark that runs upwards over every page.
    """
    letters = sorted(
        {*across, *(letter for page in (*pages, fields) for _, _, text in page for letter in text)}
    )
    codes = {letter: number for number, letter in enumerate(letters, start=33)}
    mapping = "\n".join(
        f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items()
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{mapping}\nendbfchar endcmap end"
    )
    widths = " ".join(["500"] * 223)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{7 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 33 /LastChar 255 /Encoding /WinAnsiEncoding"
        f" /Widths [{widths}] /ToUnicode 4 0 R >>",
        _stream(cmap),
        _stream(
            "\x7f",
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
        ),
        "<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> >>",
    ]
    first_field = 7 + 2 * len(pages)
    notes = " ".join(f"{first_field + 2 * n} 0 R" for n in range(len(fields)))
    for number, page in enumerate(pages):
        drawing = [f"{x0} {y0} m {x1} {y1} l S" for x0, y0, x1, y1 in lines]
        drawing += [f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im Do Q"] if image else []
        for x, y, text in page:
            shown = "".join(f"{codes[letter]:02x}" for letter in text)
            drawing.append(f"BT /F 12 Tf {x} {y} Td <{shown}> Tj ET")
        shown = "".join(f"{codes[letter]:02x}" for letter in across)
        drawing += [f"BT /F 80 Tf {WATERMARK} Tm <{shown}> Tj ET"] if across else []
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {turned} /Contents {8 + 2 * number} 0 R"
            f" /Annots [{'' if number else notes}]"
            " /Resources << /Font << /F 3 0 R >> /XObject << /Im 5 0 R >> >> >>"
        )
        objects.append(_stream("\n".join(drawing)))
    for number, (x, y, text) in enumerate(fields):
        shown, width = "".join(f"{codes[letter]:02x}" for letter in text), 6 * len(text)
        objects.append(
            f"<< /Type /Annot /Subtype /Stamp /F 4 /Rect [{x} {y - 4} {x + width} {y + 12}]"
            f" /AP << /N {first_field + 2 * number + 1} 0 R >> >>"
        )
        form = f"/Type /XObject /Subtype /Form /BBox [0 0 {width} 16] /Resources << /Font << /F 3 0 R >> >>"
        objects.append(_stream(f"BT /F 12 Tf 0 4 Td <{shown}> Tj ET", form))
    return _write(objects, "/Encrypt 6 0 R /ID [<00> <00>]" if encrypted else "")


def grid(left: float, top: float, columns: Sequence[float], rows: int, height: float = 20) -> list[Line]:
    """The ruled lines of a table; ``columns`` are widths."""
    edges = [left + sum(columns[:n]) for n in range(len(columns) + 1)]
    bottom = top - rows * height
    across = [(left, top - n * height, edges[-1], top - n * height) for n in range(rows + 1)]
    return across + [(x, top, x, bottom) for x in edges]


def _stream(content: str, more: str = "") -> str:
    return f"<< /Length {len(content.encode('latin-1'))} {more} >>\nstream\n{content}\nendstream"


def _write(objects: list[str], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += (
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(out)
