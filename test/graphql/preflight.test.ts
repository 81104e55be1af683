import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CHECK_NAMES } from "../../model/preflight.ts";
import { gatewayOverSample, type TestGateway } from "../support/gateway.ts";
import { askPreflight, liveOrder, SOUND_KICKSTART } from "../support/preflight.ts";

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await gatewayOverSample({ kickstarts: true });
});

afterEach(() => {
  const changes = gateway.requests.filter(
    ({ user, writes, upload, calls }) =>
      user !== null || upload || writes.length > 0 || calls.some(({ methodName }) => /login/iu.test(methodName)),
  );
  if (changes.length > 0) throw new Error(`Something was sent, or somebody logged in: ${JSON.stringify(changes)}`);
});

afterAll(() => gateway.close());

const FROM_REPOSITORY = "git+https://git.aurora.example.org/aurora-kickstarts.git";

test("a production build by release engineering is ready, and each check says what it found", async () => {
  const { data } = await gateway.ask(
    `{ preflight(input: { image: "Aurora-Games-Live", target: "main-compose", scratch: false }) { ready checks { name message } } }`,
    {},
    { authorization: "Bearer sample-releng" },
  );
  expect(data.preflight.checks.map(({ name }: { name: string }) => name)).toEqual(CHECK_NAMES);
  for (const { name, message } of data.preflight.checks) expect(message, name).toMatch(/^\S.*[.]$/u);

  const told = await askPreflight(gateway, { image: "Aurora-Games-Live", target: "main-compose", scratch: false });
  expect(told.outcomes).toEqual({
    policy: "PASS",
    input: "PASS",
    target: "PASS",
    arches: "PASS",
    release: "PASS",
    "volume-id": "PASS",
    source: "PASS",
    kickstart: "PASS",
    upload: "SKIPPED",
    packages: "PASS",
    groups: "PASS",
    "package-list": "PASS",
    "destination-tag": "PASS",
    repository: "PASS",
    permission: "PASS",
    "hub-channel": "PASS",
    "hub-priority": "PASS",
    "hub-tag": "PASS",
    capacity: "PASS",
    duplicate: "PASS",
  });
  expect(told.ready).toBe(true);
  expect(told.kojiCommand).toMatch(/^koji spin-livemedia .*Aurora-Games-Live Main main-compose/u);
});

describe("who asks", () => {
  const production = { image: "Aurora-Plasma-Live", target: "main-compose", scratch: false };

  test("a member of the image's group may try it, and not build it for production", async () => {
    const scratch = await askPreflight(gateway, { ...production, scratch: true }, "sample-sig");
    expect(scratch.outcomes.policy).toBe("PASS");
    expect(scratch.decision.determinedBy).toEqual([{ id: "group-scratch" }]);
    const told = await askPreflight(gateway, production, "sample-sig");
    expect(told.outcomes).toMatchObject({ policy: "FAIL", permission: "PASS", "hub-tag": "FAIL" });
    expect(told.messages["hub-tag"]).toContain("Only releng may tag directly into release tags");
    expect(told.ready).toBe(false);
  });

  test("who did not sign in is told to, and the rest all the same", async () => {
    const told = await askPreflight(gateway, production, null);
    expect(told.outcomes).toMatchObject({
      policy: "FAIL",
      permission: "SKIPPED",
      "hub-channel": "SKIPPED",
      "hub-priority": "SKIPPED",
      "hub-tag": "SKIPPED",
      kickstart: "PASS",
      "package-list": "PASS",
      capacity: "PASS",
    });
    expect(told.messages.policy).toContain("Sign in.");
    expect(told.messages.permission).toContain("Sign in");
  });

  test("somebody without the hub's permission is told which", async () => {
    const told = await askPreflight(gateway, production, "sample-guest");
    expect(told.outcomes.permission).toBe("FAIL");
    expect(told.messages.permission).toContain('grace has not the hub\'s permission "livemedia"');
  });
});

