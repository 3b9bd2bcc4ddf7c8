"""A stylesheet that works out the looks of the parts of a widget once.

A widget names the parts that it paints itself, as its cursor or a heading, by component classes;
the pane in which claims are read has sixteen. Textual matches each of them with all rules anew,
whenever the focus comes or goes and whenever a form is opened. What such a part looks like follows
from the widgets around it, so it is remembered by these.
"""

from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

_Known = dict[tuple[object, ...], RulesMap]


class RememberingStylesheet(Stylesheet):
    """Rules that are matched once for each part of each kind of widget in each state."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._known: _Known = {}
        self._known_of: dict[str, list[RuleSet]] | None = None

    def apply(
        self,
        node: DOMNode,
        *,
        animate: bool = False,
        cache: dict[tuple[object, ...], RulesMap] | None = None,
    ) -> None:
        """Give a node its looks."""
        if type(node) is not DOMNode:
            super().apply(node, animate=animate, cache=cache)
            return
        rules_map = self.rules_map
        if rules_map is not self._known_of:
            # Other rules are in force: another theme, or a screen that has brought some.
            self._known, self._known_of = self._known_at_first(), rules_map
        key = tuple(map(_state, node.css_path_nodes))
        rules = self._known.get(key)
        if rules is not None:
            self.replace_rules(node, rules)
            return
        super().apply(node, animate=animate)
        if not (node._has_focus_within or node._has_order_style or node._has_odd_or_even):
            self._known[key] = node.styles.base.get_rules()

    def _known_at_first(self) -> _Known:
        """What is known of rules that were not in force before."""
        return {}


def _state(node: DOMNode) -> tuple[object, ...]:
    """All that the rules for a part may ask of a node around it."""
    return (type(node), node.id, node.classes, node._pseudo_classes_cache_key)
