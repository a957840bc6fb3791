"""Pictures of pages: of those that rows stand on, from the very file that was read, and not without end."""

import io
from dataclasses import replace

import pypdfium2
import pytest
from msgspec import structs
from PIL import Image

from pipeline.report.drawing import Drawer, DrawingError, draw
from pipeline.report.pages import draw_pages
from pipeline.report.reading import read_source
from pipeline.report.sources import source_file
from tests.ingest.pdf_samples import pdf_file
from tests.report.pdf_dataset import FIRST, write_pdf_dataset
from tests.report.samples import UPPER, plans, write_dataset


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return read_source(write_pdf_dataset(tmp_path_factory.mktemp("pages")))


def only(source):
    (doc_id,) = source.plans
    return doc_id


def moved_to(source, path):
    plan = source.plans[only(source)]
    document = structs.replace(plan.document, source=str(path))
    return replace(source, plans={document.doc_id: replace(plan, document=document)})


def test_every_page_that_a_target_stands_on_is_drawn_once(source):
    assert sorted(row.page for row in source.targets.values()) == [1, 2]
    found = draw_pages(
        replace(source, targets=source.targets | {"again": next(iter(source.targets.values()))})
    )
    assert found.pages == {only(source): {1: 0, 2: 1}}
    for picture in found.drawn:
        assert picture.size == (595, 842)
        assert Image.open(io.BytesIO(picture.webp)).size == (827, 1170)  # 100 dots per inch


def test_a_page_without_rows_is_not_drawn(source):
    first = {key: row for key, row in source.targets.items() if row.page == 1}
    assert draw_pages(replace(source, targets=first, numerals=(), findings=())).pages == {
        only(source): {1: 0}
    }


def test_what_there_is_no_room_for_is_named(source):
    (doc_id,) = source.plans
    first = len(draw_pages(source).drawn[0].webp)
    found = draw_pages(source, first)
    assert (found.pages, found.left_out) == ({doc_id: {1: 0}}, {doc_id: [2]})


def test_a_file_that_has_moved_or_changed_gives_no_picture(source, tmp_path):
    (doc_id,) = source.plans
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(b"%PDF-1.4 something else")
    for path, reason in ((tmp_path / "gone.pdf", "moved"), (changed, "changed")):
        found = draw_pages(moved_to(source, path))
        assert (found.drawn, found.reasons) == ([], {doc_id: reason})


def test_what_is_no_pdf_gives_no_picture(tmp_path):
    found = draw_pages(read_source(write_dataset(tmp_path / "data", plans(), None)))
    assert found.drawn == []
    assert found.reasons[UPPER] == "not_pdf"


def test_a_file_is_found_from_above_the_dataset_and_as_a_part(source, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    document = source.plans[only(source)].document
    for name, doc_id in (("plan.pdf", "x"), ("plan.pdf#2", f"{document.doc_id}-2")):
        found = source_file(structs.replace(document, source=name, doc_id=doc_id), source.folder)
        assert (found.state, found.path) == ("there", source.folder.parent / "plan.pdf")


def test_a_damaged_page_is_no_picture_and_the_others_are(tmp_path):
    """The second page is not there: what was drawn before it stays."""
    source = read_source(write_pdf_dataset(tmp_path))
    (doc_id,) = source.plans
    rows = {
        key: structs.replace(row, page=3) if row.page == 2 else row for key, row in source.targets.items()
    }
    found = draw_pages(replace(source, targets=rows))
    assert (found.pages, found.reasons) == ({doc_id: {1: 0}}, {doc_id: "damaged"})


def test_a_process_that_hangs_or_dies_is_replaced(tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf_file(FIRST))
    with Drawer() as drawer:
        assert drawer.draw(path, 1).size == (595, 842)
        drawer._process.kill()
        with pytest.raises(DrawingError, match="page 1"):
            drawer.draw(path, 1)
        assert drawer.draw(path, 1).size == (595, 842)
    with Drawer(seconds=0.001) as late, pytest.raises(DrawingError, match="takes too long"):
        late.draw(path, 1)


def test_a_huge_page_is_drawn_coarser(tmp_path):
    document = pypdfium2.PdfDocument.new()
    document.new_page(14_400, 7_200)
    document.save(tmp_path / "poster.pdf")
    size, webp = draw(tmp_path / "poster.pdf", 1)
    assert size == (14_400, 7_200)
    assert Image.open(io.BytesIO(webp)).size == (2_000, 1_000)
