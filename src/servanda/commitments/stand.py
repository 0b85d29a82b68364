"""Which promises stand, and how."""

from servanda.commitments.fixpoints import Model, model_of
from servanda.commitments.gates import Network
from servanda.commitments.network import build
from servanda.commitments.register import Register, View
from servanda.records.commitment import Label


def stand(register: Register, view: View) -> dict[str, Label]:
    """The label of every commitment, by name, in the order of the names.

    `credible` stands without relying on anybody's return promise; `handshake` only while a circle of promises is
    kept; `open` only if named unknowns turn true; `void` not at all in this view.

    Raises:
        InputError: a condition names something that is not in the register, or states not exactly one thing.
    """
    net = build(register, view)
    return labels_of(net, model_of(net))


def labels_of(net: Network, model: Model) -> dict[str, Label]:
    """Labels of the commitments of a solved network."""
    return {name: label_of(model, node) for node, name in enumerate(net.names)}


def label_of(model: Model, node: int) -> Label:
    """Label of one commitment."""
    if model.credible[node]:
        return "credible"
    if model.standing[node]:
        return "handshake"
    return "open" if model.possible[node] else "void"
