import { describe, expect, test } from "vitest";
import { isLogName, tellingLog } from "../../model/failure-log.ts";
import { CHILD_METHODS } from "../../model/image-method.ts";

/** What every task in a mock chroot uploads. */
const CHROOT = ["build.log", "hw_info.log", "mock_output.log", "root.log", "state.log"];

const LIVE_MEDIA = [...CHROOT, "anaconda-packaging.log", "anaconda-program.log", "checkout.log", "livemedia-out.log"];
const OZ = ["checkout-s390x.log", "koji-main-build-7-base.ks", "oz-s390x.log", "tdl-s390x.xml"];
const KIWI = [...CHROOT, "Aurora.x86_64.kiwi", "checkout-x86_64.log", "image-root.x86_64.log"];
const OSBUILD = ["compose-request.json", "compose-status.json", "koji-init.log.json"];

const failed = (method: string, { code = 1000, message = "it failed" } = {}) => ({ method, fault: { code, message } });

describe("the log to read first", () => {
  test.each<[method: string, names: readonly string[], log: string | null]>([
    ["createLiveMedia", LIVE_MEDIA, "livemedia-out.log"],
    ["createLiveMedia", ["anaconda-program.log", "checkout.log", "root.log"], "anaconda-program.log"],
    ["createLiveMedia", [...CHROOT, "checkout.log"], "root.log"],
    ["createLiveMedia", ["checkout.log"], "checkout.log"],
    ["createLiveCD", [...CHROOT, "livecd.log", "manifest.log"], "livecd.log"],
    ["createAppliance", ["appliance.log", ...CHROOT], "appliance.log"],
    ["createImage", OZ, "oz-s390x.log"],
    ["createImage", ["checkout-s390x.log", "qemu-img-qcow2-s390x.log"], "qemu-img-qcow2-s390x.log"],
    ["createImage", ["checkout-s390x.log"], "checkout-s390x.log"],
    ["createKiwiImage", KIWI, "image-root.x86_64.log"],
    ["createKiwiImage", [...KIWI, "kiwi-result-bundle.x86_64.log"], "kiwi-result-bundle.x86_64.log"],
    ["createKiwiImage", ["checkout-x86_64.log"], "checkout-x86_64.log"],
    ["indirectionimage", ["oz-indirection.log"], "oz-indirection.log"],
    ["osbuildImage", [...OSBUILD, "x86_64-ec2.log.json", "x86_64-ec2.manifest.json"], "x86_64-ec2.log.json"],
    ["osbuildImage", [...OSBUILD, "aarch64-ec2.log.json", "x86_64-ec2.log.json"], "compose-status.json"],
    ["osbuildImage", ["aarch64-ec2.log.json", "x86_64-ec2.log.json"], "aarch64-ec2.log.json"],
    ["osbuildImage", [...OSBUILD, "koji-import.log.json"], "koji-import.log.json"],
    ["osbuildImage", OSBUILD, "koji-init.log.json"],
    ["osbuildImage", ["compose-request.json", "compose-status.json"], "compose-status.json"],
    ["imageBuilderBuildArch", [...CHROOT, "image-builder.log"], "image-builder.log"],
    ["createDudIso", CHROOT, "root.log"],
    ["livemedia", ["checkout.log"], "checkout.log"],
    ["aMethodNobodyKnows", ["what-it-did.log", "result.txt"], "what-it-did.log"],
    ["aMethodNobodyKnows", CHROOT, "root.log"],
    ["createLiveMedia", [], null],
    ["createLiveMedia", ["aurora-live.ks", "aurora.iso"], null],
  ])("of a failed %s with %j is %s", (method, names, log) => {
    expect(tellingLog(failed(method), names)).toBe(log);
    expect(tellingLog({ method, fault: null }, names)).toBe(log);
  });

  test.each(CHILD_METHODS.filter((method) => method !== "createImage"))(
    "of a failed %s is the chroot's own where the chroot could not be made",
    (method) => {
      const names = [...LIVE_MEDIA, ...OZ, ...KIWI, "livecd.log", "appliance.log", "image-builder.log"].toSorted();
      expect(tellingLog(failed(method, { code: 1012 }), names)).toBe("root.log");
    },
  );

  test.each([
    [
      'Error running GIT command "git clone -n https://git.example.org/ks.git", see checkout.log for details',
      "checkout.log",
    ],
    [
      "error building package (arch noarch), mock exited with status 1; see build.log for more information",
      "build.log",
    ],
    [
      "livemedia-creator exited with status 1; see root.log or livemedia-out.log for more information",
      "livemedia-out.log",
    ],
    ["mock exited with status 1; see gone.log for more information", "livemedia-out.log"],
  ])("is the one that the builder names, where it names one that is there: %s", (message, log) => {
    expect(tellingLog(failed("createLiveMedia", { message }), LIVE_MEDIA)).toBe(log);
  });

  test("does not hang on where it stands in the list", () => {
    expect(tellingLog(failed("createLiveMedia", { code: 1022 }), LIVE_MEDIA.toReversed())).toBe("livemedia-out.log");
    expect(tellingLog(failed("osbuildImage"), ["x86_64-ec2.log.json", ...OSBUILD])).toBe("x86_64-ec2.log.json");
  });

  test("is among those that count as logs", () => {
    for (const name of [...LIVE_MEDIA, ...CHROOT, "oz-x86_64.log", "koji-init.log.json", "compose-status.json"]) {
      expect(isLogName(name), name).toBe(true);
    }
  });
});

test.each(["root.log.gz", "root.log.1", "root.log.2.xz", "x86_64-ec2.log.json"])("%s is a log", (name) => {
  expect(isLogName(name)).toBe(true);
});

test.each(["aurora.ks", "tdl-x86_64.xml", "x86_64-ec2.manifest.json", "catalog", "log", "blog.txt", "root.log.html"])(
  "%s is none",
  (name) => {
    expect(isLogName(name)).toBe(false);
  },
);
