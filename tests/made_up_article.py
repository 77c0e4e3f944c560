"""An article that nobody wrote, claims on it, and copies of it as people have them."""

import io
import itertools
import random
import zipfile

from educluster.passages import digest, fingerprint

SYLLABLES = [first + vowel for first in "bdfgklmnprstv" for vowel in "aeiou"]
WORDPROCESSING = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def article(seed=1, paragraphs=40):
    """The paragraphs of an article: headings of two words, and sentences."""
    lot = random.Random(seed)
    heading = itertools.cycle([True, False, False, False])
    return [sentence(lot, 2, 2) if next(heading) else sentence(lot, 15, 60) for _ in range(paragraphs)]


def sentence(lot, least, most):
    words = ["".join(lot.choices(SYLLABLES, k=lot.randint(1, 4))) for _ in range(lot.randint(least, most))]
    return " ".join(words).capitalize() + "."


def claims(lines, *places, work="http://a/work"):
    """Claims as Turtle: one for each first and last line of the article."""
    text = "\n".join(lines)
    parts = [_claim(number, lines, text, first, last, work) for number, (first, last) in enumerate(places, 1)]
    return (
        PREFIXES + f'<{work}> <http://www.w3.org/2000/01/rdf-schema#label> "A work"@en .\n' + "".join(parts)
    )


PREFIXES = """@prefix ec: <https://w3id.org/educluster/ns#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
"""


def _claim(number, lines, text, first, last, work):
    passage = "\n".join(lines[first - 1 : last])
    return f"""
<http://a/claim-{number}> a ec:Claim ;
    ec:subject <http://a/thing-{number}> ; ec:relation ec:dependsOn ; ec:object "something"@en ;
    ec:stance ec:Asserts ; ec:readBy ec:Software ; ec:reviewStatus ec:Proposed ;
    ec:locator [
        oa:hasSource <{work}> ; ec:section "Section {number}" ; ec:page 7 ;
        oa:hasSelector [ oa:exact "{" ".join(passage.strip(".").split()[:4])}" ] , [
            a ec:LineSelector ; ec:extraction "{digest(text)[:16]}" ;
            ec:firstLine {first} ; ec:lastLine {last} ;
            ec:digest "{digest(passage)}" ; ec:fingerprint "{fingerprint(passage)}"
        ]
    ] .
"""


def wrapped(lines, width=60, heads_every=0):
    """The lines broken at a width, words cut with hyphens, and with running heads between them."""
    found, line = [], ""
    for word in " ".join(lines).split():
        room = width - len(line)
        if len(word) <= room:
            line += word + " "
        elif room > 4 and len(word) > 6:
            found.append(line + word[: room - 1] + "-")
            line = word[room - 1 :] + " "
        else:
            found.append(line.rstrip())
            line = word + " "
    found.append(line.rstrip())
    pages = range(0, len(found), heads_every) if heads_every else []
    for number, place in reversed(list(enumerate(pages, 1))):
        found[place:place] = ["", str(number), "Journal of Nothing, vol. 3", ""]
    return found


def pdf(pages):
    """A PDF of lines on pages, by hand: letters of ASCII only.  Source: ISO 32000-1, section 7."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, lines in enumerate(pages):
        shown = "".join(f"({line.translate(ESCAPED)}) Tj T*\n" for line in lines)
        content = f"BT /F1 9 Tf 11 TL 40 800 Td\n{shown}ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    return _assembled([each.encode("ascii") for each in objects])


ESCAPED = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


def _assembled(objects):
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n" % (len(objects) + 1, len(body))
    return body + head + table + trailer + b"%%EOF\n"


def word_file(paragraphs, namespace=WORDPROCESSING, **parts):
    """A Word file of paragraphs, which are text or XML; further parts of its folder by name."""
    text = "".join(
        each if each.startswith("<") else f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in paragraphs
    )
    document = (
        f'<w:document xmlns:w="{namespace}" xmlns:mc="{COMPATIBILITY}"><w:body>{text}</w:body></w:document>'
    )
    return archive(
        {"word/document.xml": document, **{f"word/{name}.xml": part for name, part in parts.items()}}
    )


COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATIONSHIPS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="1" Target="word/document.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>"""


def archive(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, part in {"_rels/.rels": RELATIONSHIPS, **parts}.items():
            opened.writestr(name, part)
    return file.getvalue()
