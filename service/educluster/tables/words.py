"""The words of a file that are neither the question's nor the graph's, in the three languages.

The Russian and the Uzbek ones are our own translation, not yet checked by a native reader.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from educluster import names
from educluster.tables.model import About, Table

LICENCE = names.LICENCE
TAGS = {"en": "en-GB", "ru": "ru-RU", "uz": "uz-Latn-UZ"}  # as office programs call the languages
_WORDS: Mapping[str, tuple[str, str, str]] = {
    "answer": ("Answer", "Ответ", "Javob"),
    "about": ("About", "О файле", "Fayl haqida"),
    "about heading": ("About this answer", "Об этом ответе", "Ushbu javob haqida"),
    "question": ("Question", "Вопрос", "Savol"),
    "description": ("Description", "Описание", "Tavsif"),
    "parameters": ("Parameters", "Параметры", "Parametrlar"),
    "rows": ("Rows", "Строк", "Qatorlar"),
    "more": (
        "There are more rows; those after these are at the same address with a larger offset.",
        "Есть и другие строки: следующие доступны по тому же адресу с большим offset.",
        "Yana qatorlar bor: keyingilari shu manzilda kattaroq offset bilan olinadi.",
    ),
    "version": ("Data version", "Версия данных", "Maʼlumotlar versiyasi"),
    "release": ("Release", "Выпуск", "Nashr"),
    "date": ("Date of the data", "Дата данных", "Maʼlumotlar sanasi"),
    "retrieved": ("Retrieved", "Дата обращения", "Murojaat sanasi"),
    "address": ("Address", "Адрес", "Manzil"),
    "digest": ("Digest of the query", "Дайджест запроса", "Soʻrov daydjesti"),
    "licence": ("Licence", "Лицензия", "Litsenziya"),
    "publisher": ("Publisher", "Издатель", "Nashriyotchi"),
    "project": ("The educluster project", "Проект educluster", "educluster loyihasi"),
    "cite": ("How to cite", "Как сослаться", "Qanday havola qilinadi"),
    "made": (
        "How this was made and what it cannot show",
        "Как это получено и чего это не показывает",
        "Bu qanday hosil qilingan va nimani koʻrsata olmaydi",
    ),
    "query": ("Query (SPARQL)", "Запрос (SPARQL)", "Soʻrov (SPARQL)"),
    "yes": ("yes", "да", "ha"),
    "no": ("no", "нет", "yoʻq"),
    "nothing": ("The answer has no rows.", "В ответе нет строк.", "Javobda qatorlar yoʻq."),
    "cut": (
        "… [cut: a cell holds 32,767 characters]",
        "… [обрезано: в ячейке помещается 32 767 знаков]",
        "… [qisqartirildi: katakka 32 767 belgi sigʻadi]",
    ),
}


class Words:
    """The words in one language."""

    def __init__(self, language: str) -> None:
        self.language = language if language in names.LANGUAGES else names.LANGUAGES[0]
        place = names.LANGUAGES.index(self.language)
        self._words = {name: texts[place] for name, texts in _WORDS.items()}

    def __getitem__(self, name: str) -> str:
        return self._words[name]

    def day(self, day: datetime.date) -> str:
        """Return a date as the language writes it in figures; ISO 8601 in English, which has two ways."""
        return day.isoformat() if self.language == "en" else day.strftime("%d.%m.%Y")

    def asked(self, table: Table) -> str:
        """Return the answer of an ASK."""
        return self["yes" if table.asked else "no"]

    def facts(self, table: Table, about: About) -> Iterator[tuple[str, str]]:
        """Yield what is told of an answer beside its table: a word and its value, IRIs as they are."""
        yield self["question"], about.title
        if about.description:
            yield self["description"], about.description
        yield from ((f"{self['parameters']}: {name}", value) for name, value in about.parameters)
        if table.asked is None:
            yield self["rows"], str(len(table.rows))
        yield self["version"], about.version
        yield self["release"], about.release
        yield self["date"], self.day(about.date)
        yield self["retrieved"], self.day(about.retrieved)
        yield self["address"], about.address
        yield self["digest"], about.digest
        yield self["publisher"], self["project"]
        yield self["licence"], f"CC BY 4.0, {LICENCE}"
