import { randomUUID } from 'crypto';

/** Names this process for `resume` and `store`: another one after every restart, and in every worker. */
export const thisProcess: string = randomUUID();
