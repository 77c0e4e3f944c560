"""Reports that no engine made: any that can be, and one with every part for faces to show."""

from hypothesis import strategies as st

from educluster.graphs import Path
from educluster.names import EC, ECC, ECR, ECS
from educluster.reports import (
    Answer,
    Document,
    Finding,
    NotYet,
    Part,
    Place,
    ProfileName,
    Reason,
    Report,
    Row,
    Score,
    Severity,
    Source,
    State,
    Statement,
    Subject,
    Term,
    Unseen,
)

MIN_COUNT = "http://www.w3.org/ns/shacl#MinCountConstraintComponent"
NAME, KNOWS = Path("predicate", EC + "name"), Path("predicate", "http://a/knows")
PATHS = st.recursive(
    st.sampled_from([NAME, KNOWS]),
    lambda parts: st.one_of(
        st.builds(
            lambda kind, some: Path(kind, parts=tuple(some)),
            st.sampled_from(["sequence", "alternativePath"]),
            st.lists(parts, min_size=2, max_size=3),
        ),
        st.builds(
            lambda kind, part: Path(kind, parts=(part,)),
            st.sampled_from(["inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"]),
            parts,
        ),
    ),
    max_leaves=5,
)
WORDS = st.text(max_size=12) | st.sampled_from(
    [
        "=1+1",
        "@SUM(A1)",
        "\x1b[31m",
        "</p><script>alert(1)</script>",
        "]]>",
        'a "b"\nc',
        "\u202eabc",
        "－1",
        "'",
    ]
)
TEXTS = st.dictionaries(
    st.sampled_from(["", "en", "ru", "uz", "uz-cyrl", "uz-latn", "fr", "en-gb"]), WORDS, max_size=3
)
NODES = st.sampled_from(["<http://a/c>", f"<{ECR}cluster-a>", "_:b2", "_:report", "<javascript:alert(1)>"])
LITERALS = st.sampled_from(['"x"@uz-latn', '"05.0"^^<http://a/t>', '"=1"', r'"\u001B"'])
TERMS = st.builds(Term, NODES, TEXTS)
VALUES = st.none() | st.builds(Term, NODES | LITERALS, TEXTS)
NUMBERS = st.none() | st.integers(1, 9)
PLACES = st.builds(Place, NUMBERS, NUMBERS, st.none() | WORDS, st.none() | WORDS)
STATEMENTS = st.builds(
    Statement,
    st.sampled_from(State),
    st.just(EC + "name"),
    TEXTS,
    TEXTS,
    st.sampled_from(["", "2026"]),
    PLACES,
)
SOURCES = st.builds(Source, st.sampled_from([ECC + "a-001", "https://a/criteria"]), TEXTS, TEXTS, WORDS)
REASONS = st.recursive(
    st.just(()),
    lambda inside: st.lists(
        st.builds(
            Reason,
            st.just(MIN_COUNT),
            TERMS,
            st.none() | PATHS,
            TEXTS,
            VALUES,
            TEXTS,
            st.integers(0, 3),
            inside,
        ),
        max_size=2,
    ).map(tuple),
    max_leaves=3,
)
FINDINGS = st.builds(
    Finding,
    rule=st.sampled_from(["S03", "S09", "Name"]),
    shape=st.sampled_from([ECS + "S03", "http://a/shape", "_:b1"]),
    severity=st.sampled_from(Severity),
    component=st.just(MIN_COUNT),
    focus=TERMS,
    path=st.none() | PATHS,
    words=TEXTS,
    value=VALUES,
    expected=TEXTS,
    found=TEXTS,
    place=PLACES,
    state=st.none() | STATEMENTS,
    titles=TEXTS,
    messages=TEXTS,
    remedies=TEXTS,
    sources=st.lists(SOURCES, max_size=2).map(tuple),
    reasons=REASONS,
)
PARTS = st.builds(
    Part, TERMS, st.sampled_from(Answer), st.lists(TERMS, max_size=2).map(tuple), st.integers(0, 3), PLACES
)
ROWS = st.builds(Row, TERMS, st.lists(PARTS, max_size=2).map(tuple))
SCORES = st.builds(Score, TEXTS, TEXTS, st.lists(ROWS, max_size=2).map(tuple))
SUBJECTS = st.builds(
    Subject,
    TERMS,
    st.none() | TERMS,
    st.lists(STATEMENTS, max_size=2).map(tuple),
    st.lists(SCORES, max_size=1).map(tuple),
)
NOT_YET = st.builds(
    NotYet, st.just("S11"), TERMS, TEXTS, st.lists(TERMS, max_size=2).map(tuple), st.booleans()
)
UNSEEN = st.builds(Unseen, TERMS, st.lists(TERMS, max_size=2).map(tuple), PLACES)
PROFILES = st.builds(
    ProfileName,
    st.sampled_from([ECS + "profile-base", "file:///own.ttl"]),
    WORDS,
    st.sampled_from(["", "1.0"]),
    TEXTS,
    st.sampled_from(["", "ab12"]),
    st.dictionaries(WORDS, WORDS, max_size=2),
)
DOCUMENT = Document("0" * 64, 7, "text/turtle")
REPORTS = st.builds(
    Report,
    document=st.just(DOCUMENT),
    profile=PROFILES,
    engine=st.just("an engine 1.0"),
    version=st.just("0.1.0"),
    fail_on=st.sampled_from(Severity),
    subjects=st.lists(SUBJECTS, max_size=2).map(tuple),
    findings=st.lists(FINDINGS, max_size=3).map(tuple),
    not_yet=st.lists(NOT_YET, max_size=2).map(tuple),
    unseen=st.lists(UNSEEN, max_size=2).map(tuple),
    notes=st.lists(TEXTS, max_size=2).map(tuple),
)

