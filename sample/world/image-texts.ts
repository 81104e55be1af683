import { builderText } from "../kickstarts/builder-text.ts";
import type { PlainRepository } from "../kickstarts/repository.ts";
import { branchOf, COMPOSES, kickstartOf } from "./definitions.ts";
import type { Attempt } from "./plan.ts";

type Sources = Pick<PlainRepository, "commitAt" | "textAt">;

/** The kickstart as it lies in the repository, at the commit that the attempt names. */
export function sourceKickstart(attempt: Attempt, sources: Sources): string {
  const asked = attempt.asked?.kickstart;
  if (asked) return asked.textOf(asked.path) ?? "";
  const path = kickstartOf(attempt.image);
  return (path && sources.textAt(commitOf(attempt, sources), path)) ?? "";
}

/** The one that the builder makes of it. */
export function flattenedKickstart(attempt: Attempt, sources: Sources): string {
  const { image, release, label, asked } = attempt;
  const repository = `${COMPOSES}/${release.name}/Aurora-${label}/compose/Everything/$basearch/os`;
  if (asked?.kickstart) return builderText(asked.kickstart.path, asked.kickstart.textOf, repository);
  const commit = commitOf(attempt, sources);
  return builderText(kickstartOf(image) ?? "", (path) => sources.textAt(commit, path), repository);
}

const commitOf = ({ release, createMs }: Attempt, { commitAt }: Sources) => commitAt(branchOf(release), createMs);

/** Oz's description of the machine it installs. */
export const templateXml = (attempt: Attempt, arch: string): string =>
  `<template>\n  <name>${attempt.image.name}-${attempt.label}-${arch}</name>\n  <os>\n    <name>Fedora</name>\n    <version>22</version>\n    <arch>${arch}</arch>\n    <install type='url'>\n      <url>${COMPOSES}/${attempt.release.name}/Aurora-${attempt.label}/compose/Server/${arch}/os</url>\n    </install>\n  </os>\n  <description>${kickstartOf(attempt.image) ?? ""}</description>\n</template>\n`;

/** libvirt's description of the machine that runs it. */
export const domainXml = (attempt: Attempt, arch: string, disk: string): string =>
  `<domain type='kvm'>\n  <name>${attempt.image.name}</name>\n  <memory>1048576</memory>\n  <os><type arch='${arch}'>hvm</type></os>\n  <devices><disk type='file' device='disk'><source file='${disk}'/></disk></devices>\n</domain>\n`;
