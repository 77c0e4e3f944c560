"""Words that stand in no file of the graph, in the three languages.

The Russian and the Uzbek ones are our own translation, not yet checked by a native reader.
"""

from __future__ import annotations

PAGE = {"en": "p. {}", "ru": "с. {}", "uz": "{}-bet"}

FOREIGN = {  # properties of other vocabularies that rules name
    "http://www.w3.org/ns/org#member": {"en": "member", "ru": "участник", "uz": "ishtirokchi"},
    "http://www.w3.org/ns/org#Membership": {"en": "membership", "ru": "участие", "uz": "aʼzolik"},
    "http://www.w3.org/ns/org#role": {"en": "role", "ru": "роль", "uz": "rol"},
    "http://www.w3.org/ns/org#identifier": {"en": "identifier", "ru": "идентификатор", "uz": "identifikator"},
    "http://www.w3.org/ns/org#holds": {
        "en": "holds the post",
        "ru": "занимает должность",
        "uz": "lavozimni egallaydi",
    },
    "http://www.w3.org/ns/prov#wasAttributedTo": {
        "en": "stated by",
        "ru": "кем заявлено",
        "uz": "kim bayon qilgan",
    },
    "http://purl.org/dc/terms/date": {"en": "date", "ru": "дата", "uz": "sana"},
    "http://purl.org/dc/terms/source": {"en": "source", "ru": "источник", "uz": "manba"},
    "http://purl.org/dc/terms/language": {"en": "language", "ru": "язык", "uz": "til"},
    "http://purl.org/dc/terms/identifier": {"en": "number", "ru": "номер", "uz": "raqam"},
    "http://purl.org/dc/terms/hasPart": {"en": "has part", "ru": "имеет часть", "uz": "qismi bor"},
    "http://www.w3.org/2000/01/rdf-schema#label": {"en": "name", "ru": "название", "uz": "nomi"},
    "http://www.w3.org/2004/02/skos/core#note": {"en": "note", "ru": "примечание", "uz": "izoh"},
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type": {"en": "class", "ru": "класс", "uz": "sinf"},
}
