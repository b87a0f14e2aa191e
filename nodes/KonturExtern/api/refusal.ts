import { UserError } from 'n8n-workflow';

/** Builds an input error: `message` says what happened, `advice` what to do. */
export const refusal = (message: string, advice: string): UserError =>
	new UserError(message, { description: advice });
