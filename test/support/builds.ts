import type { Build } from "../../model/build.ts";
import type { Task } from "../../model/task.ts";

/** An hour of a clock that the tests count by. */
export const at = (hour: number): Date => new Date(Date.UTC(2026, 0, 1) + hour * 3_600_000);

export function aBuild(overrides: Partial<Build> = {}): Build {
  const { kojiId = 1 } = overrides;
  return {
    hub: "sample",
    kojiId,
    nvr: `Aurora-Live-1-${kojiId}`,
    name: "Aurora-Live",
    version: "1",
    release: String(kojiId),
    epoch: null,
    state: "COMPLETE",
    owner: { kojiId: 1, name: "releng" },
    createdAt: at(kojiId),
    startedAt: at(kojiId),
    completedAt: at(kojiId + 0.5),
    taskId: kojiId,
    volume: "DEFAULT",
    ...overrides,
  };
}

export function aTask(overrides: Partial<Task> = {}): Task {
  const { kojiId = 1 } = overrides;
  return {
    hub: "sample",
    kojiId,
    method: "livemedia",
    imageMethod: "LIVEMEDIA",
    label: null,
    arch: "noarch",
    state: "CLOSED",
    ownerId: 1,
    hostId: 1,
    channelId: 1,
    priority: 20,
    parentId: null,
    createdAt: at(kojiId),
    startedAt: at(kojiId),
    completedAt: at(kojiId + 0.5),
    request: null,
    ...overrides,
  };
}
