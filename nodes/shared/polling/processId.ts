import { randomUUID } from 'crypto';

/** Identifies this process in stored state; every worker and every restart has its own. */
export const processId: string = randomUUID();