CLUSTER = Term("<http://a/c>", {"en": "a cluster", "ru": "кластер"})
STAGE = Term(f"<{ECR}stage-formation>", {"en": "formation", "ru": "формирование", "uz": "shakllanish"})
STATEMENT = Statement(
    State.UNKNOWN, EC + "territory", {"en": "territory"}, {"en": "asked by letter"}, "2026-11-21", Place(9)
)
REASON = Reason(
    MIN_COUNT,
    Term("_:b7", {"en": "a member"}),
    NAME,
    {"en": "name"},
    Term('"v"', {}),
    {"en": "It has no name."},
    2,
    (Reason(MIN_COUNT, CLUSTER, None, {}, None, {"en": "The innermost reason."}),),
)


def finding(severity=Severity.VIOLATION, **changed):
    """One result; what is not changed is there in English, and partly in Russian."""
    told = {
        "rule": "S03",
        "shape": ECS + "S03",
        "severity": severity,
        "component": MIN_COUNT,
        "focus": CLUSTER,
        "path": NAME,
        "words": {"en": "name"},
        "value": Term('"v"', {}),
        "expected": {"en": "at least 1"},
        "found": {"en": "0"},
        "place": Place(7, 5),
        "state": STATEMENT,
        "titles": {"en": "territory", "ru": "территория"},
        "messages": {"en": "It names no territory.", "ru": "Территория не указана."},
        "remedies": {"en": "Add ec:territory."},
        "sources": (Source(ECC + "a-001", {"en": "Author 2020"}, {"en": "section 2"}, "in one territory"),),
        "reasons": (REASON,),
    }
    return Finding(**(told | changed))


def report(*findings, fail_on=Severity.VIOLATION, **changed):
    """A report with something in each of its parts, and these results."""
    part = Part(
        Term(f"<{ECR}condition-a>", {"en": "a condition"}), Answer.MET, (Term("_:b3", {"en": "a survey"}),), 2
    )
    row = Row(Term(f"<{ECR}principle-a>", {"en": "a principle"}), (part,))
    score = Score({"en": "Conditions"}, {"en": "conditions of each principle"}, (row,))
    told = {
        "document": DOCUMENT,
        "profile": ProfileName(ECS + "profile-base", "base", "1.0", {"en": "Base"}, "ab12", {"members": "3"}),
        "engine": "an engine 1.0",
        "version": "0.1.0",
        "fail_on": fail_on,
        "subjects": (Subject(CLUSTER, STAGE, (STATEMENT,), (score,)),),
        "findings": findings,
        "not_yet": (NotYet("S11", CLUSTER, {"en": "management"}, (STAGE,), True),),
        "unseen": (Unseen(Term("_:b9", {}), (Term(f"<{EC}Tie>", {"en": "tie"}),), Place(12)),),
        "notes": ({"en": "sh:order is passed over"},),
    }
    return Report(**(told | changed))
