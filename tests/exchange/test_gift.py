"""GIFT as people write it by hand and as Moodle writes it."""

import pytest

from tests.exchange.taking import in_russian, one, read, refusal, remarks, sides

BY_HAND = r"""// Вопросы к занятию
// от 12 марта

$CATEGORY: $course$/top/Занятие 1

Кто отвечает за пост?{~Врач ~Психолог =Дежурный}

Пост принимает {~врач =дежурный ~психолог} смены.

Досмотр проводит один сотрудник.{FALSE}

Два плюс два равно {=четыре =4}.

Сколько часов длится смена? {#12}

В каком году принят закон?{#2002:1}

Число пи {#3.141..3.142}.

Соедините столицы. {
    =Канада -> Оттава
    =Италия  -> Рим
    = -> Токио
    }

// пояснение к следующему вопросу
::Сочинение::Опишите порядок
приёма смены. {}
"""


def test_every_kind_that_is_written_by_hand_is_read():
    reading = read(BY_HAND)

    assert list(reading.refused) == []
    assert [(taken.line, taken.question.kind) for taken in reading.taken] == [
        (6, "single-choice"),
        (8, "single-choice"),
        (10, "true-false"),
        (12, "short-answer"),
        (14, "number"),
        (16, "number"),
        (18, "number"),
        (20, "matching"),
        (27, "open"),
    ]
    assert not any(taken.is_named for taken in reading.taken)


def test_a_word_that_is_missing_from_a_sentence_leaves_a_blank():
    assert one("Пост принимает {~врач =дежурный} смены.").prompt.ru == (
        "Пост принимает _____ смены."
    )
    assert one("Пост принимает{~врач =дежурный}").prompt.ru == "Пост принимает"


def test_text_in_one_language_becomes_that_side_of_the_pair_and_the_other_is_asked_for():
    text = "Кто?{~Врач =Дежурный}"
    question = one(text)
    assert sides(question.prompt) == in_russian("Кто?")
    assert [sides(option.text) for option in question.options] == [
        in_russian("Врач"),
        in_russian("Дежурный"),
    ]
    told = "To be written before publishing: Kazakh texts – 6, Russian – 3"
    assert remarks(text) == [told]


def test_marked_languages_go_to_their_sides_and_others_are_left_out():
    text = (
        r"\{mlang kk\}Кім?\{mlang\}\{mlang ru\}Кто?\{mlang\}\{mlang en\}Who?\{mlang\}"
        r"{~\{mlang other\}А\{mlang\} =5}"
    )
    question = one(text)
    assert sides(question.prompt) == ("Кім?", "Кто?")
    assert sides(question.options[0].text) == ("А", "А")
    assert sides(question.options[1].text) == ("5", "5")
    assert "Left out: what is said in other languages (en)" in remarks(text)


def test_feedback_and_the_general_feedback_are_read():
    question = one("Кто?{\n~Врач#Нет.\n=Дежурный#Да,\n   именно он.\n####Правило 3\n}")
    assert [option.feedback.ru for option in question.options] == ["Нет.", "Да, именно он."]
    assert question.explanation.ru == "Правило 3"


def test_true_and_false_tell_the_wrong_answer_first():
    question = one("Небо синее.{TRUE#Посмотрите вверх.#Верно.####Рэлей}")
    assert question.correct
    assert (question.when_false.ru, question.when_true.ru) == ("Посмотрите вверх.", "Верно.")
    assert question.explanation.ru == "Рэлей"
    question = one("Небо зелёное.{F#Нет же.}")
    assert (question.correct, question.when_true.ru, question.when_false.ru) == (
        False,
        "Нет же.",
        "",
    )


def test_signs_after_a_backslash_mean_nothing():
    question = one(r"Что равно 5\: \{x\}?{ ~ \= 2 + 2 #\# нет = \= 2 + 3 ~ \\ и \~}")
    assert question.prompt.ru == "Что равно 5: {x}?"
    assert [option.text.ru for option in question.options] == ["= 2 + 2", "= 2 + 3", "\\ и ~"]
    assert question.options[0].feedback.ru == "# нет"


def test_several_right_answers_share_the_point_and_wrong_ones_may_take_away():
    text = "Кто?{~%50%Дежурный ~%50%Начальник ~%-50%Врач ~%-50.000%Повар}"
    question = one(text)
    assert question.kind == "multiple-choice"
    assert question.correct_ids == {"a", "b"}
    told = "Here a wrong answer takes away as much as a right one gives"
    assert told not in remarks(text)
    assert told in remarks(text.replace("%-50%", "%-100%"))


def test_a_number_has_a_tolerance_a_range_and_words_for_a_wrong_answer():
    question = one("Когда?{#\n =1822:0 #Верно.\n ~ #Нет.\n}")
    assert (question.answer, question.tolerance) == (1822, 0)
    assert (question.when_right.ru, question.when_wrong.ru) == ("Верно.", "Нет.")
    question = one("Пи?{#3.141..3.142}")
    assert (question.answer, question.tolerance) == (3.1415, 0.0005)
    question = one("Сколько?{#1..5}")
    assert (question.answer, question.tolerance) == (3, 2)


