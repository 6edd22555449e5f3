"""Pango's layouts: what a style asks is told once, and a text that was shaped stays so until it is drawn.

WeasyPrint makes a context, a description of the font and lists of attributes for each line that it
tries, and drops the line that it settles on, to shape it again when it is drawn.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from weasyprint.css import Style
from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description
from weasyprint.text.line_break import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator

FEATURES = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)
TO_THE_END = 2**32 - 1  # of any text (Pango: PANGO_ATTR_INDEX_TO_TEXT_END)


class _Setting:
    """What Pango is told of a style: the same for all texts in it."""

    def __init__(self, style: Any) -> None:
        self.context = ffi.gc(
            pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref
        )
        pango.pango_context_set_round_glyph_positions(self.context, False)
        pango.pango_context_set_base_dir(self.context, PANGO_DIRECTION[style["direction"]])
        self.language = self._language(style)
        self.font = get_font_description(style)
        self.attributes = self._attributes(style)

    def _language(self, style: Any) -> Any:
        system = style["font_language_override"]
        tag = style["lang"] if system == "normal" else LST_TO_ISO.get(system.lower(), system)
        if not tag:
            return pango.pango_language_get_default()
        pointer, _bytes = unicode_to_char_p(tag)
        language = pango.pango_language_from_string(pointer)
        pango.pango_context_set_language(self.context, language)
        return language

    @staticmethod
    def _attributes(style: Any) -> Any:
        """Return the attributes of a whole text: the font's features, and no hyphens by Pango."""
        features = font_features(*map(style.__getitem__, FEATURES))
        breaks_words = style["overflow_wrap"] in ("anywhere", "break-word")
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        if features:
            written = ",".join(f"{key} {value}" for key, value in features.items())
            pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(written.encode()))
        if breaks_words:
            hyphens = pango.pango_attr_insert_hyphens_new(False)
            hyphens.start_index, hyphens.end_index = 0, TO_THE_END
            pango.pango_attr_list_insert(attributes, hyphens)
        return attributes if features or breaks_words else None


def _setting(style: Any) -> _Setting | None:
    """Return the setting of `style`, or None where it asks for more than one can tell of all texts."""
    if not isinstance(style, Style):  # a text in an SVG
        return None
    if not hasattr(style, "setting"):
        spaced = style["word_spacing"] or style["letter_spacing"] not in ("normal", 0)
        is_plain = not spaced and style["text_decoration_line"] == "none"
        style.setting = _Setting(style) if is_plain else None
    setting: _Setting | None = style.setting
    return setting


@contextmanager
def kept_layouts() -> Iterator[None]:
    """Let layouts of one style share what it asks, and keep the text's shape, meanwhile."""
    theirs = {name: getattr(Layout, name) for name in OURS}
    for name, ours in OURS.items():
        setattr(Layout, name, ours)
    try:
        yield
    finally:
        for name, method in theirs.items():
            setattr(Layout, name, method)


_setup, _set_text, _reactivate = Layout.setup, Layout.set_text, Layout.reactivate


def _quick_setup(self: Any, style: Any) -> None:
    setting = _setting(style)
    self.setting = setting
    if setting is None:
        _setup(self, style)
        return
    self.style, self.language, self.first_line_direction = style, setting.language, 0
    self.ascent = self.underline_position = self.strikethrough_position = None
    self.layout = ffi.gc(pango.pango_layout_new(setting.context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(self.layout, False)
    pango.pango_layout_set_font_description(self.layout, setting.font)
    if setting.attributes:
        pango.pango_layout_set_attributes(self.layout, setting.attributes)


def _quick_set_text(self: Any, text: str, justify: bool = False) -> None:
    if self.setting is None:
        _set_text(self, text, justify)
        return
    end = text.find("\n")
    self.text = text if end < 0 else text[: end + 2]  # of what follows it is enough that there is more
    pointer, _bytes = unicode_to_char_p(self.text)
    pango.pango_layout_set_text(self.layout, pointer, -1)
    if "\t" in text:
        self.set_tabs()


def _keep(self: Any) -> None:
    """Keep the layout, which is to be drawn, if it was not."""
    if self.setting is None or self.__dict__.pop("is_drawn", False):
        del self.layout, self.language, self.style


def _reuse(self: Any, style: Any) -> None:
    """Take the layout up again, or make a new one where it has more than a line, or spaces to widen."""
    is_kept = self.setting is not None and getattr(self, "style", None) is style
    if not is_kept or self.justification_spacing or _has_more_lines(self.layout):
        self.setting = None
        _setup(self, style)
        _set_text(self, self.text, justify=True)
    self.is_drawn = True


def _has_more_lines(layout: Any) -> bool:
    return bool(pango.pango_layout_get_line_readonly(layout, 1) != ffi.NULL)


OURS = {"setup": _quick_setup, "set_text": _quick_set_text, "deactivate": _keep, "reactivate": _reuse}
