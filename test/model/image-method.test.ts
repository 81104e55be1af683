import { expect, test } from "vitest";
import {
  CHILD_METHODS,
  IMAGE_METHODS,
  imageMethodOfChild,
  imageMethodOfTask,
  isImageMethod,
  PARENT_METHODS,
} from "../../model/image-method.ts";

test("every top-level image task has its method, and only those", () => {
  expect(PARENT_METHODS.map((task) => [task, imageMethodOfTask(task)])).toEqual([
    ["livecd", "LIVECD"],
    ["appliance", "APPLIANCE"],
    ["livemedia", "LIVEMEDIA"],
    ["image", "IMAGE"],
    ["indirectionimage", "INDIRECTION"],
    ["kiwiBuild", "KIWI"],
    ["osbuildImage", "OSBUILD"],
    ["imageBuilderBuild", "IMAGE_BUILDER"],
    ["dudBuild", "DUD"],
  ]);
  expect(["createImage", "build", "toString", "", "LIVECD"].map(imageMethodOfTask)).toEqual(Array(5).fill(null));
});

test("every image task of one arch has its method, and only those", () => {
  expect(CHILD_METHODS.map((task) => [task, imageMethodOfChild(task)])).toEqual([
    ["createLiveCD", "LIVECD"],
    ["createAppliance", "APPLIANCE"],
    ["createLiveMedia", "LIVEMEDIA"],
    ["createImage", "IMAGE"],
    ["createKiwiImage", "KIWI"],
    ["imageBuilderBuildArch", "IMAGE_BUILDER"],
    ["createDudIso", "DUD"],
  ]);
  expect(["livemedia", "osbuildImage", "__proto__", ""].map(imageMethodOfChild)).toEqual(Array(4).fill(null));
});

test("a word is an image method only when the table has it", () => {
  expect(isImageMethod("KIWI")).toBe(true);
  expect(["kiwi", "constructor", ""].some(isImageMethod)).toBe(false);
  expect(IMAGE_METHODS.OSBUILD.scratch).toBe(false);
});
