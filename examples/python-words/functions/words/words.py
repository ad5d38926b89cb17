"""Counts the words of a text.

The payload is a JSON object with a text; the result says how many words it has, how many different ones, and which
come most often. The first of the task's arguments says how many of those to name; it is 3 if there is none.
"""

import collections
import json
import re

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def count(event, context):
    text = event["text"] if isinstance(event, dict) else event
    if not isinstance(text, str):
        raise TypeError("The payload must be a JSON object with a text, not " + json.dumps(event))
    words = [word.lower() for word in WORD.findall(text)]
    print("counted", len(words), "words")
    often = sorted(collections.Counter(words).items(), key=lambda item: (-item[1], item[0]))
    return {
        "words": len(words),
        "distinct": len(often),
        "often": [{"word": word, "times": times} for word, times in often[: how_many(context)]],
    }


def how_many(context):
    custom = (context.client_context or {}).get("custom", {})
    arguments = json.loads(custom.get("arguments", "[]"))
    return int(arguments[0]) if arguments else 3
