"""educluster profiles: which rule sets there are, and what one of them asks."""

from __future__ import annotations

import click

from educluster.names import LANGUAGES
from educluster.rulebook import Profile, Rule, book


@click.command()
@click.argument("profile", required=False)
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="en", show_default=True)
def profiles(profile: str | None, language: str) -> None:
    """List the profiles, or the rules and thresholds of PROFILE (NAME or NAME@VERSION)."""
    if profile:
        _tell(book().profile(profile), language)
        return
    for name in book().names:
        found = book().profile(name)
        versions = ", ".join(book().versions(name))
        click.echo(f"{name:20} {versions:12} {len(found.rules):3}  {found.titles[language]}")


def _tell(profile: Profile, language: str) -> None:
    click.echo(f"{profile.name} {profile.version}  {profile.titles.get(language, '')}")
    click.echo(profile.descriptions.get(language, ""))
    if profile.builds_on:
        click.echo(f"builds on {', '.join(profile.builds_on)}")
    for each in profile.parameters:
        click.echo(f"--set {each.name}={each.value}  {each.titles.get(language, '')}")
    for rule in profile.rules:
        click.echo(_line(rule, language))


def _line(rule: Rule, language: str) -> str:
    stages = ", ".join(stage.rpartition("stage-")[2] for stage in rule.stages)
    return f"{rule.name:5} {rule.severity.value:10} {rule.titles.get(language, '')}" + (
        f" ({stages})" if stages else ""
    )
