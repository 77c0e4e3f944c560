"""The words of a report that are not a rule's own, in the three languages."""

from __future__ import annotations

from collections.abc import Mapping

from educluster import names

_VERDICTS = {
    "conforms": ("Conforms", "Соответствует", "Mos keladi"),
    "conforms-with-warnings": (
        "Conforms, with warnings",
        "Соответствует, с предупреждениями",
        "Mos keladi, ogohlantirishlar bilan",
    ),
    "does-not-conform": ("Does not conform", "Не соответствует", "Mos kelmaydi"),
    "not checked": ("Not checked", "Не проверено", "Tekshirilmadi"),
    "notice": (
        "The rules are drawn from scholarly articles and published criteria; they are not law. "
        "To conform is neither an accreditation nor a rating: it is the description that is checked, "
        "and not the cluster.",
        "Правила взяты из научных статей и опубликованных критериев; законом они не являются. "
        "Соответствие — не аккредитация и не оценка: проверяется описание, а не сам кластер.",
        "Qoidalar ilmiy maqolalardan va eʼlon qilingan mezonlardan olingan; ular qonun emas. "
        "Mos kelish akkreditatsiya ham, baho ham emas: klasterning oʻzi emas, uning tavsifi tekshiriladi.",
    ),
    "notice own": (
        "The rules are those of the shapes that were given, and not of educluster. "
        "To conform to them is neither an accreditation nor a rating: it is the description that is "
        "checked, and not what it describes.",
        "Правила взяты из переданных форм SHACL, а не из educluster. Соответствие им — не аккредитация "
        "и не оценка: проверяется описание, а не то, что в нём описано.",
        "Qoidalar educluster qoidalari emas, berilgan SHACL shakllaridan olingan. Ularga mos kelish "
        "akkreditatsiya ham, baho ham emas: tavsif tekshiriladi, tavsiflangan narsaning oʻzi emas.",
    ),
}

_SEVERITIES = {
    "violation": ("violation", "нарушение", "buzilish"),
    "warning": ("warning", "предупреждение", "ogohlantirish"),
    "info": ("hint", "подсказка", "maslahat"),
    "violations": ("violations", "нарушений", "buzilishlar"),
    "warnings": ("warnings", "предупреждений", "ogohlantirishlar"),
    "infos": ("hints", "подсказок", "maslahatlar"),
    "Violations": ("Violations", "Нарушения", "Buzilishlar"),
    "Warnings": ("Warnings", "Предупреждения", "Ogohlantirishlar"),
    "Infos": ("Hints", "Подсказки", "Maslahatlar"),
}

_HEAD = {
    "report": ("Validation report", "Отчёт о проверке", "Tekshiruv hisoboti"),
    "reports": ("Validation reports", "Отчёты о проверке", "Tekshiruv hisobotlari"),
    "head": ("What was checked, and how", "Что и как проверено", "Nima va qanday tekshirildi"),
    "document": ("Document", "Документ", "Hujjat"),
    "verdict": ("Verdict", "Вывод", "Xulosa"),
    "bytes": ("bytes", "байт", "bayt"),
    "profile": ("Profile", "Профиль", "Profil"),
    "digest": ("Digest of the rules", "Дайджест правил", "Qoidalar daydjesti"),
    "settings": ("Thresholds that were set", "Заданные пороги", "Oʻrnatilgan chegaralar"),
    "none set": ("none", "нет", "yoʻq"),
    "fail on": (
        "Least severity that makes it not conform",
        "Наименьшая строгость, при которой документ не соответствует",
        "Hujjatni nomuvofiq qiladigan eng past qatʼiylik",
    ),
    "engine": ("Engine", "Программа проверки", "Tekshiruvchi dastur"),
    "cluster": ("Cluster", "Кластер", "Klaster"),
    "stage": ("Stage", "Стадия", "Bosqich"),
    "no stage": (
        "no valid stage given: the strictest rules apply",
        "верная стадия не указана: действуют самые строгие правила",
        "toʻgʻri bosqich koʻrsatilmagan: eng qatʼiy qoidalar amal qiladi",
    ),
    "error": ("error", "ошибка", "xato"),
}

