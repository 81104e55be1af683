/** The words that say a value; null where the command cannot say it. */
export type Ways<T, Order = unknown> = {
  readonly [Name in keyof T]-?: (value: NonNullable<T[Name]>, order: Order) => readonly string[] | null;
};

export const value = (flag: string) => (given: string | number) => [flag, String(given)];
export const yes = (flag: string) => (given: boolean) => (given ? [flag] : []);
export const each = (flag: string) => (given: readonly string[]) => given.flatMap((one) => [flag, one]);
export const joined = (flag: string) => (given: readonly string[]) =>
  given.length === 0 ? [] : [flag, given.join(",")];
/** Said by a positional word, or by the name of a file. */
export const elsewhere = () => [];
/** False and an empty list are what Koji takes for granted. */
export const never = (given: unknown) => (given === false || (Array.isArray(given) && given.length === 0) ? [] : null);
