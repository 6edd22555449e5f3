"""Selectors and the cascade: alike elements share a style, in whatever language they are.

WeasyPrint lets elements share a computed style that have the same parents' and are matched by the same
selectors, unless they have an attribute that is a style too, as `lang` is: of a bilingual page hardly
any two. Here what such an attribute says is compared, pseudo-elements share theirs, and the selectors
of all stylesheets are asked in one go.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from weasyprint.css import StyleFor, declaration_precedence, find_style_attributes
from weasyprint.css.validation import preprocess_declarations

if TYPE_CHECKING:
    from collections.abc import Iterator

STYLING = ("style", "lang", "id", "name", "width", "height")  # attributes that WeasyPrint takes for styles
VIEWPORT = ("html", "body")  # elements whose `overflow` is the page's (CSS Overflow 3, 3.3)
NEVER_SHARED = ("note-call",)  # WeasyPrint writes into its style where it leads
MOST_STYLES = 6000  # kept: a bulletin in two languages has 600, one in seven 2,500
MOST_SETS = 8  # of stylesheets whose selectors are kept: as many as the press keeps warm

Sheets = tuple[tuple[Any, str, Any], ...]  # each with its origin and a specificity of its own
# What a property says, and how much it weighs (CSS Cascade 5, 6): as WeasyPrint keeps them.
Weighed = tuple[Any, tuple[int, float, tuple[int, int, int]]]
Declared = list[tuple[str, Weighed]]
Cascaded = dict[str, Weighed]


@contextmanager
def shared_styles() -> Iterator[None]:
    """Let alike elements share a style meanwhile."""
    theirs = StyleFor.__init__

    def fill(self: Any, html: Any, sheets: list[Any], hints: bool, *given: Any) -> None:
        if hints:  # attributes of old, such as `bgcolor`, are styles too
            theirs(self, html, sheets, hints, *given)
            return
        font_config, targets = given
        stock = _stock(tuple(sheets), font_config, html.base_url)
        stock.begin()
        self._cascaded_styles, self._computed_styles = {}, {}
        self.initial_page_sizes = stock.page_sizes
        self._sheets, self.font_config = sheets, font_config
        _Filler(self, html, targets, stock).fill()
        self._cascaded_styles.clear()  # the pages' own styles are cascaded in it later

    StyleFor.__init__ = fill
    try:
        yield
    finally:
        StyleFor.__init__ = theirs


class _Rule:
    """What a selector says of what it matches; it is hashed by its identity."""

    def __init__(self, rank: tuple[Any, ...], pseudo: str | None, declared: Declared) -> None:
        self.rank = rank  # by which the rules that match an element come one after the other
        self.pseudo = pseudo
        self.declared = declared


class _Selectors:
    """The selectors of several stylesheets, by what an element must have for them to match."""

    def __init__(self, sheets: Sheets) -> None:
        self.ids: dict[str, list[Any]] = defaultdict(list)
        self.classes: dict[str, list[Any]] = defaultdict(list)
        self.names: dict[str, list[Any]] = defaultdict(list)
        self.namespaces: dict[str, list[Any]] = defaultdict(list)
        self.of_lang: list[Any] = []
        self.others: list[Any] = []
        for number, (sheet, origin, specificity) in enumerate(sheets):
            self._add(number, sheet, origin, specificity)

    def _add(self, number: int, sheet: Any, origin: str, given: Any) -> None:
        matcher = sheet.matcher

        def ruled(entries: list[Any]) -> list[Any]:
            return [(test, _rule(number, sheet, origin, given, entry)) for test, *entry in entries]

        for theirs, ours in (
            (matcher.id_selectors, self.ids),
            (matcher.class_selectors, self.classes),
            (matcher.lower_local_name_selectors, self.names),
            (matcher.namespace_selectors, self.namespaces),
        ):
            for key, entries in theirs.items():
                ours[key] += ruled(entries)
        self.of_lang += ruled(matcher.lang_attr_selectors)
        self.others += ruled(matcher.other_selectors)

    def match(self, element: Any) -> list[_Rule]:
        """Return the rules that hold for `element` and its pseudo-elements, each after those it overrides."""
        asked = [self.others]
        if element.id in self.ids:
            asked.append(self.ids[element.id])
        asked += [self.classes[name] for name in element.classes if name in self.classes]
        name = element.local_name.lower()
        if name in self.names:
            asked.append(self.names[name])
        if element.namespace_url in self.namespaces:
            asked.append(self.namespaces[element.namespace_url])
        if "lang" in element.etree_element.attrib:
            asked.append(self.of_lang)
        found = [rule for entries in asked for test, rule in entries if test(element)]
        found.sort(key=_rank)
        return found


def _rank(rule: _Rule) -> tuple[Any, ...]:
    return rule.rank


def _rule(number: int, sheet: Any, origin: str, given: Any, entry: list[Any]) -> _Rule:
    specificity, order, pseudo, (declarations, layer) = entry
    place = inf if layer is None else sheet.layers.index(layer)
    weighed = [
        (name, (values, (declaration_precedence(origin, important), place, given or specificity)))
        for name, values, important in declarations
    ]
    return _Rule((number, specificity, order), pseudo, weighed)


class _Stock:
    """The styles that were computed for some stylesheets, from one document to the next."""

    def __init__(self, sheets: Sheets) -> None:
        self.selectors = _Selectors(sheets)
        self.page_sizes = _PageSizes()
        self.styles: dict[Any, Any] = {}
        self.attributes: dict[Any, Declared] = {}

    def begin(self) -> None:
        """Make ready for another document."""
        if self.page_sizes.were_asked or len(self.styles) > MOST_STYLES:
            self.styles.clear()
            self.attributes.clear()
        self.page_sizes.begin()


class _PageSizes(dict[str, Any]):
    """The size of a document's first page, which some units stand for: styles with such are not kept."""

    def __init__(self) -> None:
        super().__init__()
        self.begin()

    def begin(self) -> None:
        """Forget the size: no page is there yet."""
        self.update(box=None, area=None)
        self.were_asked = False

    def __getitem__(self, key: str) -> Any:
        """Return what `key` was set to, and remember that it was asked for."""
        self.were_asked = True
        return super().__getitem__(key)


