"""Rows in, bytes of a CSV or an XLSX file out (pure)."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO, StringIO
from typing import assert_never

import xlsxwriter

Cell = str | int | float | date | None

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"
LONGEST_SHEET_NAME = 31


class Format(StrEnum):
    """The kinds of file that a list can become."""

    CSV = "csv"
    XLSX = "xlsx"

    @property
    def mimetype(self) -> str:
        if self is Format.CSV:
            return "text/csv"
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column and its width in characters."""

    name: str
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a short name; each row has a cell for each column."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def file_of(sheet: Sheet, kind: Format) -> bytes:
    """The sheet as a file of this kind."""
    match kind:
        case Format.CSV:
            return csv_file(sheet)
        case Format.XLSX:
            return xlsx_file(sheet)
        case _:
            assert_never(kind)


def csv_file(sheet: Sheet) -> bytes:
    """For Excel in the languages of the service: semicolons, and a mark that says UTF-8."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_harmless(column.name) for column in sheet.columns])
    writer.writerows([_as_text(cell) for cell in row] for row in sheet.rows)
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def _as_text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return _harmless(cell)
        case date():
            return cell.strftime("%d.%m.%Y")
        case int() | float():
            return str(cell).replace(".", ",")
        case _:
            assert_never(cell)


def _harmless(text: str) -> str:
    """A text that a spreadsheet will not run as a formula."""
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text


def xlsx_file(sheet: Sheet) -> bytes:
    """One sheet whose head stays in view and is repeated on each printed page."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E4F0F3"}
        )
        day = book.add_format({"num_format": "dd.mm.yyyy", "align": "left"})
        page = book.add_worksheet(_sheet_name(sheet.name))
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        for index, column in enumerate(sheet.columns):
            page.set_column(index, index, column.width)
            page.write_string(0, index, column.name, head)
        for number, row in enumerate(sheet.rows, start=1):
            for index, cell in enumerate(row):
                match cell:
                    case None:
                        continue
                    case str():
                        page.write_string(number, index, cell)
                    case date():
                        page.write_datetime(number, index, cell, day)
                    case int() | float():
                        page.write_number(number, index, cell)
                    case _:
                        assert_never(cell)
    return file.getvalue()


def _sheet_name(text: str) -> str:
    """A name that spreadsheets accept."""
    allowed = "".join(" " if letter in "[]:*?/\\" else letter for letter in text)
    return allowed.strip("' ")[:LONGEST_SHEET_NAME] or "1"
