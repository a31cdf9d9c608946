"""Arguments of the commands: what is wrong with them is one plain sentence, without a block of usage."""

from __future__ import annotations

import argparse
from typing import NoReturn


class Arguments(argparse.ArgumentParser):
    """Like its parent, but an unusable argument ends the command with status 2 and one sentence."""

    def error(self, message: str) -> NoReturn:
        """One plain sentence on standard error."""
        self.exit(2, f"{self.prog}: {message}\n")
