from communique.author.writing import write_bulletin
from communique.load import load_bulletin
from newsroom_copies import ROOT


def test_a_bulletin_with_everything_is_written_as_it_was(golden):
    """… who opens what a PDF carries reads a text file: keys, and paragraphs below them."""
    entry = load_bulletin(ROOT / "tests/corpus/good/everything.yaml").entry

    golden("everything.yaml", write_bulletin(entry.bulletin))
