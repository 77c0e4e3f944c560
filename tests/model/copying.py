"""What of the articles stands in the repository: runs of ten words, known by their hashes alone.

`article-runs.bin` holds, sorted, the first 5 bytes (10 hex digits) of the SHA-256 of each distinct run of ten
words of the five texts of the articles: 17,593 of them.  So the check needs no article.

Why 5 bytes: a run of our own is taken for an article's by accident once in 2^40/17,593 = 62 million.  The
480,000 distinct runs of the repository make 0.8 % for one false alarm; with 4 bytes there would be two.

To make the file anew: python tests/model/copying.py FOLDER, with the texts of the articles in FOLDER.
"""

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = Path(__file__).parent / "article-runs.bin"
SIZE, BYTES = 10, 5
TEXTS = ".ttl .trig .md .py .rq .ru .html .yaml .yml .json .jsonld .csv .js .txt .toml .po".split()
# Titles of works are facts: a line that names a title or a citation is passed over.
PASSED_OVER = re.compile(r"title|citation|bibliographic", re.IGNORECASE)
# Not the words of fingerprints: an Uzbek word with its apostrophe is one, else ten words would be fewer.
WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def hashed(run: Iterable[str]) -> bytes:
    return hashlib.sha256(" ".join(run).encode()).digest()[:BYTES]


def hashes(texts: Iterable[str]) -> set[bytes]:
    listed = map(words, texts)
    return {hashed(each[start : start + SIZE]) for each in listed for start in range(len(each) - SIZE + 1)}


def known() -> set[bytes]:
    data = RUNS.read_bytes()
    return {data[start : start + BYTES] for start in range(0, len(data), BYTES)}


def tracked(root: Path) -> list[Path]:
    """The files with text that are, or could be, committed."""
    command = ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\0")
    return [root / name for name in names if Path(name).suffix in TEXTS and (root / name).is_file()]


def copied(text: str, runs: set[bytes]) -> Iterator[tuple[int, str]]:
    """The runs of an article that a text holds, with their lines; of runs that overlap the first."""
    stream = [
        (word, number)
        for number, line in enumerate(text.splitlines(), 1)
        if not PASSED_OVER.search(line)
        for word in words(line)
    ]
    told = 0
    for start in range(len(stream) - SIZE + 1):
        run = stream[start : start + SIZE]
        if run[0][1] > told and hashed(word for word, _ in run) in runs:
            told = run[-1][1]
            yield run[0][1], " ".join(word for word, _ in run)


if __name__ == "__main__":
    found = sorted(Path(sys.argv[1]).glob("*.txt"))
    if len(found) != 5:
        sys.exit(f"{len(found)} texts in {sys.argv[1]}, not five")
    RUNS.write_bytes(b"".join(sorted(hashes(path.read_text("utf-8") for path in found))))
