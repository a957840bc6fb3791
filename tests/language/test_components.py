"""Docs that bear our rows."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

import pipeline
from pipeline.schema import Deadline, Document, DocumentTables, Reference, Section, Target

TEXT = "II. CHỈ TIÊU\n85% hộ trồng chè ghi nhật ký vườn theo Kế hoạch 7/KH-HND, xong trước 30/9/2031."
PLAN = """HỘI NÔNG DÂN XÃ SUỐI TRANH
Số: 12/KH-HND

KẾ HOẠCH
Chăm sóc vườn chè năm 2031

Thực hiện Kế hoạch số 7/KH-HND ngày 05/01/2031 của Hội Nông dân huyện Đá Vàng, Ban Thường vụ
xây dựng kế hoạch như sau:
I. CHỈ TIÊU
1. Có 85% hộ trồng chè trở lên ghi nhật ký vườn,
hoàn thành trước ngày 30/9/2031.
2. Mỗi chi hội tổ chức ít nhất 02 buổi hướng dẫn đốn tỉa.
"""


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load()


def place(quote: str) -> dict[str, Any]:
    start = TEXT.index(quote)
    return {"doc_id": "d1", "start": start, "end": start + len(quote), "quote": quote, "rule": "test"}


def tables() -> DocumentTables:
    """Rows made by hand; the section's span is also that of a reference, the target's end is inside a token."""
    section = Section(
        **place("II. CHỈ TIÊU"), section_id="d1-s1", ordinal=1, depth=1, kind="targets", body_end=len(TEXT)
    )
    target = Target(
        **place("85%"),
        bbox=(1.0, 2.0, 3.0, 4.5),
        target_id="d1-t1",
        statement=TEXT[13:],
        measure="share",
        value=85.0,
        deadline_end=date(2031, 9, 29),
    )
    deadline = Deadline(**place("trước 30/9"), deadline_id="d1-d1", kind="by", end_date=date(2031, 9, 30))
    references = (
        Reference(**place("Kế hoạch 7/KH-HND"), reference_id="d1-r1", type="KH", form="full"),
        Reference(**place("II. CHỈ TIÊU"), reference_id="d1-r2", form="unnumbered"),
    )
    document = Document(doc_id="d1", source="vườn.txt", sha256="0" * 64, media_type="text/plain", type="KH")
    return DocumentTables(
        document=document,
        text=TEXT,
        sections=(section,),
        targets=(target,),
        references=references,
        deadlines=(deadline,),
    )


def records(doc: Doc) -> dict[str, list[object]]:
    return {name: [span._.record for span in doc.spans[name]] for name in doc.spans}


def rows(given: DocumentTables) -> dict[str, list[object]]:
    return {name: list(getattr(given, name)) for name in ("sections", "targets", "references", "deadlines")}


def test_doc_bears_the_rows(nlp: Language) -> None:
    doc = pipeline.to_doc(tables(), nlp)
    assert doc.text == TEXT
    assert records(doc) == rows(tables())
    assert doc._.document == tables().document
    assert [span.label_ for span in doc.spans["references"]] == ["KH", "unnumbered"]
    assert doc.spans["targets"][0].id_ == "d1-t1"


def test_other_spans_have_no_record(nlp: Language) -> None:
    doc = pipeline.to_doc(tables(), nlp)
    assert doc[0:2]._.record is None
    assert nlp.make_doc("chè xuân")._.document is None


def test_docs_are_saved_with_their_rows(nlp: Language) -> None:
    doc = pipeline.to_doc(tables(), nlp)
    saved = DocBin(docs=[doc], store_user_data=True).to_bytes()
    again = next(DocBin().from_bytes(saved).get_docs(Vocab()))
    assert records(again) == rows(tables())
    assert again._.document == tables().document
    assert records(Doc(Vocab()).from_bytes(doc.to_bytes())) == rows(tables())


def test_displacy_draws_the_spans(nlp: Language) -> None:
    doc = pipeline.to_doc(tables(), nlp)
    drawn = displacy.render(doc, style="span", options={"spans_key": "targets"}, jupyter=False)
    assert "share" in drawn


def test_raw_text_keeps_its_own_offsets(nlp: Language) -> None:
    doc = nlp(PLAN)
    assert doc.text == PLAN
    for name, found in records(doc).items():
        assert found, name
        for span, row in zip(doc.spans[name], found, strict=True):
            assert isinstance(row, Section | Target | Reference | Deadline)
            assert PLAN[row.start : row.end] == row.quote
            assert span.start_char <= (row.start or 0)
            assert (row.end or 0) <= span.end_char
    heads = {span._.record.population_head for span in doc.spans["targets"]}
    assert "hộ trồng" in heads or "hộ" in heads


def test_pipeline_is_saved_and_loaded_without_importing_ours(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    assert records(spacy.load(tmp_path)(PLAN)) == records(nlp(PLAN))
    code = f"import spacy; print(len(spacy.load({str(tmp_path)!r})({PLAN!r}).spans['targets']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) == len(nlp(PLAN).spans["targets"])


def test_pipe_gives_what_one_by_one_gives(nlp: Language) -> None:
    assert [records(doc) for doc in nlp.pipe([PLAN, "", PLAN])][2] == records(nlp(PLAN))


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(), st.text(alphabet="I1.%9 hộ\n\u00a0đạt-/\u0323Ð")))
def test_any_text(text: str) -> None:
    doc = pipeline.load()(text)
    assert doc.text == text
    for span in (span for group in doc.spans.values() for span in group):
        assert text[span._.record.start : span._.record.end] == span._.record.quote


def test_import_of_the_package_loads_nothing() -> None:
    code = (
        "import sys, pipeline; print(any(name in sys.modules for name in ('spacy', 'underthesea', 'pandas')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
