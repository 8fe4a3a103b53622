"""What the build does beyond copying the package: compile the translations and take the resources along.

An installation for developers (`pip install -e`) reads the resources where they lie, so nothing is copied there.
"""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WordsHook(BuildHookInterface[BuilderConfig]):
    """Compiles the translations into every wheel; git does not keep them."""

    # No @override: a build knows hatchling and Babel alone, and Python 3.11 has it not.
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # type: ignore[explicit-override]
        """Called by hatchling before it collects the files.

        Args:
            version: `standard` for a wheel, `editable` for an installation for developers.
            build_data: what the build will do; changed in place.
        """
        if self.target_name != "wheel":
            return
        runpy.run_path(str(Path(self.root) / "packaging" / "compile_words.py"))["compile_all"]()
        if version == "standard":
            build_data["force_include"]["resources"] = "recall_studio/_resources"
