"""FollowTheMoney entities held against the package that defines them."""

from __future__ import annotations

from typing import Any

import pytest


def validate(entities: dict[str, dict[str, Any]]) -> None:
    """Valid for the package: schemata, required properties, values, and what entities point at.

    Raises:
        followthemoney.exc.InvalidData: they are not.
    """
    pytest.importorskip("followthemoney", reason="followthemoney is not installed; its parts need a compiler here")
    from followthemoney import model  # noqa: PLC0415 - see above

    for entity in entities.values():
        schema = model.get(entity["schema"])
        assert schema is not None
        assert not schema.abstract
        schema.validate(entity)
        assert set(schema.required) <= entity["properties"].keys()
        assert entity["properties"].keys() <= schema.properties.keys()
        proxy = model.get_proxy(entity, cleaned=False)
        assert proxy.id == entity["id"]
        for name, values in entity["properties"].items():
            kind = schema.properties[name]
            if kind.type.name == "entity":
                assert kind.range is not None
                assert all(model.get(entities[value]["schema"]).is_a(kind.range) for value in values)
            # nothing that is written is dropped when it is loaded
            assert len(proxy.get(name)) == len(values), (name, values)
