/** What one gateway request cost the hub. What asks the hub adds to it; it is mutable on purpose. */
export type HubCallTrace = {
  /** HTTP requests to the hub that carried at least one of its calls, those asked again included. */
  requests: number;
  /** Calls sent to the hub for it, identical ones once. Of calls that many asked for, one has it, and the others `joined`. */
  calls: number;
  /** Calls that others had asked already: it waited with them for the one answer. */
  joined: number;
  /** Of those HTTP requests and their answers, as they travelled, though others may have shared them. */
  bytes: number;
  /** Durations of those HTTP requests added up, though some ran side by side. */
  milliseconds: number;
  /** HTTP requests to the web server that has the hub's files. */
  fileRequests: number;
  /** Of what that server answered, as it travelled. */
  fileBytes: number;
};

export const newHubCallTrace = (): HubCallTrace => ({
  requests: 0,
  calls: 0,
  joined: 0,
  bytes: 0,
  milliseconds: 0,
  fileRequests: 0,
  fileBytes: 0,
});
