import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
import segno
import typst

from app.certificates.pdf import TEMPLATE, Paper, certificate_pdf, font_folders
from app.core.errors import DomainError
from app.core.text import Localized
from tests.certificates.pdf_text import text, words

ADDRESS = "https://qalqan.example"
KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
PAPER = Paper(
    number="QLQ-7F3K-9MZT-W4HC-2XQD-P8RV",
    holder="Серікова Айгерім Бекболатқызы",
    course_code="VE1",
    title=Localized(kk="Зорлықшыл экстремизмнің алдын алу", ru="Предупреждение экстремизма"),
    edition_number=3,
    hours=12,
    score=92,
    finished_on=date(2026, 1, 15),
    issued_on=date(2026, 1, 16),
    valid_from=date(2026, 1, 15),
    valid_until=date(2028, 2, 29),
)


def printed(**changes):
    return text(certificate_pdf(replace(PAPER, **changes), address=ADDRESS))


@pytest.fixture(scope="module")
def pdf():
    return certificate_pdf(PAPER, address=ADDRESS)


def test_the_paper_says_everything_in_both_languages(pdf):
    paper = text(pdf)
    for line in (
        "«Қалқан» электрондық оқыту жүйесі",
        "Система электронного обучения «Қалқан»",
        "курсты аяқтағаны туралы",
        "о прохождении курса",
        "Серікова Айгерім Бекболатқызы",
        "«Зорлықшыл экстремизмнің алдын алу»",
        "«Предупреждение экстремизма»",
        "12 академиялық сағат",
        "12 академических часов",
        "Нәтиже 92%",
        "Результат 92 %",
        "Курс редакциясы № 3",
        "Редакция курса № 3",
        "Аяқталған күні 2026 жылғы 15 қаңтар",
        "Дата завершения 15 января 2026 года",
        "Берілген күні 2026 жылғы 16 қаңтар",
        "Дата выдачи 16 января 2026 года",
        "Жарамдылықтың соңғы күні 2028 жылғы 29 ақпан",
        "Последний день действия 29 февраля 2028 года",
        "QLQ-7F3K-9MZT-W4HC-2XQD-P8RV",
        "qalqan.example/verify",
    ):
        assert line in paper
    assert paper.count("Курс VE1") == 2


def test_a_course_without_marks_has_no_result_line():
    paper = printed(score=None)
    assert "Нәтиже" not in paper
    assert "Результат" not in paper
    assert "Нәтиже 0%" in printed(score=0)


@pytest.mark.parametrize(
    ("month", "kk", "ru"),
    [
        (1, "қаңтар", "января"),
        (2, "ақпан", "февраля"),
        (3, "наурыз", "марта"),
        (4, "сәуір", "апреля"),
        (5, "мамыр", "мая"),
        (6, "маусым", "июня"),
        (7, "шілде", "июля"),
        (8, "тамыз", "августа"),
        (9, "қыркүйек", "сентября"),
        (10, "қазан", "октября"),
        (11, "қараша", "ноября"),
        (12, "желтоқсан", "декабря"),
    ],
)
def test_dates_are_written_as_official_papers_write_them(month, kk, ru):
    paper = printed(finished_on=date(2027, month, 3))
    assert f"2027 жылғы 3 {kk}" in paper
    assert f"3 {ru} 2027 года" in paper


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (1, "академический час"),
        (2, "академических часа"),
        (4, "академических часа"),
        (5, "академических часов"),
        (11, "академических часов"),
        (12, "академических часов"),
        (21, "академический час"),
        (22, "академических часа"),
        (111, "академических часов"),
        (112, "академических часов"),
        (121, "академический час"),
    ],
)
def test_hours_agree_with_their_number_in_russian(hours, words):
    paper = printed(hours=hours)
    assert re.search(rf"{hours} {words}\b", paper)
    assert f"{hours} академиялық сағат" in paper


def test_the_same_paper_gives_the_same_bytes(pdf):
    certificate_pdf(replace(PAPER, holder="Басқа Адам"), address=ADDRESS)
    assert certificate_pdf(PAPER, address=ADDRESS) == pdf


def test_many_at_once_get_their_own_papers():
    papers = [replace(PAPER, holder=f"Тыңдаушы {n}") for n in range(12)]
    one_by_one = [certificate_pdf(paper, address=ADDRESS) for paper in papers]
    with ThreadPoolExecutor(6) as threads:
        at_once = list(threads.map(lambda paper: certificate_pdf(paper, address=ADDRESS), papers))
    assert at_once == one_by_one
    assert len(set(at_once)) == len(papers)


