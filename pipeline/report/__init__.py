"""A run as one page to read, print and pass on: report.html."""

from pipeline.report.page import report_of, write_report

__all__ = ["report_of", "write_report"]
