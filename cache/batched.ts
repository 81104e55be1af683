type Send<Item, Answer> = (items: readonly Item[]) => Promise<readonly Answer[]>;

/** Items of everyone who asks within a turn of the event loop are sent together; each gets the answers to their own. */
export function batched<Item, Answer>(send: Send<Item, Answer>): Send<Item, Answer> {
  let waiting: { readonly items: Item[]; readonly answers: Promise<readonly Answer[]> } | null = null;

  const open = () => {
    const items: Item[] = [];
    const answers = new Promise<readonly Answer[]>((resolve, reject) => {
      setImmediate(() => {
        waiting = null;
        send(items).then(resolve, reject);
      });
    });
    return { items, answers };
  };

  return async (items) => {
    waiting ??= open();
    const { items: all, answers } = waiting;
    const first = all.length;
    for (const item of items) all.push(item);
    return (await answers).slice(first, first + items.length);
  };
}

/** At most `max` items are sent at once, all at the same time. */
export const inChunks =
  <Item, Answer>(max: number, send: Send<Item, Answer>): Send<Item, Answer> =>
  async (items) => {
    if (items.length <= max) return items.length === 0 ? [] : send(items);
    const chunks = Array.from({ length: Math.ceil(items.length / max) }, (_, index) =>
      items.slice(index * max, (index + 1) * max),
    );
    return (await Promise.all(chunks.map(send))).flat();
  };
