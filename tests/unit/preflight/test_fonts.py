from communique.preflight import inspect


def test_a_character_without_a_glyph_is_found(strange):
    """… the box in its place is told, with the character that it stands for."""
    (finding,) = inspect(strange("<p>Good 文 afternoon"))

    assert (finding.code, finding.page, finding.words) == ("P017", 1, "Good 文 afternoon")
    assert "'文' (U+6587)" in finding.what


def test_letters_that_are_composed_or_joined_are_there(found):
    """… a ligature or a letter with its accents apart is no missing glyph."""
    assert found("<p>office ﬁeld e\u0301 а\u0301 no\u00a0break soft\u00adhyphen") == ()


def test_a_font_that_is_not_in_the_file_is_found():
    """… a page looks the same on every machine, or does not leave."""
    findings = inspect(LETTER)

    assert [(f.code, f.words) for f in findings] == [("P018", "Good afternoon")]
    assert "Helvetica is not in the file" in findings[0].what


def _letter() -> bytes:
    """Make a PDF that names one of the fonts that every viewer is expected to have."""
    content = b"BT /F 12 Tf 100 700 Td (Good afternoon) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"".join(b"%d 0 obj%sendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R/Size 6>>"


LETTER = _letter()
