import { UserError } from 'n8n-workflow';

/** Makes an error of the user's input: what happened, and below it what to do. */
export const refusal = (message: string, advice: string): UserError =>
	new UserError(message, { description: advice });
