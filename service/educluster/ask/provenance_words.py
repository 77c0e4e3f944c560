"""The sentences on how an answer was made, in the three languages, with the forms that numbers ask for.

The Russian and the Uzbek ones are our own translation, not yet checked by a native reader.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from babel import Locale
from babel.numbers import format_decimal

from educluster import names

# Forms by the plural categories of Unicode's CLDR: one, other in English; one, few, many in Russian.
_NOUNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {
        "claim": ("{} claim", "{} claims"),
        "work": ("{} work", "{} works"),
        "family": ("{} text family", "{} text families"),
        "page": ("{} page", "{} pages"),
        "value": ("{} value", "{} values"),
        "name": ("{} name", "{} names"),
    },
    "ru": {
        "claim": ("{} утверждение", "{} утверждения", "{} утверждений"),
        "work": ("{} работа", "{} работы", "{} работ"),
        "family": ("{} семья текстов", "{} семьи текстов", "{} семей текстов"),
        "page": ("{} страница", "{} страницы", "{} страниц"),
        "value": ("{} значение", "{} значения", "{} значений"),
        "name": ("{} название", "{} названия", "{} названий"),
    },
    "uz": {
        "claim": ("{} ta mulohaza",),
        "work": ("{} ta asar",),
        "family": ("{} ta matnlar oilasi",),
        "page": ("{} ta sahifa",),
        "value": ("{} ta qiymat",),
        "name": ("{} ta nom",),
    },
}
_FORMS = {"en": ("one", "other"), "ru": ("one", "few", "many"), "uz": ("other",)}

_SENTENCES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "literature": "On the things in this answer literature has {claims} ({works}, {families}): {list}.",
        "alike": "Works of one family go back to a common text, so their agreement counts once.",
        "agreed": "Statements that different families make alike: {n}.",
        "own": "Inferences of this project, which no author states: {n}.",
        "none": "No claim is about the things in this answer.",
        "without": "Things that no claim is about: {n} of {all}.",
        "stances": "How the claims are made: {list}.",
        "pages": "Facts about clusters, organisations, people and works come from {pages} on the web{read}.",
        "read": ", read {days}",
        "readers": "Who read the sources: {list}. Review: {statuses}.",
        "unchecked": "No person has checked any of these readings yet.",
        "names": "In English these things have {names}: {list}.",
        "unreviewed": "Translations of ours that nobody has reviewed: {n}.",
        "unknown": "Looked for and not found: {values} ({list}){last}.",
        "last": "; last looked for {day}",
        "disputed": "Sources disagree on {values} ({list}); no version is stated as a fact.",
        "silence": "What no row says was not stated in what was read; that does not mean that it is not so.",
        "bounded": "These figures are of the first {n} of the {all} things in the answer.",
        "nothing": "The answer names no thing in the graph, so that its sources cannot be counted.",
        "not said": "not said",
        "attested": "found in a source",
        "chosen": "chosen by this project",
        "translated": "translated by this project",
    },
    "ru": {
        "literature": "Об объектах этого ответа в литературе есть {claims} ({works}, {families}): {list}.",
        "alike": "Работы одной семьи восходят к общему тексту, поэтому их согласие считается один раз.",
        "agreed": "Высказывания, в которых разные семьи сходятся: {n}.",
        "own": "Выводы этого проекта, которых нет ни у одного автора: {n}.",
        "none": "Об объектах этого ответа нет ни одного утверждения.",
        "without": "Объекты, о которых утверждений нет: {n} из {all}.",
        "stances": "Как сделаны утверждения: {list}.",
        "pages": "Источник сведений о кластерах, организациях, людях и работах — интернет: {pages}{read}.",
        "read": ", прочитано {days}",
        "readers": "Кто прочёл источники: {list}. Проверка: {statuses}.",
        "unchecked": "Ни одно из этих прочтений человек ещё не проверил.",
        "names": "По-русски у этих объектов {names}: {list}.",
        "unreviewed": "Наши переводы, которые никто не проверил: {n}.",
        "unknown": "Искали и не нашли: {values} ({list}){last}.",
        "last": "; последний поиск: {day}",
        "disputed": "Источники расходятся, спорно: {values} ({list}); ни один из вариантов не выдан за факт.",
        "silence": "Чего нет ни в одной строке, того нет в прочитанном; это не значит, что этого нет вообще.",
        "bounded": "Подсчёт сделан по первым объектам ответа: {n} из {all}.",
        "nothing": "Ответ не называет ни одного объекта графа, поэтому его источники не подсчитать.",
        "not said": "не указано",
        "attested": "найдено в источнике",
        "chosen": "выбрано проектом",
        "translated": "переведено проектом",
    },
    "uz": {
        "literature": "Bu javobdagi narsalar haqida adabiyotda {claims} bor ({works}, {families}): {list}.",
        "alike": "Bir oila asarlari umumiy matnga borib taqaladi, ularning mosligi bir marta sanaladi.",
        "agreed": "Turli oilalar bir xil aytgan fikrlar: {n} ta.",
        "own": "Loyihaning hech bir muallifda uchramaydigan xulosalari: {n}.",
        "none": "Bu javobdagi narsalar haqida birorta ham mulohaza yoʻq.",
        "without": "Mulohaza topilmagan narsalar: {all} tadan {n} ta.",
        "stances": "Mulohazalar qanday aytilgan: {list}.",
        "pages": "Klaster, tashkilot, shaxs va ishlar haqidagi maʼlumotlar internetdan: {pages}{read}.",
        "read": ", oʻqilgan sana: {days}",
        "readers": "Manbalarni kim oʻqigan: {list}. Tekshiruv: {statuses}.",
        "unchecked": "Bu oʻqishlarning birortasini ham hali odam tekshirmagan.",
        "names": "Bu narsalarning oʻzbekcha nomlari: {names} ({list}).",
        "unreviewed": "Hech kim tekshirmagan oʻz tarjimalarimiz: {n} ta.",
        "unknown": "Izlandi va topilmadi: {values} ({list}){last}.",
        "last": "; oxirgi izlangan sana: {day}",
        "disputed": "Manbalar bir-biriga zid: {values} ({list}); hech biri fakt sifatida berilmagan.",
        "silence": "Qatorlarda yoʻq narsa oʻqilgan manbalarda aytilmagan; bu uning yoʻqligini bildirmaydi.",
        "bounded": "Bu sonlar javobdagi {all} ta narsadan dastlabki {n} tasi boʻyicha.",
        "nothing": "Javobda grafdagi birorta narsa nomlanmagan, shuning uchun manbalarini sanab boʻlmaydi.",
        "not said": "aytilmagan",
        "attested": "manbada uchragan",
        "chosen": "loyiha tanlagan",
        "translated": "loyiha tarjima qilgan",
    },
}

# Properties of other vocabularies, which the graph does not name.
_FOREIGN: Mapping[str, tuple[str, str, str]] = {
    names.ORG + "role": ("role", "роль", "roli"),
    names.DCTERMS + "creator": ("creator", "автор", "muallifi"),
    names.DCTERMS + "date": ("date", "дата", "sanasi"),
    names.DCTERMS + "isPartOf": ("part of", "часть чего", "nimaning qismi"),
    names.DCTERMS + "title": ("title", "заглавие", "sarlavhasi"),
    "http://purl.org/ontology/bibo/doi": ("DOI", "DOI", "DOI"),
    "http://purl.org/ontology/bibo/issue": ("issue", "номер", "soni"),
    "http://purl.org/ontology/bibo/pageStart": ("first page", "первая страница", "birinchi sahifasi"),
    "http://purl.org/ontology/bibo/volume": ("volume", "том", "jildi"),
    "http://purl.org/spar/fabio/hasURL": ("address", "адрес", "manzili"),
}
FOREIGN = {iri: dict(zip(names.LANGUAGES, words, strict=True)) for iri, words in _FOREIGN.items()}


class Speaker:
    """What is said in one language."""

    def __init__(self, language: str) -> None:
        self.language = language if language in names.LANGUAGES else names.LANGUAGES[0]
        self._locale = Locale.parse(self.language)
        self._sentences = _SENTENCES[self.language]

    def say(self, sentence: str, **parts: str | int) -> str:
        """Return a sentence with its parts; numbers are written as the language writes them."""
        return self._sentences[sentence].format(**{name: self._part(part) for name, part in parts.items()})

    def _part(self, part: str | int) -> str:
        return part if isinstance(part, str) else self.number(part)

    def number(self, number: int) -> str:
        """Return a number as the language writes it."""
        return str(format_decimal(number, locale=self._locale))

    def counted(self, noun: str, number: int) -> str:
        """Return a number with its noun, in the form that the number asks for.  Source: CLDR, plurals."""
        forms = dict(zip(_FORMS[self.language], _NOUNS[self.language][noun], strict=True))
        form = str(self._locale.plural_form(number))
        return forms.get(form, forms[_FORMS[self.language][-1]]).format(self.number(number))

    def listed(self, counts: Iterable[tuple[str, int]]) -> str:
        """Return names with their numbers."""
        return "; ".join(f"{name} – {self.number(number)}" for name, number in counts)

    def day(self, day: str) -> str:
        """Return a date of ISO 8601 as the language writes it in figures; what is none as it is."""
        try:
            date = datetime.date.fromisoformat(day)
        except ValueError:
            return day
        return day if self.language == "en" else f"{date:%d.%m.%Y}"

    def days(self, days: Iterable[str]) -> str:
        """Return the first and the last of some days, or the one; nothing where none is said."""
        known = sorted({day for day in days if day})
        return " – ".join(self.day(day) for day in dict.fromkeys((known[0], known[-1]))) if known else ""
