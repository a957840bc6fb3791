"""Small datasets with a cascade: one province, two districts, one of them full of what could break a page."""

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from pipeline.dataset.package import TEXT_FOLDER
from pipeline.dataset.spool import text_path
from pipeline.dataset.tables import CASCADE, TABLES
from pipeline.dataset.write import write_package, write_table
from pipeline.schema import CascadeRow, Document, DocumentTables, Failure, Numeral, Section, Target

UPPER, LOWER, HOSTILE, ALONE = "aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc", "dddddddddddd"
ATTACK = '</script><!--<img src=x onerror="window.hit=1"> <b>đậm</b> &amp; ${alert(1)}\u2028 👩‍👩‍👧'
FORMULA = '=HYPERLINK("x","y")'


def plan(  # noqa: PLR0917 - columns of a table
    doc_id: str, number: str | None, issuer: str, level: str, lines: list[str], quotes: list[str], **more
) -> DocumentTables:
    """A plan of one section whose targets are ``lines``, each with its quantity in ``quotes``."""
    heading = "II. CHỈ TIÊU"
    text = "\n".join([heading, "", *lines]) + "\n"
    targets, at = [], len(heading) + 2
    for index, (line, quote) in enumerate(zip(lines, quotes, strict=True), 1):
        start = at + line.index(quote)
        targets.append(target(doc_id, index, line, start, quote))
        at += len(line) + 1
    section = Section(
        doc_id=doc_id, start=0, end=len(heading), quote=heading, rule="by_hand", section_id=f"{doc_id}-s1",
        ordinal=1, depth=1, marker="II.", path="II", title="CHỈ TIÊU", kind="targets", body_end=len(text),
    )  # fmt: skip
    document = Document(
        doc_id=doc_id, source=f"{doc_id}.txt", sha256=doc_id * 5 + "0000", media_type="text/plain", type_name="Kế hoạch",
        number=number, issuer=issuer, level=level, title=f"Kế hoạch của {issuer}", issued=date(2031, 2, 28), **more,
    )  # fmt: skip
    return DocumentTables(document=document, text=text, sections=(section,), targets=tuple(targets))


def target(doc_id: str, index: int, statement: str, start: int, quote: str) -> Target:
    share = "%" in quote
    return Target(
        doc_id=doc_id, start=start, end=start + len(quote), quote=quote, rule="by_hand", target_id=f"{doc_id}-t{index}",
        section_id=f"{doc_id}-s1", statement=statement, measure="share" if share else "count", comparator="ge",
        value=float("".join(filter(str.isdigit, quote))), unit="percent" if share else "count",
        unit_text="%" if share else "buổi", modality="strive", deadline_end=date(2031, 12, 31), confidence=0.9,
    )  # fmt: skip


def plans() -> list[DocumentTables]:
    upper = plan(
        UPPER, "10/KH-LĐLĐ", "Liên đoàn Lao động tỉnh Hà Vân", "province",
        ["1. Phấn đấu 90% trở lên tổ công đoàn có góc đọc sách.", "2. Mỗi nơi mở 12 buổi chiếu phim.", "3. Có 45% trở lên hội viên biết bơi."],
        ["90% trở lên", "12 buổi", "45% trở lên"],
    )  # fmt: skip
    lower = plan(
        LOWER, "22/KH-LĐLĐ", "Liên đoàn Lao động huyện Trà Giang", "district",
        ["- Ít nhất 80% tổ công đoàn có góc đọc sách.", "- Mở 15 buổi chiếu phim.", "- Trồng 300 gốc bàng."],
        ["80%", "15 buổi", "300"],
    )  # fmt: skip
    hostile = plan(
        HOSTILE, None, f"Hội {ATTACK}", "district",
        [f"{FORMULA} 95% tổ công đoàn {ATTACK} có góc đọc sách.", "@SUM(A1) 1 buổi"], ["95%", "1 buổi"],
    )  # fmt: skip
    alone = plan(ALONE, "7/KH-HND", "Hội Nông dân xã Mây", "commune", ["Nuôi 20 đàn ong."], ["20"])
    start = alone.text.index("20")
    number = Numeral(
        doc_id=ALONE, start=start, end=start + 2, quote="20", rule="by_hand", numeral_id=f"{ALONE}-n1",
        value=20.0, role="unclassified",
    )  # fmt: skip
    return [
        upper,
        lower,
        hostile,
        DocumentTables(
            document=alone.document,
            text=alone.text,
            sections=alone.sections,
            targets=alone.targets,
            numerals=(number,),
        ),
    ]


def nameless() -> DocumentTables:
    """A plan of which neither number nor title nor issuer is known."""
    found = plan("ffffffffffff", None, "", "district", ["Mở 5 lớp học."], ["5"])
    document = replace(found.document, issuer=None, title=None, source="/a/b/kh212-quét.txt")
    return replace(found, document=document)


def judged(  # noqa: PLR0917 - columns of a table
    index: int,
    upper: str | None,
    lower: str | None,
    verdict: str,
    upper_doc: str | None = UPPER,
    lower_doc: str = LOWER,
    **more,
) -> CascadeRow:
    """One row of the cascade; ``upper`` and ``lower`` are ids of targets."""
    row = {
        "cascade_id": f"c{index}", "upper_doc_id": upper_doc, "lower_doc_id": lower_doc, "upper_target_id": upper,
        "lower_target_id": lower, "basis": "cited", "similarity": 0.5, "verdict": verdict, "flags": None,
        "explanation_vi": f"Nhận xét số {index}.", "explanation_en": f"Remark {index}.", "upper_quote": None,
        "lower_quote": None, "rule": "by_hand", "confidence": 1.0,
    }  # fmt: skip
    return CascadeRow(**row | more)


def cascade() -> list[CascadeRow]:
    hostile = {"lower_doc": HOSTILE}
    return [
        judged(1, f"{UPPER}-t1", f"{LOWER}-t1", "lowered", flags="assumed_floor;weaker_modality", lower_quote="80%"),
        judged(2, f"{UPPER}-t2", f"{LOWER}-t2", "exceeds"),
        judged(3, f"{UPPER}-t3", None, "missing", similarity=None),
        judged(4, None, f"{LOWER}-t3", "extra", similarity=None),
        judged(5, f"{UPPER}-t1", f"{HOSTILE}-t1", "equal", explanation_vi=f"Vì {ATTACK}", **hostile),
        judged(6, f"{UPPER}-t2", f"{HOSTILE}-t2", "lowered", **hostile),
        judged(7, f"{UPPER}-t3", None, "by_reference", lower_quote="có góc đọc sách", similarity=None, **hostile),
    ]  # fmt: skip


def write_dataset(folder: Path, documents: list[DocumentTables], rows: list[CascadeRow] | None) -> Path:
    """A dataset folder of ``documents``, with a cascade unless ``rows`` is None."""
    folder.mkdir(parents=True)
    for name, table in TABLES.items():
        if name == "documents":
            records = [one.document for one in documents]
        elif name == "failures":
            records = [Failure("<hỏng>.pdf", "tệp hỏng")]
        else:
            records = [row for one in documents for row in getattr(one, name)]
        write_table(folder, table, records)
    (folder / TEXT_FOLDER).mkdir()
    for one in documents:
        text_path(folder / TEXT_FOLDER, one.document.doc_id).write_text(
            one.text, encoding="utf-8", newline=""
        )
    write_package(folder, TABLES.values())
    if rows is not None:
        write_table(folder, CASCADE, rows)
    return folder
