"""The files that a manager takes away open in a spreadsheet and do nothing by themselves."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.core.exports import Column, Format, Sheet, csv_file, file_of, xlsx_file

DAY = date(2026, 3, 1)
SHEET = Sheet(
    "VE1",
    [Column("Аты-жөні", 30), Column("Мерзімі", 12), Column("Қадам", 8)],
    [("Әбенова Ботагөз; 1-ауысым", DAY, 3), ("Іңкәров «Берік»", None, 0)],
)
DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1")


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def sheet_of(cell: str) -> Sheet:
    return Sheet("X", [Column(cell, 10)], [(cell,)])


def test_csv_opens_in_excel_with_kazakh_letters():
    data = csv_file(SHEET)
    assert data.startswith(b"\xef\xbb\xbf")
    assert read_csv(data) == [
        ["Аты-жөні", "Мерзімі", "Қадам"],
        ["Әбенова Ботагөз; 1-ауысым", "01.03.2026", "3"],
        ["Іңкәров «Берік»", "", "0"],
    ]


def test_fractions_are_written_with_a_comma_and_are_numbers_in_a_workbook():
    sheet = Sheet("X", [Column("Р", 8)], [(0.25,), (-1.5,)])
    assert read_csv(csv_file(sheet))[1:] == [["0,25"], ["-1,5"]]
    assert load_workbook(BytesIO(xlsx_file(sheet))).active["A2"].value == 0.25


@pytest.mark.parametrize("text", DANGEROUS)
def test_csv_runs_no_formula(text):
    assert read_csv(csv_file(sheet_of(text))) == [[f"'{text}"], [f"'{text}"]]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_csv_keeps_every_text_and_begins_no_cell_with_a_formula(text):
    for [cell] in read_csv(csv_file(sheet_of(text))):
        assert cell in {text, f"'{text}"}
        assert cell[0] not in "=+-@\t\r\n"


def test_xlsx_has_a_head_that_stays_dates_as_dates_and_numbers_as_numbers():
    page = load_workbook(BytesIO(xlsx_file(SHEET)))["VE1"]
    assert page.freeze_panes == "A2"
    assert [cell.value for cell in page[1]] == ["Аты-жөні", "Мерзімі", "Қадам"]
    assert page[1][0].font.bold
    assert [cell.value for cell in page[2]] == [
        "Әбенова Ботагөз; 1-ауысым",
        datetime(2026, 3, 1),
        3,
    ]
    assert page["B2"].is_date
    assert page["B3"].value is None
    assert page["C3"].value == 0
    assert page.column_dimensions["A"].width == pytest.approx(30, abs=1)


@pytest.mark.parametrize("text", DANGEROUS[:4])
def test_xlsx_keeps_formulas_as_text(text):
    page = load_workbook(BytesIO(xlsx_file(sheet_of(text)))).active
    assert (page["A2"].value, page["A2"].data_type) == (text, "s")


@pytest.mark.parametrize("name", ["a/b", "", "[x]", "'", "ұ" * 60])
def test_xlsx_takes_any_name(name):
    made = xlsx_file(Sheet(name, SHEET.columns, SHEET.rows))
    assert len(load_workbook(BytesIO(made)).sheetnames) == 1


def test_each_format_says_what_it_is():
    assert file_of(SHEET, Format.CSV) == csv_file(SHEET)
    assert file_of(SHEET, Format.XLSX)[:2] == b"PK"
    assert {kind.mimetype for kind in Format} == {
        "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
