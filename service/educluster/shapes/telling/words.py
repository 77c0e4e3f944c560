"""The words that say what a constraint expects and what was found, in the three languages.

The Russian and the Uzbek ones are our own translation, not yet checked by a native reader.
"""

from __future__ import annotations

BACKWARDS = {
    "en": "what points here with “{}”",
    "ru": "что указывает сюда через «{}»",
    "uz": "“{}” orqali shu yerga ishora qiluvchi",
}
ON_LINE = {"en": "Line {}: ", "ru": "Строка {}: ", "uz": "{}-qator: "}
NO_SUCH_NAME = {
    "en": "there is no {} in the ontology or the concepts, so nothing that it says was checked.",
    "ru": "{} нет ни в онтологии, ни среди понятий, поэтому сказанное этим именем не проверено.",
    "uz": "{} ontologiyada ham, tushunchalar orasida ham yoʻq, shuning uchun u bilan aytilgani "
    "tekshirilmagan.",
}
NOTHING_SAID = {
    "en": "{} is pointed to here, but nothing is said about it: describe it, or name what is described.",
    "ru": "здесь указано {}, но об этом ничего не сказано: опишите это или укажите имя описанного.",
    "uz": "bu yerda {} koʻrsatilgan, lekin u haqda hech narsa aytilmagan: uni tavsiflang.",
}
DROPPED_KEY = {
    "en": "The key “{}” ({}) is not in the context, so what it says was not read.",
    "ru": "Ключа «{}» ({}) нет в контексте, поэтому сказанное им не прочитано.",
    "uz": "“{}” ({}) kaliti kontekstda yoʻq, shuning uchun u bilan aytilgani oʻqilmadi.",
}
NEAREST = {"en": " Is {} meant?", "ru": " Имеется в виду {}?", "uz": " {} nazarda tutilganmi?"}
IDLE = {
    "en": "No node of the document is a target of the shape {}, so it checked nothing.",
    "ru": "Ни один узел документа не является целью формы {}, поэтому она ничего не проверила.",
    "uz": "Hujjatning birorta tuguni {} shaklining nishoni emas, shuning uchun u hech narsani tekshirmadi.",
}
DOES_NOT_FIT = {
    "en": "{}: «{}» does not fit; expected: {}.",
    "ru": "{}: «{}» не подходит; ожидается: {}.",
    "uz": "{}: «{}» mos kelmaydi; kutiladi: {}.",
}
FOUND = {
    "en": "the query of the shape found this",
    "ru": "это нашёл запрос формы",
    "uz": "buni shaklning soʻrovi topdi",
}
FITS = {"en": "fits", "ru": "подходит", "uz": "mos keladi"}
FITS_EXCLUDED = {
    "en": "fits the shape that is excluded",
    "ru": "подходит под исключённую форму",
    "uz": "istisno qilingan shaklga mos keladi",
}
UNMET = {  # where neither the shapes say anything nor what they expect can be told in short words
    "closed": {
        "en": "the shape does not allow this property",
        "ru": "форма не допускает этого свойства",
        "uz": "shakl bu xossaga ruxsat bermaydi",
    },
    "uniqueLang": {
        "en": "there are several texts in one language",
        "ru": "есть несколько текстов на одном языке",
        "uz": "bir tilda bir nechta matn bor",
    },
    "memberShape": {
        "en": "a member of the list does not fit the inner shape",
        "ru": "элемент списка не подходит под внутреннюю форму",
        "uz": "roʻyxat aʼzosi ichki shaklga mos kelmaydi",
    },
    "uniqueMembers": {
        "en": "the list has the same member twice",
        "ru": "один элемент встречается в списке дважды",
        "uz": "roʻyxatda bitta aʼzo ikki marta uchraydi",
    },
    "property": {
        "en": "a property of this does not fit the inner shape",
        "ru": "свойство этого узла не подходит под внутреннюю форму",
        "uz": "bu tugunning xossasi ichki shaklga mos kelmaydi",
    },
    "sPARQL": FOUND,
}
OF_COMPONENT = {
    "en": "the constraint of {} is not met",
    "ru": "ограничение {} не выполнено",
    "uz": "{} cheklovi bajarilmagan",
}
WANTED = {"en": "expected: {}", "ru": "ожидается: {}", "uz": "kutiladi: {}"}
OR = {"en": " or ", "ru": " или ", "uz": " yoki "}

