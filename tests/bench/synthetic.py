"""Descriptions for figures: made up by number, with faults that are known, so that findings can be checked.

    python tests/bench/synthetic.py 1000 > register.nt

The same number gives the same description everywhere.  Each kind of fault stands in about three of a hundred.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO, NamedTuple

RATE = 0.03
ALIKE_EVERY = 500  # so often a registration number stands in two descriptions, one after the other
BASE = "https://data.example.org/cluster/"
_PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "ec": "https://w3id.org/educluster/ns#",
    "ecr": "https://w3id.org/educluster/id/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_PREFIXED = re.compile(r"(?<![\w<\"/])([a-z]+):([\w-]+)")
_OWN = re.compile(r"(?<![\w<\"/:])#([\w-]*)")

_MEMBERS = {
    "university": ("ecr:actor-university", "Pedagogical university", "Places for teaching practice"),
    "college": ("ecr:actor-college", "Pedagogical college", "Credits that the university accepts"),
    "school": ("ecr:actor-school", "School at the bridge", "Young teachers who stay"),
    "kindergarten": (
        "ecr:actor-kindergarten",
        "Kindergarten under the poplars",
        "A step to school without tears",
    ),
    "institute": ("ecr:actor-research-institute", "Institute for learning", "Data from real lessons"),
    "enterprise": ("ecr:actor-industrial-enterprise", "Maker of teaching kits", "Kits that teachers want"),
    "department": ("ecr:actor-government", "Department of education", "No vacant posts in villages"),
}

_CLUSTER = """
# rdf:type ec:Cluster
# rdfs:label "Cluster of educational institutions no. {n}"@en
# rdfs:label "Кластер образовательных учреждений № {n}"@ru
# rdfs:label "Taʼlim muassasalari klasteri, {n}-son"@uz
# dcterms:description "Invented as an example, number {n} of many; no such cluster exists."@en
# ec:startedOn "2016-09-01"^^xsd:date
# ec:territory #valley
# ec:seat #town
# ec:hasPurpose #purpose
# ec:hasLegalBasis #agreement
# ec:hasManagementMechanism #mechanism
# ec:hasStageOccurrence #emergence
# ec:hasStageOccurrence #development
# ec:hasForm ecr:form-vertical
# ec:hasForm ecr:form-focused
# ec:hasProduct #product
# ec:hasInformationMeans #portal
# ec:hasInnovativePractice #practice
# ec:hasProject #project
# ec:hasCount #count
# ec:hasAssessment #assessment
# ec:hasWebsite _:website
# ec:unknown #unknown
# ec:hasDeclaration #declaration
#valley rdf:type ec:Place
#valley rdfs:label "Green valley no. {n}"@en
#valley dcterms:hasPart #town
#town rdf:type ec:Place
#town rdfs:label "Town at the bridge, {n}"@en
#purpose rdf:type ec:Purpose
#purpose rdfs:label "A good teacher for every child in the valley"@en
#agreement rdf:type ec:Agreement
#agreement rdfs:label "Agreement of the founders"@en
#agreement dcterms:identifier "{n}/2016"
#agreement dcterms:date "2016-09-01"^^xsd:date
#mechanism rdf:type ec:ManagementMechanism
#mechanism rdfs:label "Joint yearly plan and report"@en
#mechanism ec:coordinatedBy #department
#emergence rdf:type ec:StageOccurrence
#emergence ec:stage ecr:stage-emergence
#emergence ec:startedOn "2016-09-01"^^xsd:date
#emergence ec:endedOn "2019-08-31"^^xsd:date
#development rdf:type ec:StageOccurrence
#development ec:stage ecr:stage-development
#development ec:startedOn "2019-09-01"^^xsd:date
#product rdf:type ec:Product
#product rdfs:label "Graduates with two years of practice"@en
#portal rdf:type ec:InformationMeans
#portal rdfs:label "Shared portal with vacancies and dates"@en
#practice rdf:type ec:InnovativePractice
#practice rdfs:label "Student and teacher plan each lesson \\"together\\""@en
#practice ec:startedOn "2017-02-01"^^xsd:date
#project rdf:type ec:Project
#project rdfs:label "Lessons under the microscope"@en
#project ec:startedOn "2021-01-11"^^xsd:date
#project ec:endedOn "2023-06"^^xsd:gYearMonth
#count rdf:type ec:Count
#count ec:counts org:Membership
#count ec:value "7"^^xsd:integer
#count ec:on "2025-12-31"^^xsd:date
#assessment rdf:type ec:Assessment
#assessment ec:assesses ecr:cond-natural-1-geographic-proximity
#assessment ec:outcome ec:Met
#assessment ec:hasEvidence #evidence
#assessment ec:judgedOn "2025-12-31"^^xsd:date
#evidence rdf:type ec:Evidence
#evidence rdfs:label "Map of the valley with the seats of its members"@en
_:website rdf:type ec:Website
_:website rdfs:label "Pages of the cluster"@en
_:website dcterms:identifier "https://data.example.org/pages/{n}"
#unknown ec:onProperty ec:hasFunding
#unknown dcterms:date "2026-10-01"^^xsd:date
#declaration rdf:type ec:Declaration
#declaration prov:wasAttributedTo #department
#declaration ec:capacity ec:SupervisingAuthority
#declaration dcterms:date "2026-11-21"^^xsd:date
"""

_MEMBER = """
# ec:hasMembership #membership-{key}
#membership-{key} rdf:type org:Membership
#membership-{key} org:member #{key}
#membership-{key} org:role ec:OrdinaryMember
#membership-{key} ec:startedOn "2016-09-01"^^xsd:date
#membership-{key} ec:consideredIn #purpose
#membership-{key} ec:hasInterest #interest-{key}
#membership-{key} ec:gives #contribution-{key}
#membership-{key} ec:receives #benefit-{key}
#membership-{key} dcterms:source <https://data.example.org/source/register>
#interest-{key} rdf:type ec:Interest
#interest-{key} rdfs:label "{interest}"@en
#interest-{key} dcterms:source <https://data.example.org/source/agreement>
#contribution-{key} rdf:type ec:Contribution
#contribution-{key} rdfs:label "What {name} gives"@en
#benefit-{key} rdf:type ec:Benefit
#benefit-{key} rdfs:label "What {name} receives"@en
#{key} rdf:type org:Organization
#{key} rdfs:label "{name} no. {{n}}"@en
#{key} ec:organisationKind {kind}
#{key} org:identifier "{{n}}-{key}"
#{key} dcterms:source <https://data.example.org/source/register>
"""

_ACTIVITY = """
# ec:carriesOut #activity-{k}
#activity-{k} rdf:type ec:Activity
#activity-{k} rdfs:label "Review of lessons in year {k}"@en
#activity-{k} ec:activityKind ecr:act-edu-3-lesson-quality
#activity-{k} ec:inDirection ecr:direction-education
#activity-{k} dcterms:source <https://data.example.org/source/report-{k}>
"""


class Expected(NamedTuple):
    """A finding that a fault leads to: the rule, the node, the path, and the value that does not fit."""

    rule: str
    focus: str
    path: str
    value: str | None


@dataclass(frozen=True)
class Fault:
    """What is taken out of a description and put in, and the finding that it leads to.

    At most one fault of a `part` stands in a description: two would hide each other.
    """

    finding: tuple[str, str, str, str | None]
    out: tuple[str, ...] = ()
    into: tuple[str, ...] = ()
    part: str = ""


_DATES = "ec:startedOn|ec:endedOn|dcterms:date"
_FORMS = ("# ec:hasForm ecr:form-vertical", "# ec:hasForm ecr:form-focused")
_OTHERS = tuple(f"#{key} ec:organisationKind {told[0]}" for key, told in _MEMBERS.items() if key != "school")
_TEXT_DATE = '#practice ec:startedOn "in spring"'
_MAIL_LABEL = '"Write to info@example.org"@en'

FAULTS = (
    Fault(("S02", "#", "ec:hasMembership/org:member/ec:organisationKind", None), out=_OTHERS),
    Fault(("S03", "#", "ec:territory", None), out=("# ec:territory #valley",)),
    Fault(("S04", "#", "ec:hasPurpose", None), out=("# ec:hasPurpose #purpose",)),
    Fault(
        ("S06", "#membership-school", "ec:hasInterest", None),
        out=("#membership-school ec:hasInterest #interest-school",),
    ),
    Fault(("S08", "#", "ec:hasLegalBasis", None), out=("# ec:hasLegalBasis #agreement",)),
    Fault(
        ("S11", "#", "ec:hasManagementMechanism|ec:hasGovernanceBody", None),
        out=("#mechanism ec:coordinatedBy #department",),
    ),
    Fault(
        ("S19", "#", "ec:hasStageOccurrence/ec:stage", "https://data.example.org/stage/bloom"),
        out=("#development ec:stage ecr:stage-development",),
        into=("#development ec:stage <https://data.example.org/stage/bloom>",),
        part="stage",
    ),
    Fault(
        ("S19", "#", "ec:hasStageOccurrence", None),
        out=('#emergence ec:endedOn "2019-08-31"^^xsd:date',),
        part="stage",
    ),
    Fault(
        ("S19", "#emergence", "ec:stage", None),
        out=("#emergence ec:stage ecr:stage-emergence",),
        part="stage",
    ),
    Fault(("S44", "#", "ec:hasForm", "#form"), into=("# ec:hasForm #form",), part="form"),
    Fault(("S44", "#", "ec:hasForm", None), out=_FORMS, part="form"),
    Fault(("S45", "#", "ec:hasProduct", None), out=("# ec:hasProduct #product",)),
    Fault(("S46", "#", "ec:hasInformationMeans", None), out=("# ec:hasInformationMeans #portal",)),
    Fault(("S59", "#", "ec:hasInnovativePractice", None), out=("# ec:hasInnovativePractice #practice",)),
    Fault(
        ("S60", "#", "ec:hasDeclaration", None),
        out=("# ec:hasDeclaration #declaration",),
        part="declaration",
    ),
    Fault(
        ("S60", "#declaration", "ec:capacity", None),
        out=("#declaration ec:capacity ec:SupervisingAuthority",),
        part="declaration",
    ),
    Fault(
        ("S60", "#declaration", "dcterms:date", '"2026"^^xsd:gYear'),
        out=('#declaration dcterms:date "2026-11-21"^^xsd:date',),
        into=('#declaration dcterms:date "2026"^^xsd:gYear',),
        part="declaration",
    ),
    Fault(
        ("D01", "#practice", _DATES, '"in spring"'),
        out=('#practice ec:startedOn "2017-02-01"^^xsd:date',),
        into=(_TEXT_DATE,),
    ),
    Fault(
        ("D02", "#project", "ec:endedOn", '"2020"^^xsd:gYear'),
        out=('#project ec:endedOn "2023-06"^^xsd:gYearMonth',),
        into=('#project ec:endedOn "2020"^^xsd:gYear',),
    ),
    Fault(
        ("D03", "#count", "ec:value", '"about seven"'),
        out=('#count ec:value "7"^^xsd:integer',),
        into=('#count ec:value "about seven"',),
    ),
    Fault(("D04", "#assessment", "ec:outcome", None), out=("#assessment ec:outcome ec:Met",)),
    Fault(("D05", "#unknown", "ec:onProperty", None), out=("#unknown ec:onProperty ec:hasFunding",)),
    Fault(("P01", "#town", "rdf:type", None), into=("#town foaf:mbox <mailto:info@example.org>",)),
    Fault(
        ("P02", "#person", "org:holds", None),
        into=(
            "#person rdf:type foaf:Person",
            "#person dcterms:source <https://data.example.org/source/register>",
        ),
    ),
    Fault(
        (
            "P03",
            "#purpose",
            "rdfs:label|skos:prefLabel|skos:note|dcterms:title|dcterms:description",
            _MAIL_LABEL,
        ),
        into=(f"#purpose rdfs:label {_MAIL_LABEL}",),
    ),
)


def chosen(number: int) -> list[Fault]:
    """Return the faults that stand in a description."""
    chance, found, parts = random.Random(number), [], set()
    for fault in FAULTS:
        if chance.random() < RATE and fault.part not in parts:
            found.append(fault)
            parts |= {fault.part} if fault.part else set()
    return found


def description(number: int) -> bytes:
    """Return a description as N-Triples."""
    lines = dict(_template(number % 20))
    for fault in chosen(number):
        for each in fault.out:
            del lines[each]
        lines |= {each: _expanded(each) for each in fault.into}
    text = "".join(lines.values()).replace("{n}", str(number))
    if is_alike(number):
        text = text.replace(f'"{number}-school"', f'"{number - 1}-school"')
    return text.encode()


def findings(number: int) -> list[Expected]:
    """Return the findings that the faults of a description lead to, in no order."""
    return [_expected(fault.finding, number) for fault in chosen(number)]


def is_alike(number: int) -> bool:
    """Return whether the school has the registration number of the one in the description before."""
    return number % ALIKE_EVERY == 1


def cluster(number: int) -> str:
    """Return the IRI of the cluster that a description is about."""
    return f"{BASE}{number}"


def write(count: int, out: BinaryIO, first: int = 1) -> int:
    """Write so many descriptions one after the other; return how many triples they are."""
    triples = 0
    for each in _bodies(count, first):
        out.write(each)
        triples += each.count(b"\n")
    return triples


def _bodies(count: int, first: int) -> Iterator[bytes]:
    return map(description, range(first, first + count))


def _expected(finding: tuple[str, str, str, str | None], number: int) -> Expected:
    rule, focus, path, value = finding
    told = _term(value, number) if value else None
    return Expected(rule, _term(focus, number), path, told)


def _term(short: str, number: int) -> str:
    """Return a node without brackets, or a literal, as a report names it."""
    token = _own(_prefixed(short)).replace("{n}", str(number))
    return token[1:-1] if token[0] == "<" else token


@lru_cache
def _template(kind: int) -> Mapping[str, str]:
    """Return the statements of a description without faults by their short forms; the kind says how much."""
    members = (
        _MEMBER.format(key=key, kind=told[0], name=told[1], interest=told[2])
        for key, told in _MEMBERS.items()
    )
    activities = (_ACTIVITY.format(k=2005 + place) for place in range(kind % 5))
    short = "".join((_CLUSTER, *members, *activities)).replace("\n\n", "\n").strip().splitlines()
    return {each: _expanded(each) for each in short}


@lru_cache
def _expanded(short: str) -> str:
    return _own(_prefixed(short)) + " .\n"


def _prefixed(short: str) -> str:
    return _PREFIXED.sub(lambda each: _full(each), short)


def _full(found: re.Match[str]) -> str:
    prefix, local = found.groups()
    return f"<{_PREFIXES[prefix]}{local}>" if prefix in _PREFIXES else found.group()


def _own(short: str) -> str:
    """Return a text with the nodes of the description in full: # is the cluster, #town what is below it."""
    return _OWN.sub(lambda each: f"<{BASE}{{n}}{'#' + each[1] if each[1] else ''}>", short)


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.stdout.buffer)
