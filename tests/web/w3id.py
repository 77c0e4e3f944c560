"""The rules of w3id/.htaccess, replayed: where w3id.org would lead, on this service."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from conftest import ROOT

FOLDER = ROOT / "w3id"
SERVICE = "https://educluster.example"
BASE = "https://w3id.org/educluster/"
KNOWN = {"options", "rewriteengine", "rewriterule"}


@dataclass(frozen=True)
class Rule:
    pattern: re.Pattern
    target: str
    flags: frozenset


def rules(text):
    """The rules of a file; a directive that is not known here could do anything, so it fails."""
    lines = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert {directive.lower() for directive, *_ in lines} == KNOWN
    assert ["RewriteEngine", "on"] in lines
    for directive, *given in lines:
        if directive == "RewriteRule":
            pattern, target, flags = given
            yield Rule(re.compile(pattern), target, frozenset(flags.strip("[]").split(",")))


RULES = list(rules((FOLDER / ".htaccess").read_text(encoding="utf-8")))


def led(path, query=""):
    """Where a path below the folder is led to, and with which status.  Source: Apache's mod_rewrite."""
    for rule in RULES:
        if found := rule.pattern.search(path):
            assert "L" in rule.flags
            status = next(flag[2:] for flag in rule.flags if flag.startswith("R="))
            target = re.sub(r"\$(\d)", lambda group: found[int(group[1])], rule.target)
            return int(status), target + (f"?{query}" if query else "")
    return 404, ""


def followed(client, address, **headers):
    """The answer to an address of w3id.org, by its rules and then those of the service."""
    split = urlsplit(address)
    for _ in range(4):
        if split.netloc == "w3id.org":
            status, target = led(split.path.removeprefix("/educluster/"), split.query)
            assert status == 303
            assert target.startswith(SERVICE + "/")
            split = urlsplit(target)
        path = split.path + (f"?{split.query}" if split.query else "")
        response = client.get(path, headers=headers, buffered=True)
        if response.status_code not in {301, 302, 303}:
            return response
        split = urlsplit(response.headers["Location"])
        split = split._replace(netloc="" if split.netloc == "localhost" else split.netloc)
    raise AssertionError(f"{address} leads in a circle")
