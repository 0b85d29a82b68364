"""The model of a network: fixed points, and undecided facts that cut both ways tried out."""

from collections.abc import Iterable

from servanda.commitments.gates import Network
from servanda.commitments.outcomes import decide
from servanda.commitments.propagation import Model, alternate, at_best, greatest, least, sure
from servanda.logic import Truth

__all__ = ["Model", "at_best", "greatest", "least", "model_of", "solve", "sure"]

_NOBODY: frozenset[int] = frozenset()


def model_of(net: Network) -> Model:
    """The model of a network as it is: worked out once and kept with the network."""
    found = net.kept.get("model")
    if not isinstance(found, Model):
        found = net.kept["model"] = solve(net)
    return found


def solve(net: Network, true: Iterable[str] = (), gone: frozenset[int] = _NOBODY, false: Iterable[str] = ()) -> Model:
    """The model of a network.

    Args:
        net: The network.
        true: Facts to take as true, by name.
        gone: Commitments to take as gone, by node; facts about them can no longer hold or come.
        false: Facts to take as false, by name.
    """
    state = {**net.state, **dict.fromkeys(true, Truth.TRUE), **dict.fromkeys(false, Truth.FALSE)}
    lost = (name for node in gone for name in net.about.get(node, ()))
    model = alternate(net, {**state, **dict.fromkeys(lost, Truth.FALSE)}, gone)
    decide(net, model, state, gone)
    return model
