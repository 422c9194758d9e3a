"""`tween-python`: as much of Python's command line as this program and the libraries it draws with ask for.

    tween-python -m MODULE ARGUMENTS
    tween-python -c CODE ARGUMENTS
    tween-python FILE ARGUMENTS

Options that change how Python itself behaves are taken and change nothing.
"""

import runpy
import sys

TAKEN = "bBdEiIOPqsSuvx"
"""One-letter options of Python without a value; -W and -X have one."""


def parse(words: list[str]) -> tuple[str, str, list[str]]:
    """("-m" | "-c" | "file" | "", what to run, its arguments)."""
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word in ("-m", "-c") and rest:
            return word, rest[0], rest[1:]
        if word[:2] in ("-W", "-X"):
            if len(word) == 2 and rest:
                rest.pop(0)
        elif not word.startswith("-"):
            return "file", word, rest
        elif not all(letter in TAKEN for letter in word[1:]):
            break
    return "", "", []


def main() -> None:
    kind, what, arguments = parse(sys.argv[1:])
    sys.argv[:] = [what if kind == "file" else "-c" if kind == "-c" else "-m", *arguments]
    if kind == "-m":
        runpy.run_module(what, run_name="__main__", alter_sys=True)
    elif kind == "-c":
        exec(compile(what, "<string>", "exec"), {"__name__": "__main__", "__builtins__": __builtins__})
    elif kind == "file":
        runpy.run_path(what, run_name="__main__")
    else:
        sys.exit("usage: tween-python (-m MODULE | -c CODE | FILE) [ARGUMENTS]")


if __name__ == "__main__":
    main()
