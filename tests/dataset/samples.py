"""Records made by hand, one document's worth, with everything that is hard to store."""

from datetime import date
from pathlib import Path

from pipeline.dataset.package import TEXT_FOLDER
from pipeline.dataset.spool import text_path
from pipeline.dataset.tables import TABLES
from pipeline.dataset.write import write_package, write_table
from pipeline.schema import Deadline, Document, DocumentTables, Failure, Numeral, Reference, Section, Target

DOC_ID = "0123456789ab"
TEXT = 'I. CHỈ TIÊU\n"Ít nhất 90%, trở lên"\r\nđoàn viên 👩‍👩‍👧;=1+1\u2028hết\n'


def sample() -> DocumentTables:
    at = {"doc_id": DOC_ID, "rule": "by_hand"}
    return DocumentTables(
        document=Document(
            doc_id=DOC_ID,
            source="kế hoạch, số 1.txt",
            sha256="0" * 64,
            media_type="text/plain",
            issued=date(2024, 2, 29),
        ),
        text=TEXT,
        sections=(
            Section(
                **at,
                start=0,
                end=11,
                quote=TEXT[:11],
                section_id="s1",
                ordinal=1,
                depth=1,
                body_end=len(TEXT),
            ),
            Section(
                **at,
                start=12,
                end=33,
                quote=TEXT[12:33],
                section_id="s2",
                parent_id="s1",
                ordinal=1,
                depth=2,
                body_end=40,
            ),
        ),
        targets=(
            Target(
                **at,
                start=13,
                end=24,
                quote=TEXT[13:24],
                target_id="t1",
                section_id="s2",
                statement=TEXT[12:],
                measure="share",
                comparator="ge",
                value=90.0,
                unit="percent",
                page=1,
                bbox=(0.0, 12.5, 100.0, 1e-7),
                confidence=0.875,
            ),
        ),
        references=(
            Reference(
                **at,
                start=0,
                end=2,
                quote=TEXT[:2],
                reference_id="r1",
                section_id="s1",
                form="full",
                year=2024,
            ),
        ),
        deadlines=(
            Deadline(**at, start=0, end=2, quote=TEXT[:2], deadline_id="d1", target_id="t1", kind="by"),
        ),
        numerals=(
            Numeral(
                **at,
                start=21,
                end=23,
                quote="90",
                numeral_id="n1",
                value=2.1e11,
                role="target",
                owner_id="t1",
            ),
            Numeral(**at, start=21, end=23, quote="90", numeral_id="n2", role="unclassified"),
        ),
    )


def write_sample(folder: Path, tables: DocumentTables | None) -> Path:
    """A dataset of the document, or one without any."""
    for name, table in TABLES.items():
        if name == "documents":
            rows = [tables.document] if tables else []
        elif name == "failures":
            rows = [Failure("tệp hỏng.pdf", "hỏng")]
        else:
            rows = list(getattr(tables, name)) if tables else []
        write_table(folder, table, rows)
    (folder / TEXT_FOLDER).mkdir()
    if tables:
        text_path(folder / TEXT_FOLDER, DOC_ID).write_text(tables.text, encoding="utf-8", newline="")
    write_package(folder, TABLES.values())
    return folder