describe("where it is built and where it goes", () => {
  test("an unknown target fails, and what hangs on it is skipped", async () => {
    const told = await askPreflight(gateway, liveOrder({}, { target: "mian-compose", scratch: false }));
    expect(told.outcomes).toMatchObject({
      input: "FAIL",
      target: "FAIL",
      arches: "SKIPPED",
      packages: "SKIPPED",
      groups: "SKIPPED",
      "package-list": "SKIPPED",
      "destination-tag": "SKIPPED",
      repository: "SKIPPED",
      "hub-tag": "SKIPPED",
      kickstart: "PASS",
      permission: "PASS",
    });
    expect(told.messages.target).toContain("give main-compose");
  });

  test("an image or target that is empty fails as the input's field, and the rest is looked at", async () => {
    const told = await askPreflight(gateway, { image: "", target: "" });
    expect(told.ready).toBe(false);
    expect(told.messages.input).toContain("image is empty; give a value");
    expect(told.messages.input).toContain("target is empty; give a value");
  });

  test("half a character anywhere fails as the input's field", async () => {
    for (const more of [{ image: "\uD83D" }, { target: "\uD83D" }, { arches: ["\uD83D"] }, { repos: ["\uD83D"] }]) {
      const told = await askPreflight(gateway, liveOrder({}, more));
      expect(told.outcomes.input, JSON.stringify(more)).toBe("FAIL");
    }
  });

  test("a foreign arch fails, and one that nobody builds for", async () => {
    const told = await askPreflight(gateway, liveOrder({}, { arches: ["x86_64", "riscv64"] }));
    expect(told.outcomes).toMatchObject({ arches: "FAIL", capacity: "FAIL", input: "FAIL" });
    expect(told.messages.arches).toContain("not built for riscv64");
  });

  test("an image that is in no package list fails, and one that is blocked", async () => {
    const lost = await askPreflight(gateway, liveOrder({}, { image: "Aurora-Nowhere", scratch: false }));
    expect(lost.messages["package-list"]).toContain("koji add-pkg --owner OWNER main-compose Aurora-Nowhere");
    const blocked = await askPreflight(gateway, liveOrder({}, { image: "Aurora-Blocked-Live", scratch: false }));
    expect(blocked.outcomes["package-list"]).toBe("FAIL");
    expect(blocked.messages["package-list"]).toContain("koji unblock-pkg main-compose Aurora-Blocked-Live");
  });

  test("a scratch build needs neither place nor rule to be tagged", async () => {
    const told = await askPreflight(gateway, liveOrder({}, { image: "Aurora-Nowhere" }));
    expect(told.outcomes).toMatchObject({
      "package-list": "SKIPPED",
      "destination-tag": "SKIPPED",
      "hub-tag": "SKIPPED",
      release: "SKIPPED",
    });
  });
});

describe("what it is called", () => {
  test("a dash in its version, and a long volume id, fail here and as the input's fields", async () => {
    const told = await askPreflight(gateway, liveOrder({ volumeId: "v".repeat(33) }, { version: "Main-1" }));
    expect(told.outcomes).toMatchObject({ release: "FAIL", "volume-id": "FAIL", input: "FAIL" });
    expect(told.messages.input).toContain('version is "Main-1"');
    expect(told.messages.input).toContain("give 32 at most");
  });

  test("a name that is taken fails, one that failed before does not", async () => {
    const buildOf = async (state: string) => {
      const { data } = await gateway.ask(
        `{ builds(first: 1, filter: { image: "Aurora-Xfce-Live", state: [${state}] }) { nodes { name version release } } }`,
      );
      const { name, version, release } = data.builds.nodes[0];
      return liveOrder({}, { image: name, version, release, scratch: false });
    };
    const taken = await askPreflight(gateway, await buildOf("COMPLETE"));
    expect(taken.outcomes.release).toBe("FAIL");
    expect(taken.messages.release).toContain("give another release");
    expect((await askPreflight(gateway, await buildOf("FAILED"))).outcomes.release).toBe("PASS");
  });
});

