export const BUILD_STATES = ["BUILDING", "COMPLETE", "DELETED", "FAILED", "CANCELED"] as const;
export const TASK_STATES = ["FREE", "OPEN", "CLOSED", "CANCELED", "ASSIGNED", "FAILED"] as const;
export const CHECKSUMS = ["MD5", "SHA1", "SHA256"] as const;

/** A state's number, as the hub's filters take it. */
export const numberOf = (states: readonly string[], state: string): number => states.indexOf(state);

export const stateOf = (states: readonly string[], number: number): string => {
  const state = states[number];
  if (state === undefined) throw new RangeError(`The hub knows a state ${number}, which Koji does not.`);
  return state;
};
