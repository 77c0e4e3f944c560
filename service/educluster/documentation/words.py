"""The words of the pages that are not the graph's own, in the three languages."""

from __future__ import annotations

from collections.abc import Mapping

from educluster import names

HEADINGS: Mapping[str, tuple[str, str, str]] = {
    "title": (
        "educluster: ontology of educational clusters",
        "educluster: онтология образовательных кластеров",
        "educluster: taʼlim klasterlari ontologiyasi",
    ),
    "version": ("Version", "Версия", "Versiya"),
    "contents": ("Contents", "Содержание", "Mundarija"),
    "downloads": ("Downloads", "Файлы", "Fayllar"),
    "diagram": ("Drawing of the classes", "Схема классов", "Sinflar chizmasi"),
    "classes": ("Classes", "Классы", "Sinflar"),
    "object": ("Object properties", "Объектные свойства", "Obyekt xossalari"),
    "datatype": ("Datatype properties", "Свойства-данные", "Maʼlumot xossalari"),
    "annotation": ("Annotation properties", "Аннотационные свойства", "Izoh xossalari"),
    "values": ("Values", "Значения", "Qiymatlar"),
    "words": ("Words", "Слова", "Soʻzlar"),
    "says": ("What the articles say", "Что говорят статьи", "Maqolalar nima deydi"),
    "unreviewed": (
        "read by software; checked by no person yet",
        "прочитано программой; человеком ещё не проверено",
        "dastur oʻqigan; hali odam tekshirmagan",
    ),
    "translated": (
        "Russian and Uzbek words are translations of ours, not reviewed yet, where no article is named.",
        "Русские и узбекские слова — наши переводы, ещё не проверенные, если статья не названа.",
        "Maqola koʻrsatilmagan boʻlsa, ruscha va oʻzbekcha soʻzlar bizning tarjimamiz, hali tekshirilmagan.",
    ),
    "example": ("Example", "Пример", "Misol"),
    "page": ("p.", "с.", "b."),
    "is": ("is a", "это", "turi"),
    "disjoint": ("excludes", "исключает", "istisno qiladi"),
    "others": ("{} other classes", "другие классы: {}", "boshqa {} ta sinf"),
    "chain": ("follows from", "следует из", "kelib chiqadi"),
    "when": ("follows when all hold", "следует, если верно всё", "hammasi toʻgʻri boʻlsa"),
    "to_top": ("to the contents", "к содержанию", "mundarijaga"),
}

LINKS: Mapping[str, tuple[str, str, str]] = {
    names.RDFS + "subClassOf": ("kind of", "вид", "bir turi"),
    names.RDFS + "subPropertyOf": ("special case of", "частный случай", "xususiy holi"),
    names.RDFS + "domain": ("domain", "область определения", "aniqlanish sohasi"),
    names.RDFS + "range": ("range", "область значений", "qiymatlar sohasi"),
    names.OWL + "inverseOf": ("inverse", "обратное", "teskarisi"),
    names.OWL + "disjointWith": ("excludes", "исключает", "istisno qiladi"),
    names.OWL + "equivalentClass": ("same as", "то же, что", "bilan bir xil"),
    names.SKOS + "broader": ("kind of", "вид", "bir turi"),
    names.SKOS + "narrower": ("has kinds", "имеет виды", "turlari"),
    names.SKOS + "exactMatch": ("exactly", "точно", "aynan"),
    names.SKOS + "closeMatch": ("close to", "близко к", "yaqin"),
    names.SKOS + "broadMatch": ("narrower than", "уже, чем", "torroq"),
    names.SKOS + "narrowMatch": ("broader than", "шире, чем", "kengroq"),
    names.SKOS + "relatedMatch": ("related to", "связано с", "bogʻliq"),
    names.DCTERMS + "source": ("source", "источник", "manba"),
    names.DCTERMS + "hasPart": ("has part", "имеет часть", "qismi bor"),
    names.DCTERMS + "isPartOf": ("part of", "часть", "qismi"),
    names.DCTERMS + "creator": ("by", "автор", "muallif"),
    names.RDFS + "seeAlso": ("see also", "см. также", "yana qarang"),
}

CHARACTERISTICS: Mapping[str, tuple[str, str, str]] = {
    names.OWL + "SymmetricProperty": ("symmetric", "симметричное", "simmetrik"),
    names.OWL + "AsymmetricProperty": ("asymmetric", "асимметричное", "asimmetrik"),
    names.OWL + "TransitiveProperty": ("transitive", "транзитивное", "tranzitiv"),
    names.OWL + "FunctionalProperty": ("functional", "функциональное", "funksional"),
    names.OWL + "InverseFunctionalProperty": (
        "inverse functional",
        "обратно-функциональное",
        "teskari funksional",
    ),
    names.OWL + "IrreflexiveProperty": ("irreflexive", "иррефлексивное", "irrefleksiv"),
}

STANCES: Mapping[str, tuple[str, str, str]] = {
    names.EC + "Asserts": ("says", "утверждает", "aytadi"),
    names.EC + "Denies": ("denies", "отрицает", "inkor etadi"),
    names.EC + "Hedges": ("says, with a reserve", "говорит с оговоркой", "shart bilan aytadi"),
    names.EC + "ReportsAnother": ("reports another", "передаёт чужое", "boshqaning fikrini keltiradi"),
    names.EC + "Infers": ("compares and infers", "сопоставляет и выводит", "taqqoslab xulosa qiladi"),
}


def said(words: Mapping[str, tuple[str, str, str]], key: str, language: str) -> str:
    """Return a word in one language; of a key that has none, nothing."""
    return words[key][names.LANGUAGES.index(language)] if key in words else ""
