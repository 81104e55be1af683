import type { TaskFilter } from "../model/task.ts";
import { imageHub } from "../resolvers/image.ts";
import {
  task,
  taskBuild,
  taskChannel,
  taskChildren,
  taskEta,
  taskFailure,
  taskHost,
  taskLogs,
  taskOutputs,
  taskOwner,
  taskParent,
  taskRan,
  taskRequest,
  tasks,
  taskScratch,
  taskUrl,
  taskWaited,
} from "../resolvers/task.ts";
import { builder } from "./builder.ts";
import { connectionType, hubArg, pageArgs } from "./connection.ts";
import { ImageMethodType, TaskStateType } from "./enums.ts";
import {
  BuildType,
  ChannelType,
  FailureType,
  HostType,
  HubType,
  LogFileType,
  NodeType,
  TaskOutputType,
  TaskType,
  UserType,
} from "./refs.ts";

TaskType.implement({
  description: "One piece of work of a hub. An image's parent task has one child per arch.",
  interfaces: [NodeType],
  fields: (t) => ({
    kojiId: t.exposeInt("kojiId", { description: "Koji's number." }),
    hub: t.field({ type: HubType, description: "The hub it runs on.", resolve: imageHub }),
    method: t.exposeString("method", {
      description: "Koji's name of the work: livemedia, createLiveMedia, buildArch …",
    }),
    imageMethod: t.expose("imageMethod", {
      type: ImageMethodType,
      nullable: true,
      description: "How it makes an image; null for other work.",
    }),
    label: t.exposeString("label", { nullable: true, description: "What its parent calls it; null for a parent." }),
    arch: t.exposeString("arch", { nullable: true, description: "The arch it needs; `noarch` for any." }),
    state: t.expose("state", { type: TaskStateType, description: "How it stands." }),
    owner: t.field({ type: UserType, nullable: true, description: "Who started it.", resolve: taskOwner }),
    host: t.field({ type: HostType, nullable: true, description: "The builder that has it.", resolve: taskHost }),
    channel: t.field({
      type: ChannelType,
      nullable: true,
      description: "The channel it waits in.",
      resolve: taskChannel,
    }),
    priority: t.exposeInt("priority", { description: "Smaller comes first; 20 is usual." }),
    parent: t.field({ type: TaskType, nullable: true, description: "The task it is part of.", resolve: taskParent }),
    children: t.field({ type: [TaskType], description: "Its parts, by number.", resolve: taskChildren }),
    build: t.field({
      type: BuildType,
      nullable: true,
      description: "What it is to make; null for scratch builds and for tasks that died before Koji made a build.",
      resolve: taskBuild,
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was asked for." }),
    startedAt: t.expose("startedAt", { type: "DateTime", nullable: true, description: "When a builder began it." }),
    completedAt: t.expose("completedAt", { type: "DateTime", nullable: true, description: "When it ended." }),
    waited: t.field({
      type: "Seconds",
      nullable: true,
      description: "How long it waited for a builder; so far, while it waits.",
      resolve: taskWaited,
    }),
    ran: t.field({
      type: "Seconds",
      nullable: true,
      description: "How long it ran, so far while it runs; null when it never began.",
      resolve: taskRan,
    }),
    eta: t.field({
      type: "DateTime",
      nullable: true,
      description:
        "When it will probably end, from how long this image took before; null once it ended, when it runs longer than that, and for tasks that are no image's parent.",
      resolve: taskEta,
    }),
    scratch: t.boolean({ description: "Whether it makes files that become no build.", resolve: taskScratch }),
    request: t.field({
      type: "JSON",
      description:
        "Its arguments by Koji's names, whichever method; `{args: […]}` for a method that the gateway does not know. Secrets in URLs are removed.",
      resolve: taskRequest,
    }),
    logs: t.field({ type: [LogFileType], description: "Its logs, as long as the hub keeps them.", resolve: taskLogs }),
    outputs: t.field({
      type: [TaskOutputType],
      description: "Its files, logs among them: images of a scratch build, the flattened kickstart that was used.",
      resolve: taskOutputs,
    }),
    failure: t.field({
      type: FailureType,
      nullable: true,
      description: "Why it failed or how it was cancelled; null for any other.",
      resolve: taskFailure,
    }),
    kojiUrl: t.field({ type: "URL", description: "Its page in the hub's web interface.", resolve: taskUrl }),
  }),
});

FailureType.implement({
  description: "Why something failed: the task in its tree where it began, its message, and the log that tells.",
  fields: (t) => ({
    task: t.expose("task", { type: TaskType, description: "Where it began: often the task of one arch." }),
    code: t.exposeInt("code", { nullable: true, description: "Koji's fault code; null for a cancelled task." }),
    message: t.exposeString("message", { description: "The builder's own words, without traceback." }),
    log: t.expose("log", {
      type: LogFileType,
      nullable: true,
      description: "The log to read first, by the method that failed; null when the hub keeps none.",
    }),
  }),
});

const TaskFilterType = builder.inputRef<TaskFilter>("TaskFilter").implement({
  description: "Which tasks; all that is given must hold. The hub filters by all of it.",
  fields: (t) => ({
    method: t.stringList({ description: "Of one of these methods, by Koji's names." }),
    imageMethod: t.field({ type: [ImageMethodType], description: "Making images in one of these ways." }),
    state: t.field({ type: [TaskStateType], description: "In one of these states." }),
    owner: t.string({ description: "Started by this user of the hub." }),
    channel: t.string({ description: "In this channel." }),
    host: t.string({ description: "On this builder." }),
    arch: t.string({ description: "Needing this arch." }),
    createdAfter: t.field({ type: "DateTime", description: "Asked for after this moment." }),
    createdBefore: t.field({ type: "DateTime", description: "Asked for before this moment." }),
    parentsOnly: t.boolean({ description: "Only tasks that are part of no other." }),
  }),
});

export const TaskConnectionType = connectionType("Task", {
  node: TaskType,
  description: "Tasks, newest first.",
  totalCount: "How many there are in all; asks the hub. Null for the attempts of an image, which no hub can count.",
  countMayFail: true,
});

builder.queryField("task", (t) =>
  t.field({
    type: TaskType,
    nullable: true,
    description: "One task; null when the hub has none such.",
    args: { kojiId: t.arg.int({ required: true, description: "Koji's number." }), ...hubArg },
    resolve: task,
  }),
);

builder.queryField("tasks", (t) =>
  t.field({
    type: TaskConnectionType,
    description: "Tasks of a hub, newest first. Errors: BAD_ARGUMENT.",
    args: {
      ...hubArg,
      filter: t.arg({ type: TaskFilterType, description: "Which; all when not given." }),
      ...pageArgs,
    },
    resolve: tasks,
  }),
);
