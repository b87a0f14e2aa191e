import { randomUUID } from 'crypto';

/** Identifies this process in stored state; every restart and every worker has another one. */
export const processId: string = randomUUID();
