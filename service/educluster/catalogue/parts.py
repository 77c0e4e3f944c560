"""The parts in which the data can be had, each apart from the others: their IRIs, titles and graphs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from educluster import names
from educluster.errors import NotFound

DATASET = "https://w3id.org/educluster/dataset"


@dataclass(frozen=True)
class Part:
    """A part of the data: "" is the whole.  Of a graph that ends in / those below it are meant."""

    name: str
    iri: str
    graphs: tuple[str, ...]
    title: Mapping[str, str]
    description: Mapping[str, str]

    @property
    def full_titles(self) -> Mapping[str, str]:
        """Return its title by language as it is understood away from the others."""
        return {of: f"educluster: {text[:1].lower()}{text[1:]}" for of, text in self.title.items()}

    def version_iri(self, version: str) -> str:
        """Return the IRI of this part in one version."""
        return f"{self.iri}/{version}"

    def stem(self, version: str) -> str:
        """Return what the names of its files begin with."""
        return f"educluster-{version}{'-' if self.name else ''}{self.name}"


@dataclass(frozen=True)
class File:
    """A file that can be downloaded: its name, what it holds, its size in bytes, its SHA-256."""

    name: str
    media_type: str
    size: int
    digest: str


@dataclass(frozen=True)
class Offer:
    """A part of one edition: its triples, and the files in which it can be had."""

    part: Part
    triples: int
    files: tuple[File, ...]


@dataclass(frozen=True)
class Edition:
    """One release as it can be downloaded: its digest, its version, its day (of the data), its parts.

    `beside` are files that are no part of the graph.
    """

    release: str
    version: str
    date: str
    offers: tuple[Offer, ...]
    beside: tuple[File, ...] = ()


PARTS = (
    Part(
        "",
        DATASET,
        (),
        {"en": "Everything", "ru": "Всё", "uz": "Hammasi"},
        {
            "en": "The whole graph: the parts below, the stored questions, and what is derived.",
            "ru": "Весь граф: части ниже, сохранённые вопросы и выведенное.",
            "uz": "Butun graf: quyidagi qismlar, saqlangan savollar va keltirib chiqarilganlar.",
        },
    ),
    Part(
        "ontology",
        names.EC.rstrip("#"),
        ("ontology",),
        {"en": "Ontology", "ru": "Онтология", "uz": "Ontologiya"},
        {
            "en": "Classes, properties and the fixed values of properties, with their axioms.",
            "ru": "Классы, свойства и постоянные значения свойств, с аксиомами.",
            "uz": "Sinflar, xossalar va xossalarning doimiy qiymatlari, aksiomalari bilan.",
        },
    ),
    Part(
        "core",
        names.GRAPH + "core",
        ("ontology",),
        {"en": "Core of the ontology", "ru": "Ядро онтологии", "uz": "Ontologiya oʻzagi"},
        {
            "en": "Classes and properties alone, without individuals and without axioms about them.",
            "ru": "Только классы и свойства, без индивидов и без аксиом о них.",
            "uz": "Faqat sinflar va xossalar: individlarsiz va ular haqidagi aksiomalarsiz.",
        },
    ),
    Part(
        "concepts",
        names.GRAPH + "concepts",
        ("concepts",),
        {"en": "Concepts", "ru": "Понятия", "uz": "Tushunchalar"},
        {
            "en": "The concept schemes: principles, conditions, forms, directions, …, with their labels.",
            "ru": "Схемы понятий: принципы, условия, формы, направления, …, с их названиями.",
            "uz": "Tushunchalar sxemalari: tamoyillar, shartlar, shakllar, yoʻnalishlar, …, nomlari bilan.",
        },
    ),
    Part(
        "literature",
        names.GRAPH + "literature",
        ("literature", "labels"),
        {"en": "Literature", "ru": "Литература", "uz": "Adabiyot"},
        {
            "en": "The works, the claims that they make, with their places, and the words that they use.",
            "ru": "Работы, сделанные в них утверждения с указанием мест и употреблённые в них слова.",
            "uz": "Asarlar, ulardagi mulohazalar (joyi bilan) va ularda qoʻllangan soʻzlar.",
        },
    ),
    Part(
        "corpus",
        names.GRAPH + "corpus",
        ("corpus/", "organisations"),
        {"en": "Real clusters", "ru": "Реальные кластеры", "uz": "Haqiqiy klasterlar"},
        {
            "en": "Descriptions of real clusters, of programmes and of organisations, with their sources.",
            "ru": "Описания реальных кластеров, программ и организаций, с источниками.",
            "uz": "Haqiqiy klasterlar, dasturlar va tashkilotlarning tavsiflari, manbalari bilan.",
        },
    ),
    Part(
        "alignments",
        names.GRAPH + "alignments",
        ("alignments",),
        {
            "en": "Links to other vocabularies",
            "ru": "Связи с другими словарями",
            "uz": "Boshqa lugʻatlar bilan bogʻlanishlar",
        },
        {
            "en": "How terms and concepts stand to those of other vocabularies; the same as an SSSOM table.",
            "ru": "Как термины и понятия относятся к терминам других словарей; то же в виде таблицы SSSOM.",
            "uz": "Atama va tushunchalarning boshqa lugʻatlardagiga munosabati; SSSOM jadvali ham bor.",
        },
    ),
)


def part(name: str) -> Part:
    """Return the part of that name.

    Raises NotFound, which lists those there are.
    """
    for each in PARTS:
        if each.name == name:
            return each
    listed = ", ".join(each.name for each in PARTS if each.name)
    raise NotFound(f"there is no part «{name[:40]}» of the data", f"choose one of: {listed}")