describe("the kickstart", () => {
  const named = (kickstart: string, url: string) =>
    liveOrder({}, { method: { livemedia: { kickstart, kickstartUrl: url } } });

  test("of a configured repository is read at its branch, with what it includes", async () => {
    const told = await askPreflight(gateway, named("aurora-live-science.ks", `${FROM_REPOSITORY}#main`));
    expect(told.outcomes).toMatchObject({ kickstart: "PASS", upload: "SKIPPED", source: "PASS" });
    expect(told.messages.kickstart).toMatch(
      /aurora-live-science\.ks with \d included files has no problem, checked as/u,
    );
  });

  test("that is not there fails, and a branch that is not", async () => {
    const noFile = await askPreflight(gateway, named("aurora-live-sciense.ks", `${FROM_REPOSITORY}#main`));
    expect(noFile.outcomes).toMatchObject({ kickstart: "FAIL", packages: "SKIPPED", groups: "SKIPPED" });
    expect(noFile.messages.kickstart).toContain("has no file aurora-live-sciense.ks at main");
    const noBranch = await askPreflight(gateway, named("aurora-live-science.ks", `${FROM_REPOSITORY}#mian`));
    expect(noBranch.messages.kickstart).toContain('no branch, tag or commit "mian"');
  });

  test("with an error fails, and tells the first; with a warning it warns", async () => {
    const wrong = await askPreflight(gateway, named("aurora-disk-legacy-server.ks", `${FROM_REPOSITORY}#main`));
    expect(wrong.outcomes.kickstart).toBe("FAIL");
    expect(wrong.messages.kickstart).toContain("aurora-disk-legacy-partitions.ks");
    const faded = await askPreflight(gateway, named("aurora-live-retro.ks", `${FROM_REPOSITORY}#main`));
    expect(faded.outcomes.kickstart).toBe("WARN");
  });

  test("is checked for the release that is said, and says why that one", async () => {
    const told = await askPreflight(gateway, liveOrder({ kickstartVersion: "F40" }));
    expect(told.messages.kickstart).toContain("checked as F40, as kickstartVersion says");
    const strange = await askPreflight(gateway, liveOrder({ kickstartVersion: "F999" }));
    expect(strange.outcomes.kickstart).toBe("WARN");
    expect(strange.messages.kickstart).toMatch(
      /checked as F\d+, the newest, as nothing else says which\. kickstartVersion F999 is not known here/u,
    );
    const silent = await askPreflight(gateway, liveOrder());
    expect(silent.messages.kickstart).toContain("the newest, as nothing says which");
  });

  test("from a repository that is not read here is skipped, and its host warned of", async () => {
    const told = await askPreflight(gateway, named("a.ks", "git+https://elsewhere.example.net/ks.git#main"));
    expect(told.outcomes).toMatchObject({ kickstart: "SKIPPED", packages: "SKIPPED", source: "WARN", policy: "FAIL" });
    expect(told.messages.kickstart).toContain("Name them in the configuration");
  });

  test("of a kiwi image there is none", async () => {
    const told = await askPreflight(gateway, { image: "Aurora-Cloud-Azure", target: "main-compose" });
    expect(told.outcomes).toMatchObject({
      kickstart: "SKIPPED",
      upload: "SKIPPED",
      packages: "SKIPPED",
      groups: "SKIPPED",
    });
  });

  test("that comes along is sent as one file, with what it includes written in", async () => {
    expect((await askPreflight(gateway, liveOrder())).outcomes.upload).toBe("PASS");
    const whole = await askPreflight(
      gateway,
      liveOrder({ source: `%include aurora-repo-main.ks\n${SOUND_KICKSTART}` }),
    );
    expect(whole.outcomes.upload).toBe("WARN");
    expect(whole.messages.upload).toContain("sent with aurora-repo-main.ks written into it");
    const parts = await askPreflight(gateway, liveOrder({ source: `%include mine.ks\n${SOUND_KICKSTART}` }));
    expect(parts.outcomes).toMatchObject({ upload: "FAIL", kickstart: "FAIL", input: "FAIL" });
    expect(parts.messages.upload).toContain("Only one file will be uploaded");
  });
});

describe("what it installs", () => {
  const installing = (lines: string, more = "") =>
    liveOrder({ source: SOUND_KICKSTART.replace("@core\nbash", lines).replace("%packages", `%packages${more}`) });

  test("is in the build tag's repository, or warned of", async () => {
    const told = await askPreflight(gateway, installing("@core\nbash\nbahs"));
    expect(told.outcomes).toMatchObject({ packages: "WARN", groups: "PASS" });
    expect(told.messages.packages).toMatch(/^Repository \d+ of "main-build" lacks bahs: unless another/u);
    expect((await askPreflight(gateway, liveOrder())).outcomes).toMatchObject({ packages: "PASS", groups: "PASS" });
  });

  test("fails for a group that the build tag lacks, unless what is missing may be", async () => {
    const told = await askPreflight(gateway, installing("@kore\n@^server"));
    expect(told.outcomes).toMatchObject({ groups: "FAIL", packages: "SKIPPED" });
    expect(told.messages.groups).toContain("@^server and @kore");
    expect((await askPreflight(gateway, installing("@kore", " --ignoremissing"))).outcomes.groups).toBe("WARN");
  });

  test("may come from elsewhere", async () => {
    const tree = await askPreflight(
      gateway,
      liveOrder({
        source: SOUND_KICKSTART.replace("@core", "@kore"),
        installTreeUrl: "https://trees.example.org/main/",
      }),
    );
    expect(tree.outcomes.groups).toBe("WARN");
    expect(tree.messages.groups).toContain("the install tree https://trees.example.org/main/");
    const repos = await askPreflight(gateway, liveOrder({}, { repos: ["https://repos.example.org/main/"] }));
    expect(repos.outcomes).toMatchObject({ packages: "SKIPPED", groups: "SKIPPED" });
  });
});

