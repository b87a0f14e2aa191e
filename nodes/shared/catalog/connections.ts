import { NodeConnectionTypes, type NodeConnectionType } from 'n8n-workflow';

/** One ordinary input or output. */
export const main: NodeConnectionType[] = [NodeConnectionTypes.Main];
