import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.ingest import doc
from pipeline.ingest.doc import read_doc
from pipeline.ingest.pieces import Unreadable
from pipeline.legacy.codes import code
from pipeline.settings import Settings
from tests.ingest.office_samples import levels, paragraph, table, use, word_file

DOCBOOK = """<?xml version="1.0" encoding="utf-8"?>
<book><title>nhan đề của tệp</title><chapter><title/>
<para><informaltable><tgroup><tbody><row><entry>
LĐLĐ TỈNH A
Số: 12/KH-LĐLĐ
</entry><entry>
CỘNG HÒA XÃ HỘI
</entry></row></tbody></tgroup></informaltable></para>
<sect1><title><emphasis role='bold'>I. MỤC TIÊU</emphasis></title>
<para>
Phấn đấu <emphasis>90%</emphasis> trở lên<footnote><para>
Tính đến năm 2024
</para></footnote>.
</para>
<para>
Nơi nhận: |TM. BAN THƯỜNG VỤ | |
</para>
<para><informaltable><tgroup><tbody>
<row><entry>STT</entry><entry>Đơn vị</entry><entry>Số</entry></row>
<row><entry>1</entry><entry></entry><entry>300</entry></row>
</tbody></tgroup></informaltable></para></sect1></chapter></book>"""

DAMAGED, TOO_SMALL = b"The Big Block Depot is damaged\n", b"too small to handle\n"


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What each program writes; a program that is not in it is not installed."""
    programs: dict[str, bytes] = {}

    def run(command: tuple[str, ...], **_: object) -> "subprocess.CompletedProcess[bytes]":
        out = programs[command[0]]
        return subprocess.CompletedProcess(
            command, 0 if out else 1, out, b"" if out else b"too small to handle"
        )

    monkeypatch.setattr(doc.shutil, "which", lambda name: name if name in programs else None)
    monkeypatch.setattr(doc.subprocess, "run", run)
    return programs


def test_paragraphs_tables_and_notes_of_docbook(answers: dict[str, bytes]) -> None:
    answers["antiword"] = DOCBOOK.encode()
    content = read_doc(b"", Settings())
    assert content.text.split("\n") == [
        *("LĐLĐ TỈNH A", "Số: 12/KH-LĐLĐ", "CỘNG HÒA XÃ HỘI", "I. MỤC TIÊU", "Phấn đấu 90% trở lên."),
        *("Nơi nhận:", "TM. BAN THƯỜNG VỤ", "STT | Đơn vị | Số", "1 |  | 300", "Tính đến năm 2024"),
    ]
    assert content.places[-1].role == "footnote"
    assert content.places[-2].cell == (2, 2, 3)
    assert not content.wrapped


def test_second_program_where_the_first_gives_up(answers: dict[str, bytes]) -> None:
    answers.update(antiword=b"", catdoc="KẾ HOẠCH\nNữ công".encode())
    assert read_doc(b"", Settings()).text == "KẾ HOẠCH\nNữ công"
    answers["catdoc"] = ("KẾ HOẠCH\n" + "þ\n" * 20 + "nữ công").encode()
    with pytest.raises(Unreadable, match=r"antiword: too small.*catdoc: .*mixed"):
        read_doc(b"", Settings())


@pytest.mark.parametrize(("fault", "tried"), [(DAMAGED, []), (TOO_SMALL, ["soffice"])])
def test_what_is_left_of_a_damaged_file_is_not_taken_for_the_whole(
    fault: bytes, tried: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def office(*_: object) -> bytes:
        asked.append("soffice")
        raise Unreadable("the archive is damaged")

    def run(command: tuple[str, ...], **_: object) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.CompletedProcess(command, 1, b"", fault if command[0] == "antiword" else b"no text")

    monkeypatch.setattr(doc.shutil, "which", lambda name: name)
    monkeypatch.setattr(doc.subprocess, "run", run)
    monkeypatch.setattr(doc, "convert", office)
    words = " ".join(fault.decode().split())
    with pytest.raises(Unreadable, match=rf"antiword: {words}.*catdoc: no text"):
        read_doc(b"", Settings())
    assert asked == tried


def test_letters_that_catdoc_drops_are_not_missed_silently(answers: dict[str, bytes]) -> None:
    typed = code("tcvn3").encode("Thực hiện chế độ của người lao động được giao")
    answers["catdoc"] = typed.encode()
    assert read_doc(b"", Settings()).text == typed
    answers["catdoc"] = typed.replace("\u00ad", "").encode()
    with pytest.raises(Unreadable, match="letter of the TCVN3 font"):
        read_doc(b"", Settings())


def test_no_program(answers: dict[str, bytes]) -> None:
    assert not answers
    with pytest.raises(Unreadable, match="program antiword"):
        read_doc(b"", Settings())


needs_programs = pytest.mark.skipif(
    not (shutil.which("antiword") and shutil.which("soffice")), reason="needs antiword and LibreOffice"
)
# antiword takes no file that is too small.
LONG = paragraph("Phấn đấu 90% trở lên; ưu tiên nữ đoàn viên. " * 20)
LINK, SPACE = '<w:pStyle w:val="Heading1"/>', nsdecls("w")


def as_doc(docx: bytes, folder: Path) -> bytes:
    (folder / "a.docx").write_bytes(docx)
    command = [
        "soffice",
        "--headless",
        "--convert-to",
        "doc",
        "--outdir",
        str(folder),
        str(folder / "a.docx"),
    ]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    return (folder / "a.doc").read_bytes()


@needs_programs
def test_the_numbers_of_heading_styles_are_read(tmp_path: Path) -> None:
    """antiword tells headings, but not their numbers."""
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0, parse_xml(levels(("upperRoman", "%1."), key=77, extra=LINK).replace(">", f" {SPACE}>", 1))
    )
    numbering.append(parse_xml(use(77, 77).replace(">", f" {SPACE}>", 1)))
    heading = document.styles["Heading 1"].element.get_or_add_pPr()
    heading.append(parse_xml(f'<w:numPr {SPACE}><w:numId w:val="77"/></w:numPr>'))
    for title in ("MỤC TIÊU", "KINH PHÍ"):
        document.add_heading(title, 1)
        document.add_paragraph("Phấn đấu 90% trở lên; ưu tiên nữ đoàn viên. " * 40)
    document.save(str(tmp_path / "made.docx"))
    docx = (tmp_path / "made.docx").read_bytes()
    lines = read_doc(as_doc(docx, tmp_path), Settings()).text.split("\n")
    assert lines[::2] == ["I. MỤC TIÊU", "II. KINH PHÍ"]


@needs_programs
def test_word_97_file(tmp_path: Path) -> None:
    body = paragraph("KẾ HOẠCH") + table(("Đơn vị", "Số", "Hạn"), ("Huyện A", "300", "30/6"))
    content = read_doc(as_doc(word_file(body + LONG), tmp_path), Settings())
    assert content.text.startswith("KẾ HOẠCH\nĐơn vị | Số | Hạn\nHuyện A | 300 | 30/6\nPhấn đấu 90% trở lên;")
