"""What was found, in words of the three languages: reasons, false friends, what became of a table.

The Russian and the Uzbek ones are our own translation, not yet checked by a native reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from educluster import names
from educluster.link.columns import Sheet
from educluster.link.linked import Chosen, Linked, Offer, Reason

# Features of the matcher by their ids.  Those of SHOWN_AT_ZERO are told where they do not hold.
_SHOWN_AT_ZERO = {"script", "language", "preferred"}
_REASONS: Mapping[str, tuple[str, str, str]] = {
    "name": (
        "likeness of the name: {} of 100",
        "сходство имени: {} из 100",
        "nom oʻxshashligi: 100 dan {}",
    ),
    "edits": ("letters that differ: {}", "отличающихся букв: {}", "farq qiladigan harflar: {}"),
    "script": ("in another script", "другим письмом", "boshqa yozuvda"),
    "language": ("a name in another language", "имя на другом языке", "boshqa tildagi nom"),
    "preferred": ("not the preferred name", "не основное имя", "asosiy nom emas"),
    "left_out": (
        "words of the name that are missing: {}",
        "недостающих слов имени: {}",
        "nomning yetishmayotgan soʻzlari: {}",
    ),
    "left_over": ("words beside the name: {}", "слов помимо имени: {}", "nomdan tashqari soʻzlar: {}"),
    "contradiction": (
        "of another kind, number or quality, so not meant",
        "другой вид, номер или качество, поэтому не подходит",
        "turi, raqami yoki sifati boshqa, shuning uchun mos emas",
    ),
    "rivals": ("others that are as near: {}", "столь же близких: {}", "shunchalik yaqin boshqalar: {}"),
}
_WORDS: Mapping[str, tuple[str, str, str]] = {
    "matched": ("the name «{}»", "имя «{}»", "“{}” nomi"),
    "confirmed": ("confirmed by a person", "подтверждено человеком", "inson tomonidan tasdiqlangan"),
    "warning": ("A false friend: {}", "Ложный друг: {}", "Soxta doʻst: {}"),
    "made": (
        "Matched by software (educluster); a person has confirmed {} of the {} texts that are linked.",
        "Сопоставлено программой (educluster); из связанных текстов ({1}) человек подтвердил {0}.",
        "Dastur (educluster) moslashtirgan; bogʻlangan {1} ta matndan {0} tasini inson tasdiqlagan.",
    ),
    "read": ("read as {}, with {}", "прочитано как {}, {}", "{} sifatida oʻqildi, {}"),
    "parted": ("«{}» between the cells", "между ячейками «{}»", "kataklar orasida “{}”"),
    "one": ("one column", "один столбец", "bitta ustun"),
    "told": (
        "{rows} rows, {texts} different texts: {linked} linked, {open} with candidates, {none} with none; "
        "{empty} rows are empty, {warned} texts are false friends",
        "строк: {rows}, разных текстов: {texts}; связано: {linked}, с кандидатами: {open}, без них: {none}; "
        "пустых строк: {empty}, ложных друзей: {warned}",
        "{rows} ta qator, {texts} ta har xil matn: {linked} tasi bogʻlandi, {open} tasida nomzodlar bor, "
        "{none} tasida yoʻq; {empty} ta qator boʻsh, {warned} ta matn soxta doʻst",
    ),
}


def reasons(given: Sequence[Reason], language: str) -> list[str]:
    """Return what speaks for and against a candidate; what goes without saying is left out."""
    place = _place(language)
    return [_REASONS[name][place].format(_number(value)) for name, value in given if _is_told(name, value)]


def why(chosen: Chosen, language: str) -> str:
    """Return why something was chosen."""
    return "; ".join(_why(chosen, language))


def warning(offer: Offer, language: str) -> str:
    """Return what has to be known of a word that means something else elsewhere; "" where it is none."""
    note = offer.warning.get(language) or offer.warning.get("en", "")
    return _said("warning", language).format(note) if note else ""


def made(linked: Linked, language: str) -> str:
    """Return how the mappings came about."""
    confirmed = sum(each.confirmed for each in linked.chosen.values())
    return _said("made", language).format(confirmed, len(linked.chosen))


def read(sheet: Sheet, language: str) -> str:
    """Return how a table was read."""
    sign = sheet.separator if sheet.separator.strip() else "\\t"
    cells = _said("parted", language).format(sign) if sheet.separator else _said("one", language)
    return _said("read", language).format(sheet.encoding, cells)


def told(linked: Linked, language: str) -> str:
    """Return how many texts there are, and what became of them."""
    return _said("told", language).format(
        rows=len(linked.sheet.rows),
        texts=len(linked.offers),
        linked=len(linked.chosen),
        open=sum(bool(offers) and text not in linked.chosen for text, offers in linked.offers.items()),
        none=sum(not offers for offers in linked.offers.values()),
        empty=linked.empty,
        warned=len(linked.warned),
    )


def _why(chosen: Chosen, language: str) -> Iterator[str]:
    yield _said("matched", language).format(chosen.offer.name)
    yield from reasons(chosen.offer.reasons, language)
    if chosen.confirmed:
        yield _said("confirmed", language)


def _is_told(name: str, value: float) -> bool:
    return name in _REASONS and (not value if name in _SHOWN_AT_ZERO else bool(value))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _said(name: str, language: str) -> str:
    return _WORDS[name][_place(language)]


def _place(language: str) -> int:
    return names.LANGUAGES.index(language) if language in names.LANGUAGES else 0