describe("the same build under way", () => {
  const underWay = async () => {
    const { data } = await gateway.ask(
      `{ tasks(first: 5, filter: { imageMethod: [LIVEMEDIA], state: [OPEN], parentsOnly: true }) { nodes { kojiId scratch request } } }`,
    );
    const task = data.tasks.nodes.find(({ scratch }: { scratch: boolean }) => !scratch) ?? data.tasks.nodes[0];
    const { name, target } = task.request;
    return { kojiId: task.kojiId, order: liveOrder({}, { image: name, target, scratch: task.scratch }) };
  };

  test("fails with its page, and is warned of where another may begin", async () => {
    const { kojiId, order } = await underWay();
    const told = await askPreflight(gateway, order);
    expect(told.outcomes.duplicate).toBe("FAIL");
    expect(told.messages.duplicate).toContain(`task ${kojiId} (`);
    expect((await askPreflight(gateway, { ...order, allowDuplicate: true })).outcomes.duplicate).toBe("WARN");
  });
});

describe("what cannot be known", () => {
  test("how an image is built that nobody lists: the rest is told", async () => {
    const told = await askPreflight(gateway, { image: "Aurora-Nowhere", target: "main-compose", scratch: false });
    expect(told.outcomes).toMatchObject({
      input: "FAIL",
      target: "PASS",
      arches: "SKIPPED",
      kickstart: "SKIPPED",
      capacity: "SKIPPED",
      "package-list": "FAIL",
    });
    expect(told.kojiCommand).toContain("KICKSTART.ks");
  });

  test("an empty word, mostly a variable that was never set", async () => {
    gateway.forget();
    const told = await askPreflight(gateway, liveOrder({}, { target: "" }));
    expect(told.outcomes).toMatchObject({ input: "FAIL", target: "SKIPPED" });
    expect(gateway.requests).toEqual([]);
  });

  test("words that no hub can be asked for: the input says so, and the hub is asked nothing", async () => {
    gateway.forget();
    const told = await askPreflight(gateway, liveOrder({}, { target: "main\u0000compose" }));
    expect(told.outcomes).toMatchObject({ input: "FAIL", target: "SKIPPED", duplicate: "SKIPPED" });
    expect(gateway.requests).toEqual([]);
  });

  test("a hub that is not served is a bad argument", async () => {
    const { errors } = await gateway.ask(`{ preflight(input: { hub: "nowhere", image: "A", target: "b" }) { ready } }`);
    expect(errors?.[0]?.extensions?.["code"]).toBe("BAD_ARGUMENT");
  });
});

const asked = () => gateway.requests.map(({ calls }) => calls.map(({ methodName }) => methodName).toSorted());

test("it costs the hub four requests at first, then none", async () => {
  gateway.forget();
  const input = { image: "Aurora-Games-Live", target: "main-compose", scratch: false };
  await askPreflight(gateway, input);
  expect(asked()).toEqual([
    ["getBuildTarget", "getUser", "listBuilds", "listTasks"],
    ["getBuildConfig", "getPackageConfig", "getRepo", "getTag", "getTaskInfo", "listTags"],
    [
      "checkTagAccess",
      "evalPolicy",
      "evalPolicy",
      "evalPolicy",
      "getChannel",
      "getExternalRepoList",
      "getTagGroups",
      "getUserPerms",
      "listTasks",
    ],
    ["listHosts", "listTasks"],
  ]);
  gateway.requests.length = 0;
  await askPreflight(gateway, input);
  expect(asked()).toEqual([]);
});

test("in full it costs as much; what was seen by somebody else is asked anew only where it is about a person", async () => {
  gateway.forget();
  await askPreflight(gateway, liveOrder());
  expect(asked()).toEqual([
    ["getBuildTarget", "getChannel", "getUser", "listTasks"],
    ["evalPolicy", "evalPolicy", "getBuildConfig", "getExternalRepoList", "getRepo", "getUserPerms"],
    ["getTagGroups", "listHosts", "listTasks"],
  ]);
  gateway.requests.length = 0;
  await askPreflight(gateway, liveOrder(), "sample-guest");
  expect(asked()).toEqual([["getUser"], ["evalPolicy", "evalPolicy", "getUserPerms"]]);
  gateway.requests.length = 0;
  await askPreflight(gateway, liveOrder(), null);
  expect(asked()).toEqual([]);
});