KINDS = {
    "IRI": {
        "en": "something with an address (IRI)",
        "ru": "узел с адресом (IRI)",
        "uz": "manzilga (IRI) ega tugun",
    },
    "BlankNode": {"en": "a node without an address", "ru": "узел без адреса", "uz": "manzilsiz tugun"},
    "Literal": {"en": "a text or a number", "ru": "текст или число", "uz": "matn yoki son"},
    "BlankNodeOrIRI": {"en": "a node, not a text", "ru": "узел, а не текст", "uz": "matn emas, tugun"},
    "BlankNodeOrLiteral": {"en": "no address (IRI)", "ru": "не адрес (IRI)", "uz": "manzil (IRI) emas"},
    "IRIOrLiteral": {
        "en": "an address (IRI) or a text",
        "ru": "адрес (IRI) или текст",
        "uz": "manzil (IRI) yoki matn",
    },
}

EXPECTED = {
    "minCount": {"en": "at least {}", "ru": "не меньше {}", "uz": "kamida {}"},
    "maxCount": {"en": "at most {}", "ru": "не больше {}", "uz": "koʻpi bilan {}"},
    "qualifiedMinCount": {
        "en": "at least {} that fit",
        "ru": "не меньше {} подходящих",
        "uz": "kamida {} ta mos keladigan",
    },
    "qualifiedMaxCount": {
        "en": "at most {} that fit",
        "ru": "не больше {} подходящих",
        "uz": "koʻpi bilan {} ta mos keladigan",
    },
    "class": {"en": "of the class {}", "ru": "класса {}", "uz": "{} sinfidan"},
    "datatype": {"en": "a value of the type {}", "ru": "значение типа {}", "uz": "{} turidagi qiymat"},
    "hasValue": {"en": "{} among the values", "ru": "{} среди значений", "uz": "qiymatlar orasida {}"},
    "in": {"en": "one of: {}", "ru": "одно из: {}", "uz": "bulardan biri: {}"},
    "languageIn": {
        "en": "a text in one of: {}",
        "ru": "текст на одном из языков: {}",
        "uz": "shu tillardan biridagi matn: {}",
    },
    "pattern": {"en": "a text like {}", "ru": "текст вида {}", "uz": "{} koʻrinishidagi matn"},
    "minLength": {"en": "at least {} signs", "ru": "не меньше {} знаков", "uz": "kamida {} belgi"},
    "maxLength": {"en": "at most {} signs", "ru": "не больше {} знаков", "uz": "koʻpi bilan {} belgi"},
    "minInclusive": {"en": "{} or more", "ru": "{} или больше", "uz": "{} yoki undan koʻp"},
    "maxInclusive": {"en": "{} or less", "ru": "{} или меньше", "uz": "{} yoki undan kam"},
    "minExclusive": {"en": "more than {}", "ru": "больше {}", "uz": "{} dan koʻp"},
    "maxExclusive": {"en": "less than {}", "ru": "меньше {}", "uz": "{} dan kam"},
    "equals": {
        "en": "the same values as {}",
        "ru": "те же значения, что у {}",
        "uz": "{} qiymatlari bilan bir xil",
    },
    "disjoint": {"en": "other values than {}", "ru": "не те значения, что у {}", "uz": "{} dan boshqa"},
    "lessThan": {
        "en": "less than the values of {}",
        "ru": "меньше значений {}",
        "uz": "{} qiymatlaridan kam",
    },
    "lessThanOrEquals": {
        "en": "no more than the values of {}",
        "ru": "не больше значений {}",
        "uz": "{} qiymatlaridan koʻp emas",
    },
    "subsetOf": {
        "en": "no other values than those of {}",
        "ru": "только те значения, что есть у {}",
        "uz": "faqat {} qiymatlari orasidagilar",
    },
    "minListLength": {
        "en": "a list of at least {}",
        "ru": "список не короче {}",
        "uz": "uzunligi kamida {} boʻlgan roʻyxat",
    },
    "maxListLength": {
        "en": "a list of at most {}",
        "ru": "список не длиннее {}",
        "uz": "uzunligi koʻpi bilan {} boʻlgan roʻyxat",
    },
    "or": {"en": "one of {} alternatives", "ru": "один из вариантов (всего {})", "uz": "{} variantdan biri"},
    "not": {
        "en": "something that does not fit the shape that is excluded",
        "ru": "то, что не подходит под исключённую форму",
        "uz": "istisno qilingan shaklga mos kelmaydigan narsa",
    },
    "node": {
        "en": "something that fits the inner shape",
        "ru": "то, что подходит под внутреннюю форму",
        "uz": "ichki shaklga mos keladigan narsa",
    },
    "and": {
        "en": "something that fits all inner shapes",
        "ru": "то, что подходит под все внутренние формы",
        "uz": "barcha ichki shakllarga mos keladigan narsa",
    },
    "xone": {
        "en": "just one of {} alternatives",
        "ru": "ровно один из вариантов (всего {})",
        "uz": "{} variantdan faqat bittasi",
    },
}
