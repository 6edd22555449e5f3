import json
import re

from communique.cli.main import run

PDF = "out/bulletins/2026/01/your-first-bulletin.pdf"
DIGEST = "out/digests/2026-01.pdf"
FIRST = "bulletins/2026/01/your-first-bulletin.yaml"


def test_a_build_explains_itself(newsroom, communique):
    """… nobody need guess why something is built, or is not."""
    first = communique("build", "--explain")[2]
    second = communique("build", "--explain")[2]

    assert f"built {PDF}: it was never built" in first
    assert second == [f"kept {PDF}: nothing that it is made from has changed", "1 up to date"]


def test_a_build_says_how_long_it_took(newsroom, capsys):
    """… a head office sees what a night's build costs."""
    run(["build"])
    first = capsys.readouterr().err.splitlines()[-1]
    run(["build"])
    second = capsys.readouterr().err.splitlines()[-1]

    assert re.fullmatch(r"1 built, in [0-9]+\.[0-9] s", first)
    assert second == "1 up to date"


def test_scripts_get_one_object(newsroom, communique):
    """… whatever came of it is read by a program without a look at the words."""
    (newsroom / "bulletins/2026/01/second.yaml").write_text("number: x\n")

    status, out, _ = communique("build", "--json")
    told = json.loads("\n".join(out))

    assert status == 1
    assert told["outputs"] == [{"name": PDF, "outcome": "built", "why": "it was never built"}]
    assert told["failed"] == ["second"]
    assert {fault["path"] for fault in told["faults"]} == {"bulletins/2026/01/second.yaml"}
    assert {"load", "compose", "render", "preflight", "write"} == told["seconds"].keys()


def test_scripts_get_the_digests_too(built, communique):
    """… how many pages a volume has, and what it weighs, need not be read from a sentence."""
    status, out, err = communique("digest", "--force", "--json")
    (digest,) = json.loads("\n".join(out))["digests"]

    assert status == 0
    assert (digest["path"], digest["bulletins"], digest["withdrawn"]) == ("out/digests/2026-01.pdf", 1, 0)
    assert not any("fonts for" in line for line in err)


def test_jobs_and_a_cluster_exclude_each_other(built, communique):
    """… nobody takes the number of their own processes for that of a cluster's."""
    status, _, err = communique("build", "--jobs", "2", "--executor", "dask://localhost:1")

    assert status == 2
    assert err[0].startswith("communique: U008 --jobs and --executor exclude each other")


def test_a_cluster_is_asked_only_when_there_is_something_to_render(built, communique):
    """… a build of nothing needs no cluster, though it names one."""
    assert communique("build", "--executor", "dask://localhost:1")[::2] == (0, ["1 up to date"])


def test_verify_compares_all_or_nothing(built, communique):
    """… nobody believes that one file was proved when all were, or the other way round."""
    status, _, err = communique("build", "--verify", FIRST)

    assert status == 2
    assert err[0].startswith("communique: U008 --verify excludes paths, --language and --force")


def test_verify_tells_what_differs_and_leaves_it(built, communique):
    """… an archivist sees each file that is not what its sources make, and none is touched."""
    communique("build", "--language", "fr")
    french = built / "out/bulletins/2026/01/your-first-bulletin.fr.pdf"
    (built / PDF).write_bytes(b"%PDF another")
    french.unlink()

    status, _, err = communique("build", "--verify")

    assert status == 4
    assert f"{PDF}: O007 {PDF} is not what its sources make" in err
    assert (built / PDF).read_bytes() == b"%PDF another"
    assert "1 output came out the same" in err


def test_verify_tells_the_faults_of_what_cannot_be_built(built, communique):
    """… a fault is told in the newsroom's own file, not in its copy."""
    text = (built / FIRST).read_text()
    (built / FIRST).write_text(text.replace("kind: ", "kind: x"))

    status, _, err = communique("build", "--verify")

    assert status == 4
    assert any(line.startswith(f"{FIRST}:") and "C007" in line for line in err)


def test_verify_can_be_read_by_a_script_and_explained(built, communique):
    """… what every build tells when it is asked, a comparison tells too."""
    out = communique("build", "--verify", "--json")[1]
    explained = communique("build", "--verify", "--explain", "--profile")[2]

    same = [{"name": name, "outcome": "kept", "why": "it came out the same"} for name in (PDF, DIGEST)]
    assert json.loads("\n".join(out))["outputs"] == same
    assert f"kept {PDF}: it came out the same" in explained
    assert any(line.startswith("render ") for line in explained)
