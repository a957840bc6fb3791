"""From a file on disk to ``Raw``, whatever its bytes and its name are."""

import base64
import gzip
import unicodedata
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import UnreadableFileError
from pipeline.ingest import read
from pipeline.legacy.codes import code
from pipeline.settings import Settings
from pipeline.text import Raw
from tests.ingest.office_samples import levels, numbered, paragraph, table, use, word_file, zip_file
from tests.ingest.pdf_samples import pdf_file

SHARED = Path(__file__).parents[3] / "shared"
PLAN = "Phấn đấu 90% trở lên nữ đoàn viên được tuyên truyền Luật Công đoàn; mỗi đơn vị một hoạt động thiết thực.\n"
SAMPLES = {
    "docx": word_file(paragraph("I. MỤC TIÊU") + table(("a", "b")) + numbered("x", 1), numbering=levels(("decimal", "%1.")) + use(1)),
    "pdf": pdf_file([(72, 700, "Phấn đấu 90%")]),
    "html": f"<html><body><p>{PLAN}</p></body></html>".encode(),
    "txt": PLAN.encode(),
}  # fmt: skip


def put(folder: Path, data: bytes, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def reason(folder: Path, data: bytes, name: str = "a.txt") -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read(put(folder, data, name), name, Settings())
    assert caught.value.source == name
    return caught.value.reason


def only(folder: Path, data: bytes, name: str = "a.txt") -> Raw:
    (raw,) = read(put(folder, data, name), name, Settings())
    return raw


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [("docx", "wordprocessingml"), ("pdf", "application/pdf"), ("html", "text/html"), ("txt", "text/plain")],
)
def test_type_comes_from_the_content(tmp_path: Path, kind: str, media_type: str) -> None:
    raw = only(tmp_path, SAMPLES[kind], "directive.xyz")
    assert media_type in raw.media_type
    assert raw.sha256 == sha256(SAMPLES[kind]).hexdigest()
    assert "90%" in raw.text or "MỤC TIÊU" in raw.text


def test_name_tells_markdown_from_text_only(tmp_path: Path) -> None:
    assert only(tmp_path, PLAN.encode(), "a.md").media_type == "text/markdown"
    assert only(tmp_path, SAMPLES["pdf"], "a.md").media_type == "application/pdf"


@pytest.mark.parametrize("name", ["a.xlsb", "a.XLSB", "a.csv", "a.json"])
def test_text_named_as_another_format_is_not_read(tmp_path: Path, name: str) -> None:
    assert reason(tmp_path, PLAN.encode(), name) == f"not a format that is read: {Path(name).suffix}"


@pytest.mark.parametrize("start", ["BM.01/KH ", "RIFF "])
def test_text_that_begins_like_an_image_is_text(tmp_path: Path, start: str) -> None:
    assert only(tmp_path, (start + PLAN).encode()).text == start + PLAN


@pytest.mark.parametrize(
    "first", ["", "From: <Saved by a browser>\r\nSubject: =?utf-8?B?S0g=?=\r\n =?utf-8?B?MQ==?=\r\n"]
)
def test_the_page_in_a_web_archive(tmp_path: Path, first: str) -> None:
    page = f"<html><head><meta charset='windows-1258'></head><body><p>{PLAN}</p></body></html>"
    archive = (
        f"{first}MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        f"{base64.b64encode(page.encode()).decode()}\r\n--x\r\nContent-Type: image/png\r\n\r\nabc\r\n--x--\r\n"
    )
    raw = only(tmp_path, archive.encode(), "a.mht")
    assert (raw.text, raw.media_type) == (PLAN.strip(), "multipart/related")


def test_a_web_archive_without_a_page(tmp_path: Path) -> None:
    archive = b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nabc"
    assert reason(tmp_path, archive, "a.mht") == "a web archive without a page in it"


@pytest.mark.parametrize("name", ["a", "a.TXT", "a.md", "a.html", "a.pdf", "a.docx", "a.doc", "Số 12.KH-CĐ"])
def test_text_under_other_names_is_read(tmp_path: Path, name: str) -> None:
    assert only(tmp_path, PLAN.encode(), name).text == PLAN


