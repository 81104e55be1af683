import type { Failure, FailureCause } from "./faults.ts";

/** What a reason is told about. */
export type FailureScene = { readonly arch: string; readonly gone: string };

/** In the words of the tool that failed. */
const BLOCKS: Readonly<Record<FailureCause, (scene: FailureScene) => readonly string[]>> = {
  "missing package": ({ arch, gone }) => [
    "Failed to resolve the transaction:",
    `No match for argument: ${gone}`,
    "You can try to add to command line:",
    "  --skip-unavailable to skip unavailable packages",
    `ERROR: could not install the packages of the image: ${gone} is not in any enabled repository`,
    "Traceback (most recent call last):",
    '  File "/usr/bin/image-installer", line 288, in main',
    `RuntimeError: installation of the image failed (${arch})`,
  ],
  scriptlet: ({ arch }) => [
    ">>> Running post-install scriptlet: selinux-policy-targeted",
    "restorecon: SELinux: Could not get canonical path for /boot/efi: No such file or directory",
    ">>> Scriptlet output:",
    "/var/tmp/rpm-tmp.q4Rv1C: line 12: 1423 Segmentation fault      (core dumped) semodule -B -n",
    `ERROR: %post script of the image exited with status 139 (${arch})`,
    "Error: Error in PREIN scriptlet in rpm package selinux-policy-targeted",
  ],
  "disk full": () => [
    "mksquashfs: write failed because No space left on device",
    "FATAL ERROR: Failed to write to output filesystem",
    "ERROR: [Errno 28] No space left on device: '/var/lib/mock/main-build-58213991-6412345'",
  ],
  buildroot: () => [
    "Errors during downloading metadata for repository 'build':",
    "  - Status code: 503 for https://files.aurora.example.org/repos/main-build/latest/x86_64/repodata/repomd.xml",
    "Error: Failed to download metadata for repo 'build': Cannot download repomd.xml: All mirrors were tried",
    "ERROR: Command failed: ",
  ],
  timeout: () => [
    "DEBUG:oz.Guest.AuroraGuest:Waiting for the installation to finish, 7200/7200",
    "ERROR:oz.Guest.AuroraGuest:No disk activity in 300 seconds, failing.",
    "oz.OzException.OzException: No disk activity in 300 seconds, failing.",
  ],
  kickstart: () => [],
  composer: () => [
    '{"status": "failure", "error": {"id": 26, "reason": "osbuild build failed", "details": [',
    '  {"stage": "org.osbuild.rpm", "reason": "package cockpit-bridge has a bad checksum"}]}}',
  ],
};

/** What stands at the end of the log that says why. */
export const failureBlock = (failure: Failure, scene: FailureScene): readonly string[] => BLOCKS[failure.cause](scene);
