"""Build hook: compile the message catalogues, so that a checkout holds sources only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):
    """Compile every messages.po beside itself to messages.mo."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before each build, of an editable install too."""
        catalogues = sorted(Path(self.root, "service/educluster/web/translations").glob("*/LC_MESSAGES/*.po"))
        if not catalogues:
            raise FileNotFoundError("no message catalogue below service/educluster/web/translations")
        for catalogue in catalogues:
            with catalogue.open("rb") as source, catalogue.with_suffix(".mo").open("wb") as target:
                write_mo(target, read_po(source, locale=catalogue.parts[-3]))
