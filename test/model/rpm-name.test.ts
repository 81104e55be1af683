import { expect, test } from "vitest";
import { rpmNamesOf } from "../../model/rpm-name.ts";

test.each(["", "bash", "python3-requests", "-1-1", "bash--1", "bash-1-"])(
  "%j can be no rpm's name with a version",
  (text) => {
    expect(rpmNamesOf(text)).toEqual([]);
  },
);

test.each([
  ["bash-5.2-3", [["bash", "5.2", "3", null]]],
  [
    "bash-5.2-3.fc43",
    [
      ["bash", "5.2", "3.fc43", null],
      ["bash", "5.2", "3", "fc43"],
    ],
  ],
  [
    "python3-c++-tools-2.0~rc1-0.2.fc43.x86_64",
    [
      ["python3-c++-tools", "2.0~rc1", "0.2.fc43.x86_64", null],
      ["python3-c++-tools", "2.0~rc1", "0.2.fc43", "x86_64"],
    ],
  ],
])("%s can be read as %j", (text, expected) => {
  const found = rpmNamesOf(text).map(({ name, version, release, arch }) => [name, version, release, arch]);
  expect(found).toEqual(expected);
});