_FINDINGS = {
    "findings": ("Findings", "Что найдено", "Nima topildi"),
    "no findings": (
        "No rule found anything to object to.",
        "Ни одно правило не дало замечаний.",
        "Birorta qoida boʻyicha eʼtiroz topilmadi.",
    ),
    "rule": ("Rule", "Правило", "Qoida"),
    "title": ("Title", "Название", "Nomi"),
    "severity": ("Severity", "Строгость", "Qatʼiylik"),
    "message": ("What is wrong", "Что не так", "Nima notoʻgʻri"),
    "where": ("Where", "Где", "Qayerda"),
    "label": ("Label", "Название узла", "Tugun nomi"),
    "focus": ("Node", "Узел", "Tugun"),
    "path": ("Path", "Путь", "Yoʻl"),
    "path in words": ("Path in words", "Путь словами", "Yoʻl soʻz bilan"),
    "line": ("line", "строка", "qator"),
    "column": ("column", "столбец", "ustun"),
    "pointer": ("JSON Pointer", "указатель JSON", "JSON koʻrsatkichi"),
    "element": ("element", "элемент", "element"),
    "value": ("Value", "Значение", "Qiymat"),
    "expected": ("Expected", "Ожидается", "Kutiladi"),
    "found": ("Found", "Найдено", "Topildi"),
    "state": ("State", "Состояние", "Holat"),
    "reasons": ("Because", "Почему", "Sababi"),
    "alternative": ("alternative", "вариант", "variant"),
    "remedy": ("What to write", "Что написать", "Nima yozish kerak"),
    "sources": ("Rests on", "Основание", "Asos"),
    "look for": ("look for", "искать", "qidiring"),
}

_STATES = {
    "open": (
        "What the description leaves open",
        "Что описание оставляет открытым",
        "Tavsif nimani ochiq qoldiradi",
    ),
    "property": ("Property", "Свойство", "Xossa"),
    "note": ("Note", "Примечание", "Izoh"),
    "date": ("Date", "Дата", "Sana"),
    "unknown": ("unknown", "неизвестно", "nomaʼlum"),
    "not-applicable": ("not applicable", "неприменимо", "taalluqli emas"),
    "disputed": ("disputed", "спорно", "bahsli"),
    "left-out": ("left out", "опущено", "tushirib qoldirilgan"),
    "unknown means": (
        "it was looked for and not found",
        "сведения искали и не нашли",
        "maʼlumot qidirilgan, lekin topilmagan",
    ),
    "not-applicable means": (
        "the description says that there can be none",
        "по описанию, этого здесь быть не может",
        "tavsifga koʻra, bu yerda bunday narsa boʻlishi mumkin emas",
    ),
    "disputed means": ("sources disagree", "источники расходятся", "manbalar bir xil demaydi"),
    "left-out means": (
        "the description says nothing about it",
        "описание об этом ничего не говорит",
        "tavsif bu haqda hech narsa demaydi",
    ),
}

_STAGES = {
    "not yet": (
        "Rules that do not apply at this stage",
        "Правила, которые на этой стадии не применяются",
        "Bu bosqichda qoʻllanmaydigan qoidalar",
    ),
    "later": ("not yet", "ещё не применяется", "hali qoʻllanmaydi"),
    "past": ("no longer", "уже не применяется", "endi qoʻllanmaydi"),
    "applies at": ("Applies at", "Применяется на стадиях", "Qoʻllanadigan bosqichlar"),
    "when": ("When", "Когда", "Qachon"),
}

_SCORES = {
    "scores": (
        "How far the description covers what the texts list",
        "Насколько описание охватывает то, что перечисляют тексты",
        "Tavsif matnlarda sanalganlarni qanchalik qamrab oladi",
    ),
    "silence": (
        "What is not stated is not denied. A score is no part of the verdict.",
        "Что не указано, то не отрицается. На вывод этот счёт не влияет.",
        "Aytilmagan narsa inkor etilgan hisoblanmaydi. Bu hisob xulosaga taʼsir qilmaydi.",
    ),
    "listed": ("What is listed", "Что перечислено", "Nima sanalgan"),
    "answer": ("What is said of it", "Что об этом сказано", "Bu haqda nima deyilgan"),
    "because": ("By what", "Чем подтверждено", "Nima asosida"),
    "evidence": ("Pieces of evidence", "Свидетельств", "Dalillar soni"),
    "met": ("met", "выполнено", "bajarilgan"),
    "unmet": ("unmet", "не выполнено", "bajarilmagan"),
    "not-stated": ("not stated", "не указано", "aytilmagan"),
}

_REST = {
    "unseen": (
        "Nodes that no shape looked at",
        "Узлы, которые не проверяла ни одна форма",
        "Hech bir shakl tekshirmagan tugunlar",
    ),
    "kinds": ("Class", "Класс", "Sinf"),
    "no kind": ("without a class", "без класса", "sinfsiz"),
    "note": ("note", "примечание", "izoh"),
    "prefixes": (
        "Prefixes to begin the document with",
        "Префиксы для начала документа",
        "Hujjat boshidagi prefikslar",
    ),
    "notes": ("Not checked, or oddly", "Не проверено или странно", "Tekshirilmagan yoki gʻalati"),
}

_ALL = _VERDICTS | _SEVERITIES | _HEAD | _FINDINGS | _STATES | _STAGES | _SCORES | _REST

WORDS: Mapping[str, Mapping[str, str]] = {
    language: {key: texts[place] for key, texts in _ALL.items()}
    for place, language in enumerate(names.LANGUAGES)
}
