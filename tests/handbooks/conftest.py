"""Make the readers of pages and commands importable by name beside these tests."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
