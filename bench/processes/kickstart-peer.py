"""pykickstart, timed: answers each line of JSON by one. Its first line has its version, null where it is not installed."""

import json
import os
import sys
import time
import warnings

try:
    from pykickstart import __version__ as version
    from pykickstart.errors import KickstartError
    from pykickstart.parser import KickstartParser
    from pykickstart.version import makeVersion
except ImportError:
    version = None


def read(path, release):
    parser = KickstartParser(makeVersion(release))
    parser.readKickstart(path)
    return parser.handler


def packages(path, release):
    """The packages of a file; null where it is refused."""
    try:
        return read(path, release).packages.packageList
    except (KickstartError, ValueError):
        return None


def timed(paths, release, flatten):
    start = time.perf_counter()
    for path in paths:
        handler = read(path, release)
        if flatten:
            str(handler)
    return (time.perf_counter() - start) * 1000


def answer(question):
    os.chdir(question["folder"])
    if question["what"] == "packages":
        return [packages(path, question["release"]) for path in question["paths"]]
    return timed(question["paths"], question["release"], question["what"] == "flatten")


warnings.simplefilter("ignore")
print(json.dumps({"version": version}), flush=True)
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