def test_the_file_claims_archival_and_accessible_form_with_title_and_languages(pdf):
    assert pdf.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert f"Сертификат {PAPER.number}".encode() in pdf
    assert b"/Lang(kk-KZ)" in pdf
    assert b"/Lang(ru-KZ)" in pdf
    assert b"/Marked true" in pdf
    assert b"/S/H1" in pdf
    assert b"/DisplayDocTitle true" in pdf


def test_the_code_says_in_words_where_it_leads(pdf):
    alternative = re.search(rb"/S/Figure.*?/Alt<FEFF([0-9A-F]+)>", pdf, re.DOTALL)
    spoken = bytes.fromhex(alternative[1].decode()).decode("utf-16-be")
    assert spoken.endswith(f"https://qalqan.example/verify/{PAPER.number}")
    assert "тексеру" in spoken
    assert "проверка" in spoken or "проверки" in spoken


def test_the_code_leads_to_the_public_page_whatever_the_end_of_the_address(monkeypatch):
    drawn = []
    make = segno.make
    monkeypatch.setattr(segno, "make", lambda what, **how: drawn.append(what) or make(what, **how))
    certificate_pdf(PAPER, address="http://127.0.0.1:8000/")
    assert drawn == [f"http://127.0.0.1:8000/verify/{PAPER.number}"]


@pytest.mark.parametrize(
    ("holder", "title"),
    [
        ("Ли Ян", "Дағдарыс"),
        ("Ә" * 100, "Ң" * 60),
        ("Құсайынова-Шаңғытбаева " * 4, "Түзеу мекемелеріндегі дағдарыс " * 12),
        ("Ж" * 30 + " " + "Щ" * 30 + " " + "Ы" * 30, "Сөз " * 120),
        ("", ""),
    ],
)
def test_names_and_titles_of_any_length_stay_on_one_page_and_complete(holder, title):
    pdf = certificate_pdf(
        replace(PAPER, holder=holder, title=Localized(kk=title, ru=title)), address=ADDRESS
    )
    assert b"/Type/Pages/Count 1/" in pdf
    assert " ".join(holder.split()) in text(pdf)
    assert text(pdf).count(" ".join(title.split())) >= 2


def test_decomposed_and_invisible_signs_are_mended():
    paper = printed(holder="Койши\u0306баев\u202e \n Ия\u200b")
    assert "Койшйбаев Ия" in paper


def test_markup_in_names_is_only_text():
    holder = "#panic() $x$ *а* _б_ <в> @г // д"
    paper = printed(holder=holder, title=Localized("[=а]", "\\#б")).replace(" ", "")
    assert holder.replace(" ", "") in paper
    assert "«[=а]»" in paper
    assert "«\\#б»" in paper


def test_a_letter_of_another_alphabet_borrows_a_typeface():
    pdf = certificate_pdf(replace(PAPER, holder="Γιάννης Ə"), address=ADDRESS)
    assert b"+LibertinusSerif-Bold" in pdf


def test_a_sign_that_no_typeface_has_is_refused_in_words():
    with pytest.raises(DomainError, match="cannot be printed"):
        printed(holder="张伟")


@pytest.mark.parametrize("weight", ["regular", "bold"])
@pytest.mark.parametrize("typeface", ["PT Sans", "PT Serif"])
def test_both_weights_of_both_typefaces_have_every_letter(typeface, weight):
    letters = KAZAKH + "ЁёЙйЪъ" + "«»–№%·"
    source = (
        f'#set document(title: "{typeface}")\n'
        f'#set text(font: "{typeface}", weight: "{weight}", lang: "kk", fallback: false)\n'
        f"#par[{letters}]"
    )
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=font_folders()
    )
    # In this standard a letter without a drawing is an error.
    pdf = typst.compile(
        source.encode(), font_paths=fonts, ignore_system_fonts=True, pdf_standards=["a-2a"]
    )
    assert "".join(words(pdf)) == letters
    name = typeface.replace(" ", "") + ("-Bold" if weight == "bold" else "-Regular")
    assert re.search(rf"/BaseFont/[A-Z]{{6}}\+{name}".encode(), pdf)


def test_the_template_has_no_look_alikes_of_kazakh_letters():
    source = TEMPLATE.read_text(encoding="utf-8")
    assert not re.search(
        r"[\u018f\u0259\u019f\u0275\u00a5\u0490\u0491\u04c3\u04c4\u04c7\u04c8]", source
    )
    assert not re.search(r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]", source)
