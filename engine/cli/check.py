"""`tween check`: the list of what is not drawn on this machine, switched on or off, tried on words."""

from __future__ import annotations

from argparse import Namespace

from engine.cli.text import print_json


def check(args: Namespace) -> None:
    from engine.tools.checks import Refused, found_in, is_on, switch, words, words_path

    if args.on is not None:
        switch(args.on)
    entries = words()
    word = found_in(args.text, entries) if args.text else ""
    on, path = is_on(), words_path()
    if args.json:
        print_json({"on": on, "list": str(path), "entries": len(entries), "found": word})
    else:
        state = "on: prompts with a word of the list are refused" if on else "off: nothing is refused"
        print(f"The check is {state}\n{len(entries)} words and phrases in {path}")
    if word:
        raise Refused(f"“{args.text}” holds “{word}”, which is on the list.")
