"""educluster profiles: lists the rule sets, and tells what one of them asks."""

import pytest

from educluster.cli import main
from educluster.names import LANGUAGES
from educluster.rulebook import book


def profiles(runner, *arguments):
    return runner.invoke(main, ["profiles", *arguments])


def test_the_profiles_are_listed_with_their_versions_and_how_many_constraints_they_have(runner):
    lines = [line.split() for line in profiles(runner).output.splitlines()]
    assert [line[0] for line in lines] == book().names
    assert lines[0][:4] == ["base", "1.0,", "0.1.0", str(len(book().profile("base").rules))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_speaks_the_language_asked_for(runner, language):
    output = profiles(runner, "--lang", language).output
    assert all(book().profile(name).titles[language] in output for name in book().names)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*book().names, "base@0.1.0"])
def test_a_profile_tells_each_of_its_rules_and_thresholds(runner, name, language):
    result, profile = profiles(runner, name, "--lang", language), book().profile(name)
    first, description, *rest = result.output.splitlines()
    assert first == f"{profile.name} {profile.version}  {profile.titles[language]}"
    assert description == profile.descriptions[language]
    assert [line.split()[0] for line in rest[-len(profile.rules) :]] == [rule.name for rule in profile.rules]
    assert all(f"--set {each.name}={each.value}" in result.output for each in profile.parameters)
    assert result.exit_code == 0


def test_what_a_profile_builds_on_and_at_which_stages_a_rule_applies_is_told(runner):
    output = profiles(runner, "nine-principles").output
    assert "builds on ties" in output
    assert "two members once they are found (formation)" in output


@pytest.mark.parametrize(
    ("name", "said"), [("none", "choose one of: base, "), ("base@9", "its versions are: 1.0, 0.1.0")]
)
def test_an_unknown_profile_is_told_with_those_there_are(runner, name, said):
    result = profiles(runner, name)
    assert (result.exit_code, said in result.output) == (2, True)
