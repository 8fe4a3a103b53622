"""The scripts in `packaging/` import each other by name, as scripts do; so do their tests."""

import sys
from pathlib import Path

# Behind everything else: some of the scripts have names that others have too.
sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))
