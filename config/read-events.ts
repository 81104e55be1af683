import type { HubEvents } from "./configuration.ts";
import { type Disk, referencedFile } from "./referenced-file.ts";
import { brokerAddress } from "./settings/addresses.ts";
import { oneOf, textSuchAs } from "./settings/kinds.ts";
import type { Section } from "./settings/section.ts";

export function readEvents(section: Section, disk: Disk): HubEvents {
  const type = section.withDefault("type", oneOf(["poll", "fedora-messaging"]), "poll");
  if (type === "poll") return { type };
  const path = (key: string) => referencedFile(section, key, disk)?.path ?? null;
  return {
    type,
    url: section.required("url", brokerAddress),
    certificate: path("certificate"),
    key: path("key"),
    authority: path("authority"),
    topicPrefix: section.required(
      "topicPrefix",
      textSuchAs("what its topics begin with, such as org.fedoraproject.prod"),
    ),
  };
}
