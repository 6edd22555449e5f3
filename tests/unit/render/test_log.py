from communique.render.log import LOGGER, collected

NO_GLYPH = '.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)'
NO_ROOM = 'Too many glyphs missing from "%s", expect text selection problems'


def test_a_full_font_is_not_told_of_beside_the_characters_that_it_lacks():
    """… a press officer reads of each missing character once, and nothing of the font's inside."""
    with collected() as faults:
        LOGGER.warning(NO_GLYPH, "ह", 0x939)
        LOGGER.warning(NO_ROOM, "Noto Sans CJK SC")

    assert [fault.code for fault in faults] == ["R004"]
