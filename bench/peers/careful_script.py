"""What a careful script of a SIG does today, in as few requests as it can: for each line `{"hub": URL, "images": [...]}`
how every image is, with its newest attempt by arch and the files of its newest good build."""

import json
import sys
import time
import xmlrpc.client

COMPLETE = 1
NIGHTS = 12


def board(hub, images):
    hub.getAPIVersion()
    builds = ask(hub, [("listBuilds", [named(packageID=name, queryOpts=NEWEST)]) for name in images])
    newest = [found[0] if found else None for found in builds]
    good = [next((build for build in found if build["state"] == COMPLETE), None) for found in builds]
    task_ids = [build["task_id"] for build in newest if build and build["task_id"]]
    tasks = ask(hub, [("getTaskInfo", [task_id, True]) for task_id in task_ids])
    children = ask(hub, [("getTaskChildren", [task_id]) for task_id in task_ids])
    files = ask(hub, [("listArchives", [named(buildID=build["build_id"], type="image")]) for build in good if build])
    tried = {task["id"]: (task, own) for task, own in zip(tasks, children)}
    by_build = {own[0]["build_id"]: own for own in files if own}
    return [
        {
            "name": name,
            "state": latest and latest["state"],
            "arches": {child["arch"]: child["state"] for child in children_of(tried, latest)},
            "request": request_of(tried, latest),
            "lastGood": best and best["nvr"],
            "files": [
                [file["filename"], file["size"], file["checksum"]]
                for file in (by_build.get(best["build_id"], []) if best else [])
            ],
        }
        for name, latest, best in zip(images, newest, good)
    ]


def children_of(tried, build):
    return tried[build["task_id"]][1] if build and build["task_id"] else []


def request_of(tried, build):
    return tried[build["task_id"]][0]["request"] if build and build["task_id"] else None


NEWEST = {"order": "-build_id", "limit": NIGHTS}


def ask(hub, calls):
    answers = hub.multiCall([{"methodName": name, "params": params} for name, params in calls])
    for answer in answers:
        if isinstance(answer, dict):
            raise xmlrpc.client.Fault(answer["faultCode"], answer["faultString"])
    return [answer[0] for answer in answers]


def named(**args):
    return {**args, "__starstar": True}


def main():
    print(json.dumps({"python": sys.version.split()[0]}), flush=True)
    hubs = {}
    for line in sys.stdin:
        job = json.loads(line)
        url = job["hub"]
        hub = hubs.setdefault(url, xmlrpc.client.ServerProxy(url, allow_none=True))
        began = time.perf_counter()
        images = board(hub, job["images"])
        print(json.dumps({"ms": (time.perf_counter() - began) * 1000, "images": images}), flush=True)


main()
