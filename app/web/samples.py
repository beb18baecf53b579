"""Sample data in both languages for the gallery of components."""

from dataclasses import dataclass
from datetime import date

from app.core.text import Localized

ALPHABET = "Ә ә Ғ ғ Қ қ Ң ң Ө ө Ұ ұ Ү ү Һ һ І і"

STATES = {
    "not-started": Localized("Басталмаған", "Не начато"),
    "in-progress": Localized("Орындалуда", "В процессе"),
    "done": Localized("Аяқталды", "Завершено"),
    "overdue": Localized("Мерзімі өткен", "Просрочено"),
    "due-soon": Localized("Мерзімі жақын", "Скоро срок"),
    "passed": Localized("Тапсырылды", "Сдано"),
    "failed": Localized("Тапсырылмады", "Не сдано"),
    "draft": Localized("Жоба нұсқа", "Черновик"),
    "published": Localized("Жарияланған", "Опубликовано"),
    "valid": Localized("Жарамды", "Действителен"),
    "expiring": Localized("Мерзімі аяқталуда", "Срок истекает"),
    "expired": Localized("Мерзімі аяқталған", "Срок истёк"),
    "revoked": Localized("Күші жойылған", "Аннулирован"),
}

COURSE = Localized(
    "Түрмеде зорлықшыл экстремизм мен радикалданудың алдын алу: негізгі курс",
    "Предупреждение насильственного экстремизма и радикализации "
    "в местах лишения свободы: базовый курс",
)
SUMMARY = Localized(
    "Сандарды адал оқу, ұғымдарды ажырату және адам құқықтарын қауіпсіздік негізі ретінде қолдану.",
    "Честно читать цифры, различать понятия и применять права человека как основу безопасности.",
)


@dataclass(frozen=True)
class Series:
    """A row of numbers of the sample chart."""

    label: Localized
    values: list[float]


@dataclass(frozen=True)
class Chart:
    """The same attributes as a chart block of a course."""

    id: str
    caption: Localized
    unit: Localized
    categories: list[Localized | str]
    series: list[Series]


@dataclass(frozen=True)
class Step:
    """A step as the course contents show it."""

    title: Localized
    minutes: int
    state: str
    address: str = "#course-nav"
    reason: Localized | str = ""
    is_current: bool = False

    @property
    def state_text(self) -> Localized:
        return STATES[self.state]


@dataclass(frozen=True)
class Module:
    """A module as the course contents show it."""

    title: Localized
    steps: list[Step]


@dataclass(frozen=True)
class Option:
    """An option of the sample question."""

    id: str
    text: Localized
    feedback: Localized
    correct: bool = False


@dataclass(frozen=True)
class Language:
    """A link of the language switch."""

    code: str
    name: str
    is_current: bool
    address: str = "#language-switch"


@dataclass(frozen=True)
class Row:
    """A line of the sample table."""

    person: str
    unit: Localized
    state: str
    due_on: date
    percent: float

    @property
    def state_text(self) -> Localized:
        return STATES[self.state]


@dataclass(frozen=True)
class Run:
    """Words that two versions share, or that only one of them has."""

    kind: str
    words: str


CHART = Chart(
    id="offences",
    caption=Localized(
        "Тіркелген экстремистік және террористік қылмыстық құқық бұзушылықтар, 2014–2016 жылдар",
        "Зарегистрированные экстремистские и террористические уголовные правонарушения, "
        "2014–2016 годы",
    ),
    unit=Localized("құқық бұзушылық саны", "число правонарушений"),
    categories=["2014", "2015", "2016"],
    series=[
        Series(Localized("Экстремизм", "Экстремизм"), [130, 193, 327]),
        Series(Localized("Терроризм", "Терроризм"), [24, 124, 227]),
    ],
)

SHARES = Chart(
    id="shares",
    caption=Localized("Аяқтағандар үлесі", "Доля завершивших"),
    unit=Localized("пайыз", "процент"),
    categories=[
        Localized("Қылмыстық-атқару жүйесі департаменті", "Департамент УИС"),
        Localized("№ 10 мекеме", "Учреждение № 10"),
        Localized("№ 14 мекеме", "Учреждение № 14"),
    ],
    series=[
        Series(Localized("Қаңтар", "Январь"), [39.1, 12, 55]),
        Series(Localized("Ақпан", "Февраль"), [48.5, 31, 60.2]),
        Series(Localized("Наурыз", "Март"), [61, 44.4, 72]),
        Series(Localized("Сәуір", "Апрель"), [78, 70, 91.5]),
    ],
)

