"""What `making` makes, chosen by hypothesis; a failing example is shown as lines of Turtle."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from conformance import making
from conformance.matter import Choose, Example, Matter
from educluster.graphs import Triple


@dataclass(frozen=True)
class Lines(Example):
    """An example that shows itself as it would be written."""

    def __repr__(self) -> str:
        parts = {"shapes": self.shapes, "data": self.data, "vocabulary": self.vocabulary}
        written = {name: "".join(f"{' '.join(each)} .\n" for each in said) for name, said in parts.items()}
        return "\n" + "".join(f"# {name}\n{lines}" for name, lines in written.items())


def _choosing(draw: st.DrawFn) -> Choose:
    return lambda count: draw(st.integers(0, count - 1))


@st.composite
def examples(draw: st.DrawFn, of: Matter) -> Example:
    """Draw shapes, and a description for them over a vocabulary."""
    made = making.example(_choosing(draw), of)
    return Lines(made.shapes, made.data, made.vocabulary)


@st.composite
def shapes(draw: st.DrawFn, of: Matter) -> list[Triple]:
    """Draw shapes with targets."""
    choose = _choosing(draw)
    return making.shapes(choose, of, 1 + choose(3))


@st.composite
def descriptions(draw: st.DrawFn, of: Matter) -> list[Triple]:
    """Draw a description."""
    choose = _choosing(draw)
    return making.description(choose, of, 1 + choose(12))
