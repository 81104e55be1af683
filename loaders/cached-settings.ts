import type { HubReader } from "../koji/hub-reader.ts";
import { idOfQuestion, idOfThing } from "./cache-ids.ts";
import type { CachedReads } from "./cached-reads.ts";
import { KINDS } from "./kinds.ts";

/** What a hub is made of: targets, tags, builders, people, its version. */
export function createCachedSettings({ one, many }: CachedReads) {
  return {
    getKojiVersion: () => one(KINDS.kojiVersion, "", (hub) => hub.getKojiVersion()),
    getAPIVersion: () => one(KINDS.apiVersion, "", (hub) => hub.getAPIVersion()),
    getAllArches: () => one(KINDS.arches, "", (hub) => hub.getAllArches()),

    getBuildTarget: (key) => one(KINDS.target, idOfThing(key), (hub) => hub.getBuildTarget(key)),
    getBuildTargets: () => one(KINDS.targets, "", (hub) => hub.getBuildTargets()),
    getTag: (key) => one(KINDS.tag, idOfThing(key), (hub) => hub.getTag(key)),
    getBuildConfig: (tag) => one(KINDS.buildConfig, `${tag}`, (hub) => hub.getBuildConfig(tag)),
    getPackageConfig: (tag, name) =>
      one(KINDS.packageConfig, idOfQuestion(tag, name), (hub) => hub.getPackageConfig(tag, name)),
    getPackageConfigs: ({ tag, names }) => {
      const nameOf = new Map(names.map((name) => [idOfQuestion(tag, name), name]));
      const wanted = names.map((name) => idOfQuestion(tag, name));
      return many(KINDS.packageConfig, wanted, (hub, ids) =>
        hub.getPackageConfigs({ tag, names: ids.map((id) => nameOf.get(id) ?? "") }),
      );
    },

    getRepo: (tag) => one(KINDS.repo, idOfThing(tag), (hub) => hub.getRepo(tag)),
    listTagGroups: (tag) => one(KINDS.tagGroups, idOfThing(tag), (hub) => hub.listTagGroups(tag)),
    listExternalRepos: (tag) => one(KINDS.externalRepos, idOfThing(tag), (hub) => hub.listExternalRepos(tag)),
    evalPolicy: (question) =>
      one(KINDS.hubPolicy, idOfQuestion(question.name, question.data), (hub) => hub.evalPolicy(question)),
    checkTagAccess: (asked) => one(KINDS.tagAccess, idOfQuestion(asked), (hub) => hub.checkTagAccess(asked)),
    getUser: (key) => one(KINDS.user, idOfThing(key), (hub) => hub.getUser(key)),
    getUserPerms: (name) => one(KINDS.userPerms, idOfThing(name), (hub) => hub.getUserPerms(name)),
    getHost: (key) => one(KINDS.host, idOfThing(key), (hub) => hub.getHost(key)),
    listHosts: (filter) => one(KINDS.hosts, idOfQuestion(filter), (hub) => hub.listHosts(filter)),
    getLastHostUpdate: (id) => one(KINDS.lastHostUpdate, `${id}`, (hub) => hub.getLastHostUpdate(id)),
    getChannel: (key) => one(KINDS.channel, idOfThing(key), (hub) => hub.getChannel(key)),
    listChannels: (filter) => one(KINDS.channels, idOfQuestion(filter), (hub) => hub.listChannels(filter)),
  } satisfies Partial<HubReader>;
}
