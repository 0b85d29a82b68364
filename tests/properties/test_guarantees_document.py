"""A register that goes out as a document and comes back stands as before."""

import msgspec
from hypothesis import given, settings

from properties.test_commitments_labels import AS_OF, WITH_UNLESS, registers
from servanda.adapters.guarantees import open_text
from servanda.commitments import Register, View, stand


@given(registers(WITH_UNLESS))
@settings(max_examples=100, deadline=None)
def test_labels_of_a_register_are_those_of_its_document(register: Register) -> None:
    document = {"as_of": AS_OF, "commitments": register.commitments, "events": register.events}
    opened = open_text(msgspec.json.encode(document), "-")
    assert opened.rejections == []
    assert opened.as_of == AS_OF
    assert stand(opened.register, View(as_of=AS_OF)) == stand(register, View(as_of=AS_OF))
