/** A queue's messages, and what became of them. */

interface Sent {
  readonly id: string;
  readonly body: unknown;
  readonly attempts: number;
}

export const createMessageBatch = (queue: string, messages: readonly Sent[]) => {
  const acks: string[] = [];
  const retries: { msgId: string; delaySeconds?: number }[] = [];
  return {
    queue,
    acks,
    retries,
    messages: messages.map((message) => ({
      ...message,
      ack: () => void acks.push(message.id),
      retry: (options: { delaySeconds?: number } = {}) => void retries.push({ msgId: message.id, ...options }),
    })),
  };
};

export const createExecutionContext = (): ExecutionContext =>
  ({ waitUntil: (work: Promise<unknown>) => void work.catch(() => {}), passThroughOnException: () => {} }) as never;
