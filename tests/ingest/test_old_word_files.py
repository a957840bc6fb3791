"""Old Word files: what their fonts draw, in .docx, and through LibreOffice in .doc and .rtf."""

import shutil
import subprocess
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from pipeline.flow import run as run_pipeline
from pipeline.ingest import read
from pipeline.ingest.docx import read_docx
from pipeline.ingest.office import convert
from pipeline.legacy.codes import code
from pipeline.normalise import normalise
from pipeline.settings import Settings
from tests.corpus.reading import CORPUS
from tests.ingest.office_samples import paragraph, word_file
from tests.legacy.old_files import old_word_file, run

PLAN = """ỦY BAN NHÂN DÂN HUYỆN VÂN SƠN
Số: 17/KH-UBND
KẾ HOẠCH
Ủng hộ đồng bào vùng lũ; Ưu tiên hộ nghèo
Ở mỗi xã, ít nhất 75% hộ được nhận quà trước ngày 20/6.
Ông Đỗ Ước ký thay."""
needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")


def clean(data: bytes, tmp_path: Path, suffix: str = "docx") -> str:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(data)
    (raw,) = read(path, path.name, Settings())
    return normalise(raw).text


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_every_letter_and_every_capital(name: str, tmp_path: Path) -> None:
    assert clean(old_word_file(PLAN, name), tmp_path) == PLAN


def test_a_title_typed_in_small_letters() -> None:
    typed = code("tcvn3").encode("kế hoạch tổ chức hội thi của ngành")
    body = f"<w:p>{run(typed, '.VnArialH')}</w:p><w:p>{run(typed, '.VnTime')}</w:p>"
    text = read_docx(word_file(body), Settings()).text
    assert text == "KẾ HOẠCH TỔ CHỨC HỘI THI CỦA NGÀNH\nkế hoạch tổ chức hội thi của ngành"


def test_the_font_may_be_that_of_a_style() -> None:
    typed = code("tcvn3").encode("kế hoạch tổ chức hội thi của ngành")
    styles = (
        '<w:style w:type="paragraph" w:styleId="base"><w:rPr><w:rFonts w:ascii=".VnTimeH"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="title"><w:basedOn w:val="base"/></w:style>'
    )
    body = paragraph(typed, '<w:pStyle w:val="title"/>') + paragraph(typed)
    assert read_docx(word_file(body, styles=styles), Settings()).text.startswith("KẾ HOẠCH TỔ CHỨC")


def test_unicode_in_a_font_of_that_name_is_left_alone() -> None:
    body = f"<w:p>{run('Kế hoạch công tác', '.VnTimeH')}</w:p>"
    assert read_docx(word_file(body), Settings()).text == "Kế hoạch công tác"


def test_a_soft_hyphen_is_a_letter() -> None:
    soft = "<w:softHyphen/>"
    body = f"<w:p><w:r><w:t>thùc hiÖn chÕ ®é l</w:t>{soft}<w:t>¬ng</w:t></w:r></w:p>"
    assert read_docx(word_file(body), Settings()).text == "thùc hiÖn chÕ ®é l\u00ad¬ng"


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "rtf"])
@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_the_same_through_libreoffice(name: str, suffix: str, tmp_path: Path) -> None:
    assert clean(converted(old_word_file(PLAN, name), suffix, tmp_path), tmp_path, suffix) == PLAN


@needs_office
@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_a_pdf_has_the_characters_of_its_fonts(name: str, tmp_path: Path) -> None:
    text = "KẾ HOẠCH\nĐạt 75% hộ có giếng sạch, bể chứa và nhà tắm.\nHội Liên hiệp Phụ nữ xã chủ trì."
    (tmp_path / "a.pdf").write_bytes(converted(old_word_file(text, name), "pdf", tmp_path))
    (raw,) = read(tmp_path / "a.pdf", "a.pdf", Settings())
    clear = normalise(raw)
    assert clear.text.lower() == text.lower()
    _, _, _, quote, page, bbox, *_ = clear.at(clear.text.index("75%"), clear.text.index("75%") + 3)
    assert (quote, page) == ("75%", 1)
    assert bbox is not None


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "rtf"])
def test_automatic_numbering(suffix: str, tmp_path: Path) -> None:
    """Which antiword and catdoc do not print."""
    word = (CORPUS / "directives" / "kh-ldld-son-giang-nu-cong-2024.docx").read_bytes()
    assert paths(converted(word, suffix, tmp_path), tmp_path, suffix) == paths(word, tmp_path, "docx")


def paths(data: bytes, folder: Path, suffix: str) -> list[str]:
    path = folder / f"a.{suffix}"
    path.write_bytes(data)
    (raw,) = read(path, path.name, Settings())
    return [section.path for section in run_pipeline(raw).sections if section.path]


@needs_office
def test_an_rtf_file_that_is_called_doc(tmp_path: Path) -> None:
    data = converted(word_file(paragraph("Kế hoạch hội thi")), "rtf", tmp_path)
    assert clean(data, tmp_path, "doc") == "Kế hoạch hội thi"


@needs_office
def test_nothing_is_fetched_from_the_network() -> None:
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        page = f'<html><body><p>abc</p><img src="http://127.0.0.1:{server.server_port}/a.png"></body></html>'
        assert convert(page.encode(), "doc", "docx", Settings())
        server.shutdown()
    assert asked == []


def converted(data: bytes, suffix: str, folder: Path) -> bytes:
    source = folder / "source.docx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", folder, source]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return source.with_suffix(f".{suffix}").read_bytes()