MODULES = [
    Module(
        Localized("1-модуль. Форум және деректер", "Модуль 1. Форум и данные"),
        [
            Step(
                Localized(
                    "2017 жылғы ұлттық форум: неге қызметкердің біліктілігі шешуші?",
                    "Национальный форум 2017 года: почему решает компетентность персонала",
                ),
                8,
                "done",
            ),
            Step(
                Localized("Сандарды адал оқу", "Как честно читать цифры"),
                10,
                "in-progress",
                is_current=True,
            ),
            Step(
                Localized(
                    "Ұғымдар: радикалдану, зорлықшыл экстремизм, терроризм, сенім",
                    "Понятия: радикализация, насильственный экстремизм, терроризм, вера",
                ),
                9,
                "not-started",
            ),
            Step(
                Localized("1-модуль тесті", "Тест модуля 1"),
                15,
                "not-started",
                address="",
                reason=Localized(
                    "Мынадан кейін ашылады: модульдің барлық сабағы",
                    "Откроется после: все уроки модуля",
                ),
            ),
        ],
    ),
    Module(
        Localized(
            "2-модуль. Адам құқықтары – қауіпсіздік негізі",
            "Модуль 2. Права человека как основа безопасности",
        ),
        [
            Step(Localized("Тыйым салынған әрекеттер", "Запрещённые действия"), 9, "not-started"),
            Step(Localized("2-модуль тесті", "Тест модуля 2"), 15, "not-started"),
        ],
    ),
]

OPTIONS = [
    Option(
        "offences",
        Localized(
            "2016 жылы 554 құқық бұзушылық тіркелді: бұл адамдар саны емес",
            "В 2016 году зарегистрировано 554 правонарушения: это не число людей",
        ),
        Localized(
            "Бір адам бірнеше құқық бұзушылық жасауы мүмкін.",
            "Один человек может совершить несколько правонарушений.",
        ),
        correct=True,
    ),
    Option(
        "persons",
        Localized("2016 жылы 554 адам сотталды", "В 2016 году осуждено 554 человека"),
        Localized(
            "Кестеде адамдар емес, құқық бұзушылықтар саналған.",
            "В таблице считаются правонарушения, а не люди.",
        ),
    ),
    Option(
        "believers",
        Localized("Сенушілердің саны үш есе өсті", "Число верующих выросло втрое"),
        Localized("Сенім – құқық бұзушылық емес.", "Вера – не правонарушение."),
    ),
]

ROWS = [
    Row("Әбдірахманова Г. Қ.", Localized("Режим бөлімі", "Отдел режима"), "overdue",
        date(2026, 1, 15), 37.5),
    Row("Іңкәрбаев Ө. Һ.", Localized("Күзет бөлімі", "Отдел охраны"), "due-soon",
        date(2026, 2, 1), 62.5),
    Row("Сериков А. Б.", Localized("Тәрбие бөлімі", "Воспитательный отдел"), "done",
        date(2026, 2, 1), 100),
]  # fmt: skip

QUESTION = Localized(
    "Мына тұжырымдардың қайсысы дәл?",
    "Какое из этих утверждений точное?",
)

NOTES = [
    (
        "situation",
        Localized("Кезекшілік кезінде", "На дежурстве"),
        Localized(
            "Әріптесіңіз: «Мұнда 763 экстремист отыр», – дейді. Сіз не айтасыз?",
            "Коллега говорит: «У нас сидят 763 экстремиста». Что Вы ответите?",
        ),
    ),
    (
        "law",
        Localized("44-ереже", "Правило 44"),
        Localized(
            "Сенім бостандығын шектеу үшін заңды негіз, қажеттілік және мөлшерлестік керек.",
            "Для ограничения свободы вероисповедания нужны законное основание, необходимость "
            "и соразмерность.",
        ),
    ),
    (
        "mistake",
        Localized("Сенім мен зорлықты шатастыру", "Смешивать веру и насилие"),
        Localized(
            "Діни көзқарас зорлықты қолдаудың белгісі болып саналмайды.",
            "Религиозные взгляды не считаются признаком поддержки насилия.",
        ),
    ),
    (
        "action",
        Localized("Келесі ауысымда", "В следующую смену"),
        Localized(
            "Баянатта бағаны емес, көргеніңізді жазыңыз.",
            "Пишите в рапорте не оценку, а то, что Вы видели.",
        ),
    ),
    (
        "remark",
        Localized("Дерек туралы", "О данных"),
        Localized(
            "Сандар 2017 жылғы мамырдағы жағдай бойынша берілген.",
            "Цифры приведены на май 2017 года.",
        ),
    ),
]

NOTICES = [
    ("info", Localized("Курстың жаңа редакциясы шықты.", "Вышла новая редакция курса.")),
    ("success", Localized("Курс 14 қызметкерге тағайындалды.", "Курс назначен 14 сотрудникам.")),
    ("warning", Localized("Сеанс 2 минуттан кейін аяқталады.", "Сеанс закончится через 2 минуты.")),
    (
        "error",
        Localized(
            "Жауап сақталмады. Байланысты тексеріп, қайталап көріңіз.",
            "Ответ не сохранён. Проверьте связь и повторите попытку.",
        ),
    ),
]

RUNS = [
    Run("same", "Баянатта "),
    Run("old", "бағаны"),
    Run("new", "пікірді"),
    Run("same", " емес, көргеніңізді жазыңыз."),
]

MARKDOWN = Localized(
    "Баянатта бағаны емес, **көргеніңізді** жазыңыз.",
    "Пишите в рапорте не оценку, а то, что Вы **видели**.",
)
