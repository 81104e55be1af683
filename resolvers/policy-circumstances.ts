import type { Context, HubContext } from "../context/context.ts";
import type { CatalogueImage } from "../model/catalogue.ts";
import { hubPermission } from "../model/image-method.ts";
import {
  BACKGROUND_PRIORITY,
  type Circumstances,
  type ImageInQuestion,
  ORDINARY_PRIORITY,
  type PolicySubject,
} from "../model/policy.ts";
import { hostOf } from "../model/source-host.ts";
import { channelCapacity, channelLoad } from "./host.ts";

type Given<T> = T | null | undefined;

/** What a decision can depend on besides the viewer and the thing itself. */
export type Wanted = {
  readonly hub?: Given<string>;
  readonly target?: Given<string>;
  readonly tag?: Given<string>;
  readonly arches?: Given<readonly string[]>;
  readonly repos?: Given<readonly string[]>;
  /** Where the kickstart or description comes from: the catalogue's place where it is not given, null for no address. */
  readonly sourceUrl?: Given<string>;
  readonly background?: Given<boolean>;
};

type Asked = { readonly subject: PolicySubject; readonly wanted: Wanted };

/** Asks the hub for the load of a channel when the build is to go in the background, and for a target's tag; else nothing. */
export async function circumstancesOf({ subject, wanted }: Asked, context: Context): Promise<Circumstances> {
  const hub = context.hub(wanted.hub);
  const image = subject.kind === "image" ? subject.image : null;
  const listed = image && (hub.catalogue.get(image.name) ?? null);
  const { target = null, background = false } = wanted;
  return {
    now: context.now,
    target,
    tag: wanted.tag ?? (await tagOf({ subject, wanted }, hub)),
    arches: wanted.arches ?? listed?.targets.find(({ name }) => name === target)?.arches ?? [],
    repos: wanted.repos ?? [],
    sourceHost: image && sourceHostOf(wanted, listed, context),
    knownHosts: image === null ? [] : knownHostsOf(hub, context),
    priority: background ? BACKGROUND_PRIORITY : ORDINARY_PRIORITY,
    channelLoad: background && image ? await loadOf(image, context) : null,
  };
}

/** Builds for a target are promoted to its tag. */
async function tagOf({ subject, wanted: { target } }: Asked, hub: HubContext): Promise<string | null> {
  if (subject.kind !== "build" || !target) return null;
  return (await hub.loaders.targets.target.load(target))?.destinationTag.name ?? null;
}

function sourceHostOf({ sourceUrl }: Wanted, listed: CatalogueImage | null, { kickstarts }: Context): string | null {
  // Whoever brings a kickstart along takes it from nowhere.
  if (sourceUrl === null) return null;
  // A configured repository has every address that its aliases say, and may have a path for one.
  const hostAt = (address: string) => {
    const configured = kickstarts.find(address);
    return configured === null ? hostOf(address) : ownHost(configured);
  };
  if (sourceUrl) return hostAt(sourceUrl);
  const definition = listed?.definition ?? null;
  if (definition?.kind === "kiwi") return hostOf(definition.descriptionUrl);
  if (definition?.kind !== "kickstart" || definition.repository === null) return null;
  return hostAt(definition.repository) || null;
}

const ownHost = ({ url }: { readonly url: string }): string | null => hostOf(url) || null;

/** Hosts that configuration and catalogue name. */
export function knownHostsOf(hub: HubContext, { kickstarts }: Context): readonly string[] {
  const { taskPage, taskOutput } = hub.addresses;
  const addresses = [hub.url, taskPage(0), taskOutput(0, ""), ...kickstarts.repositories.map(({ url }) => url)];
  return [...new Set([...addresses.map(hostOf), ...describedHosts(hub.catalogue), ...hub.knownHosts])].filter(
    (host) => host !== "",
  );
}

/** Of a catalogue that stays as it is, for as long as it is there. */
const DESCRIBED = new WeakMap<HubContext["catalogue"], readonly string[]>();

function describedHosts(catalogue: HubContext["catalogue"]): readonly string[] {
  const known = DESCRIBED.get(catalogue);
  if (known !== undefined) return known;
  const hosts = [...catalogue.values()].flatMap(({ definition }) => {
    if (definition?.kind === "kiwi") return [hostOf(definition.descriptionUrl)];
    // A name of a configured repository has no host.
    return definition?.kind === "kickstart" ? [hostOf(definition.repository ?? "")] : [];
  });
  const found = [...new Set(hosts)];
  DESCRIBED.set(catalogue, found);
  return found;
}

/** Of the channel that such builds go to: the hub names channels and permissions alike (buildImage in kojihub.py). */
async function loadOf({ hub, method }: ImageInQuestion, context: Context): Promise<number | null> {
  const name = method === null ? null : hubPermission(method);
  const channel = name === null ? null : await context.hub(hub).loaders.hosts.channel.load(name);
  if (channel === null) return null;
  const [load, capacity] = await Promise.all([
    channelLoad(channel, null, context),
    channelCapacity(channel, null, context),
  ]);
  return capacity > 0 ? Math.min(1000, (load / capacity) * 100) : 100;
}
