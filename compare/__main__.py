"""``python -m compare`` is the same as ``policy-compare``."""

import sys

from compare.cli import main

sys.exit(main())
