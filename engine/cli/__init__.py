"""`tween`: the engine from the command line. Never imports Qt; torch only while generating.

Exit status: 0 done, 1 refused or failed (one sentence on stderr), 2 a command line that makes no sense.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from engine.cli.parser import build_parser
from engine.cli.text import plain
from engine.errors import TweenError
from engine.interpreter import lacking


def main(argv: Sequence[str] | None = None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a file name may hold bytes that no encoding has
            stream.reconfigure(errors="backslashreplace")
    args = build_parser().parse_args(argv)
    try:
        args.run(args)
        sys.stdout.flush()
    except TweenError as error:
        return _refuse(str(error))
    except ModuleNotFoundError as error:
        if not (sentence := lacking(error)):
            raise
        return _refuse(sentence)
    except KeyboardInterrupt:
        return _refuse("Stopped.")
    except MemoryError:
        return _refuse("The machine ran out of memory; try a shorter range or a smaller film.")
    except BrokenPipeError:
        # The reader of a pipe (`tween show | head`) has seen enough; keep Python from flushing into it again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


def _refuse(sentence: str) -> int:
    print(plain(" ".join(sentence.split())), file=sys.stderr)
    return 1
