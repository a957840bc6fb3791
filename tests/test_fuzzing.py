"""Some hundred damaged files of every format: each gives a document or one failure with its reason, within the limits."""

from pathlib import Path
from random import Random

from pipeline.batch import extract_files
from pipeline.settings import Settings
from tests.ingest.office_samples import paragraph, table, word_file
from tests.ingest.pdf_samples import grid, pdf_file
from tests.mutations import mutant

GOLDEN = Path(__file__).parent / "golden"
LAYOUT = Path(__file__).parent / "ingest" / "layout"
TABLES = Path(__file__).parents[1] / "corpus" / "tables" / "files"
SETTINGS = Settings(seconds_per_document=60, memory_per_document=1_000_000_000)
MUTANTS = 20


def originals() -> dict[str, bytes]:
    """Good files of every format, among them some whose insides no compression hides."""
    cells = [(75, 686, "Đơn vị"), (245, 686, "Chỉ tiêu"), (75, 666, "Huyện A"), (245, 666, "90%")]
    body = paragraph("KẾ HOẠCH") + table(("Đơn vị", "Chỉ tiêu"), ("Huyện A", "90%")) + paragraph("Nơi nhận:")
    found = {path.name: path.read_bytes() for path in sorted(GOLDEN.glob("plan.*")) if path.suffix != ".csv"}
    found |= {path.name: path.read_bytes() for path in sorted(LAYOUT.glob("*.pdf"))}
    found |= {path.name: path.read_bytes() for path in sorted(TABLES.glob("giao-chi-tieu-don-vi.*"))}
    return found | {
        "plain.pdf": pdf_file([(72, 740, "Biểu 1"), *cells], lines=grid(72, 700, [170, 120], 2), image=True),
        "small.docx": word_file(
            body, footnotes=f'<w:footnote w:id="2">{paragraph("Theo báo cáo")}</w:footnote>'
        ),
    }


def test_damaged_files_give_a_document_or_one_reason(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, data in originals().items():
        for seed in range(MUTANTS):
            copy = mutant(data, Random(f"{name} {seed}"))
            (folder / f"{seed:03}.{name}").write_bytes(copy)
    summary = extract_files([folder], tmp_path / "ds", SETTINGS)
    reasons = {Path(failure.source).name: failure.reason for failure in summary.failures}
    assert summary.inputs == MUTANTS * len(originals())
    assert summary.read + len(summary.failures) + len(summary.duplicates) == summary.inputs
    assert len(reasons) == len(summary.failures)
    assert min(summary.read, len(reasons)) > MUTANTS
    assert all(reasons.values())
    faults = ("fault in the pipeline", "the process that read it died", "took longer", "needed more")
    broken = {name: reason for name, reason in reasons.items() if any(fault in reason for fault in faults)}
    assert broken == {}
