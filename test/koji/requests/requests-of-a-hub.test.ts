import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readTaskRequest } from "../../../koji/requests/task-request.ts";
import { isList, isStruct, member, textOf } from "../../../koji/requests/value-shape.ts";
import type { XmlRpcStruct, XmlRpcValue } from "../../../koji/xmlrpc/value.ts";
import { imageMethodOfChild, imageMethodOfTask } from "../../../model/image-method.ts";

/** Answers of a real hub. */
const CAPTURES = new URL("../../../../shared/koji/wire-decoded/", import.meta.url);

function answer(name: string): XmlRpcValue {
  const capture: { response: { value: XmlRpcValue } } = JSON.parse(
    readFileSync(new URL(`${name}.json`, CAPTURES), "utf8"),
  );
  return capture.response.value;
}

/** Every task row with a request, however deep it stands in an answer. */
function tasksIn(value: XmlRpcValue): readonly XmlRpcStruct[] {
  if (isList(value)) return value.flatMap(tasksIn);
  if (!isStruct(value)) return [];
  if (isList(member(value, "request")) && textOf(member(value, "method")) !== null) return [value];
  return Object.values(value).flatMap(tasksIn);
}

const requestOf = (name: string) => answer(`getTaskRequest-${name}`);

describe.skipIf(!existsSync(CAPTURES))("requests of a real hub (skipped without ../shared/koji)", () => {
  test("livemedia", () => {
    expect(readTaskRequest("livemedia", requestOf("livemedia")).image).toEqual({
      name: "Fedora-Workstation-Live",
      version: "Rawhide",
      release: "20261122.n.0",
      arches: ["x86_64", "aarch64", "ppc64le"],
      optionalArches: ["aarch64", "ppc64le"],
      target: "f45-compose",
      scratch: false,
      source: {
        kind: "kickstart",
        path: "fedora-live-workstation.ks",
        repository: "https://pagure.io/fedora-kickstarts.git",
        ref: "main",
      },
    });
  });

  test("image", () => {
    const { named, image } = readTaskRequest("image", requestOf("image"));
    expect(named["inst_tree"]).toMatch(/\$arch\/os$/);
    expect(image).toMatchObject({
      name: "Fedora-Cloud-Base-Vagrant",
      source: { path: "fedora-cloud-base-vagrant.ks" },
    });
  });

  test("kiwi", () => {
    expect(readTaskRequest("kiwiBuild", requestOf("kiwi")).image).toMatchObject({
      name: null,
      version: "Rawhide",
      optionalArches: ["ppc64le", "s390x"],
      source: {
        kind: "kiwi",
        descriptionUrl: "git+https://pagure.io/fedora-kiwi-descriptions.git?#origin/rawhide",
        descriptionPath: "teams/cloud/cloud.xml",
        profile: "Cloud-Base-Generic",
      },
    });
  });

  test("indirection", () => {
    expect(readTaskRequest("indirectionimage", requestOf("indirection")).image).toEqual({
      name: "Fedora-Layered-Test",
      version: "45",
      release: "1",
      arches: ["x86_64"],
      optionalArches: [],
      target: "f45-compose",
      scratch: true,
      source: null,
    });
  });

  test.each([
    "getTaskInfo-request",
    "getTaskInfo-list-request",
    "getTaskChildren-request",
    "getTaskDescendents-request",
    "listTasks-closed-decode",
    "listTasks-failed-decode",
    "listTasks-open-decode",
  ])("%s: every argument of every task has a name, and every image its words", (name) => {
    const tasks = tasksIn(answer(name));
    expect(tasks.length).toBeGreaterThan(0);
    for (const task of tasks) {
      const method = textOf(member(task, "method")) ?? "";
      const request = member(task, "request");
      const { named, image } = readTaskRequest(method, request);
      const given = isList(request) ? request.length : 0;
      expect(Object.keys(named)).not.toEqual(["args"]);
      // Nothing in these requests is secret, so that nothing may be changed.
      expect(Object.values(named).slice(0, given)).toEqual(request);
      if (imageMethodOfTask(method) === null && imageMethodOfChild(method) === null) continue;
      expect(image?.target).toBe("f45-compose");
      expect(image?.arches).not.toEqual([]);
      expect(image?.source).not.toBeNull();
      // kiwiBuild alone does not say what it makes.
      expect(image?.name === null).toBe(method === "kiwiBuild");
    }
  });
});
