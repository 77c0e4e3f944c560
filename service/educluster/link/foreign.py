"""What the terms of other vocabularies that we use are called, in the three languages.  Pure: no I/O.

The words are ours; the Russian and the Uzbek ones are not yet checked by a native reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from educluster import names

_BIBO, _CITO = "http://purl.org/ontology/bibo/", "http://purl.org/spar/cito/"
_FABIO, _FOAF = "http://purl.org/spar/fabio/", "http://xmlns.com/foaf/0.1/"
_GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_PROV = names.PREFIXES["prov"]

Words = Mapping[str, tuple[str, str, str]]

CLASSES: Words = {  # of things that names are matched with
    names.ORG + "Organization": ("organisation", "организация", "tashkilot"),
    names.ORG + "Membership": ("membership", "членство", "aʼzolik"),
    _FOAF + "Agent": ("agent", "действующее лицо", "harakat qiluvchi"),
    _FOAF + "Person": ("person", "человек", "shaxs"),
    names.DCTERMS + "BibliographicResource": ("publication", "публикация", "nashr"),
    _FABIO + "Article": ("article", "статья", "maqola"),
    _FABIO + "JournalArticle": ("journal article", "статья в журнале", "jurnal maqolasi"),
    _FABIO + "ProceedingsPaper": ("conference paper", "доклад в сборнике", "toʻplamdagi maʼruza"),
    _FABIO + "ConferenceProceedings": ("conference proceedings", "сборник докладов", "maʼruzalar toʻplami"),
    _FABIO + "Journal": ("journal", "журнал", "jurnal"),
    _FABIO + "Book": ("book", "книга", "kitob"),
    _FABIO + "WebPage": ("web page", "веб-страница", "veb-sahifa"),
    _FABIO + "Ontology": ("ontology", "онтология", "ontologiya"),
    names.SKOS + "Concept": ("concept", "понятие", "tushuncha"),
    names.SKOS + "ConceptScheme": ("scheme of concepts", "схема понятий", "tushunchalar sxemasi"),
}
PROPERTIES: Words = {  # that columns are filled with, and compared by
    names.RDFS + "label": ("name", "имя", "nomi"),
    names.SKOS + "prefLabel": ("preferred name", "основное имя", "asosiy nomi"),
    names.SKOS + "altLabel": ("other name", "другое имя", "boshqa nomi"),
    names.SKOS + "definition": ("definition", "определение", "taʼrifi"),
    names.SKOS + "scopeNote": ("scope", "область применения", "qoʻllanish doirasi"),
    names.SKOS + "note": ("note", "примечание", "izoh"),
    names.SKOS + "inScheme": ("in the scheme", "в схеме", "sxemada"),
    names.SKOS + "broader": ("broader concept", "более широкое понятие", "kengroq tushuncha"),
    names.SKOS + "narrower": ("narrower concept", "более узкое понятие", "torroq tushuncha"),
    names.SKOS + "related": ("related concept", "связанное понятие", "bogʻliq tushuncha"),
    names.SKOS + "exactMatch": ("the same elsewhere", "то же в другом месте", "boshqa joyda xuddi shu"),
    names.SKOS + "closeMatch": ("nearly the same elsewhere", "почти то же в другом месте", "deyarli shu"),
    names.ORG + "memberOf": ("member of", "участник", "aʼzosi"),
    names.DCTERMS + "title": ("title", "название", "sarlavha"),
    names.DCTERMS + "date": ("date", "дата", "sana"),
    names.DCTERMS + "source": ("source", "источник", "manba"),
    names.DCTERMS + "creator": ("author", "автор", "muallif"),
    names.DCTERMS + "publisher": ("publisher", "издатель", "nashriyot"),
    names.DCTERMS + "language": ("language", "язык", "til"),
    names.DCTERMS + "identifier": ("identifier", "идентификатор", "identifikator"),
    names.DCTERMS + "hasPart": ("has part", "имеет часть", "qismi bor"),
    names.DCTERMS + "isPartOf": ("is part of", "часть", "qismi"),
    _CITO + "cites": ("cites", "цитирует", "havola qiladi"),
    _BIBO + "doi": ("DOI", "DOI", "DOI"),
    _FABIO + "hasURL": ("web address", "адрес в сети", "veb-manzil"),
    _FOAF + "familyName": ("family name", "фамилия", "familiya"),
    _FOAF + "givenName": ("given name", "имя", "ism"),
    _GEO + "lat": ("latitude", "широта", "kenglik"),
    _GEO + "long": ("longitude", "долгота", "uzunlik"),
}
_OTHERS: Words = {
    names.SKOSXL + "Label": ("label with its sources", "название с источниками", "manbali nom"),
    names.SKOSXL + "literalForm": ("form", "форма", "shakl"),
    names.SKOS + "example": ("example", "пример", "misol"),
    names.SKOS + "editorialNote": ("editors' note", "примечание редакции", "tahririyat izohi"),
    names.SKOS + "changeNote": ("change", "изменение", "oʻzgarish"),
    names.SKOS + "topConceptOf": ("top concept of", "верхнее понятие схемы", "sxemaning yuqori tushunchasi"),
    names.SKOS + "hasTopConcept": ("has top concept", "имеет верхнее понятие", "yuqori tushunchasi bor"),
    names.ORG + "organization": ("organisation", "организация", "tashkilot"),
    names.ORG + "member": ("member", "участник", "aʼzo"),
    names.ORG + "role": ("role", "роль", "rol"),
    names.DCTERMS + "description": ("description", "описание", "tavsif"),
    names.DCTERMS + "license": ("licence", "лицензия", "litsenziya"),
    names.DCTERMS + "isReplacedBy": ("replaced by", "заменено на", "oʻrniga"),
    _PROV + "wasAttributedTo": ("credited to", "приписывается", "muallifi deb koʻrsatilgan"),
    _FOAF + "name": ("name", "имя", "nomi"),
    names.RDF + "type": ("is a", "это", "turi"),
    names.RDFS + "comment": ("note", "примечание", "izoh"),
    names.OWL + "Class": ("class", "класс", "sinf"),
    names.OWL + "ObjectProperty": ("object property", "объектное свойство", "obyekt xossasi"),
    names.OWL + "DatatypeProperty": ("datatype property", "свойство-данные", "maʼlumot xossasi"),
    names.OWL + "AnnotationProperty": ("annotation property", "аннотационное свойство", "izoh xossasi"),
    "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status": ("status", "состояние", "holati"),
}


def called(iri: str) -> Mapping[str, str]:
    """Return what a term is called by language; nothing for one that is not known here."""
    words = CLASSES.get(iri) or PROPERTIES.get(iri) or _OTHERS.get(iri)
    return MappingProxyType(dict(zip(names.LANGUAGES, words, strict=True))) if words else {}
