"""Sample questions in both languages for the gallery of components."""

from dataclasses import dataclass

from app.core.text import Localized


@dataclass(frozen=True)
class Option:
    """An option of the sample question."""

    id: str
    text: Localized
    feedback: Localized
    correct: bool = False


QUESTION = Localized(
    "Мына тұжырымдардың қайсысы дәл?",
    "Какое из этих утверждений точное?",
)

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

PAIRS = [
    {
        "id": "report",
        "text": Localized("Баянат", "Рапорт"),
        "side": "seen",
        "feedback": Localized(
            "Баянатта көрген және естіген ғана жазылады.",
            "В рапорте пишут только то, что видели и слышали.",
        ),
    },
    {
        "id": "assessment",
        "text": Localized("Тәуекелді бағалау қорытындысы", "Заключение об оценке риска"),
        "side": "weighed",
        "feedback": Localized(
            "Қорытындыны дайындығы бар мамандар тобы береді.",
            "Заключение даёт группа подготовленных специалистов.",
        ),
    },
]
SIDES = [
    Option(
        "weighed",
        Localized(
            "Бірнеше дереккөз бойынша таразыланған пікір",
            "Мнение, взвешенное по нескольким источникам",
        ),
        Localized("", ""),
    ),
    Option("seen", Localized("Көрген мен естіген", "Увиденное и услышанное"), Localized("", "")),
]

STAGES = [
    Option(
        "weigh",
        Localized("Қауіпті бағалау", "Оценить опасность"),
        Localized("Екінші қадам.", "Второй шаг."),
    ),
    Option(
        "report",
        Localized("Кезекшіге баяндау", "Доложить дежурному"),
        Localized("Үшінші қадам.", "Третий шаг."),
    ),
    Option(
        "stop",
        Localized("Тоқтап, қарап шығу", "Остановиться и осмотреться"),
        Localized("Алдымен өз қауіпсіздігіңіз.", "Сначала собственная безопасность."),
    ),
]
UNIT = Localized("сағат", "часа")
COMMENT = Localized("Дерек толық келтірілген.", "Факты приведены полностью.")
