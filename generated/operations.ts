/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** How a build stands, in Koji's words. */
export type BuildState =
  /** Its task runs. */
  | 'BUILDING'
  /** Somebody cancelled it. */
  | 'CANCELED'
  /** It ended well, and its files are there. */
  | 'COMPLETE'
  /** It was good once; its files were deleted. */
  | 'DELETED'
  /** It ended without a result. */
  | 'FAILED';

/** How a checksum was made. Images of old have MD5, new ones SHA256. */
export type ChecksumAlgorithm =
  /** 128 bits: enough against damage, not against malice. */
  | 'MD5'
  /** 160 bits: likewise. */
  | 'SHA1'
  /** 256 bits. */
  | 'SHA256';

/** How an image stands, from its attempts. Scratch builds do not count; a cancelled attempt gave no image, like a failed one; a build deleted since neither passes nor fails. */
export type ImageState =
  /** An attempt runs now and none has ended yet. */
  | 'BUILDING'
  /** It gave none. */
  | 'FAILING'
  /** No attempt is known. */
  | 'NEVER_BUILT'
  /** It gave an image, but an arch that is allowed to fail did. */
  | 'PARTIAL'
  /** The newest ended attempt gave an image on every arch. */
  | 'PASSING'
  /** It passed, but longer ago than the catalogue allows; or all that it gave was deleted since. */
  | 'STALE';

/** Where an image's owner is recorded. */
export type OwnerSource =
  /** In the gateway's catalogue. */
  | 'CATALOGUE'
  /** In the hub's package list of the tag that its builds go to. */
  | 'KOJI_PACKAGE'
  /** In the repository of its definition. */
  | 'REPOSITORY';

/** How a task stands, in Koji's words. */
export type TaskState =
  /** A builder is to take it, and has not begun. */
  | 'ASSIGNED'
  /** Somebody cancelled it. */
  | 'CANCELED'
  /** It ended well. */
  | 'CLOSED'
  /** It ended with an error: see `failure`. */
  | 'FAILED'
  /** It waits; no builder has it. */
  | 'FREE'
  /** A builder works on it. */
  | 'OPEN';

export type BoardQueryVariables = Exact<{
  hub?: string | null | undefined;
  target?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type BoardQuery = { images: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ name: string, owners: Array<{ name: string, source: OwnerSource }>, status: { state: ImageState, since: string | null, consecutiveFailures: number, latest: { nvr: string, state: BuildState, task: { kojiId: number, state: TaskState } | null } | null, arches: Array<{ arch: string, state: ImageState, optional: boolean, task: { kojiId: number, state: TaskState } | null }>, lastGood: { nvr: string, completedAt: string | null, artifacts: Array<{ filename: string, format: string, arch: string | null, size: number, url: string, checksum: { algorithm: ChecksumAlgorithm, value: string } }> } | null } }> } };


export const BoardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Board"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"hub"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"target"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"100"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"images"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"hub"},"value":{"kind":"Variable","name":{"kind":"Name","value":"hub"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"owners"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"source"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"target"},"value":{"kind":"Variable","name":{"kind":"Name","value":"target"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"consecutiveFailures"}},{"kind":"Field","name":{"kind":"Name","value":"latest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nvr"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"arches"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arch"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"optional"}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastGood"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nvr"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}},{"kind":"Field","name":{"kind":"Name","value":"artifacts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"filename"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"arch"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"checksum"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<BoardQuery, BoardQueryVariables>;