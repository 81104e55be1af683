import type { Circumstances, PolicyQuestion } from "../../model/policy.ts";

export const NOW = new Date("2026-03-05T12:00:00Z");

const CIRCUMSTANCES: Circumstances = {
  now: NOW,
  target: null,
  tag: null,
  arches: [],
  repos: [],
  sourceHost: null,
  knownHosts: [],
  priority: 20,
  channelLoad: null,
};

export const IMAGE = {
  hub: "h",
  name: "Fedora-KDE-Live",
  group: "kde-sig",
  stage: "production",
  method: "LIVEMEDIA",
} as const;

/** Alice of the KDE SIG wants to build a production image. */
export function question(
  given: Partial<PolicyQuestion> = {},
  circumstances: Partial<Circumstances> = {},
): PolicyQuestion {
  return {
    viewer: { name: "alice", groups: ["kde-sig"], actions: null },
    action: "BUILD_IMAGE",
    subject: { kind: "image", image: IMAGE },
    circumstances: { ...CIRCUMSTANCES, ...circumstances },
    ...given,
  };
}

export const promotion = (
  viewer: PolicyQuestion["viewer"],
  circumstances: Partial<Circumstances> = {},
): PolicyQuestion =>
  question(
    {
      viewer,
      action: "PROMOTE_BUILD",
      subject: { kind: "build", hub: "h", nvr: "Fedora-KDE-Live-45-1", owner: "rita", image: IMAGE },
    },
    circumstances,
  );