def test_a_document_named_as_another_format_is_read(tmp_path: Path) -> None:
    assert only(tmp_path, SAMPLES["pdf"], "a.xlsx").media_type == "application/pdf"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    raw = only(tmp_path, PLAN.replace("\n", "\r\n").encode(encoding))
    assert raw.text == PLAN
    assert raw.wrapped


def test_windows_1258(tmp_path: Path) -> None:
    data = b"".join(map(_cp1258, PLAN))
    assert unicodedata.normalize("NFC", only(tmp_path, data).text) == PLAN


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_codes_of_old_fonts(tmp_path: Path, name: str) -> None:
    """The raw text is what the file says; its letters are read where the text is cleaned."""
    typed = code(name).encode(PLAN)
    assert only(tmp_path, typed.encode("cp1252")).text == typed


def test_lines_of_two_encodings(tmp_path: Path) -> None:
    line = code("tcvn3").encode("Các tổ công đoàn thực hiện nhiệm vụ được giao.")
    assert only(tmp_path, PLAN.encode() + line.encode("cp1252")).text == PLAN + line


def _cp1258(letter: str) -> bytes:
    """The letter in Windows-1258, its tone as a mark of its own where there is no code for both."""
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize(
            "NFC", "".join(part for part in parts if part not in "\u0300\u0301\u0303\u0309\u0323")
        )
        tone = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
        return (base + tone).encode("cp1258")


# The ids are the words alone: bytes in an id may hold the second in which they were packed.
UNREADABLE = [
    (b"", "empty"),
    (b" \n\t\n", "no text"),
    (bytes(range(256)) * 20, "binary"),
    (b"\x00\x01\x02\x03 text \x00" * 50, "binary"),
    ("Kế hoạch".encode("utf-16-le") * 20, "binary"),
    ("Kế hoạch nữ công".encode()[:-1] + b"\xff\xfa", "encoding"),
    ("Déjà vu: crème brûlée à volonté".encode("latin-1"), "encoding"),
    ("Принятие решения о труде".encode("cp1251"), "encoding"),
    (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n<w:p/>', "Word 2003 XML"),
    (b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "image"),
    (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 99, "HEIC"),
    (gzip.compress(b"x"), "archive"),
    (zip_file({"xl/workbook.bin": "x"}), "Excel"),
    (zip_file({"a.txt": "x"}), "zip archive"),
    (SAMPLES["docx"][:300], "damaged"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "without a Word document"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + b"\x09" + bytes(17) + b"\x3b" + bytes(2000),
        "cut off",
    ),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
]


@pytest.mark.parametrize(("data", "words"), UNREADABLE, ids=[words for _, words in UNREADABLE])
def test_clear_reason(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in reason(tmp_path, data)


def test_file_that_is_not_there_or_not_a_file(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "missing", "no such file"), (tmp_path, "folder"), (Path("a\0b"), "null")):
        with pytest.raises(UnreadableFileError, match=words):
            read(path, "x", Settings())


def test_too_large(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="max_bytes"):
        read(put(tmp_path, PLAN.encode()), "x", Settings(max_bytes=10))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(sorted(SAMPLES)), data=st.data())
def test_damaged_bytes_give_a_document_or_a_reason(tmp_path: Path, kind: str, data: st.DataObject) -> None:
    sample = bytearray(SAMPLES[kind])
    for _ in range(data.draw(st.integers(0, 8))):
        at = data.draw(st.integers(0, len(sample) - 1))
        sample[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=6))
    damaged = bytes(sample[: data.draw(st.integers(0, len(sample)))])
    try:
        (raw,) = read(put(tmp_path, damaged), "x", Settings())
    except UnreadableFileError:
        return
    raw.text.encode("utf-8")
    edges = [0, *(edge for place in raw.places for edge in (place.start, place.end)), len(raw.text)]
    assert edges == sorted(edges)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
def test_real_documents_give_text_or_a_reason(monkeypatch) -> None:
    monkeypatch.setattr("pipeline.ingest.tesseract.missing", lambda: "no tesseract")  # it takes its time
    failed = []
    for path in sorted([*(SHARED / "real").glob("[!R]*"), *(SHARED / "seeds").iterdir()]):
        try:
            (raw,) = read(path, path.name, Settings())
        except UnreadableFileError as error:
            failed.append(error.source)
        else:
            assert len(raw.text) > 1000
    assert all("scan" in name or name.endswith(".doc") for name in failed)
