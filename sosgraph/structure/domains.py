"""Failure domains: what others stand on, and nobody here can make better."""

from sosgraph.model.component import Component

DOMAINS = frozenset({"zone", "region", "provider"})
"""The kinds of component that are one. A host or a rack is not: its owner may buy a better one."""


def is_given(component: Component) -> bool:
    """Tell whether its number is not for those to choose who describe it: a vendor's, or that of a failure domain."""
    return component.external or component.kind in DOMAINS
