"""The page and the workbook of a dataset folder, written."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import DatasetError
from pipeline.report.page import page
from pipeline.report.pages import draw_pages
from pipeline.report.reading import read_source
from pipeline.report.wording import Language, words
from pipeline.report.workbook import write_workbook

PAGE_NAME, WORKBOOK_NAME = "report.html", "report.xlsx"


@dataclass(frozen=True, slots=True)
class Written:
    """Where the report stands, whether the dataset had a cascade to show, how many pages found no room in it."""

    page: Path
    workbook: Path
    compared: bool
    pages_left_out: int = 0


def write_report(dataset: Path, output: Path, language: Language) -> Written:
    """``report.html`` and ``report.xlsx`` of the dataset in the folder ``output``, each written whole or not at all.

    Raises:
        DatasetError: no dataset, a cascade that does not belong to it, or ``output`` cannot be written.
    """
    source = read_source(dataset)
    said = words(language)
    pictures = draw_pages(source)
    text = page(source, said, pictures)
    left_out = sum(map(len, pictures.left_out.values()))
    written = Written(output / PAGE_NAME, output / WORKBOOK_NAME, source.cascade is not None, left_out)
    try:
        output.mkdir(parents=True, exist_ok=True)
        _replace(written.page, lambda path: _write_text(path, text))
        _replace(written.workbook, lambda path: write_workbook(path, source, said))
    except OSError as error:
        raise DatasetError(f"{output}: cannot be written ({error.strerror or error})") from error
    return written


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def _replace(path: Path, write: Callable[[Path], None]) -> None:
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        write(unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