@lru_cache(maxsize=MOST_SETS)
def _stock(sheets: Sheets, _font_config: Any, _base_url: str) -> _Stock:
    return _Stock(sheets)


def forget_styles() -> None:
    """Forget all styles: where one is at fault, WeasyPrint says so only when it is computed."""
    _stock.cache_clear()


class _Filler:
    """Gives each element of one document its style, and each pseudo-element that a rule speaks of."""

    def __init__(self, style_for: Any, html: Any, targets: Any, stock: _Stock) -> None:
        self.style_for = style_for
        self.html = html
        self.targets = targets
        self.stock = stock
        self.met: set[int] = set()  # styles that this document has

    def fill(self) -> None:
        pseudo_elements: list[tuple[Element, str, list[_Rule]]] = []
        for wrapper in self.html.wrapper_element.iter_subtree():
            element = wrapper.etree_element
            parent = wrapper.parent.etree_element if wrapper.parent else None
            own: list[_Rule] = []
            of_pseudo: dict[str, list[_Rule]] = {}
            for rule in self.stock.selectors.match(wrapper):
                (of_pseudo.setdefault(rule.pseudo, []) if rule.pseudo else own).append(rule)
            self._give(element, None, parent, self._of_attributes(element), own)
            pseudo_elements += [(element, pseudo, rules) for pseudo, rules in of_pseudo.items()]
        for element, pseudo, rules in pseudo_elements:
            self._give(element, pseudo, element, (), rules)

    def _of_attributes(self, element: Element) -> tuple[Declared, ...]:
        """Return what the attributes of `element` say: the very same of the same attributes."""
        said = tuple(map(element.get, STYLING))
        if not any(said):
            return ()
        key, attributes = (element.tag, said), self.stock.attributes
        if key not in attributes:
            alone, base_url = Element(element.tag, element.attrib), self.html.base_url
            attributes[key] = [
                (name, (values, (declaration_precedence("author", important), inf, specificity)))
                for specificity, _, declarations, _ in find_style_attributes(alone, base_url=base_url)
                for name, values, important in preprocess_declarations(base_url, declarations)
            ]
        return (attributes[key],)

    def _give(
        self,
        element: Element,
        pseudo: str | None,
        parent: Element | None,
        attributes: tuple[Declared, ...],
        rules: list[_Rule],
    ) -> None:
        """Give `element`, or its `pseudo` element, the style of one just like it, or a new one."""
        computed, styles = self.style_for.get_computed_styles(), self.stock.styles
        above = None if parent is None else id(computed[parent, None])
        key = (above, pseudo, tuple(map(id, attributes)), tuple(rules))
        if pseudo in NEVER_SHARED or key not in styles:
            declared = [*attributes, *(rule.declared for rule in rules)]
            self.style_for.get_cascaded_styles()[element, pseudo] = _cascade(declared)
            self._compute(element, pseudo, parent)
            styles[key] = computed[element, pseudo]
        computed[element, pseudo] = style = styles[key]
        if id(style) not in self.met:
            self.met.add(id(style))
            self._meet(element, style)

    def _compute(self, element: Element, pseudo: str | None, parent: Element | None) -> None:
        self.style_for.set_computed_styles(
            element,
            parent,
            root=self.html.etree_element,
            pseudo_type=pseudo,
            base_url=self.html.base_url,
        )

    def _meet(self, element: Element, style: Any) -> None:
        """Do what WeasyPrint does with a new style: another document may have had this one before."""
        if element.tag in VIEWPORT:
            style.pop("overflow", None)  # laid out, they have none: the page has it
        if style["anchor"]:
            self.targets.collect_anchor(style["anchor"])


def _cascade(declared: list[Declared]) -> Cascaded:
    """Return what is left of what is `declared`: of each property what weighs most, or else comes last."""
    style: Cascaded = {}
    for name, weighed in (one for declarations in declared for one in declarations):
        if name not in style or style[name][1] <= weighed[1]:
            style[name] = weighed
    return style
