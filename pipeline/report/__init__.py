"""A dataset folder for people: one HTML page and one workbook."""

from pipeline.report.reports import Written, write_report

__all__ = ["Written", "write_report"]