def test_accepted_answers_count_in_both_languages_where_nobody_says_which():
    question = one("Столица?{=Астана =Нур-Султан#Прежнее название =%100%Астана =%0%*#Нет}")
    assert question.accepted.kk == question.accepted.ru == ["Астана", "Нур-Султан"]
    assert question.when_wrong.ru == "Нет"


def test_formats_of_text_become_plain_words():
    html = "[html]<p>Кто <b>отвечает</b>?</p><p>Один&nbsp;ответ &lt;1&gt;.</p>{T}"
    assert one(html).prompt.ru == "Кто отвечает?\nОдин\u00a0ответ <1>."
    assert "Bold print, lists and links become plain words" in remarks(html)
    markdown = "[markdown]Кто **отвечает**?{T}"
    assert one(markdown).prompt.ru == "Кто **отвечает**?"
    assert "Signs of Markdown stay in the text: look it over" in remarks(markdown)
    assert one("[plain]a<b{T}").prompt.ru == "a<b"
    assert one(r"Раз\nдва и 3 < 5{T}").prompt.ru == "Раз\nдва и 3 < 5"


def test_the_comment_of_moodle_names_the_question_and_its_tags():
    text = (
        "// question: 12  name: x\n"
        "// [id:post-1] [tag:objective:o-two] [tag:topic:shift] [tag:bright-line] [tag:дежурство]\n"
        "::Пост::Кто?{~Врач =Дежурный}"
    )
    question = one(text)
    assert (question.id, question.objective, question.tags) == ("post-1", "o-two", ["shift"])
    assert question.must_pass
    assert "Tags left out: дежурство" in remarks(text)


def test_an_objective_of_another_course_is_replaced_by_the_chosen_one():
    tags = ["objective:other", "source:mr", "source:nothing", "difficulty:hard"]
    text = f"// {' '.join(f'[tag:{tag}]' for tag in tags)}\nКто?{{T}}"
    question = one(text)
    assert (question.objective, question.sources, question.difficulty) == ("o-one", ["mr"], "hard")
    assert remarks(text)[:2] == [
        "The objective it names is not in this course: it gets the chosen one",
        "Tags left out: objective:other, source:nothing",
    ]


def test_an_essay_gets_one_criterion_for_the_whole_answer():
    (criterion,) = one("Опишите порядок.{}").rubric
    assert (criterion.text.ru, criterion.points) == ("Ответ в целом", 10)


PART = "An answer earns part of the point; here it is right or wrong"
FROM_HERE = "The question cannot be read from here on: "


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("Кто?{=Врач ~Повар", 1, "The braces around the answers are not closed"),
        ("\n\nКто?\n}", 4, FROM_HERE + "}"),
        ("Кто?{=a ~b}{=c}", 1, FROM_HERE + "{=c}"),
        ("Кто?{=a\n~b{c}", 2, FROM_HERE + "{c}"),
        ("// только\nОписание занятия.", 2, "It asks nothing: there are no braces with answers"),
        ("Кто?{~%50%a =b}", 1, PART),
        ("Кто?{=a =%50%b}", 1, PART),
        ("Сколько?{#=5 =%50%6}", 1, PART),
        ("Сколько?{#=5 =6}", 1, "One number must be right; here are 2"),
        ("Сколько?{#пять}", 1, "“пять” is not a number"),
        ("Сколько?{#5..1}", 1, "The range of numbers ends before it begins"),
        ("Сколько?{#5:-1}", 1, "The tolerance of a number is negative"),
        ("Сколько?{#}", 1, "No answer is right"),
        ("Кто?{~a ~b}", 1, "No answer is right"),
        ("Кто?{=a =b ~c}", 1, "One answer must earn the whole point; here 2 do"),
        (
            "Кто?{~%60%a ~%40%b ~c}",
            1,
            "The right answers earn different shares; here all earn the same",
        ),
        ("Кто?{~a}", 1, "Answers or pairs: 1; here there may be 2 to 8"),
        ("Кто?{=a* }", 1, "An asterisk stands for any words; here every accepted answer is listed"),
        ("Кто?{=*}", 1, "Whatever is written is right: mark it as an open answer here"),
        ("Кто?{=a -> б =c}", 1, "A pair lacks the arrow between its halves"),
        ("Кто?{=a -> =c -> d}", 1, "The right-hand side of a pair is empty"),
        (
            "Кто?{=a -> б =c -> б}",
            1,
            "Several pairs have the same right-hand side: sort into categories here",
        ),
        ("{T}", 1, "The question has no text"),
        ("Шаги{>ALL a}", 1, "Putting in order is not part of GIFT: use Moodle XML"),
        ("[html]<img src\\=x>Кто?{T}", 1, "A text holds what plain words cannot say: <img>"),
        ("[html]10<sup>2</sup>{T}", 1, "A text holds what plain words cannot say: <sup>"),
        ("а" * 2001 + "{T}", 1, "A text is longer than 2000 characters"),
        ("а" * 60_001 + "{T}", 1, "It is too long for a question"),
    ],
)
def test_what_cannot_be_taken_is_named_with_its_line_and_reason(text, line, reason):
    assert refusal(text) == (line, reason)


def test_one_broken_question_does_not_stop_the_others():
    reading = read("Кто?{=a ~b\n\nКогда?{#5}\n\n}\n\nГде?{T}")
    assert [refused.line for refused in reading.refused] == [1, 5]
    assert [taken.line for taken in reading.taken] == [3, 7]
